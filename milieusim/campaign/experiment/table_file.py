"""A table of points: a CSV file with a column a factor and a row a point."""

import csv
import io
import math
from pathlib import Path
from typing import NamedTuple

from milieusim.campaign.experiment.factors import Factor, levels_of
from milieusim.config.reading.text_files import shown
from milieusim.errors import ConfigError

DESIGN = "design"
FLAGS = {"true": True, "false": False}


class Table(NamedTuple):
    """A table of points, read.

    Attributes
    ----------
    label : str
        What the file is called in problems.
    factors : list of Factor
        With the values that occur as levels.
    rows : list of tuple
        (name of a design or None for all of them, values) of each row.
    lines : list of int
        Line of the file on which each row stands.
    """

    label: str
    factors: list
    rows: list
    lines: list

    def values(self, place, design):
        """Return the values that a factor takes in a design."""
        return tuple(dict.fromkeys(values[place] for name, values in self.rows if name in (None, design)))

    def where(self, place, value=None, design=None):
        """Return where in the file a factor stands, or where it has a value, in a design or in any."""
        column = f"column '{self.factors[place].path}'"
        if value is None:
            return f"{self.label}: {column}"
        first, *more = [
            line
            for line, (name, values) in zip(self.lines, self.rows)
            if (design is None or name in (None, design)) and values[place] == value
        ]
        others = f" and {len(more)} more" if more else ""
        return f"{self.label}: line {first}{others}, {column}"


def read_table(path):
    """Read a table of points.

    Parameters
    ----------
    path : path-like

    Returns
    -------
    Table

    Raises
    ------
    ConfigError
        With every problem of the file.
    """
    header, lines = _read(Path(path))
    label = shown(path)
    problems = list(_problems(header, lines))
    if problems:
        raise ConfigError([f"{label}: {problem}" for problem in problems])
    columns = {
        name: _values([cells[k].strip() for _, cells in lines])
        for k, name in enumerate(header)
        if name != DESIGN
    }
    designs = [cells[header.index(DESIGN)].strip() if DESIGN in header else None for _, cells in lines]
    factors = [_factor(name, values) for name, values in columns.items()]
    rows = list(zip(designs, zip(*columns.values()) if columns else [()] * len(lines)))
    return Table(label, factors, rows, [number for number, _ in lines])


def _read(path):
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise ConfigError(f"{shown(path)}: the table cannot be read ({error.strerror}).") from None
    except ValueError:
        raise ConfigError(f"{shown(path)}: not UTF-8 text; save the table as plain CSV.") from None
    reader = csv.reader(io.StringIO(text))
    rows = [(reader.line_num, cells) for cells in reader if any(cell.strip() for cell in cells)]
    if not rows:
        raise ConfigError(f"{shown(path)}: the table is empty; its first row names the factors.")
    return [name.strip() for name in rows[0][1]], rows[1:]


def _problems(header, lines):
    if not lines:
        yield "there is no row below the names of factors; each row is a point."
    if len(header) == 1 and ";" in header[0]:
        yield "columns are parted by semicolons; part them by commas, with points in numbers."
        return
    for name in dict.fromkeys(header):
        if not name:
            yield "a column has no name; name each by the path of a design or a parameter."
        elif header.count(name) > 1:
            yield f"the column '{name}' stands there {header.count(name)} times; keep one of them."
    for number, cells in lines:
        if len(cells) != len(header):
            yield f"line {number} has {len(cells)} cells; the first row names {len(header)} columns."
        for name, cell in zip(header, cells):
            if not cell.strip():
                yield f"line {number}: the cell below '{name}' is empty; fill it in."
    if all(len(cells) == len(header) for _, cells in lines):
        for k, name in enumerate(header):
            yield from _mixed(name, [(number, cells[k].strip()) for number, cells in lines])


def _mixed(name, cells):
    """Say which cells of a column of numbers are none."""
    others = [(line, cell) for line, cell in cells if cell and _number(cell) is None]
    if name != DESIGN and len(others) < len(cells):
        for line, cell in others:
            yield f"line {line}: '{cell}' below '{name}' is no number, others in the column are; use one kind."


def _number(cell):
    try:
        number = float(cell)
    except ValueError:
        return None
    return number if math.isfinite(number) else None


def _values(cells):
    """Read a column as numbers, or as true and false, where all of it can be read so, and as text otherwise."""
    if all(cell.lower() in FLAGS for cell in cells):
        return [FLAGS[cell.lower()] for cell in cells]
    numbers = [_number(cell) for cell in cells]
    return cells if None in numbers else numbers


def _factor(name, values):
    kind = {bool: "flag", float: "number", str: "text"}[type(values[0])]
    return Factor(name, kind, levels_of(dict.fromkeys(values)))
