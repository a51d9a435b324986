"""Knowing what comes next: what is told of the day, and whether it comes true."""

from milieusim.rules.basics.marking import rule
from milieusim.rules.basics.numerics import approach, clip01


@rule
def told_beforehand(p, permanent_share):
    """How well the ward tells what comes next, given who is there to tell it.

    Parameters
    ----------
    p : numbers of the run
    permanent_share : float, 0-1
        Of the nursing staff on duty; bank staff do not know the day.

    Returns
    -------
    float, 0-1

    Notes
    -----
    Form: assumed. Linear and clipped: a timetable on the wall tells `predictability_base`; what
    structure adds takes staff who know it. Rises with clear mutual expectations.

    References
    ----------
    [Saf15]: clear mutual expectations; no effect of its own was published.
    """
    return clip01(
        p.predictability_base
        + p.predictability_w_structure * p.structure * permanent_share
        + p.predictability_w_expectations * p.clear_mutual_expectations
    )


@rule
def next_predictability(p, predictability, told, told_more, is_kept):
    """Knowing what comes next after a slot that was told began, or fell through.

    Parameters
    ----------
    p : numbers of the run
    predictability : float, 0-1
        Knowing what comes next.
    told : float, 0-1
        From `told_beforehand`.
    told_more : float, 0-1
        What is told of this slot besides.
    is_kept : bool
        Whether it began as told.

    Returns
    -------
    float, 0-1

    Notes
    -----
    Form: assumed. A step of `predictability_step` towards what was told if it is kept, towards 0 if
    it is not: somebody told well of days that do not come true knows less than somebody told
    little. Rises with what is told.

    References
    ----------
    None: assumed, see the ledger.
    """
    true = clip01(told + told_more) if is_kept else 0.0
    return predictability + p.predictability_step * (true - predictability)


@rule
def predictability_between(p, predictability):
    """Knowing what comes next after an hour in which nothing that was told began.

    Parameters
    ----------
    p : numbers of the run
    predictability : float, 0-1
        Knowing what comes next.

    Returns
    -------
    float, 0-1

    Notes
    -----
    Form: assumed. Exact exponential step towards what anybody knows of any day,
    `predictability_floor`.

    References
    ----------
    None: assumed, see the ledger.
    """
    return approach(predictability, p.predictability_floor, p.kept_predictability)
