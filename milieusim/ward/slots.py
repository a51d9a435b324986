"""Slots start, end or fall through, and residents decide whether to come (phase 2 of a tick)."""

from milieusim.rules.attendance import (
    attendance_log_odds,
    attendance_probability,
    fit_to_person,
    invitation_priority,
    slot_falls_probability,
    urged_probability,
)
from milieusim.rules.basics.keyed_draws import STAFF_OFFSET, Decision, uniform
from milieusim.rules.hazards import refusal_probability
from milieusim.rules.repair import trust_after_hurt
from milieusim.rules.requests import added, impulse_of_change, impulse_of_demand
from milieusim.rules.wellbeing import lost
from milieusim.ward.codes import (
    ASSISTANT,
    HELD,
    MAKING,
    MEDICATION,
    MOVING,
    NO_LEADER,
    NO_ROOM,
    NOBODY,
    REFUSAL,
    REGISTERED,
    SHORT_STAFFED,
    TALK,
    VISITING,
)
from milieusim.ward.incidents import raise_incident

ATTEND, URGED, SLOT_FALLS = int(Decision.ATTEND), int(Decision.URGED), int(Decision.SLOT_FALLS)
PRIORITY, REFUSES_DOSE = int(Decision.HELP_CHOICE), int(Decision.REFUSES_DOSE)


def run_slots(W, t, g):
    """Do what the timetable has for this tick."""
    for i in range(len(W.residents)):
        r = W.residents[i]
        r.old_slot = NOBODY
        r.old_share = 0.0
        r.slot_share = 0.0
    for j in range(len(W.staff)):
        W.staff[j].lead_minutes = 0.0
    for k in range(g.first_active, g.first_active + g.n_active):
        a = W.active[k]
        if a.is_last and not a.is_first and W.slots[a.slot].fate == HELD:
            end_slot(W, a.slot, a.share)
    for k in range(g.first_active, g.first_active + g.n_active):
        a = W.active[k]
        if a.is_first:
            start_slot(W, t, g, a.slot)
    for k in range(g.first_active, g.first_active + g.n_active):
        a = W.active[k]
        if W.slots[a.slot].fate == HELD:
            share_slot(W, a)


def end_slot(W, s, share):
    """Let go those who took part and who led."""
    p, slot = W.p[0], W.slots[s]
    for i in range(len(W.residents)):
        r = W.residents[i]
        if r.is_present and r.slot == s:
            r.old_slot = s
            r.old_share = share
            r.slot = NOBODY
            r.must_move = True
    for j in range(len(W.staff)):
        st = W.staff[j]
        if st.leading == s:
            st.lead_minutes += share * p.tick_minutes
            st.leading = NOBODY
    W.places[slot.place].claimed -= 1
    slot.fate = NOBODY


def close_short_slots(W, g):
    """End slots that began in this very tick and are over."""
    for k in range(g.first_active, g.first_active + g.n_active):
        a = W.active[k]
        if a.is_first and a.is_last and W.slots[a.slot].fate == HELD:
            end_slot(W, a.slot, 0.0)


def share_slot(W, a):
    """Note how much of the tick a slot under way takes from those in it."""
    p = W.p[0]
    for i in range(len(W.residents)):
        r = W.residents[i]
        if r.is_present and r.slot == a.slot:
            r.slot_share = min(a.share, 1.0 - r.old_share)  # slots may overlap within a tick
    for j in range(len(W.staff)):
        st = W.staff[j]
        if st.leading == a.slot:
            st.lead_minutes = min(st.lead_minutes + a.share * p.tick_minutes, p.tick_minutes)


def start_slot(W, t, g, s):
    """Hold a slot if it has its leaders and its room."""
    w, slot = W.w[0], W.slots[s]
    slot.fate = fate_of(W, t, s)
    slot.invited = 0
    slot.attended = 0
    shift = W.shifts[w.shift_row]
    shift.slots_planned += 1
    if slot.fate == HELD:
        shift.slots_held += 1
        W.places[slot.place].claimed += 1
        invite(W, t, g, s)
    else:
        slot.leader = NOBODY
        let_down(W, t, s)
    write_slot(W, t, s)


def fate_of(W, t, s):
    """Return whether a slot is held, or why not; its leaders begin to lead."""
    p, w, slot = W.p[0], W.w[0], W.slots[s]
    slot.leader_seat = NOBODY
    if W.places[slot.place].is_exclusive and W.places[slot.place].claimed > 0:
        return NO_ROOM
    slot.leader = NOBODY
    if slot.leader_role < 0:
        return HELD
    free = 0
    for k in range(w.n_on_duty):
        st = W.staff[W.on_duty[k]]
        if st.role == slot.leader_role and st.leading == NOBODY:
            free += 1
            if slot.leader == NOBODY:
                slot.leader = st.post
    if free < slot.leaders:
        slot.leader = NOBODY
        return NO_LEADER
    if slot.leader_role == REGISTERED or slot.leader_role == ASSISTANT:
        gives_way = slot_falls_probability(
            load=w.load, structure=p.structure, at_full_load=p.slot_falls_at_full_load, gain=p.slot_falls_gain
        )
        u = uniform(W.key[0], t, SLOT_FALLS, STAFF_OFFSET + slot.leader, slot.activity)
        if slot.activity != MEDICATION and u < gives_way:
            return SHORT_STAFFED
    led = 0
    for k in range(w.n_on_duty):
        st = W.staff[W.on_duty[k]]
        if led < slot.leaders and st.role == slot.leader_role and st.leading == NOBODY:
            st.leading = s
            led += 1
            if slot.leader_seat == NOBODY:
                slot.leader_seat = W.on_duty[k]
    return HELD


def fit_of(W, r, slot):
    """Return how well a slot suits a resident."""
    p = W.p[0]
    interest = r.interest_leisure
    if slot.family == TALK:
        interest = r.interest_talk
    elif slot.family == MAKING:
        interest = r.interest_making
    elif slot.family == MOVING:
        interest = r.interest_moving
    elif slot.family == NOBODY:
        interest = r.self_care
    return fit_to_person(
        interest=interest,
        ability=r.ability,
        is_structured=slot.is_structured,
        need_structure=r.need_structure,
        validation=p.validation,
        individual_schedules=p.individual_schedules,
        w_ability=p.fit_w_ability,
        w_validation=p.fit_w_validation,
    )


def log_odds_of_coming(W, r, slot, fit):
    """Return the log-odds that a resident comes to a slot."""
    p = W.p[0]
    return attendance_log_odds(
        fit=fit,
        is_expected=slot.is_expected,
        structure=p.structure,
        trust=r.trust_now,
        fatigue=r.sleep_pressure,
        arousal=r.arousal,
        distress=r.distress,
        boredom=r.boredom,
        involvement=p.involvement,
        programme=p.activity_programme,
        base=p.attend_base,
        w_fit=p.attend_w_fit,
        w_expected=p.attend_w_expected,
        w_structure=p.attend_w_structure,
        w_trust=p.attend_w_trust,
        w_fatigue=p.attend_w_fatigue,
        w_arousal=p.attend_w_arousal,
        w_distress=p.attend_w_distress,
        w_boredom=p.attend_w_boredom,
        w_involvement=p.attend_w_involvement,
        w_programme=p.attend_w_programme,
    )


def can_be_asked(r, slot):
    """Return whether a resident can be asked to come at all."""
    if not r.is_present or r.hold != NOBODY or r.slot != NOBODY:
        return False
    return slot.is_expected or not r.is_asleep


def invite(W, t, g, s):
    """Ask residents, see who wants to come, and give the places out."""
    p, slot = W.p[0], W.slots[s]
    wanting = 0
    for i in range(len(W.residents)):
        r = W.residents[i]
        r.priority = -1.0
        if not r.is_here or not can_be_asked(r, slot):
            continue
        if slot.activity == VISITING and not r.has_visitors:
            continue
        slot.invited += 1
        fit = fit_of(W, r, slot)
        probability = attendance_probability(
            log_odds=log_odds_of_coming(W, r, slot, fit), share_of_log_odds=p.attend_leanings
        )
        if r.is_asleep:
            probability = probability * p.rouse_share
        if uniform(W.key[0], t, ATTEND, r.number, slot.activity) < probability:
            r.priority = invitation_priority(
                fit=fit,
                validation=p.validation,
                u=uniform(W.key[0], t, PRIORITY, r.number, slot.activity),
            )
            wanting += 1
        elif slot.is_expected and slot.places_offered < 0 and not r.is_asleep:
            press(W, t, i, slot)
    places = slot.places_offered if slot.places_offered >= 0 else wanting
    while wanting > 0 and slot.attended < places:
        join(W, t, g, s, most_wanted(W))
        wanting -= 1


def most_wanted(W):
    """Return who is to be asked first among those who want to come."""
    best = 0
    for i in range(len(W.residents)):
        if W.residents[i].is_here and W.residents[i].priority > W.residents[best].priority:
            best = i
    return best


def join(W, t, g, s, i):
    """Take part in a slot."""
    r, slot = W.residents[i], W.slots[s]
    r.priority = -1.0
    slot.attended += 1
    r.slot = s
    # To a clinic room residents come one by one and wait where they are; a round in the day room gathers them.
    if slot.activity != MEDICATION or not W.places[slot.place].is_exclusive:
        r.place = slot.place
    r.activity = slot.activity
    r.is_asleep = False
    r.must_move = False
    if slot.activity == MEDICATION:
        take_dose(W, t, g, i)


def take_dose(W, t, g, i):
    """Take the medication offered, or refuse it."""
    p, r = W.p[0], W.residents[i]
    refused = refusal_probability(
        base=p.refusal_base,
        coping=r.coping,
        trust=r.trust_now,
        need_autonomy=r.need_autonomy,
        involvement=p.involvement,
        w_coping=p.refusal_w_coping,
        w_trust=p.refusal_w_trust,
        w_involvement=p.refusal_w_involvement,
    )
    r.refuses_medication = uniform(W.key[0], t, REFUSES_DOSE, r.number, 0) < refused
    if r.refuses_medication:
        raise_incident(W, t, g, i, REFUSAL)


def press(W, t, i, slot):
    """Perhaps press somebody who stays away from what is expected."""
    p, w, r = W.p[0], W.w[0], W.residents[i]
    urged = urged_probability(
        structure=p.structure, load=w.load, validation=p.validation, most=p.urging_at_most
    )
    if uniform(W.key[0], t, URGED, r.number, slot.activity) < urged:
        impulse = impulse_of_demand(
            size=p.impulse_demand,
            need_autonomy=r.need_autonomy,
            soft_words=p.soft_words,
            w_soft=p.soft_words_effect,
        )
        r.demanded = added(level=r.demanded, impulse=impulse)


def let_down(W, t, s):
    """Let residents feel that a slot fell through: it costs trust and knowing what comes next."""
    p, w, slot = W.p[0], W.w[0], W.slots[s]
    for i in range(len(W.residents)):
        r = W.residents[i]
        if not r.is_here or not r.is_present or r.is_asleep:
            continue
        impulse = impulse_of_change(
            size=p.impulse_change,
            interest=fit_of(W, r, slot),
            structure=p.structure,
            w_notice=p.notice_effect,
        )
        r.changed = added(level=r.changed, impulse=impulse)
        r.predictability = lost(level=r.predictability, share=impulse * p.change_costs_predictability)
        for k in range(w.n_on_duty):
            j = W.on_duty[k]
            W.trust[i, j] = trust_after_hurt(trust=W.trust[i, j], loss=impulse * p.change_costs_trust)


def write_slot(W, t, s):
    """Write the row of a slot."""
    p, w, slot = W.p[0], W.w[0], W.slots[s]
    if not w.is_open:
        return
    if w.n_slots >= len(W.slots_out):
        w.overflow = 1
        return
    row = W.slots_out[w.n_slots]
    row.day = t // int(p.ticks_a_day)
    row.slot = slot.name_index
    row.activity = slot.activity
    row.place = slot.place_index
    row.start = slot.start_hour
    row.end = slot.end_hour
    row.is_held = slot.fate == HELD
    row.reason = slot.fate if slot.fate != HELD else NOBODY
    row.leader = slot.leader
    row.invited = slot.invited
    row.attended = slot.attended
    w.n_slots += 1
