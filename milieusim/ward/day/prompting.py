"""What the day asks of residents, and how staff prompt those who do not do it."""

from milieusim.incident_kinds import IncidentKind
from milieusim.kinds import NOBODY
from milieusim.rules.basics.keyed_draws import Decision
from milieusim.rules.demands import (
    excused_probability,
    impulse_of_demand,
    offers_again,
    open_refusal_probability,
    prompts_again,
)
from milieusim.rules.requests import added, can_be_seen
from milieusim.rules.staffing import minutes_of_part, taken
from milieusim.vocabulary import Activity, Demand, PlaceKind, Task, UndoneReason
from milieusim.ward.acts import act
from milieusim.ward.conflict.incidents import raise_incident
from milieusim.ward.day.complying import complies, hears_call, key_of_call
from milieusim.ward.day.missing import note_missed
from milieusim.ward.day.serving import queue_up
from milieusim.ward.day.taking_part import attend
from milieusim.ward.day.turns import draw_turn, take_turn
from milieusim.ward.residents.going import go_to, place_of_kind
from milieusim.ward.residents.promising import show_exception
from milieusim.ward.residents.straining import be_strained
from milieusim.ward.residents.whereabouts import forget_demand
from milieusim.ward.seams import draw
from milieusim.ward.undone import note_undone

MEDICATION_REFUSAL = IncidentKind.MEDICATION_REFUSAL.value
DEMAND_REFUSAL = IncidentKind.DEMAND_REFUSAL.value
PROMPTS = Task.PROMPTS.value
REFUSED, NO_MINUTES = UndoneReason.REFUSED.value, UndoneReason.NO_MINUTES.value
STAYED_AWAY, ELSEWHERE = UndoneReason.STAYED_AWAY.value, UndoneReason.ELSEWHERE.value


def ask_the_time(ward):
    """Let the hour ask residents to get up or to go to bed; drop what is asked for no longer."""
    now, moment = ward.now, ward.moment
    for resident in ward.beds:
        if not resident.is_here or not resident.is_present or resident.hold != NOBODY:
            continue
        if is_met(ward, resident):
            forget_demand(resident)
        elif (
            resident.demand != NOBODY and resident.demand_slot == NOBODY and now.tick >= resident.demand_until
        ):
            end_demand(ward, resident)
        if moment.is_wake_time and resident.is_asleep and resident.demand == NOBODY:
            be_asked(ward, resident, Demand.GET_UP, NOBODY)
        elif moment.is_bed_time and is_up(ward, resident):
            be_asked(ward, resident, Demand.GO_TO_BED, NOBODY)


def is_met(ward, resident):
    """Return whether somebody has got up, or gone to bed, without being asked again."""
    if resident.demand == Demand.GET_UP:
        return not resident.is_asleep
    is_in_bedroom = ward.places[resident.place_index].kind == PlaceKind.BEDROOM
    return resident.demand == Demand.GO_TO_BED and (resident.is_asleep or is_in_bedroom)


def is_up(ward, resident):
    """Return whether somebody is up and about, with nothing asked of them."""
    is_in_bedroom = ward.places[resident.place_index].kind == PlaceKind.BEDROOM
    return not (
        resident.is_asleep or is_in_bedroom or resident.demand != NOBODY or resident.slot_index != NOBODY
    )


@act
def be_asked(ward, resident, demand, slot_index):
    """Be called to something; do it, or be prompted later."""
    resident.demand = demand
    resident.demand_slot = slot_index
    resident.demand_until = ward.now.tick + int(ward.p.demand_ticks)
    resident.prompts = 0
    resident.next_prompt = ward.now.tick
    resident.is_prompted = True
    if hears_call(ward, resident) and complies(ward, resident):
        do_as_asked(ward, resident)


@act
def do_as_asked(ward, resident):
    """Get up, go to bed, come to a meal or a group, or join the line for a dose."""
    demand, slot_index = resident.demand, resident.demand_slot
    forget_demand(resident)
    if demand != Demand.GO_TO_BED:
        resident.is_asleep = False
    if demand == Demand.GET_UP:
        resident.must_move = True
        resident.activity = Activity.FREE_TIME
    elif demand == Demand.GO_TO_BED:
        go_to(ward, resident, place_of_kind(ward, PlaceKind.BEDROOM))
    elif ward.slots[slot_index].is_queue:
        queue_up(ward, resident, ward.slots[slot_index])
    else:
        ward.slots[slot_index].attended += 1
        attend(ward, resident, ward.slots[slot_index])
        live_the_rest(ward, resident, ward.slots[slot_index])


def live_the_rest(ward, resident, slot):
    """Have of the tick in which one comes to a slot under way what belongs to it and is not yet lived."""
    taken_so_far = resident.old_share + resident.served_share
    resident.slot_share = min(slot.share_now, max(1.0 - taken_so_far, 0.0))


def is_due(ward, resident):
    """Return whether somebody is due to be prompted now."""
    return (
        resident.is_here
        and resident.is_present
        and resident.is_prompted
        and resident.hold == NOBODY
        and is_free_to_come(ward, resident)
        and ward.now.tick >= resident.next_prompt
    )


def is_free_to_come(ward, resident):
    """Return whether one is in no slot, or in one that is over before the tick is and that leads on to a line."""
    if resident.slot_index == NOBODY:
        return True
    is_for_line = resident.demand_slot != NOBODY and ward.slots[resident.demand_slot].is_queue
    return is_for_line and ward.slots[resident.slot_index].is_brief


def prompt_those_due(ward):
    """Let staff prompt those who have not done what was asked, by lot, while they have minutes for it."""
    now, p, due = ward.now, ward.p, 0
    take_up_minutes(ward)
    for resident in ward.beds:
        resident.priority = -1.0
        if is_due(ward, resident):
            draw_turn(ward, resident, 0)
            due += 1
    for _ in range(due):
        resident = take_turn(ward)
        if (
            is_due(ward, resident)
            and now.n_nursing > 0
            and can_be_seen(minutes_left=now.prompt_minutes_left, minutes_needed=p.prompt_minutes)
        ):
            now.prompt_minutes_left = max(now.prompt_minutes_left - p.prompt_minutes, 0.0)
            be_prompted(ward, resident)
    now.prompt_minutes_left = min(now.prompt_minutes_left, p.prompt_minutes)  # too little for one more, kept
    close_short_demands(ward)


def take_up_minutes(ward):
    """Add the minutes of this tick to what was too little for a prompt so far; prompts given ahead come first."""
    now, given = ward.now, ward.done[0, PROMPTS] + ward.done[1, PROMPTS]
    now.prompt_minutes_left += minutes_of_part(
        given=given, asked=now.prompts_asked, in_all=ward.need[PROMPTS]
    )
    for_before = taken(need=now.prompts_ahead, left=now.prompt_minutes_left)
    now.prompts_ahead -= for_before
    now.prompt_minutes_left -= for_before


def settle_demand(ward, resident):
    """Have what was asked come to an end before something else is asked.

    Who was called in this very tick is prompted first, since that is what time there would have been for: if so many
    minutes were left over in the last tick. They are worked off as the minutes of this one are shared out.
    """
    now, p = ward.now, ward.p
    is_new = resident.prompts == 0 and resident.next_prompt == now.tick
    if is_new and now.n_nursing > 0 and is_due(ward, resident):
        asked = now.prompts_ahead + p.prompt_minutes
        if can_be_seen(minutes_left=now.left_registered + now.left_assistant, minutes_needed=asked):
            now.prompts_ahead = asked
            be_prompted(ward, resident)
    if resident.demand != NOBODY:
        end_demand(ward, resident)


def close_short_demands(ward):
    """Ask no longer for what began in this very tick and is over by its end, while what comes of it still counts."""
    first = ward.moment.first_stretch
    for k in range(first, first + ward.moment.n_stretches):
        stretch = ward.stretches[k]
        if stretch.is_first and stretch.is_last:
            end_demands(ward, ward.slots[stretch.slot_index])


def end_demands(ward, slot):
    """Ask nobody for what a slot was about any more."""
    for resident in ward.beds:
        if resident.is_here and resident.demand_slot == slot.index:
            end_demand(ward, resident)


@act
def be_prompted(ward, resident):
    """Be asked again, face to face: do it, be excused, or feel pressed and refuse, or stay away until let be."""
    p, now = ward.p, ward.now
    resident.prompts += 1
    resident.next_prompt = now.tick + int(p.prompt_gap_ticks)
    if resident.demand != Demand.DOSE and is_excused(ward, resident):
        note_missed(ward, resident, STAYED_AWAY)
        staff = who_asks(ward, resident)
        forget_demand(resident)
        show_exception(ward, staff, resident)
        return
    if complies(ward, resident):
        do_as_asked(ward, resident)
        return
    feel_pressed(ward, resident)
    if refuses_openly(ward, resident):
        refuse(ward, resident)
        return
    again = prompts_again(p, prompts=float(resident.prompts))
    if resident.demand == Demand.DOSE:
        again = offers_again(p, offers=float(resident.prompts), is_detained=resident.is_detained)
    if draw(ward, resident, Decision.PROMPTS, key_of_call(ward, resident, 1)) >= again:
        let_be(ward, resident)


def refuses_openly(ward, resident):
    """Return whether one says no; a dose is refused only once nobody offers it any more."""
    if resident.demand == Demand.DOSE:
        return False
    chance = open_refusal_probability(ward.p, demanded=resident.demanded, arousal=resident.arousal)
    return draw(ward, resident, Decision.PROMPTS, key_of_call(ward, resident, 3)) < chance


@act
def let_be(ward, resident):
    """Be prompted no more: go without, which is an event where it is a dose."""
    if resident.demand == Demand.DOSE:
        refuse(ward, resident)
        return
    note_missed(ward, resident, STAYED_AWAY)
    forget_demand(resident)


def is_excused(ward, resident):
    """Return whether staff let it go this time."""
    chance = excused_probability(ward.p, known=resident.known, arousal=resident.arousal)
    return draw(ward, resident, Decision.EXCUSED, key_of_call(ward, resident, 0)) < chance


def who_asks(ward, resident):
    """Return who of those on duty prompts somebody now."""
    k = int(draw(ward, resident, Decision.PROMPTS, key_of_call(ward, resident, 2)) * ward.now.n_on_duty)
    return ward.staff[ward.seats_on_duty[k]]


@act
def feel_pressed(ward, resident):
    """Feel that one is pressed by somebody on duty."""
    staff = who_asks(ward, resident)
    impulse = impulse_of_demand(ward.p, need_autonomy=resident.need_autonomy, warmth=staff.warmth)
    resident.demanded = added(level=resident.demanded, impulse=impulse)
    be_strained(ward, resident, impulse)


@act
def refuse(ward, resident):
    """Refuse what is asked, for good: an event of the slot to which one was asked."""
    is_dose = resident.demand == Demand.DOSE
    note_missed(ward, resident, REFUSED)
    resident.demand = NOBODY  # who is held for it does not miss it twice
    resident.is_prompted = False
    if is_dose:
        resident.refuses_medication = True
        raise_incident(ward, resident, MEDICATION_REFUSAL)
    else:
        raise_incident(ward, resident, DEMAND_REFUSAL)
    forget_demand(resident)


@act
def end_demand(ward, resident):
    """Have a demand end that one has not met: let be if one was prompted, else left undone."""
    slot_index = resident.demand_slot
    if resident.prompts > 0:
        let_be(ward, resident)
        return
    name = NOBODY if slot_index == NOBODY else ward.slots[slot_index].name_index
    reason = why_not_prompted(ward, resident)
    note_undone(ward, PROMPTS, resident.number, name, reason, ward.p.prompt_minutes)
    note_missed(ward, resident, reason)
    forget_demand(resident)


def why_not_prompted(ward, resident):
    """Return why nobody prompted somebody: they were in something else until now, or no minutes were free."""
    was_in_slot = resident.old_slot_index != NOBODY and ward.now.tick > resident.next_prompt
    return ELSEWHERE if was_in_slot or not is_free_to_come(ward, resident) else NO_MINUTES
