"""Lists that tick the days: a column a day, and a cross where something is held."""

from milieusim.vocabulary import DAYS
from milieusim.workbook.meanings.week_days import read_days
from milieusim.workbook.opened.sheets import is_empty, shown

TICKS = "\u2713\u2714\u221a\u2611\u2022*"
BLANKS = "-\u2013\u2014.\u2717\u2718\u2610"
LEAST_DAYS = 2


def ticked_columns(sheet, head, last, columns, words):
    """Return column -> days of columns that are headed by days and hold ticks alone.

    Parameters
    ----------
    sheet : Sheet
    head, last : int
        Row of the heads, and the first row that is no longer of the table.
    columns : list of int
        Those that are not read otherwise.
    words : Words

    Returns
    -------
    dict of int to list of str
        Empty if fewer than two columns are.
    """
    found = {}
    for column in columns:
        days = None if is_empty(sheet.value(head, column)) else read_days(sheet.value(head, column), words)
        cells = [sheet.value(row, column) for row in range(head + 1, last)]
        filled = [cell for cell in cells if not is_empty(cell)]
        if days and all(_is_ticked(cell, words) is not None for cell in filled):
            found[column] = days
    return found if len(found) >= LEAST_DAYS else {}


def days_ticked(sheet, row, columns, words):
    """Return the days that are ticked in a row, in the order of the week; None if there are no columns of ticks."""
    if not columns:
        return None
    held = {
        day for column, days in columns.items() if _is_ticked(sheet.value(row, column), words) for day in days
    }
    return [day for day in DAYS if day in held]


def _is_ticked(value, words):
    text = shown(value)
    if not text or text in BLANKS:
        return False
    if text in TICKS:
        return True
    return {"yes": True, "no": False}.get(words.meaning("answers", text))
