"""Sheets of measures: all of them, what the judged ones are made of, and the care that was left undone."""

from milieusim.analysis.metrics.metrics import METRICS
from milieusim.comparison.answered.changes_told import is_share
from milieusim.comparison.answered.shift_rates import is_comparable, not_comparable
from milieusim.comparison.comparison_words import COUNTS
from milieusim.comparison.verdicts import VERDICT_WORDS
from milieusim.report.numbers_book.number_table import Column, add_table

INCOMPARABLE = "not comparable"
NUMBERS = [
    Column("Base", 11, "level"),
    Column("Other", 11, "level"),
    Column("Difference", 12, "change"),
    Column("Low", 12, "change"),
    Column("High", 12, "change"),
    Column("Difference, share of the base", 13, "percent"),
]
SURE_NAMES = (
    "p_value p_adjusted margin level judged_together sets low_chance high_chance low_world high_world differing"
).split()
SURE = [
    Column("p, by itself", 11, "level"),
    Column("p, all judged counted", 11, "level"),
    Column("Margin", 11, "level"),
    Column("Level of the interval", 11, "level"),
    Column("Judged together", 10, "count"),
    Column("Parameter sets", 10, "count"),
    Column("Low, if parameters were known", 13, "change"),
    Column("High, if parameters were known", 13, "change"),
    Column("Low, one plausible world", 13, "change"),
    Column("High, one plausible world", 13, "change"),
    Column("Pairs that differ", 10, "count"),
]
"""How sure each difference is, headed as SURE_NAMES of the table."""
ABOUT = [Column("Design", 24), Column("Measure", 40), Column("Unit", 36)]


def numbers_told(row, is_told=True):
    """Return base, other, difference, low, high and the difference as a share of the base, as NUMBERS heads them.

    Parameters
    ----------
    row : tuple
        Of any table of differences.
    is_told : bool
        Whether base and other can be compared at all.
    """
    if not is_told:
        return [row.base, row.other, None, None, None, None]
    share = row.difference / abs(row.base) if is_share(row) else None
    return [row.base, row.other, row.difference, row.low, row.high, share]


def add_measures(book, result):
    """Add the sheet of every measure of every design."""
    notes = [
        "Differences of each design from the base over pairs of runs, with the 95 % interval from low to high. Judged "
        "measures were chosen before the runs, and their intervals hold all together; every other interval is for one "
        "measure by itself, so that of a hundred about five would leave out 0 by chance.",
        "Last columns: the 95 % interval that chance alone leaves, if parameters were known, and that of the true "
        "difference in one plausible world.",
        COUNTS,
        *not_comparable(result),
    ]
    columns = [
        *ABOUT, *NUMBERS, Column("Verdict", 20), Column("Better in, share of pairs (the same counts half)", 13, "share"),
        Column("Agreeing, share of parameter sets", 13, "share"), Column("Pairs", 8, "count"),
        Column("Better if", 10), Column("What it is", 90, "line"), Column("Whose measure", 60, "line"),
        Column("Name", 46), *SURE,
    ]  # fmt: skip
    rows = [_measure(result, row) for row in result.table.itertuples(index=False)]
    add_table(book, "All measures", "All measures, judged ones first", notes, columns, rows)


def _measure(result, row):
    metric, is_told = METRICS[row.metric], is_comparable(result, row.design, row.metric)
    verdict = VERDICT_WORDS[row.verdict] if is_told else INCOMPARABLE
    return [
        row.design, metric.label, row.unit, *numbers_told(row, is_told), verdict, row.share_better if is_told else None,
        row.share_of_sets_agreeing if is_told else None, row.pairs, metric.better, metric.definition, metric.source,
        row.metric, *([getattr(row, name) for name in SURE_NAMES] if is_told else [None] * len(SURE)),
    ]  # fmt: skip


def add_made_of(book, result):
    """Add the sheet of the kinds of event and the parts of wellbeing that judged differences are made of."""
    notes = [
        "Parts in the unit of their measure: they add up to its difference where the last column says so. They have no "
        f"verdict, as they were not chosen before the runs. Kinds of event are over all pairs, parts of wellbeing over "
        f"{result.sample}.",
    ]
    columns = [
        ABOUT[0],
        Column("Judged measure", 30),
        Column("Part", 34),
        Column("What parts are", 20),
        ABOUT[2],
    ]
    columns += [*NUMBERS, Column("Total difference", 12, "change"), Column("Adds up", 9)]
    rows = [
        [row.design, METRICS[row.metric].label, row.label, row.made_of, row.unit, *numbers_told(row), row.total,
         bool(row.adds_up)]
        for row in _parts(result)
        if row.made_of != "undone care"
    ]  # fmt: skip
    add_table(book, "Made of", "What judged differences are made of", notes, columns, rows)


def add_undone(book, result):
    """Add the sheet of care that was due and not given."""
    notes = [
        "Care that was due and not given, over all pairs; what residents refused is conflict, and not counted here. "
        "Each interval is by itself.",
        *not_comparable(result),
    ]
    rows = []
    for row in _parts(result):
        if row.made_of == "undone care":
            is_told = is_comparable(result, row.design, row.metric)
            rows.append(
                [
                    row.design,
                    row.label,
                    row.unit,
                    *numbers_told(row, is_told),
                    "" if is_told else INCOMPARABLE,
                ]
            )
    add_table(book, "Undone care", "Care left undone", notes, [*ABOUT, *NUMBERS, Column("Note", 18)], rows)


def _parts(result):
    return result.made_of.itertuples(index=False)
