"""Does the ward have what its practices and levels need?"""

from milieusim.config.feasibility.livable_day import NOT_OFFERED

HIGH = 0.7


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
    if practices.activity_programme > 0 and not any(
        slot.leader and slot.activity not in NOT_OFFERED for slot in slots
    ):
        yield (
            f"practices.activity_programme is {practices.activity_programme:g}, but no activity on the "
            "timetable is "
            "led by staff. Add slots with a leader, or set the practice to 0."
        )
    if practices.individual_schedules > 0 and not slots:
        yield "practices.individual_schedules has nothing to choose from; add slots to the routine."


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
    levels_against_each_other,
]
