"""What is written of an incident: the true event, and what the ward's instrument makes of it."""

import math

from milieusim.incident_kinds import IS_AGGRESSION, IncidentKind
from milieusim.kinds import NOBODY
from milieusim.rules.basics.keyed_draws import Decision
from milieusim.rules.hazards import other_code
from milieusim.rules.recording import mistaken_hours
from milieusim.vocabulary import ResponseKind, Trigger
from milieusim.ward.counts import count_incident, day_of
from milieusim.ward.lived import stay_of
from milieusim.ward.seams import draw, has_room, row_at

KINDS_OF_AGGRESSION = sum(IS_AGGRESSION)


def write_incident(ward, resident, kind, grave, trigger, target, person, reach, noted):
    """Write the row of an incident, noted as of a kind or not at all; return it, or NOBODY outside the window."""
    now = ward.now
    if not now.is_open:
        return NOBODY
    if not has_room(ward.incident_rows, now.n_incident_rows):
        now.overflow = True
        return NOBODY
    row = row_at(ward.incident_rows, now.n_incident_rows)
    write_when(ward, row, resident)
    row.incident = now.n_incident_rows
    row.kind = kind
    row.severity = grave
    row.trigger = trigger
    row.activity = resident.activity
    row.place = ward.places[resident.place_index].kind
    row.target = target
    row.target_id = person
    row.staff_in_reach = int(reach)
    row.arousal = resident.arousal
    row.hours_since_admission = row.at_hour - resident.admitted_hour
    row.is_recorded = noted != NOBODY
    row.response_kind = ResponseKind.NONE
    row.kind_recorded = noted
    row.trigger_recorded = NOBODY
    row.at_hour_recorded = math.nan
    if noted != NOBODY:
        write_down(ward, resident, row)
    now.n_incident_rows += 1
    return now.n_incident_rows - 1


def write_when(ward, row, resident):
    """Write to whom something happens, when, and in which shift."""
    row.day = day_of(ward)
    row.hour = ward.moment.hour
    row.at_hour = ward.now.tick * ward.p.tick_hours
    row.shift_day = ward.now.shift_day
    row.shift = ward.now.shift
    row.resident = resident.number


def kind_noted(ward, resident, kind):
    """Return the kind under which an incident is recorded: aggression is now and then taken for another form of it."""
    if not IS_AGGRESSION[kind] or draw(ward, resident, Decision.KIND_MISTAKEN, 0) >= ward.p.kind_mistaken:
        return kind
    u = draw(ward, resident, Decision.KIND_MISTAKEN, 1)
    return other_code(code=kind, of=KINDS_OF_AGGRESSION, u=u)


def write_down(ward, resident, row):
    """Write what else the instrument says, mistakes included."""
    p = ward.p
    row.trigger_recorded = row.trigger
    if draw(ward, resident, Decision.TRIGGER_MISTAKEN, 0) < p.trigger_mistaken:
        row.trigger_recorded = Trigger.NONE
    row.at_hour_recorded = row.at_hour
    if draw(ward, resident, Decision.TIME_MISTAKEN, 0) < p.time_mistaken:
        u = draw(ward, resident, Decision.TIME_MISTAKEN, 1)
        row.at_hour_recorded = row.at_hour + mistaken_hours(p, u=u)


def count_for(ward, resident, kind, noted):
    """Count an incident for the shift, the hour, the resident and the stay; records go by the kind noted."""
    count_incident(ward, kind, noted)
    recorded = 1 if noted != NOBODY else 0
    lived, stay = ward.lived[resident.bed], stay_of(ward, resident)
    lived.incidents += 1
    stay.incidents += 1
    stay.incidents_recorded += recorded
    if IS_AGGRESSION[kind]:
        lived.aggression += 1
        lived.aggression_recorded += recorded
        stay.aggression += 1
        stay.aggression_recorded += recorded
    if kind == IncidentKind.PHYSICAL_AGGRESSION:
        stay.physical_aggression += 1
    if noted == IncidentKind.PHYSICAL_AGGRESSION:
        stay.physical_aggression_recorded += 1
    resident.incidents_this_shift += 1
