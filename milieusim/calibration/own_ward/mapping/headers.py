"""Which line of a ward's own table names the columns, what parts its cells, and which column each one is."""

import csv
from typing import NamedTuple

from milieusim.calibration.own_ward.mapping.log_words import plain
from milieusim.calibration.own_ward.spreadsheet_cells import MOMENT
from milieusim.errors import ConfigError
from milieusim.phrasing import close_to, listed

SEPARATORS = ",;\t|"
MOST_TITLE_LINES = 30
"""Lines above the header, with a title or who made the export, that are passed over."""
MOST_LOOKED_AT = 200


class NoHeader(ConfigError):
    """No line names every column that is needed; `header` is the one that comes nearest, `lacking` what it lacks."""

    def __init__(self, problems, header, lacking):
        super().__init__(problems)
        self.header, self.lacking = header, lacking


class Header(NamedTuple):
    """The header of a table.

    Attributes
    ----------
    line : int
        From 0.
    separator : str
    names : list of str
        What each column is, or how it is headed if it is none that is read.
    heads : dict of str to str
        The file's own header of each column that is read.
    renamed : dict of str to str
        Those of them that are other words than the column's name.
    passed_over : int
        Lines with something in them above the header.
    """

    line: int
    separator: str
    names: list
    heads: dict
    renamed: dict
    passed_over: int

    def notes(self, file):
        """Return what to know of the header, a sentence each."""
        other = [name for name in self.names if name and name not in self.heads]
        told = [f"{file}: not read: {listed(other)}."] if other else []
        if self.renamed:
            pairs = listed(f"'{head}' as {name}" for name, head in self.renamed.items())
            told.append(f"{file}: columns are read by what they mean: {pairs}.")
        if self.passed_over:
            lines = "1 line" if self.passed_over == 1 else f"{self.passed_over} lines"
            told.append(f"{file}: {lines} above the header passed over.")
        return told


def found_header(file, lines, columns, mapping):
    """Return the header: the first line that names every column needed, or else all that names most.

    Parameters
    ----------
    file : str
    lines : list of str
    columns : list of Column
    mapping : Mapping

    Returns
    -------
    Header

    Raises
    ------
    NoHeader
        If no line names the columns that are needed, or one names a column twice.
    ConfigError
        If the file is empty.
    """
    filled = [place for place, line in enumerate(lines) if line.strip(" ,;|\t\n")]
    if filled and lines[filled[0]].lower().startswith("sep="):
        filled = filled[1:]
    if not filled:
        raise ConfigError(f"{file}: this file is empty; its first line must name the columns.")
    best = None
    for above, place in enumerate(filled[:MOST_TITLE_LINES]):
        for separator in SEPARATORS:
            header = _read_as(lines, place, separator, columns, mapping, above)
            lacking = len(_lacking(header, columns))
            worth = (-lacking, len(header.heads)) if header.heads else (-len(columns), 0)
            if best is None or worth > best[0]:
                best = worth, header
        if best[0][0] == 0:
            break
    _refuse(file, best[1], columns)
    return best[1]


def _read_as(lines, place, separator, columns, mapping, above):
    cells = [cell.strip().strip('"').strip() for cell in split_line(lines[place], separator)]
    known = [column.name for column in columns]
    meant = [mapping.columns.get(plain(cell)) for cell in cells]
    shut = {name for name, column in mapping.columns.items() if column is None}
    names = ["_".join(cell.lower().split()) for cell in cells]
    decided = {name for name, head in (mapping.own.get("columns") or {}).items() if head}
    # Where the ward has named another column, this one only has its name.
    names = [f"{name}_" if name in decided and meant[at] != name else name for at, name in enumerate(names)]
    taken = {name for name in names if name in known and name not in shut}
    for at, name in enumerate(meant):
        if name in known and name not in taken:
            taken.add(name)
            names[at] = name
    names = [f"{name}_" if name in shut else name for name in names]
    heads = {name: cells[names.index(name)] for name in names if name in known}
    renamed = {name: head for name, head in heads.items() if plain(head) != name}
    header = Header(place, separator, names, heads, renamed, above)
    return _with_moments(header, lines, known)


def _with_moments(header, lines, known):
    """Return the header with `datetime` for a date column that holds the time as well, where no other does."""
    if "datetime" not in known or "time" in header.names or "date" not in header.names:
        return header
    place = header.names.index("date")
    rows = (split_line(line, header.separator) for line in lines[header.line + 1 :][:MOST_LOOKED_AT])
    cells = [row[place].strip() for row in rows if len(row) > place and row[place].strip()]
    if sum(bool(MOMENT.fullmatch(cell)) for cell in cells) * 2 <= len(cells):
        return header
    names = ["datetime" if name == "date" else name for name in header.names]
    heads = {"datetime" if name == "date" else name: head for name, head in header.heads.items()}
    return header._replace(names=names, heads=heads)


def _lacking(header, columns):
    """Return the columns that are needed and not there; a column of both stands for date and time."""
    there = {*header.heads, *(("date", "time") if "datetime" in header.heads else ())}
    return [column.name for column in columns if column.is_needed and column.name not in there]


def _refuse(file, header, columns):
    known, lacking = [column.name for column in columns], _lacking(header, columns)
    problems = [f"{file}: there is no column '{name}'.{_hint(name, header.names, known)}" for name in lacking]
    twice = {name for name in header.names if name in known and header.names.count(name) > 1}
    problems += [f"{file}: the column '{name}' stands twice." for name in sorted(twice)]
    if problems:
        problems.append(f"{file}: the columns are {', '.join(known)}; the first line names them.")
        raise NoHeader(problems, header, lacking)


def _hint(name, header, known):
    close = close_to(name, [other for other in header if other and other not in known])
    return f" Is it '{close}'?" if close else ""


def split_line(line, separator):
    """Return the cells of one line; none of one that cannot be read."""
    try:
        return next(csv.reader([line], delimiter=separator), [])
    except csv.Error:
        return []
