"""What a person brings along: traits and first states, drawn once for each referral."""

from milieusim.rules.admission import trait
from milieusim.rules.basics.keyed_draws import Decision
from milieusim.rules.basics.numerics import gamma_accepts, gamma_shrunk, normal_quantile
from milieusim.rules.wellbeing import acute_at_admission
from milieusim.vocabulary import Sex
from milieusim.ward.luck import drawn_at, trait_draw

GAMMA_TRIES = 32


def profile_of(ward, u):
    """Return the profile that a draw falls on."""
    total = 0.0
    for profile in ward.profiles:
        total += profile.weight
    at = 0.0
    for k in range(len(ward.profiles)):
        at += ward.profiles[k].weight
        if u * total < at:
            return k
    return len(ward.profiles) - 1


def sex_of(p, u):
    """Return the recorded sex that a draw falls on."""
    if u < p.other_sex_share:
        return Sex.OTHER
    is_female = u < p.other_sex_share + (1.0 - p.other_sex_share) * p.female_share
    return Sex.FEMALE if is_female else Sex.MALE


def gamma_draw(ward, number):
    """Draw from a gamma of the ledger's shape and unit scale for one person."""
    shape = ward.p.frailty_shape
    deviate = shape + 1.0
    for k in range(GAMMA_TRIES):
        z = normal_quantile(u=drawn_at(ward, 0, Decision.FRAILTY_NORMAL, number, k))
        u = drawn_at(ward, 0, Decision.FRAILTY_UNIFORM, number, k)
        tried = gamma_accepts(z=z, u=u, shape=shape + 1.0)
        if tried >= 0.0:
            deviate = tried
            break
    return gamma_shrunk(deviate=deviate, u=trait_draw(ward, Decision.FRAILTY_SHRINK, number), shape=shape)


def drawn_trait(ward, resident, decision, mean, spread):
    """Return a trait about its mean, as the draw of that person says."""
    return trait(mean=mean, spread=spread, u=trait_draw(ward, decision, resident.number))


def bring_traits(ward, resident, profile):
    """Bring along what lasts: interests, needs, risks, pace."""
    p, spread = ward.p, ward.p.trait_spread
    resident.sociability = drawn_trait(ward, resident, Decision.SOCIABILITY, profile.sociability, spread)
    resident.need_structure = drawn_trait(
        ward, resident, Decision.NEED_STRUCTURE, profile.need_structure, spread
    )
    resident.need_autonomy = drawn_trait(
        ward, resident, Decision.NEED_AUTONOMY, profile.need_autonomy, spread
    )
    bring_interests(ward, resident, profile)
    resident.ability = drawn_trait(ward, resident, Decision.ABILITY, profile.ability, spread)
    resident.craving_trait = drawn_trait(ward, resident, Decision.CRAVING, profile.craving, spread)
    resident.self_harm_risk = drawn_trait(ward, resident, Decision.SELF_HARM, profile.self_harm, spread)
    resident.absconding_risk = drawn_trait(ward, resident, Decision.ABSCONDING, profile.absconding, spread)
    resident.arousal_baseline = drawn_trait(
        ward, resident, Decision.AROUSAL_BASELINE, profile.arousal_baseline, p.baseline_spread
    )
    resident.pace = p.smallest_pace + drawn_trait(ward, resident, Decision.PACE, profile.pace, spread)
    asleep = trait_draw(ward, Decision.SLEEP_NEED, resident.number)
    resident.sleep_need = p.sleep_need_spread * (asleep - p.arousal_midpoint)
    bring_states(ward, resident, profile)


def bring_interests(ward, resident, profile):
    """Bring along what one likes to do."""
    spread = ward.p.trait_spread
    resident.interest_talk = drawn_trait(
        ward, resident, Decision.INTEREST_TALK, profile.interest_talk, spread
    )
    resident.interest_making = drawn_trait(
        ward, resident, Decision.INTEREST_MAKING, profile.interest_making, spread
    )
    resident.interest_moving = drawn_trait(
        ward, resident, Decision.INTEREST_MOVING, profile.interest_moving, spread
    )
    resident.interest_leisure = drawn_trait(
        ward, resident, Decision.INTEREST_LEISURE, profile.interest_leisure, spread
    )


def bring_states(ward, resident, profile):
    """Bring along how one is on the day of admission."""
    p, spread = ward.p, ward.p.state_spread
    resident.distress = drawn_trait(ward, resident, Decision.DISTRESS, profile.distress, spread)
    resident.distress_floor = resident.distress * p.distress_floor_share
    resident.acute = acute_at_admission(
        distress=resident.distress,
        floor=resident.distress_floor,
        share=drawn_trait(ward, resident, Decision.ACUTE, profile.acute, spread),
    )
    resident.coping = drawn_trait(ward, resident, Decision.COPING, profile.coping, spread)
    resident.self_care = drawn_trait(ward, resident, Decision.SELF_CARE, profile.self_care, spread)
    resident.loneliness = drawn_trait(ward, resident, Decision.LONELINESS, p.loneliness_at_admission, spread)
