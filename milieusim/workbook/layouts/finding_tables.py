"""Which tables stand on the sheets of a spreadsheet, among titles and notes: lists, week grids, rotas."""

from milieusim.phrasing import listed
from milieusim.vocabulary import DAYS
from milieusim.workbook.layouts.entries import MOST_NAMED, Found
from milieusim.workbook.layouts.list_heads import guessed_heads, heads_of
from milieusim.workbook.layouts.list_table import ListTable
from milieusim.workbook.layouts.off_duty import is_off_duty_head, read_off_duty
from milieusim.workbook.layouts.rota_by_day import is_head_by_day, read_by_day
from milieusim.workbook.layouts.rota_sheet import is_rota_head, read_rota
from milieusim.workbook.layouts.ticked_days import ticked_columns
from milieusim.workbook.layouts.week_grid import WeekGrid, day_columns, is_turned_grid
from milieusim.workbook.layouts.weeks import is_week_read
from milieusim.workbook.meanings.clock_times import leading_span
from milieusim.workbook.meanings.week_days import read_days
from milieusim.workbook.opened.sheets import is_empty, shown

DRAWN_FROM = "Drawn from the sheet "
"""How a sheet begins that only shows another one, and is not read beside it."""
MARKS_ABOVE = ("wake", "wake_weekend", "lights_out")


def tables_of(sheets, words, place_names=()):
    """Return everything that stands on the sheets.

    Parameters
    ----------
    sheets : list of Sheet
    words : Words
    place_names : list of str
        What the ward calls its places.

    Returns
    -------
    Found
    """
    found, read = Found(), {}
    names = {sheet.name for sheet in sheets}
    for sheet in sheets:
        shows = _drawn_from(sheet)
        if shows in names:
            found.note(f"{sheet.name}: not read, as it shows what '{shows}' holds.")
            continue
        before = len(found.entries)
        _read_sheet(sheet, words, found, place_names)
        read[sheet.name] = {day for entry in found.entries[before:] for day in entry.days or DAYS}
    _tell_of_sheets_of_the_same_days(read, found)
    return found


def _tell_of_sheets_of_the_same_days(read, found):
    """Note which sheets were read as one week, as they may well be last year's and this year's."""
    shared = [
        name for name, days in read.items() if any(days & read[other] for other in read if other != name)
    ]
    if shared:
        found.note(
            f"The timetables of {listed(shared[:MOST_NAMED])} were read together as one week; --sheet names the one "
            "that counts if it is not."
        )


def _drawn_from(sheet):
    for row in range(min(sheet.height, 4)):
        text = sheet.text(row, 0) if sheet.width else ""
        if text.startswith(f"{DRAWN_FROM}'"):
            return text.removeprefix(f"{DRAWN_FROM}'").partition("'")[0]
    return None


def _read_sheet(sheet, words, found, place_names):
    if is_turned_grid(sheet, words) and not _heads(sheet, words):
        sheet = sheet.turned()
    heads = _heads(sheet, words)
    if not heads:
        _read_headless(sheet, words, found, place_names)
        return
    ends = [row for row, _, _ in heads[1:]] + [sheet.height]
    _read_marks(sheet, heads[0][0], words, found)
    for (row, kind, facts), end in zip(heads, ends):
        if kind != "list" and not _is_week_read(sheet, row, kind, facts, words, found):
            continue
        if kind == "rota":
            read_rota(sheet, row, end, words, found)
            found.tables.append(f"{sheet.name}: a rota, from row {row + 1}")
        elif kind == "rota by day":
            read_by_day(sheet, row, end, words, found)
            found.tables.append(f"{sheet.name}: a rota with days across, from row {row + 1}")
        elif kind == "off-duty":
            read_off_duty(sheet, row, end, words, found)
            found.tables.append(f"{sheet.name}: an off-duty, a row a person, from row {row + 1}")
        elif kind == "grid":
            WeekGrid(sheet, row, facts, words, found, place_names).read(end)
            turned = ", with the days down and the times across" if sheet.is_turned else ""
            found.tables.append(f"{sheet.name}: a week grid{turned}")
        else:
            _read_lists(sheet, row, end, facts, words, found, place_names)


def _is_week_read(sheet, row, kind, facts, words, found):
    columns = list(facts or [c for c in range(sheet.width) if not is_empty(sheet.own_value(row, c))])
    return is_week_read(sheet, row, columns, words, found, "timetable" if kind == "grid" else "rota")


def _heads(sheet, words):
    """Return (row, kind, facts) of every row that heads a table."""
    heads = []
    for row in range(sheet.height):
        if is_off_duty_head(sheet, row, words):
            heads.append((row, "off-duty", None))
        elif is_rota_head(sheet, row, words):
            # Roles may stand over a second row of heads, weekday and weekend: that one is then the head.
            if row + 1 == sheet.height or not is_rota_head(sheet, row + 1, words):
                heads.append((row, "rota", None))
        elif is_head_by_day(sheet, row, words):
            heads.append((row, "rota by day", None))
        elif groups := heads_of(sheet, row, words):
            heads.append((row, "list", groups))
        elif columns := day_columns(sheet, row, words):
            if not _is_row_of_a_list(sheet, row, columns, words):
                heads.append((row, "grid", columns))
    # Days right above the heads of lists say for which days each list is.
    above = [
        at for at, head in enumerate(heads[:-1]) if head[1] == "grid" and _is_title_of(head, heads[at + 1])
    ]
    return [head for at, head in enumerate(heads) if at not in above]


def _is_title_of(head, following):
    return following[1] == "list" and following[0] - head[0] <= 2


def _is_row_of_a_list(sheet, row, columns, words):
    """Whether a row of days has a time too, as rows of lists have and heads of grids have not."""
    others = [c for c in range(sheet.width) if c not in columns]
    return any(leading_span(sheet.own_value(row, column), words) for column in others)


def _read_lists(sheet, row, end, groups, words, found, place_names):
    read = {column for group in groups for column in group}
    others = [c for c in range(sheet.width) if c not in read and not is_empty(sheet.own_value(row, c))]
    for group in groups:
        if not is_week_read(sheet, row, list(group), words, found, "timetable"):
            continue
        days = _days_above(sheet, row, group, words) if len(groups) > 1 else None
        days = days or _days_around(sheet, row, words)
        ticks = ticked_columns(sheet, row, end, others, words) if len(groups) == 1 else {}
        ListTable(sheet, group, words, found, days, place_names, ticks).read(row + 1, end)
        others = [column for column in others if column not in ticks]
        found.tables.append(f"{sheet.name}: a list, with its head in row {row + 1}")
    unknown = [shown(sheet.own_value(row, column)) for column in others]
    if unknown:
        found.note(f"{sheet.name}: columns that are not read: {', '.join(unknown)}.")
    passed = [
        shown(sheet.own_value(row, c)) for group in groups for c, kind in group.items() if kind == "not_read"
    ]
    if passed:
        found.note(f"{sheet.name}: columns that are not read: {', '.join(passed)}.")


def _days_above(sheet, row, group, words):
    """Return the days that stand over one of several tables side by side."""
    for above in range(row - 1, max(-1, row - 4), -1):
        for column in group:
            value = sheet.value(above, column)
            if not is_empty(value) and (days := read_days(value, words)):
                return days
    return None


def _days_around(sheet, row, words):
    """Return the days that a title above the table, or the name of the sheet, gives."""
    for above in range(row - 1, -1, -1):
        filled = [c for c in range(sheet.width) if not is_empty(sheet.own_value(above, c))]
        if len(filled) == 1 and (days := read_days(sheet.value(above, filled[0]), words)):
            return days
    return None if sheet.is_file else read_days(sheet.name, words)


def _read_headless(sheet, words, found, place_names):
    heads = guessed_heads(sheet, 0, sheet.height, words)
    if heads is None:
        found.note(f"{sheet.name}: no timetable and no rota found here; not read.")
        return
    days = None if sheet.is_file else read_days(sheet.name, words)
    sheet = _below_titles(sheet, heads, words)
    ListTable(sheet, heads, words, found, days, place_names).read(0, sheet.height)
    _tell_of_others(sheet, heads, words, found)
    found.tables.append(f"{sheet.name}: a list without heads, read by what stands in its columns")


def _tell_of_others(sheet, heads, words, found):
    """Tell of cells beside a table without heads, for which nothing says what they are."""
    for row in range(sheet.height):
        if any(not is_empty(sheet.value(row, column)) for column in heads):
            for column in range(sheet.width):
                value = sheet.own_value(row, column)
                if column not in heads and not is_empty(value) and not read_days(value, words):
                    why = "no head says what stands in this column; the cell is left out"
                    found.cannot_read(sheet.spot(row, column), shown(value), why)


def _below_titles(sheet, heads, words):
    """Return the sheet with titles above the first time emptied; days among them stay."""
    (timed,) = [column for column, kind in heads.items() if kind in ("time", "start")]
    for row in range(sheet.height):
        if leading_span(sheet.own_value(row, timed), words):
            break
        if not any(read_days(value, words) for value in sheet.rows[row] if not is_empty(value)):
            sheet.rows[row] = [None] * sheet.width
    return sheet


def _read_marks(sheet, head, words, found):
    """Read what stands above a table about when the ward wakes and when lights are out: a name and a time beside it."""
    for row in range(head):
        for column in range(sheet.width - 1):
            mark = words.meaning("marks", shown(sheet.own_value(row, column)))
            value = sheet.own_value(row, column + 1)
            if mark in MARKS_ABOVE and not is_empty(value):
                span = leading_span(value, words)
                found.marks[mark] = span.start.minute if span else None
