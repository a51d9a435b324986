"""The sheet to look at: the week with days across and times down, slots in their colours."""

from math import gcd

from milieusim.config.parts.routine import minute_of
from milieusim.workbook.layouts.finding_tables import DRAWN_FROM
from milieusim.workbook.made.list_sheet import TIMETABLE
from milieusim.workbook.made.look import FAMILIES, family_of, printed, put, widths

FULL = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
HEAD_ROW = 4
FINEST, COARSEST = 5, 15
POINTS_A_MINUTE = 1.05
NARROWEST, DAY_WIDTH = 11, 24
GROUND = {(True, True): "corner", (True, False): "hour line", (False, True): "day line"}


def add_week_sheet(book, design):
    """Add the picture of the week to a workbook."""
    sheet = book.create_sheet("Week", 0)
    put(sheet, 1, 1, design.about.title or design.name, "title")
    put(sheet, 2, 1, f"{DRAWN_FROM}'{TIMETABLE}': change it there, not here.", "quiet")
    slots = design.routine.slots
    step = _step(slots)
    first = min((slot.start_minute for slot in slots), default=minute_of(design.routine.wake)) // 60 * 60
    last = max((slot.end_minute for slot in slots), default=first + 60)
    lanes = [_lanes([slot for slot in slots if day in slot.day_numbers], step) for day in range(7)]
    n_rows = -(-(last - first) // step)
    column = 2
    for name, day in zip(FULL, lanes):
        many = max((lane for _, lane, _ in day), default=0) + 1
        put(sheet, HEAD_ROW, column, name, "head")
        for other in range(column + 1, column + many):
            put(sheet, HEAD_ROW, other, None, "head")
        if many > 1:
            sheet.merge_cells(
                start_row=HEAD_ROW, end_row=HEAD_ROW, start_column=column, end_column=column + many - 1
            )
        _add_ground(sheet, column, many, n_rows, step)
        for slot, lane, free in day:
            _add_slot(sheet, slot, column + lane, column + lane + free, first, step)
        _set_width(sheet, column, many)
        column += many
    _add_hours(sheet, first, last, step)
    put(sheet, HEAD_ROW, 1, "Time", "head")
    _add_legend(sheet, HEAD_ROW + 2 - (first - last) // step, slots)
    sheet.freeze_panes = sheet.cell(HEAD_ROW + 1, 2)
    printed(sheet, HEAD_ROW)
    sheet.page_setup.fitToHeight = 1


def _step(slots):
    """Return the minutes of a row: as coarse as lets slots begin and end with rows."""
    step = COARSEST
    for slot in slots:
        step = gcd(step, gcd(slot.start_minute, slot.end_minute))
    return max(step, FINEST)


def _lanes(slots, step):
    """Return (slot, lane, free lanes to its right) of the slots of a day; what overlaps stands side by side."""
    placed = []
    for slot in sorted(slots, key=lambda each: (each.start_minute, -each.end_minute)):
        taken = {lane for other, lane in placed if _meet(slot, other, step)}
        placed.append((slot, next(lane for lane in range(len(placed) + 1) if lane not in taken)))
    most = max((lane for _, lane in placed), default=0)
    found = []
    for slot, lane in placed:
        beside = [
            other_lane for other, other_lane in placed if other_lane > lane and _meet(slot, other, step)
        ]
        found.append((slot, lane, min(beside, default=most + 1) - lane - 1))
    return found


def _rows(slot, step):
    first = slot.start_minute // step
    return first, max(first, -(-slot.end_minute // step) - 1)


def _meet(slot, other, step):
    (first, last), (begin, end) = _rows(slot, step), _rows(other, step)
    return first <= end and begin <= last


def _add_slot(sheet, slot, left, right, first, step):
    top, bottom = (HEAD_ROW + 1 + row - first // step for row in _rows(slot, step))
    fill = FAMILIES[family_of(slot.activity)]
    is_short = slot.end_minute - slot.start_minute < 25
    apart = " " if is_short else "\n"
    text = f"{slot.name}{apart}{slot.start}\u2013{slot.end}"
    for row in range(top, bottom + 1):
        for column in range(left, right + 1):
            put(sheet, row, column, text if (row, column) == (top, left) else None, "slot", fill)
    if (top, left) != (bottom, right):
        sheet.merge_cells(start_row=top, end_row=bottom, start_column=left, end_column=right)


def _add_ground(sheet, column, many, n_rows, step):
    """Draw what lies behind the slots of a day: a line at its left, and one at every hour."""
    for row in range(n_rows):
        is_hour = row * step % 60 == 0
        for at in range(column, column + many):
            if is_hour or at == column:
                put(sheet, HEAD_ROW + 1 + row, at, None, GROUND[is_hour, at == column])


def _set_width(sheet, column, many):
    from openpyxl.utils import get_column_letter

    for at in range(column, column + many):
        sheet.column_dimensions[get_column_letter(at)].width = max(NARROWEST, DAY_WIDTH / many)


def _add_hours(sheet, first, last, step):
    for minute in range(first, last, step):
        row = HEAD_ROW + 1 + (minute - first) // step
        sheet.row_dimensions[row].height = max(step * POINTS_A_MINUTE, 6)
        if minute % 60 == 0:
            put(sheet, row, 1, f"{minute // 60:02d}:00", "hour")
            below = min(row + 60 // step - 1, row + (last - minute - 1) // step)
            if below > row:
                sheet.merge_cells(start_row=row, end_row=below, start_column=1, end_column=1)
    widths(sheet, 8)


def _add_legend(sheet, row, slots):
    used = {family_of(slot.activity) for slot in slots}
    for family, colour in FAMILIES.items():
        if family in used:
            put(sheet, row, 1, None, "slot", colour)
            put(sheet, row, 2, family)
            row += 1
