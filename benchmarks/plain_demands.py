"""What the day asks of residents of the plain Mesa model, and what comes of asking again."""

import math

from benchmarks.plain_requests import AskingResident
from benchmarks.plain_residents import clip


class AskedResident(AskingResident):
    """A resident of whom something is asked."""

    def fit(self, slot):
        """Return how well a slot suits one; None stands for getting up and going to bed."""
        p, interest, demand = self.model.p, self.daily_care, 1.0 - self.need_structure
        if slot is not None and slot.family >= 0:
            interest = self.interests[slot.family]
        if slot is not None and slot.is_structured:
            demand = self.need_structure
        # Rule: fit_to_person
        own = (1.0 - p.fit_w_ability) * interest + p.fit_w_ability * (self.ability + demand) / 2.0
        bent = p.fit_w_validation * p.validation * self.known
        planned = p.fit_w_validation * p.individual_schedules * self.known
        return clip(1.0 - (1.0 - own) * (1.0 - bent) * (1.0 - planned))

    def be_asked(self, demand, slot=None):
        """Be called to something; do it, or be prompted later."""
        p, model = self.model.p, self.model
        self.demand, self.demand_slot, self.prompts = demand, slot, 0
        self.demand_until, self.next_prompt = model.tick + int(p.demand_ticks), model.tick
        if self.is_asleep and self.random.random() >= p.rouse_share:
            return
        if self.complies():
            self.do_as_asked()

    def complies(self):
        """Return whether one does what is asked."""
        p, slot = self.model.p, self.demand_slot
        notice = 0.0 if slot is not None and not slot.is_told else self.predictability
        # Rule: compliance_probability
        ready = p.comply_base + p.comply_w_fit * self.fit(slot) + p.comply_w_trust * self.trust_now
        ready += p.comply_w_notice * notice - p.comply_w_arousal * self.arousal
        ready -= p.comply_w_tired * self.tiredness + p.comply_w_say * self.say_missed()
        return self.random.random() < 1.0 / (1.0 + math.exp(-ready))

    def do_as_asked(self):
        """Get up, go to bed, take part, or join the line."""
        demand, slot = self.demand, self.demand_slot
        self.forget_demand()
        self.is_asleep = self.is_asleep and demand == "go_to_bed"
        if demand == "get_up":
            self.must_move, self.activity = True, "free_time"
        elif demand == "go_to_bed":
            self.go_to(self.model.bedroom)
        elif slot.is_queue:
            slot.add_to_line(self)
        else:
            self.take_part(slot)

    def forget_demand(self):
        """Have nothing asked of one any more."""
        self.demand, self.demand_slot, self.prompts = None, None, 0

    def take_part(self, slot):
        """Take part in a slot."""
        slot.attended += 1
        self.slot, self.place, self.activity = slot, slot.place, slot.activity
        self.slot_share = min(slot.share_now, max(1.0 - self.old_share - self.served_share, 0.0))
        self.is_asleep, self.must_move = False, False
        self.set_out()
        if slot.activity == "meal":
            self.hunger = 0.0

    def set_out(self):
        """Be under way from one thing to the next."""
        if self.moving < 1.0:
            self.moving = 1.0
            self.model.n_moving += 1

    def has_met_demand(self):
        """Return whether one has got up, or gone to bed, without being asked again."""
        if self.demand == "get_up":
            return not self.is_asleep
        return self.demand == "go_to_bed" and (self.is_asleep or self.place.name == "bedroom")

    def is_due(self):
        """Return whether one is to be prompted now."""
        return (
            self.demand is not None
            and self.is_present
            and self.hold is None
            and self.is_free_to_come()
            and self.model.tick >= self.next_prompt
        )

    def is_free_to_come(self):
        """Return whether one is in no slot, or in one that is over before the tick is and that leads on to a line."""
        if self.slot is None:
            return True
        return self.slot.is_brief and self.demand_slot is not None and self.demand_slot.is_queue

    def settle_demand(self):
        """Have what was asked come to an end: who was called in this tick is prompted, if minutes were left over."""
        p, model = self.model.p, self.model
        is_new = self.prompts == 0 and self.next_prompt == model.tick
        if is_new and model.n_nursing and self.is_due():
            asked = model.prompts_ahead + p.prompt_minutes
            # Rule: can_be_seen
            if model.left_over + 1e-9 >= asked:
                model.prompts_ahead = asked
                self.be_prompted()
        if self.demand is not None:
            self.end_demand()

    def be_prompted(self):
        """Be asked again: do it, be excused, or feel pressed and perhaps refuse for good."""
        p, draw, model = self.model.p, self.random, self.model
        self.prompts += 1
        self.next_prompt = model.tick + int(p.prompt_gap_ticks)
        is_dose = self.demand == "dose"
        if not is_dose and self.is_excused():
            self.go_without("stayed_away")
            self.forget_demand()
            self.others_see_exception(draw.choice(model.on_duty))
            return
        if self.complies():
            self.do_as_asked()
            return
        # Rule: impulse_of_demand added
        soft = 1.0 - p.demand_w_warmth * draw.choice(model.on_duty).warmth
        soft *= (1.0 - p.demand_w_validation * p.validation) * (1.0 - p.soft_words_effect * p.soft_words)
        impulse = clip(p.impulse_demand * self.need_autonomy * soft)
        self.demanded += impulse * (1.0 - self.demanded)
        self.be_strained(impulse)
        # Rule: open_refusal_probability
        openly = p.open_refusal_base + p.open_refusal_w_pressed * self.demanded
        openly += p.open_refusal_w_arousal * self.arousal
        if not is_dose and draw.random() < clip(openly):
            self.refuse()
            return
        # Rule: prompts_again
        more = p.prompts_w_structure * p.structure
        if is_dose:
            more = p.second_offer_detained if self.is_detained else 0.0
        if draw.random() >= clip(1.0 + more - self.prompts):
            self.let_be()

    def let_be(self):
        """Be prompted no more: go without, which is an event where it is a dose."""
        if self.demand == "dose":
            self.refuse()
            return
        self.go_without("stayed_away")
        self.forget_demand()

    def is_excused(self):
        """Return whether staff let it go this time."""
        p = self.model.p
        # Rule: excused_probability
        return self.random.random() < clip(p.excuse_at_most * p.validation * self.known * self.arousal)

    def others_see_exception(self, staff):
        """Let others in the place see that a demand is waived."""
        for other in self.model.present:
            is_near = other.place is self.place and not self.place.is_own_room
            if is_near and other is not self and not other.is_asleep:
                # Rule: trust_lost_to_exception
                other.lose_trust(staff, clip(self.model.p.unfairness * (1.0 - staff.skill)))

    def refuse(self):
        """Refuse for good: an event."""
        demand = self.demand
        self.go_without("refused")
        self.demand = None  # who is held for it does not miss it twice
        self.raise_incident("medication_refusal" if demand == "dose" else "demand_refusal")
        self.forget_demand()

    def end_demand(self):
        """Have a demand end that one has not met: let be if one was prompted, else left undone."""
        if self.prompts > 0:
            self.let_be()
            return
        was_in_slot = self.old_slot is not None and self.model.tick > self.next_prompt
        reason = "elsewhere" if was_in_slot or not self.is_free_to_come() else "no_minutes"
        self.model.note_undone("prompts", self, self.demand_slot, reason, self.model.p.prompt_minutes)
        self.go_without(reason)
        self.forget_demand()

    def go_without(self, reason, is_off=False):
        """Miss what is asked: a dose, a meal, an appointment; who is held or away misses groups too."""
        if self.demand in ("dose", "eat", "see_somebody") or (is_off and self.demand in ("attend", "wash")):
            self.miss(self.demand, self.demand_slot, reason)

    def miss(self, demand, slot, reason):
        """Write that one misses something."""
        p = self.model.p
        task, minutes = ("leading_activity", slot.minutes_each if demand == "see_somebody" else 0.0)
        if demand in ("dose", "eat"):
            task, minutes = ("medication", p.dose_minutes) if demand == "dose" else ("meals", p.meal_minutes)
        self.model.note_undone(task, self, slot, reason, minutes)

    def be_brought(self, slot):
        """Be brought a dose or a meal where one is held, if one takes it; go without the rest of the day."""
        p, model = self.model.p, self.model
        self.demand = "eat" if slot.activity == "meal" else slot.demand
        self.demand_slot, self.prompts = slot, 0
        nurses = sum(s.is_registered for s in model.on_duty)
        there = nurses if self.demand == "dose" else model.n_nursing if self.demand == "eat" else 0
        hears = not self.is_asleep or self.random.random() < p.rouse_share
        if not (there and hears and self.complies()):
            self.go_without("held", is_off=True)
        else:
            self.take_what_is_brought(slot)
        self.forget_demand()

    def take_what_is_brought(self, slot):
        """Take a dose or eat where one is held."""
        self.is_asleep = False
        if slot.demand == "dose":
            self.model.to_prepare += self.model.p.dose_minutes
            self.take_dose()
        else:
            self.model.meals_brought += 1
            self.hunger = 0.0

    def take_dose(self):
        """Take the medication offered."""
        # Rule: after_dose
        self.medicated = clip(self.medicated + self.model.p.dose_effect * (1.0 - self.medicated))

    def know_the_day(self, slot):
        """Know the better what comes next if what was told begins, the less if it does not."""
        self.model.n_told += 1
        # Rule: next_predictability
        true = clip(self.model.told_now + slot.told_more) if slot.is_held else 0.0
        self.predictability += self.model.p.predictability_step * (true - self.predictability)

    def be_let_down(self, slot):
        """Feel that a slot fell through."""
        p, model = self.model.p, self.model
        # Rule: impulse_of_change added
        impulse = clip(p.impulse_change * self.fit(slot) * (1.0 - p.notice_effect * model.told_now))
        self.changed += impulse * (1.0 - self.changed)
        self.be_strained(impulse)
        for staff in model.on_duty:
            self.lose_trust(staff, impulse * p.change_costs_trust)

    def comes_to(self, slot):
        """Return how soon one comes in turn for a place in a slot, or None if one stays away."""
        p, draw = self.model.p, self.random
        if slot.demand == "see_somebody":
            # Rule: turn_priority
            hours = max(self.model.tick - self.seen_at, 0) * p.tick_hours
            return 1.0 - math.exp(-hours / 120.0) + draw.random() / 60.0
        fit = self.fit(slot)
        # Rule: attendance_log_odds attendance_probability
        odds = p.attend_base + p.attend_w_fit * fit + p.attend_w_trust * self.trust_now
        odds += p.attend_w_boredom * self.boredom + p.attend_w_programme * p.activity_programme
        if slot.is_expected:
            odds += p.attend_w_expected * (1.0 + p.attend_w_structure * p.structure)
        else:
            odds += p.attend_w_involvement * p.involvement
        odds -= p.attend_w_fatigue * self.tiredness + p.attend_w_arousal * self.arousal
        odds -= p.attend_w_distress * self.distress
        chance = 1.0 / (1.0 + math.exp(-odds * p.attend_leanings))
        if draw.random() >= (chance * p.rouse_share if self.is_asleep else chance):
            return None
        # Rule: invitation_priority
        return p.validation * fit + (1.0 - p.validation) * draw.random()
