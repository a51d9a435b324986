"""A ward's own spreadsheet, saved as CSV: rows that can be read, and every cell that cannot, by its line."""

import csv
import io
from collections import Counter
from pathlib import Path
from typing import NamedTuple

from milieusim.calibration.own_ward.mapping.headers import found_header, split_line
from milieusim.calibration.own_ward.mapping.log_words import LEAVE_OUT, plain
from milieusim.calibration.own_ward.spreadsheet_cells import (
    BadCell,
    LeftOut,
    Unreadable,
    shown_cell,
    slash_order,
)
from milieusim.config.reading.text_files import table_text
from milieusim.phrasing import listed

MOST_BYTES = 50_000_000
MOST_NAMED = 6
LONGEST_WORD = 60
"""Letters of a word that is asked about; more is a text."""
LONGEST_RECORD = 40
"""Lines over which one quoted cell may run: more is a quotation mark that was never closed."""


class Column(NamedTuple):
    """A column: how its cells are read, whether it must be there, and whether each cell must be filled.

    `labels` are the words that may stand in it, if it is one of words. What cannot be read in a column that is not
    used is told once and refuses no row.
    """

    name: str
    read: object
    is_needed: bool = False
    is_filled: bool = False
    is_private: bool = False
    is_date: bool = False
    labels: tuple = ()
    is_used: bool = True


class OwnTable(NamedTuple):
    """What was read: (line, values by column) of each good row, every bad cell, and what else there is to say.

    `heads` has the file's own header of each column, `renamed` those of them that are other words. `words_read` and
    `words_unread` have, by column, words that are not the model's, and what they were read as or come nearest to.
    """

    rows: list
    bad: list
    given: int
    present: list
    notes: list
    heads: dict
    renamed: dict
    words_read: dict
    words_unread: dict


def read_table(path, columns, mapping):
    """Read a CSV file.

    Parameters
    ----------
    path : path-like
        Commas, semicolons, tabs or bars; UTF-8 with or without a mark, UTF-16, or the older Western encoding.
    columns : list of Column
        Cells of a date column are read with the order of day and month that the whole file shows.
    mapping : Mapping
        What other headers and words stand for.

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
    lines = io.StringIO(table_text(path, MOST_BYTES, "a log")).readlines()
    head = found_header(name, lines, columns, mapping)
    dates = [column.name for column in columns if column.is_date and column.name in head.names]
    order = slash_order(_cells_of(dates[0], head.names, lines[head.line + 1 :], head.separator))
    reader = _Rows(name, head.names, {column.name: column for column in columns}, order, mapping)
    reader.take_all(lines, head.line + 1, head.separator)
    present = [known for known in head.names if known in head.heads]
    notes = [*head.notes(name), *reader.notes()]
    told = reader.rows, reader.bad, reader.given, present, notes
    return OwnTable(*told, head.heads, head.renamed, reader.words_read, reader.words_unread)


def _cells_of(column, header, lines, separator):
    """Return the cells of a column, line by line, for a first look at how dates are written."""
    if column not in header:
        return []
    place = header.index(column)
    rows = (split_line(line, separator) for line in lines)
    return [row[place] for row in rows if len(row) > place]


class _Rows:
    """Reads records and sorts them into good rows and bad cells."""

    def __init__(self, name, header, columns, order, mapping):
        self.name, self.header, self.columns, self.order = name, header, columns, order
        self.mapping = mapping
        self.rows, self.bad, self.given, self.left_out = [], [], 0, Counter()
        self.not_known, self.not_used = {}, {}
        self.words_read, self.words_unread = {}, {}

    def notes(self):
        """Return what to know of the rows as a whole, a sentence each."""
        told = [
            f"{self.name}: {column} is not known in {sum(words.values())} of {self.given} rows "
            f"({listed(shown_cell(word) for word in words)})."
            for column, words in self.not_known.items()
        ]
        told += [
            f"{self.name}: {column} is checked and not used; {sum(words.values())} of {self.given} cells are none that "
            f"the model knows ({listed(list(map(shown_cell, words))[:MOST_NAMED])})."
            for column, words in self.not_used.items()
        ]
        if self.left_out:
            words = listed(f"{shown_cell(word)} {count}" for word, count in self.left_out.items())
            told.append(f"{self.name}: left out, being of no kind that the model knows: {words}.")
        return told

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
            values, bad = self._read(split_line(lines[at].replace('"', ""), separator), at + 1)
            bad = bad or [self._open(at + 1)]
        else:
            values, bad = self._read(cells, at + 1)
        if values is None and lines[at].count('"') % 2 == 0:
            return span
        self.given += 1
        if values is None:
            bad = [self._open(at + 1)]
        if values and LEAVE_OUT in values.values():
            return span
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
        reads = (self._read(split_line(line, separator), 0) for line in lines[1:])
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
        if text and self.mapping.is_not_known(text) and text.lower() not in column.labels:
            if line:
                self.not_known.setdefault(column.name, Counter())[text] += 1
            text = ""
        if not text:
            if column.is_filled:
                bad.append(self._bad(line, column.name, "empty", "filled in"))
            return None
        try:
            value = column.read(text, self.order) if column.is_date else column.read(text)
            if column.labels and plain(text) != plain(column.labels[value]):
                self._see(self.words_read, column, text, column.labels[value])
            return value
        except LeftOut:
            self._see(self.words_read, column, text, LEAVE_OUT)
            self.left_out[text] += bool(line)
            return LEAVE_OUT
        except Unreadable as problem:
            if not column.is_used:
                if line:
                    self.not_used.setdefault(column.name, Counter())[text] += 1
                return None
            self._see(self.words_unread, column, text, problem.nearest)
            found = "(not shown)" if column.is_private else shown_cell(text)
            bad.append(self._bad(line, column.name, found, problem.allowed, problem.nearest))
            return None

    def _see(self, words, column, text, meant):
        if column.labels and len(text) <= LONGEST_WORD:
            words.setdefault(column.name, {}).setdefault(text, meant)

    def _open(self, line):
        return self._bad(line, "row", "an open quotation mark", "closed by another one")

    def _bad(self, line, column, found, allowed, nearest=""):
        return BadCell(self.name, line, column, found, allowed, nearest)


def _record(lines, separator):
    if '"' not in lines[0]:
        return split_line(lines[0], separator), 1
    reader = csv.reader(lines, delimiter=separator)
    try:
        return next(reader, []), max(reader.line_num, 1)
    except csv.Error:
        return split_line(lines[0].replace('"', ""), separator), 1
