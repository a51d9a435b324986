"""Residents and the rows kept of them: states of a stay, hours of a shift, what the day went to."""

from milieusim.engines.agents.ward_parts import Row
from milieusim.ward.codes import FREE_TIME, SECLUSION, SECLUSION_ACTIVITY, SLEEP, TIME_OUT


class Recording:
    """What is kept of a resident's time (phase 16 of a tick)."""

    def wellbeing_now(self):
        """Return wellbeing now."""
        return self.rules.wellbeing(self.distress, self.loneliness, self.felt_safety, self.self_care)

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
        if ward.is_open and ward.keeps_lived and self.has_lived:
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
        ward, dt = self.model, self.p.tick_hours
        self.wellbeing = well = self.wellbeing_now()
        arousal = self.arousal * dt
        shift.resident_hours += dt
        shift.mean_arousal += arousal
        shift.mean_wellbeing += well * dt
        shift.mean_distress += self.distress * dt
        shift.mean_felt_safety += self.felt_safety * dt
        shift.mean_loneliness += self.loneliness * dt
        hour.mean_arousal += arousal
        ward.hour_resident_hours += dt
        if ward.is_open:
            stay = self.stay
            stay.mean_wellbeing += well * dt
            stay.hours_in_window += dt
        if ward.keeps_lived:
            self.record_states()
        if self.is_asleep:
            self.record_sleep()
        else:
            self.record_waking(shift)
        if self.hold is not None:
            self.record_hold(shift, self.stay)

    def record_states(self):
        """Add the states of this tick to the row of the shift."""
        lived, dt = self.lived, self.p.tick_hours
        lived.hours_present += dt
        lived.arousal += self.arousal * dt
        lived.distress += self.distress * dt
        lived.felt_safety += self.felt_safety * dt
        lived.loneliness += self.loneliness * dt
        lived.wellbeing += self.wellbeing * dt

    def record_sleep(self):
        """Add a tick asleep to the rows under way."""
        dt = self.p.tick_hours
        self.alone_share = 0.0
        self.lived.hours_asleep += dt
        self.time_now[SLEEP] += dt

    def record_waking(self, shift):
        """Add a waking tick to the rows under way: organised, with staff, with residents, alone."""
        ward, dt = self.model, self.p.tick_hours
        organised = self.organised_share()
        rest = 1.0 - organised
        staff = rest * self.staff_share
        company = (rest - staff) * self.contact_share
        self.alone_share = alone = rest - staff - company
        self.note_activity()
        shift.organised_hours += organised * dt
        shift.staff_contact_hours += staff * dt
        if ward.now.is_daytime:
            shift.awake_daytime_hours += dt
            shift.engaged_daytime_hours += (organised + staff + company) * dt
            shift.organised_daytime_hours += organised * dt
        if ward.keeps_lived:
            self.record_company(organised, staff, company, alone)

    def record_company(self, organised, staff, company, alone):
        """Add to the row of the shift with whom a waking tick was spent."""
        lived, dt = self.lived, self.p.tick_hours
        lived.hours_organised += organised * dt
        lived.hours_with_staff += staff * dt
        lived.hours_with_residents += company * dt
        lived.hours_alone += alone * dt
        if self.model.now.is_daytime:
            lived.hours_awake_daytime += dt
            lived.hours_engaged_daytime += (organised + staff + company) * dt

    def organised_share(self):
        """Share of the tick spent in organised activity."""
        share, slot, old_slot = 0.0, self.slot, self.old_slot
        if slot is not None and slot.is_organised:
            share += self.slot_share
        if old_slot is not None and old_slot.is_organised:
            share += self.old_share
        return share

    def note_activity(self):
        """Add a waking tick to what was done today."""
        time, hours = self.time_now, self.p.tick_hours
        slot, old_slot, rest, own = self.slot, self.old_slot, 1.0, self.activity
        if slot is not None:
            time[slot.activity] += self.slot_share * hours
            rest -= self.slot_share
            own = FREE_TIME
        if old_slot is not None:
            time[old_slot.activity] += self.old_share * hours
            rest -= self.old_share
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
