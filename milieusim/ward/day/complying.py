"""Whether somebody does what is asked of them, when called or prompted."""

from milieusim.kinds import NOBODY
from milieusim.rules.attendance import fit_to_person
from milieusim.rules.basics.keyed_draws import Decision
from milieusim.rules.demands import compliance_probability, say_missed
from milieusim.vocabulary import Demand
from milieusim.ward.acts import act
from milieusim.ward.day.taking_part import fit_of
from milieusim.ward.seams import draw

N_DEMANDS, MOST_DRAWS = len(Demand), 9  # MOST_DRAWS: of one kind, about one call and the prompts after it
ROUSED = MOST_DRAWS - 1


def hears_call(ward, resident):
    """Return whether one is awake, or is roused by a call."""
    if not resident.is_asleep:
        return True
    return draw(ward, resident, Decision.COMPLIES, key_of_call(ward, resident, ROUSED)) < ward.p.rouse_share


def key_of_call(ward, resident, which):
    """Return what tells the draws about what is asked now from those about anything else asked in this tick."""
    rank = 0 if resident.demand_slot == NOBODY else ward.slots[resident.demand_slot].rank
    return resident.demand + N_DEMANDS * (which + MOST_DRAWS * rank)


@act
def complies(ward, resident):
    """Return whether one does what is asked."""
    p = ward.p
    probability = compliance_probability(
        p,
        fit=fit_of_demand(ward, resident),
        arousal=resident.arousal,
        sleep_pressure=resident.sleep_pressure,
        trust=resident.trust_now,
        notice=notice_of(ward, resident),
        say_missed=say_missed(p, autonomy=resident.autonomy, need_autonomy=resident.need_autonomy),
    )
    # A call and the prompt after it fall into one tick: each has a draw of its own.
    which = min(resident.prompts, ROUSED - 1)
    return draw(ward, resident, Decision.COMPLIES, key_of_call(ward, resident, which)) < probability


def fit_of_demand(ward, resident):
    """Return how well what is asked suits the person."""
    if resident.demand_slot != NOBODY:
        return fit_of(ward, resident, ward.slots[resident.demand_slot])
    return fit_to_person(
        ward.p,
        interest=resident.daily_care,
        ability=resident.ability,
        is_structured=False,
        need_structure=resident.need_structure,
        known=resident.known,
    )


def notice_of(ward, resident):
    """Return how far one knew that this was coming."""
    if resident.demand_slot != NOBODY and not ward.slots[resident.demand_slot].is_told:
        return 0.0
    return resident.predictability
