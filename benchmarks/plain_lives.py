"""How the slow states of residents of the plain Mesa model follow what they live through, and what is written."""

import math

from benchmarks.plain_conflict import TroubledResident
from benchmarks.plain_residents import HOUR, clip


class LivingResident(TroubledResident):
    """A resident with slow states."""

    def live(self):
        """Add the tick to the hour."""
        p, dt, hour = self.model.p, self.model.p.tick_hours, self.hour
        self.since_chance += dt
        # Rule: next_hunger
        pace = p.hunger_asleep_share if self.is_asleep else 1.0
        self.hunger = clip(self.hunger + pace * dt / p.hours_until_hungry)
        if self.is_asleep:
            return
        hour["awake"] += dt
        hour["staff"] += self.staff_share * dt
        hour["company"] += self.contact_share * dt
        hour["crowded"] += self.crowding * dt
        hour["held"] += dt if self.hold is not None else 0.0
        hour["demanded"] += self.demanded * dt
        for slot, share in self.parts():
            self.live_slot(slot, share * dt)

    def live_elsewhere(self):
        """Live a tick off the ward: nothing presses, one eats when hungry and sleeps at night."""
        p, is_night = self.model.p, self.model.now.night >= 1.0
        # Rule: next_boredom
        self.boredom *= p.kept_boredom
        self.feel_arousal()
        # Rule: next_hunger
        pace = p.hunger_asleep_share if is_night else 1.0
        self.hunger = clip(self.hunger + pace * p.tick_hours / p.hours_until_hungry)
        self.hunger = 0.0 if self.hunger >= 1.0 else self.hunger
        self.grow_tired(is_night)

    def live_slot(self, slot, hours):
        """Add time in a slot to the hour."""
        p, hour, model = self.model.p, self.hour, self.model
        hour["structured"] += slot.is_structured * hours
        hour["therapy"] += slot.is_therapy * hours
        hour["skills"] += slot.is_skills * hours
        hour["expected"] += slot.is_expected * hours
        if slot.is_organised:
            hour["organised"] += hours
            hour["fit"] += self.fit(slot) * hours
            if slot.leaders_now and hours > 0.0:
                slot.leaders_now[0].be_known(self, hours * p.group_contact_share)
        if slot.activity == "meal" and model.on_duty:
            staff = self.random.choice(model.on_duty)
            if staff.is_nursing and hours > 0.0:
                staff.be_known(self, hours * p.group_contact_share)
        elif slot.activity == "community_meeting":
            self.have_a_say(hours)
            self.complain(hours)
        elif slot.activity == "visiting":
            hour["company"] += hours
            self.since_chance = 0.0

    def have_a_say(self, hours):
        """Settle in the meeting what rankles."""
        p = self.model.p
        # Rule: complaints_settled lost lost learnt
        share = 1.0 - math.exp(-p.complaints_settled_per_hour * p.involvement * hours)
        self.denied *= 1.0 - share
        self.limited *= 1.0 - share
        self.autonomy = clip(self.autonomy + share * p.meeting_gives_autonomy * (1.0 - self.autonomy))

    def settle_hour(self):
        """Let the slow states follow the hour."""
        p, model, hour = self.model.p, self.model, self.hour
        # Rule: share_of
        trust = [self.trust[s] for s in model.on_duty]
        self.trust_now = sum(trust) / len(trust) if trust else 0.0
        awake, staff, company = hour["awake"], 0.0, 0.0
        if awake > 0.0:
            # Rule: share_of share_of
            staff, company = hour["staff"] / awake, hour["company"] / awake
            self.settle_states(staff, company)
        # Rule: predictability_between
        self.predictability = (
            p.predictability_floor + (self.predictability - p.predictability_floor) * p.kept_predictability
        )
        self.milieu = self.milieu_of_hour(staff, company)
        self.heal()
        # Rule: craving_now
        days = (model.tick + 1 - self.admitted) / p.ticks_a_day
        left = p.craving_floor + (1.0 - p.craving_floor) * math.exp(-days / p.craving_days)
        self.craving = clip(self.craves * left)
        self.hour = dict.fromkeys(HOUR, 0.0)
        for name, day in (("day 7", p.days_first_look), ("day 14", p.days_second_look)):
            if days >= day and name not in self.noted:
                self.note_states(name)

    def settle_states(self, staff, company):
        """Let safety, loneliness and the sense of having a say follow the hour."""
        p, hour, awake = self.model.p, self.hour, self.hour["awake"]
        # Rule: share_of share_of share_of share_of
        structured, crowded = hour["structured"] / awake, hour["crowded"] / awake
        expected, not_free = hour["expected"] / awake, (hour["expected"] + hour["held"]) / awake
        # Rule: laid_out laid_out laid_out next_structure_lived
        between = p.structure_between_slots * p.structure
        shares = (structured, expected, not_free)
        structured, expected, not_free = (clip(share + between * (1.0 - share)) for share in shares)
        self.structure_lived = structured + (self.structure_lived - structured) * p.kept_structure_lived
        # Rule: next_felt_safety
        target = p.felt_safety_base + p.felt_safety_w_staff * self.model.present_hour
        target += p.felt_safety_w_trust * self.trust_now - p.felt_safety_w_crowding * crowded
        self.felt_safety = clip(target) + (self.felt_safety - clip(target)) * p.kept_felt_safety
        # Rule: next_loneliness
        target = p.loneliness_base - p.loneliness_w_tie * self.bonds - p.loneliness_w_contact * company
        target -= p.loneliness_w_staff * staff
        self.loneliness = clip(target + (self.loneliness - target) * p.kept_loneliness)
        # Rule: next_autonomy
        target = p.autonomy_base + p.autonomy_w_choice * (1.0 - not_free)
        target += p.autonomy_w_involvement * p.involvement
        target -= p.autonomy_w_expected * expected * (1.0 - p.autonomy_w_validation * p.validation)
        target += p.autonomy_w_open * p.open_door * (1.0 - p.locked_share)
        target -= p.autonomy_w_locked * p.locked_share
        target = clip(target - p.autonomy_w_pressed * hour["demanded"] / awake)
        self.autonomy = target + (self.autonomy - target) * p.kept_autonomy

    def certainty(self):
        """Return how far knowing what comes next is enough: what is missing weighs by the need for it."""
        # Rule: certainty_felt
        weight = 1.0 + self.model.p.certainty_w_need * (2.0 * self.need_structure - 1.0)
        return clip(1.0 - (1.0 - self.predictability) * weight)

    def hemmed_in(self):
        """Return how far one's days leave one less to oneself than one needs."""
        # Rule: hemmed_in
        return self.need_autonomy * clip(self.structure_lived - self.structure_wanted)

    def say_missed(self):
        """Return how much one misses the say that one came with."""
        # Rule: say_missed
        lost = clip(1.0 - self.autonomy / self.model.p.autonomy_at_admission)
        return clip(self.need_autonomy * lost)

    def milieu_of_hour(self, staff, company):
        """Return what the hour was worth as treatment; an hour asleep neither helps nor hinders."""
        p, hour = self.model.p, self.hour
        if hour["awake"] <= 0.0:
            return 0.0
        # Rule: share_of share_of structure_gap milieu_quality
        organised = hour["organised"] / hour["awake"]
        fit = hour["fit"] / hour["organised"] if hour["organised"] > 0.0 else 0.0
        worth = p.milieu_w_staff * staff + p.milieu_w_contact * company + p.milieu_w_therapy * organised * fit
        worth += p.milieu_w_safety * self.felt_safety + p.milieu_w_predictability * self.certainty()
        worth += p.milieu_w_hope * p.discharge_messages
        worth -= p.milieu_w_autonomy * self.need_autonomy * (1.0 - self.autonomy)
        worth -= p.milieu_w_structure_gap * abs(self.structure_lived - self.structure_wanted)
        return clip(worth - p.milieu_reference, -1.0)

    def drawn_to(self):
        """Return the distress to which one recovers: worry keeps it up."""
        p = self.model.p
        # Rule: distress_drawn_to
        weighs = p.distress_w_worry * (1.0 - self.certainty()) + p.distress_w_say * self.say_missed()
        return clip(self.distress_floor + weighs * (1.0 - self.distress_floor))

    def heal(self):
        """Let distress, coping and self-care follow the hour."""
        p, days = self.model.p, self.model.p.days_an_hour
        # Rule: recovery_per_hour planned_share
        speed = p.recovery_per_day * self.pace * max(1.0 + p.recovery_w_milieu * self.milieu, 0.0)
        speed *= 1.0 - p.recovery_w_refusal * (1.0 - self.medicated)
        speed *= 1.0 - p.recovery_w_backlog * self.model.held_up
        floor = self.drawn_to()
        # Rule: lasting_distress next_distress next_acute whole_distress
        lasting = clip(self.distress - self.acute)
        self.acute = min(self.acute, self.distress) * math.exp(-days / p.days_acute)
        self.distress = clip(floor + (lasting - floor) * math.exp(-speed * days) + self.acute)
        self.learn(self.hour["therapy"], days)
        self.practise(self.hour["skills"], days)

    def learn(self, therapy_hours, days):
        """Come to cope better, by therapy and in time."""
        p = self.model.p
        # Rule: next_coping
        gain = p.coping_per_therapy_hour * therapy_hours * (1.0 + p.coping_w_trust * self.trust_now)
        gain += p.coping_per_day * days * (1.0 + p.coping_w_hope * p.discharge_messages)
        self.coping = clip(1.0 - (1.0 - self.coping) * math.exp(-gain))

    def practise(self, skills_hours, days):
        """Come to look after oneself better by practice and days with a shape, or worse in distress."""
        p = self.model.p
        # Rule: next_self_care
        gain = p.self_care_per_day * days * (1.0 + p.self_care_w_predictability * self.certainty())
        gain += p.self_care_per_skills_hour * skills_hours
        loss = p.self_care_decay_per_day * self.distress * days
        if gain + loss > 0.0:
            usual = gain / (gain + loss)
            self.self_care = clip(usual + (self.self_care - usual) * math.exp(-gain - loss))
        self.note_daily_care()

    def note_daily_care(self):
        """Let the four parts of looking after oneself show."""
        # Rule: daily_care
        self.daily_care = sum(self.parts_of_self_care()) / 4.0

    def parts_of_self_care(self):
        """Return hygiene, a schedule of one's own, organisation and life skills."""
        p, care = self.model.p, self.self_care
        # Rule: hygiene own_schedule organisation life_skills
        hygiene = clip(care * (1.0 + p.hygiene_w_distress * (1.0 - self.distress)))
        schedule = care * (1.0 - p.schedule_w_predictability * (1.0 - self.certainty()))
        organised = care * (1.0 - p.organisation_w_arousal * self.arousal)
        skills = care * (1.0 - p.life_skills_w_ability * (1.0 - self.ability))
        return hygiene, schedule, organised, skills

    def note_states(self, moment):
        """Note how one is, for the row of the stay."""
        care = self.self_care
        states = (self.wellbeing, self.distress, self.coping, 1.0 - self.loneliness, self.felt_safety, care)
        self.noted[moment] = (*states, *self.parts_of_self_care())

    def record(self):
        """Add the tick to what is written for the shift and the day."""
        p, now, shift = self.model.p, self.model.now, self.model.shift
        dt, sums = p.tick_hours, self.shift_sums
        # Rule: wellbeing
        well = p.wellbeing_weight_distress * (1.0 - self.distress)
        well += p.wellbeing_weight_belonging * (1.0 - self.loneliness)
        well += p.wellbeing_weight_safety * self.felt_safety
        self.wellbeing = clip(well + p.wellbeing_weight_self_care * self.daily_care)
        levels = (1.0, self.arousal, self.distress, self.felt_safety, self.loneliness, self.wellbeing)
        for k, level in enumerate(levels):
            shift["levels"][k] += level * dt
        levels += (self.boredom, self.strain, self.known, self.predictability, self.coping, self.autonomy)
        levels += (self.trust_now, self.milieu, self.hazard, self.hazard * self.hazard)
        for k, level in enumerate(levels):
            sums[k] += level * dt
        self.alone = 0.0
        if self.is_asleep:
            sums[16] += dt
            self.time_use["sleep"] = self.time_use.get("sleep", 0.0) + dt
            return
        parts = self.parts()
        organised = sum(share for slot, share in parts if slot.is_organised)
        staff = (1.0 - organised) * self.staff_share
        company = (1.0 - organised - staff) * self.contact_share
        self.alone = 1.0 - organised - staff - company
        for k, share in enumerate((organised, staff, company, self.alone)):
            sums[17 + k] += share * dt
        if now.is_daytime:
            sums[21] += (organised + staff + company) * dt
            shift["awake"] += dt
            shift["organised"] += organised * dt
        self.note_activity(parts, dt)

    def note_activity(self, parts, dt):
        """Add the tick to what one did today."""
        own, rest = self.activity if self.slot is None else "free_time", 1.0
        if self.queue is not None and self.queue is self.slot:
            own = "waiting"
        for slot, share in parts:
            self.time_use[slot.activity] = self.time_use.get(slot.activity, 0.0) + share * dt
            rest -= share
        self.time_use[own] = self.time_use.get(own, 0.0) + rest * dt
