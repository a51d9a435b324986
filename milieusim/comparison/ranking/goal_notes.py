"""What goals could not weigh, for want of values: told, so that nobody takes it for an answer."""

from milieusim.analysis.metrics.metrics import METRICS
from milieusim.analysis.numbers import number
from milieusim.comparison.intervals import estimate
from milieusim.comparison.pairs import paired


def not_weighed(result):
    """Return which goals cannot be weighed, or hardly, and in how many pairs of which design they were not.

    Parameters
    ----------
    result : Comparison

    Returns
    -------
    list of str
        A sentence each.
    """
    weights = list(result.goals.weights) if result.goals else []
    if not weights:
        return []
    runs = result.metrics[result.metrics["design"] == result.base]
    levels = {name: float(runs[name].mean()) for name in weights}
    told = [_no_share(METRICS[name].label, level, result.base) for name, level in levels.items()]
    told = [text for text in told if text]
    if told:
        return told
    missing = [_missing(result, weights, name) for name in result.others]
    return [
        text for text in [*(_next_to_nothing(runs, name, result.base) for name in weights), *missing] if text
    ]


def _next_to_nothing(runs, name, base):
    """Return that a level by whose share gains are weighed may as well be 0; nothing where it is not."""
    found = estimate(runs[name], runs["parameter_set"].to_numpy())
    if not found.low <= 0 <= found.high:
        return ""
    return (
        f"{METRICS[name].label} in {base} is not told from 0 ({number(found.difference)}), and goals weigh shares of it: "
        "take more days or pairs, or give it a limit instead."
    )


def _no_share(label, level, base):
    if level != level:
        return (
            f"Not ranked by goals: {label} has no value in any run of {base}; take more days or leave it out."
        )
    if level:
        return ""
    return (
        f"Not ranked by goals: {label} is 0 in {base}, so that no share of it can be weighed; "
        "give it a limit instead."
    )


def _missing(result, weights, name):
    import numpy as np

    left, right, sets = paired(result.metrics, result.base, name)
    lacks = {key: ~np.isfinite(left[key] - right[key]) for key in weights}
    count = int(np.any(list(lacks.values()), axis=0).sum())
    if not count:
        return ""
    which = " and ".join(METRICS[key].label for key in weights if lacks[key].any())
    if count == len(sets):
        return f"{name} is not weighed: no pair of runs has a value of {which} in both designs."
    return f"{name} is weighed on {len(sets) - count} of {len(sets)} pairs of runs: the others lack {which}."
