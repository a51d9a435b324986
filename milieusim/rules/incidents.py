"""Incidents: competing hazards, what sets them off, how grave they are, whom they hit."""

import math

from milieusim.rules._compile import rule
from milieusim.rules.numerics import clip01, normal_quantile, safe_exp
from milieusim.rules.units import SOAS_R_MAX


@rule
def provocation(
    denied,
    limited,
    demanded,
    conflict,
    crowding,
    changed,
    waiting,
    craving,
    b_denied,
    b_limited,
    b_demanded,
    b_conflict,
    b_crowding,
    b_changed,
    b_waiting,
    b_craving,
):
    """Sum of what provokes, each weighted: additive, so that each incident has one cause."""
    first = b_denied * denied + b_limited * limited + b_demanded * demanded + b_conflict * conflict
    return first + b_crowding * crowding + b_changed * changed + b_waiting * waiting + b_craving * craving


@rule
def aggression_per_hour(base, frailty, arousal, coping, provocation, unprovoked, gain, midpoint, w_coping):
    """Hazard of aggression: frailty, arousal, coping, and what provokes."""
    return (
        base
        * frailty
        * safe_exp(gain * (arousal - midpoint))
        * (1.0 - w_coping * coping)
        * (unprovoked + provocation)
    )


@rule
def self_harm_per_hour(base, risk, distress, alone_share, coping, observation, w_alone, w_coping, w_observed):
    """Hazard of self-harm; any observation lowers it by the same prior that includes nothing."""
    watched = w_observed if observation > 0 else 0.0
    return (
        base
        * risk
        * distress
        * distress
        * (1.0 + w_alone * alone_share)
        * (1.0 - w_coping * coping)
        * (1.0 - watched)
    )


@rule
def absconding_per_hour(
    base,
    risk,
    craving,
    need_autonomy,
    autonomy,
    trust,
    is_locked,
    is_detained,
    observation,
    is_in_garden,
    open_door,
    w_craving,
    w_autonomy,
    w_trust,
    locked_factor,
    detained_factor,
    observed_factor,
    garden_factor,
    w_open,
):
    """Hazard of leaving without leave: a wish to, and a door that lets one."""
    wish = (
        risk
        * (1.0 + w_craving * craving + w_autonomy * need_autonomy * (1.0 - autonomy))
        * (1.0 - w_trust * trust)
    )
    door = locked_factor if is_locked else 1.0 - w_open * open_door
    status = detained_factor if is_detained else 1.0
    watched = observed_factor if observation > 0 else 1.0
    return base * max(wish, 0.0) * door * status * watched * (garden_factor if is_in_garden else 1.0)


@rule
def substance_per_hour(base, craving, hours_since_chance, hours_to_fade):
    """Hazard of using alcohol or drugs: craving, and how lately there was a chance to bring some in."""
    return base * craving * safe_exp(-hours_since_chance / hours_to_fade)


@rule
def rule_breaking_per_hour(
    base,
    frailty,
    need_autonomy,
    boredom,
    autonomy,
    structure,
    involvement,
    expectations,
    w_frailty,
    w_structure,
    w_involvement,
    w_expectations,
):
    """Hazard of breaking a rule: there must be a rule, and little say in it; some break more than others."""
    wish = (need_autonomy * (1.0 - autonomy) + boredom) * (1.0 - w_frailty + w_frailty * frailty)
    told = (1.0 - w_involvement * involvement) * (1.0 - w_expectations * expectations)
    return base * wish * (1.0 + w_structure * structure) * told


@rule
def refusal_probability(base, coping, trust, need_autonomy, involvement, w_coping, w_trust, w_involvement):
    """Probability that a dose is refused."""
    willing = (1.0 - w_coping * coping) * (1.0 - w_trust * trust) * (1.0 - w_involvement * involvement)
    return clip01(base * need_autonomy * willing)


@rule
def severity(arousal, size, spread, w_arousal, reach, w_reach, u):
    """SOAS-R severity of an aggressive incident, a whole number from 0 to 22."""
    level = size + w_arousal * arousal - w_reach * clip01(reach) + spread * normal_quantile(u)
    return float(math.floor(min(max(level, 0.0), SOAS_R_MAX)))


@rule
def physical_share(severity_share, base, gain):
    """Probability that an incident of this severity is physical."""
    return clip01(base + gain * severity_share)


@rule
def object_share(base):
    """Probability that an incident that is not physical is against objects."""
    return base


@rule
def staff_target_share(staff_reach, members, from_staff, weight):
    """Probability that aggression without a named opponent turns on staff and not on a resident."""
    staff = staff_reach + weight if from_staff else staff_reach
    whole = staff + members
    return staff / whole if whole > 0.0 else 1.0


@rule
def cause_of(at, denied, limited, demanded, conflict, crowding, changed, waiting, craving, nothing):
    """Code of the trigger on which a draw falls; codes follow the order of the arguments."""
    so_far = denied
    if at < so_far:
        return 0
    so_far = so_far + limited
    if at < so_far:
        return 1
    so_far = so_far + demanded
    if at < so_far:
        return 1 + 1
    so_far = so_far + conflict
    if at < so_far:
        return 1 + 1 + 1
    so_far = so_far + crowding
    if at < so_far:
        return 1 + 1 + 1 + 1
    so_far = so_far + changed
    if at < so_far:
        return 1 + 1 + 1 + 1 + 1
    so_far = so_far + waiting
    if at < so_far:
        return 1 + 1 + 1 + 1 + 1 + 1
    so_far = so_far + craving
    if at < so_far:
        return 1 + 1 + 1 + 1 + 1 + 1 + 1
    return nothing


@rule
def other_code(code, of, u):
    """Another code than `code` among the first `of`, each as likely."""
    chosen = int(u * (of - 1))
    return chosen + 1 if chosen >= code else chosen
