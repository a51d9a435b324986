"""Slots that serve one by one: doses at a hatch, ward rounds, sessions, one-to-ones."""

from milieusim.kinds import NOBODY
from milieusim.rules.basics.keyed_draws import Decision
from milieusim.rules.demands import after_dose
from milieusim.rules.requests import (
    can_be_seen,
    minutes_until_turn,
    service_minutes,
)
from milieusim.rules.staffing import hours, share_of
from milieusim.vocabulary import Activity, Demand, Task, UndoneReason
from milieusim.ward.acts import act
from milieusim.ward.day.following import set_out
from milieusim.ward.residents.knowing import be_known
from milieusim.ward.seams import draw
from milieusim.ward.undone import note_undone

MEDICATION, APPOINTMENT = Task.MEDICATION.value, Task.LEADING_ACTIVITY.value
WAITING, FREE_TIME = Activity.WAITING.value, Activity.FREE_TIME.value
NOT_SERVED, ASLEEP = UndoneReason.NOT_SERVED.value, UndoneReason.ASLEEP.value
AWAY, HELD = UndoneReason.AWAY.value, UndoneReason.HELD.value


@act
def queue_up(ward, resident, slot):
    """Be on the list of those whom a slot serves one by one."""
    is_bank = slot.leader_seat != NOBODY and ward.staff[slot.leader_seat].is_bank
    resident.queue_slot = slot.index
    resident.queue_number = slot.queued
    slot.queued += 1
    resident.service_minutes = service_minutes(
        ward.p,
        minutes_each=slot.minutes_each,
        is_dose=slot.activity == Activity.MEDICATION,
        is_bank=is_bank,
        u=draw(ward, resident, Decision.INTERRUPTED, 0),
    )


def serve(ward, slot, share):
    """See those in line one by one, as far as the minutes of this part of the tick go; then see who waits."""
    minutes, servers, worked = ward.p.tick_minutes * share, int(leading(ward, slot)), 0.0
    slot.minutes_begun = 0.0
    for resident in ward.beds:
        resident.is_being_seen = False
    for _ in range(servers):
        worked += minutes - see_in_turn(ward, slot, minutes)
    note_service(ward, slot, share_of(part=worked, whole=float(servers)))
    line_up(ward, slot)


def see_in_turn(ward, slot, minutes):
    """Let one of those who serve see residents for some minutes; return how many of them are left."""
    bed = next_in_line(ward, slot)
    while bed != NOBODY:
        resident = ward.beds[bed]
        needed = resident.service_minutes - resident.served_minutes
        if not can_be_seen(minutes_left=minutes, minutes_needed=needed):
            begin_turn(ward, resident, slot, minutes)
            return 0.0
        minutes -= needed
        be_seen(ward, resident, slot, needed)
        bed = next_in_line(ward, slot)
    return max(minutes, 0.0)


def begin_turn(ward, resident, slot, minutes):
    """Be seen for the rest of the time that there is, to be finished in the next tick."""
    resident.is_being_seen = True
    resident.served_minutes += minutes
    slot.minutes_begun += resident.served_minutes
    spend(ward, resident, slot, minutes)


def spend(ward, resident, slot, minutes):
    """Spend minutes of the tick being seen."""
    share = share_of(part=minutes, whole=ward.p.tick_minutes)
    resident.served_slot = slot.index
    taken = resident.old_share + resident.slot_share
    resident.served_share = min(resident.served_share + share, max(1.0 - taken, 0.0))


def leading(ward, slot):
    """Return how many lead a slot now; the first of them is remembered."""
    number = 0.0
    slot.leader_seat = NOBODY
    for k in range(ward.now.n_on_duty):
        staff = ward.staff[ward.seats_on_duty[k]]
        if staff.leading == slot.index:
            number += 1.0
            if slot.leader_seat == NOBODY:
                slot.leader_seat = staff.seat
    return number


def note_service(ward, slot, minutes):
    """Note what serving took of the tick of each who served."""
    for k in range(ward.now.n_on_duty):
        staff = ward.staff[ward.seats_on_duty[k]]
        if staff.leading == slot.index:
            if slot.activity == Activity.MEDICATION:
                staff.dose_minutes = min(
                    staff.dose_minutes + minutes, ward.p.tick_minutes - staff.lead_minutes
                )
            else:
                staff.lead_minutes = min(
                    staff.lead_minutes + minutes, ward.p.tick_minutes - staff.dose_minutes
                )


def can_be_served(ward, resident, slot):
    """Return whether somebody on the list could be seen now."""
    return (
        resident.is_here
        and resident.is_present
        and resident.queue_slot == slot.index
        and resident.hold == NOBODY
        and not resident.is_asleep
        and (
            resident.slot_index == NOBODY
            or resident.slot_index == slot.index
            or ward.slots[resident.slot_index].is_brief
        )
    )


def next_in_line(ward, slot):
    """Return the bed of who is next, or NOBODY: whose turn has begun is seen to the end first."""
    best = NOBODY
    for resident in ward.beds:
        if can_be_served(ward, resident, slot) and not resident.is_being_seen:
            if best == NOBODY or is_before(resident, ward.beds[best]):
                best = resident.bed
    return best


def is_before(resident, other):
    """Return whether one is seen before another in the same line."""
    has_begun, other_has = resident.served_minutes > 0.0, other.served_minutes > 0.0
    if has_begun != other_has:
        return has_begun
    return resident.queue_number < other.queue_number


@act
def be_seen(ward, resident, slot, minutes):
    """Have one's turn: the dose, the round, the session; then be free again."""
    spend(ward, resident, slot, minutes)
    if slot.demand == Demand.SEE_SOMEBODY:
        resident.seen_tick = ward.now.tick
    leave_line(resident)
    set_out(ward, resident)
    slot.served += 1
    slot.attended += 1
    if slot.activity == Activity.MEDICATION:
        take_dose(ward, resident)
    if slot.leader_seat != NOBODY:
        be_known(
            ward, ward.staff[slot.leader_seat], resident, 0.0, 0.0, hours(minutes=resident.service_minutes)
        )


def leave_line(resident):
    """Be in no line any more."""
    if resident.slot_index == resident.queue_slot:
        resident.slot_index = NOBODY
        resident.activity = FREE_TIME
        resident.must_move = True
    resident.queue_slot = NOBODY
    resident.served_minutes = 0.0


@act
def take_dose(ward, resident):
    """Take the medication offered."""
    resident.refuses_medication = False
    resident.medicated = after_dose(ward.p, medicated=resident.medicated)


def line_up(ward, slot):
    """Let those whose turn is near come and wait; who is being seen waits no longer."""
    first = next_in_line(ward, slot)
    joined = ward.p.queue_joined_ahead if slot.activity == Activity.MEDICATION else 0.0
    for resident in ward.beds:
        is_elsewhere = resident.slot_index != NOBODY and resident.slot_index != slot.index
        if is_elsewhere or not can_be_served(ward, resident, slot):
            continue
        resident.slot_share = 0.0
        if (
            resident.is_being_seen
            or resident.bed == first
            or float(resident.queue_number - slot.served) <= joined
        ):
            resident.slot_index = slot.index
            resident.place_index = slot.place_index
            resident.activity = slot.activity if resident.is_being_seen else WAITING


def minutes_ahead(ward, resident):
    """Return how much service is still ahead of somebody in line, min."""
    slot = ward.slots[resident.queue_slot]
    return minutes_until_turn(
        ahead=max(float(resident.queue_number - slot.served), 0.0),
        minutes_each=slot.minutes_each,
        servers=max(float(slot.leaders), 1.0),
        minutes_done=slot.minutes_begun,
    )


def close_queue(ward, slot):
    """See to the end whose turn has begun, and let go those who were not seen by the end of a slot."""
    turn = 0
    for resident in ward.beds:
        if (
            resident.served_minutes > 0.0
            and slot.leader_seat != NOBODY
            and can_be_served(ward, resident, slot)
        ):
            needed = resident.service_minutes - resident.served_minutes
            stay_with(ward, slot, turn, needed)
            be_seen(ward, resident, slot, needed)
            turn += 1
        elif resident.is_here and resident.queue_slot == slot.index:
            miss_turn(ward, resident, why_not_seen(resident))


def miss_turn(ward, resident, reason):
    """Leave a line without having been seen, which is written as undone."""
    slot = ward.slots[resident.queue_slot]
    task = MEDICATION if slot.activity == Activity.MEDICATION else APPOINTMENT
    note_undone(ward, task, resident.number, slot.name_index, reason, resident.service_minutes)
    leave_line(resident)


def stay_with(ward, slot, turn, minutes):
    """Let the next of those who serve see a turn to the end: the minutes go off those of the next tick."""
    left = turn % max(int(leading(ward, slot)), 1)
    for k in range(ward.now.n_on_duty):
        staff = ward.staff[ward.seats_on_duty[k]]
        if staff.leading == slot.index:
            if left == 0:
                if slot.activity == Activity.MEDICATION:
                    staff.dose_owed += minutes
                else:
                    staff.lead_owed += minutes
            left -= 1


def why_not_seen(resident):
    """Return why somebody on a list was not seen."""
    if not resident.is_present:
        return AWAY
    if resident.hold != NOBODY:
        return HELD
    return ASLEEP if resident.is_asleep else NOT_SERVED
