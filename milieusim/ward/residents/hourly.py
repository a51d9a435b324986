"""Slow states, burnout and ties: what each tick adds, and how they follow the hour and the day (phases 12 and 13)."""

from milieusim.kinds import NOBODY
from milieusim.rules.admission import craving_now
from milieusim.rules.arousal import next_hunger
from milieusim.rules.basics.keyed_draws import Decision
from milieusim.rules.repair import learnt
from milieusim.rules.staffing import hours_stood_for, next_burnout, next_fatigue, share_of
from milieusim.rules.ties import faded
from milieusim.rules.wellbeing import complaints_settled, lost
from milieusim.vocabulary import Activity
from milieusim.ward.acts import act, staff_act
from milieusim.ward.conflict.learning import calm_down_about, forget_like_events
from milieusim.ward.day.taking_part import fit_of
from milieusim.ward.lived import look_at_stay
from milieusim.ward.residents.knowing import note_bonds, share_time
from milieusim.ward.residents.promising import complain, keep_promises
from milieusim.ward.residents.recovering import heal, settle_states
from milieusim.ward.residents.whereabouts import live_elsewhere
from milieusim.ward.seams import draw
from milieusim.ward.staffing.shifts import show_warmth


def live_tick(ward):
    """Add what was lived in this tick to the hour of everybody present; who is away lives elsewhere."""
    for resident in ward.beds:
        if resident.is_here and resident.is_present:
            resident.since_chance += ward.p.tick_hours
            resident.hunger = next_hunger(ward.p, hunger=resident.hunger, is_asleep=resident.is_asleep)
            if not resident.is_asleep:
                live_through(ward, resident)
        elif resident.is_here:
            live_elsewhere(ward, resident)


@act
def live_through(ward, resident):
    """Add a waking tick to the hour."""
    dt = ward.p.tick_hours
    resident.awake_hour += dt
    resident.staff_hour += resident.staff_share * dt
    resident.contact_hour += resident.contact_share * dt
    resident.crowded_hour += resident.crowding * dt
    if resident.hold != NOBODY:
        resident.held_hour += dt
    resident.demanded_hour += resident.demanded * dt
    if resident.slot_index != NOBODY:
        live_slot(ward, resident, ward.slots[resident.slot_index], resident.slot_share * dt)
    if resident.old_slot_index != NOBODY:
        live_slot(ward, resident, ward.slots[resident.old_slot_index], resident.old_share * dt)
    if resident.served_slot != NOBODY:
        live_slot(ward, resident, ward.slots[resident.served_slot], resident.served_share * dt)


@act
def live_slot(ward, resident, slot, hours):
    """Add time in a slot to the hour."""
    if slot.is_structured:
        resident.structured_hour += hours
    if slot.is_organised:
        resident.organised_hour += hours
        resident.fit_hour += fit_of(ward, resident, slot) * hours
    if slot.is_therapy:
        resident.therapy_hour += hours
    if slot.is_skills:
        resident.skills_hour += hours
    if slot.is_expected:
        resident.expected_hour += hours
    if slot.activity == Activity.COMMUNITY_MEETING:
        settle_complaints(ward, resident, hours)
        complain(ward, resident, hours)
    if slot.leader_seat != NOBODY and slot.is_organised:
        # Less than alone with them, but many at a time.
        share_time(ward, ward.staff[slot.leader_seat], resident, hours, ward.p.group_contact_share)
    if slot.activity == Activity.MEAL and ward.now.n_on_duty > 0:
        staff = who_is_there(ward, resident)
        if staff.is_nursing:
            share_time(ward, staff, resident, hours, ward.p.group_contact_share)
    if slot.activity == Activity.VISITING:
        resident.contact_hour += hours
        resident.since_chance = 0.0


def who_is_there(ward, resident):
    """Return who of those on duty happens to be near at a meal."""
    k = int(draw(ward, resident, Decision.STAFF_CHOICE, 1) * ward.now.n_on_duty)
    return ward.staff[ward.seats_on_duty[k]]


@act
def settle_complaints(ward, resident, hours):
    """Bring up what rankles in the community meeting, where residents have a say."""
    share = complaints_settled(ward.p, hours=hours)
    resident.denied = lost(level=resident.denied, share=share)
    resident.limited = lost(level=resident.limited, share=share)
    resident.autonomy = learnt(coping=resident.autonomy, gain=share * ward.p.meeting_gives_autonomy)


def pass_hour(ward):
    """Let the slow states of all follow the hour they lived; an hour away is like one asleep."""
    p, now = ward.p, ward.now
    for resident in ward.beds:
        if resident.is_here:
            resident.trust_now = mean_trust(ward, resident)
            settle_hour(ward, resident)
            look_at_stay(ward, resident)
            forget_hour(resident)
    for k in range(now.n_on_duty):
        wear(ward, ward.staff[ward.seats_on_duty[k]])
    now.conflicts_this_hour = 0
    now.load_day += now.load_hour * p.days_an_hour
    now.load_hour = 0.0
    now.present_hour = 0.0


def mean_trust(ward, resident):
    """Return the mean trust of a resident in those on duty."""
    total, on_duty = 0.0, ward.now.n_on_duty
    for k in range(on_duty):
        total += ward.trust[resident.bed, ward.seats_on_duty[k]]
    return share_of(part=total, whole=float(on_duty))


@act
def settle_hour(ward, resident):
    """Let one's slow states follow the hour."""
    p = ward.p
    days_here = ((ward.now.tick + 1) * p.tick_hours - resident.admitted_hour) * p.days_an_hour
    staff = share_of(part=resident.staff_hour, whole=resident.awake_hour)
    contact = share_of(part=resident.contact_hour, whole=resident.awake_hour)
    settle_states(ward, resident, staff, contact)
    heal(ward, resident, staff, contact)
    resident.craving = craving_now(
        p,
        trait=resident.craving_trait,
        uses_substances=resident.uses_substances,
        days_since_admission=days_here,
    )


def forget_hour(resident):
    """Forget what was lived in the hour, once the slow states have taken it in."""
    resident.organised_hour = 0.0
    resident.therapy_hour = 0.0
    resident.skills_hour = 0.0
    resident.contact_hour = 0.0
    resident.staff_hour = 0.0
    resident.expected_hour = 0.0
    resident.crowded_hour = 0.0
    resident.held_hour = 0.0
    resident.demanded_hour = 0.0
    resident.awake_hour = 0.0
    resident.fit_hour = 0.0
    resident.structured_hour = 0.0


@staff_act
def wear(ward, staff):
    """Let an hour at work wear one down, or rest one."""
    p, now = ward.p, ward.now
    seen = min(float(now.conflicts_this_hour), 1.0)
    make_up_for_before(ward, staff)
    staff.burnout = next_burnout(
        p, burnout=staff.burnout, load=now.load_hour, conflict_seen=seen, hours=staff.stands_for
    )
    staff.fatigue = next_fatigue(p, fatigue=staff.fatigue, load=now.load_hour, night=ward.moment.night)
    show_warmth(ward, staff)


def make_up_for_before(ward, staff):
    """Let an hour of the warm-up stand for many that a team has worked before; bank staff come from elsewhere."""
    if ward.now.is_open or staff.is_bank:
        return
    staff.stands_for = hours_stood_for(ward.p, hours_worked=staff.hours_worked)
    staff.hours_worked += 1.0


def pass_day(ward):
    """Let ties fade overnight, and note how well tied each resident is."""
    p = ward.p
    keep_promises(ward)
    ward.now.load_day = 0.0
    forget_like_events(ward, ward.now.tick // int(p.ticks_a_day))
    for resident in ward.beds:
        if not resident.is_here:
            continue
        resident.known *= p.kept_known_a_day
        calm_down_about(ward, resident)
        for other in ward.beds:
            tie = ward.ties[resident.bed, other.bed]
            ward.ties[resident.bed, other.bed] = faded(tie=tie, kept=p.kept_tie_a_day)
        note_bonds(ward, resident)
        for staff in ward.staff:
            trust = faded(tie=ward.trust[resident.bed, staff.seat], kept=p.kept_trust_a_day)
            ward.trust[resident.bed, staff.seat] = trust
