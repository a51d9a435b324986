"""The ward's books: rows that are filled while it runs, and the tables made of them (phase 16 of a tick)."""

import numpy as np

from milieusim.engines.agents.ward_parts import Row
from milieusim.vocabulary import Role
from milieusim.ward.codes import LEAVE, N_ROLES, TIE_RESIDENT, TIE_STAFF
from milieusim.ward.tables import TABLES, dtype_of, sorted_rows

MEANS_OVER_RESIDENTS = "mean_arousal mean_wellbeing mean_distress mean_felt_safety mean_loneliness"


class Books:
    """Rows of all tables."""

    def turn_to_means(self, row, columns, hours):
        """Turn sums over hours into means."""
        for column in columns.split():
            setattr(row, column, self.rules.mean_so_far(total=getattr(row, column), hours=hours))

    def label_shift(self, row):
        """Write what a shift starts with, when and who is there; return the row."""
        row.day = self.shift_day
        row.shift = self.shift
        row.at_hour = self.shift_start * self.p.tick_hours
        row.beds = int(self.p.beds)
        for resident in self.residents:
            if not resident.is_absconded:
                row.census += 1
                row.on_leave += resident.is_on_leave
                row.detained += resident.is_detained
        return row

    def close_shift(self):
        """Write the rows of a shift."""
        for resident in self.residents:
            resident.close_lived()
        if self.is_open and self.shift_row.shift_hours > 0.0:
            self.shifts.append(self.finished_shift())

    def finished_shift(self):
        """Return the row of the shift under way with its sums as means."""
        rules, row = self.rules, self.shift_row.copy()
        self.turn_to_means(row, MEANS_OVER_RESIDENTS, row.resident_hours)
        self.turn_to_means(row, "mean_burnout", row.nursing_hours)
        self.turn_to_means(row, "staff_load", row.shift_hours)
        row.is_staff_short = rules.is_short(
            minutes=1.0, needs=row.staff_load, threshold=self.p.short_staffed_load
        )
        row.no_staff_contact_share = rules.mean_so_far(
            total=float(row.snapshots_without_contact), hours=float(row.daytime_snapshots)
        )
        return row

    def open_hour(self):
        """Begin the row of an hour."""
        self.hour_row = row = Row("hours")
        row.day = self.day
        row.hour = self.now.hour_of_day
        row.at_hour = self.tick * self.p.tick_hours
        self.hour_resident_hours = 0.0
        self.minutes_needed = [0.0] * N_ROLES
        self.minutes_available = [0.0] * N_ROLES

    def close_hour(self):
        """Write the row of an hour."""
        row = self.hour_row
        for role, label in enumerate(Role.labels()):
            setattr(row, f"{label}_minutes_needed", self.minutes_needed[role])
            setattr(row, f"{label}_minutes_available", self.minutes_available[role])
        self.turn_to_means(row, "mean_arousal", self.hour_resident_hours)
        self.hours.append(row)

    def record_tick(self):
        """Add what was lived in this tick to all rows under way."""
        p, shift, hour = self.p, self.shift_row, self.hour_row
        shift.shift_hours += p.tick_hours
        shift.staff_load += self.load * p.tick_hours
        hour.census = 0
        for resident in self.residents:
            if resident.is_present:
                hour.census += 1
                resident.record_tick(shift, hour)
            elif not resident.is_absconded:
                resident.time_now[LEAVE] += p.tick_hours
        with_a_resident = False
        for staff in self.on_duty:
            with_a_resident = staff.record_tick(shift) or with_a_resident
        if self.now.is_snapshot:
            shift.daytime_snapshots += 1
            shift.snapshots_without_contact += not with_a_resident
        if self.now.is_hour_end and self.is_open:
            self.close_hour()

    def write_ties(self):
        """Write the ties of all who are here, once a week."""
        for resident in self.residents:
            source = (self.day, resident.number)
            for other in self.residents:
                if other is not resident and resident.ties[other.bed] != 0.0:
                    self.ties.append((*source, other.number, TIE_RESIDENT, resident.ties[other.bed]))
            for staff in self.staff:
                if not staff.is_bank:
                    self.ties.append((*source, staff.post, TIE_STAFF, resident.trust[staff.seat]))

    def rows_so_far(self):
        """Return the rows of every table, those under way included as they stand."""
        return {
            "incidents": [row.values() for row in self.incidents],
            "responses": [row.values() for row in self.responses],
            "shifts": [row.values() for row in self.shifts + self.shift_under_way()],
            "resident_shifts": [row.values() for row in self.resident_shifts + self.lived_under_way()],
            "stays": [self.finished_stay(row) for row in self.stays if not row.discharged_at_hour <= 0.0],
            "time_use": self.time_use,
            "staff_shifts": [row.values() for row in self.staff_shifts + self.work_under_way()],
            "slots": self.slots_begun,
            "hours": [row.values() for row in self.hours] if "hours" in self.inputs.keep else [],
            "ties": self.ties,
        }

    def shift_under_way(self):
        """Return the row of the shift under way, if any of it was in the window."""
        return [self.finished_shift()] if self.is_open and self.shift_row.shift_hours > 0.0 else []

    def lived_under_way(self):
        """Return the rows of residents in the shift under way."""
        if not (self.is_open and self.keeps_lived):
            return []
        return [r.finished_lived() for r in self.residents if r.has_lived]

    def work_under_way(self):
        """Return the rows of staff in the shift under way."""
        if not self.is_open:
            return []
        return [staff.finished_row() for staff in self.on_duty if staff.worked.hours_on_duty > 0.0]

    def finished_stay(self, stay):
        """Return the values of a stay with its sum as mean."""
        row = stay.copy()
        self.turn_to_means(row, "mean_wellbeing", row.hours_in_window)
        return row.values()

    def raw_tables(self):
        """Return the tables as structured arrays, sorted.

        Returns
        -------
        dict of str to numpy.ndarray
        """
        rows = self.rows_so_far()
        return {table: sorted_rows(table, np.array(rows[table], dtype_of(table))) for table in TABLES}
