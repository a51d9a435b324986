"""What staff do after an incident: a ladder of restriction, how long each rung lasts, when PRN is given."""

import math

from milieusim.rules.basics.marking import rule
from milieusim.rules.basics.numerics import clip01, log_odds
from milieusim.rules.basics.units import SOAS_R_MAX


@rule
def response_need(
    severity_share,
    arousal,
    reach_short,
    skill,
    trust,
    risk,
    u_severity,
    u_arousal,
    u_short,
    u_skill,
    u_trust,
    u_risk,
):
    """How much restriction staff feel is called for.

    Parameters
    ----------
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
    u_severity : float, 0 to 5
        Weight of severity. Ledger: need_w_severity.
    u_arousal : float, 0 to 5
        Weight of arousal. Ledger: need_w_arousal.
    u_short : float, -1 to 1
        Weight of short. Ledger: need_w_short.
    u_skill : float, 0 to 1
        Weight of skill. Ledger: need_w_skill.
    u_trust : float, 0 to 1
        Weight of trust. Ledger: need_w_trust.
    u_risk : float, 0 to 1
        Weight of risk. Ledger: need_w_risk.

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
    felt = u_severity * severity_share + u_arousal * arousal + u_short * clip01(reach_short)
    return felt - u_skill * skill - u_trust * trust + u_risk * risk


@rule
def logistic_noise(u, scale):
    """Logistic noise about the felt need.

    Parameters
    ----------
    u : float, 0-1
        A keyed draw, uniform; 1 itself never comes.
    scale : float, 0 to 5
        Scale of the noise. Ledger: need_noise.

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
    return scale * log_odds(min(max(u, 1e-12), 1.0 - 1e-12))


@rule
def rung_threshold(threshold, containment, w_containment, is_alternative, calm_down, w_calm_down):
    """Need above which a rung is used: lowered by containment, raised where calmer ways are offered.

    Parameters
    ----------
    threshold : float, -1 to inf
        Of the regime; infinite if forbidden.
    containment : float, 0-1
        Milieu level.
    w_containment : float, 0 to 1
        Weight of containment. Ledger: threshold_w_containment.
    is_alternative : bool
        Talking somebody down, which is no restriction.
    calm_down : float, 0-1
        Fidelity of calm-down methods.
    w_calm_down : float, 0 to 1
        Weight of calm down. Ledger: threshold_w_calm_down.

    Returns
    -------
    float, -inf to inf

    Notes
    -----
    Form: assumed. Falls with containment about its middle, rises where calm-down methods
    offer another way. Where a regime forbids the rung the threshold is infinite, and stays so.

    References
    ----------
    [Saf15]: calm-down methods; no effect of its own was published.
    """
    shifted = threshold * (1.0 - w_containment * (containment - (1.0 - containment)))
    return shifted if is_alternative else shifted + w_calm_down * calm_down


@rule
def reach_short(staff_in_reach, required):
    """How far staff in reach fall short of what is required.

    Parameters
    ----------
    staff_in_reach : float, 0 to 100, staff
        Who can be with the incident at once.
    required : float, 1 to 20, staff
        Ledger value for a safe response.

    Returns
    -------
    float, 0-1

    Notes
    -----
    Form: assumed. Linear and clipped: falls with staff in reach.

    References
    ----------
    None: assumed, see the ledger.
    """
    return clip01(1.0 - staff_in_reach / required)


@rule
def needs_hands(staff_in_reach, response_team, required):
    """Whether enough hands are there to restrain safely, other wards' staff included.

    Parameters
    ----------
    staff_in_reach : float, 0 to 100, staff
        Who can be with the incident at once.
    response_team : float, 0 to 20, staff
        Who come when the alarm goes.
    required : float, 1 to 20, staff
        Ledger value for a safe response.

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
    return staff_in_reach + response_team >= required


@rule
def hold_end_per_hour(per_hour, arousal, containment, w_containment):
    """Hazard that a restriction ends: sooner when settled, later where containment is high.

    Parameters
    ----------
    per_hour : float, 0 to 10, 1/h
        When wholly settled, containment 0.
    arousal : float, 0-1
        0 settled, 1 crisis.
    containment : float, 0-1
        Milieu level.
    w_containment : float, 0-1
        Weight of containment. Ledger: hold_w_containment.

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
    return per_hour * (1.0 - arousal) * (1.0 - w_containment * containment)


@rule
def prn_per_hour(
    base,
    arousal,
    distress,
    is_night,
    is_awake,
    craving,
    calm_down,
    sensory,
    w_arousal,
    w_distress,
    w_night,
    w_craving,
    w_calm_down,
    w_sensory,
):
    """Hazard of PRN medication without conflict: asked for, or offered, for anxiety and sleeplessness.

    Parameters
    ----------
    base : float, 0 to 5, 1/h
        Per unit of wish. Ledger: prn_base.
    arousal : float, 0-1
        0 settled, 1 crisis.
    distress : float, 0-1
        0 none, 1 as bad as it gets.
    is_night : float, 0-1
        Share of the tick after lights out.
    is_awake : bool
    craving : float, 0-1
        For alcohol or drugs, now.
    calm_down : float, 0-1
        Fidelity of calm-down methods.
    sensory : float, 0-1
        Fidelity of the sensory room.
    w_arousal : float, 0 to 5
        Weight of arousal. Ledger: prn_w_arousal.
    w_distress : float, 0 to 1
        Weight of distress. Ledger: prn_w_distress.
    w_night : float, 0 to 5
        Weight of night. Ledger: prn_w_night.
    w_craving : float, 0 to 1
        Weight of craving. Ledger: prn_w_craving.
    w_calm_down : float, 0-1
        Weight of calm down. Ledger: prn_w_calm_down.
    w_sensory : float, 0-1
        Weight of sensory. Ledger: prn_w_sensory.

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
    wish = w_arousal * arousal * arousal + w_distress * distress + w_night * is_night + w_craving * craving
    return base * wish * (1.0 - w_calm_down * calm_down) * (1.0 - w_sensory * sensory)


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
def risk_sign_probability(arousal, distress, recent_incidents, error, w_arousal, w_distress, w_recent):
    """Probability that one of the seven signs is seen at the start of a shift, rated with error.

    Parameters
    ----------
    arousal : float, 0-1
        0 settled, 1 crisis.
    distress : float, 0-1
        0 none, 1 as bad as it gets.
    recent_incidents : float, 0-1
        1 if any in the shift before.
    error : float, 0 to 0.5
        Of a rating. Ledger: risk_rating_error.
    w_arousal : float, 0 to 1
        Weight of arousal. Ledger: risk_w_arousal.
    w_distress : float, 0 to 1
        Weight of distress. Ledger: risk_w_distress.
    w_recent : float, 0 to 1
        Weight of recent. Ledger: risk_w_recent.

    Returns
    -------
    float, 0-1

    Notes
    -----
    Form: assumed. Truth seen through symmetric error: rises with arousal, distress and recent
    incidents, between the error and 1 less the error.

    References
    ----------
    [DAS21]: seven signs, rated once a shift.
    """
    truth = clip01(w_arousal * arousal + w_distress * distress + w_recent * recent_incidents)
    return error + (1.0 - error - error) * truth


@rule
def early_help_share(risk_assessment, risk_score, cutoff):
    """Share of the calming that early help gives to somebody with a high score.

    Parameters
    ----------
    risk_assessment : float, 0-1
        Fidelity of structured risk assessment.
    risk_score : float, 0 to 7, signs
        Seen at the start of the shift.
    cutoff : float, 0 to 7, signs
        From which help is offered. Ledger: risk_cutoff.

    Returns
    -------
    float, 0-1

    Notes
    -----
    Form: assumed. 0 below the cut-off, the fidelity of the practice from it on.

    References
    ----------
    [DAS21]: scores of 4 to 7 form the top band.
    [Abd08]: structured assessment cut severe aggression by 41 %: a check, never a parameter.
    """
    return risk_assessment if risk_score >= cutoff else 0.0


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
