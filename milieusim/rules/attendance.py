"""Which slots are held, who comes to them, and where residents go in free time."""

from milieusim.rules._compile import rule
from milieusim.rules.numerics import clip01, logistic, safe_exp
from milieusim.rules.units import HALF


@rule
def slot_falls_probability(load, structure, at_full_load, gain):
    """Probability that a slot led by nursing staff gives way to other tasks."""
    pressure = clip01((load - 1.0) * gain + 1.0) if load > 1.0 else clip01(load * load * load)
    return at_full_load * pressure * (1.0 - structure)


@rule
def fit_to_person(
    interest,
    ability,
    is_structured,
    need_structure,
    validation,
    individual_schedules,
    w_ability,
    w_validation,
):
    """How well an activity suits a person: interest, ability and, where the ward knows the person, adaptation."""
    demand = need_structure if is_structured else 1.0 - need_structure
    own = (1.0 - w_ability) * interest + w_ability * (ability + demand) / (1.0 + 1.0)
    adapted = clip01(
        w_validation * validation + (1.0 - w_validation * validation) * individual_schedules * w_validation
    )
    return clip01(own + (1.0 - own) * adapted)


@rule
def attendance_log_odds(
    fit,
    is_expected,
    structure,
    trust,
    fatigue,
    arousal,
    distress,
    boredom,
    involvement,
    programme,
    base,
    w_fit,
    w_expected,
    w_structure,
    w_trust,
    w_fatigue,
    w_arousal,
    w_distress,
    w_boredom,
    w_involvement,
    w_programme,
):
    """Log-odds that an invited resident comes."""
    pull = base + w_fit * fit + w_trust * trust + w_boredom * boredom + w_programme * programme
    ask = w_expected * (1.0 + w_structure * structure) if is_expected else w_involvement * involvement
    hold_back = w_fatigue * fatigue + w_arousal * arousal + w_distress * distress
    return pull + ask - hold_back


@rule
def attendance_probability(log_odds, share_of_log_odds):
    """Probability of coming; `share_of_log_odds` lets one switch the person's own leanings off."""
    return logistic(log_odds * share_of_log_odds)


@rule
def invitation_priority(fit, validation, u):
    """Who is asked first where places are few: the best suited where the ward knows its residents, else anybody."""
    return validation * fit + (1.0 - validation) * u


@rule
def urged_probability(structure, load, validation, most):
    """Probability that staff press somebody who stays away from what is expected."""
    return clip01(most * structure * (1.0 - HALF * validation) / max(load, 1.0))


@rule
def pull_of_bedroom(sociability, arousal, felt_safety, fatigue, distress, w_withdraw, w_fear, w_fatigue):
    """Weight of one's own room among the places to go."""
    return (
        w_withdraw * (1.0 - sociability) * (1.0 + distress)
        + w_fear * (1.0 - felt_safety)
        + w_fatigue * fatigue * fatigue
    )


@rule
def pull_of_company(sociability, loneliness, boredom, crowding, w_company, w_loneliness, w_boredom):
    """Weight of a room where others are."""
    return (w_company * sociability + w_loneliness * loneliness + w_boredom * boredom) * (1.0 - crowding)


@rule
def pull_of_garden(moving, boredom, is_daylight, is_locked, is_detained, w_garden, locked_factor):
    """Weight of the garden."""
    if not is_daylight:
        return 0.0
    return w_garden * (moving + boredom) * (locked_factor if is_locked and is_detained else 1.0)


@rule
def pull_of_quiet_room(arousal, calm_down, sensory, w_quiet, w_practice):
    """Weight of a quiet room; calm-down methods and a sensory room make it worth going to."""
    return w_quiet * arousal * arousal * (1.0 + w_practice * (calm_down + sensory))


@rule
def pull_of_corridor(arousal, boredom, w_pacing):
    """Weight of walking up and down."""
    return w_pacing * (arousal + boredom)


@rule
def room_left(members, capacity):
    """1 while somebody still fits in comfort, 0 when it is full."""
    return 1.0 if members < capacity else 0.0


@rule
def crowding(members, capacity, gain):
    """Crowding of a place, 0 up to half full, rising to 1."""
    if capacity <= 0.0:
        return 0.0
    return clip01((members / capacity) * gain - (gain - 1.0))


@rule
def noise(own_noise, members, arousal_sum, capacity, w_people, w_arousal):
    """Noise of a place: its own, and what those in it add."""
    if capacity <= 0.0:
        return clip01(own_noise)
    return clip01(own_noise + w_people * members / capacity + w_arousal * arousal_sum / capacity)


@rule
def next_boredom(boredom, engaged_share, kept, programme, w_programme):
    """Boredom after one tick; staff-led activity between slots keeps it down."""
    target = clip01((1.0 - engaged_share) * (1.0 - w_programme * programme))
    return target + (boredom - target) * kept


@rule
def softened(x):
    """A share that rises fast and then levels off: 1 - exp(-x)."""
    return 1.0 - safe_exp(-x)
