"""What staff do after an incident, and how restrictions end (phase 9 of a tick)."""

from milieusim.rules.arousal import calmed
from milieusim.rules.basics.keyed_draws import Decision, uniform
from milieusim.rules.basics.numerics import happens
from milieusim.rules.recording import response_recorded_probability
from milieusim.rules.repair import coercion_hurts, trauma, trust_after_hurt
from milieusim.rules.requests import added
from milieusim.rules.response import (
    drawn_hours,
    hold_end_per_hour,
    logistic_noise,
    needs_hands,
    reach_short,
    response_need,
    rung_threshold,
)
from milieusim.rules.staffing import minutes, share_of
from milieusim.rules.wellbeing import lost
from milieusim.ward.codes import (
    CONSTANT,
    FREE_TIME,
    INTERMITTENT,
    MANUAL_RESTRAINT,
    MECHANICAL_RESTRAINT,
    NO_RESPONSE,
    NOBODY,
    OTHER,
    PRN,
    RAPID_TRANQUILLISATION,
    SECLUSION,
    SECLUSION_ACTIVITY,
    SECLUSION_ROOM,
    SHOW_OF_FORCE,
    TALK_DOWN,
    TIME_OUT,
)
from milieusim.ward.coming_and_going import bedroom_of
from milieusim.ward.counts import count_response

NEED_NOISE, COMPANION, HOLD_ENDS = (
    int(Decision.NEED_NOISE),
    int(Decision.COMPANION),
    int(Decision.HOLD_ENDS),
)
OBSERVATION_ENDS, RESPONSE_RECORDED = int(Decision.OBSERVATION_ENDS), int(Decision.RESPONSE_RECORDED)
HELD_FOR = int(Decision.DISTURBED)


def mean_deescalation(W):
    """Return the mean de-escalation skill of nursing staff on duty."""
    total, number = 0.0, 0.0
    for k in range(W.w[0].n_on_duty):
        st = W.staff[W.on_duty[k]]
        if st.is_nursing:
            total += st.deescalation
            number += 1.0
    return share_of(part=total, whole=number)


def respond(W, t, g, i, kind, gravity, reach, incident):
    """Let staff answer an incident; return the most restrictive thing done."""
    p, w, r = W.p[0], W.w[0], W.residents[i]
    if w.n_nursing == 0:
        return NO_RESPONSE
    need = response_need(
        severity_share=gravity,
        arousal=r.arousal,
        reach_short=reach_short(staff_in_reach=reach, required=p.staff_required),
        skill=mean_deescalation(W),
        trust=r.trust_now,
        risk=1.0 if r.is_detained else 0.0,
        u_severity=p.need_w_severity,
        u_arousal=p.need_w_arousal,
        u_short=p.need_w_short,
        u_skill=p.need_w_skill,
        u_trust=p.need_w_trust,
        u_risk=p.need_w_risk,
    )
    need += logistic_noise(u=uniform(W.key[0], t, NEED_NOISE, r.number, kind), scale=p.need_noise)
    chosen = climb(W, need, reach)
    apply_response(W, t, g, i, chosen, incident)
    return chosen


def climb(W, need, reach):
    """Return the highest rung whose threshold is below the need and for which there are hands."""
    p = W.p[0]
    hands = needs_hands(staff_in_reach=reach, response_team=p.response_team, required=p.hands_required)
    chosen = NO_RESPONSE
    for k in range(1, len(W.ladder)):
        rung = W.ladder[k]
        threshold = rung_threshold(
            threshold=W.thresholds[rung],
            containment=p.containment,
            w_containment=p.threshold_w_containment,
            is_alternative=rung == TALK_DOWN,
            calm_down=p.calm_down_methods,
            w_calm_down=p.threshold_w_calm_down,
        )
        if rung == SECLUSION and not is_seclusion_free(W):
            continue
        if need > threshold and (hands or not takes_hands(rung)):
            chosen = rung
    return chosen


def is_seclusion_free(W):
    """Return whether a seclusion room is free."""
    room, taken = 0.0, 0.0
    for k in range(len(W.places)):
        if W.places[k].kind == SECLUSION_ROOM:
            room += W.places[k].capacity
    for i in range(len(W.residents)):
        if W.residents[i].is_here and W.residents[i].hold == SECLUSION:
            taken += 1.0
    return taken < room


def takes_hands(rung):
    """Return whether a rung takes several pairs of hands."""
    return (
        rung == SHOW_OF_FORCE
        or rung == MANUAL_RESTRAINT
        or rung == RAPID_TRANQUILLISATION
        or rung == MECHANICAL_RESTRAINT
        or rung == SECLUSION
    )


def apply_response(W, t, g, i, chosen, incident):
    """Do what was chosen."""
    p, r = W.p[0], W.residents[i]
    if chosen == NO_RESPONSE:
        return
    if chosen == PRN:
        give_prn(W, t, g, i, incident)
        return
    if takes_hands(chosen):
        coerce(W, i, chosen)
    if chosen == RAPID_TRANQUILLISATION or chosen == MECHANICAL_RESTRAINT or chosen == SECLUSION:
        if uniform(W.key[0], t, COMPANION, r.number, chosen) < p.companion_share:
            restrain(W, t, g, i, incident)
    if chosen == MANUAL_RESTRAINT:
        restrain(W, t, g, i, incident)
        return
    row = write_response(W, t, g, i, chosen, incident, 0.0, minutes_for(W, chosen))
    if chosen == TALK_DOWN:
        r.arousal = calmed(arousal=r.arousal, share=p.calm_talk_down * mean_deescalation(W))
    elif chosen == SHOW_OF_FORCE:
        r.arousal = calmed(arousal=r.arousal, share=p.calm_show_of_force)
    elif chosen == RAPID_TRANQUILLISATION:
        r.arousal = calmed(arousal=r.arousal, share=p.calm_rapid)
        r.last_dose = t
    elif chosen == INTERMITTENT or chosen == CONSTANT:
        observe(r, chosen, row)
    else:
        hold(W, i, chosen, row)


def observe(r, chosen, row):
    """Put a resident under observation, unless already under closer observation."""
    level = 2 if chosen == CONSTANT else 1
    if level >= r.observation:
        r.observation = level
        r.observation_response = row


def hold(W, i, chosen, row):
    """Begin a time out, mechanical restraint or seclusion."""
    r = W.residents[i]
    r.hold = chosen
    r.hold_response = row
    r.slot = NOBODY
    r.old_slot = NOBODY
    r.old_share = 0.0
    r.is_asleep = False
    r.place = bedroom_of(W)
    r.activity = OTHER
    if chosen == SECLUSION:
        r.activity = SECLUSION_ACTIVITY
        for k in range(len(W.places)):
            if W.places[k].kind == SECLUSION_ROOM:
                r.place = k


def minutes_for(W, kind):
    """Return the staff minutes that a response takes at once."""
    p = W.p[0]
    if kind == TALK_DOWN:
        return p.minutes_talk_down
    if kind == PRN:
        return p.minutes_prn
    if kind == SHOW_OF_FORCE:
        return p.minutes_show_of_force
    if kind == TIME_OUT or kind == INTERMITTENT or kind == CONSTANT:
        return p.minutes_to_set_up
    return p.minutes_coercion


def restrain(W, t, g, i, incident):
    """Hold a resident by hand, for minutes."""
    p, w, r = W.p[0], W.w[0], W.residents[i]
    lasted = drawn_hours(u=uniform(W.key[0], t, HELD_FOR, r.number, 0), mean_hours=p.manual_restraint_hours)
    taken = p.minutes_coercion + minutes(hours=lasted) * p.hands_required
    write_response(W, t, g, i, MANUAL_RESTRAINT, incident, lasted, taken)
    W.shifts[w.shift_row].restraint_hours += lasted
    W.stays[r.stay_row].restraint_hours += lasted
    r.arousal = calmed(arousal=r.arousal, share=p.calm_restraint)


def coerce(W, i, kind):
    """Let force leave its mark: on trust, safety, distress and the sense of having a say."""
    p, w, r = W.p[0], W.w[0], W.residents[i]
    loss = coercion_hurts(
        base=p.coercion_loss * (p.show_of_force_share if kind == SHOW_OF_FORCE else 1.0),
        words=p.soft_words,
        w_words=p.soft_words_effect,
    )
    for k in range(w.n_on_duty):
        j = W.on_duty[k]
        W.trust[i, j] = trust_after_hurt(trust=W.trust[i, j], loss=loss)
    r.trust_now = trust_after_hurt(trust=r.trust_now, loss=loss)
    r.distress = trauma(distress=r.distress, impulse=loss * p.coercion_distress)
    r.felt_safety = lost(level=r.felt_safety, share=loss)
    r.autonomy = lost(level=r.autonomy, share=loss)


def give_prn(W, t, g, i, incident):
    """Give PRN medication."""
    p, r = W.p[0], W.residents[i]
    write_response(W, t, g, i, PRN, incident, 0.0, p.minutes_prn)
    r.arousal = calmed(arousal=r.arousal, share=p.calm_prn)
    r.sleep_pressure = added(level=r.sleep_pressure, impulse=p.prn_sedation)
    r.last_dose = t


def write_response(W, t, g, i, kind, incident, lasted, staff_minutes):
    """Count a response and write its row; return the row, or NOBODY outside the window."""
    p, w, r = W.p[0], W.w[0], W.residents[i]
    is_recorded = uniform(W.key[0], t, RESPONSE_RECORDED, r.number, kind) < response_recorded_probability(
        at_reference=W.records_response[kind], load=w.load, w_load=p.record_w_load
    )
    count_response(W.shifts[w.shift_row], kind, 1 if is_recorded else 0)
    if kind != TALK_DOWN:
        W.hours[w.hour_row].containment += 1
    w.incident_backlog += staff_minutes
    count_dose(W, t, i, kind, is_recorded)
    if not w.is_open:
        return NOBODY
    if w.n_responses >= len(W.responses):
        w.overflow = 1
        return NOBODY
    row = W.responses[w.n_responses]
    row.response_id = w.n_responses
    row.incident = incident
    row.day = t // int(p.ticks_a_day)
    row.hour = g.hour
    row.at_hour = t * p.tick_hours
    row.shift_day = w.shift_day
    row.shift = w.shift
    row.resident = r.number
    row.kind = kind
    row.hours = lasted
    row.staff_minutes = staff_minutes
    row.is_recorded = is_recorded
    row.is_after_conflict = r.incidents_this_shift > 0
    w.n_responses += 1
    return w.n_responses - 1


def count_dose(W, t, i, kind, is_recorded):
    """Count a dose of PRN in its stay."""
    p, r = W.p[0], W.residents[i]
    if kind != PRN:
        return
    stay = W.stays[r.stay_row]
    stay.prn_doses += 1
    stay.prn_doses_recorded += is_recorded
    if t * p.tick_hours - r.admitted_hour < p.hours_a_day * p.days_second_look:
        stay.prn_within_14_days += 1


def end_restrictions(W, t, g):
    """Let restrictions end as residents settle, and observation as it is reviewed."""
    p = W.p[0]
    for i in range(len(W.residents)):
        r = W.residents[i]
        if not r.is_here or not r.is_present:
            continue
        if r.hold != NOBODY:
            hazard = hold_end_per_hour(
                per_hour=hold_rate(W, r.hold),
                arousal=r.arousal,
                containment=p.containment,
                w_containment=p.hold_w_containment,
            )
            if happens(u=uniform(W.key[0], t, HOLD_ENDS, r.number, 0), per_hour=hazard, hours=p.tick_hours):
                r.hold = NOBODY
                r.hold_response = NOBODY
                r.place = bedroom_of(W)
                r.activity = FREE_TIME
                r.must_move = True
        if r.observation > 0:
            note_observation(W, t, i)


def hold_rate(W, kind):
    """Return how fast a restriction ends for somebody wholly settled."""
    p = W.p[0]
    if kind == SECLUSION:
        return p.seclusion_end_per_hour
    if kind == MECHANICAL_RESTRAINT:
        return p.mechanical_end_per_hour
    return p.time_out_end_per_hour


def note_observation(W, t, i):
    """Add a tick of observation and perhaps end it."""
    p, r = W.p[0], W.residents[i]
    if r.observation_response >= 0:
        row = W.responses[r.observation_response]
        row.hours += p.tick_hours
    hazard = hold_end_per_hour(
        per_hour=p.constant_end_per_hour if r.observation == 2 else p.intermittent_end_per_hour,
        arousal=r.arousal,
        containment=p.containment,
        w_containment=p.hold_w_containment,
    )
    if happens(u=uniform(W.key[0], t, OBSERVATION_ENDS, r.number, 0), per_hour=hazard, hours=p.tick_hours):
        r.observation = 0
        r.observation_response = NOBODY
