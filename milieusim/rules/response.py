"""What staff do after an incident: a ladder of restriction, how long each rung lasts, when PRN is given."""

import math

from milieusim.rules.basics.marking import rule
from milieusim.rules.basics.numerics import clip01, log_odds
from milieusim.rules.basics.units import SOAS_R_MAX


@rule
def response_need(
    p,
    severity_share,
    arousal,
    reach_short,
    skill,
    trust,
    risk,
):
    """How much restriction staff feel is called for.

    Parameters
    ----------
    p : numbers of the run
    severity_share : float, 0-1
        SOAS-R severity / 22, or the gravity of another kind.
    arousal : float, 0-1
        0 settled, 1 crisis.
    reach_short : float, 0-1
        From `reach_short`.
    skill : float, 0-1
        Mean de-escalation of nursing staff on duty.
    trust : float, -1 to 1
        In the staff concerned: -1 distrust, 1 full trust.
    risk : float, 0-1
        1 under a legal order.

    Returns
    -------
    float, -inf to inf

    Notes
    -----
    Form: assumed. Linear: rises with severity, arousal, risk and a shortfall of hands (whose weight
    has a range with both signs), falls with skill and trust.

    References
    ----------
    [Abd07]: 53 % of aggressive incidents were followed by a coercive measure.
    [Cel22]: de-escalation training cut restraint; a bound, not a target.
    """
    felt = (
        p.need_w_severity * severity_share + p.need_w_arousal * arousal + p.need_w_short * clip01(reach_short)
    )
    return felt - p.need_w_skill * skill - p.need_w_trust * trust + p.need_w_risk * risk


@rule
def logistic_noise(p, u):
    """Logistic noise about the felt need.

    Parameters
    ----------
    p : numbers of the run
    u : float, 0-1
        A keyed draw, uniform; 1 itself never comes.

    Returns
    -------
    float, -inf to inf

    Notes
    -----
    Form: published. Logistic variate by inversion; the draw is kept off 0 and 1. Thresholds plus
    logistic noise are an ordered logit.

    References
    ----------
    [McC80]: ordered logit.
    """
    return p.need_noise * log_odds(min(max(u, 1e-12), 1.0 - 1e-12))


@rule
def rung_threshold(p, threshold, is_alternative):
    """Need above which a rung is used: lowered by containment, raised where calmer ways are offered.

    Parameters
    ----------
    p : numbers of the run
    threshold : float, -1 to inf
        Of the regime; infinite if forbidden, below 0 if used whatever is felt.
    is_alternative : bool
        Talking somebody down, which is no restriction.

    Returns
    -------
    float, -inf to inf

    Notes
    -----
    Form: assumed. Falls with containment about its middle by a share of its own size, on either
    side of 0; rises where calm-down methods offer another way. Where a regime forbids the rung the
    threshold is infinite, and stays so.

    References
    ----------
    [Saf15]: calm-down methods; no effect of its own was published.
    """
    lowered = p.threshold_w_containment * (p.containment - (1.0 - p.containment))
    shifted = threshold * (1.0 - lowered if threshold >= 0.0 else 1.0 + lowered)
    return shifted if is_alternative else shifted + p.threshold_w_calm_down * p.calm_down_methods


@rule
def reach_short(p, staff_in_reach):
    """How far staff in reach fall short of what is required.

    Parameters
    ----------
    p : numbers of the run
    staff_in_reach : float, 0 to 100, staff
        Who can be with the incident at once.

    Returns
    -------
    float, 0-1

    Notes
    -----
    Form: assumed. Linear and clipped: falls with staff in reach; 0 from `staff_required` on.

    References
    ----------
    None: assumed, see the ledger.
    """
    return clip01(1.0 - staff_in_reach / p.staff_required)


@rule
def needs_hands(p, staff_in_reach):
    """Whether enough hands are there to restrain safely, other wards' staff included.

    Parameters
    ----------
    p : numbers of the run
    staff_in_reach : float, 0 to 100, staff
        Who can be with the incident at once.

    Returns
    -------
    bool

    Notes
    -----
    Form: assumed. Restraint takes several people; teams of other wards count.

    References
    ----------
    None: assumed, see the ledger.
    """
    return staff_in_reach + p.response_team >= p.hands_required


@rule
def hold_end_per_hour(p, per_hour, arousal):
    """Hazard that a restriction ends: sooner when settled, later where containment is high.

    Parameters
    ----------
    p : numbers of the run
    per_hour : float, 0 to 10, 1/h
        When wholly settled, containment 0.
    arousal : float, 0-1
        0 settled, 1 crisis.

    Returns
    -------
    float, 0 to inf, 1/h

    Notes
    -----
    Form: assumed. rho (1 - a): never ends in crisis, soonest when settled; falls with containment.

    References
    ----------
    None: assumed, see the ledger.
    """
    return per_hour * (1.0 - arousal) * (1.0 - p.hold_w_containment * p.containment)


@rule
def prn_per_hour(
    p,
    arousal,
    distress,
    is_night,
    is_awake,
    craving,
):
    """Hazard of PRN medication without conflict: asked for, or offered, for anxiety and sleeplessness.

    Parameters
    ----------
    p : numbers of the run
    arousal : float, 0-1
        0 settled, 1 crisis.
    distress : float, 0-1
        0 none, 1 as bad as it gets.
    is_night : float, 0-1
        Share of the tick after lights out.
    is_awake : bool
    craving : float, 0-1
        For alcohol or drugs, now.

    Returns
    -------
    float, 0 to inf, 1/h

    Notes
    -----
    Form: calibrated. Additive wishes, quadratic in arousal; falls with calm-down methods and a
    sensory room; 0 in sleep.

    References
    ----------
    [StewPRN]: two thirds of residents within two weeks, only 30 % of doses after conflict.
    [Akr14]: most doses at bedtime.
    [Saf15]: calm-down methods; no effect of its own was published.
    [Nov12]: sensory room.
    """
    if not is_awake:
        return 0.0
    wish = (
        p.prn_w_arousal * arousal * arousal
        + p.prn_w_distress * distress
        + p.prn_w_night * is_night
        + p.prn_w_craving * craving
    )
    return (
        p.prn_base
        * wish
        * (1.0 - p.prn_w_calm_down * p.calm_down_methods)
        * (1.0 - p.prn_w_sensory * p.sensory_room)
    )


@rule
def rolled_risk_signs(probability, u):
    """1 if a sign is seen, else 0.

    Parameters
    ----------
    probability : float, 0-1
    u : float, 0-1
        A keyed draw, uniform; 1 itself never comes.

    Returns
    -------
    int, 0 to 1

    Notes
    -----
    Form: published. A Bernoulli draw.

    References
    ----------
    None: a definition.
    """
    return 1 if u < probability else 0


@rule
def risk_sign_probability(p, arousal, distress, recent_incidents):
    """Probability that one of the seven signs is seen at the start of a shift, rated with error.

    Parameters
    ----------
    p : numbers of the run
    arousal : float, 0-1
        0 settled, 1 crisis.
    distress : float, 0-1
        0 none, 1 as bad as it gets.
    recent_incidents : float, 0-1
        1 if any in the shift before.

    Returns
    -------
    float, 0-1

    Notes
    -----
    Form: assumed. Truth seen through symmetric error: rises with arousal, distress and recent
    incidents, between `risk_rating_error` and 1 less it.

    References
    ----------
    [DAS21]: seven signs, rated once a shift.
    """
    truth = clip01(
        p.risk_w_arousal * arousal + p.risk_w_distress * distress + p.risk_w_recent * recent_incidents
    )
    return p.risk_rating_error + (1.0 - p.risk_rating_error - p.risk_rating_error) * truth


@rule
def early_help_share(p, risk_score, given):
    """Share of arousal that a tick of early help takes from somebody with a high score.

    Parameters
    ----------
    p : numbers of the run
    risk_score : float, 0 to 7, signs
        Seen at the start of the shift.
    given : float, 0-1
        Minutes of talk really given over those planned.

    Returns
    -------
    float, 0 to 2

    Notes
    -----
    Form: assumed. 0 below the cut-off; from it on proportional to the fidelity of the practice, to
    what was given and to time.

    References
    ----------
    [DAS21]: scores of 4 to 7 form the top band.
    [Abd08]: structured assessment cut severe aggression by 41 %: a check, never a parameter.
    """
    if risk_score < p.risk_cutoff:
        return 0.0
    return p.risk_assessment * given * p.early_help_per_hour * p.tick_hours


@rule
def severity_share(severity):
    """SOAS-R severity on 0-1.

    Parameters
    ----------
    severity : float, 0 to 22, SOAS-R points

    Returns
    -------
    float, 0-1

    Notes
    -----
    Form: published. SOAS-R severity over the end of its scale.

    References
    ----------
    [Nij99]: the scale ends at 22.
    """
    return severity / SOAS_R_MAX


@rule
def drawn_hours(u, mean_hours):
    """Length drawn from an exponential, hours.

    Parameters
    ----------
    u : float, 0-1 (1 excluded)
        A keyed draw, uniform.
    mean_hours : float, 0 to 100, h
        Mean length. Ledger: absconded_hours, manual_restraint_hours.

    Returns
    -------
    float, 0 to inf, h

    Notes
    -----
    Form: assumed. Exponential by inversion.

    References
    ----------
    None: assumed, see the ledger.
    """
    return -mean_hours * math.log(1.0 - u)


@rule
def end_per_hour_for(mean_hours, midpoint, w_containment):
    """Hazard for somebody wholly settled that gives a mean length at middling arousal and containment.

    Parameters
    ----------
    mean_hours : float, 0.1 to 100, h
        Mean length at middling arousal.
    midpoint : float, 0 to 0.9
        Middle of both scales. Ledger: arousal_midpoint.
    w_containment : float, 0-1
        Weight of containment. Ledger: hold_w_containment.

    Returns
    -------
    float, 0 to inf, 1/h

    Notes
    -----
    Form: assumed. Inverse of `hold_end_per_hour` at middling arousal and containment, so that the
    ledger can hold mean hours, which are published.

    References
    ----------
    [BW18]: hours of restraint a case; level only.
    """
    return 1.0 / (mean_hours * (1.0 - midpoint) * (1.0 - w_containment * midpoint))
