"""Exceptions and promises: what bending a rule costs those who see it, and what a word given is worth."""

from milieusim.rules.basics.marking import rule
from milieusim.rules.basics.numerics import clip01


@rule
def trust_lost_to_exception(p, skill):
    """Share of trust in a member of staff that an exception made for somebody else costs who sees it.

    Parameters
    ----------
    p : numbers of the run
    skill : float, 0-1
        Of who makes it: warmth and consistency in one.

    Returns
    -------
    float, 0-1

    Notes
    -----
    Form: assumed. Product: falls with skill, since who is consistent can say why.

    References
    ----------
    None: assumed, see the ledger.
    """
    return clip01(p.unfairness * (1.0 - skill))


@rule
def complaint_per_hour(p, rankles):
    """Hazard that somebody in a community meeting brings up what rankles and is promised that it will change.

    Parameters
    ----------
    p : numbers of the run
    rankles : float, 0-1
        What was refused, limited or asked for in the last days.

    Returns
    -------
    float, 0 to inf, 1/h

    Notes
    -----
    Form: assumed. Product: rises with involvement, which takes complaints up, and with what rankles.

    References
    ----------
    [Hai13]: inclusion and communication as principles; no size.
    """
    return p.complaints_per_hour * p.involvement * rankles


@rule
def promise_kept_probability(p, load):
    """Probability that what was promised in the meeting is done by the end of the day.

    Parameters
    ----------
    p : numbers of the run
    load : float, 0 to 3
        Mean of the day: minutes asked of nursing staff over minutes there are.

    Returns
    -------
    float, 0-1

    Notes
    -----
    Form: assumed. Linear and clipped: falls with load.

    References
    ----------
    None: assumed, see the ledger.
    """
    return clip01(1.0 - p.promise_w_load * load)
