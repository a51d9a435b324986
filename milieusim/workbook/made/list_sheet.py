"""The sheet that is read back: a row a slot, with every value of it."""

from milieusim.config.parts.routine import PLANNED, Slot
from milieusim.vocabulary import Role
from milieusim.workbook.made.look import FAMILIES, family_of, printed, put, widths

TIMETABLE = "Timetable"
HEADS = {
    "name": "Name", "days": "Days", "start": "Start", "end": "End", "activity": "Activity", "place": "Place",
    "leader": "Leader", "leaders": "Staff needed", "places_offered": "Places offered", "minutes_each": "Minutes each",
    "is_structured": "Set by staff", "is_expected": "Residents expected", "is_told": "Told beforehand",
}  # fmt: skip
NOTHING = {
    "leader": "nobody",
    "places_offered": "everybody",
    "minutes_each": "usual",
    "wake_weekend": "as on weekdays",
}
HEAD_ROW = 7
MARKS = {"wake": "Ward wakes", "wake_weekend": "Ward wakes at the weekend", "lights_out": "Lights out"}


def add_list_sheet(book, design):
    """Add the sheet of slots to a workbook."""
    sheet = book.create_sheet(TIMETABLE)
    put(sheet, 1, 1, f"Timetable of {design.name}", "title")
    put(
        sheet,
        2,
        1,
        "Change it here and read it back with: milieusim import WORKBOOK.xlsx --into DESIGN",
        "quiet",
    )
    for row, (key, label) in enumerate(MARKS.items(), 3):
        value = getattr(design.routine, key)
        put(sheet, row, 1, label, "label")
        put(sheet, row, 2, NOTHING[key] if value is None else value)
    for column, head in enumerate(HEADS.values(), 1):
        put(sheet, HEAD_ROW, column, head, "head")
    for row, slot in enumerate(design.routine.slots, HEAD_ROW + 1):
        _add_slot(sheet, row, slot)
    last = HEAD_ROW + max(1, len(design.routine.slots))
    sheet.freeze_panes = sheet.cell(HEAD_ROW + 1, 2)
    sheet.auto_filter.ref = f"A{HEAD_ROW}:M{last}"
    sheet.row_dimensions[HEAD_ROW].height = 32
    _add_choices(sheet, design, last + 200)
    widths(sheet, 34, 18, 9, 9, 22, 20, 22, 9, 12, 10, 10, 12, 12)
    printed(sheet, HEAD_ROW)


def _add_slot(sheet, row, slot):
    plain = slot.model_dump(mode="json")
    for column, key in enumerate(HEADS, 1):
        is_text = key in ("name", "activity", "place", "leader", "days")
        fill = FAMILIES[family_of(slot.activity)] if key in ("name", "activity") else None
        put(sheet, row, column, _cell(key, plain[key]), "cell" if is_text else "number", fill)


def _cell(key, value):
    if value is None:
        return NOTHING[key]
    if isinstance(value, bool):
        return "yes" if value else "no"
    return " ".join(value) if isinstance(value, list) else value


def _add_choices(sheet, design, last):
    """Let a spreadsheet program offer what may stand in a column, and take other words as well."""
    from openpyxl.worksheet.datavalidation import DataValidation

    choices = {"activity": PLANNED, "leader": ["nobody", *Role.labels()]} | dict.fromkeys(
        [name for name in Slot.model_fields if name.startswith("is_")], ["yes", "no"]
    )
    for key, words in choices.items():
        letter = chr(ord("A") + list(HEADS).index(key))
        listed = ",".join(words)
        # What is offered must fit into a formula of 255 signs; the activities do not.
        if len(listed) > 250:
            listed = None
        rule = DataValidation(
            "list", formula1=f'"{listed}"' if listed else "Words!$A$2:$A$200", allow_blank=True
        )
        rule.showErrorMessage = False
        sheet.add_data_validation(rule)
        rule.add(f"{letter}{HEAD_ROW + 1}:{letter}{last}")
