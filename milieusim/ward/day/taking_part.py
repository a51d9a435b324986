"""Taking part in a slot, and how well it suits."""

from milieusim.kinds import Family
from milieusim.rules.attendance import fit_to_person
from milieusim.vocabulary import Activity
from milieusim.ward.acts import act
from milieusim.ward.day.following import set_out


@act
def fit_of(ward, resident, slot):
    """Return how well a slot suits a resident."""
    interest = resident.interest_leisure
    if slot.family == Family.TALK:
        interest = resident.interest_talk
    elif slot.family == Family.MAKING:
        interest = resident.interest_making
    elif slot.family == Family.MOVING:
        interest = resident.interest_moving
    elif slot.family == Family.DAILY:
        interest = resident.daily_care
    return fit_to_person(
        ward.p,
        interest=interest,
        ability=resident.ability,
        is_structured=slot.is_structured,
        need_structure=resident.need_structure,
        known=resident.known,
    )


@act
def attend(ward, resident, slot):
    """Take part in a slot."""
    resident.slot_index = slot.index
    resident.place_index = slot.place_index
    resident.activity = slot.activity
    resident.is_asleep = False
    resident.must_move = False
    set_out(ward, resident)
    if slot.activity == Activity.MEAL:
        eat(resident)


def eat(resident):
    """Have a meal."""
    resident.hunger = 0.0
    resident.meals_today += 1
