"""What an incident leaves behind, and what a talk afterwards mends."""

from milieusim.rules.basics.marking import rule
from milieusim.rules.basics.numerics import clip01, clip_signed


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
def debrief_per_hour(given, per_hour):
    """Hazard that a planned talk takes place, given the share of minutes asked for that were really free.

    Parameters
    ----------
    given : float, 0 to inf
        Minutes given over minutes asked for.
    per_hour : float, 0 to 10, 1/h
        When all minutes are given. Ledger: debrief_per_hour.

    Returns
    -------
    float, 0 to inf, 1/h

    Notes
    -----
    Form: assumed. Proportional to minutes really free: no talk without time.

    References
    ----------
    None: assumed, see the ledger.
    """
    return per_hour * clip01(given)


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
