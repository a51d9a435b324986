"""A ward's own spreadsheet, saved as CSV: rows that can be read, and every cell that cannot, by its line."""

import codecs
import csv
import io
from pathlib import Path
from typing import NamedTuple

from milieusim.calibration.own_ward.spreadsheet_cells import BadCell, Unreadable, shown_cell, slash_order
from milieusim.config.reading.text_files import names_in
from milieusim.errors import ConfigError
from milieusim.phrasing import close_to, listed, near

MOST_BYTES = 50_000_000
LONGEST_RECORD = 40
"""Lines over which one quoted cell may run: more is a quotation mark that was never closed."""
SEPARATORS = ",;\t"


class Column(NamedTuple):
    """A column: how its cells are read, whether it must be there, and whether each cell must be filled."""

    name: str
    read: object
    is_needed: bool = False
    is_filled: bool = False
    is_private: bool = False
    is_date: bool = False


class OwnTable(NamedTuple):
    """What was read: (line, values by column) of each good row, every bad cell, and what else there is to say."""

    rows: list
    bad: list
    given: int
    present: list
    notes: list


def read_table(path, columns):
    """Read a CSV file.

    Parameters
    ----------
    path : path-like
        Commas, semicolons or tabs; UTF-8 with or without a mark, UTF-16, or the older Western encoding.
    columns : list of Column
        Cells of a date column are read with the order of day and month that the whole file shows.

    Returns
    -------
    OwnTable

    Raises
    ------
    ConfigError
        If it is no table, or lacks a column that is needed.
    """
    name = Path(path).name
    # Lines as editors count them; Python's own splitlines knows more ends of lines than they do.
    lines = io.StringIO(_text_of(Path(path))).readlines()
    start, separator, header = _header(name, lines, columns)
    dates = [column.name for column in columns if column.is_date]
    order = slash_order(_cells_of(dates[0], header, lines[start + 1 :], separator))
    reader = _Rows(name, header, {column.name: column for column in columns}, order)
    reader.take_all(lines, start + 1, separator)
    known = {column.name for column in columns}
    other = [head for head in header if head and head not in known]
    notes = [f"{name}: not read: {listed(other)}."] if other else []
    return OwnTable(reader.rows, reader.bad, reader.given, [h for h in header if h in known], notes)


def _text_of(path):
    try:
        if path.is_dir():
            raise ConfigError(f"{path}: this is a folder, not a file.")
        if path.stat().st_size > MOST_BYTES:
            raise ConfigError(f"{path}: too large; a log is at most {MOST_BYTES // 1_000_000} MB.")
        raw = path.read_bytes()
    except FileNotFoundError:
        hint = near(path.name, names_in(path.parent))
        raise ConfigError(f"{path}: there is no such file.{hint}") from None
    except OSError as error:
        raise ConfigError(f"{path}: cannot be read ({error.strerror or error}).") from None
    if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        text = raw.decode("utf-16", "replace")
    else:
        try:
            text = raw.decode("utf-8-sig")
        except UnicodeDecodeError:
            # What spreadsheet programs on older systems write; it gives a letter to every byte.
            text = raw.decode("cp1252", "replace")
    if "\0" in text:
        hint = " Save the sheet as CSV." if raw.startswith(b"PK") else ""
        raise ConfigError(f"{path}: this is not a text file.{hint}")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _header(name, lines, columns):
    """Return the line, the separator and the columns of the header: the first line that is not empty."""
    start = next((i for i, line in enumerate(lines) if line.strip(" ,;\t\n")), None)
    if start is None:
        raise ConfigError(f"{name}: this file is empty; its first line must name the columns.")
    if lines[start].lower().startswith("sep="):
        start += 1
    first = lines[start] if start < len(lines) else ""
    known = [column.name for column in columns]
    best, separator, header = -1, ",", []
    for candidate in SEPARATORS:
        heads = [_head(cell) for cell in _split(first, candidate)]
        found = sum(head in known for head in heads)
        if found > best:
            best, separator, header = found, candidate, heads
    missing = [column.name for column in columns if column.is_needed and column.name not in header]
    problems = [f"{name}: there is no column '{head}'.{_hint(head, header, known)}" for head in missing]
    twice = {head for head in header if head in known and header.count(head) > 1}
    problems += [f"{name}: the column '{head}' stands twice." for head in sorted(twice)]
    if problems:
        problems.append(f"{name}: the columns are {', '.join(known)}; the first line names them.")
        raise ConfigError(problems)
    return start, separator, header


def _head(cell):
    return "_".join(cell.strip().strip('"').lower().split())


def _hint(head, header, known):
    close = close_to(head, [other for other in header if other and other not in known])
    return f" Is it '{close}'?" if close else ""


def _split(line, separator):
    try:
        return next(csv.reader([line], delimiter=separator), [])
    except csv.Error:
        return []


def _cells_of(column, header, lines, separator):
    """Return the cells of a column, line by line, for a first look at how dates are written."""
    if column not in header:
        return []
    place = header.index(column)
    rows = (_split(line, separator) for line in lines)
    return [row[place] for row in rows if len(row) > place]


class _Rows:
    """Reads records and sorts them into good rows and bad cells."""

    def __init__(self, name, header, columns, order):
        self.name, self.header, self.columns, self.order = name, header, columns, order
        self.rows, self.bad, self.given = [], [], 0

    def take_all(self, lines, start, separator):
        """Read every record from a line on."""
        at = start
        while at < len(lines):
            at += self._take(lines, at, separator)

    def _take(self, lines, at, separator):
        """Read the record that begins at a line; return how many lines it took."""
        cells, span = _record(lines[at : at + LONGEST_RECORD], separator)
        if span > 1 and self._is_open(cells, lines[at : at + span], separator):
            # A quotation mark that was never closed must not take the rows below with it.
            span = 1
            values, bad = self._read(_split(lines[at].replace('"', ""), separator), at + 1)
            bad = bad or [self._open(at + 1)]
        else:
            values, bad = self._read(cells, at + 1)
        if values is None and lines[at].count('"') % 2 == 0:
            return span
        self.given += 1
        if values is None:
            bad = [self._open(at + 1)]
        if bad:
            self.bad += bad
        else:
            self.rows.append((at + 1, values))
        return span

    def _is_open(self, cells, lines, separator):
        if "".join(lines).count('"') % 2 or any(
            "\n" in cell for head, cell in zip(self.header, cells) if head in self.columns
        ):
            return True
        reads = (self._read(_split(line, separator), 0) for line in lines[1:])
        return any(values and not bad for values, bad in reads)

    def _read(self, cells, line):
        if not any(cell.strip() for cell in cells):
            return None, []
        if any(cell.strip() for cell in cells[len(self.header) :]):
            found = f"{len(cells)} cells long"
            allowed = f"{len(self.header)}, as the first line is; quote a text that holds the separator"
            return {}, [self._bad(line, "row", found, allowed)]
        values, bad = {}, []
        for head, cell in zip(self.header, [*cells, *[""] * len(self.header)]):
            column = self.columns.get(head)
            if column is not None:
                values[head] = self._value(column, cell.strip(), line, bad)
        return values, bad

    def _value(self, column, text, line, bad):
        if not text:
            if column.is_filled:
                bad.append(self._bad(line, column.name, "empty", "filled in"))
            return None
        try:
            return column.read(text, self.order) if column.is_date else column.read(text)
        except Unreadable as problem:
            found = "(not shown)" if column.is_private else shown_cell(text)
            bad.append(self._bad(line, column.name, found, problem.allowed, problem.nearest))
            return None

    def _open(self, line):
        return self._bad(line, "row", "an open quotation mark", "closed by another one")

    def _bad(self, line, column, found, allowed, nearest=""):
        return BadCell(self.name, line, column, found, allowed, nearest)


def _record(lines, separator):
    if '"' not in lines[0]:
        return _split(lines[0], separator), 1
    reader = csv.reader(lines, delimiter=separator)
    try:
        return next(reader, []), max(reader.line_num, 1)
    except csv.Error:
        return _split(lines[0].replace('"', ""), separator), 1
