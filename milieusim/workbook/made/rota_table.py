"""The sheet of the rota: a row a shift and role, a column a day, read back by `milieusim import`."""

from milieusim.config.parts.rota import ROLES, WeekHeads
from milieusim.vocabulary import DAYS
from milieusim.workbook.layouts.rota_by_day import HEADS
from milieusim.workbook.layouts.rota_found import RATES
from milieusim.workbook.layouts.rota_names import OWN_HOURS, label_of
from milieusim.workbook.made.look import printed, put, widths
from milieusim.workbook.meanings.week_numbers import days_worked, filled

HEAD_ROW = 8
NOTES = (
    "Numbers of staff on each day. A shift that ends before it begins ends on the next day. Days that are grey are not "
    "worked.",
    f"'{OWN_HOURS}' are those of a role that works apart from the shifts. New rows for other roles and shifts are read "
    "as well.",
)
OFF = "EDEFF2"
SHARED = 4
"""Columns that say the same of all rows of a shift."""


def add_rota_sheet(book, design):
    """Add the rota to a workbook."""
    sheet = book.create_sheet("Rota")
    put(sheet, 1, 1, f"Rota of {design.name}", "title")
    for row, note in enumerate(NOTES, 2):
        put(sheet, row, 1, note, "quiet")
    for row, (key, label) in enumerate(RATES.items(), 2 + len(NOTES)):
        put(sheet, row, 1, label, "label")
        sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=SHARED)
        put(sheet, row, SHARED + 1, getattr(design.rota, key), "number").number_format = "0.0##%"
    for column, head in enumerate(HEADS, 1):
        put(sheet, HEAD_ROW, column, head, "head")
    row = HEAD_ROW + 1
    for name, shift in _in_order(design.rota):
        row = _add_rows(sheet, row, label_of(name), shift, _roles_on(shift) or ROLES[:1])
    for role, hours in design.rota.role_hours.items():
        row = _add_rows(sheet, row, OWN_HOURS, hours, [role])
    sheet.freeze_panes = sheet.cell(HEAD_ROW + 1, 1 + HEADS.index("Mon"))
    widths(sheet, 18, 16, 9, 9, 24, *[7] * len(DAYS))
    printed(sheet, HEAD_ROW)


def _in_order(rota):
    """Return shifts as they follow each other, then those beside."""
    following = [name for name, _ in rota.shifts]
    return [(name, rota.named_shifts[name]) for name in dict.fromkeys([*following, *rota.named_shifts])]


def _roles_on(shift):
    return [role for role in ROLES if any(_week(shift, role))]


def _week(shift, role):
    """Return the numbers of a role as they are written, on days off as well."""
    number = getattr(shift, role)
    return [number.on(day) if isinstance(number, WeekHeads) else number for day in range(len(DAYS))]


def _add_rows(sheet, first, label, shift, roles):
    days = shift.days if isinstance(shift.days, str) else " ".join(shift.days)
    for row, role in enumerate(roles, first):
        for column, value in enumerate((label, days, shift.start, shift.end), 1):
            put(sheet, row, column, value if row == first else None, "cell" if column <= 2 else "number")
        put(sheet, row, SHARED + 1, role.replace("_", " ").capitalize(), "cell")
        _add_numbers(sheet, row, _week(shift, role), days_worked(shift.days))
    last = first + len(roles) - 1
    for column in range(1, SHARED + 1) if last > first else ():
        sheet.merge_cells(start_row=first, end_row=last, start_column=column, end_column=column)
    return last + 1


def _add_numbers(sheet, row, week, worked):
    shown = [number if day in worked else None for day, number in zip(DAYS, week)]
    # Numbers of days off are written only where they would not come back by themselves.
    cells = shown if filled(shown, worked) == week else week
    for column, (day, number) in enumerate(zip(DAYS, cells), SHARED + 2):
        put(sheet, row, column, number, "number", None if day in worked else OFF)
