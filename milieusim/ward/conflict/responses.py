"""What staff do after an incident (phase 9 of a tick)."""

from milieusim.kinds import (
    HAS_COMPANION,
    IS_HOLD,
    LADDER,
    NOBODY,
    OBSERVED_AS,
    TAKES_HANDS,
    Observation,
)
from milieusim.rules.arousal import calmed
from milieusim.rules.basics.keyed_draws import Decision
from milieusim.rules.recording import response_recorded_probability
from milieusim.rules.repair import coercion_hurts, trauma, trust_after_hurt
from milieusim.rules.requests import added
from milieusim.rules.response import (
    drawn_hours,
    logistic_noise,
    needs_hands,
    reach_short,
    response_need,
    rung_threshold,
)
from milieusim.rules.staffing import minutes, share_of
from milieusim.rules.wellbeing import lost
from milieusim.vocabulary import PlaceKind, ResponseKind
from milieusim.ward.acts import act
from milieusim.ward.conflict.reports import write_when
from milieusim.ward.conflict.restrictions import be_held, be_observed
from milieusim.ward.counts import count_response, this_shift
from milieusim.ward.lived import stay_of
from milieusim.ward.seams import draw, has_room, row_at

MANUAL_RESTRAINT, PRN_MEDICATION = (
    ResponseKind.MANUAL_RESTRAINT.value,
    ResponseKind.PRN_MEDICATION.value,
)


def mean_deescalation(ward):
    """Return the mean de-escalation skill of nursing staff on duty."""
    total, number = 0.0, 0.0
    for k in range(ward.now.n_on_duty):
        staff = ward.staff[ward.seats_on_duty[k]]
        if staff.is_nursing:
            total += staff.deescalation
            number += 1.0
    return share_of(part=total, whole=number)


@act
def respond(ward, resident, kind, gravity, reach, incident):
    """Be answered by staff after an incident; return the most restrictive thing done."""
    p = ward.p
    if ward.now.n_nursing == 0:
        return ResponseKind.NONE
    need = response_need(
        p,
        severity_share=gravity,
        arousal=resident.arousal,
        reach_short=reach_short(p, staff_in_reach=reach),
        skill=mean_deescalation(ward),
        trust=resident.trust_now,
        risk=1.0 if resident.is_detained else 0.0,
    )
    need += logistic_noise(p, u=draw(ward, resident, Decision.NEED_NOISE, kind))
    chosen = climb(ward, need, reach)
    if chosen != ResponseKind.NONE:
        apply_response(ward, resident, chosen, incident)
    return chosen


def climb(ward, need, reach):
    """Return the highest rung whose threshold is below the need and for which there are hands."""
    p, chosen = ward.p, ResponseKind.NONE
    has_hands = needs_hands(p, staff_in_reach=reach)
    for rung in LADDER:
        if rung == ResponseKind.NONE or (rung == ResponseKind.SECLUSION and not is_seclusion_free(ward)):
            continue
        is_alternative = rung == ResponseKind.TALK_DOWN
        threshold = rung_threshold(p, threshold=ward.thresholds[rung], is_alternative=is_alternative)
        if need > threshold and (has_hands or not TAKES_HANDS[rung]):
            chosen = rung
    return chosen


def is_seclusion_free(ward):
    """Return whether a seclusion room is free."""
    room, taken = 0.0, 0.0
    for place in ward.places:
        if place.kind == PlaceKind.SECLUSION_ROOM:
            room += place.capacity
    for resident in ward.beds:
        if resident.is_here and resident.hold == ResponseKind.SECLUSION:
            taken += 1.0
    return taken < room


def stops_absconding(chosen):
    """Return whether a response keeps somebody on the ward who is about to leave."""
    return TAKES_HANDS[chosen]


@act
def apply_response(ward, resident, chosen, incident):
    """Undergo what was chosen."""
    if chosen == ResponseKind.PRN_MEDICATION:
        give_prn(ward, resident, incident)
        return
    if TAKES_HANDS[chosen]:
        be_coerced(ward, resident, chosen)
    if HAS_COMPANION[chosen] and draw(ward, resident, Decision.COMPANION, chosen) < ward.p.companion_share:
        be_restrained(ward, resident, incident)
    if chosen == ResponseKind.MANUAL_RESTRAINT:
        be_restrained(ward, resident, incident)
        return
    is_recorded = is_noted(ward, resident, chosen)
    row = write_response(ward, resident, chosen, incident, 0.0, ward.minutes_for[chosen], is_recorded)
    if IS_HOLD[chosen]:
        be_held(ward, resident, chosen, row, is_recorded)
    elif OBSERVED_AS[chosen] != Observation.GENERAL:
        be_observed(ward, resident, OBSERVED_AS[chosen], row, is_recorded)
    else:
        be_calmed(ward, resident, chosen)


def be_calmed(ward, resident, chosen):
    """Be calmed by words, by a show of force or by rapid tranquillisation."""
    share = ward.calms[chosen]
    if chosen == ResponseKind.TALK_DOWN:
        share = share * mean_deescalation(ward)
    resident.arousal = calmed(arousal=resident.arousal, share=share)
    if chosen == ResponseKind.RAPID_TRANQUILLISATION:
        resident.last_dose = ward.now.tick


@act
def be_restrained(ward, resident, incident):
    """Be held by hand, for minutes."""
    p, kind = ward.p, MANUAL_RESTRAINT
    lasted = drawn_hours(u=draw(ward, resident, Decision.DISTURBED, 0), mean_hours=p.manual_restraint_hours)
    taken = ward.minutes_for[kind] + minutes(hours=lasted) * p.hands_required
    is_recorded = is_noted(ward, resident, kind)
    write_response(ward, resident, kind, incident, lasted, taken, is_recorded)
    this_shift(ward).restraint_hours += lasted
    if is_recorded:
        this_shift(ward).restraint_hours_recorded += lasted
    stay_of(ward, resident).restraint_hours += lasted
    resident.arousal = calmed(arousal=resident.arousal, share=ward.calms[kind])


@act
def be_coerced(ward, resident, kind):
    """Let force leave its mark: on trust, safety, distress and the sense of having a say."""
    p = ward.p
    share = p.show_of_force_share if kind == ResponseKind.SHOW_OF_FORCE else 1.0
    loss = coercion_hurts(p, base=p.coercion_loss * share)
    for k in range(ward.now.n_on_duty):
        seat = ward.seats_on_duty[k]
        ward.trust[resident.bed, seat] = trust_after_hurt(trust=ward.trust[resident.bed, seat], loss=loss)
    resident.trust_now = trust_after_hurt(trust=resident.trust_now, loss=loss)
    resident.distress = trauma(distress=resident.distress, impulse=loss * p.coercion_distress)
    resident.felt_safety = lost(level=resident.felt_safety, share=loss)
    resident.autonomy = lost(level=resident.autonomy, share=loss)


@act
def give_prn(ward, resident, incident):
    """Be given PRN medication."""
    p, kind = ward.p, PRN_MEDICATION
    is_recorded = is_noted(ward, resident, kind)
    write_response(ward, resident, kind, incident, 0.0, ward.minutes_for[kind], is_recorded)
    count_dose(ward, resident)
    resident.arousal = calmed(arousal=resident.arousal, share=ward.calms[kind])
    resident.sleep_pressure = added(level=resident.sleep_pressure, impulse=p.prn_sedation)
    resident.last_dose = ward.now.tick


def is_noted(ward, resident, kind):
    """Return whether the ward's own instrument catches a response."""
    return draw(ward, resident, Decision.RESPONSE_RECORDED, kind) < response_recorded_probability(
        ward.p, at_reference=ward.records_response[kind], load=ward.now.load
    )


def write_response(ward, resident, kind, incident, lasted, staff_minutes, is_recorded):
    """Count a response and write its row; return the row, or NOBODY outside the window."""
    now = ward.now
    count_response(ward, kind, is_recorded)
    now.incident_backlog += staff_minutes
    if kind == ResponseKind.PRN_MEDICATION:
        stay_of(ward, resident).prn_doses_recorded += is_recorded
    if not now.is_open:
        return NOBODY
    if not has_room(ward.response_rows, now.n_response_rows):
        now.overflow = True
        return NOBODY
    row = row_at(ward.response_rows, now.n_response_rows)
    write_when(ward, row, resident)
    row.response_id = now.n_response_rows
    row.incident = incident
    row.kind = kind
    row.hours = lasted
    row.staff_minutes = staff_minutes
    row.is_recorded = is_recorded
    row.is_after_conflict = resident.incidents_this_shift > 0
    now.n_response_rows += 1
    return now.n_response_rows - 1


def count_dose(ward, resident):
    """Count a dose of PRN in its stay."""
    p, stay = ward.p, stay_of(ward, resident)
    stay.prn_doses += 1
    if ward.now.tick * p.tick_hours - resident.admitted_hour < p.hours_a_day * p.days_second_look:
        stay.prn_within_14_days += 1
