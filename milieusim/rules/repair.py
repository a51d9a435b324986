"""What an incident leaves behind, and what a talk afterwards mends."""

from milieusim.rules.basics.marking import rule
from milieusim.rules.basics.numerics import approach, clip01, clip_signed


@rule
def debrief_wish(p):
    """Probability that a talk after the incident is planned at all.

    Parameters
    ----------
    p : numbers of the run

    Returns
    -------
    float, 0-1

    Notes
    -----
    Form: assumed. Linear and clipped: rises with support, validation and post-incident debriefs.

    References
    ----------
    None: assumed, see the ledger.
    """
    return clip01(
        p.debrief_base * (p.support + p.validation) + p.debrief_w_practice * p.post_incident_debrief
    )


@rule
def deserves_debrief(p, gravity):
    """Whether an incident was grave enough to be talked over.

    Parameters
    ----------
    p : numbers of the run
    gravity : float, 0-1
        SOAS-R severity / 22, or the gravity of another kind.

    Returns
    -------
    bool

    Notes
    -----
    Form: assumed. A threshold.

    References
    ----------
    None: assumed, see the ledger.
    """
    return gravity >= p.debrief_least_gravity


@rule
def debrief_minutes_asked(p, minutes_left, arousal):
    """Minutes that a planned talk asks of staff in this tick: none until the resident is calm.

    Parameters
    ----------
    p : numbers of the run
    minutes_left : float, 0 to 120, min
        Of the talk.
    arousal : float, 0-1
        0 settled, 1 crisis.

    Returns
    -------
    float, 0 to inf, min

    Notes
    -----
    Form: assumed. What is left of the talk, at most a tick; nothing can be talked through in anger.

    References
    ----------
    None: assumed, see the ledger.
    """
    return min(minutes_left, p.tick_minutes) if arousal <= p.debrief_calm else 0.0


@rule
def minutes_left_of(minutes_left, asked, given):
    """Minutes of a talk that are left once some of those asked for were given.

    Parameters
    ----------
    minutes_left : float, 0 to 120, min
    asked : float, 0 to 120, min
        In this tick.
    given : float, 0-1
        Share of the minutes asked for that were really free.

    Returns
    -------
    float, 0 to 120, min

    Notes
    -----
    Form: published. What is left after part of it was done, never below nothing.

    References
    ----------
    None: a definition.
    """
    return max(minutes_left - asked * clip01(given), 0.0)


@rule
def sensitivity_after_talk(p, sensitivity):
    """How touchy somebody is about what set an incident off, once it was talked through.

    Parameters
    ----------
    p : numbers of the run
    sensitivity : float, 0 to 5
        1 as everybody comes.

    Returns
    -------
    float, 0 to 5

    Notes
    -----
    Form: assumed. Falls by a share with every talk.

    References
    ----------
    [Hai13]: enquiry into what happened as a principle; no size.
    """
    return sensitivity * p.sensitivity_after_talk


@rule
def sensitivity_after_force(p, sensitivity):
    """How touchy somebody is about what set an incident off, after force of which nobody spoke.

    Parameters
    ----------
    p : numbers of the run
    sensitivity : float, 0 to 5
        1 as everybody comes.

    Returns
    -------
    float, 0 to 5

    Notes
    -----
    Form: assumed. Rises by a share each time, up to a bound.

    References
    ----------
    None: assumed, see the ledger.
    """
    return min(sensitivity * p.sensitivity_after_force, p.sensitivity_at_most)


@rule
def next_sensitivity(p, sensitivity):
    """How touchy somebody is about something, a day later: back to as everybody comes.

    Parameters
    ----------
    p : numbers of the run
    sensitivity : float, 0 to 5

    Returns
    -------
    float, 0 to 5

    Notes
    -----
    Form: assumed. Exponential towards 1.

    References
    ----------
    None: assumed, see the ledger.
    """
    return approach(sensitivity, 1.0, p.kept_sensitivity_a_day)


@rule
def calls_for_review(p, like_events):
    """Whether events of one kind of cause at one slot of the day are so many that the team looks at it.

    Parameters
    ----------
    p : numbers of the run
    like_events : float, 0 to 1000
        Since counts began, about a month ago at most.

    Returns
    -------
    bool

    Notes
    -----
    Form: assumed. A threshold.

    References
    ----------
    None: assumed, see the ledger.
    """
    return like_events >= p.review_events


@rule
def told_after_review(p, told_more):
    """Notice that a slot gets beyond the usual, after a review of what happened there.

    Parameters
    ----------
    p : numbers of the run
    told_more : float, 0-1
        Before.

    Returns
    -------
    float, 0-1

    Notes
    -----
    Form: assumed. A step towards full notice.

    References
    ----------
    None: assumed, see the ledger.
    """
    return clip01(told_more + p.review_tells * (1.0 - told_more))


@rule
def learnt(coping, gain):
    """Coping after something learnt: towards 1 by a share.

    Parameters
    ----------
    coping : float, 0-1
        With insight, one state.
    gain : float, 0-1
        Share of the distance. Ledger: debrief_coping.

    Returns
    -------
    float, 0-1

    Notes
    -----
    Form: assumed. Saturating step towards 1; rises with the gain.

    References
    ----------
    None: assumed, see the ledger.
    """
    return clip01(coping + gain * (1.0 - coping))


@rule
def trust_after_hurt(trust, loss):
    """Trust after something that hurt it: towards -1 by a share.

    Parameters
    ----------
    trust : float, -1 to 1
        In the staff concerned: -1 distrust, 1 full trust.
    loss : float, 0-1
        Share of the distance.

    Returns
    -------
    float, -1 to 1

    Notes
    -----
    Form: assumed. Step towards -1 by a share of the distance; falls with the loss.

    References
    ----------
    None: assumed, see the ledger.
    """
    return clip_signed(trust - loss * (1.0 + trust))


@rule
def trust_after_repair(trust, gain):
    """Trust after a talk that mended something: towards 1 by a share.

    Parameters
    ----------
    trust : float, -1 to 1
        In the staff concerned: -1 distrust, 1 full trust.
    gain : float, 0-1
        Share of the distance. Ledger: debrief_trust.

    Returns
    -------
    float, -1 to 1

    Notes
    -----
    Form: assumed. Step towards 1 by a share of the distance; rises with the gain.

    References
    ----------
    None: assumed, see the ledger.
    """
    return clip_signed(trust + gain * (1.0 - trust))


@rule
def coercion_hurts(p, base):
    """Loss of trust that a restriction costs, less where it is explained.

    Parameters
    ----------
    p : numbers of the run
    base : float, 0-1
        Unexplained.

    Returns
    -------
    float, 0-1

    Notes
    -----
    Form: assumed. Proportional; falls with explanation.

    References
    ----------
    [Saf15]: soft words; no effect of its own was published.
    """
    return clip01(base * (1.0 - p.soft_words_effect * p.soft_words))


@rule
def trauma(distress, impulse):
    """Distress after a shock: z + g (1 - z).

    Parameters
    ----------
    distress : float, 0-1
        0 none, 1 as bad as it gets.
    impulse : float, 0-1
        Size of the shock.

    Returns
    -------
    float, 0-1

    Notes
    -----
    Form: assumed. Saturating shock z + g (1 - z); rises with the impulse.

    References
    ----------
    None: assumed, see the ledger.
    """
    return clip01(distress + impulse * (1.0 - distress))
