"""The day: what is told of it and whether it comes true, and the coming and going between one thing and the next."""

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


@rule
def moving_now(p, moving):
    """Share of a tick in which somebody is still under way from one thing to the next.

    Parameters
    ----------
    p : numbers of the run
    moving : float, 0-1
        1 for who has just begun or ended something, fading.

    Returns
    -------
    float, 0-1

    Notes
    -----
    Form: assumed. Mean over the tick of an exponential that fades with `hours_transition`: together
    all ticks give that time for each move, however long a tick is.

    References
    ----------
    None: assumed, see the ledger.
    """
    return clip01(moving * (1.0 - p.kept_transition) * p.hours_transition / p.tick_hours)


@rule
def noise_of_moving(p, moving, present):
    """What those under way add to the noise of every shared place.

    Parameters
    ----------
    p : numbers of the run
    moving : float, 0 to 400, residents
        Sum of `moving_now` over those present.
    present : float, 0 to 400, residents
        On the ward.

    Returns
    -------
    float, 0-1

    Notes
    -----
    Form: assumed. Proportional to the share of those present who are under way; 0 on an empty ward.

    References
    ----------
    [Bad14]: more incidents at meals, medication and shift change; direction.
    """
    if present <= 0.0:
        return 0.0
    return clip01(p.noise_w_moving * moving / present)


@rule
def meeting_under_way(p, base, moving):
    """How readily two residents meet if one of them is under way.

    Parameters
    ----------
    p : numbers of the run
    base : float, 0 to 5
        If neither is. Ledger: meeting_base.
    moving : float, 0-1
        Of the one who is more so, from `moving_now`.

    Returns
    -------
    float, 0 to 20

    Notes
    -----
    Form: assumed. Linear in the time under way: twice the base at weight 1.

    References
    ----------
    None: assumed, see the ledger.
    """
    return base * (1.0 + p.meeting_w_moving * moving)


@rule
def minutes_to_see_over(p, n_moving):
    """Nursing minutes that it takes to see people over from one thing to the next.

    Parameters
    ----------
    p : numbers of the run
    n_moving : float, 0 to 400, residents
        Who began or ended something in this tick.

    Returns
    -------
    float, 0 to 4000, min

    Notes
    -----
    Form: assumed. Proportional.

    References
    ----------
    None: assumed, see the ledger.
    """
    return p.transition_minutes * n_moving


@rule
def minutes_to_tell(p, n_told):
    """Nursing minutes that it takes to tell people what comes next, besides what a timetable on the wall tells.

    Parameters
    ----------
    p : numbers of the run
    n_told : float, 0 to 4000, residents
        Who is awake as a slot of which they are told begins, summed over slots of this tick.

    Returns
    -------
    float, 0 to 4000, min

    Notes
    -----
    Form: assumed. Proportional; rises with structure, which tells more.

    References
    ----------
    None: assumed, see the ledger.
    """
    return p.telling_minutes * p.structure * n_told
