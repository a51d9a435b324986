"""Slots start, end or fall through (phase 2 of a tick)."""

from milieusim.kinds import IS_NURSING, IS_SPARED, NOBODY
from milieusim.rules.attendance import slot_falls_probability
from milieusim.rules.basics.keyed_draws import Decision
from milieusim.rules.requests import preparation_minutes
from milieusim.rules.staffing import taken
from milieusim.vocabulary import Activity, SlotFate
from milieusim.ward.counts import day_of, this_shift
from milieusim.ward.day.attending import invite, key_of_slot, let_down
from milieusim.ward.day.following import see_what_comes, set_out
from milieusim.ward.day.not_held import note_cut_short, note_not_held
from milieusim.ward.day.prompting import ask_the_time, end_demands
from milieusim.ward.day.serving import close_queue, leading, serve
from milieusim.ward.luck import drawn_at, person_of_post
from milieusim.ward.seams import has_room, row_at


def run_slots(ward):
    """Do what the timetable has for this tick: first what ends, then what starts."""
    first = ward.moment.first_stretch
    last = first + ward.moment.n_stretches
    for resident in ward.beds:
        resident.old_slot_index = NOBODY
        resident.old_share = 0.0
        resident.slot_share = 0.0
        resident.served_slot = NOBODY
        resident.served_share = 0.0
    for staff in ward.staff:
        see_to_the_end(ward, staff)
    for k in range(first, last):
        stretch = ward.stretches[k]
        if stretch.is_last and not stretch.is_first and is_held(ward, stretch):
            end_slot(ward, ward.slots[stretch.slot_index], stretch.share)
    for k in range(first, last):
        if ward.stretches[k].is_first:
            start_slot(ward, ward.slots[ward.stretches[k].slot_index], ward.stretches[k].is_last)
    for k in range(first, last):
        if is_held(ward, ward.stretches[k]):
            share_slot(ward, ward.stretches[k])
    ask_the_time(ward)


def see_to_the_end(ward, staff):
    """Begin a tick with what turns that were seen to the end beyond their slot took of it."""
    minutes = ward.p.tick_minutes
    staff.lead_minutes = taken(need=staff.lead_owed, left=minutes)
    staff.dose_minutes = taken(need=staff.dose_owed, left=minutes - staff.lead_minutes)
    staff.lead_owed -= staff.lead_minutes
    staff.dose_owed -= staff.dose_minutes


def is_held(ward, stretch):
    """Return whether the slot of a stretch takes place now."""
    return ward.slots[stretch.slot_index].fate == SlotFate.HELD


def end_slot(ward, slot, share):
    """Let go those who took part and who led; who was to come and did not has refused it or was missed."""
    relieve(ward, slot)
    if slot.is_queue:
        serve(ward, slot, share)
        close_queue(ward, slot)
    for resident in ward.beds:
        if resident.is_present and resident.slot_index == slot.index:
            resident.old_slot_index = slot.index
            resident.old_share = share
            resident.slot_index = NOBODY
            resident.must_move = True
            set_out(ward, resident)
    for staff in ward.staff:
        if staff.leading == slot.index:
            if not slot.is_queue:
                lead_for(ward, staff, share)
            staff.leading = NOBODY
    end_demands(ward, slot)
    if slot.row != NOBODY:
        row_at(ward.slot_rows, slot.row).attended = slot.attended
    ward.places[slot.place_index].claimed -= 1
    slot.fate = NOBODY


def lead_for(ward, staff, share):
    """Spend a share of the tick leading, or what is left of it."""
    minutes = ward.p.tick_minutes
    staff.lead_minutes = min(staff.lead_minutes + share * minutes, minutes - staff.dose_minutes)


def close_short_slots(ward):
    """End slots that began in this very tick and are over."""
    first = ward.moment.first_stretch
    for k in range(first, first + ward.moment.n_stretches):
        stretch = ward.stretches[k]
        if stretch.is_first and stretch.is_last and is_held(ward, stretch):
            end_slot(ward, ward.slots[stretch.slot_index], 0.0)


def share_slot(ward, stretch):
    """Note how much of the tick a slot under way takes from those in it."""
    slot = ward.slots[stretch.slot_index]
    slot.share_now = stretch.share
    relieve(ward, slot)
    if slot.is_queue:
        serve(ward, slot, stretch.share)
        return
    if slot.leader_role != NOBODY and slot.leader_seat == NOBODY:
        cut_short(ward, slot)
        return
    for resident in ward.beds:
        if resident.is_present and resident.slot_index == stretch.slot_index:
            taken = resident.old_share + resident.served_share  # slots may overlap in a tick
            resident.slot_share = min(stretch.share, max(1.0 - taken, 0.0))
    for staff in ward.staff:
        if staff.leading == stretch.slot_index:
            lead_for(ward, staff, stretch.share)


def close_slots(ward):
    """As a run ends, write how many have come to what is under way."""
    for slot in ward.slots:
        if slot.fate == SlotFate.HELD and slot.row != NOBODY:
            row_at(ward.slot_rows, slot.row).attended = slot.attended


def cut_short(ward, slot):
    """End a slot that nobody leads any more: who took part is let down."""
    note_cut_short(ward, slot)
    for resident in ward.beds:
        if resident.is_present and resident.slot_index == slot.index:
            let_down(ward, resident, slot)
    end_slot(ward, slot, 0.0)
    slot.fate = SlotFate.NO_LEADER


def start_slot(ward, slot, is_brief):
    """Hold a slot if it has its leaders and its room; a brief one is over before the tick is."""
    shift = this_shift(ward)
    slot.fate = fate_of(ward, slot)
    slot.invited = 0
    slot.attended = 0
    slot.queued = 0
    slot.served = 0
    slot.minutes_begun = 0.0
    slot.share_now = 0.0
    slot.is_brief = is_brief
    shift.slots_planned += 1
    count_offer(ward, slot)
    if slot.fate == SlotFate.HELD:
        shift.slots_held += 1
        ward.places[slot.place_index].claimed += 1
        invite(ward, slot)
    else:
        slot.leader = NOBODY
        note_not_held(ward, slot)
        for resident in ward.beds:
            if resident.is_here and resident.is_present and not resident.is_asleep:
                let_down(ward, resident, slot)
    see_what_comes(ward, slot)
    write_slot(ward, slot)


def count_offer(ward, slot):
    """Count a medication round or a meal, and let doses be prepared."""
    now = ward.now
    if slot.activity == Activity.MEDICATION:
        now.rounds_today += 1
        now.preparation_backlog += preparation_minutes(ward.p, residents=float(now.n_present))
    elif slot.activity == Activity.MEAL:
        now.meals_offered += 1


def fate_of(ward, slot):
    """Return whether a slot is held, or why not; its leaders begin to lead."""
    place = ward.places[slot.place_index]
    slot.leader_seat = NOBODY
    if place.is_exclusive and place.claimed > 0:
        return SlotFate.NO_ROOM
    slot.leader = NOBODY
    if slot.leader_role == NOBODY:
        return SlotFate.HELD
    if free_leaders(ward, slot) < (
        1 if slot.is_queue else slot.leaders
    ):  # one alone sees residents more slowly
        slot.leader = NOBODY
        return SlotFate.NO_LEADER
    if IS_NURSING[slot.leader_role] and not IS_SPARED[slot.activity] and gives_way(ward, slot):
        return SlotFate.SHORT_STAFFED
    take_the_lead(ward, slot, 0)
    return SlotFate.HELD


def free_leaders(ward, slot):
    """Return how many are on duty who could lead; the first of them is named."""
    free = 0
    for k in range(ward.now.n_on_duty):
        staff = ward.staff[ward.seats_on_duty[k]]
        if staff.role == slot.leader_role and staff.leading == NOBODY:
            free += 1
            if slot.leader == NOBODY:
                slot.leader = staff.post
    return free


def gives_way(ward, slot):
    """Return whether nurses who should lead are needed elsewhere."""
    falls = slot_falls_probability(ward.p, load=ward.now.load)
    person = person_of_post(slot.leader)
    return drawn_at(ward, ward.now.tick, Decision.SLOT_FALLS, person, key_of_slot(slot)) < falls


def relieve(ward, slot):
    """Let others take over where those who led have gone home; a line is seen by who is left, more slowly."""
    if slot.leader_role != NOBODY:
        led = int(leading(ward, slot))
        if led < (1 if slot.is_queue else slot.leaders):
            take_the_lead(ward, slot, led)


def take_the_lead(ward, slot, led):
    """Let as many begin to lead as the slot asks for besides those who do."""
    for k in range(ward.now.n_on_duty):
        staff = ward.staff[ward.seats_on_duty[k]]
        if led < slot.leaders and staff.role == slot.leader_role and staff.leading == NOBODY:
            staff.leading = slot.index
            led += 1
            if slot.leader_seat == NOBODY:
                slot.leader_seat = staff.seat


def write_slot(ward, slot):
    """Write the row of a slot."""
    slot.row = NOBODY
    if not ward.now.is_open:
        return
    if not has_room(ward.slot_rows, ward.now.n_slot_rows):
        ward.now.overflow = True
        return
    row = row_at(ward.slot_rows, ward.now.n_slot_rows)
    row.day = day_of(ward)
    row.slot = slot.name_index
    row.activity = slot.activity
    row.place = slot.shown_place
    row.start = slot.start_hour
    row.end = slot.end_hour
    row.is_held = slot.fate == SlotFate.HELD
    row.reason = NOBODY if row.is_held else slot.fate
    row.leader = slot.leader
    row.invited = slot.invited
    row.attended = slot.attended
    slot.row = ward.now.n_slot_rows
    ward.now.n_slot_rows += 1
