"""What is learnt from an incident: talks that take real minutes, touchiness, reviews of the team (phase 11 of a tick)."""

from milieusim.kinds import NOBODY
from milieusim.rules.basics.keyed_draws import Decision
from milieusim.rules.repair import (
    calls_for_review,
    debrief_minutes_asked,
    debrief_wish,
    deserves_debrief,
    learnt,
    minutes_left_of,
    next_sensitivity,
    sensitivity_after_force,
    sensitivity_after_talk,
    told_after_review,
    trust_after_repair,
)
from milieusim.rules.staffing import share_of
from milieusim.vocabulary import Task, Trigger, UndoneReason
from milieusim.ward.acts import act
from milieusim.ward.seams import draw
from milieusim.ward.undone import note_undone


@act
def plan_debrief(ward, resident, gravity, trigger):
    """Be promised a talk after a grave incident, or not; force of which nobody will speak makes touchy."""
    p, now = ward.p, ward.now
    if deserves_debrief(p, gravity=gravity) and draw(ward, resident, Decision.DEBRIEF, 0) < debrief_wish(p):
        resident.needs_debrief = True
        resident.debrief_trigger = trigger
        resident.debrief_left = p.debrief_minutes
        resident.debrief_until = now.tick + int(p.debrief_patience_hours * p.ticks_an_hour)
    elif resident.was_coerced and not resident.needs_debrief:
        resident.debrief_trigger = trigger
        be_left_alone_with_it(ward, resident)


@act
def talk_asked_by(ward, resident):
    """Return the minutes that a planned talk asks of staff in this tick."""
    if not resident.needs_debrief or resident.is_asleep:
        return 0.0
    return debrief_minutes_asked(ward.p, minutes_left=resident.debrief_left, arousal=resident.arousal)


@act
def pass_talk(ward, resident):
    """Talk it over, as far as minutes are really free; in the end it is done, or too late."""
    p, now = ward.p, ward.now
    if now.tick >= resident.debrief_until:
        miss_talk(ward, resident)
    elif resident.is_present and now.n_on_duty > 0:
        asked, given = talk_asked_by(ward, resident), now.one_to_one_given
        resident.debrief_left = minutes_left_of(minutes_left=resident.debrief_left, asked=asked, given=given)
        resident.staff_share = max(
            resident.staff_share, share_of(part=asked * min(given, 1.0), whole=p.tick_minutes)
        )
        if resident.debrief_left <= 0.0:
            talk_it_over(ward, resident)


@act
def talk_it_over(ward, resident):
    """Have talked it through: something is learnt, trust is mended, and what set one off does so less."""
    p = ward.p
    resident.needs_debrief = False
    resident.was_coerced = False
    resident.coping = learnt(coping=resident.coping, gain=p.debrief_coping)
    for k in range(ward.now.n_on_duty):
        seat = ward.seats_on_duty[k]
        ward.trust[resident.bed, seat] = trust_after_repair(
            trust=ward.trust[resident.bed, seat], gain=p.debrief_trust
        )
    touchy, trigger = resident.sensitivity, resident.debrief_trigger
    touchy[trigger] = sensitivity_after_talk(p, sensitivity=touchy[trigger])


def miss_talk(ward, resident):
    """Be past the time in which a talk would have been of use."""
    resident.needs_debrief = False
    minutes = resident.debrief_left
    note_undone(ward, Task.ONE_TO_ONE, resident.number, NOBODY, UndoneReason.NO_MINUTES, minutes)
    if resident.was_coerced:
        be_left_alone_with_it(ward, resident)


@act
def be_left_alone_with_it(ward, resident):
    """Have nobody with whom to speak of force: what set one off does so more easily."""
    touchy, trigger = resident.sensitivity, resident.debrief_trigger
    touchy[trigger] = sensitivity_after_force(ward.p, sensitivity=touchy[trigger])
    resident.was_coerced = False


def calm_down_about(ward, resident):
    """Be, a day later, a little nearer to how one came."""
    touchy = resident.sensitivity
    for trigger in range(len(touchy)):
        touchy[trigger] = next_sensitivity(ward.p, sensitivity=touchy[trigger])


def slot_concerned(resident):
    """Return the slot to which one is asked, or else in which one is, or NOBODY."""
    return resident.demand_slot if resident.demand_slot != NOBODY else resident.slot_index


def count_like_event(ward, slot_index, gravity, trigger):
    """Count grave events of one cause at a slot; many of them are looked at by the team."""
    p = ward.p
    if slot_index == NOBODY or trigger == Trigger.NONE or not deserves_debrief(p, gravity=gravity):
        return
    slot = ward.slots[slot_index]
    slot.like_events[trigger] += 1
    if calls_for_review(p, like_events=float(slot.like_events[trigger])):
        slot.like_events[trigger] = 0
        slot.told_more = told_after_review(p, told_more=slot.told_more)
        ward.now.incident_backlog += p.review_minutes


def forget_like_events(ward, day):
    """Begin counts of like events anew, about once a month."""
    if day % int(ward.p.review_days) == 0:
        for slot in ward.slots:
            for trigger in range(len(slot.like_events)):
                slot.like_events[trigger] = 0
