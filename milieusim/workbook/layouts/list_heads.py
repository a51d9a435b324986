"""Which columns of a list hold what: by their heads or, without heads, by what stands in them."""

from milieusim.workbook.meanings.clock_times import leading_span
from milieusim.workbook.meanings.week_days import read_days
from milieusim.workbook.opened.sheets import is_empty, shown

TIMES = ("time", "start")
LEAST_ROWS = 3
"""Rows with a time and a text that make a table without heads."""


def heads_of(sheet, row, words):
    """Return the groups of columns that a row heads, each column -> kind; several where tables stand side by side."""
    groups = [{}]
    for column in range(sheet.width):
        text = shown(sheet.own_value(row, column))
        kind = words.meaning("columns", text) if text and len(text) < 60 else None
        if kind is None:
            continue
        if kind in groups[-1].values():
            if kind in (*TIMES, "days") and _is_table(groups[-1]):
                groups.append({})
            else:
                # A second column of one kind adds nothing that could be told apart.
                continue
        groups[-1][column] = kind
    return [group for group in groups if _is_table(group)]


def _is_table(group):
    kinds = set(group.values())
    return bool(kinds & set(TIMES)) and bool(kinds & {"name", "activity"})


def guessed_heads(sheet, first, last, words):
    """Return column -> kind of a table without heads, or None."""
    spans, days, texts = {}, {}, {}
    for row in range(first, last):
        for column in range(sheet.width):
            value = sheet.own_value(row, column)
            if is_empty(value):
                continue
            # A number alone may be anything where no head says that it is a time.
            span = None if isinstance(value, int | float) else leading_span(value, words)
            if span:
                spans[column] = spans.get(column, 0) + 1
                texts[column] = texts.get(column, 0) + bool(span.rest)
            elif read_days(value, words):
                days[column] = days.get(column, 0) + 1
            else:
                texts[column] = texts.get(column, 0) + 1
    timed = [column for column in sorted(spans) if spans[column] >= LEAST_ROWS]
    if not timed:
        return None
    heads = {timed[0]: "time"}
    named = [column for column in sorted(texts) if column > timed[0] and texts[column] >= LEAST_ROWS]
    if len(timed) > 1 and timed[1] == timed[0] + 1:
        heads = {timed[0]: "start", timed[1]: "end"}
        named = [column for column in named if column > timed[1]]
    if not named and texts.get(timed[0], 0) < LEAST_ROWS:
        return None
    heads |= {named[0]: "name"} if named else {}
    before = [column for column in days if column < timed[0]]
    return heads | ({before[0]: "days"} if before else {})
