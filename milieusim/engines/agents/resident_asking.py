"""Residents and what they want from staff: requests, answers, limits."""

from milieusim.rules.basics.keyed_draws import Decision
from milieusim.ward.codes import BEDROOM, MEDICATION

REQUEST, ANSWER, DENIED = int(Decision.REQUEST), int(Decision.ANSWER), int(Decision.DENIED)
STAFF_CHOICE, LIMIT = int(Decision.STAFF_CHOICE), int(Decision.LIMIT)


class Asking:
    """Requests and answers, limits, queues, crowding and noise (phase 6 of a tick)."""

    def sense_place(self):
        """Take in how loud and crowded it is; what hit earlier fades a little."""
        p, place = self.p, self.place
        if place.kind == BEDROOM and self.model.has_single_rooms:
            self.noise, self.crowding = place.noise, 0.0
        else:
            self.noise, self.crowding = place.noise_now, place.crowding_now
        self.denied *= p.kept_impulse
        self.limited *= p.kept_impulse
        self.demanded *= p.kept_impulse
        self.changed *= p.kept_impulse

    def make_request(self, floor_each):
        """Want something, wait for it, be answered; test a limit and have it set."""
        if self.has_request:
            self.wait_or_be_answered(floor_each)
        else:
            self.perhaps_ask()
        self.perhaps_be_limited()
        self.waiting = self.rules.waiting_level(self.wait_hours)
        if self.slot is not None and self.slot.activity == MEDICATION:
            self.waiting = max(self.waiting, self.model.queue)

    def perhaps_ask(self):
        """Perhaps want something from staff."""
        p, rules = self.p, self.rules
        hazard = rules.request_per_hour(p.request_base, self.distress, self.boredom, self.craving)
        self.wait_hours = 0.0
        if rules.happens(self.draw(REQUEST), hazard):
            self.has_request = True

    def wait_or_be_answered(self, floor_each):
        """Wait on, give up, or get an answer."""
        ward, p, rules = self.model, self.p, self.rules
        hazard = rules.answer_per_hour(
            floor_each, p.minutes_a_request, rules.promptness(support=p.support, least=p.promptness_least)
        )
        answered = self.contact_staff is not None or rules.happens(self.draw(ANSWER), hazard)
        if answered and ward.on_duty:
            self.be_answered()
        else:
            self.wait_hours += p.tick_hours
            if self.wait_hours > p.hours_until_given_up:
                self.has_request = False

    def be_answered(self):
        """Get a yes or a no, and trust the one who gave it more or less."""
        p, rules = self.p, self.rules
        staff = self.contact_staff
        if staff is None:
            staff = self.somebody_on_duty(self.draw(STAFF_CHOICE))
        refused = self.draw(DENIED) < rules.denial_probability(
            base=p.denial_base,
            structure=p.structure,
            validation=p.validation,
            involvement=p.involvement,
            is_detained=self.is_detained,
            w_structure=p.denial_w_structure,
            w_validation=p.denial_w_validation,
            w_involvement=p.denial_w_involvement,
            w_detained=p.denial_w_detained,
        )
        if refused:
            impulse = rules.impulse_of_denial(
                size=p.impulse_denial,
                warmth=staff.warmth,
                soft_words=p.soft_words,
                bad_news=p.bad_news_mitigation,
                w_warmth=p.impulse_w_warmth,
                w_soft=p.soft_words_effect,
                w_news=p.bad_news_effect,
            )
            self.denied = rules.added(level=self.denied, impulse=impulse)
        self.trust[staff.seat] = rules.next_tie(
            tie=self.trust[staff.seat],
            valence=rules.valence_of_staff(
                warmth=staff.warmth,
                answered=0.0 if refused else 1.0,
                denied=1.0 if refused else 0.0,
                w_answered=p.valence_w_answered,
                w_denied=p.valence_w_denied,
                start=p.valence_staff_start,
            ),
            hours=p.answer_hours,
            hours_to_settle=p.trust_hours,
        )
        self.has_request = False
        self.wait_hours = 0.0

    def somebody_on_duty(self, u):
        """Return the member of staff on whom a draw among those on duty falls."""
        on_duty = self.model.on_duty
        return on_duty[int(u * len(on_duty))]

    def perhaps_be_limited(self):
        """Perhaps have a limit set by staff who see it tested."""
        ward, p, rules = self.model, self.p, self.rules
        hazard = rules.limit_per_hour(
            p.limit_base,
            self.arousal,
            self.boredom,
            self.need_autonomy,
            p.structure,
            p.involvement,
            ward.staff_present * self.place.sight,
        )
        if ward.on_duty and rules.happens(self.draw(LIMIT), hazard):
            staff = self.somebody_on_duty(self.draw(LIMIT, 1))
            impulse = rules.impulse_of_limit(
                size=p.impulse_limit,
                warmth=staff.warmth,
                soft_words=p.soft_words,
                validation=p.validation,
                w_warmth=p.impulse_w_warmth,
                w_soft=p.soft_words_effect,
                w_validation=p.limit_w_validation,
            )
            self.limited = rules.added(level=self.limited, impulse=impulse)
