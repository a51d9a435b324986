"""What residents of the plain Mesa model feel, do and become."""

import math

from benchmarks.plain_residents import Resident, clip

KINDS = ("aggression", "self_harm", "absconding", "substance_use", "rule_breaking")


class LivingResident(Resident):
    """A resident with states that move, incidents, sleep and slow change."""

    def feel(self):
        """Let boredom and arousal follow the tick."""
        p, now = self.model.p, self.model.now
        if not self.is_asleep:
            engaged = max(self.slot_share + self.old_share, self.staff_share, self.contact_share)
            # Rule: next_boredom
            target = clip((1.0 - min(engaged, 1.0)) * (1.0 - p.boredom_w_programme * p.activity_programme))
            self.boredom = target + (self.boredom - target) * p.kept_boredom
        # Rule: arousal_target
        target = clip(
            self.baseline
            + p.arousal_w_noise * self.noise
            + p.arousal_w_crowding * self.crowding
            + p.arousal_w_boredom * self.boredom
            + p.arousal_w_waiting * self.waiting
            + p.arousal_w_craving * self.craving
            + p.arousal_w_conflict * self.conflict
            + p.arousal_w_denied * self.denied
            + p.arousal_w_limited * self.limited
            + p.arousal_w_demanded * self.demanded
            + p.arousal_w_changed * self.changed
            + p.arousal_w_alertness * now.alertness
            + p.arousal_w_fear * (1.0 - self.felt_safety)
            + p.arousal_w_worry * (1.0 - self.predictability)
            + p.arousal_w_distress * self.distress
            + (p.arousal_w_refusal if self.refuses else 0.0)
        )
        # Rule: next_arousal
        if self.is_asleep:
            target *= p.arousal_asleep_share
        self.arousal = target + (self.arousal - target) * p.kept_arousal
        if self.place.name == "quiet_room" and self.slot is None and not self.is_asleep:
            # Rule: calming_of_quiet
            share = clip(p.quiet_calming_per_hour * p.tick_hours * (1.0 + p.calm_down_methods))
            # Rule: calmed
            self.arousal = clip(self.arousal * (1.0 - share))

    def what_happens(self):
        """Return the kind of incident of this tick, or None."""
        p = self.model.p
        # Rule: provocation
        self.provocation = (
            p.beta_denied * self.denied
            + p.beta_limited * self.limited
            + p.beta_demanded * self.demanded
            + p.beta_conflict * self.conflict
            + p.beta_crowding * self.crowding
            + p.beta_changed * self.changed
            + p.beta_waiting * self.waiting
            + p.beta_craving * self.craving
        )
        # Rule: aggression_per_hour
        aggression = (
            p.aggression_base
            * self.frailty
            * math.exp(p.arousal_gain * (self.arousal - p.arousal_midpoint))
            * (1.0 - p.aggression_w_coping * self.coping)
            * (p.unprovoked + self.provocation)
        )
        # Rule: self_harm_per_hour
        self_harm = (
            p.self_harm_base
            * self.self_harm_risk
            * self.distress
            * self.distress
            * (1.0 + p.self_harm_w_alone * self.alone)
            * (1.0 - p.self_harm_w_coping * self.coping)
            * (1.0 - p.self_harm_w_observed if self.observation else 1.0)
        )
        # Rule: absconding_per_hour
        wish = 1.0 + p.absconding_w_craving * self.craving
        wish += p.absconding_w_autonomy * self.need_autonomy * (1.0 - self.autonomy)
        absconding = p.absconding_base * self.absconding_risk * max(wish, 0.0)
        absconding *= max(1.0 - p.absconding_w_trust * self.trust_now, 0.0)
        absconding *= p.absconding_locked_factor if p.locked_share > 0.0 else 1.0
        absconding *= p.absconding_garden_factor if self.place.name == "garden" else 1.0
        # Rule: substance_per_hour
        substances = p.substance_base * self.craving * math.exp(-self.since_chance / p.substance_hours)
        # Rule: rule_breaking_per_hour
        rules = p.rule_base * (self.need_autonomy * (1.0 - self.autonomy) + self.boredom)
        rules *= (1.0 + p.rule_w_structure * p.structure) * (1.0 - p.rule_w_involvement * p.involvement)
        hazards = (aggression, self_harm, absconding, substances, rules)
        total = sum(hazards)
        # Rule: happens
        if self.random.random() >= 1.0 - math.exp(-total * p.tick_hours):
            return None
        return self.random.choices(KINDS, hazards)[0]

    def live(self):
        """Add the tick to the hour."""
        dt, hour, slot = self.model.p.tick_hours, self.hour, self.slot
        self.since_chance += dt
        if self.is_asleep:
            return
        hour[0] += dt
        hour[1] += self.staff_share * dt
        hour[2] += self.contact_share * dt
        hour[3] += self.crowding * dt
        for slot, share in ((self.slot, self.slot_share), (self.old_slot, self.old_share)):
            if slot is not None:
                hour[4] += slot.is_organised * share * dt
                hour[5] += slot.is_therapy * share * dt
                hour[6] += slot.is_skills * share * dt
                hour[7] += slot.is_expected * share * dt

    def settle_hour(self):
        """Let the slow states follow the hour."""
        p, model = self.model.p, self.model
        awake, staff, company, crowded, organised, therapy, skills, expected = self.hour
        days = (model.tick - self.admitted) / p.ticks_a_day
        self.trust_now = sum(self.trust.get(s.post, p.trust_at_first) for s in model.on_duty)
        # Rule: share_of
        self.trust_now /= max(len(model.on_duty), 1)
        if awake > 0.0:
            # Rule: share_of share_of share_of share_of
            staff, company, crowded, expected = (
                staff / awake,
                company / awake,
                crowded / awake,
                expected / awake,
            )
            # Rule: next_felt_safety
            target = p.felt_safety_base + p.felt_safety_w_staff * model.staff_present
            target = clip(
                target + p.felt_safety_w_trust * self.trust_now - p.felt_safety_w_crowding * crowded
            )
            self.felt_safety = target + (self.felt_safety - target) * p.kept_felt_safety
            # Rule: next_loneliness bonds_felt
            bonds = 1.0 - math.exp(-self.bonds)
            target = p.loneliness_base - p.loneliness_w_tie * bonds - p.loneliness_w_contact * company
            target = clip(target - p.loneliness_w_staff * staff)
            self.loneliness = target + (self.loneliness - target) * p.kept_loneliness
            # Rule: next_autonomy share_of
            target = p.autonomy_base + p.autonomy_w_choice * (1.0 - expected)
            target += p.autonomy_w_involvement * p.involvement - p.autonomy_w_expected * expected
            target = clip(target - p.autonomy_w_locked * p.locked_share)
            self.autonomy = target + (self.autonomy - target) * p.kept_autonomy
        # Rule: next_predictability
        told = clip(p.predictability_base + p.predictability_w_structure * p.structure)
        told *= 1.0 - math.exp(-days / p.predictability_days)
        self.predictability = told + (self.predictability - told) * p.kept_predictability
        # Rule: milieu_quality share_of
        milieu = p.milieu_w_staff * staff + p.milieu_w_contact * company
        milieu += p.milieu_w_therapy * organised * self.need_structure + p.milieu_w_safety * self.felt_safety
        milieu += p.milieu_w_predictability * self.predictability + p.milieu_w_autonomy * self.autonomy
        milieu = min(max(milieu - p.milieu_reference, -1.0), 1.0)
        # Rule: recovery_per_hour
        speed = p.recovery_per_day * self.pace * max(1.0 + p.recovery_w_milieu * milieu, 0.0)
        # Rule: next_distress
        left = math.exp(-speed * p.days_an_hour)
        self.distress = self.distress_floor + (self.distress - self.distress_floor) * left
        # Rule: next_coping
        learnt = p.coping_per_therapy_hour * therapy * (1.0 + p.coping_w_trust * self.trust_now)
        self.coping = clip(1.0 - (1.0 - self.coping) * math.exp(-learnt - p.coping_per_day * p.days_an_hour))
        # Rule: next_self_care
        gain = p.self_care_per_skills_hour * skills + p.self_care_per_day * p.days_an_hour
        fall = math.exp(-p.self_care_decay_per_day * self.distress * p.days_an_hour)
        self.self_care = clip((1.0 - (1.0 - self.self_care) * math.exp(-gain)) * fall)
        # Rule: craving_now
        self.craving = clip(
            self.craving * (p.craving_floor + (1.0 - p.craving_floor) * math.exp(-p.days_an_hour))
        )
        self.hour = [0.0] * 8

    def sleep_or_wake(self):
        """Fall asleep, wake, ask for something to calm down."""
        p, now = self.model.p, self.model.now
        # Rule: next_sleep_pressure
        if self.is_asleep:
            self.tiredness *= p.kept_pressure_asleep
            # Rule: wake_per_hour night_check_wakes
            drive = p.wake_threshold + p.sleep_w_alertness * now.alertness + p.sleep_w_noise * self.noise
            drive = clip(drive - self.tiredness - p.sleep_w_night * now.night - self.sleep_need)
            checks = p.night_check_least + (1.0 - p.night_check_least) * p.containment
            hazard = p.sleep_fastest * drive + p.night_check_per_hour * checks
            # Rule: happens
            if self.random.random() < 1.0 - math.exp(-hazard * p.tick_hours):
                self.is_asleep, self.must_move = False, now.night < 1.0
            return
        self.tiredness = 1.0 + (self.tiredness - 1.0) * p.kept_pressure_awake
        if self.place.name == "bedroom" and self.slot is None:
            # Rule: fall_asleep_per_hour
            drive = self.tiredness + p.sleep_w_night * now.night - p.sleep_w_alertness * now.alertness
            drive -= p.sleep_w_arousal * self.arousal + p.sleep_w_noise * self.noise
            hazard = p.sleep_fastest * clip(drive + self.sleep_need - p.sleep_threshold)
            # Rule: happens
            if hazard > 0.0 and self.random.random() < 1.0 - math.exp(-hazard * p.tick_hours):
                self.is_asleep, self.has_request, self.wait, self.partner = True, False, 0.0, None
        if self.model.tick - self.last_dose >= p.prn_gap_ticks:
            # Rule: prn_per_hour
            wish = p.prn_w_arousal * self.arousal * self.arousal + p.prn_w_distress * self.distress
            hazard = p.prn_base * (wish + p.prn_w_night * now.night + p.prn_w_craving * self.craving)
            # Rule: happens
            if self.random.random() < 1.0 - math.exp(-hazard * p.tick_hours):
                self.model.respond(self, "prn")

    def record(self):
        """Add the tick to what is written for the shift and the day."""
        p, now, shift = self.model.p, self.model.now, self.model.shift
        dt, sums = p.tick_hours, self.shift_sums
        # Rule: wellbeing
        well = p.wellbeing_weight_distress * (1.0 - self.distress)
        well += p.wellbeing_weight_belonging * (1.0 - self.loneliness)
        well += p.wellbeing_weight_safety * self.felt_safety
        self.wellbeing = well = clip(well + p.wellbeing_weight_self_care * self.self_care)
        levels = (1.0, self.arousal, self.distress, self.felt_safety, self.loneliness, well)
        for k, level in enumerate(levels):
            sums[k] += level * dt
            shift[k] += level * dt
        organised = staff = company = alone = 0.0
        if self.is_asleep:
            sums[6] += dt
            self.time_use["sleep"] = self.time_use.get("sleep", 0.0) + dt
        else:
            organised = self.slot_share if self.slot and self.slot.is_organised else 0.0
            rest = 1.0 - organised
            staff = rest * self.staff_share
            company = (rest - staff) * self.contact_share
            alone = rest - staff - company
            name = self.slot.activity if self.slot else self.activity
            self.time_use[name] = self.time_use.get(name, 0.0) + dt
        self.alone = alone
        sums[7] += organised * dt
        sums[8] += staff * dt
        sums[9] += company * dt
        sums[10] += alone * dt
        if now.is_daytime and not self.is_asleep:
            sums[11] += (organised + staff + company) * dt
            shift[6] += dt
            shift[7] += organised * dt
