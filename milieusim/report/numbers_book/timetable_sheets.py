"""Sheets of the timetables that were compared: a list of all slots, and each week as a picture."""

from milieusim.report.numbers_book.number_table import Column, add_table, sheet_name
from milieusim.workbook.made.list_sheet import HEADS, NOTHING
from milieusim.workbook.made.look import put
from milieusim.workbook.made.week_sheet import add_week_sheet

WIDTHS = {"name": 34, "days": 20, "activity": 22, "place": 22, "leader": 24}
WEEK = "Week"


def add_timetables(book, result):
    """Add the sheet of all slots of all designs."""
    notes = [
        "Every slot of every design, as it was run. 'nobody': it needs no leader; 'everybody': it sets no limit; "
        "'usual': as long as such things take."
    ]
    columns = [Column("Design", 24), *(Column(head, WIDTHS.get(key, 12)) for key, head in HEADS.items())]
    rows = [
        [name, *(_told(key, value) for key, value in _values(slot))]
        for name, design in result.designs.items()
        for slot in design.routine.slots
    ]
    add_table(book, "Timetables", "The timetables that were compared", notes, columns, rows)


def _values(slot):
    plain = slot.model_dump(mode="json")
    return [(key, plain[key]) for key in HEADS]


def _told(key, value):
    if value is None:
        return NOTHING.get(key, "")
    return " ".join(value) if isinstance(value, list) else value


def add_weeks(book, result):
    """Add a sheet a design with its week, days across and times down."""
    for name, design in result.designs.items():
        add_week_sheet(book, design)
        sheet = book[WEEK]
        book.move_sheet(sheet, len(book.sheetnames) - 1)
        sheet.title = sheet_name(f"{WEEK} of {name}", [one for one in book.sheetnames if one != WEEK])
        is_base = " (base)" if name == result.base else ""
        put(sheet, 1, 1, f"The week of {name}{is_base}", "title")
        about = design.about.title or ""
        put(sheet, 2, 1, about if about != name else None, "quiet")
