"""What goals could not weigh, for want of values: told, so that nobody takes it for an answer."""

from milieusim.analysis.metrics.metrics import METRICS
from milieusim.comparison.pairs import paired


def not_weighed(result):
    """Return which goals cannot be weighed, and in how many pairs of which design they were not, a sentence each.

    Parameters
    ----------
    result : Comparison

    Returns
    -------
    list of str
    """
    weights = list(result.goals.weights) if result.goals else []
    if not weights:
        return []
    runs = result.metrics[result.metrics["design"] == result.base]
    levels = {name: float(runs[name].mean()) for name in weights}
    told = [_no_share(METRICS[name].label, level, result.base) for name, level in levels.items()]
    told = [text for text in told if text]
    return told or [text for text in (_missing(result, weights, name) for name in result.others) if text]


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
