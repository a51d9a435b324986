"""Residents decide whether to come to a slot, and what it does to them if it falls through (phase 2)."""

from milieusim.kinds import NOBODY
from milieusim.rules.attendance import attendance_log_odds, attendance_probability, invitation_priority
from milieusim.rules.basics.keyed_draws import Decision
from milieusim.rules.demands import dose_is_due
from milieusim.rules.repair import trust_after_hurt
from milieusim.rules.requests import added, impulse_of_change, places_in_time, turn_priority
from milieusim.rules.staffing import minutes
from milieusim.vocabulary import Activity, Demand, UndoneReason
from milieusim.ward.acts import act
from milieusim.ward.day.complying import complies, hears_call
from milieusim.ward.day.missing import note_missed_group
from milieusim.ward.day.prompting import be_asked, settle_demand
from milieusim.ward.day.serving import queue_up, take_dose
from milieusim.ward.day.taking_part import attend, eat, fit_of
from milieusim.ward.day.turns import draw_turn, take_turn
from milieusim.ward.residents.straining import be_strained
from milieusim.ward.residents.whereabouts import forget_demand
from milieusim.ward.seams import draw

HELD, N_ACTIVITIES = UndoneReason.HELD.value, len(Activity)
EAT = Demand.EAT.value


def invite(ward, slot):
    """Ask residents, see who comes, and give the places out."""
    if slot.demand != NOBODY and slot.places_offered < 0:
        call_everybody(ward, slot)
        return
    bring_meals(ward, slot)
    wanting = 0
    for resident in ward.beds:
        resident.priority = -1.0
        if resident.is_here and can_be_asked(ward, resident, slot):
            slot.invited += 1
            resident.priority = answer_invitation(ward, resident, slot)
            if resident.priority >= 0.0:
                wanting += 1
    places = places_of(ward, slot, wanting)
    while wanting > 0 and places > 0:
        take_place(ward, take_turn(ward), slot)
        places -= 1
        wanting -= 1


def call_everybody(ward, slot):
    """Call all, by lot, to what the day asks of them; of doses, those who have one to take."""
    called = 0
    for resident in ward.beds:
        resident.priority = -1.0
        if resident.is_here and is_concerned(ward, resident, slot):
            draw_turn(ward, resident, 1 + slot.rank)
            called += 1
    for _ in range(called):
        resident = take_turn(ward)
        if resident.hold != NOBODY:
            be_brought(ward, resident, slot)
        else:
            slot.invited += 1
            call(ward, resident, slot)


def is_concerned(ward, resident, slot):
    """Return whether a slot to which all are called has something for somebody now."""
    is_held = resident.is_present and resident.hold != NOBODY
    if not is_held and not can_be_called(resident, slot):
        return False
    u = draw(ward, resident, Decision.DOSE_DUE, slot.rank)
    return slot.demand != Demand.DOSE or dose_is_due(ward.p, u=u)


def call(ward, resident, slot):
    """Ask somebody to come now, whatever was asked of them before."""
    if resident.demand != NOBODY:
        settle_demand(ward, resident)
    if can_be_called(resident, slot):  # an end may be a refusal, and a refusal may end in a hold
        be_asked(ward, resident, slot.demand, slot.index)


def bring_meals(ward, slot):
    """Bring a meal to which whoever wants may come to those who are held and cannot."""
    if slot.activity == Activity.MEAL:
        for resident in ward.beds:
            if resident.is_here and resident.is_present and resident.hold != NOBODY:
                be_brought(ward, resident, slot)


@act
def be_brought(ward, resident, slot):
    """Be brought a dose or a meal where one is held, if one takes it; go without the rest of the day."""
    is_dose, is_meal = slot.demand == Demand.DOSE, slot.activity == Activity.MEAL
    now, resident.demand, resident.prompts = ward.now, EAT if is_meal else slot.demand, 0
    resident.demand_slot = slot.index
    can_bring = (is_dose and now.n_registered > 0) or (is_meal and now.n_nursing > 0)
    if can_bring and hears_call(ward, resident) and complies(ward, resident):
        resident.is_asleep = False
        if is_dose:
            now.preparation_backlog += ward.p.dose_minutes
            take_dose(ward, resident)
        else:
            now.meals_brought += 1
            eat(resident)
    else:
        note_missed_group(ward, resident, HELD)
    forget_demand(resident)


def can_be_called(resident, slot):
    """Return whether the day asks this of somebody now."""
    is_free = resident.slot_index == NOBODY or slot.is_queue
    return resident.is_present and resident.hold == NOBODY and is_free and resident.queue_slot == NOBODY


def places_of(ward, slot, wanting):
    """Return how many places there are."""
    if slot.places_offered >= 0:
        return slot.places_offered
    if not slot.is_queue:
        return wanting
    return int(
        places_in_time(
            minutes=minutes(hours=slot.hours),
            minutes_each=slot.minutes_each,
            servers=float(slot.leaders),
        )
    )


def take_place(ward, resident, slot):
    """Let a resident have a place: at once, in turn, or once they have come to an appointment."""
    if slot.demand == Demand.SEE_SOMEBODY:
        call(ward, resident, slot)
    elif slot.is_queue:
        queue_up(ward, resident, slot)
    else:
        slot.attended += 1
        attend(ward, resident, slot)


def can_be_asked(ward, resident, slot):
    """Return whether a resident can be asked to come at all."""
    if not resident.is_present or resident.hold != NOBODY or resident.slot_index != NOBODY:
        return False
    if resident.queue_slot != NOBODY and (slot.is_queue or has_appointment(ward, resident)):
        return False
    if resident.is_asleep and not slot.is_expected:
        return False
    return resident.has_visitors or slot.activity != Activity.VISITING


def has_appointment(ward, resident):
    """Return whether the line that somebody is in is for something other than a dose."""
    return ward.slots[resident.queue_slot].activity != Activity.MEDICATION


@act
def answer_invitation(ward, resident, slot):
    """Return how soon one comes in turn for a place in a slot; below 0 if one does not want to come."""
    p, key = ward.p, key_of_slot(slot)
    u = draw(ward, resident, Decision.HELP_CHOICE, key)
    if slot.demand == Demand.SEE_SOMEBODY:
        since = ward.now.tick - resident.seen_tick
        return turn_priority(hours_since=float(max(since, 0)) * p.tick_hours, u=u)
    fit = fit_of(ward, resident, slot)
    probability = attendance_probability(p, log_odds=log_odds_of_coming(ward, resident, slot, fit))
    if resident.is_asleep:
        probability = probability * p.rouse_share
    if draw(ward, resident, Decision.ATTEND, key) < probability:
        return invitation_priority(p, fit=fit, u=u)
    return -1.0


def key_of_slot(slot):
    """Return what tells the draws about a slot from those about any other that begins in the same tick."""
    return slot.activity + N_ACTIVITIES * slot.rank


@act
def log_odds_of_coming(ward, resident, slot, fit):
    """Return the log-odds that a resident comes to a slot."""
    return attendance_log_odds(
        ward.p,
        fit=fit,
        is_expected=slot.is_expected,
        trust=resident.trust_now,
        fatigue=resident.sleep_pressure,
        arousal=resident.arousal,
        distress=resident.distress,
        boredom=resident.boredom,
    )


@act
def let_down(ward, resident, slot):
    """Feel that a slot fell through: it costs trust."""
    p = ward.p
    impulse = impulse_of_change(p, interest=fit_of(ward, resident, slot), told=ward.now.told_now)
    resident.changed = added(level=resident.changed, impulse=impulse)
    be_strained(ward, resident, impulse)
    for k in range(ward.now.n_on_duty):
        seat = ward.seats_on_duty[k]
        ward.trust[resident.bed, seat] = trust_after_hurt(
            trust=ward.trust[resident.bed, seat], loss=impulse * p.change_costs_trust
        )
