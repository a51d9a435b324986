"""Weeks by name: a sheet may hold week A and week B, of which a design has one."""

import re

from milieusim.workbook.meanings.words_file import plain_words
from milieusim.workbook.opened.sheets import is_empty, shown

MOST_ABOVE = 4
"""Rows above a head in which the name of its week is looked for."""
LONGEST_TITLE = 60
JOINED = re.compile(r"(?<=[^\W\d_])(?=\d)")
"""Where a word goes on as a number: wk2."""
WHY = (
    "a design has one week, and {read} was read; this one is left out (to read another: --sheet, or a workbook of it "
    "alone)"
)


def week_named(value, words):
    """Return the name of the week that a text gives (a of "Week A", 3 3 2025 of "w/c 3/3/2025"), or None."""
    text = shown(value)
    if not isinstance(value, str) or not text or len(text) > LONGEST_TITLE:
        return None
    tokens = plain_words(JOINED.sub(" ", text))
    for at in range(len(tokens)):
        for spelling, _ in sorted(words.spellings("weeks"), key=lambda each: -len(each[0])):
            if tokens[at : at + len(spelling)] == spelling:
                return _told_apart(tokens[at + len(spelling) :])
    return None


def _told_apart(tokens):
    kept = []
    for token in tokens:
        if not (len(token) == 1 or any(sign.isdigit() for sign in token)):
            break
        kept.append(token)
    return " ".join(kept) or None


def weeks_in(sheet, row, words):
    """Return column -> name of the week of the cells of a row that name one; a date may stand beside."""
    found = {}
    for column in range(sheet.width):
        value = sheet.own_value(row, column)
        if is_empty(value):
            continue
        beside = shown(sheet.value(row, column + 1)) if column + 1 < sheet.width else ""
        name = week_named(value, words) or (
            week_named(f"{shown(value)} {beside}", words) if beside and isinstance(value, str) else None
        )
        if name:
            found[column] = name
    return found


def is_week_read(sheet, head, columns, words, found, kind):
    """Whether a table is of the week that is read, or of none by name; what is left out is told.

    Parameters
    ----------
    sheet : Sheet
    head : int
        Row of its heads.
    columns : list of int
        Which are its own.
    words : Words
    found : Found
    kind : str
        Timetable or rota: each is of one week.

    Returns
    -------
    bool
    """
    named = _above(sheet, head, columns, words)
    if named is None and not sheet.is_file and (name := week_named(sheet.name, words)):
        named = (head, min(columns), name, sheet.name)
    return named is None or _is_first(sheet, named, found, kind)


def _above(sheet, head, columns, words):
    """Return row, column, name and text of the week named above a table or among its heads, None if there is none."""
    for row in range(head, max(-1, head - 1 - MOST_ABOVE), -1):
        there = weeks_in(sheet, row, words)
        if there:
            # Of several side by side each stands over the first of its columns.
            column = max((at for at in there if at <= max(columns)), default=min(there))
            if len(there) > 1:
                column = max((at for at in there if at <= min(columns)), default=min(there))
            return row, column, there[column], sheet.text(row, column)
    return None


def _is_first(sheet, named, found, kind):
    row, column, name, text = named
    _, read = found.weeks.setdefault(kind, (name, f"'{text}'"))
    is_read = found.weeks[kind][0] == name
    if not is_read:
        found.cannot_read(sheet.spot(row, column), text, WHY.format(read=read))
    return is_read


def rows_of_one_week(sheet, rows, words, found):
    """Return rows of a timetable without those below a line that names another week than the one that is read."""
    kept, is_read = [], True
    for row in rows:
        filled = sum(not is_empty(sheet.own_value(row, column)) for column in range(sheet.width))
        there = weeks_in(sheet, row, words) if 0 < filled <= 2 else {}
        if there:
            column, name = next(iter(there.items()))
            is_read = _is_first(sheet, (row, column, name, sheet.text(row, column)), found, "timetable")
        elif is_read:
            kept.append(row)
    return kept


def of_one_week(columns):
    """Return the columns of the first week of a row of days, and those of weeks further right.

    Parameters
    ----------
    columns : dict of int to list of str
        Column -> days.

    Returns
    -------
    dict of int to list of str
    list of int
    """
    kept, later, last = {}, [], None
    for column, days in sorted(columns.items()):
        is_again = any(set(days) & set(each) for each in kept.values())
        if (is_again and last != days) or later:
            later.append(column)
        else:
            kept[column] = days
        last = days
    return kept, later
