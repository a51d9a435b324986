"""Arousal: what raises it, what settles it."""

from milieusim.rules.basics.marking import rule
from milieusim.rules.basics.numerics import approach, clip01


@rule
def arousal_target(
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
    distress,
    refuses_medication,
    w_noise,
    w_crowding,
    w_boredom,
    w_waiting,
    w_craving,
    w_conflict,
    w_denied,
    w_limited,
    w_demanded,
    w_changed,
    w_alertness,
    w_fear,
    w_worry,
    w_distress,
    w_refusal,
):
    """What arousal is drawn to by what a waking resident lives through now.

    Parameters
    ----------
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
        Knowing what comes next.
    distress : float, 0-1
        0 none, 1 as bad as it gets.
    refuses_medication : bool
        Whether the last dose was refused.
    w_noise : float, 0 to 1
        Weight of noise. Ledger: arousal_w_noise.
    w_crowding : float, 0 to 1
        Weight of crowding. Ledger: arousal_w_crowding.
    w_boredom : float, 0 to 1
        Weight of boredom. Ledger: arousal_w_boredom.
    w_waiting : float, 0 to 1
        Weight of waiting. Ledger: arousal_w_waiting.
    w_craving : float, 0 to 1
        Weight of craving. Ledger: arousal_w_craving.
    w_conflict : float, 0 to 1
        Weight of conflict. Ledger: arousal_w_conflict.
    w_denied : float, 0 to 1
        Weight of denied. Ledger: arousal_w_denied.
    w_limited : float, 0 to 1
        Weight of limited. Ledger: arousal_w_limited.
    w_demanded : float, 0 to 1
        Weight of demanded. Ledger: arousal_w_demanded.
    w_changed : float, 0 to 1
        Weight of changed. Ledger: arousal_w_changed.
    w_alertness : float, 0 to 1
        Weight of alertness. Ledger: arousal_w_alertness.
    w_fear : float, 0 to 1
        Weight of fear. Ledger: arousal_w_fear.
    w_worry : float, 0 to 1
        Weight of worry. Ledger: arousal_w_worry.
    w_distress : float, 0 to 1
        Weight of distress. Ledger: arousal_w_distress.
    w_refusal : float, 0 to 1
        Weight of refusal. Ledger: arousal_w_refusal.

    Returns
    -------
    float, 0-1

    Notes
    -----
    Form: assumed. A weighted sum, clipped: rises with each load, clash and fear, falls with felt
    safety and predictability. Additive because no published interaction was found; every weight has
    a range.

    References
    ----------
    [Pap12]: staff-resident interaction is the antecedent of 39 % of incidents, direction of denied,
    limited and demanded.
    [Bad14]: more incidents at meals, medication and shift change; direction of waiting and
    crowding.
    """
    load = (
        w_noise * noise
        + w_crowding * crowding
        + w_boredom * boredom
        + w_waiting * waiting
        + w_craving * craving
    )
    clashes = (
        w_conflict * conflict
        + w_denied * denied
        + w_limited * limited
        + w_demanded * demanded
        + w_changed * changed
    )
    inner = (
        w_fear * (1.0 - felt_safety)
        + w_worry * (1.0 - predictability)
        + w_distress * distress
        + w_alertness * alertness
    )
    untreated = w_refusal if refuses_medication else 0.0
    return clip01(baseline + load + clashes + inner + untreated)


@rule
def next_arousal(arousal, target, is_asleep, asleep_share, kept_awake, kept_asleep):
    """Arousal after one tick, drawn towards its target (towards a share of it in sleep).

    Parameters
    ----------
    arousal : float, 0-1
        0 settled, 1 crisis.
    target : float, 0-1
        What the moment calls for.
    is_asleep : bool
    asleep_share : float, 0-1
        Share of the target that is left in sleep. Ledger: arousal_asleep_share.
    kept_awake : float, 0-1
        The same share for a waking resident.
    kept_asleep : float, 0-1
        The same share for a sleeping resident.

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
        return approach(arousal, target * asleep_share, kept_asleep)
    return approach(arousal, target, kept_awake)


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
def calming_share(warmth, trust, tick_hours, per_hour):
    """Share of arousal that a tick with a member of staff takes away.

    Parameters
    ----------
    warmth : float, 0-1
        Of the member of staff, burnout taken off.
    trust : float, -1 to 1
        In the staff concerned: -1 distrust, 1 full trust.
    tick_hours : float, 0 to 1, h
        Length of a tick.
    per_hour : float, 0 to 5, 1/h
        Calming by an hour with warm and trusted staff. Ledger: calming_per_hour.

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
    return clip01(per_hour * tick_hours * warmth * (1.0 + trust) / (1.0 + 1.0))


@rule
def calming_of_quiet(tick_hours, per_hour, calm_down, sensory, w_calm_down, w_sensory):
    """Share of arousal that a tick in a quiet room takes away.

    Parameters
    ----------
    tick_hours : float, 0 to 1, h
        Length of a tick.
    per_hour : float, 0 to 5, 1/h
        Calming by an hour in a quiet room. Ledger: quiet_calming_per_hour.
    calm_down : float, 0-1
        Fidelity of calm-down methods.
    sensory : float, 0-1
        Fidelity of the sensory room.
    w_calm_down : float, 0 to 5
        Weight of calm down. Ledger: quiet_w_calm_down.
    w_sensory : float, 0 to 5
        Weight of sensory. Ledger: quiet_w_sensory.

    Returns
    -------
    float, 0-1

    Notes
    -----
    Form: assumed. Proportional to time; rises with both practices. Practices act only on those who
    go to a quiet room.

    References
    ----------
    [Nov12]: distress fell with a sensory room, seclusion and aggression did not.
    [Saf15]: calm-down methods are one of ten interventions; no effect of its own was published.
    """
    return clip01(per_hour * tick_hours * (1.0 + w_calm_down * calm_down + w_sensory * sensory))


@rule
def contagion(gain, sight, tie, reassurance, w_reassurance):
    """Impulse that a witnessed event gives: more in full sight and the closer the tie.

    Parameters
    ----------
    gain : float, 0-1
        Impulse in full sight. Ledger: contagion_gain.
    sight : float, 0-1
        Share of the place that can be seen.
    tie : float, -1 to 1
        Between the two residents.
    reassurance : float, 0-1
        Fidelity of reassurance after incidents.
    w_reassurance : float, 0 to 1
        Weight of reassurance. Ledger: reassurance_effect.

    Returns
    -------
    float, 0-1

    Notes
    -----
    Form: assumed. An impulse g x sight x (1 + |tie|) / 2: half in strangers, whole in the closest
    or the most hostile. Off at gain 0, which lies in the range, because bursts can come from
    differences between residents alone.

    References
    ----------
    [Bri23]: bursts of incidents; the mechanism is contested.
    """
    closeness = (1.0 + abs(tie)) / (1.0 + 1.0)
    return clip01(gain * sight * closeness * (1.0 - w_reassurance * reassurance))


@rule
def fright(loss, severity_share, sight, reassurance, w_reassurance):
    """Share of felt safety that witnessing an event costs.

    Parameters
    ----------
    loss : float, 0-1
        Share lost in full sight of something slight. Ledger: fright_loss.
    severity_share : float, 0-1
        SOAS-R severity / 22, or the gravity of another kind.
    sight : float, 0-1
        Share of the place that can be seen.
    reassurance : float, 0-1
        Fidelity of reassurance after incidents.
    w_reassurance : float, 0 to 1
        Weight of reassurance. Ledger: reassurance_effect.

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
    return clip01(loss * (1.0 + severity_share) * sight * (1.0 - w_reassurance * reassurance))


@rule
def hostility(arousal, other_arousal, tie, conflict_gain):
    """How hostile an encounter of two residents is.

    Parameters
    ----------
    arousal : float, 0-1
        0 settled, 1 crisis.
    other_arousal : float, 0-1
        Arousal of the other resident.
    tie : float, -1 to 1
        Between the two residents.
    conflict_gain : float, 0 to 5
        Hostility of two residents in crisis without a tie. Ledger: hostility_gain.

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
    return clip01(conflict_gain * arousal * other_arousal * (1.0 - tie))
