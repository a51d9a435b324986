"""The word at the end of a row: better, worse, no_difference_shown, not_settled, not_judged."""

VERDICT_WORDS = {
    "better": "better",
    "worse": "worse",
    "no_difference_shown": "no difference shown",
    "not_settled": "not settled",
    "not_judged": "not judged",
}
FEWEST_PAIRS = 10
"""Pairs, and pairs that are not the same in both designs, below which nothing is settled."""
ALPHA = 0.05
"""Chance of one wrong verdict or more among all that a comparison gives."""


def verdict_of(found, better, margin=None, fewest=FEWEST_PAIRS):
    """Return the verdict on one judged metric: what its interval says, and nothing beside it.

    In this order: with too few pairs nothing is settled, even if all gave the same. Where every one of enough
    pairs did, no difference was shown; where too few differ, nothing is settled. If a margin was given and the
    whole interval lies within it, no difference that matters was shown, however surely its sign is known. If the
    interval leaves out 0, the other design is better or worse. If not, and there is a margin that the interval
    crosses, the question is not settled; without a margin no difference was shown, and the interval says what
    size could have been missed.

    Parameters
    ----------
    found : Estimate
        With the interval that is shown, corrected for all judged metrics.
    better : str
        ``higher`` or ``lower``.
    margin : float, optional
        In the unit of the metric.
    fewest : int
        Pairs that are needed.

    Returns
    -------
    str
    """
    if found.pairs < fewest or not found.low <= found.high:
        return "not_settled"
    if found.difference == found.low == found.high == 0:
        return "no_difference_shown"
    if found.differing < FEWEST_PAIRS:
        return "not_settled"
    if margin is not None and -margin < found.low and found.high < margin:
        return "no_difference_shown"
    if found.low > 0 or found.high < 0:
        return "better" if (found.difference > 0) == (better == "higher") else "worse"
    return "not_settled" if margin is not None else "no_difference_shown"


def says_enough(found, fewest=FEWEST_PAIRS):
    """Whether an interval comes from enough pairs, of which enough differ, or none at all.

    Parameters
    ----------
    found : Estimate
    fewest : int
        Pairs that are needed.

    Returns
    -------
    bool
    """
    return found.pairs >= fewest and not 0 < found.differing < FEWEST_PAIRS
