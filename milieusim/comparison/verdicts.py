"""The word at the end of a row: better, worse, no_difference_shown, not_settled, not_judged."""

VERDICT_WORDS = {
    "better": "better",
    "worse": "worse",
    "no_difference_shown": "no difference shown",
    "not_settled": "not settled",
    "not_judged": "not judged",
}
FEWEST_PAIRS = 10
ALPHA = 0.05


def verdict_of(found, p_adjusted, better, margin=None):
    """Return the verdict on one judged metric.

    In this order: where every pair gave the same, no difference was shown. With too few pairs (or too few
    parameter sets) nothing is settled. If a margin was given and the whole interval lies within it, no
    difference that matters was shown, however surely its sign is known: this is a test of equivalence by
    two one-sided tests, each at 2.5 %. If the test of no difference rejects after Holm's correction, the
    other design is better or worse. If not, and there is a margin that the interval crosses, the question
    is not settled; without a margin no difference was shown, and the interval says what size could have
    been missed.

    Parameters
    ----------
    found : Estimate
    p_adjusted : float
    better : str
        ``higher`` or ``lower``.
    margin : float, optional
        In the unit of the metric.

    Returns
    -------
    str
    """
    if found.difference == found.low == found.high == 0:
        return "no_difference_shown"
    if found.pairs < FEWEST_PAIRS or not found.low <= found.high:
        return "not_settled"
    if margin is not None and -margin < found.low and found.high < margin:
        return "no_difference_shown"
    if p_adjusted < ALPHA:
        return "better" if (found.difference > 0) == (better == "higher") else "worse"
    return "not_settled" if margin is not None else "no_difference_shown"
