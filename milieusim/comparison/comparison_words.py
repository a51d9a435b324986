"""A comparison in plain words: what was compared, what came out, how sure, and what it cannot say."""

from milieusim.analysis.metrics.metrics import METRICS
from milieusim.analysis.numbers import days_long, number, signed
from milieusim.comparison.sets_words import hardly_narrowed, percent, worlds_differ
from milieusim.comparison.verdicts import FEWEST_PAIRS
from milieusim.phrasing import listed

LIMITS = (
    "This is a model ward, not yours, and it says nothing about any one person: it is no basis for a "
    "decision about somebody's care."
)
COUNTS = (
    "Counts are of what happened; a ward's own log would hold fewer: see the measures ending in _recorded."
)


def opening(base, others, pairs, days, seeds, sets=None):
    """Return what was compared; `sets` says under how many sets of parameters, and which."""
    under = f", under {sets}" if sets else ""
    return (
        f"{listed(others)} {'was' if len(others) == 1 else 'were'} compared with {base} over {pairs} pairs of runs "
        f"of {days_long(days)} each{under} (seeds {seeds[0]} to {seeds[-1]}; the same referrals and the same "
        "chance in both runs of a pair)."
    )


def finding(row, has_margin_text=None):
    """Return one sentence on one judged row of a table of differences."""
    metric = METRICS[row.metric]
    if row.verdict == "not_settled":
        return _not_settled(row, metric)
    if row.verdict == "no_difference_shown":
        return _nothing_shown(row, metric, has_margin_text)
    way = "higher" if row.difference > 0 else "lower"
    return (
        f"{row.verdict.capitalize()} on {metric.label}: {way}, {number(row.other)} instead of "
        f"{number(row.base)} {metric.unit}, a difference of {_interval(row)}; {row.design} did better in "
        f"{percent(row.share_better)} of pairs.{_how_small(row)}"
    )


SMALL_SHARE = 0.05  # the precision that `--replications auto` works for


def _how_small(row):
    share = abs(row.difference / row.base) if row.base else 1.0
    if share >= SMALL_SHARE:
        return ""
    return (
        f" That is {100 * share:.2g} % of the base: enough runs show it, but whether so little would be felt on "
        "a ward is another matter."
    )


def wide_margin(name, margin, base):
    """Return a sentence on a margin that is half of the base design's mean or more, else None.

    Parameters
    ----------
    name : str
        Of the metric.
    margin : Margin
    base : float
        Mean of the base design.
    """
    if margin.is_share or not base or not margin.size >= abs(base) / 2:
        return None
    share = margin.size / abs(base)
    size = "more than" if share > 1 else "nearly" if share >= 0.9 else "at least half of"
    whole = "the base" if size.endswith("of") else "the whole of the base"
    meant = margin.size if margin.size >= 1 else 100 * margin.size
    return (
        f"Margin for {name}: {margin.size:g} {METRICS[name].unit} is {size} {whole}, {number(base)}: "
        f"was {meant:g}% meant?"
    )


def _nothing_shown(row, metric, margin):
    if row.difference == row.low == row.high == 0:
        pairs = "every pair" if row.pairs >= FEWEST_PAIRS else f"each of {row.pairs} pairs"
        same = f"both gave {number(row.base)} {metric.unit}, the same in {pairs}"
        return f"No difference in {metric.label}: {same}."
    if margin:
        return (
            f"No difference that matters in {metric.label}: {_both(row, metric)}, a difference of "
            f"{_interval(row)}, which lies within the margin of {margin}."
        )
    if worlds_differ(row):
        more = "more runs would not settle it" if hardly_narrowed(row) else "more runs may settle it"
        return (
            f"No difference that is sure from world to world in {metric.label}: {_both(row, metric)}, on "
            f"average a difference of {_interval(row)}; {more}{_excluded(row)}."
        )
    return (
        f"No difference that these runs can show in {metric.label}: {_both(row, metric)}, a difference of "
        f"{_interval(row)}{_excluded(row)}."
    )


def _excluded(row):
    # The interval is that of one question; with several, one of them leaves zero out by chance too often.
    alone = row.low > 0 or row.high < 0
    return "; it leaves out 0, but not surely enough among several questions (Holm)" if alone else ""


def _not_settled(row, metric):
    if not row.low <= row.high:
        pairs = "1 pair" if row.pairs == 1 else f"{row.pairs} pairs"
        return f"Not settled: {metric.label}; {pairs} of runs had anything to count."
    is_few = row.pairs < FEWEST_PAIRS
    why = (
        f"there are too few pairs ({FEWEST_PAIRS} at least)" if is_few else "the interval crosses the margin"
    )
    what = f"{metric.label}, {_both(row, metric)}, a difference of {_interval(row)}"
    is_unknown = not is_few and hardly_narrowed(row)
    so = (
        ", and most of its squared width is what nobody knows: more runs hardly narrow it"
        if is_unknown
        else ", so run more"
    )
    return f"Not settled: {what}; {why}{so}."


def _both(row, metric):
    return f"{number(row.other)} against {number(row.base)} {metric.unit}"


def _interval(row):
    return f"{signed(row.difference)} (95 % interval {signed(row.low)} to {signed(row.high)})"
