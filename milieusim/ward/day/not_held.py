"""What is left undone when a slot is not held, or a day has no place for it."""

from milieusim.kinds import IS_APPOINTMENT, NOBODY
from milieusim.rules.basics.keyed_draws import Decision
from milieusim.rules.demands import dose_is_due
from milieusim.vocabulary import Activity, SlotFate, Task, UndoneReason
from milieusim.ward.seams import draw
from milieusim.ward.undone import note_undone, note_undone_for_ward

MEDICATION, MEALS = Task.MEDICATION.value, Task.MEALS.value
APPOINTMENT, PAPERWORK = Task.LEADING_ACTIVITY.value, Task.PAPERWORK.value
NO_LEADER, NO_ROOM = UndoneReason.NO_LEADER.value, UndoneReason.NO_ROOM.value
SHORT_STAFFED, NO_MINUTES = UndoneReason.SHORT_STAFFED.value, UndoneReason.NO_MINUTES.value
NOT_PLANNED, CUT_SHORT = UndoneReason.NOT_PLANNED.value, UndoneReason.CUT_SHORT.value


def reason_of(fate):
    """Return why care is undone where a slot is not held."""
    if fate == SlotFate.NO_LEADER:
        return NO_LEADER
    if fate == SlotFate.NO_ROOM:
        return NO_ROOM
    return SHORT_STAFFED


def note_not_held(ward, slot):
    """Write what a slot that is not held leaves undone: doses, meals, appointments, or the slot as a whole."""
    reason, p = reason_of(slot.fate), ward.p
    if slot.activity == Activity.MEDICATION or slot.activity == Activity.MEAL:
        for resident in ward.beds:
            if not resident.is_here or not resident.is_present:
                continue
            if slot.activity == Activity.MEAL:
                note_undone(ward, MEALS, resident.number, slot.name_index, reason, p.meal_minutes)
            elif dose_is_due(p, u=draw(ward, resident, Decision.DOSE_DUE, slot.rank)):
                note_undone(ward, MEDICATION, resident.number, slot.name_index, reason, p.dose_minutes)
        return
    number = max(slot.places_offered, 1) if IS_APPOINTMENT[slot.activity] else 1
    for _ in range(number):
        note_undone(ward, APPOINTMENT, NOBODY, slot.name_index, reason, slot.minutes_each)


def note_cut_short(ward, slot):
    """Write that a slot under way lost its leaders, and that nobody was there to take over."""
    note_undone(ward, APPOINTMENT, NOBODY, slot.name_index, CUT_SHORT, slot.minutes_each)


def note_not_planned(ward):
    """At midnight, write the doses and meals that the timetable had no place for."""
    p, now = ward.p, ward.now
    for resident in ward.beds:
        if resident.is_here and resident.is_present:
            for _ in range(int(p.doses_a_day) - now.rounds_today):
                note_undone(ward, MEDICATION, resident.number, NOBODY, NOT_PLANNED, p.dose_minutes)
            for _ in range(int(p.meals_a_day) - now.meals_offered):
                note_undone(ward, MEALS, resident.number, NOBODY, NOT_PLANNED, p.meal_minutes)
            resident.meals_today = 0
    now.rounds_today = 0
    now.meals_offered = 0


def note_owed(ward):
    """As a shift ends, write the paperwork that is owed."""
    if ward.now.paperwork_backlog > 0.0:
        note_undone_for_ward(ward, PAPERWORK, NO_MINUTES, ward.now.paperwork_backlog)
