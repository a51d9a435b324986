"""The slow states: distress, coping, loneliness, felt safety, predictability, autonomy; and wellbeing."""

from milieusim.rules._compile import rule
from milieusim.rules.numerics import approach, clip01, clip_signed, safe_exp


@rule
def milieu_quality(
    staff_share,
    contact_share,
    therapy_share,
    felt_safety,
    predictability,
    autonomy,
    hope,
    fit,
    w_staff,
    w_contact,
    w_therapy,
    w_safety,
    w_predictability,
    w_autonomy,
    w_hope,
    reference,
):
    """How good the hour was that a resident really lived, -1 to 1."""
    lived = w_staff * staff_share + w_contact * contact_share + w_therapy * therapy_share * fit
    climate = (
        w_safety * felt_safety + w_predictability * predictability + w_autonomy * autonomy + w_hope * hope
    )
    return clip_signed(lived + climate - reference)


@rule
def recovery_per_hour(per_day, pace, milieu, w_milieu, refuses_medication, w_refusal):
    """Speed of recovery: time and treatment, helped or hindered by the milieu."""
    treated = 1.0 - w_refusal if refuses_medication else 1.0
    return per_day * pace * max(1.0 + w_milieu * milieu, 0.0) * treated


@rule
def next_distress(distress, floor, recovery_per_day, days):
    """Distress after a while of recovery: z0 + (z - z0) exp(-rho dt)."""
    return floor + (distress - floor) * safe_exp(-recovery_per_day * days)


@rule
def next_coping(coping, therapy_hours, trust, days, per_therapy_hour, per_day, w_trust, hope, w_hope):
    """Coping after a while: therapy, the more so with trust, and time."""
    learnt = per_therapy_hour * therapy_hours * (1.0 + w_trust * trust) + per_day * days * (
        1.0 + w_hope * hope
    )
    return clip01(1.0 - (1.0 - coping) * safe_exp(-learnt))


@rule
def next_loneliness(loneliness, bonds, contact_share, staff_share, kept, base, w_tie, w_contact, w_staff):
    """Loneliness after an hour, drawn to what bonds and contacts leave of what the ward without them would give."""
    target = clip01(base - w_tie * bonds - w_contact * contact_share - w_staff * staff_share)
    return approach(loneliness, target, kept)


@rule
def next_felt_safety(felt_safety, crowding, staff_present, trust, kept, base, w_crowding, w_staff, w_trust):
    """Felt safety after an hour, drawn back to what the place gives."""
    target = clip01(base + w_staff * staff_present + w_trust * trust - w_crowding * crowding)
    return approach(felt_safety, target, kept)


@rule
def next_predictability(
    predictability, structure, expectations, days_here, kept, base, w_structure, w_expectations, days_to_learn
):
    """Knowing what comes next, drawn to how well the day is told, learnt over the first days."""
    told = clip01(base + w_structure * structure + w_expectations * expectations)
    return approach(predictability, told * (1.0 - safe_exp(-days_here / days_to_learn)), kept)


@rule
def lost(level, share):
    """A 0-1 level after it lost a share of itself."""
    return clip01(level * (1.0 - share))


@rule
def next_autonomy(
    autonomy,
    choice_share,
    expected_share,
    validation,
    involvement,
    is_locked,
    open_door,
    kept,
    base,
    w_choice,
    w_expected,
    w_validation,
    w_involvement,
    w_locked,
    w_open,
):
    """Sense of having a say, drawn to what the hour left to choose."""
    own = base + w_choice * choice_share + w_involvement * involvement
    own = own - w_expected * expected_share * (1.0 - w_validation * validation)
    door = -w_locked if is_locked else w_open * open_door
    return approach(autonomy, clip01(own + door), kept)


@rule
def wellbeing(distress, loneliness, felt_safety, self_care, w_distress, w_belonging, w_safety, w_self_care):
    """Wellbeing: low distress, belonging, safety and self-care, weighted; weights add up to one."""
    first = w_distress * (1.0 - distress) + w_belonging * (1.0 - loneliness)
    return clip01(first + w_safety * felt_safety + w_self_care * self_care)


@rule
def next_need_met(level, share, kept):
    """A running mean of a 0-1 share."""
    return share + (level - share) * kept
