"""Residents as they arrive and leave: who they are, what they bring along, leave and return."""

import math

from milieusim.model.codes import FREE_TIME, LEAVE, N_ACTIVITIES
from milieusim.model.ward_parts import Row
from milieusim.rules.random import Decision, uniform

GAMMA_TRIES = 32
ABSCOND_RETURN, GO_ON_LEAVE = int(Decision.ABSCOND_RETURN), int(Decision.LEAVE)
LEAVE_LENGTH, LEAVE_NIGHT = int(Decision.AWAY_HOURS), int(Decision.RETURN)


class Arriving:
    """What residents bring along, and how they come and go (phase 15 of a tick)."""

    def trait_draw(self, decision, other=0):
        """Draw one of a person's traits: it depends on the seed and the person, on nothing else."""
        return uniform(self.model.key, 0, decision, self.number, other)

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
        self.open_lived()

    def draw_person(self, q):
        """Draw sex, age, detention, substance use and whether there are visitors."""
        p, rules = self.p, self.rules
        self.profile = self.model.profiles.index(q)
        self.diagnosis = q.diagnosis
        self.sex = sex_of(self.trait_draw(Decision.SEX), p.female_share, p.other_sex_share)
        self.age = int(
            rules.age_years(
                mean=q.age_mean,
                spread=q.age_spread,
                youngest=p.youngest_age,
                oldest=p.oldest_age,
                u=self.trait_draw(Decision.AGE),
            )
        )
        self.is_detained = self.trait_draw(Decision.DETAINED) < rules.detention_probability(
            ward_share=p.detained_share, profile_log_odds=q.detained_log_odds
        )
        self.uses_substances = self.trait_draw(Decision.SUBSTANCES) < q.substances
        self.has_visitors = self.trait_draw(Decision.VISITORS) < p.share_with_visitors

    def draw_stay(self, is_under_way):
        """Draw the days of a stay, and how many of them are gone."""
        p, rules = self.p, self.rules
        rule = rules.stay_days_under_way if is_under_way else rules.stay_days
        days = rule(
            u_hump=self.trait_draw(Decision.STAY_HUMP),
            u_length=self.trait_draw(Decision.STAY_LENGTH),
            short_share=p.stay_short_share,
            short_median=p.stay_short_median_days,
            long_median=p.stay_long_median_days,
            spread=p.stay_spread,
            longest=p.longest_stay_days,
        )
        return days, days * self.trait_draw(Decision.STAY_ELAPSED) if is_under_way else 0.0

    def draw_gamma(self):
        """Draw from a gamma of the ledger's shape and unit scale."""
        p, rules = self.p, self.rules
        deviate = p.frailty_shape + 1.0
        for k in range(GAMMA_TRIES):
            z = rules.normal_quantile(u=self.trait_draw(Decision.FRAILTY_NORMAL, k))
            tried = rules.gamma_accepts(
                z=z, u=self.trait_draw(Decision.FRAILTY_UNIFORM, k), shape=p.frailty_shape + 1.0
            )
            if tried >= 0.0:
                deviate = tried
                break
        return rules.gamma_shrunk(
            deviate=deviate, u=self.trait_draw(Decision.FRAILTY_SHRINK), shape=p.frailty_shape
        )

    def draw_traits(self, q):
        """Draw what a person brings along."""
        p, rules = self.p, self.rules

        def trait(mean, decision, spread=p.trait_spread):
            return rules.trait(mean=mean, spread=spread, u=self.trait_draw(decision))

        self.sociability = trait(q.sociability, Decision.SOCIABILITY)
        self.need_structure = trait(q.need_structure, Decision.NEED_STRUCTURE)
        self.need_autonomy = trait(q.need_autonomy, Decision.NEED_AUTONOMY)
        self.interest_talk = trait(q.interest_talk, Decision.INTEREST_TALK)
        self.interest_making = trait(q.interest_making, Decision.INTEREST_MAKING)
        self.interest_moving = trait(q.interest_moving, Decision.INTEREST_MOVING)
        self.interest_leisure = trait(q.interest_leisure, Decision.INTEREST_LEISURE)
        self.ability = trait(q.ability, Decision.ABILITY)
        self.craving_trait = trait(q.craving, Decision.CRAVING)
        self.self_harm_risk = trait(q.self_harm, Decision.SELF_HARM)
        self.absconding_risk = trait(q.absconding, Decision.ABSCONDING)
        self.arousal_baseline = trait(q.arousal_baseline, Decision.AROUSAL_BASELINE, p.baseline_spread)
        self.pace = p.smallest_pace + trait(q.pace, Decision.PACE)
        self.sleep_need = p.sleep_need_spread * (self.trait_draw(Decision.SLEEP_NEED) - p.arousal_midpoint)
        self.distress = trait(q.distress, Decision.DISTRESS, p.state_spread)
        self.distress_floor = self.distress * p.distress_floor_share
        self.coping = trait(q.coping, Decision.COPING, p.state_spread)
        self.self_care = trait(q.self_care, Decision.SELF_CARE, p.state_spread)
        self.loneliness = trait(p.loneliness_at_admission, Decision.LONELINESS, p.state_spread)

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
        self.distress = rules.next_distress(
            distress=self.distress,
            floor=self.distress_floor,
            recovery_per_day=p.recovery_per_day * self.pace,
            days=days_gone,
        )
        self.craving = rules.craving_now(
            trait=self.craving_trait,
            uses_substances=self.uses_substances,
            days_since_admission=days_gone,
            days_to_settle=p.craving_days,
            floor=p.craving_floor,
        )
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
        self.stay_left -= p.tick_hours * self.rules.stay_pace(
            distress=self.distress, expected_distress=p.expected_distress, sensitivity=p.stay_sensitivity
        )
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
            per_day=p.leaves_per_day,
            is_detained=self.is_detained,
            detained_factor=p.leave_detained_factor,
            days_since_admission=(hour - self.admitted_hour) * p.days_an_hour,
            days_until_eligible=p.leave_days_until_eligible,
            hours_open=p.discharge_hours_a_day,
        )
        if rules.happens(u=self.draw(GO_ON_LEAVE), per_hour=hazard, hours=p.tick_hours):
            self.away_until = hour + rules.leave_hours(
                u=self.draw(LEAVE_LENGTH),
                mean_hours=p.leave_mean_hours,
                overnight_share=p.leave_overnight_share,
                overnight_hours=p.leave_overnight_hours,
                u_overnight=self.draw(LEAVE_NIGHT),
            )
            self.is_on_leave = True
            self.go_away()


def sex_of(u, female_share, other_share):
    """Return the recorded sex that a draw falls on."""
    if u < other_share:
        return 2
    return 0 if u < other_share + (1.0 - other_share) * female_share else 1
