"""One sheet with one table: a title, notes, a head that stays in sight and can be filtered, numbers as numbers."""

import math
from dataclasses import dataclass

from milieusim.python_values import as_python
from milieusim.workbook.made.look import printed, put, widths

GOOD, BAD, OPEN = "D5EBD8", "F8D7D2", "FFF0C2"
FILLS = {
    "better": GOOD, "worse": BAD, "not settled": OPEN, "yes, better": GOOD, "yes, worse": BAD,
    "+": GOOD, "\u2212": BAD,
}  # fmt: skip
"""Cells whose colour says what their word says."""
LINE_POINTS, MOST_POINTS = 15, 400
SHEET_NAME, NOT_IN_NAMES = 31, "[]:*?/\\'"


@dataclass(frozen=True)
class Column:
    """A column of a table.

    Attributes
    ----------
    head : str
    width : float
        In signs.
    kind : str
        ``text``, ``line`` (text that is not broken, however long), ``level`` (a number), ``change`` (with its sign),
        ``share`` (0-1, shown as a percentage), ``percent`` (the same with its sign), or ``count`` (a whole number).
    """

    head: str
    width: float
    kind: str = "text"


def add_table(book, name, title, notes, columns, rows):
    """Add a sheet with one table.

    Parameters
    ----------
    book : openpyxl.Workbook
    name : str
        Of the sheet; shortened and told apart where it has to be.
    title : str
    notes : list of str
    columns : list of Column
    rows : list of list
        A value a column; what is missing is left empty.

    Returns
    -------
    openpyxl.worksheet.worksheet.Worksheet
    """
    sheet = new_sheet(book, name)
    widths(sheet, *(column.width for column in columns))
    put(sheet, 1, 1, title, "title")
    sheet.row_dimensions[1].height = 24
    across, head_row = sum(column.width for column in columns), 3 + len(notes)
    for row, note in enumerate(notes, 2):
        put_wide(sheet, row, note, len(columns), across, "quiet text")
    last = put_table(sheet, head_row, columns, rows)
    sheet.freeze_panes = sheet.cell(head_row + 1, 2)
    sheet.auto_filter.ref = f"A{head_row}:{sheet.cell(last, len(columns)).coordinate}"
    printed(sheet, head_row)
    return sheet


def put_table(sheet, head_row, columns, rows):
    """Write a head and rows below it, and return the number of the last row, at least the one below the head."""
    for at, column in enumerate(columns, 1):
        put(sheet, head_row, at, column.head, "head")
    sheet.row_dimensions[head_row].height = LINE_POINTS * max(
        lines_of(column.head, column.width - 2) for column in columns
    )
    for row, values in enumerate(rows, head_row + 1):
        for at, (column, value) in enumerate(zip(columns, values, strict=True), 1):
            put_value(sheet, row, at, value, column.kind)
        sheet.row_dimensions[row].height = LINE_POINTS * max(
            lines_of(value, column.width) for column, value in zip(columns, values) if column.kind != "line"
        )
    return head_row + max(1, len(rows))


def put_value(sheet, row, column, value, kind):
    """Write one value: text as text, a number as a number that is shown with three digits."""
    value = as_python(value)
    if isinstance(value, bool):
        value = "yes" if value else "no"
    if value is None or isinstance(value, float) and math.isnan(value):
        return put(sheet, row, column, None, "figure")
    if isinstance(value, float) and math.isinf(value):
        return put(sheet, row, column, "no number" if value > 0 else "\u2212\u221e", "figure")
    if isinstance(value, str):
        return put(sheet, row, column, value, "line" if kind == "line" else "cell", FILLS.get(value))
    # Workbooks keep fifteen digits that can be trusted.
    cell = put(sheet, row, column, float(f"{value:.15g}") if isinstance(value, float) else value, "figure")
    cell.number_format = number_format(value, kind)
    return cell


def number_format(value, kind):
    """Return how a spreadsheet program shows a number: three digits that count, and a sign where it is a change."""
    if kind == "count":
        return "#,##0"
    if kind in ("share", "percent"):
        plain = "0%" if kind == "share" else "0.0%"
    else:
        size = abs(value)
        digits = min(7, max(0, 2 - math.floor(math.log10(size)))) if size else 0
        plain = "#,##0" + ("." + "0" * digits if digits else "")
    return f"+{plain};\u2212{plain};0" if kind in ("change", "percent") else plain


def put_wide(sheet, row, text, n_columns, across, style="text"):
    """Write a paragraph over several columns, in a row as high as it needs."""
    put(sheet, row, 1, text, style)
    if n_columns > 1:
        sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=n_columns)
    sheet.row_dimensions[row].height = min(MOST_POINTS, LINE_POINTS * lines_of(text, across))


def lines_of(text, width):
    """Return how many lines a text takes in a column of a width: not every program makes room by itself."""
    if not isinstance(text, str):
        return 1
    return sum(max(1, math.ceil(1.08 * len(line) / max(1, width))) for line in text.split("\n"))


def new_sheet(book, name):
    """Add a sheet under a name that spreadsheet programs take and that no other sheet has."""
    return book.create_sheet(sheet_name(name, book.sheetnames))


def sheet_name(name, taken):
    """Return a name as sheets may have it, told apart from others in whatever case they are written."""
    plain = "".join(" " if sign in NOT_IN_NAMES or not sign.isprintable() else sign for sign in name)
    plain = " ".join(plain.split()) or "Sheet"
    known, n, found = {one.lower() for one in taken}, 1, plain[:SHEET_NAME].strip()
    while found.lower() in known:
        n += 1
        after = f" {n}"
        found = plain[: SHEET_NAME - len(after)].strip() + after
    return found
