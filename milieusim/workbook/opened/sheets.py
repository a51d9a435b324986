"""A sheet of cells, whatever file it came from: values by row and column, and what is merged."""

import re
from datetime import date, datetime, time, timedelta
from functools import lru_cache

FLAT = re.compile(r"[\s\u00a0\u202f\u2007]+")


class Sheet:
    """Cells of one sheet.

    Parameters
    ----------
    name : str
    rows : list of list
        Values: text, numbers, times, dates or None; rows may be of unlike length.
    merged : list of tuple of int
        First row, first column, last row, last column of what is merged, from 0.
    is_file : bool
        Whether it is the only sheet of a file of its name, as that of a .csv.
    """

    def __init__(self, name, rows, merged=(), is_file=False):
        self.name = name
        self.width = max(map(len, rows), default=0)
        self.rows = [[*row, *[None] * (self.width - len(row))] for row in rows]
        self.height = len(rows)
        self.is_file = is_file
        self.is_turned = False
        self._spans = {(block[0], block[1]): block for block in merged}
        self._inside = {
            (row, column): block
            for block in merged
            for row in range(block[0], min(block[2], self.height - 1) + 1)
            for column in range(block[1], min(block[3], self.width - 1) + 1)
        }

    def value(self, row, column):
        """Return what stands in a cell; in merged cells what stands in the first of them."""
        block = self._inside.get((row, column))
        return self.rows[block[0]][block[1]] if block else self.rows[row][column]

    def own_value(self, row, column):
        """Return what stands in a cell, None in all but the first of merged ones."""
        return self.rows[row][column] if self.is_first(row, column) else None

    def is_first(self, row, column):
        """Whether a cell is not covered by another with which it is merged."""
        block = self._inside.get((row, column))
        return block is None or block[:2] == (row, column)

    def span(self, row, column):
        """Return the last row and the last column that a cell reaches."""
        block = self._inside.get((row, column))
        return (block[2], block[3]) if block else (row, column)

    def text(self, row, column):
        """Return a cell as a person sees it, on one line."""
        return shown(self.value(row, column))

    def spot(self, row, column):
        """Return where a cell is, as a person finds it."""
        row, column = (column, row) if self.is_turned else (row, column)
        cell = f"{column_letters(column)}{row + 1}"
        return f"{self.name}, cell {cell}" if self.is_file else f"sheet '{self.name}', cell {cell}"

    def turned(self):
        """Return the sheet with rows as columns; cells keep the places that they are told by."""
        merged = [(b[1], b[0], b[3], b[2]) for b in self._spans.values()]
        columns = [list(column) for column in zip(*self.rows)]
        sheet = Sheet(self.name, columns, merged, self.is_file)
        sheet.is_turned = not self.is_turned
        return sheet


def shown(value):
    """Return a value of a cell as text on one line, without spaces that nobody sees."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime):
        is_date = value.time() == time(0)
        return f"{value:%Y-%m-%d}" if is_date else f"{value:%Y-%m-%d %H:%M}"
    if isinstance(value, time):
        return f"{value:%H:%M}"
    if isinstance(value, timedelta):
        minutes = round(value.total_seconds() / 60)
        return f"{minutes // 60:02d}:{minutes % 60:02d}"
    if isinstance(value, date):
        return value.isoformat()
    return _flat(str(value))


@lru_cache(maxsize=50_000)
def _flat(text):
    return FLAT.sub(" ", text).strip()


def column_letters(number):
    """Return the letters of a column counted from 0."""
    letters = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def is_empty(value):
    """Whether a cell holds nothing that a person can see."""
    return value is None or (isinstance(value, str) and not shown(value))
