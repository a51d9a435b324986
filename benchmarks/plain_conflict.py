"""Incidents of the plain Mesa model: what sets them off, what staff do, what is left and what is learnt."""

import math

from benchmarks.plain_residents import clip
from benchmarks.plain_responses import RestrictedResident

KINDS = ("aggression", "self_harm", "absconding", "substance_use", "rule_breaking")
WITNESSED = ("verbal_aggression", "object_aggression", "physical_aggression", "self_harm")
SET_OFF_BY = {
    "medication_refusal": "staff_demand",
    "demand_refusal": "staff_demand",
    "substance_use": "craving",
}
BY_STAFF = ("denied_request", "limit_setting", "staff_demand")


class TroubledResident(RestrictedResident):
    """A resident who has incidents."""

    def feel_provoked(self):
        """Return how strongly each trigger provokes one now."""
        p, touchy = self.model.p, self.touchy
        # Rule: provoked_by provoked_by provoked_by provoked_by provoked_by provoked_by provoked_by provoked_by
        # Rule: provocation
        return {
            "denied_request": p.beta_denied * clip(self.denied * touchy["denied_request"]),
            "limit_setting": p.beta_limited * clip(self.limited * touchy["limit_setting"]),
            "staff_demand": p.beta_demanded * clip(self.demanded * touchy["staff_demand"]),
            "resident_conflict": p.beta_conflict * clip(self.conflict * touchy["resident_conflict"]),
            "crowding": p.beta_crowding * clip(self.crowding * touchy["crowding"]),
            "routine_change": p.beta_changed * clip(self.changed * touchy["routine_change"]),
            "waiting": p.beta_waiting * clip(self.waiting * touchy["waiting"]),
            "craving": p.beta_craving * clip(self.craving * touchy["craving"]),
        }

    def what_happens(self):
        """Return the kind of incident of this tick, or None."""
        self.causes = self.feel_provoked()
        hazards = self.hazards(sum(self.causes.values()))
        self.hazard = sum(hazards)
        return self.random.choices(KINDS, hazards)[0] if self.model.happens(self.hazard) else None

    def hazards(self, provocation):
        """Return how often each kind of incident would happen now, 1/h."""
        p = self.model.p
        strained = math.exp(p.strain_gain * (self.strain - p.usual_strain))
        # Rule: aggression_per_hour
        aggression = p.aggression_base * self.frailty * (1.0 - p.aggression_w_coping * self.coping)
        aggression *= math.exp(p.arousal_gain * (self.arousal - p.arousal_midpoint)) * strained
        aggression *= p.unprovoked + provocation
        # Rule: self_harm_per_hour
        self_harm = p.self_harm_base * self.self_harm_risk * self.distress * self.distress
        self_harm *= (1.0 + p.self_harm_w_alone * self.alone) * (1.0 - p.self_harm_w_coping * self.coping)
        self_harm *= 1.0 - p.self_harm_w_observed if self.observation else 1.0
        # Rule: absconding_per_hour
        wish = 1.0 + p.absconding_w_craving * self.craving
        wish += p.absconding_w_autonomy * self.need_autonomy * (1.0 - self.autonomy)
        wish *= max(1.0 - p.absconding_w_trust * self.trust_now, 0.0)
        absconding = p.absconding_base * self.absconding_risk * wish
        absconding *= 1.0 + (p.absconding_locked_factor - 1.0) * p.locked_share
        absconding *= p.absconding_detained_factor if self.is_detained else 1.0
        absconding *= p.absconding_observed_factor if self.observation else 1.0
        absconding *= p.absconding_garden_factor if self.place.name == "garden" else 1.0
        # Rule: substance_per_hour
        substances = p.substance_base * self.craving * math.exp(-self.since_chance / p.substance_hours)
        # Rule: rule_breaking_per_hour
        rules = p.rule_base * (self.need_autonomy * (1.0 - self.autonomy) + self.boredom) * strained
        rules *= 1.0 - p.rule_w_frailty + p.rule_w_frailty * self.frailty
        return aggression, self_harm, absconding, substances, rules

    def raise_incident(self, kind):
        """Have an incident that takes its course."""
        p, model = self.model.p, self.model
        # Rule: share_of staff_in_reach
        on_floor = sum(s.floor_minutes for s in model.on_duty if s.is_nursing) / p.tick_minutes
        reach = on_floor * self.place.sight + (model.n_nursing - on_floor) * p.staff_presence
        trigger, grave = self.set_off_by(kind), model.gravity.get(kind, 0.0)
        if kind == "aggression":
            kind, grave = self.form_of_aggression(reach)
        target = self.target_of(kind, trigger, reach)
        place, near, slot = self.place, self.those_near(), self.demand_slot or self.slot
        chosen = self.be_answered(grave, reach)
        model.incident_rows.append(
            (model.tick, self.unique_id, kind, grave, trigger, place.name, self.arousal, chosen)
        )
        self.incidents_now += 1
        if target is not None:
            target.be_attacked(self, grave)
        # Rule: excited
        self.arousal = clip(self.arousal + p.own_excitement * grave * (1.0 - self.arousal))
        for other in near:
            if other is not self and other.is_present and other.place is place and not other.is_asleep:
                if kind in WITNESSED:
                    other.witness(self, grave)
                if model.responses[chosen].is_containment:
                    other.see_contained(self, chosen, grave)
        self.was_coerced = self.was_coerced or model.responses[chosen].takes_hands
        if kind == "absconding" and not model.responses[chosen].takes_hands:
            self.abscond()
        self.plan_talk(grave, trigger)
        self.count_like_event(slot, grave, trigger)
        model.incident_backlog += p.minutes_an_incident * grave
        model.conflicts_this_hour += 1

    def set_off_by(self, kind):
        """Return what set an incident off."""
        if kind != "aggression":
            return SET_OFF_BY.get(kind, "none")
        # Rule: cause_of
        weights = [*self.causes.values(), self.model.p.unprovoked]
        return self.random.choices([*self.causes, "none"], weights)[0]

    def form_of_aggression(self, reach):
        """Return the form that aggression takes and how grave it is."""
        p, draw = self.model.p, self.random
        # Rule: severity severity_share
        level = p.severity_size + p.severity_w_arousal * self.arousal - p.severity_w_reach * clip(reach)
        grave = math.floor(min(max(draw.gauss(level, p.severity_spread), 0.0), 22.0)) / 22.0
        # Rule: physical_share object_share
        if draw.random() < clip(p.physical_base + p.physical_gain * grave):
            return "physical_aggression", grave
        return ("object_aggression" if draw.random() < p.object_share else "verbal_aggression"), grave

    def target_of(self, kind, trigger, reach):
        """Return at whom aggression is aimed, or None."""
        p, draw, on_duty = self.model.p, self.random, self.model.on_duty
        if kind not in ("verbal_aggression", "physical_aggression"):
            return None
        if trigger == "resident_conflict" and self.partner is not None:
            return self.partner
        others = [r for r in self.those_near() if r is not self and r.is_present]
        # Rule: staff_target_share
        staff = reach * p.staff_target_each + (p.staff_target_weight if trigger in BY_STAFF else 0.0)
        if not others or draw.random() * (staff + len(others)) < staff:
            return draw.choice(on_duty) if on_duty else None
        return draw.choice(others)

    def be_attacked(self, other, grave):
        """Be the one at whom somebody else's incident is aimed."""
        p = self.model.p
        # Rule: trauma lost next_tie
        self.distress = clip(self.distress + p.victim_distress * grave * (1.0 - self.distress))
        self.felt_safety = clip(self.felt_safety * (1.0 - p.victim_fright * grave))
        kept = math.exp(-p.hurt_hours * grave / p.tie_hours)
        self.ties[other] = other.ties[self] = (self.ties.get(other, 0.0) + 1.0) * kept - 1.0

    def witness(self, other, grave):
        """See somebody else's incident."""
        p, sight = self.model.p, self.place.sight
        calm = 1.0 - p.reassurance_effect * p.reassurance
        # Rule: contagion excited
        impulse = clip(p.contagion_gain * sight * (1.0 + abs(self.ties.get(other, 0.0))) / 2.0 * calm)
        self.arousal = clip(self.arousal + impulse * (1.0 - self.arousal))
        # Rule: fright lost
        self.felt_safety *= 1.0 - clip(p.fright_loss * (1.0 + grave) * sight * calm)

    def see_contained(self, other, chosen, grave):
        """See somebody else's incident contained."""
        p, sight = self.model.p, self.place.sight
        # Rule: reassured added
        self.felt_safety += clip(p.containment_reassures * grave * sight) * (1.0 - self.felt_safety)
        if self.model.responses[chosen].takes_hands:
            # Rule: trust_lost_to_force
            closeness = (1.0 + self.ties.get(other, 0.0)) / 2.0
            calm = 1.0 - p.reassurance_effect * p.reassurance
            for staff in self.model.on_duty:
                self.lose_trust(staff, clip(p.witnessed_force_loss * sight * closeness * calm))

    def abscond(self):
        """Leave without leave."""
        # Rule: drawn_hours
        self.model.send_away(self, self.random.expovariate(1.0 / self.model.p.absconded_hours))
        self.is_absconded = True

    def plan_talk(self, grave, trigger):
        """Be promised a talk after a grave incident, or not; force of which nobody will speak makes touchy."""
        p, model = self.model.p, self.model
        # Rule: deserves_debrief
        if grave >= p.debrief_least_gravity:
            # Rule: debrief_wish
            wish = (
                p.debrief_base * (p.support + p.validation) + p.debrief_w_practice * p.post_incident_debrief
            )
            if self.random.random() < clip(wish):
                self.talk_left, self.talk_trigger = p.debrief_minutes, trigger
                self.talk_until = model.tick + int(p.debrief_patience_hours * p.ticks_an_hour)
                return
        if self.was_coerced and self.talk_left <= 0.0:
            self.talk_trigger = trigger
            self.be_left_alone_with_it()

    def talk_asked(self):
        """Return the minutes that a planned talk asks for in this tick: only with who is calm."""
        p = self.model.p
        if self.talk_left <= 0.0 or self.is_asleep:
            return 0.0
        # Rule: debrief_minutes_asked
        return min(self.talk_left, p.tick_minutes) if self.arousal <= p.debrief_calm else 0.0

    def talk(self):
        """Talk it over, as far as minutes are really free; in the end it is done, or too late."""
        p, model = self.model.p, self.model
        if self.talk_left <= 0.0:
            return
        if model.tick >= self.talk_until:
            model.note_undone("one_to_one", self, None, "no_minutes", self.talk_left)
            self.talk_left = 0.0
            if self.was_coerced:
                self.be_left_alone_with_it()
        elif self.is_present and model.on_duty:
            # Rule: minutes_left_of share_of
            given = self.talk_asked() * clip(model.talks_given)
            self.talk_left = max(self.talk_left - given, 0.0)
            self.staff_share = max(self.staff_share, given / p.tick_minutes)
            if self.talk_left <= 0.0:
                self.have_talked_it_over()

    def have_talked_it_over(self):
        """Learn something, trust again, and be less touchy."""
        p = self.model.p
        self.was_coerced = False
        # Rule: learnt sensitivity_after_talk
        self.coping = clip(self.coping + p.debrief_coping * (1.0 - self.coping))
        self.touchy[self.talk_trigger] *= p.sensitivity_after_talk
        for staff in self.model.on_duty:
            self.gain_trust(staff, p.debrief_trust)

    def be_left_alone_with_it(self):
        """Have nobody with whom to speak of force: be touchier."""
        p, trigger = self.model.p, self.talk_trigger
        # Rule: sensitivity_after_force
        self.touchy[trigger] = min(self.touchy[trigger] * p.sensitivity_after_force, p.sensitivity_at_most)
        self.was_coerced = False

    def calm_down(self):
        """Be, a day later, a little nearer to how one came."""
        for trigger, touchy in self.touchy.items():
            # Rule: next_sensitivity
            self.touchy[trigger] = 1.0 + (touchy - 1.0) * self.model.p.kept_sensitivity_a_day

    def count_like_event(self, slot, grave, trigger):
        """Count grave events of one cause at a slot; many of them are looked at by the team."""
        p = self.model.p
        if slot is None or trigger == "none" or grave < p.debrief_least_gravity:
            return
        slot.like_events[trigger] += 1
        # Rule: calls_for_review
        if slot.like_events[trigger] >= p.review_events:
            slot.like_events[trigger] = 0
            # Rule: told_after_review
            slot.told_more = clip(slot.told_more + p.review_tells * (1.0 - slot.told_more))
            self.model.incident_backlog += p.review_minutes
