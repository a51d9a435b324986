"""The memory of a ward as plain objects: records with attributes, rows that grow, matrices of lists."""

from sys import intern

import numpy as np


class Numbers:
    """The numbers of a run by name: levels, practices and all parameters."""

    # No SimpleNamespace: CPython is quick with attributes of classes written in Python alone.
    def __init__(self, numbers):
        self.__dict__.update({intern(name): number for name, number in numbers.items()})

    def __repr__(self):
        return f"Numbers({len(vars(self))} by name)"


class Matrix:
    """Numbers by row and column; `rows` are lists."""

    __slots__ = ("rows",)

    def __init__(self, rows):
        self.rows = rows

    def __getitem__(self, at):
        row, column = at
        return self.rows[row][column]

    def __setitem__(self, at, value):
        row, column = at
        self.rows[row][column] = value

    def copy(self):
        """Return another matrix with the same numbers."""
        return Matrix([list(row) for row in self.rows])

    def tolist(self):
        """Return the rows as lists."""
        return self.rows


class Record:
    """A record of the ward's memory: its fields are attributes."""

    def __init__(self, values):
        self.__dict__.update(values)

    def __repr__(self):
        return f"{type(self).__name__}({', '.join(f'{k}={v!r}' for k, v in vars(self).items())})"

    def copy(self):
        """Return another record with the same values."""
        other = type(self).__new__(type(self))
        other.__dict__.update(copied(self.__dict__))
        return other


def copied(values):
    """Return values of which none is shared: lists and matrices are copied."""
    return {name: v.copy() if type(v) in _SHARED else v for name, v in values.items()}


_SHARED = {list, Matrix}


def fields_of(array):
    """Return the records of a structured array as dicts of plain values."""
    # CPython finds an attribute at once if its name is the very same text as in the code that asks: hence `intern`.
    columns = {intern(name): _plain(array[name]) for name in array.dtype.names}
    return [dict(zip(columns, values)) for values in zip(*columns.values())]


def _plain(column):
    """Return what stands in one column: numbers, lists or matrices."""
    return [Matrix(each.tolist()) for each in column] if column.ndim > 2 else column.tolist()


def records_of(array, kind=Record):
    """Return the records of a structured array as objects."""
    return [kind(values) for values in fields_of(array)]


class Rows(list):
    """Rows of a table, as many as are written."""

    def __init__(self, blank, rows=()):
        super().__init__(rows)
        self.blank = blank

    def row(self, k):
        """Return the k-th row, a new one if it is the next."""
        if k == len(self):
            self.append(self.blank.copy())
        return self[k]

    def put(self, k, row):
        """Let the k-th row be a copy of another."""
        if k == len(self):
            self.append(row.copy())
        else:
            self[k] = row.copy()

    def copy(self):
        """Return rows that can be written to without changing these."""
        return Rows(self.blank, [row.copy() for row in self])

    def as_array(self, dtype):
        """Return the rows as a structured array."""
        values = [tuple(_packed(value) for value in vars(row).values()) for row in self]
        return np.array(values, dtype)


def _packed(value):
    return value.tolist() if isinstance(value, Matrix) else value


class Place(Record):
    """A place on the ward."""

    def __repr__(self):
        return f"Place({self.name!r})"

    @property
    def members(self):
        """Residents who are here now."""
        beds = self.ward.beds
        return [r for r in beds if r.is_here and r.is_present and r.place_index == self.index]


class Slot(Record):
    """A slot of the routine."""

    def __repr__(self):
        return f"Slot({self.name!r})"
