"""Incidents: competing hazards, what sets them off, how grave they are, whom they hit."""

import math

from milieusim.rules.basics.marking import rule
from milieusim.rules.basics.numerics import clip01, normal_quantile, safe_exp
from milieusim.rules.basics.units import SOAS_R_MAX


@rule
def provocation(
    p,
    denied,
    limited,
    demanded,
    conflict,
    crowding,
    changed,
    waiting,
    craving,
):
    """Sum of what provokes, each weighted: additive, so that each incident has one cause.

    Parameters
    ----------
    p : numbers of the run
    denied : float, 0-1
        Impulse left of requests refused.
    limited : float, 0-1
        Impulse left of limits set.
    demanded : float, 0-1
        Impulse left of being pressed to take part.
    conflict : float, 0-1
        Hostility of the encounter under way.
    crowding : float, 0-1
        Of the place the resident is in.
    changed : float, 0-1
        Impulse left of slots that fell through.
    waiting : float, 0-1
        How much waiting weighs.
    craving : float, 0-1
        For alcohol or drugs, now.

    Returns
    -------
    float, 0 to inf

    Notes
    -----
    Form: assumed. Additive, so that the share of each cause is its share of the sum and attribution
    is exact. Callers pass what is felt: `provoked_by` takes in how touchy somebody is.

    References
    ----------
    [Pap12]: limiting freedom or a denied request precedes 25 % of incidents, other staff-resident
    interaction 14 %.
    [Bad14]: meals, medication and shift change.
    """
    first = (
        p.beta_denied * denied
        + p.beta_limited * limited
        + p.beta_demanded * demanded
        + p.beta_conflict * conflict
    )
    return (
        first
        + p.beta_crowding * crowding
        + p.beta_changed * changed
        + p.beta_waiting * waiting
        + p.beta_craving * craving
    )


@rule
def provoked_by(level, sensitivity):
    """How far something provokes, by how touchy somebody has become, or is no more, about it.

    Parameters
    ----------
    level : float, 0-1
        Of what provokes.
    sensitivity : float, 0 to 5
        1 as everybody comes; lower where it was talked through, higher after force without a talk.

    Returns
    -------
    float, 0-1

    Notes
    -----
    Form: assumed. Product, clipped: rises with both.

    References
    ----------
    None: assumed, see the ledger.
    """
    return clip01(level * sensitivity)


@rule
def aggression_per_hour(p, frailty, arousal, strain, coping, provocation):
    """Hazard of aggression: frailty, arousal, what the last days took, coping, and what provokes.

    Parameters
    ----------
    p : numbers of the run
    frailty : float, 0 to 100
        Gamma, mean about 1.
    arousal : float, 0-1
        0 settled, 1 crisis.
    strain : float, 0-1
        What was lived in the last days.
    coping : float, 0-1
        With insight, one state.
    provocation : float, 0 to 20
        From `provocation`.

    Returns
    -------
    float, 0 to inf, 1/h

    Notes
    -----
    Form: calibrated. Proportional hazards: frailty times exponentials of arousal (about
    `arousal_midpoint`) and of strain, times what provokes, less what coping takes. Rises with
    frailty, arousal, strain and provocation, falls with coping.

    References
    ----------
    [Abd07]: rate of aggression and its concentration in few residents.
    """
    return (
        p.aggression_base
        * frailty
        * safe_exp(p.arousal_gain * (arousal - p.arousal_midpoint))
        * safe_exp(p.strain_gain * (strain - p.usual_strain))
        * (1.0 - p.aggression_w_coping * coping)
        * (p.unprovoked + provocation)
    )


@rule
def self_harm_per_hour(p, risk, distress, alone_share, coping, observation):
    """Hazard of self-harm; any observation lowers it by the same prior that includes nothing.

    Parameters
    ----------
    p : numbers of the run
    risk : float, 0-1
        Trait.
    distress : float, 0-1
        0 none, 1 as bad as it gets.
    alone_share : float, 0-1
        Share of the tick alone.
    coping : float, 0-1
        With insight, one state.
    observation : int, 0 to 2
        0 none, 1 intermittent, 2 constant.

    Returns
    -------
    float, 0 to inf, 1/h

    Notes
    -----
    Form: assumed. Quadratic in distress; rises when alone, falls with coping. Observation acts by
    one prior that includes no effect and harm.

    References
    ----------
    [Jam12]: evenings, bedrooms and bathrooms: being alone.
    [Bow08]: no association with constant observation, a lower rate with intermittent.
    """
    watched = p.self_harm_w_observed if observation > 0 else 0.0
    return (
        p.self_harm_base
        * risk
        * distress
        * distress
        * (1.0 + p.self_harm_w_alone * alone_share)
        * (1.0 - p.self_harm_w_coping * coping)
        * (1.0 - watched)
    )


@rule
def absconding_per_hour(
    p,
    risk,
    craving,
    need_autonomy,
    autonomy,
    trust,
    is_detained,
    observation,
    is_in_garden,
):
    """Hazard of leaving without leave: a wish to, and a door that lets one.

    Parameters
    ----------
    p : numbers of the run
    risk : float, 0-1
        Trait.
    craving : float, 0-1
        For alcohol or drugs, now.
    need_autonomy : float, 0-1
        Trait.
    autonomy : float, 0-1
        Sense of having a say.
    trust : float, -1 to 1
        In the staff concerned: -1 distrust, 1 full trust.
    is_detained : bool
        Under a legal order.
    observation : int, 0 to 2
        0 none, 1 intermittent, 2 constant.
    is_in_garden : bool

    Returns
    -------
    float, 0 to inf, 1/h

    Notes
    -----
    Form: assumed. A wish times an opportunity. The wish rises with craving and with autonomy
    denied, falls with trust; factors for door, status, observation and garden multiply. Whether the
    door is locked is a fact of the place, not a level; its factor has a range on both sides of 1.

    References
    ----------
    [Hub16]: absconding with return was not more frequent on open wards.
    [Udi23]: level, with a range of 0.2-54 % between studies.
    """
    wish = (
        risk
        * (
            1.0
            + p.absconding_w_craving * craving
            + p.absconding_w_autonomy * need_autonomy * (1.0 - autonomy)
        )
        * (1.0 - p.absconding_w_trust * trust)
    )
    door = 1.0 + (p.absconding_locked_factor - 1.0) * p.locked_share
    status = p.absconding_detained_factor if is_detained else 1.0
    watched = p.absconding_observed_factor if observation > 0 else 1.0
    return (
        p.absconding_base
        * max(wish, 0.0)
        * door
        * status
        * watched
        * (p.absconding_garden_factor if is_in_garden else 1.0)
    )


@rule
def substance_per_hour(p, craving, hours_since_chance):
    """Hazard of using alcohol or drugs: craving, and how lately there was a chance to bring some in.

    Parameters
    ----------
    p : numbers of the run
    craving : float, 0-1
        For alcohol or drugs, now.
    hours_since_chance : float, 0 to inf, h
        Since the resident last came in.

    Returns
    -------
    float, 0 to inf, 1/h

    Notes
    -----
    Form: assumed. Rises with craving; fades exponentially since the last leave or visit.

    References
    ----------
    None: assumed, see the ledger.
    """
    return p.substance_base * craving * safe_exp(-hours_since_chance / p.substance_hours)


@rule
def rule_breaking_per_hour(p, frailty, need_autonomy, boredom, autonomy, strain):
    """Hazard of breaking a rule: by those who have no say and need one, or nothing to do, and have had enough.

    Parameters
    ----------
    p : numbers of the run
    frailty : float, 0 to 100
        Propensity to aggression: gamma, mean about 1.
    need_autonomy : float, 0-1
        Trait.
    boredom : float, 0-1
        0 engaged, 1 nothing to do.
    autonomy : float, 0-1
        Sense of having a say.
    strain : float, 0-1
        What was lived in the last days.

    Returns
    -------
    float, 0 to inf, 1/h

    Notes
    -----
    Form: assumed. A wish times an exponential of strain; `rule_w_frailty` is the share of it that
    goes with frailty. Rises with frailty, boredom, autonomy denied and strain. How strict, how shared
    and how clear the rules of the ward are acts through what a person lived of them: limits set,
    demands, a say, and knowing what comes next.

    References
    ----------
    [BC12]: counted among conflict in some papers; level only.
    """
    wish = (need_autonomy * (1.0 - autonomy) + boredom) * (
        1.0 - p.rule_w_frailty + p.rule_w_frailty * frailty
    )
    return p.rule_base * wish * safe_exp(p.strain_gain * (strain - p.usual_strain))


@rule
def driven_per_hour(per_hour, driver):
    """Hazard of a kind of incident that one state alone drives, as its row among the kinds says.

    Parameters
    ----------
    per_hour : float, 0 to 10, 1/h
        For somebody in whom that state is 1.
    driver : float, 0-1
        The state.

    Returns
    -------
    float, 0 to 10, 1/h

    Notes
    -----
    Form: assumed. Proportional. No kind of incident of the shipped model is as simple as that.

    References
    ----------
    None: assumed, see the ledger.
    """
    return per_hour * driver


@rule
def severity(p, arousal, reach, u):
    """SOAS-R severity of an aggressive incident, a whole number from 0 to 22.

    Parameters
    ----------
    p : numbers of the run
    arousal : float, 0-1
        0 settled, 1 crisis.
    reach : float, 0 to 100, staff
        In reach; counts up to 1.
    u : float, 0-1
        A keyed draw, uniform; 1 itself never comes.

    Returns
    -------
    float, 0 to 22, SOAS-R points

    Notes
    -----
    Form: calibrated. Normal, cut at the ends of the scale and rounded down: rises with arousal, and
    falls with staff in reach where their weight is positive (its range has both signs).

    References
    ----------
    [Abd07]: SOAS-R 8.80, SD 4.88.
    [Nij99]: the scale ends at 22.
    """
    level = (
        p.severity_size
        + p.severity_w_arousal * arousal
        - p.severity_w_reach * clip01(reach)
        + p.severity_spread * normal_quantile(u)
    )
    return float(math.floor(min(max(level, 0.0), SOAS_R_MAX)))


@rule
def physical_share(p, severity_share):
    """Probability that an incident of this severity is physical.

    Parameters
    ----------
    p : numbers of the run
    severity_share : float, 0-1
        SOAS-R severity / 22, or the gravity of another kind.

    Returns
    -------
    float, 0-1

    Notes
    -----
    Form: calibrated. Linear and clipped: rises with severity.

    References
    ----------
    [Abd07]: a third of aggressive incidents were physical; 46 % of verbal ones had severity 9 or
    more.
    """
    return clip01(p.physical_base + p.physical_gain * severity_share)


@rule
def object_share(p):
    """Probability that an incident that is not physical is against objects.

    Parameters
    ----------
    p : numbers of the run

    Returns
    -------
    float, 0-1

    Notes
    -----
    Form: assumed. Constant.

    References
    ----------
    None: assumed, see the ledger.
    """
    return p.object_share


@rule
def staff_target_share(p, staff_reach, members, from_staff):
    """Probability that aggression without a named opponent turns on staff and not on a resident.

    Parameters
    ----------
    p : numbers of the run
    staff_reach : float, 0 to 100, staff
        In reach.
    members : float, 0 to 400, residents
        Others in the place.
    from_staff : bool
        Whether staff set the incident off.

    Returns
    -------
    float, 0-1

    Notes
    -----
    Form: assumed. Share of staff among those in reach, each of whom draws it more than a resident does, since they
    step in; what staff did weighs on their side. 1 where nobody else is there.

    References
    ----------
    [Bad14]: victims are residents in 62 %, staff in 38 %.
    [Owen98]: aimed at staff in 71 % of events on four units.
    """
    staff = staff_reach * p.staff_target_each + (p.staff_target_weight if from_staff else 0.0)
    whole = staff + members
    return staff / whole if whole > 0.0 else 1.0


@rule
def cause_of(at, denied, limited, demanded, conflict, crowding, changed, waiting, craving, nothing):
    """Code of the trigger on which a draw falls; codes follow the order of the arguments.

    Parameters
    ----------
    at : float, 0 to 20
        A draw times the sum of all, unprovoked included.
    denied : float, 0 to 5
        Weighted.
    limited : float, 0 to 5
        Weighted.
    demanded : float, 0 to 5
        Weighted.
    conflict : float, 0 to 5
        Weighted.
    crowding : float, 0 to 5
        Weighted.
    changed : float, 0 to 5
        Weighted.
    waiting : float, 0 to 5
        Weighted.
    craving : float, 0 to 5
        Weighted.
    nothing : int, 8 to 8
        Code of no trigger.

    Returns
    -------
    int, 0 to 8

    Notes
    -----
    Form: published. Inverse of a discrete distribution; codes follow the order of the arguments.
    Competing causes: each is chosen with its exact share.

    References
    ----------
    [Cox62]: competing risks with additive hazards.
    """
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
    """Another code than `code` among the first `of`, each as likely.

    Parameters
    ----------
    code : int, 0 to 2
        The true one.
    of : int, 3 to 20
        How many codes there are.
    u : float, 0-1 (1 excluded)
        A keyed draw, uniform.

    Returns
    -------
    int, 0 to 20

    Notes
    -----
    Form: published. Uniform over the others.

    References
    ----------
    None: a definition.
    """
    chosen = int(u * (of - 1))
    return chosen + 1 if chosen >= code else chosen


@rule
def locked_share(is_locked, open_door, most):
    """Share of the time that the ward door is locked.

    Parameters
    ----------
    is_locked : bool
        Whether the door is locked by default.
    open_door : float, 0-1
        Fidelity of the open-door practice.
    most : float, 0-1
        Share of locked time that the practice done in full takes away.

    Returns
    -------
    float, 0-1

    Notes
    -----
    Form: assumed. Linear in fidelity; a ward that is open by default stays open.

    References
    ----------
    None: assumed, see the ledger.
    """
    return 1.0 - most * open_door if is_locked else 0.0
