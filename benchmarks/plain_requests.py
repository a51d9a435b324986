"""What residents of the plain Mesa model take in, ask of staff, and are told."""

from benchmarks.plain_company import SociableResident
from benchmarks.plain_residents import clip


class AskingResident(SociableResident):
    """A resident who wants something now and then."""

    def look_around(self):
        """Take in the place."""
        place = self.place
        self.noise = place.own_noise if place.is_own_room else place.noise
        self.crowding = 0.0 if place.is_own_room else place.crowding

    def let_fade(self):
        """Let fade what fades by itself; the doses of a leave are taken along."""
        p = self.model.p
        self.denied *= p.kept_impulse
        self.limited *= p.kept_impulse
        self.demanded *= p.kept_impulse
        self.changed *= p.kept_impulse
        self.strain *= p.kept_strain
        self.medicated *= p.kept_medicated if self.is_present or self.is_absconded else 1.0
        self.moving *= p.kept_transition

    def ask(self):
        """Perhaps want something from staff."""
        p, self.wait = self.model.p, 0.0
        # Rule: request_per_hour
        wish = 1.0 + p.request_w_distress * self.distress + p.request_w_boredom * self.boredom
        if self.model.happens(p.request_base * (wish + p.request_w_craving * self.craving)):
            # Rule: request_kind
            at = self.random.random()
            if at < p.request_share_medication:
                self.request = "medication"
            else:
                is_leave = at < p.request_share_medication + p.request_share_leave
                self.request = "leave" if is_leave else "ordinary"

    def patience(self):
        """Return how many times as long as usual one waits."""
        # Rule: patience
        return 1.0 if self.request in (None, "ordinary") else self.model.p.patience_factor

    def wait_for_answer(self, floor_each):
        """Wait on, give up, or get an answer from somebody who may give it."""
        p, model, who = self.model.p, self.model, self.contact
        # Rule: promptness answer_per_hour
        prompt = p.promptness_least + (1.0 - p.promptness_least) * p.support
        free = 1.0 - p.handover_answers_wait * model.now.handover_share
        if who is not None or model.happens(free * prompt * floor_each / p.minutes_a_request):
            if who is None or not who.may_answer(self.request):
                may = [s for s in model.on_duty if s.may_answer(self.request)]
                who = self.random.choice(may) if may else None
            if who is not None:
                self.get_answer(who)
                return
        self.wait += p.tick_hours
        # Rule: is_given_up
        if self.wait > p.hours_until_given_up * self.patience():
            self.request = None

    def get_answer(self, staff):
        """Get a yes or a no."""
        p = self.model.p
        # Rule: denial_probability
        strict = 1.0 + p.denial_w_structure * p.structure
        strict += p.denial_w_detained if self.is_detained else 0.0
        mild = (1.0 - p.denial_w_validation * p.validation) * (1.0 - p.denial_w_involvement * p.involvement)
        is_no = self.random.random() < clip(p.denial_base * strict) * mild
        if is_no:
            # Rule: impulse_of_denial added
            soft = (1.0 - p.soft_words_effect * p.soft_words) * (
                1.0 - p.bad_news_effect * p.bad_news_mitigation
            )
            impulse = clip(p.impulse_denial * (1.0 - p.impulse_w_warmth * staff.warmth) * soft)
            self.denied += impulse * (1.0 - self.denied)
            self.be_strained(impulse)
        staff.be_known(self, p.answer_hours, answered=not is_no, denied=is_no)
        self.request, self.wait = None, 0.0

    def be_limited(self):
        """Perhaps have a limit set."""
        p, model = self.model.p, self.model
        # Rule: limit_per_hour
        tests = (self.arousal + self.boredom * self.need_autonomy) * (
            1.0 - p.limit_w_told * self.predictability
        )
        strict = 1.0 + p.limit_w_structure * (2.0 * p.structure - 1.0)
        hazard = p.limit_base * tests * model.staff_present * self.place.sight * strict
        if model.on_duty and model.happens(hazard):
            staff = self.random.choice(model.on_duty)
            # Rule: impulse_of_limit added
            soft = (1.0 - p.soft_words_effect * p.soft_words) * (1.0 - p.limit_w_validation * p.validation)
            impulse = clip(p.impulse_limit * (1.0 - p.impulse_w_warmth * staff.warmth) * soft)
            self.limited += impulse * (1.0 - self.limited)
            self.be_strained(impulse)

    def feel_the_wait(self):
        """Feel how long one has waited, or how long the line is."""
        p = self.model.p
        # Rule: waiting_level
        self.waiting = clip(self.wait / (p.hours_until_waiting_matters * self.patience()))
        if self.queue is not None and self.queue is self.slot:
            # Rule: queue_level
            ahead = self.queue.minutes_until(self)
            self.waiting = max(self.waiting, clip(ahead / (60.0 * p.hours_until_waiting_matters)))

    def complain(self, hours):
        """Bring up in the meeting what rankles, and perhaps be promised that it will change."""
        p = self.model.p
        # Rule: complaint_per_hour
        rankles = max(self.strain, self.denied, self.limited)
        if self.model.happens(p.complaints_per_hour * p.involvement * rankles, hours):
            self.promises += 1

    def see_promises(self):
        """See the team keep its words of the day, or break them."""
        while self.promises:
            self.promises -= 1
            self.see_promise()

    def see_promise(self):
        """See the team keep a word, or break it."""
        p, model = self.model.p, self.model
        # Rule: promise_kept_probability
        is_kept = self.random.random() < clip(1.0 - p.promise_w_load * model.load_day)
        if is_kept:
            model.paperwork_owed += p.promise_minutes
            # Rule: learnt
            self.autonomy = clip(self.autonomy + p.promise_autonomy * (1.0 - self.autonomy))
        else:
            model.note_undone("ward_duties", self, None, "no_minutes", p.promise_minutes)
        for staff in model.staff:
            if is_kept:
                self.gain_trust(staff, p.promise_trust)
            else:
                self.lose_trust(staff, p.promise_trust)
