"""Residents and what is reported of them: incidents and responses, as the ward's instrument has them."""

import math

from milieusim.engines.agents.ward_parts import Row
from milieusim.rules.basics.keyed_draws import Decision
from milieusim.ward.codes import NO_RESPONSE, NO_TRIGGER, NOBODY, PHYSICAL, PRN, TALK_DOWN
from milieusim.ward.tables import INCIDENT_COLUMNS, RESPONSE_COLUMNS

RECORDED, RESPONSE_RECORDED = int(Decision.RECORDED), int(Decision.RESPONSE_RECORDED)
KIND_MISTAKEN, TRIGGER_MISTAKEN = int(Decision.KIND_MISTAKEN), int(Decision.TRIGGER_MISTAKEN)
TIME_MISTAKEN = int(Decision.TIME_MISTAKEN)


class Reported:
    """What is written down of incidents and responses."""

    def is_incident_recorded(self, kind, gravity):
        """Return whether the ward's instrument records an incident."""
        ward, p = self.model, self.p
        reference = p.record_reference_severity if kind <= PHYSICAL else self.gravity_of(kind, 0.0)
        return self.draw(RECORDED, kind) < self.rules.recorded_probability(
            at_reference=ward.records_incident[kind],
            severity_share=gravity,
            reference_severity=reference,
            w_severity=p.record_w_severity,
            load=ward.load,
            w_load=p.record_w_load,
        )

    def write_incident(self, kind, grave, trigger, target, whom, reach, is_recorded):
        """Write the row of an incident; return it, or None outside the window."""
        ward, p = self.model, self.p
        if not ward.is_open:
            return None
        row = Row("incidents")
        row.incident = len(ward.incidents)
        row.day = ward.day
        row.hour = ward.now.hour
        row.at_hour = ward.tick * p.tick_hours
        row.shift_day = ward.shift_day
        row.shift = ward.shift
        row.resident = self.number
        row.kind = kind
        row.severity = grave
        row.trigger = trigger
        row.activity = self.activity
        row.place = self.place.kind
        row.target = target
        row.target_id = NOBODY if whom is None else whom.number
        row.staff_in_reach = int(reach)
        row.arousal = self.arousal
        row.hours_since_admission = ward.tick * p.tick_hours - self.admitted_hour
        row.is_recorded = is_recorded
        row.response_kind = NO_RESPONSE
        row.kind_recorded = NOBODY
        row.trigger_recorded = NOBODY
        row.at_hour_recorded = math.nan
        if is_recorded:
            self.write_down(row, kind, trigger)
        ward.incidents.append(row)
        return row

    def write_down(self, row, kind, trigger):
        """Write what the instrument says, mistakes included."""
        p, rules = self.p, self.rules
        row.kind_recorded = kind
        if kind <= PHYSICAL and self.draw(KIND_MISTAKEN) < p.kind_mistaken:
            row.kind_recorded = rules.other_code(code=kind, of=PHYSICAL + 1, u=self.draw(KIND_MISTAKEN, 1))
        row.trigger_recorded = trigger
        if self.draw(TRIGGER_MISTAKEN) < p.trigger_mistaken:
            row.trigger_recorded = NO_TRIGGER
        row.at_hour_recorded = row.at_hour
        if self.draw(TIME_MISTAKEN) < p.time_mistaken:
            row.at_hour_recorded = row.at_hour + rules.mistaken_hours(
                u=self.draw(TIME_MISTAKEN, 1), mean_hours=p.time_mistaken_hours
            )

    def count_incident(self, kind, is_recorded):
        """Count an incident for the shift, the hour, the resident and the stay."""
        ward, lived, stay, column = self.model, self.lived, self.stay, INCIDENT_COLUMNS[kind]
        recorded = 1 if is_recorded else 0
        ward.shift_row.conflict += 1
        ward.shift_row.conflict_recorded += recorded
        ward.shift_row.add(column, 1)
        ward.shift_row.add(f"{column}_recorded", recorded)
        ward.hour_row.conflict += 1
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
        self.incidents_this_shift += 1

    def write_response(self, kind, incident, lasted, staff_minutes):
        """Count a response and write its row; return the row, or None outside the window."""
        ward, p, rules = self.model, self.p, self.rules
        is_recorded = self.draw(RESPONSE_RECORDED, kind) < rules.response_recorded_probability(
            at_reference=ward.records_response[kind], load=ward.load, w_load=p.record_w_load
        )
        self.count_response(kind, 1 if is_recorded else 0)
        ward.incident_backlog += staff_minutes
        if not ward.is_open:
            return None
        row = Row("responses")
        row.response_id = len(ward.responses)
        row.incident = NOBODY if incident is None else incident.incident
        row.day = ward.day
        row.hour = ward.now.hour
        row.at_hour = ward.tick * p.tick_hours
        row.shift_day = ward.shift_day
        row.shift = ward.shift
        row.resident = self.number
        row.kind = kind
        row.hours = lasted
        row.staff_minutes = staff_minutes
        row.is_recorded = is_recorded
        row.is_after_conflict = self.incidents_this_shift > 0
        ward.responses.append(row)
        return row

    def count_response(self, kind, recorded):
        """Count a response for the shift and the hour; talking somebody down is not containment."""
        ward, column = self.model, RESPONSE_COLUMNS[kind]
        ward.shift_row.add(column, 1)
        ward.shift_row.add(f"{column}_recorded", recorded)
        if kind != TALK_DOWN:
            ward.shift_row.containment += 1
            ward.shift_row.containment_recorded += recorded
            ward.hour_row.containment += 1
        if kind == PRN:
            self.count_dose(recorded)

    def count_dose(self, recorded):
        """Count a dose of PRN in the stay."""
        p, stay = self.p, self.stay
        stay.prn_doses += 1
        stay.prn_doses_recorded += recorded
        if self.model.tick * p.tick_hours - self.admitted_hour < p.hours_a_day * p.days_second_look:
            stay.prn_within_14_days += 1
