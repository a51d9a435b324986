"""What staff do after an incident: a ladder of restriction, how long each rung lasts, when PRN is given."""

import math

from milieusim.rules._compile import rule
from milieusim.rules.numerics import clip01, log_odds
from milieusim.rules.units import SOAS_R_MAX


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
    """How much restriction staff feel is called for."""
    felt = u_severity * severity_share + u_arousal * arousal + u_short * clip01(reach_short)
    return felt - u_skill * skill - u_trust * trust + u_risk * risk


@rule
def logistic_noise(u, scale):
    """Logistic noise about the felt need."""
    return scale * log_odds(min(max(u, 1e-12), 1.0 - 1e-12))


@rule
def rung_threshold(threshold, containment, w_containment, is_alternative, calm_down, w_calm_down):
    """Need above which a rung is used: lowered by containment, raised where calmer ways are offered."""
    shifted = threshold - w_containment * (containment - (1.0 - containment)) * threshold
    return shifted if is_alternative else shifted + w_calm_down * calm_down


@rule
def reach_short(staff_in_reach, required):
    """How far staff in reach fall short of what is required."""
    return clip01(1.0 - staff_in_reach / required)


@rule
def needs_hands(staff_in_reach, response_team, required):
    """Whether enough hands are there to restrain safely, other wards' staff included."""
    return staff_in_reach + response_team >= required


@rule
def hold_end_per_hour(per_hour, arousal, containment, w_containment):
    """Hazard that a restriction ends: sooner when settled, later where containment is high."""
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
    """Hazard of PRN medication without conflict: asked for, or offered, for anxiety and sleeplessness."""
    if not is_awake:
        return 0.0
    wish = w_arousal * arousal * arousal + w_distress * distress + w_night * is_night + w_craving * craving
    return base * wish * (1.0 - w_calm_down * calm_down) * (1.0 - w_sensory * sensory)


@rule
def rolled_risk_signs(probability, u):
    """1 if a sign is seen, else 0."""
    return 1 if u < probability else 0


@rule
def risk_sign_probability(arousal, distress, recent_incidents, error, w_arousal, w_distress, w_recent):
    """Probability that one of the seven signs is seen at the start of a shift, rated with error."""
    truth = clip01(w_arousal * arousal + w_distress * distress + w_recent * recent_incidents)
    return error + (1.0 - error - error) * truth


@rule
def early_help_share(risk_assessment, risk_score, cutoff):
    """Share of the calming that early help gives to somebody with a high score."""
    return risk_assessment if risk_score >= cutoff else 0.0


@rule
def severity_share(severity):
    """SOAS-R severity on 0-1."""
    return severity / SOAS_R_MAX


@rule
def drawn_hours(u, mean_hours):
    """Length drawn from an exponential, hours."""
    return -mean_hours * math.log(1.0 - u)


@rule
def end_per_hour_for(mean_hours, midpoint, w_containment):
    """Hazard for somebody wholly settled that gives a mean length at middling arousal and containment."""
    return 1.0 / (mean_hours * (1.0 - midpoint) * (1.0 - w_containment * midpoint))
