"""A table as text, as spreadsheet programs save it: commas, semicolons, tabs or bars, of any usual encoding."""

import csv
import io

from milieusim.config.reading.text_files import table_text
from milieusim.errors import ConfigError
from milieusim.workbook.opened.sheets import Sheet

MOST_BYTES = 5_000_000
MOST_ROWS = 5_000
SEPARATORS = ";,\t|"
LOOKED_AT = 30
"""Rows by which the separator is found."""


def text_sheet(path):
    """Return the one sheet of a .csv file.

    Parameters
    ----------
    path : Path

    Returns
    -------
    Sheet

    Raises
    ------
    ConfigError
    """
    text = table_text(path, MOST_BYTES, "a timetable")
    given = None
    if text[:4].lower() == "sep=" and len(text) > 5:
        given, text = text[4], text.partition("\n")[2]
    separator = given or max(SEPARATORS, key=lambda sign: _fitness(text, sign))
    try:
        rows = [
            row for row, _ in zip(csv.reader(io.StringIO(text), delimiter=separator), range(MOST_ROWS + 1))
        ]
    except csv.Error as error:
        raise ConfigError(f"{path}: cannot be read as a table ({error}); save it anew as .csv.") from None
    if len(rows) > MOST_ROWS:
        raise ConfigError(f"{path}: has more than {MOST_ROWS:,} rows, far more than a timetable.")
    rows = [[cell or None for cell in row] for row in rows]
    return Sheet(path.name, [[None]] * bool(given) + rows, is_file=True)


def _fitness(text, separator):
    """Return how well a sign separates cells: how many rows it splits, and into how many."""
    start = "\n".join(text.split("\n")[:LOOKED_AT])
    try:
        lengths = [len(row) for row in csv.reader(io.StringIO(start), delimiter=separator) if row]
    except csv.Error:
        return 0, 0
    return sum(length > 1 for length in lengths), sum(lengths)
