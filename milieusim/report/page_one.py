"""What stands beneath the first table of the page: intervals, what is small, who loses, and what a ward would log."""

import math

from milieusim.analysis.metrics.metrics import METRICS
from milieusim.analysis.numbers import signed
from milieusim.comparison.answered.changes_told import interval_told, share_of_base
from milieusim.comparison.answered.containment_changes import established_changes
from milieusim.comparison.answered.shift_rates import has_shifts_in, is_by_shift, shifts_of
from milieusim.comparison.behind.judged_parts import UNDONE as EVERY_UNDONE
from milieusim.comparison.comparison_words import SMALL_SHARE, interval_name
from milieusim.phrasing import listed
from milieusim.report.at_a_glance import UNDONE
from milieusim.report.day_cuts import cut_differently, day_unit

CONFLICT, LOGGED = "conflict_per_100_obd", "conflict_per_100_obd_recorded"
MOST_NAMED = 4


def beneath_the_table(result, titles):
    """Return sentences for the first page, beneath its table.

    Parameters
    ----------
    result : Comparison
    titles : dict of str to str
        What designs are called on the page.

    Returns
    -------
    list of str
    """
    said = []
    for name in (name for name in result.others if name not in result.twins):
        parts = [*_intervals(result, name), *_more_undone(result, name), *_losers(result, name)]
        said += [f"{titles[name]}: {text}" for text in parts]
    return [*said, *_log(result)]


def _rows(result, name):
    table = result.table
    return [
        row
        for row in table[table["design"] == name].itertuples(index=False)
        if not (is_by_shift(row.metric) and cut_differently(result, name))
    ]


def _intervals(result, name):
    """Yield judged differences with the intervals that verdicts were read from, and that some are small."""
    rows = [row for row in _rows(result, name) if not row.is_exploratory and row.low <= row.high]
    if not rows:
        return
    told = listed([f"{METRICS[row.metric].label} {interval_told(row)}" for row in rows])
    yield f"{told}; in brackets the {interval_name(rows[0])}."
    small = [row for row in rows if row.verdict in ("better", "worse") and share_of_base(row) < SMALL_SHARE]
    if small:
        labels = listed([METRICS[row.metric].label for row in small])
        yield f"so small a change in {labels} (less than {100 * SMALL_SHARE:.0f} %) may not be felt on a ward."


def _more_undone(result, name):
    """Yield the other undone care that surely changes, by the same rule as that in the sentence above the table."""
    sure = {row.metric for row in established_changes(result, EVERY_UNDONE) if row.design == name}
    told = [
        _by_the_day(row, shifts_of(result.designs[name]))
        for row in _rows(result, name)
        if row.metric in sure and row.metric not in UNDONE
    ]
    if told:
        yield f"other care left undone: {listed(told)} (beyond chance, not judged)."


def _by_the_day(row, shifts):
    is_by_the_shift = has_shifts_in(row.unit)
    scale, unit = (shifts, day_unit(row.unit)) if is_by_the_shift else (1, row.unit)
    return f"{METRICS[row.metric].label} {signed(scale * row.difference)} {unit}"


def _losers(result, name):
    """Yield for whom a design is worse, of the groups that the section on them tells apart from chance."""
    who = result.who
    found = who[(who["design"] == name) & who["is_shown"] & who["stands_out"]]
    lost = [
        f"{row.group} ({row.label} {signed(row.difference)})"
        for row in found.itertuples(index=False)
        if (row.difference > 0) != (row.better == "higher")
    ]
    if lost:
        more = [f"{len(lost) - MOST_NAMED} more groups"] if len(lost) > MOST_NAMED + 1 else []
        yield f"worse for {listed(lost[: MOST_NAMED if more else None] + more)}."


def _log(result):
    """Yield how many of the events of the base a ward's own log would hold, by the model's own share."""
    rows = {row.metric: row for row in result.table.itertuples(index=False) if row.design == result.others[0]}
    said = "Simulated wards count every refusal and broken rule"
    happened, logged = (rows[name].base if name in rows else math.nan for name in (CONFLICT, LOGGED))
    if logged > 0 and happened > logged:
        yield f"{said}; a ward’s own log records about one in {number_of(happened / logged)}."
    elif happened > 0:
        yield f"{said}; a ward’s own log would hold fewer events."


def number_of(ratio):
    """Return how many happen for one that is logged: a whole number, or with a digit where that would be far off."""
    return f"{ratio:.1f}" if ratio < 2.95 and abs(ratio - round(ratio)) > 0.05 else f"{ratio:,.0f}"
