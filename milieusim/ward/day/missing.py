"""What somebody goes without of what the day asked of them, and why."""

from milieusim.kinds import NOBODY
from milieusim.vocabulary import Demand, Task
from milieusim.ward.undone import note_undone

MEALS, MEDICATION = Task.MEALS.value, Task.MEDICATION.value
APPOINTMENT = Task.LEADING_ACTIVITY.value


def note_missed(ward, resident, reason):
    """Write that somebody goes without what is asked of them, where it is care: a dose, a meal, an appointment."""
    if resident.demand == Demand.DOSE:
        note_of_slot(ward, resident, MEDICATION, reason, ward.p.dose_minutes)
    elif resident.demand == Demand.EAT:
        note_of_slot(ward, resident, MEALS, reason, ward.p.meal_minutes)
    elif resident.demand == Demand.SEE_SOMEBODY:
        minutes = ward.slots[resident.demand_slot].minutes_each
        note_of_slot(ward, resident, APPOINTMENT, reason, minutes)


def note_missed_group(ward, resident, reason):
    """Write what one goes without, be it care or a group that one was expected at."""
    if resident.demand == Demand.ATTEND or resident.demand == Demand.WASH:
        note_of_slot(ward, resident, APPOINTMENT, reason, 0.0)
    elif resident.demand != NOBODY:
        note_missed(ward, resident, reason)


def note_of_slot(ward, resident, task, reason, minutes):
    """Write one row of the slot that one was to come to."""
    name = ward.slots[resident.demand_slot].name_index
    note_undone(ward, task, resident.number, name, reason, minutes)
