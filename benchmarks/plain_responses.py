"""What staff of the plain Mesa model do about incidents, and restrictions that last."""

import math

from benchmarks.plain_residents import clip
from benchmarks.plain_states import FeelingResident


class RestrictedResident(FeelingResident):
    """A resident to whom staff respond."""

    def be_answered(self, grave, reach):
        """Be answered by staff; return the most restrictive thing done."""
        p, model, draw = self.model.p, self.model, self.random
        nurses = [s for s in model.on_duty if s.is_nursing]
        if not nurses:
            return "none"
        # Rule: share_of
        skill = sum(s.deescalation for s in nurses) / len(nurses)
        # Rule: response_need reach_short logistic_noise
        short = clip(1.0 - reach / p.staff_required)
        need = p.need_w_severity * grave + p.need_w_arousal * self.arousal + p.need_w_short * short
        need -= p.need_w_skill * skill + p.need_w_trust * self.trust_now
        need += p.need_w_risk if self.is_detained else 0.0
        u = min(max(draw.random(), 1e-12), 1.0 - 1e-12)
        need += p.need_noise * math.log(u / (1.0 - u))
        # Rule: needs_hands
        has_hands = reach + p.response_team >= p.hands_required
        chosen = "none"
        for response in model.ladder:
            is_possible = has_hands or not response.takes_hands
            if is_possible and need > self.threshold_of(response) and self.has_room_for(response):
                chosen = response.name
        if chosen != "none":
            self.undergo(model.responses[chosen], skill)
        return chosen

    def threshold_of(self, response):
        """Return the need above which something is done."""
        p = self.model.p
        # Rule: rung_threshold
        threshold = response.threshold - abs(response.threshold) * p.threshold_w_containment * (
            2.0 * p.containment - 1.0
        )
        return (
            threshold
            if response.name == "talk_down"
            else threshold + p.threshold_w_calm_down * p.calm_down_methods
        )

    def has_room_for(self, response):
        """Return whether a seclusion room is free, where one is needed."""
        if response.name != "seclusion":
            return True
        rooms = sum(place.capacity for place in self.model.places if place.name == "seclusion_room")
        return sum(r.hold == "seclusion" for r in self.model.residents) < rooms

    def undergo(self, response, skill):
        """Undergo what was chosen."""
        p, model, draw = self.model.p, self.model, self.random
        if response.name == "prn_medication":
            self.be_given_prn("conflict")
            return
        if response.takes_hands:
            self.be_coerced(p.show_of_force_share if response.name == "show_of_force" else 1.0)
        if response.has_companion and draw.random() < p.companion_share:
            self.be_restrained()
        if response.name == "manual_restraint":
            self.be_restrained()
            return
        model.incident_backlog += response.minutes
        model.response_rows.append((model.tick, self.unique_id, response.name, 0.0))
        if response.is_hold:
            self.be_held(response.name)
        elif response.observation:
            self.observation = max(self.observation, response.observation)
        else:
            # Rule: calmed
            share = response.calms * (skill if response.name == "talk_down" else 1.0)
            self.arousal = clip(self.arousal * (1.0 - share))
            if response.name == "rapid_tranquillisation":
                self.last_dose = model.tick

    def be_given_prn(self, reason):
        """Be given PRN medication."""
        p, model = self.model.p, self.model
        model.incident_backlog += p.minutes_prn
        model.response_rows.append((model.tick, self.unique_id, "prn_medication", reason))
        # Rule: calmed added
        self.arousal = clip(self.arousal * (1.0 - p.calm_prn))
        self.tiredness += p.prn_sedation * (1.0 - self.tiredness)
        self.last_dose = model.tick

    def be_restrained(self):
        """Be held by hand, for minutes."""
        p, model, response = self.model.p, self.model, self.model.responses["manual_restraint"]
        # Rule: drawn_hours minutes
        hours = self.random.expovariate(1.0 / p.manual_restraint_hours)
        model.incident_backlog += response.minutes + 60.0 * hours * p.hands_required
        model.response_rows.append((model.tick, self.unique_id, response.name, hours))
        # Rule: calmed
        self.arousal = clip(self.arousal * (1.0 - response.calms))

    def be_coerced(self, share):
        """Let force leave its mark."""
        p = self.model.p
        # Rule: coercion_hurts
        loss = clip(p.coercion_loss * share * (1.0 - p.soft_words_effect * p.soft_words))
        for staff in self.model.on_duty:
            self.lose_trust(staff, loss)
        # Rule: trust_after_hurt trauma lost lost
        self.trust_now = clip(self.trust_now - loss * (1.0 + self.trust_now), -1.0)
        self.distress = clip(self.distress + loss * p.coercion_distress * (1.0 - self.distress))
        self.felt_safety = clip(self.felt_safety * (1.0 - loss))
        self.autonomy = clip(self.autonomy * (1.0 - loss))

    def be_held(self, kind):
        """Begin a time out, mechanical restraint or seclusion."""
        rooms = [place for place in self.model.places if place.name == "seclusion_room"]
        self.place = rooms[0] if kind == "seclusion" and rooms else self.model.bedroom
        self.hold, self.slot, self.old_slot, self.served_slot = kind, None, None, None
        self.old_share = self.served_share = 0.0
        self.is_asleep, self.activity = False, "seclusion" if kind == "seclusion" else "other"
        self.go_without("held", is_off=True)
        self.forget_demand()

    def end_restrictions(self):
        """Perhaps be free again: sooner if settled."""
        p, model = self.model.p, self.model
        settled = (1.0 - self.arousal) * (1.0 - p.hold_w_containment * p.containment)
        if self.hold is not None:
            # Rule: hold_end_per_hour
            if model.happens(model.responses[self.hold].ends_per_hour * settled):
                self.hold, self.place = None, model.bedroom
                self.activity, self.must_move = "free_time", True
        if self.observation:
            kind = "constant_observation" if self.observation == 2 else "intermittent_observation"
            # Rule: hold_end_per_hour
            if model.happens(model.responses[kind].ends_per_hour * settled):
                self.observation = 0
