"""Slots of the plain Mesa model: they start, end or fall through, and residents come or stay away."""

import math

from benchmarks.plain_residents import clip
from milieusim.vocabulary import Activity


class Slot:
    """Something planned at a time and place."""

    def __init__(self, row, places):
        self.activity, self.place = Activity.labels()[row.activity], places[row.place_index]
        self.role, self.leaders, self.offered, self.family = (
            row.leader_role,
            row.leaders,
            row.places_offered,
            row.family,
        )
        self.is_structured, self.is_expected, self.is_organised = (
            row.is_structured,
            row.is_expected,
            row.is_organised,
        )
        self.is_therapy, self.is_skills, self.hours = row.is_therapy, row.is_skills, row.hours
        self.leaders_now, self.members = None, []

    def end(self, share):
        """Let go those who took part and who led."""
        for r in self.members:
            if r.slot is self:
                r.old_slot, r.old_share, r.slot, r.must_move = self, share, None, True
        for s in self.leaders_now:
            s.lead_minutes += share * s.model.p.tick_minutes
            s.leading = None
        self.place.claimed -= 1
        self.leaders_now, self.members = None, []

    def start(self, model):
        """Be held if there are leaders and a room; write a row either way."""
        free = [s for s in model.on_duty if s.role == self.role and s.leading is None]
        is_led = self.role < 0 or len(free) >= self.leaders
        if is_led and not (self.place.is_exclusive and self.place.claimed) and not self.gives_way(model):
            self.leaders_now = free[: self.leaders] if self.role >= 0 else []
            for s in self.leaders_now:
                s.leading = self
            self.place.claimed += 1
            self.invite(model)
        else:
            self.let_down(model)
        model.slot_rows.append((model.tick, self.activity, self.leaders_now is not None, len(self.members)))

    def gives_way(self, model):
        """Return whether the leaders are needed elsewhere."""
        p = model.p
        if self.role not in (0, 1) or self.activity == "medication":
            return False
        # Rule: slot_falls_probability
        falls = p.slot_falls_at_full_load * clip(model.load * model.load * model.load) * (1.0 - p.structure)
        return model.random.random() < falls

    def fit(self, p, r):
        """Return how well the slot suits a resident."""
        interest = r.interests[self.family] if self.family >= 0 else r.self_care
        # Rule: fit_to_person
        demand = r.need_structure if self.is_structured else 1.0 - r.need_structure
        own = (1.0 - p.fit_w_ability) * interest + p.fit_w_ability * (r.ability + demand) / 2.0
        return clip(own + (1.0 - own) * clip(p.fit_w_validation * p.validation))

    def invite(self, model):
        """Ask residents and give the places out."""
        p, draw, wanting = model.p, model.random, []
        for r in model.present:
            if r.hold or r.slot or (r.is_asleep and not self.is_expected):
                continue
            if self.activity == "visiting" and not r.has_visitors:
                continue
            fit = self.fit(p, r)
            # Rule: attendance_log_odds
            odds = p.attend_base + p.attend_w_fit * fit + p.attend_w_trust * r.trust_now
            odds += p.attend_w_boredom * r.boredom + p.attend_w_programme * p.activity_programme
            odds += (
                p.attend_w_expected * (1.0 + p.attend_w_structure * p.structure) if self.is_expected else 0.0
            )
            odds -= p.attend_w_fatigue * r.tiredness + p.attend_w_arousal * r.arousal
            odds -= p.attend_w_distress * r.distress
            # Rule: attendance_probability
            chance = 1.0 / (1.0 + math.exp(-odds * p.attend_leanings))
            if draw.random() < (chance * p.rouse_share if r.is_asleep else chance):
                # Rule: invitation_priority
                wanting.append((p.validation * fit + (1.0 - p.validation) * draw.random(), r.unique_id, r))
            elif self.is_expected and self.offered < 0 and not r.is_asleep:
                # Rule: urged_probability
                if draw.random() < clip(p.urging_at_most * p.structure / max(model.load, 1.0)):
                    # Rule: impulse_of_demand added
                    r.demanded += clip(p.impulse_demand * r.need_autonomy) * (1.0 - r.demanded)
        wanting.sort(reverse=True)
        for _, _, r in wanting if self.offered < 0 else wanting[: self.offered]:
            self.take_in(model, r)

    def take_in(self, model, r):
        """Let a resident take part."""
        p = model.p
        self.members.append(r)
        r.slot, r.activity, r.is_asleep, r.must_move = self, self.activity, False, False
        if self.activity != "medication":
            r.place = self.place
            return
        # Rule: refusal_probability
        willing = (1.0 - p.refusal_w_coping * r.coping) * (1.0 - p.refusal_w_trust * r.trust_now)
        r.refuses = model.random.random() < clip(p.refusal_base * r.need_autonomy * willing)
        if r.refuses:
            model.raise_incident(r, "medication_refusal")

    def let_down(self, model):
        """Let residents feel that the slot fell through."""
        p = model.p
        for r in model.present:
            if not r.is_asleep:
                # Rule: impulse_of_change added lost
                impulse = clip(p.impulse_change * self.fit(p, r) * (1.0 - p.notice_effect * p.structure))
                r.changed += impulse * (1.0 - r.changed)
                r.predictability = clip(r.predictability * (1.0 - impulse * p.change_costs_predictability))
                for s in model.on_duty:
                    trust = r.trust.get(s.post, p.trust_at_first)
                    # Rule: trust_after_hurt
                    r.trust[s.post] = trust - impulse * p.change_costs_trust * (1.0 + trust)
