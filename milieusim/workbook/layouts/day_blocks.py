"""Parts of a day in the place of times: rows such as "AM" or "Lunch", and what stands in them with times of its own."""

from milieusim.config.parts.routine import minute_of
from milieusim.phrasing import listed
from milieusim.workbook.meanings.clock_times import clock
from milieusim.workbook.meanings.halves_of_day import after_noon, nearer
from milieusim.workbook.opened.sheets import shown

LEAST_PARTS = 2


def block_minute(value, words):
    """Return the minute of the day that stands for a part of it ("morning"), None for any other text."""
    usual = words.meaning("blocks", shown(value)) if isinstance(value, str) else None
    return minute_of(usual) if usual else None


def blocks_of(sheet, rows, column, words):
    """Return row -> minute for the rows that a column labels with a part of the day; blank rows go on with it."""
    found, carried = {}, None
    for row in rows if column is not None else ():
        value = sheet.value(row, column)
        carried = block_minute(value, words) if shown(value) else carried
        if carried is not None:
            found[row] = carried
    return found


def blocks_below_days(sheet, rows, columns, words):
    """Return the rows of a grid without one that parts each day into AM and PM, and column -> minute by that row."""
    first = next(iter(rows), None)
    cells = {c: sheet.value(first, c) for c in columns if shown(sheet.value(first, c))} if rows else {}
    found = {column: block_minute(value, words) for column, value in cells.items()}
    if len(found) < LEAST_PARTS or None in found.values() or len(set(found.values())) < LEAST_PARTS:
        return rows, {}
    return list(rows)[1:], found


def tell_of_blocks(sheet, used, found):
    """Note which parts of a day were taken for which times.

    Parameters
    ----------
    sheet : Sheet
    used : dict of str to str
        Label -> time of day.
    found : Found
    """
    if used:
        taken = listed([f"'{label}' as {time}" for label, time in used.items()])
        found.note(
            f"{sheet.name}: it gives parts of the day where no time is said: {taken} was taken; write times where "
            "they are others."
        )


def times_placed(parts, anchors):
    """Return entries of cells with their own times in the half of the day that is meant, and what `after_noon` tells.

    Parameters
    ----------
    parts : dict of (int, int) to list of tuple
        Row and column -> entries of that cell, as `parts_of_cell` gives them.
    anchors : dict of (int, int) to int
        Row and column -> minute of the day for which they are.

    Returns
    -------
    dict of (int, int) to list of tuple
    list of str
    list of str
    """
    placed, moved, unsure = {}, [], []
    for column in sorted({column for _, column in parts}):
        cells = {key: each for key, each in parts.items() if key[1] == column}
        timed = [(key, at) for key, each in cells.items() for at, (span, *_) in enumerate(each) if span]
        spans = [cells[key][at][0] for key, at in timed]
        read = [
            nearer(span, anchors[key]) if key in anchors else span for span, (key, _) in zip(spans, timed)
        ]
        moved += [
            f"{before.start.minute // 60}.{before.start.minute % 60:02d} as {clock(after.start.minute)}"
            for before, after in zip(spans, read)
            if after.start.minute != before.start.minute
        ]
        if any(key not in anchors for key, _ in timed):
            # What its row places stays there, whatever else the column holds.
            fixed = [
                span._replace(start=span.start._replace(has_half=True)) if key in anchors else span
                for span, (key, _) in zip(read, timed)
            ]
            read, count, told = after_noon(fixed)
            moved, unsure = moved + count, unsure + told
        placed |= {key: list(each) for key, each in cells.items()}
        for (key, at), span in zip(timed, read):
            placed[key][at] = (span, *placed[key][at][1:])
    return placed, moved, unsure
