"""Incidents by competing hazards, and what they leave behind (phases 8, 10 and 11 of a tick)."""

import numpy as np

from milieusim.rules.arousal import contagion, excited, fright
from milieusim.rules.basics.keyed_draws import Decision, uniform
from milieusim.rules.basics.numerics import happens
from milieusim.rules.hazards import (
    absconding_per_hour,
    aggression_per_hour,
    cause_of,
    object_share,
    other_code,
    physical_share,
    provocation,
    rule_breaking_per_hour,
    self_harm_per_hour,
    severity,
    staff_target_share,
    substance_per_hour,
)
from milieusim.rules.recording import mistaken_hours, recorded_probability
from milieusim.rules.repair import debrief_per_hour, debrief_wish, learnt, trauma, trust_after_repair
from milieusim.rules.response import drawn_hours, severity_share
from milieusim.rules.staffing import staff_in_reach
from milieusim.rules.ties import next_tie
from milieusim.rules.wellbeing import lost
from milieusim.ward.codes import (
    ABSCONDING,
    AT_NONE,
    AT_OBJECT,
    AT_RESIDENT,
    AT_SELF,
    AT_STAFF,
    CRAVING,
    GARDEN,
    NO_RESPONSE,
    NO_TRIGGER,
    NOBODY,
    OBJECT,
    PHYSICAL,
    REFUSAL,
    RESIDENT_CONFLICT,
    RULE_BREAKING,
    SELF_HARM,
    STAFF_DEMAND,
    SUBSTANCE,
    VERBAL,
)
from milieusim.ward.coming_and_going import go_away
from milieusim.ward.counts import count_incident
from milieusim.ward.responses import respond, takes_hands

INCIDENT, INCIDENT_KIND, TRIGGER = (
    int(Decision.INCIDENT),
    int(Decision.INCIDENT_KIND),
    int(Decision.TRIGGER),
)
SEVERITY, FORM, TARGET = int(Decision.SEVERITY), int(Decision.AGGRESSION_FORM), int(Decision.TARGET)
TARGET_PERSON, RECORDED = int(Decision.TARGET_PERSON), int(Decision.RECORDED)
KIND_MISTAKEN, TRIGGER_MISTAKEN = int(Decision.KIND_MISTAKEN), int(Decision.TRIGGER_MISTAKEN)
TIME_MISTAKEN, DEBRIEF = int(Decision.TIME_MISTAKEN), int(Decision.DEBRIEF)
AWAY_HOURS, EARLY_HELP = int(Decision.AWAY_HOURS), int(Decision.EARLY_HELP)


def have_incidents(W, t, g):
    """See what happens, by hazards that compete; then let each take its course."""
    for i in range(len(W.residents)):
        r = W.residents[i]
        r.kind_now = NOBODY
        if r.is_here and r.is_present and not r.is_asleep and r.hold == NOBODY:
            r.kind_now = what_happens(W, t, i)
    for i in range(len(W.residents)):
        r = W.residents[i]
        if r.kind_now != NOBODY and r.is_present and r.hold == NOBODY:
            raise_incident(W, t, g, i, r.kind_now)
    for i in range(len(W.residents)):
        if W.residents[i].is_here and W.residents[i].needs_debrief:
            perhaps_debrief(W, t, i)


def what_happens(W, t, i):
    """Return the kind of incident that a resident has in this tick, or NOBODY."""
    p, r = W.p[0], W.residents[i]
    r.provocation = provocation(
        denied=r.denied,
        limited=r.limited,
        demanded=r.demanded,
        conflict=r.conflict,
        crowding=r.crowding,
        changed=r.changed,
        waiting=r.waiting,
        craving=r.craving,
        b_denied=p.beta_denied,
        b_limited=p.beta_limited,
        b_demanded=p.beta_demanded,
        b_conflict=p.beta_conflict,
        b_crowding=p.beta_crowding,
        b_changed=p.beta_changed,
        b_waiting=p.beta_waiting,
        b_craving=p.beta_craving,
    )
    aggression = aggression_per_hour(
        base=p.aggression_base,
        frailty=r.frailty,
        arousal=r.arousal,
        coping=r.coping,
        provocation=r.provocation,
        unprovoked=p.unprovoked,
        gain=p.arousal_gain,
        midpoint=p.arousal_midpoint,
        w_coping=p.aggression_w_coping,
    )
    self_harm = self_harm_per_hour(
        base=p.self_harm_base,
        risk=r.self_harm_risk,
        distress=r.distress,
        alone_share=r.alone_share,
        coping=r.coping,
        observation=r.observation,
        w_alone=p.self_harm_w_alone,
        w_coping=p.self_harm_w_coping,
        w_observed=p.self_harm_w_observed,
    )
    absconding = absconding_per_hour(
        base=p.absconding_base,
        risk=r.absconding_risk,
        craving=r.craving,
        need_autonomy=r.need_autonomy,
        autonomy=r.autonomy,
        trust=r.trust_now,
        locked_share=p.locked_share,
        is_detained=r.is_detained,
        observation=r.observation,
        is_in_garden=W.places[r.place].kind == GARDEN,
        open_door=p.open_door,
        w_craving=p.absconding_w_craving,
        w_autonomy=p.absconding_w_autonomy,
        w_trust=p.absconding_w_trust,
        locked_factor=p.absconding_locked_factor,
        detained_factor=p.absconding_detained_factor,
        observed_factor=p.absconding_observed_factor,
        garden_factor=p.absconding_garden_factor,
        w_open=p.absconding_w_open,
    )
    substances = substance_per_hour(
        base=p.substance_base,
        craving=r.craving,
        hours_since_chance=r.since_chance,
        hours_to_fade=p.substance_hours,
    )
    rules = rule_breaking_per_hour(
        base=p.rule_base,
        frailty=r.frailty,
        need_autonomy=r.need_autonomy,
        boredom=r.boredom,
        autonomy=r.autonomy,
        structure=p.structure,
        involvement=p.involvement,
        expectations=p.clear_mutual_expectations,
        w_frailty=p.rule_w_frailty,
        w_structure=p.rule_w_structure,
        w_involvement=p.rule_w_involvement,
        w_expectations=p.rule_w_expectations,
    )
    total = aggression + self_harm + absconding + substances + rules
    if not happens(u=uniform(W.key[0], t, INCIDENT, r.number, 0), per_hour=total, hours=p.tick_hours):
        return NOBODY
    at = uniform(W.key[0], t, INCIDENT_KIND, r.number, 0) * total
    if at < aggression:
        return VERBAL
    if at < aggression + self_harm:
        return SELF_HARM
    if at < aggression + self_harm + absconding:
        return ABSCONDING
    if at < aggression + self_harm + absconding + substances:
        return SUBSTANCE
    return RULE_BREAKING


def raise_incident(W, t, g, i, kind):
    """Let one incident take its course."""
    p, w, r = W.p[0], W.w[0], W.residents[i]
    reach = staff_in_reach(
        n_on_floor=w.staff_present * w.n_nursing,
        n_nursing=float(w.n_nursing),
        sight=W.places[r.place].sight,
        presence=p.staff_presence,
    )
    trigger = trigger_of(W, t, i, kind)
    grave = np.nan
    if kind == VERBAL:
        grave = severity(
            arousal=r.arousal,
            size=p.severity_size,
            spread=p.severity_spread,
            w_arousal=p.severity_w_arousal,
            reach=reach,
            w_reach=p.severity_w_reach,
            u=uniform(W.key[0], t, SEVERITY, r.number, 0),
        )
        kind = form_of(W, t, i, grave)
    gravity = gravity_of(W, kind, grave)
    is_recorded = uniform(W.key[0], t, RECORDED, r.number, kind) < recorded_probability(
        at_reference=W.records_incident[kind],
        severity_share=gravity,
        reference_severity=reference_of(W, kind),
        w_severity=p.record_w_severity,
        load=w.load,
        w_load=p.record_w_load,
    )
    target, person = target_of(W, t, i, kind, trigger, reach)
    row = write_incident(W, t, g, i, kind, grave, trigger, target, person, reach, is_recorded)
    count(W, i, kind, is_recorded)
    chosen = respond(W, t, g, i, kind, gravity, reach, row)
    if row != NOBODY:
        W.incidents[row].response_kind = chosen
    hurt_target(W, i, target, person, gravity)
    if kind <= SELF_HARM:
        spread(W, i, gravity)
    if kind == ABSCONDING and not takes_hands(chosen):
        abscond(W, t, i)
    plan_debrief(W, t, i)
    w.incident_backlog += p.minutes_an_incident * gravity
    w.conflicts_this_hour += 1


def trigger_of(W, t, i, kind):
    """Return what set the incident off."""
    p, r = W.p[0], W.residents[i]
    if kind == REFUSAL:
        return STAFF_DEMAND
    if kind == SUBSTANCE:
        return CRAVING
    if kind != VERBAL:
        return NO_TRIGGER
    return cause_of(
        at=uniform(W.key[0], t, TRIGGER, r.number, 0) * (p.unprovoked + r.provocation),
        denied=r.denied * p.beta_denied,
        limited=r.limited * p.beta_limited,
        demanded=r.demanded * p.beta_demanded,
        conflict=r.conflict * p.beta_conflict,
        crowding=r.crowding * p.beta_crowding,
        changed=r.changed * p.beta_changed,
        waiting=r.waiting * p.beta_waiting,
        craving=r.craving * p.beta_craving,
        nothing=NO_TRIGGER,
    )


def form_of(W, t, i, grave):
    """Return whether aggression was physical, against objects or verbal."""
    p, r = W.p[0], W.residents[i]
    share = physical_share(
        severity_share=severity_share(severity=grave), base=p.physical_base, gain=p.physical_gain
    )
    if uniform(W.key[0], t, FORM, r.number, 0) < share:
        return PHYSICAL
    if uniform(W.key[0], t, FORM, r.number, 1) < object_share(base=p.object_share):
        return OBJECT
    return VERBAL


def gravity_of(W, kind, grave):
    """Return how grave staff find an incident, 0-1."""
    p = W.p[0]
    if kind <= PHYSICAL:
        return severity_share(severity=grave)
    if kind == SELF_HARM:
        return p.gravity_self_harm
    if kind == ABSCONDING:
        return p.gravity_absconding
    if kind == REFUSAL:
        return p.gravity_refusal
    if kind == SUBSTANCE:
        return p.gravity_substance
    return p.gravity_rule


def reference_of(W, kind):
    """Return the gravity to which an instrument's probability belongs."""
    p = W.p[0]
    return p.record_reference_severity if kind <= PHYSICAL else gravity_of(W, kind, 0.0)


def target_of(W, t, i, kind, trigger, reach):
    """Return whom or what an incident is aimed at, and that person's number."""
    p, r = W.p[0], W.residents[i]
    if kind == SELF_HARM:
        return AT_SELF, NOBODY
    if kind == OBJECT:
        return AT_OBJECT, NOBODY
    if kind > PHYSICAL:
        return AT_NONE, NOBODY
    others = float(W.places[r.place].members - 1)
    if trigger == RESIDENT_CONFLICT and r.partner != NOBODY:
        return AT_RESIDENT, W.residents[r.partner].number
    share = staff_target_share(
        staff_reach=reach, members=others, from_staff=trigger <= STAFF_DEMAND, weight=p.staff_target_weight
    )
    if uniform(W.key[0], t, TARGET, r.number, 0) < share:
        return at_somebody_on_duty(W, t, r)
    k = W.members[
        W.places[r.place].first_member + int(uniform(W.key[0], t, TARGET_PERSON, r.number, 0) * others)
    ]
    if k == i:
        k = W.members[W.places[r.place].first_member + W.places[r.place].members - 1]
    if k == i or not W.residents[k].is_present:
        return at_somebody_on_duty(W, t, r)
    return AT_RESIDENT, W.residents[k].number


def at_somebody_on_duty(W, t, r):
    """Return somebody of the staff as target, if anybody is there."""
    w = W.w[0]
    if w.n_on_duty == 0:
        return AT_NONE, NOBODY
    k = int(uniform(W.key[0], t, TARGET_PERSON, r.number, 1) * w.n_on_duty)
    return AT_STAFF, W.staff[W.on_duty[k]].post


def write_incident(W, t, g, i, kind, grave, trigger, target, person, reach, is_recorded):
    """Write the row of an incident; return it, or NOBODY outside the window."""
    p, w, r = W.p[0], W.w[0], W.residents[i]
    if not w.is_open:
        return NOBODY
    if w.n_incidents >= len(W.incidents):
        w.overflow = 1
        return NOBODY
    row = W.incidents[w.n_incidents]
    row.incident = w.n_incidents
    row.day = t // int(p.ticks_a_day)
    row.hour = g.hour
    row.at_hour = t * p.tick_hours
    row.shift_day = w.shift_day
    row.shift = w.shift
    row.resident = r.number
    row.kind = kind
    row.severity = grave
    row.trigger = trigger
    row.activity = r.activity
    row.place = W.places[r.place].kind
    row.target = target
    row.target_id = person
    row.staff_in_reach = int(reach)
    row.arousal = r.arousal
    row.hours_since_admission = t * p.tick_hours - r.admitted_hour
    row.is_recorded = is_recorded
    row.response_kind = NO_RESPONSE
    row.kind_recorded = NOBODY
    row.trigger_recorded = NOBODY
    row.at_hour_recorded = np.nan
    if is_recorded:
        write_down(W, t, r, row, kind, trigger)
    w.n_incidents += 1
    return w.n_incidents - 1


def write_down(W, t, r, row, kind, trigger):
    """Write what the instrument says, mistakes included."""
    p = W.p[0]
    row.kind_recorded = kind
    if kind <= PHYSICAL and uniform(W.key[0], t, KIND_MISTAKEN, r.number, 0) < p.kind_mistaken:
        row.kind_recorded = other_code(
            code=kind, of=PHYSICAL + 1, u=uniform(W.key[0], t, KIND_MISTAKEN, r.number, 1)
        )
    row.trigger_recorded = trigger
    if uniform(W.key[0], t, TRIGGER_MISTAKEN, r.number, 0) < p.trigger_mistaken:
        row.trigger_recorded = NO_TRIGGER
    row.at_hour_recorded = row.at_hour
    if uniform(W.key[0], t, TIME_MISTAKEN, r.number, 0) < p.time_mistaken:
        row.at_hour_recorded = row.at_hour + mistaken_hours(
            u=uniform(W.key[0], t, TIME_MISTAKEN, r.number, 1), mean_hours=p.time_mistaken_hours
        )


def count(W, i, kind, is_recorded):
    """Count an incident for the shift, the hour, the resident and the stay."""
    w, r = W.w[0], W.residents[i]
    recorded = 1 if is_recorded else 0
    count_incident(W.shifts[w.shift_row], kind, recorded)
    W.hours[w.hour_row].conflict += 1
    lived, stay = W.lived[i], W.stays[r.stay_row]
    lived.incidents += 1
    stay.incidents += 1
    stay.incidents_recorded += recorded
    if kind <= PHYSICAL:
        lived.aggression += 1
        lived.aggression_recorded += recorded
        stay.aggression += 1
        stay.aggression_recorded += recorded
    if kind == PHYSICAL:
        stay.physical_aggression += 1
        stay.physical_aggression_recorded += recorded
    r.incidents_this_shift += 1


def hurt_target(W, i, target, person, gravity):
    """Let an incident hurt the one whom it is aimed at."""
    p, w, r = W.p[0], W.w[0], W.residents[i]
    if target == AT_RESIDENT:
        for k in range(len(W.residents)):
            o = W.residents[k]
            if o.is_here and o.number == person:
                o.distress = trauma(distress=o.distress, impulse=p.victim_distress * gravity)
                o.felt_safety = lost(level=o.felt_safety, share=p.victim_fright * gravity)
                tie = next_tie(
                    tie=W.ties[i, k], valence=-1.0, hours=p.hurt_hours, hours_to_settle=p.tie_hours
                )
                W.ties[i, k] = tie
                W.ties[k, i] = tie
    elif target == AT_STAFF:
        for k in range(w.n_on_duty):
            st = W.staff[W.on_duty[k]]
            if st.post == person:
                st.burnout = trauma(distress=st.burnout, impulse=p.staff_victim_burnout * gravity)
    r.arousal = excited(arousal=r.arousal, impulse=p.own_excitement * gravity)


def spread(W, i, gravity):
    """Let those who see an incident be stirred and frightened by it."""
    p, r = W.p[0], W.residents[i]
    place = W.places[r.place]
    for m in range(place.first_member, place.first_member + place.members):
        k = W.members[m]
        o = W.residents[k]
        if k == i or not o.is_present or o.is_asleep or o.place != r.place:
            continue
        o.arousal = excited(
            arousal=o.arousal,
            impulse=contagion(
                gain=p.contagion_gain,
                sight=place.sight,
                tie=W.ties[k, i],
                reassurance=p.reassurance,
                w_reassurance=p.reassurance_effect,
            ),
        )
        o.felt_safety = lost(
            level=o.felt_safety,
            share=fright(
                loss=p.fright_loss,
                severity_share=gravity,
                sight=place.sight,
                reassurance=p.reassurance,
                w_reassurance=p.reassurance_effect,
            ),
        )


def abscond(W, t, i):
    """Leave without leave."""
    p, w, r = W.p[0], W.w[0], W.residents[i]
    r.is_absconded = True
    r.away_until = (t + 1) * p.tick_hours + drawn_hours(
        u=uniform(W.key[0], t, AWAY_HOURS, r.number, 1), mean_hours=p.absconded_hours
    )
    go_away(W, i)
    W.shifts[w.shift_row].absconded += 1


def plan_debrief(W, t, i):
    """Plan a talk after an incident, or not."""
    p, r = W.p[0], W.residents[i]
    wish = debrief_wish(
        support=p.support,
        validation=p.validation,
        practice=p.post_incident_debrief,
        base=p.debrief_base,
        w_practice=p.debrief_w_practice,
    )
    if uniform(W.key[0], t, DEBRIEF, r.number, 0) < wish:
        r.needs_debrief = True


def perhaps_debrief(W, t, i):
    """Talk it over, if minutes are really free: trust is mended and something learnt."""
    p, w, r = W.p[0], W.w[0], W.residents[i]
    if not r.is_present or r.is_asleep or w.n_on_duty == 0:
        return
    hazard = debrief_per_hour(given=w.one_to_one_given, per_hour=p.debrief_per_hour)
    if happens(u=uniform(W.key[0], t, DEBRIEF, r.number, 1), per_hour=hazard, hours=p.tick_hours):
        r.needs_debrief = False
        r.coping = learnt(coping=r.coping, gain=p.debrief_coping)
        for k in range(w.n_on_duty):
            j = W.on_duty[k]
            W.trust[i, j] = trust_after_repair(trust=W.trust[i, j], gain=p.debrief_trust)
