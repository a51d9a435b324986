"""Arousal: what raises it, what settles it."""

from milieusim.rules.basics.marking import rule
from milieusim.rules.basics.numerics import approach, clip01


@rule
def arousal_target(
    p,
    baseline,
    noise,
    crowding,
    boredom,
    waiting,
    craving,
    conflict,
    denied,
    limited,
    demanded,
    changed,
    alertness,
    felt_safety,
    predictability,
    hemmed_in,
    distress,
    hunger,
    sleep_lost,
    medicated,
):
    """What arousal is drawn to by what a waking resident lives through now.

    Parameters
    ----------
    p : numbers of the run
    baseline : float, 0-1
        Trait.
    noise : float, 0-1
        Of the place the resident is in.
    crowding : float, 0-1
        Of the place the resident is in.
    boredom : float, 0-1
        0 engaged, 1 nothing to do.
    waiting : float, 0-1
        How much waiting weighs.
    craving : float, 0-1
        For alcohol or drugs, now.
    conflict : float, 0-1
        Hostility of the encounter under way.
    denied : float, 0-1
        Impulse left of requests refused.
    limited : float, 0-1
        Impulse left of limits set.
    demanded : float, 0-1
        Impulse left of being pressed to take part.
    changed : float, 0-1
        Impulse left of slots that fell through.
    alertness : float, -1 to 1
        Daily rhythm, 1 at its peak.
    felt_safety : float, 0-1
        0 in fear, 1 safe.
    predictability : float, 0-1
        Knowing what comes next, from `certainty_felt`.
    hemmed_in : float, 0-1
        From `hemmed_in`.
    distress : float, 0-1
        0 none, 1 as bad as it gets.
    hunger : float, 0-1
        Since the last meal.
    sleep_lost : float, 0-1
        Share of last night's sleep.
    medicated : float, 0-1
        How far treated by medication.

    Returns
    -------
    float, 0-1

    Notes
    -----
    Form: assumed. A weighted sum, clipped: rises with each load, clash and fear, with being hemmed
    in, with hunger and lost sleep; falls with felt safety, predictability and treatment. A ward of
    middling structure hems its residents in somewhat, which the baseline has in it: only the difference
    from that counts. Additive because no published interaction was found; every weight has a range.

    References
    ----------
    [Pap12]: staff-resident interaction is the antecedent of 39 % of incidents, direction of denied,
    limited and demanded.
    [Bad14]: more incidents at meals, medication and shift change; direction of waiting and
    crowding.
    """
    load = (
        p.arousal_w_noise * noise
        + p.arousal_w_crowding * crowding
        + p.arousal_w_boredom * boredom
        + p.arousal_w_waiting * waiting
        + p.arousal_w_craving * craving
    )
    clashes = (
        p.arousal_w_conflict * conflict
        + p.arousal_w_denied * denied
        + p.arousal_w_limited * limited
        + p.arousal_w_demanded * demanded
        + p.arousal_w_changed * changed
    )
    inner = (
        p.arousal_w_fear * (1.0 - felt_safety)
        + p.arousal_w_worry * (1.0 - predictability)
        + p.arousal_w_hemmed_in * (hemmed_in - p.usually_hemmed_in)
        + p.arousal_w_distress * distress
        + p.arousal_w_alertness * alertness
    )
    body = (
        p.arousal_w_hunger * hunger
        + p.arousal_w_sleep_lost * sleep_lost
        + p.arousal_w_refusal * (1.0 - medicated)
    )
    return clip01(baseline + load + clashes + inner + body)


@rule
def next_arousal(p, arousal, target, is_asleep):
    """Arousal after one tick, drawn towards its target (towards a share of it in sleep).

    Parameters
    ----------
    p : numbers of the run
    arousal : float, 0-1
        0 settled, 1 crisis.
    target : float, 0-1
        What the moment calls for.
    is_asleep : bool

    Returns
    -------
    float, 0-1

    Notes
    -----
    Form: assumed. Exact exponential step: with a constant target, halving the tick leaves the path
    unchanged up to rounding. Lies between the old value and the target.

    References
    ----------
    None: assumed, see the ledger.
    """
    if is_asleep:
        return approach(arousal, target * p.arousal_asleep_share, p.kept_arousal_asleep)
    return approach(arousal, target, p.kept_arousal)


@rule
def excited(arousal, impulse):
    """Arousal after an exciting event: a + g (1 - a).

    Parameters
    ----------
    arousal : float, 0-1
        0 settled, 1 crisis.
    impulse : float, 0-1
        Size of the event.

    Returns
    -------
    float, 0-1

    Notes
    -----
    Form: assumed. Saturating impulse a + g (1 - a): rises with the impulse, never above 1.

    References
    ----------
    None: assumed, see the ledger.
    """
    return clip01(arousal + impulse * (1.0 - arousal))


@rule
def calmed(arousal, share):
    """Arousal after something calming: a - a c.

    Parameters
    ----------
    arousal : float, 0-1
        0 settled, 1 crisis.
    share : float, -1 to 1
        Share of arousal that goes.

    Returns
    -------
    float, 0-1

    Notes
    -----
    Form: assumed. Proportional: a (1 - c). Falls with the share; a negative share (force that
    excites) raises arousal, clipped at 1.

    References
    ----------
    None: assumed, see the ledger.
    """
    return clip01(arousal * (1.0 - share))


@rule
def calming_share(p, warmth, trust):
    """Share of arousal that a tick with a member of staff takes away.

    Parameters
    ----------
    p : numbers of the run
    warmth : float, 0-1
        Of the member of staff, burnout taken off.
    trust : float, -1 to 1
        In the staff concerned: -1 distrust, 1 full trust.

    Returns
    -------
    float, 0-1

    Notes
    -----
    Form: assumed. Product, so that neither time nor warmth calms alone, and full distrust takes all
    of it. Rises with warmth and trust.

    References
    ----------
    None: assumed, see the ledger.
    """
    return clip01(p.calming_per_hour * p.tick_hours * warmth * (1.0 + trust) / (1.0 + 1.0))


@rule
def calming_of_quiet(p):
    """Share of arousal that a tick in a quiet room takes away.

    Parameters
    ----------
    p : numbers of the run

    Returns
    -------
    float, 0-1

    Notes
    -----
    Form: assumed. Proportional to time; rises with calm-down methods and a sensory room, which act
    only on those who go to a quiet room.

    References
    ----------
    [Nov12]: distress fell with a sensory room, seclusion and aggression did not.
    [Saf15]: calm-down methods are one of ten interventions; no effect of its own was published.
    """
    return clip01(
        p.quiet_calming_per_hour
        * p.tick_hours
        * (1.0 + p.quiet_w_calm_down * p.calm_down_methods + p.quiet_w_sensory * p.sensory_room)
    )


@rule
def contagion(p, sight, tie):
    """Impulse that a witnessed event gives: more in full sight and the closer the tie.

    Parameters
    ----------
    p : numbers of the run
    sight : float, 0-1
        Share of the place that can be seen.
    tie : float, -1 to 1
        Between the two residents.

    Returns
    -------
    float, 0-1

    Notes
    -----
    Form: assumed. An impulse g x sight x (1 + |tie|) / 2, where g is `contagion_gain`: half of it
    in strangers, the whole in the closest or the most hostile; less where witnesses are reassured.
    Off at g = 0, which lies in its range, because bursts can come from differences between
    residents alone.

    References
    ----------
    [Bri23]: bursts of incidents; the mechanism is contested.
    """
    closeness = (1.0 + abs(tie)) / (1.0 + 1.0)
    return clip01(p.contagion_gain * sight * closeness * (1.0 - p.reassurance_effect * p.reassurance))


@rule
def fright(p, severity_share, sight):
    """Share of felt safety that witnessing an event costs.

    Parameters
    ----------
    p : numbers of the run
    severity_share : float, 0-1
        SOAS-R severity / 22, or the gravity of another kind.
    sight : float, 0-1
        Share of the place that can be seen.

    Returns
    -------
    float, 0-1

    Notes
    -----
    Form: assumed. Product: rises with severity and sight, falls with reassurance.

    References
    ----------
    [Saf15]: reassurance is one of ten interventions; no effect of its own was published.
    """
    return clip01(
        p.fright_loss * (1.0 + severity_share) * sight * (1.0 - p.reassurance_effect * p.reassurance)
    )


@rule
def hostility(p, arousal, other_arousal, tie):
    """How hostile an encounter of two residents is.

    Parameters
    ----------
    p : numbers of the run
    arousal : float, 0-1
        0 settled, 1 crisis.
    other_arousal : float, 0-1
        Arousal of the other resident.
    tie : float, -1 to 1
        Between the two residents.

    Returns
    -------
    float, 0-1

    Notes
    -----
    Form: assumed. Product of both levels of arousal, so that two settled residents do not clash;
    falls with the tie, doubled by a hostile one.

    References
    ----------
    None: assumed, see the ledger.
    """
    return clip01(p.hostility_gain * arousal * other_arousal * (1.0 - tie))


@rule
def reassured(p, severity_share, sight):
    """Share of what is missing in felt safety that seeing an incident contained gives back.

    Parameters
    ----------
    p : numbers of the run
    severity_share : float, 0-1
        SOAS-R severity / 22, or the gravity of another kind: what was stopped.
    sight : float, 0-1
        Share of the place that can be seen.

    Returns
    -------
    float, 0-1

    Notes
    -----
    Form: assumed. Product: rises with what was stopped and with sight.

    References
    ----------
    None: assumed, see the ledger.
    """
    return clip01(p.containment_reassures * severity_share * sight)


@rule
def trust_lost_to_force(p, sight, tie):
    """Share of trust in staff that seeing force used on somebody costs.

    Parameters
    ----------
    p : numbers of the run
    sight : float, 0-1
        Share of the place that can be seen.
    tie : float, -1 to 1
        Between witness and the one who is held.

    Returns
    -------
    float, 0-1

    Notes
    -----
    Form: assumed. Product: rises with sight and with the tie, falls with reassurance.

    References
    ----------
    [Saf15]: reassurance is one of ten interventions; no effect of its own was published.
    """
    closeness = (1.0 + tie) / (1.0 + 1.0)
    return clip01(p.witnessed_force_loss * sight * closeness * (1.0 - p.reassurance_effect * p.reassurance))


@rule
def next_hunger(p, hunger, is_asleep):
    """Hunger after one tick without a meal.

    Parameters
    ----------
    p : numbers of the run
    hunger : float, 0-1
        0 fed, 1 as hungry as one gets.
    is_asleep : bool

    Returns
    -------
    float, 0-1

    Notes
    -----
    Form: assumed. Linear in time since the last meal and clipped; slower in sleep.

    References
    ----------
    None: assumed, see the ledger.
    """
    pace = p.hunger_asleep_share if is_asleep else 1.0
    return clip01(hunger + pace * p.tick_hours / p.hours_until_hungry)
