"""Arousal: what raises it, what settles it."""

from milieusim.rules._compile import rule
from milieusim.rules.numerics import approach, clip01


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
    """What arousal is drawn to by what a waking resident lives through now."""
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
    """Arousal after one tick, drawn towards its target (towards a share of it in sleep)."""
    if is_asleep:
        return approach(arousal, target * asleep_share, kept_asleep)
    return approach(arousal, target, kept_awake)


@rule
def excited(arousal, impulse):
    """Arousal after an exciting event: a + g (1 - a)."""
    return clip01(arousal + impulse * (1.0 - arousal))


@rule
def calmed(arousal, share):
    """Arousal after something calming: a - a c."""
    return clip01(arousal * (1.0 - share))


@rule
def calming_share(warmth, trust, tick_hours, per_hour):
    """Share of arousal that a tick with a member of staff takes away."""
    return clip01(per_hour * tick_hours * warmth * (1.0 + trust) / (1.0 + 1.0))


@rule
def calming_of_quiet(tick_hours, per_hour, calm_down, sensory, w_calm_down, w_sensory):
    """Share of arousal that a tick in a quiet room takes away."""
    return clip01(per_hour * tick_hours * (1.0 + w_calm_down * calm_down + w_sensory * sensory))


@rule
def contagion(gain, sight, tie, reassurance, w_reassurance):
    """Impulse that a witnessed event gives: more in full sight and the closer the tie."""
    closeness = (1.0 + abs(tie)) / (1.0 + 1.0)
    return clip01(gain * sight * closeness * (1.0 - w_reassurance * reassurance))


@rule
def fright(loss, severity_share, sight, reassurance, w_reassurance):
    """Share of felt safety that witnessing an event costs."""
    return clip01(loss * (1.0 + severity_share) * sight * (1.0 - w_reassurance * reassurance))


@rule
def hostility(arousal, other_arousal, tie, conflict_gain):
    """How hostile an encounter of two residents is."""
    return clip01(conflict_gain * arousal * other_arousal * (1.0 - tie))
