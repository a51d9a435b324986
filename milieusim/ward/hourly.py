"""Ties, slow states and burnout (phases 12 and 13 of a tick): worked out once an hour, ties once a day."""

from milieusim.rules.admission import craving_now
from milieusim.rules.repair import learnt
from milieusim.rules.selfcare import next_self_care
from milieusim.rules.staffing import next_burnout, next_fatigue, share_of
from milieusim.rules.ties import bonds_felt, faded, next_tie, valence_of_staff
from milieusim.rules.wellbeing import (
    complaints_settled,
    lost,
    milieu_quality,
    next_autonomy,
    next_coping,
    next_distress,
    next_felt_safety,
    next_loneliness,
    next_predictability,
    recovery_per_hour,
)
from milieusim.ward.codes import COMMUNITY_MEETING, VISITING
from milieusim.ward.coming_and_going import clear_hour
from milieusim.ward.counts import snapshot_stay
from milieusim.ward.shifts import set_warmth


def live_tick(W, t, g):
    """Add what was lived in this tick to the hour."""
    p = W.p[0]
    for i in range(len(W.residents)):
        r = W.residents[i]
        if not r.is_here or not r.is_present:
            continue
        r.since_chance += p.tick_hours
        if r.is_asleep:
            continue
        r.awake_hour += p.tick_hours
        r.staff_hour += r.staff_share * p.tick_hours
        r.contact_hour += r.contact_share * p.tick_hours
        r.crowded_hour += r.crowding * p.tick_hours
        if r.slot >= 0:
            live_slot(W, i, W.slots[r.slot], r.slot_share * p.tick_hours)
        if r.old_slot >= 0:
            live_slot(W, i, W.slots[r.old_slot], r.old_share * p.tick_hours)


def live_slot(W, i, slot, hours):
    """Add time in a slot to the hour."""
    r = W.residents[i]
    if slot.is_organised:
        r.organised_hour += hours
    if slot.is_therapy:
        r.therapy_hour += hours
    if slot.is_skills:
        r.skills_hour += hours
    if slot.is_expected:
        r.expected_hour += hours
    if slot.activity == COMMUNITY_MEETING:
        settle_complaints(W, r, hours)
    if slot.leader_seat >= 0 and slot.is_organised:
        trust_leader(W, i, slot.leader_seat, hours)
    if slot.activity == VISITING:
        r.contact_hour += hours
        r.since_chance = 0.0


def settle_complaints(W, r, hours):
    """Bring up what rankles in the community meeting, where residents have a say."""
    p = W.p[0]
    share = complaints_settled(involvement=p.involvement, hours=hours, per_hour=p.complaints_settled_per_hour)
    r.denied = lost(level=r.denied, share=share)
    r.limited = lost(level=r.limited, share=share)
    r.autonomy = learnt(coping=r.autonomy, gain=share * p.meeting_gives_autonomy)


def trust_leader(W, i, j, hours):
    """Get to know who leads an activity: less than alone with them, but many at a time."""
    p, st = W.p[0], W.staff[j]
    W.trust[i, j] = next_tie(
        tie=W.trust[i, j],
        valence=valence_of_staff(
            warmth=st.warmth,
            answered=0.0,
            denied=0.0,
            w_answered=p.valence_w_answered,
            w_denied=p.valence_w_denied,
            start=p.valence_staff_start,
        ),
        hours=hours * p.group_contact_share,
        hours_to_settle=p.trust_hours,
    )


def pass_hour(W, t, g):
    """Let the slow states of all follow the hour they lived."""
    w = W.w[0]
    for i in range(len(W.residents)):
        r = W.residents[i]
        if not r.is_here:
            continue
        if r.is_present:
            r.trust_now = mean_trust(W, i)
            settle_hour(W, t, g, i)
        look_at_stay(W, t, i)
        clear_hour(r)
    for k in range(w.n_on_duty):
        wear(W, g, W.staff[W.on_duty[k]])
    w.conflicts_this_hour = 0
    w.load_hour = 0.0
    w.present_hour = 0.0


def mean_trust(W, i):
    """Return the mean trust of a resident in those on duty."""
    w = W.w[0]
    total = 0.0
    for k in range(w.n_on_duty):
        total += W.trust[i, W.on_duty[k]]
    return share_of(part=total, whole=float(w.n_on_duty))


def settle_hour(W, t, g, i):
    """Let one resident's slow states follow the hour."""
    p, w, r = W.p[0], W.w[0], W.residents[i]
    days_here = ((t + 1) * p.tick_hours - r.admitted_hour) * p.days_an_hour
    awake = r.awake_hour
    staff = share_of(part=r.staff_hour, whole=awake)
    contact = share_of(part=r.contact_hour, whole=awake)
    if awake > 0.0:
        r.felt_safety = next_felt_safety(
            felt_safety=r.felt_safety,
            crowding=share_of(part=r.crowded_hour, whole=awake),
            staff_present=w.present_hour,
            trust=r.trust_now,
            kept=p.kept_felt_safety,
            base=p.felt_safety_base,
            w_crowding=p.felt_safety_w_crowding,
            w_staff=p.felt_safety_w_staff,
            w_trust=p.felt_safety_w_trust,
        )
        r.loneliness = next_loneliness(
            loneliness=r.loneliness,
            bonds=r.bonds,
            contact_share=contact,
            staff_share=staff,
            kept=p.kept_loneliness,
            base=p.loneliness_base,
            w_tie=p.loneliness_w_tie,
            w_contact=p.loneliness_w_contact,
            w_staff=p.loneliness_w_staff,
        )
        r.autonomy = next_autonomy(
            autonomy=r.autonomy,
            choice_share=1.0 - share_of(part=r.expected_hour, whole=awake),
            expected_share=share_of(part=r.expected_hour, whole=awake),
            validation=p.validation,
            involvement=p.involvement,
            locked_share=p.locked_share,
            open_door=p.open_door,
            kept=p.kept_autonomy,
            base=p.autonomy_base,
            w_choice=p.autonomy_w_choice,
            w_expected=p.autonomy_w_expected,
            w_validation=p.autonomy_w_validation,
            w_involvement=p.autonomy_w_involvement,
            w_locked=p.autonomy_w_locked,
            w_open=p.autonomy_w_open,
        )
    r.predictability = next_predictability(
        predictability=r.predictability,
        structure=p.structure,
        expectations=p.clear_mutual_expectations,
        days_here=days_here,
        kept=p.kept_predictability,
        base=p.predictability_base,
        w_structure=p.predictability_w_structure,
        w_expectations=p.predictability_w_expectations,
        days_to_learn=p.predictability_days,
    )
    heal(W, r, staff, contact, days_here)


def heal(W, r, staff, contact, days_here):
    """Let distress, coping, self-care and craving follow the hour."""
    p = W.p[0]
    milieu = 0.0  # an hour asleep neither helps nor hinders
    if r.awake_hour > 0.0:
        milieu = milieu_quality(
            staff_share=staff,
            contact_share=contact,
            therapy_share=share_of(part=r.organised_hour, whole=r.awake_hour),
            felt_safety=r.felt_safety,
            predictability=r.predictability,
            autonomy=r.autonomy,
            hope=p.discharge_messages,
            fit=r.need_structure,
            w_staff=p.milieu_w_staff,
            w_contact=p.milieu_w_contact,
            w_therapy=p.milieu_w_therapy,
            w_safety=p.milieu_w_safety,
            w_predictability=p.milieu_w_predictability,
            w_autonomy=p.milieu_w_autonomy,
            w_hope=p.milieu_w_hope,
            reference=p.milieu_reference,
        )
    speed = recovery_per_hour(
        per_day=p.recovery_per_day,
        pace=r.pace,
        milieu=milieu,
        w_milieu=p.recovery_w_milieu,
        refuses_medication=r.refuses_medication,
        w_refusal=p.recovery_w_refusal,
    )
    r.distress = next_distress(
        distress=r.distress, floor=r.distress_floor, recovery_per_day=speed, days=p.days_an_hour
    )
    r.coping = next_coping(
        coping=r.coping,
        therapy_hours=r.therapy_hour,
        trust=r.trust_now,
        days=p.days_an_hour,
        per_therapy_hour=p.coping_per_therapy_hour,
        per_day=p.coping_per_day,
        w_trust=p.coping_w_trust,
        hope=p.discharge_messages,
        w_hope=p.coping_w_hope,
    )
    r.self_care = next_self_care(
        self_care=r.self_care,
        skills_hours=r.skills_hour,
        distress=r.distress,
        predictability=r.predictability,
        days=p.days_an_hour,
        per_skills_hour=p.self_care_per_skills_hour,
        per_day=p.self_care_per_day,
        decay_per_day=p.self_care_decay_per_day,
        w_predictability=p.self_care_w_predictability,
    )
    r.craving = craving_now(
        trait=r.craving_trait,
        uses_substances=r.uses_substances,
        days_since_admission=days_here,
        days_to_settle=p.craving_days,
        floor=p.craving_floor,
    )


def look_at_stay(W, t, i):
    """Note the states of a stay at its seventh and fourteenth day."""
    p, r = W.p[0], W.residents[i]
    days = ((t + 1) * p.tick_hours - r.admitted_hour) * p.days_an_hour
    if not r.has_day7 and days >= p.days_first_look:
        r.has_day7 = True
        snapshot_stay(W, i, 1)
    if not r.has_day14 and days >= p.days_second_look:
        r.has_day14 = True
        snapshot_stay(W, i, 2)


def wear(W, g, st):
    """Let an hour at work wear a member of staff down, or rest them."""
    p, w = W.p[0], W.w[0]
    st.burnout = next_burnout(
        burnout=st.burnout,
        load=w.load_hour,
        conflict_seen=min(float(w.conflicts_this_hour), 1.0),
        personal=p.usual_burnout,
        kept=p.kept_burnout,
        w_load=p.burnout_w_load,
        w_conflict=p.burnout_w_conflict,
        comfortable_load=p.comfortable_load,
    )
    st.fatigue = next_fatigue(
        fatigue=st.fatigue,
        load=w.load_hour,
        night=g.night,
        kept=p.kept_fatigue,
        w_load=p.fatigue_w_load,
        w_night=p.fatigue_w_night,
        base=p.fatigue_base,
    )
    set_warmth(W, st)


def pass_day(W, t):
    """Let ties fade overnight, and note how well tied each resident is."""
    p = W.p[0]
    n = len(W.residents)
    for i in range(n):
        r = W.residents[i]
        if not r.is_here:
            continue
        total = 0.0
        for k in range(n):
            if k != i and W.residents[k].is_here:
                W.ties[i, k] = faded(tie=W.ties[i, k], kept=p.kept_tie_a_day)
                total += max(W.ties[i, k], 0.0)
        r.bonds = bonds_felt(ties=total)
        for j in range(W.trust.shape[1]):
            W.trust[i, j] = faded(tie=W.trust[i, j], kept=p.kept_trust_a_day)
