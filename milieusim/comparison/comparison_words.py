"""A comparison in plain words: what was compared, what came out, how sure, and what it cannot say."""

import math

from milieusim.analysis.metrics.metrics import METRICS
from milieusim.analysis.numbers import days_long, number, signed
from milieusim.comparison.sets_words import percent, worlds_differ
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
        f"{number(row.base)} {row.unit}, a difference of {_interval(row)}; {row.design} did better in "
        f"{better_told(row)} of pairs.{_how_small(row)}{_from_world_to_world(row)}"
    )


def better_told(row):
    """Return in how many pairs a design did better, and in how many the same, such as ``0 %, the same in 75 %``.

    `share_better` counts half of the pairs that were the same, so that it alone may say 38 % where no pair was better.
    """
    if not row.pairs or row.share_better != row.share_better:
        return "n/a"
    same = 1 - row.differing / row.pairs
    better = round(row.share_better - same / 2, 9)
    return percent(better) + (f", the same in {percent(same)}" if same > 0 else "")


def _from_world_to_world(row):
    if not worlds_differ(row):
        return ""
    return (
        " That is the mean over plausible worlds; it is not sure from world to world, where it may be anything "
        f"from {signed(row.low_world)} to {signed(row.high_world)} (95 %)."
    )


SMALL_SHARE = 0.05  # the precision that `--replications auto` works for


def _how_small(row):
    share = abs(row.difference / row.base) if row.base else 1.0
    if share >= SMALL_SHARE:
        return ""
    told = f"{100 * share:.2g}" if share >= 0.001 else "less than 0.1"
    return (
        f" That is {told} % of the base: enough runs show it, but whether so little would be felt on "
        "a ward is another matter."
    )


def wide_margin(name, margin, base):
    """Return a sentence on a margin that is half of the base design's mean or more, or 0 of it, else None.

    Parameters
    ----------
    name : str
        Of the metric.
    margin : Margin
    base : float
        Mean of the base design.
    """
    if margin.is_share and base == 0:
        return (
            f"Margin for {name}: {margin} of the base is 0, as the base is 0: any difference counts. Give the margin in "
            f"{METRICS[name].unit} instead."
        )
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
        same = f"both gave {number(row.base)} {row.unit}, the same in {pairs}"
        return f"No difference in {metric.label}: {same}."
    if margin:
        return (
            f"No difference that matters in {metric.label}: {_both(row)}, a difference of "
            f"{_interval(row)}, which lies within the margin of {margin}."
        )
    return (
        f"No difference that these runs can show in {metric.label}: {_both(row)}, a difference of "
        f"{_interval(row)}."
    )


def _not_settled(row, metric):
    if not row.low <= row.high:
        pairs = "1 pair" if row.pairs == 1 else f"{row.pairs} pairs"
        return f"Not settled: {metric.label}; {pairs} of runs had anything to count."
    what = f"{metric.label}, {_both(row)}, a difference of {_interval(row)}"
    return f"Not settled: {what}; {_why_open(row)}{_more(row)}."


def _why_open(row):
    if row.pairs < FEWEST_PAIRS:
        return f"there are too few pairs ({FEWEST_PAIRS} at least)"
    if row.differing < FEWEST_PAIRS:
        return f"{row.differing} of {row.pairs} pairs differ at all, and it takes {FEWEST_PAIRS}"
    if row.is_at_any_time and row.margin != row.margin:
        return "too few pairs had anything to count"
    return "the interval crosses the margin"


def _more(row):
    if math.isinf(row.more_pairs):
        return ", and no number of pairs would settle it: the parameter sets themselves differ too much"
    if not row.more_pairs > 0:
        return ", so run more"
    return f", so run more: about {roughly(row.more_pairs)} more pairs would settle a difference of this size"


def roughly(count):
    """Return a number of pairs as one that is only estimated may be told: two digits, rounded up."""
    step = 10 ** max(0, len(str(int(count))) - 2)
    return f"{math.ceil(count / step) * step:,}"


def interval_heading(row):
    """Return the name of the interval of judged rows over a column."""
    over = "95 % interval" + (f" for all {row.judged_together}" if row.judged_together > 1 else "")
    return over + (", at any look" if row.is_at_any_time else "")


def interval_name(row):
    """Return what the interval of a row is, as the verdict used it."""
    extra = [f"{row.judged_together} questions"] if row.judged_together > 1 else []
    extra += ["repeated looks"] if row.is_at_any_time else []
    return "95 % interval" + (f" corrected for {listed(extra)}" if extra else "")


def _both(row):
    return f"{number(row.other)} against {number(row.base)} {row.unit}"


def _interval(row):
    return f"{signed(row.difference)} ({interval_name(row)}: {signed(row.low)} to {signed(row.high)})"
