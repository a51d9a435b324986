"""Residents as they arrive and leave: admission, discharge, leave, absence and return."""

import math

from milieusim.engines.agents.ward_parts import Row
from milieusim.rules.basics.keyed_draws import Decision
from milieusim.ward.codes import FREE_TIME, LEAVE, N_ACTIVITIES

ABSCOND_RETURN, GO_ON_LEAVE = int(Decision.ABSCOND_RETURN), int(Decision.LEAVE)
LEAVE_LENGTH, LEAVE_NIGHT = int(Decision.AWAY_HOURS), int(Decision.RETURN)


class Arriving:
    """How residents come and go (phase 15 of a tick)."""

    def arrive(self, tick, referred_hour, is_under_way):
        """Be admitted at a tick, or be found on the ward with a stay under way."""
        p, q = self.p, self.model.profile_at(self.trait_draw(Decision.PROFILE))
        self.draw_person(q)
        days, gone = self.draw_stay(is_under_way)
        self.stay_left = (days - gone) * p.hours_a_day
        self.admitted_hour = tick * p.tick_hours - gone * p.hours_a_day
        self.frailty = self.draw_gamma() * self.rules.frailty_scale(
            profile_factor=q.frailty_factor,
            is_detained=self.is_detained,
            detained_factor=p.detained_frailty_factor,
            stay_days=days,
            reference_days=p.stay_reference_days,
            stay_power=p.stay_frailty_power,
            shape=p.frailty_shape,
        )
        self.draw_traits(q)
        self.enter(tick, gone)
        self.open_stay(referred_hour)
        # A stay under way was noted as it began; what its resident has got over since then follows.
        self.distress = self.rules.next_distress(
            self.distress, self.distress_floor, p.recovery_per_day * self.pace, gone
        )
        self.open_lived()

    def enter(self, tick, days_gone):
        """Bring a resident onto the ward with nothing yet lived there."""
        ward, p, rules = self.model, self.p, self.rules
        self.is_present = True
        self.is_asleep = False
        self.is_on_leave = False
        self.is_absconded = False
        self.has_request = False
        self.refuses_medication = False
        self.needs_debrief = False
        self.is_in_early_help = False
        self.must_move = True
        self.has_day7 = days_gone >= p.days_first_look
        self.has_day14 = days_gone >= p.days_second_look
        self.place = ward.bedroom
        self.activity = FREE_TIME
        self.slot = None
        self.old_slot = None
        self.hold = None
        self.hold_response = None
        self.observation = 0
        self.observation_response = None
        self.partner = None
        self.contact_staff = None
        self.kind_now = None
        self.risk_score = 0
        self.incidents_this_shift = 0
        self.last_dose = tick - int(p.prn_gap_ticks)
        self.wait_hours = 0.0
        self.boredom = 0.0
        self.sleep_pressure = p.sleep_pressure_at_admission
        self.felt_safety = p.felt_safety_at_admission
        self.predictability = 0.0
        self.autonomy = p.autonomy_at_admission
        self.standing = p.standing_at_admission
        self.denied = 0.0
        self.limited = 0.0
        self.demanded = 0.0
        self.conflict = 0.0
        self.crowding = 0.0
        self.changed = 0.0
        self.waiting = 0.0
        self.noise = 0.0
        self.slot_share = 0.0
        self.old_share = 0.0
        self.contact_share = 0.0
        self.staff_share = 0.0
        self.bonds = 0.0
        self.alone_share = 0.0
        self.since_chance = p.hours_a_day
        self.arousal = self.arousal_baseline
        self.craving = rules.craving_now(self.craving_trait, self.uses_substances, days_gone)
        self.clear_hour()
        start = rules.first_trust(
            know_each_other=p.know_each_other, gain=p.trust_know_gain, start=p.trust_at_first
        )
        self.trust = [start] * len(ward.staff)
        self.trust_now = start
        self.ties = [0.0] * len(ward.beds)
        for other in ward.residents:
            other.ties[self.bed] = 0.0
        self.time_now = [0.0] * N_ACTIVITIES
        ward.admission_backlog += p.minutes_admission

    def clear_hour(self):
        """Forget what was lived in the hour, once the slow states have taken it in."""
        self.organised_hour = 0.0
        self.therapy_hour = 0.0
        self.skills_hour = 0.0
        self.contact_hour = 0.0
        self.staff_hour = 0.0
        self.expected_hour = 0.0
        self.crowded_hour = 0.0
        self.awake_hour = 0.0

    def open_stay(self, referred_hour):
        """Begin the row of a stay."""
        self.stay = row = Row("stays")
        self.model.stays.append(row)
        row.resident = self.number
        row.profile = self.profile
        row.diagnosis = self.diagnosis
        row.sex = self.sex
        row.age = self.age
        row.is_detained = self.is_detained
        row.frailty = self.frailty
        row.referred_at_hour = referred_hour
        row.admitted_at_hour = self.admitted_hour
        row.discharged_at_hour = math.nan
        self.note_states("admission")
        row.distress_rated_admission = self.rate_distress(Decision.RATER_ADMISSION)

    def rate_distress(self, rater):
        """Return what a rater writes down of a resident's distress."""
        return self.rules.rated(value=self.distress, spread=self.p.rater_spread, u=self.trait_draw(rater))

    def leave_ward(self, is_absconded):
        """End a stay, and all rows that were kept open for it."""
        ward, p, row = self.model, self.p, self.stay
        row.discharged_at_hour = (ward.tick + 1) * p.tick_hours
        row.is_absconded = is_absconded
        self.note_states("end")
        row.distress_rated_end = self.rate_distress(Decision.RATER_END)
        self.close_lived()
        self.flush_time_use()
        self.is_present = False
        if not is_absconded:
            ward.shift_row.discharges += 1
        ward.admission_backlog += p.minutes_discharge
        ward.free_bed_of(self)
        self.remove()

    def move_on(self):
        """Be discharged, go on leave or return."""
        ward, p, now = self.model, self.p, self.model.now
        hour = (ward.tick + 1) * p.tick_hours
        self.stay_left -= p.tick_hours * self.rules.stay_pace(self.distress)
        if self.is_absconded:
            if hour >= self.away_until:
                self.come_back_or_not()
        elif self.stay_left <= 0.0 and now.is_discharge_time and self.hold is None:
            self.leave_ward(is_absconded=False)
        elif self.is_on_leave:
            if hour >= self.away_until and now.is_daytime:
                self.come_in()
        elif self.is_present and now.is_discharge_time and self.is_free and self.observation == 0:
            self.go_on_leave(hour)

    def come_back_or_not(self):
        """End of an absence without leave: back on the ward, or the stay is closed."""
        if self.draw(ABSCOND_RETURN) < self.p.absconders_who_return:
            self.come_in()
            self.model.shift_row.returned += 1
        else:
            self.leave_ward(is_absconded=True)

    def come_in(self):
        """Be on the ward again."""
        self.is_on_leave = False
        self.is_absconded = False
        self.is_present = True
        self.place = self.model.bedroom
        self.activity = FREE_TIME
        self.must_move = True
        self.since_chance = 0.0

    def go_away(self):
        """Be off the ward, with nothing begun there left open."""
        self.is_present = False
        self.is_asleep = False
        self.has_request = False
        self.wait_hours = 0.0
        self.slot = None
        self.hold = None
        self.hold_response = None
        self.partner = None
        self.contact_staff = None
        self.contact_share = 0.0
        self.staff_share = 0.0
        self.activity = LEAVE

    def go_on_leave(self, hour):
        """Perhaps go on leave."""
        p, rules = self.p, self.rules
        hazard = rules.leave_per_hour(
            p.leaves_per_day,
            self.is_detained,
            p.leave_detained_factor,
            (hour - self.admitted_hour) * p.days_an_hour,
        )
        if rules.happens(self.draw(GO_ON_LEAVE), hazard):
            self.away_until = hour + rules.leave_hours(
                u=self.draw(LEAVE_LENGTH),
                mean_hours=p.leave_mean_hours,
                overnight_share=p.leave_overnight_share,
                overnight_hours=p.leave_overnight_hours,
                u_overnight=self.draw(LEAVE_NIGHT),
            )
            self.is_on_leave = True
            self.go_away()
