"""Is a value what somebody meant? What works, but looks like a slip of the pen."""

from milieusim.config.feasibility.week_in_minutes import DAY_NAMES, NURSES, days_named, people
from milieusim.kinds import ACTIVITIES
from milieusim.phrasing import listed
from milieusim.vocabulary import Activity, Role

APART = 10.0
"""Weights this many times as large as all weights below one are on another scale, unless they add up to 100."""
PER_CENT = (98.0, 102.0)
NURSES_PER_BED = 1.25
SHORTEST_MINUTES = 10
LONGEST_LED_MINUTES = 360


def mix_on_two_scales(design, week):
    """Weights of a mix of which some are in per cent and others shares."""
    mix = {name: weight for name, weight in design.residents.mix.items() if weight > 0}
    small = [name for name in mix if mix[name] < 1]
    large = [name for name in mix if mix[name] >= 1]
    if not small or not large or PER_CENT[0] <= sum(mix.values()) <= PER_CENT[1]:
        return
    if min(mix[name] for name in large) < APART * max(mix[name] for name in small):
        return
    share = sum(mix[name] for name in small) / sum(mix.values())
    yield (
        f"residents.mix has {_weights(large, mix)} beside {_weights(small, mix)}: weights count against each other, so "
        f"that {share:.1%} of residents are {listed(small, 'or')}. Write all in per cent, or all as shares."
    )


def _weights(names, mix):
    return listed([f"{name} {mix[name]:g}" for name in names])


def more_nurses_than_beds(design, week):
    """Shifts with more nursing staff than the ward could ever have residents."""
    beds = design.ward.beds
    for name, shift in design.rota.shifts:
        heads = {day: sum(shift.heads(role, day) for role in NURSES) for day in range(7)}
        for number in sorted({count for count in heads.values() if count > NURSES_PER_BED * beds}):
            days = [day for day in heads if heads[day] == number]
            yield (
                f"rota.{name} has {number} nursing staff {days_named(days)} for {beds} beds. Numbers are heads on a "
                "shift, not hours or posts. Is it meant?"
            )


def others_than_nurses_by_the_dozen(design, week):
    """Shifts with more of another role than the ward has beds."""
    roles = [role for role in Role.labels() if role not in NURSES]
    for name, shift in design.rota.shifts:
        for role in roles:
            most = max(range(7), key=lambda day: shift.heads(role, day))
            if shift.heads(role, most) > design.ward.beds:
                yield (
                    f"rota.{name} has {people(shift.heads(role, most), role)} on {DAY_NAMES[most]} for "
                    f"{design.ward.beds} beds. Is it meant?"
                )


def slots_of_odd_length(design, week):
    """Slots too short for anything to happen, and led ones as long as a shift."""
    for slot in design.routine.slots:
        length = slot.end_minute - slot.start_minute
        where = f"routine.slots[{slot.name}], {slot.start} to {slot.end}, lasts {length} minute"
        if length < SHORTEST_MINUTES:
            yield f"{where}{'' if length == 1 else 's'}. Is its {'start' if slot.start_minute % 5 else 'end'} mistyped?"
        elif length > LONGEST_LED_MINUTES and slot.leader and not _is_open(slot):
            yield f"{where}s, and is led all the time. Is the end mistyped, or a morning taken for an evening?"


def _is_open(slot):
    """Whether a slot is time at residents' own pace, or sees them one after the other."""
    return not slot.is_structured or ACTIVITIES[Activity.of(slot.activity)].is_appointment


def seclusion_on_the_timetable(design, week):
    """Seclusion as a slot: it follows incidents, and is never planned."""
    for slot in design.routine.slots:
        if slot.activity == "seclusion":
            yield (
                f"routine.slots[{slot.name}] has the activity seclusion. Seclusion follows an incident, as "
                "policy.regime lets it, and is not timetabled. Remove the slot, or give it another activity, such as "
                "quiet_time."
            )


CHECKS = [
    mix_on_two_scales,
    more_nurses_than_beds,
    others_than_nurses_by_the_dozen,
    slots_of_odd_length,
    seclusion_on_the_timetable,
]
