"""Does the ward have what its practices and levels need?"""

from milieusim.config.feasibility.livable_day import NOT_OFFERED
from milieusim.vocabulary import SAFEWARDS

HIGH = 0.7
TRIAL_FIDELITY = 0.4
LEAST_PROGRAMME_MINUTES = 60
LEAST_CHOICE = 3
PLANNED_IN = ("one_to_one", "individual_therapy", "ward_round")


def open_door_on_a_locked_ward(design, week):
    """An open-door practice behind a locked door."""
    if design.practices.open_door > 0 and design.policy.is_locked:
        yield (
            f"practices.open_door is {design.practices.open_door:g}, but policy.is_locked is true. "
            "Set policy.is_locked to false, or open_door to 0."
        )


def practices_without_a_place(design, week):
    """Practices that need a room the ward lacks."""
    kinds = {place.kind for place in design.ward.places if place.capacity > 0}
    if design.practices.sensory_room > 0 and "quiet_room" not in kinds:
        yield (
            f"practices.sensory_room is {design.practices.sensory_room:g}, but the ward has no place of kind "
            "quiet_room. Add one to ward.places, or set the practice to 0."
        )
    if design.practices.calm_down_methods > 0 and not kinds & {"quiet_room", "bedroom"}:
        yield "practices.calm_down_methods needs a quiet place; add a quiet_room to ward.places."


def practices_without_a_slot(design, week):
    """Practices that live in the timetable but do not stand there."""
    practices, slots = design.practices, design.routine.slots
    has_meeting = any(slot.activity == "community_meeting" for slot in slots)
    if practices.mutual_help_meeting > 0 and not has_meeting:
        yield (
            f"practices.mutual_help_meeting is {practices.mutual_help_meeting:g}, but no slot is a "
            "community_meeting, "
            "so there is no meeting for it. Add one to routine.slots."
        )
    if design.milieu.involvement >= HIGH and not has_meeting:
        yield (
            f"milieu.involvement is {design.milieu.involvement:g}, but no slot is a community_meeting in "
            "which "
            "residents could have their say. Add one to routine.slots, or lower involvement."
        )


def programmes_without_minutes(design, week):
    """A programme or schedules of one's own, without the slots and the minutes that they take."""
    practices = design.practices
    offered = [slot for slot in design.routine.slots if slot.activity not in NOT_OFFERED]
    led = [slot for slot in offered if slot.leader]
    if practices.activity_programme > 0 and not led:
        yield (
            f"practices.activity_programme is {practices.activity_programme:g}, but no activity on the "
            "timetable is led by staff. Add slots with a leader, or set the practice to 0."
        )
    elif practices.activity_programme > 0 and _minutes_a_resident(led, design) < LEAST_PROGRAMME_MINUTES:
        yield (
            f"practices.activity_programme is {practices.activity_programme:g}, but what staff lead comes to "
            f"{_minutes_a_resident(led, design):.0f} minutes a resident and week. Add slots with a leader, or "
            "offer more places."
        )
    if practices.individual_schedules > 0:
        yield from _schedules(practices.individual_schedules, offered, design.routine.slots)


def _minutes_a_resident(slots, design):
    """Minutes a week that slots hold for each resident, by the places that they offer."""
    minutes = 0
    for slot in slots:
        beds = design.ward.beds
        places = beds if slot.places_offered is None else min(slot.places_offered, beds)
        minutes += (slot.end_minute - slot.start_minute) * len(slot.day_numbers) * places
    return minutes / design.ward.beds


def _schedules(fidelity, offered, slots):
    told = f"practices.individual_schedules is {fidelity:g}, but"
    kinds = {slot.activity for slot in offered}
    if len(kinds) < LEAST_CHOICE:
        number = len(kinds) or "no"
        yield (
            f"{told} the timetable has {number} kind{'' if len(kinds) == 1 else 's'} of activity to choose "
            "from. Add slots to the routine, or set the practice to 0."
        )
    if not any(slot.activity in PLANNED_IN for slot in slots):
        yield (
            f"{told} nobody has minutes to make them with residents. Add slots with the activity one_to_one "
            "and a leader, or set the practice to 0."
        )


def a_fidelity_that_no_trial_reached(design, week):
    """Safewards done in full."""
    fidelity = sum(getattr(design.practices, name) for name in SAFEWARDS) / len(SAFEWARDS)
    if fidelity >= HIGH:
        yield (
            f"practices.safewards is {fidelity:g} over its ten interventions, a fidelity that no trial reached: "
            f"in the randomised one it was about {TRIAL_FIDELITY:g}. Set it to {TRIAL_FIDELITY:g} for what has "
            "been tried."
        )


def levels_against_each_other(design, week):
    """A structure that the timetable does not carry."""
    if design.milieu.structure >= HIGH and len(design.routine.slots) < 5:
        yield (
            f"milieu.structure is {design.milieu.structure:g}, but the routine has "
            f"{len(design.routine.slots)} slots. "
            "Structure works through slots that are kept; add them, or lower structure."
        )


CHECKS = [
    open_door_on_a_locked_ward,
    practices_without_a_place,
    practices_without_a_slot,
    programmes_without_minutes,
    a_fidelity_that_no_trial_reached,
    levels_against_each_other,
]
