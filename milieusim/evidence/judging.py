"""Whether a simulated number lies where a published one says, where it does not, or where chance hides it."""

import math

from milieusim.evidence.targets import shown, unit_of

PASS, MISS, UNDECIDED, INSIDE, OUTSIDE, SET = "pass", "miss", "undecided", "inside", "outside", "input"
GOOD, BAD = (PASS, INSIDE), (MISS, OUTSIDE)
NEAR = 2.0
"""Standard errors from an edge within which nobody can say on which side a number lies."""
CLEAR = 3.0
"""Standard errors from an edge at which simulation may stop early: looking again and again finds two by chance."""
ENOUGH, FINE = 1 / 4, 1 / 40
"""Error over the width of the interval that suffices; that at which a number near an edge stays undecided."""


def judged(target, found):
    """Return how a pattern stands, and why if its number alone does not say so.

    Parameters
    ----------
    target : Target
    found : Estimate

    Returns
    -------
    status, reason : str
        A check has words of its own: it has no pass mark.
    """
    if target.used_for == "input":
        return SET, "set by the design"
    good, bad = (INSIDE, OUTSIDE) if target.used_for == "check" else (PASS, MISS)
    status, reason = _of_number(target, found)
    if status is None:
        return UNDECIDED, reason
    if status and not found.holds_too:
        return bad, found.words
    return (good if status else bad), reason


def _of_number(target, found):
    """Return True, False or None, for undecided, and a reason."""
    value, error = found.value, found.error
    if math.isnan(value):
        return (False, found.words) if not found.holds_too else (None, "nothing to read in these runs")
    if math.isnan(error):
        return None, "one run says nothing about chance"
    if math.isinf(error):
        return None, "there in some draws of these runs and not in others"
    is_bound = target.interval_is == "bound"
    # A ratio that must lie below 1 does not do so by being 1.
    inside = target.low <= value < target.high if is_bound else target.holds(value)
    if error and min(abs(value - target.low), abs(value - target.high)) <= NEAR * error:
        edge = target.low if abs(value - target.low) < abs(value - target.high) else target.high
        beyond = "its 95 % interval reaches" if is_bound else "within two standard errors of"
        return None, f"{beyond} {shown(target, edge)}{_behind(target)}"
    return inside, ""


def _behind(target):
    return "" if target.unit == "ratio" else f" {unit_of(target)}"


def is_settled(target, found):
    """Return whether more runs would hardly say more: a small error, and a decision or a very small error."""
    width = target.high - target.low
    if not found.error <= ENOUGH * width:
        return False
    is_clear = judged(target, found._replace(error=found.error * CLEAR / NEAR))[0] != UNDECIDED
    return found.error <= FINE * width or is_clear
