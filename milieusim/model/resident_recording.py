"""Residents and the rows kept of them: states of a stay, hours of a shift, what the day went to."""

from milieusim.model.codes import FREE_TIME, SECLUSION, SECLUSION_ACTIVITY, SLEEP, TIME_OUT
from milieusim.model.ward_parts import Row


class Recording:
    """What is kept of a resident's time (phase 16 of a tick)."""

    def wellbeing_now(self):
        """Return wellbeing now."""
        rules = self.rules
        return rules.wellbeing(self.distress, self.loneliness, self.felt_safety, self.self_care)

    def note_states(self, moment):
        """Write the ten states of a stay at its admission, day7, day14 or end."""
        p, rules, row, care = self.p, self.rules, self.stay, self.self_care
        states = {
            "wellbeing": self.wellbeing_now(),
            "distress": self.distress,
            "coping": self.coping,
            "belonging": 1.0 - self.loneliness,
            "felt_safety": self.felt_safety,
            "self_care": care,
            "hygiene": rules.hygiene(self_care=care, distress=self.distress, w_distress=p.hygiene_w_distress),
            "own_schedule": rules.own_schedule(
                self_care=care, predictability=self.predictability, weight=p.schedule_w_predictability
            ),
            "organisation": rules.organisation(
                self_care=care, arousal=self.arousal, weight=p.organisation_w_arousal
            ),
            "life_skills": rules.life_skills(
                self_care=care, ability=self.ability, weight=p.life_skills_w_ability
            ),
        }
        for name, value in states.items():
            setattr(row, f"{name}_{moment}", value)

    def open_lived(self):
        """Begin the row of a shift."""
        self.lived = row = Row("resident_shifts")
        row.resident = self.number
        row.diagnosis = self.diagnosis
        row.is_detained = self.is_detained
        row.risk_score = self.risk_score
        self.incidents_this_shift = 0

    def close_lived(self):
        """End the row of a shift and write it."""
        ward = self.model
        if ward.is_open and self.has_lived and self.p.keep_resident_shifts > 0.0:
            ward.resident_shifts.append(self.finished_lived())

    @property
    def has_lived(self):
        """Whether there is anything to write of the shift under way."""
        return self.lived.hours_present > 0.0 or self.lived.incidents > 0

    def finished_lived(self):
        """Return the row of the shift under way with its sums as means."""
        ward, p, row = self.model, self.p, self.lived.copy()
        row.day = ward.shift_day
        row.shift = ward.shift
        row.at_hour = ward.shift_start * p.tick_hours
        row.hours_since_admission = max(ward.shift_start * p.tick_hours - self.admitted_hour, 0.0)
        if row.hours_present > 0.0:
            ward.turn_to_means(row, "arousal distress felt_safety loneliness wellbeing", row.hours_present)
        else:  # gone in the first tick of the shift, by absconding
            row.arousal, row.distress, row.felt_safety = self.arousal, self.distress, self.felt_safety
            row.loneliness, row.wellbeing = self.loneliness, self.wellbeing_now()
        return row

    def flush_time_use(self):
        """Write what was done since midnight."""
        ward, p = self.model, self.p
        if ward.is_open and p.keep_time_use > 0.0:
            for activity, hours in enumerate(self.time_now):
                if hours > 0.0:
                    ward.time_use.append((ward.day, self.number, activity, hours))
        self.time_now = [0.0] * len(self.time_now)

    def record_tick(self, shift, hour):
        """Add what was lived in this tick to the rows under way."""
        ward, lived, dt = self.model, self.lived, self.p.tick_hours
        well = self.wellbeing_now()
        self.wellbeing = well
        lived.hours_present += dt
        lived.arousal += self.arousal * dt
        lived.distress += self.distress * dt
        lived.felt_safety += self.felt_safety * dt
        lived.loneliness += self.loneliness * dt
        lived.wellbeing += well * dt
        shift.resident_hours += dt
        shift.mean_arousal += self.arousal * dt
        shift.mean_wellbeing += well * dt
        shift.mean_distress += self.distress * dt
        shift.mean_felt_safety += self.felt_safety * dt
        shift.mean_loneliness += self.loneliness * dt
        hour.mean_arousal += self.arousal * dt
        ward.hour_resident_hours += dt
        stay = self.stay
        if ward.is_open:
            stay.mean_wellbeing += well * dt
            stay.hours_in_window += dt
        organised, staff, company, alone = 0.0, 0.0, 0.0, 0.0
        if self.is_asleep:
            lived.hours_asleep += dt
            self.time_now[SLEEP] += dt
        else:
            organised = self.organised_share()
            rest = 1.0 - organised
            staff = rest * self.staff_share
            company = (rest - staff) * self.contact_share
            alone = rest - staff - company
            self.note_activity()
        self.alone_share = alone
        lived.hours_organised += organised * dt
        lived.hours_with_staff += staff * dt
        lived.hours_with_residents += company * dt
        lived.hours_alone += alone * dt
        shift.organised_hours += organised * dt
        shift.staff_contact_hours += staff * dt
        if ward.now.is_daytime and not self.is_asleep:
            engaged = organised + staff + company
            lived.hours_awake_daytime += dt
            lived.hours_engaged_daytime += engaged * dt
            shift.awake_daytime_hours += dt
            shift.engaged_daytime_hours += engaged * dt
            shift.organised_daytime_hours += organised * dt
        if self.hold is not None:
            self.record_hold(shift, stay)

    def organised_share(self):
        """Share of the tick spent in organised activity."""
        share = 0.0
        if self.slot is not None and self.slot.is_organised:
            share += self.slot_share
        if self.old_slot is not None and self.old_slot.is_organised:
            share += self.old_share
        return share

    def note_activity(self):
        """Add a waking tick to what was done today."""
        time, hours = self.time_now, self.p.tick_hours
        rest = 1.0
        if self.slot is not None:
            time[self.slot.activity] += self.slot_share * hours
            rest -= self.slot_share
        if self.old_slot is not None:
            time[self.old_slot.activity] += self.old_share * hours
            rest -= self.old_share
        own = self.activity if self.slot is None else FREE_TIME
        time[SECLUSION_ACTIVITY if self.hold == SECLUSION else own] += rest * hours

    def record_hold(self, shift, stay):
        """Add a tick of seclusion, mechanical restraint or time out."""
        dt = self.p.tick_hours
        if self.hold == SECLUSION:
            shift.seclusion_hours += dt
            stay.seclusion_hours += dt
        elif self.hold != TIME_OUT:
            shift.mechanical_restraint_hours += dt
            shift.restraint_hours += dt
            stay.restraint_hours += dt
        if self.hold_response is not None:
            self.hold_response.hours += dt
