"""The first sheet: the answer in words, what was judged, designs in order, and what stands on the other sheets."""

from milieusim.analysis.metrics.metrics import METRICS
from milieusim.comparison.comparison_words import COUNTS, interval_heading
from milieusim.comparison.verdicts import VERDICT_WORDS
from milieusim.phrasing import listed
from milieusim.report.grounds.method import LIMITS
from milieusim.report.numbers_book.number_table import Column, new_sheet, put_table, put_wide
from milieusim.workbook.made.look import printed, put, widths

WIDTHS = (34, 34, 26, 12, 12, 12, 12, 12, 20)
COLUMNS = len(WIDTHS)
CONTENTS = "On the other sheets"


def add_answer(book, result):
    """Add the sheet of the answer, and return it."""
    sheet = new_sheet(book, "Answer")
    widths(sheet, *WIDTHS)
    put(sheet, 1, 1, f"{listed(result.others)}, compared with {result.base}", "title")
    sheet.row_dimensions[1].height = 24
    row = _paragraphs(sheet, 2, None, [result.answer], "large")
    row = _judged(sheet, row + 1, result)
    row = _order(sheet, row + 1, result)
    row = _paragraphs(sheet, row + 1, "In full", [result.opening, *(text for *_, text in result.findings)])
    sure = [*result.order, result.survival, *result.uncertainty, *result.notes]
    row = _paragraphs(sheet, row + 1, "How sure", sure)
    _paragraphs(sheet, row + 1, "What it cannot say", [COUNTS, *LIMITS])
    sheet.freeze_panes = "A2"
    printed(sheet)
    return sheet


def add_contents(sheet):
    """Name the other sheets at the end of the first, each a link."""
    book, row = sheet.parent, sheet.max_row + 2
    put(sheet, row, 1, CONTENTS, "section")
    for name in book.sheetnames:
        if name == sheet.title:
            continue
        row += 1
        put(sheet, row, 1, name, "text").hyperlink = f"#'{name}'!A1"
        put_wide_from(sheet, row, str(book[name]["A1"].value or ""))


def put_wide_from(sheet, row, text):
    """Write what a sheet is about beside its name."""
    put(sheet, row, 2, text, "text")
    sheet.merge_cells(start_row=row, end_row=row, start_column=2, end_column=COLUMNS)


def _paragraphs(sheet, row, head, texts, style="text"):
    if head:
        put(sheet, row, 1, head, "section")
        row += 1
    for text in texts:
        put_wide(sheet, row, text, COLUMNS, sum(WIDTHS), style)
        row += 1
    return row


def _judged(sheet, row, result):
    put(
        sheet,
        row,
        1,
        f"Judged, as chosen before the runs: {interval_heading(result.judged_rows[0])}",
        "section",
    )
    kinds = ["text"] * 3 + ["level", "level", "change", "change", "change", "text"]
    heads = ["Design", "Measure", "Unit", "Base", "Other", "Difference", "Low", "High", "Verdict"]
    columns = [Column(*one) for one in zip(heads, WIDTHS, kinds)]
    rows = [
        [one.design, METRICS[one.metric].label, one.unit, one.base, one.other, one.difference, one.low, one.high,
         VERDICT_WORDS[one.verdict]]
        for one in result.judged_rows
    ]  # fmt: skip
    return put_table(sheet, row + 1, columns, rows) + 1


def _order(sheet, row, result):
    if not len(result.ranking):
        return row
    put(sheet, row, 1, "Designs in order", "section")
    heads = [
        "Design",
        "Ranked by",
        "Limits",
        "Place",
        "Value",
        "Behind the first",
        "Low",
        "High",
        "Among the best",
    ]
    kinds = ["text", "text", "text", "count", "level", "level", "change", "change", "text"]
    columns = [Column(*one) for one in zip(heads, WIDTHS, kinds)]
    rows = [
        [one.design, _criterion(one.criterion), one.breaks or one.may_break, one.place, one.value, one.from_best,
         one.low, one.high, bool(one.is_among_best)]
        for one in result.ranking.itertuples(index=False)
    ]  # fmt: skip
    return put_table(sheet, row + 1, columns, rows) + 1


def _criterion(name):
    return (
        f"{METRICS[name].label}, {METRICS[name].unit}" if name in METRICS else "your goals, share of the base"
    )
