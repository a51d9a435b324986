"""How a workbook looks: its colours, borders and type."""

import re
from functools import cache

from milieusim.kinds import ACTIVITIES, Family
from milieusim.vocabulary import Activity

# Tol (2021), the light scheme: told apart by colour-blind readers, and black text stays readable on each.
FAMILIES = {
    "meals, sleep and washing": "DDDDDD",
    "doses and rounds": "FFAABB",
    "talking and meetings": "99DDFF",
    "making, work and skills": "EEDD88",
    "moving and fresh air": "44BB99",
    "leisure and free time": "BBCC33",
    "visitors and leave": "EE8866",
    "other": "FFFFFF",
}
OUTSIDE = (Activity.VISITING, Activity.LEAVE)
TITLE_COLOUR, HEAD_COLOUR, LINE_COLOUR, QUIET_COLOUR = "1F3A5F", "1F3A5F", "B8C0CC", "595959"
UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0d\x0e-\x1f\ufffe\uffff]|_x(?=[0-9A-Fa-f]{4}_)")


def family_of(activity):
    """Return the group of activities by which a slot is coloured."""
    word = Activity.of(activity)
    facts = ACTIVITIES[word]
    if word in OUTSIDE:
        return "visitors and leave"
    if word is Activity.OTHER or word is Activity.SECLUSION:
        return "other"
    if word is Activity.FREE_TIME:
        return "leisure and free time"
    if facts.is_appointment and word in (Activity.MEDICATION, Activity.WARD_ROUND):
        return "doses and rounds"
    return {
        Family.TALK: "talking and meetings",
        Family.MAKING: "making, work and skills",
        Family.MOVING: "moving and fresh air",
        Family.LEISURE: "leisure and free time",
    }.get(facts.family, "meals, sleep and washing")


def writable(text):
    """Return text as a workbook can hold it: signs that XML cannot, as _x000D_."""
    return UNWRITABLE.sub(lambda match: "_x005F_x" if match[0] == "_x" else f"_x{ord(match[0]):04X}_", text)


@cache
def styles():
    """Return the styles by name; the library is loaded when the first is asked for."""
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

    line = Side(style="thin", color=LINE_COLOUR)
    faint = Side(style="hair", color=LINE_COLOUR)
    return _of_figures(line) | {
        "title": {"font": Font(size=16, bold=True, color=TITLE_COLOUR)},
        "quiet": {"font": Font(size=10, italic=True, color=QUIET_COLOUR)},
        "section": {"font": Font(size=12, bold=True, color=TITLE_COLOUR)},
        "head": {
            "font": Font(bold=True, color="FFFFFF"),
            "fill": PatternFill("solid", fgColor=HEAD_COLOUR),
            "alignment": Alignment(horizontal="center", vertical="center", wrap_text=True),
            "border": Border(left=line, right=line, top=line, bottom=line),
        },
        "cell": {
            "alignment": Alignment(vertical="center", wrap_text=True),
            "border": Border(left=line, right=line, top=line, bottom=line),
        },
        "number": {
            "alignment": Alignment(horizontal="center", vertical="center"),
            "border": Border(left=line, right=line, top=line, bottom=line),
        },
        "text": {"alignment": Alignment(vertical="top", wrap_text=True)},
        "label": {"font": Font(bold=True), "alignment": Alignment(vertical="top")},
        "slot": {
            "font": Font(size=9, color="000000"),
            "alignment": Alignment(horizontal="center", vertical="center", wrap_text=True),
            "border": Border(left=line, right=line, top=line, bottom=line),
        },
        "corner": {"border": Border(left=line, top=faint)},
        "hour line": {"border": Border(top=faint)},
        "day line": {"border": Border(left=line)},
        "hour": {
            "font": Font(size=9, color=QUIET_COLOUR),
            "alignment": Alignment(horizontal="right", vertical="top"),
            "border": Border(top=line),
        },
    }


def _of_figures(line):
    """Return the styles of sheets that are read and not changed: numbers to the right, long lines, paragraphs."""
    from openpyxl.styles import Alignment, Border, Font

    return {
        "line": {
            "alignment": Alignment(vertical="center"),
            "border": Border(left=line, right=line, top=line, bottom=line),
        },
        "figure": {
            "alignment": Alignment(horizontal="right", vertical="center", indent=1),
            "border": Border(left=line, right=line, top=line, bottom=line),
        },
        "large": {"font": Font(size=12), "alignment": Alignment(vertical="top", wrap_text=True)},
        "quiet text": {
            "font": Font(size=10, italic=True, color=QUIET_COLOUR),
            "alignment": Alignment(vertical="top", wrap_text=True),
        },
    }


def put(sheet, row, column, value, style=None, fill=None):
    """Write one cell, text always as text, and return it."""
    cell = sheet.cell(row, column)
    if isinstance(value, float) and float(f"{value:.16g}") != value:
        # Workbooks keep sixteen digits of a number.
        value = repr(value)
    cell.value = writable(value) if isinstance(value, str) else value
    if isinstance(value, str):
        # Never a formula, whatever somebody has called a slot.
        cell.data_type = "s"
    if style:
        cell.style = _named(sheet.parent, style, fill)
    return cell


def _named(book, style, fill):
    """Return the name of a style, which is made when it is first used; a cell's own looks would cost far more."""
    from openpyxl.styles import NamedStyle, PatternFill

    name = f"milieusim {style}{f' {fill}' if fill else ''}"
    if name not in book.named_styles:
        looks = styles()[style] | ({"fill": PatternFill("solid", fgColor=fill)} if fill else {})
        book.add_named_style(NamedStyle(name, **looks))
    return name


def widths(sheet, *each):
    """Set the widths of columns, from the first on."""
    from openpyxl.utils import get_column_letter

    for at, width in enumerate(each, 1):
        sheet.column_dimensions[get_column_letter(at)].width = width


def printed(sheet, head_row=None, is_landscape=True):
    """Let a sheet be printed on the width of one A4 page, its head on each."""
    sheet.page_setup.orientation = "landscape" if is_landscape else "portrait"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.sheet_view.showGridLines = False
    if head_row:
        sheet.print_title_rows = f"{head_row}:{head_row}"
