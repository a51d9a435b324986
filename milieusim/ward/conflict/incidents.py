"""Incidents by competing hazards, and the course that each takes (phase 8 of a tick)."""

import math

from milieusim.incident_kinds import (
    HAPPENING,
    INCIDENTS,
    IS_AGGRESSION,
    IS_WITNESSED,
    TRIGGER_OF,
    IncidentKind,
)
from milieusim.kinds import NOBODY, TAKES_HANDS
from milieusim.rules.basics.keyed_draws import Decision
from milieusim.rules.basics.numerics import happens
from milieusim.rules.hazards import (
    absconding_per_hour,
    aggression_per_hour,
    cause_of,
    driven_per_hour,  # noqa: F401 (`hazards_of` names it)
    object_share,
    physical_share,
    provocation,
    provoked_by,
    rule_breaking_per_hour,
    self_harm_per_hour,
    severity,
    substance_per_hour,
)
from milieusim.rules.recording import recorded_probability
from milieusim.rules.response import severity_share
from milieusim.rules.staffing import share_of, staff_in_reach
from milieusim.vocabulary import PlaceKind, Role, Task, Trigger
from milieusim.ward.acts import act
from milieusim.ward.conflict.aftermath import abscond, hurt_target, spread, spread_containment
from milieusim.ward.conflict.aiming import target_of
from milieusim.ward.conflict.learning import count_like_event, pass_talk, plan_debrief, slot_concerned
from milieusim.ward.conflict.reports import count_for, kind_noted, write_incident
from milieusim.ward.conflict.responses import respond, stops_absconding
from milieusim.ward.residents.going import those_near
from milieusim.ward.seams import draw
from milieusim.ward.writing import written

NURSE, ASSISTANT = Role.REGISTERED_NURSE.value, Role.HEALTHCARE_ASSISTANT.value
FLOOR = Task.FLOOR.value


def have_incidents(ward):
    """See what happens, by hazards that compete; then let each take its course."""
    for resident in ward.beds:
        resident.kind_now = NOBODY
        resident.hazard = 0.0
        resident.hazard_square = 0.0
        if resident.is_here and resident.is_present and not resident.is_asleep and resident.hold == NOBODY:
            resident.kind_now = what_happens(ward, resident)
    for resident in ward.beds:
        if resident.kind_now != NOBODY and resident.is_present and resident.hold == NOBODY:
            raise_incident(ward, resident, resident.kind_now)
    for resident in ward.beds:
        if resident.is_here and resident.needs_debrief:
            pass_talk(ward, resident)


@act
def feel_provoked(ward, resident):
    """Return how strongly one is provoked now."""
    touchy = resident.sensitivity
    return provocation(
        ward.p,
        denied=provoked_by(level=resident.denied, sensitivity=touchy[Trigger.DENIED_REQUEST]),
        limited=provoked_by(level=resident.limited, sensitivity=touchy[Trigger.LIMIT_SETTING]),
        demanded=provoked_by(level=resident.demanded, sensitivity=touchy[Trigger.STAFF_DEMAND]),
        conflict=provoked_by(level=resident.conflict, sensitivity=touchy[Trigger.RESIDENT_CONFLICT]),
        crowding=provoked_by(level=resident.crowding, sensitivity=touchy[Trigger.CROWDING]),
        changed=provoked_by(level=resident.changed, sensitivity=touchy[Trigger.ROUTINE_CHANGE]),
        waiting=provoked_by(level=resident.waiting, sensitivity=touchy[Trigger.WAITING]),
        craving=provoked_by(level=resident.craving, sensitivity=touchy[Trigger.CRAVING]),
    )


@act
def what_happens(ward, resident):
    """Return the kind of incident that one has in this tick, or NOBODY."""
    resident.provocation = feel_provoked(ward, resident)
    hazards = hazards_of(ward, resident)
    total = 0.0
    for hazard in hazards:
        total += hazard
    note_hazard(resident, total)
    if not happens(u=draw(ward, resident, Decision.INCIDENT, 0), per_hour=total, hours=ward.p.tick_hours):
        return NOBODY
    at, so_far = draw(ward, resident, Decision.INCIDENT_KIND, 0) * total, 0.0
    for k in range(len(hazards)):
        so_far += hazards[k]
        if at < so_far:
            return HAPPENING[k]
    return HAPPENING[-1]


def note_hazard(resident, total):
    """Note how likely something is to happen now, for the means of the shift."""
    resident.hazard = total
    resident.hazard_square = total * total


@act
def hazard_of_aggression(ward, resident):
    """Return the hazard of aggression, 1/h."""
    return aggression_per_hour(
        ward.p,
        frailty=resident.frailty,
        arousal=resident.arousal,
        strain=resident.strain,
        coping=resident.coping,
        provocation=resident.provocation,
    )


@act
def hazard_of_self_harm(ward, resident):
    """Return the hazard of self-harm, 1/h."""
    return self_harm_per_hour(
        ward.p,
        risk=resident.self_harm_risk,
        distress=resident.distress,
        alone_share=resident.alone_share,
        coping=resident.coping,
        observation=resident.observation,
    )


@act
def hazard_of_absconding(ward, resident):
    """Return the hazard of leaving without leave, 1/h."""
    return absconding_per_hour(
        ward.p,
        risk=resident.absconding_risk,
        craving=resident.craving,
        need_autonomy=resident.need_autonomy,
        autonomy=resident.autonomy,
        trust=resident.trust_now,
        is_detained=resident.is_detained,
        observation=resident.observation,
        is_in_garden=ward.places[resident.place_index].kind == PlaceKind.GARDEN,
    )


@act
def hazard_of_substances(ward, resident):
    """Return the hazard of using alcohol or drugs, 1/h."""
    return substance_per_hour(ward.p, craving=resident.craving, hours_since_chance=resident.since_chance)


@act
def hazard_of_rule_breaking(ward, resident):
    """Return the hazard of breaking a rule, 1/h."""
    return rule_breaking_per_hour(
        ward.p,
        frailty=resident.frailty,
        need_autonomy=resident.need_autonomy,
        boredom=resident.boredom,
        autonomy=resident.autonomy,
        strain=resident.strain,
    )


def _asked(row):
    """Return the text that asks how often a kind of incident would happen now."""
    if row.hazard:
        return f"{row.hazard}(ward, resident)"
    return f"driven_per_hour(per_hour=ward.p.{row.per_hour}, driver=resident.{row.driver})"


hazards_of = written(
    globals(),
    "hazards_of",
    "ward, resident",
    [f"return ({' '.join(f'{_asked(INCIDENTS[kind])},' for kind in HAPPENING)})"],
    "Return how often each kind of incident that happens by itself would happen now, 1/h, in order.",
)


@act
def raise_incident(ward, resident, kind):
    """Have an incident that takes its course: response, harm, witnesses, and perhaps a talk."""
    p, now = ward.p, ward.now
    reach = staff_in_reach(
        p,
        n_on_floor=share_of(part=ward.done[NURSE, FLOOR] + ward.done[ASSISTANT, FLOOR], whole=p.tick_minutes),
        n_nursing=float(now.n_nursing),
        sight=ward.places[resident.place_index].sight,
    )
    trigger, grave = trigger_of(ward, resident, kind), math.nan
    if IS_AGGRESSION[kind]:
        grave = severity(
            p, arousal=resident.arousal, reach=reach, u=draw(ward, resident, Decision.SEVERITY, 0)
        )
        kind = form_of(ward, resident, grave)
    gravity = gravity_of(ward, kind, grave)
    target, person = target_of(ward, resident, kind, trigger, reach)
    noted = kind_noted(ward, resident, kind) if is_written_up(ward, resident, kind, gravity) else NOBODY
    row = write_incident(ward, resident, kind, grave, trigger, target, person, reach, noted)
    count_for(ward, resident, kind, noted)
    first, near = those_near(ward, resident)
    around = resident.place_index, first, near  # where it happens: who is held may be taken elsewhere
    slot = slot_concerned(resident)
    chosen = respond(ward, resident, kind, gravity, reach, row)
    if row != NOBODY:
        ward.incident_rows[row].response_kind = chosen
    hurt_target(ward, resident, target, person, gravity)
    if IS_WITNESSED[kind]:
        spread(ward, resident, around, gravity)
    spread_containment(ward, resident, around, chosen, gravity)
    resident.was_coerced = resident.was_coerced or TAKES_HANDS[chosen]
    if kind == IncidentKind.ABSCONDING and not stops_absconding(chosen):
        abscond(ward, resident)
    plan_debrief(ward, resident, gravity, trigger)
    count_like_event(ward, slot, gravity, trigger)
    now.incident_backlog += p.minutes_an_incident * gravity
    now.conflicts_this_hour += 1


def is_written_up(ward, resident, kind, gravity):
    """Return whether the ward's own instrument catches an incident."""
    return draw(ward, resident, Decision.RECORDED, kind) < recorded_probability(
        ward.p,
        at_reference=ward.records_incident[kind],
        severity_share=gravity,
        reference_severity=reference_of(ward, kind),
        load=ward.now.load,
    )


def trigger_of(ward, resident, kind):
    """Return what set an incident off."""
    if TRIGGER_OF[kind] != NOBODY:
        return TRIGGER_OF[kind]
    p, touchy = ward.p, resident.sensitivity
    return cause_of(
        at=draw(ward, resident, Decision.TRIGGER, 0) * (p.unprovoked + resident.provocation),
        denied=provoked_by(level=resident.denied, sensitivity=touchy[Trigger.DENIED_REQUEST]) * p.beta_denied,
        limited=provoked_by(level=resident.limited, sensitivity=touchy[Trigger.LIMIT_SETTING])
        * p.beta_limited,
        demanded=provoked_by(level=resident.demanded, sensitivity=touchy[Trigger.STAFF_DEMAND])
        * p.beta_demanded,
        conflict=provoked_by(level=resident.conflict, sensitivity=touchy[Trigger.RESIDENT_CONFLICT])
        * p.beta_conflict,
        crowding=provoked_by(level=resident.crowding, sensitivity=touchy[Trigger.CROWDING]) * p.beta_crowding,
        changed=provoked_by(level=resident.changed, sensitivity=touchy[Trigger.ROUTINE_CHANGE])
        * p.beta_changed,
        waiting=provoked_by(level=resident.waiting, sensitivity=touchy[Trigger.WAITING]) * p.beta_waiting,
        craving=provoked_by(level=resident.craving, sensitivity=touchy[Trigger.CRAVING]) * p.beta_craving,
        nothing=Trigger.NONE,
    )


def form_of(ward, resident, grave):
    """Return whether aggression was physical, against objects or verbal."""
    p = ward.p
    share = physical_share(p, severity_share=severity_share(severity=grave))
    if draw(ward, resident, Decision.AGGRESSION_FORM, 0) < share:
        return IncidentKind.PHYSICAL_AGGRESSION
    if draw(ward, resident, Decision.AGGRESSION_FORM, 1) < object_share(p):
        return IncidentKind.OBJECT_AGGRESSION
    return IncidentKind.VERBAL_AGGRESSION


def gravity_of(ward, kind, grave):
    """Return how grave staff find an incident, 0-1."""
    return severity_share(severity=grave) if IS_AGGRESSION[kind] else ward.gravity[kind]


def reference_of(ward, kind):
    """Return the gravity to which an instrument's probability belongs."""
    return ward.p.record_reference_severity if IS_AGGRESSION[kind] else ward.gravity[kind]
