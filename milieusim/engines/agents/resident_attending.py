"""Residents and the timetable: who comes, who takes their dose, who minds that a slot fell through."""

from milieusim.rules.basics.keyed_draws import Decision
from milieusim.ward.codes import MAKING, MEDICATION, MOVING, REFUSAL, TALK, VISITING

ATTEND, URGED = int(Decision.ATTEND), int(Decision.URGED)
PRIORITY, REFUSES_DOSE = int(Decision.HELP_CHOICE), int(Decision.REFUSES_DOSE)


class Attending:
    """What residents do about slots (phase 2 of a tick)."""

    priority = 0.0  # among those who come to a slot with few places; whoever says yes may leave it alone

    def interest_in(self, slot):
        """Return how much a resident likes what a slot offers."""
        if slot.family == TALK:
            return self.interest_talk
        if slot.family == MAKING:
            return self.interest_making
        if slot.family == MOVING:
            return self.interest_moving
        return self.self_care if slot.family is None else self.interest_leisure

    def fit_of(self, slot):
        """Return how well a slot suits a resident."""
        p = self.p
        return self.rules.fit_to_person(
            interest=self.interest_in(slot),
            ability=self.ability,
            is_structured=slot.is_structured,
            need_structure=self.need_structure,
            validation=p.validation,
            individual_schedules=p.individual_schedules,
            w_ability=p.fit_w_ability,
            w_validation=p.fit_w_validation,
        )

    def log_odds_of_coming(self, slot, fit):
        """Return the log-odds that a resident comes to a slot."""
        p, rules = self.p, self.rules
        return rules.attendance_log_odds(
            fit=fit,
            is_expected=slot.is_expected,
            structure=p.structure,
            trust=self.trust_now,
            fatigue=self.sleep_pressure,
            arousal=self.arousal,
            distress=self.distress,
            boredom=self.boredom,
            involvement=p.involvement,
            programme=p.activity_programme,
            base=p.attend_base,
            w_fit=p.attend_w_fit,
            w_expected=p.attend_w_expected,
            w_structure=p.attend_w_structure,
            w_trust=p.attend_w_trust,
            w_fatigue=p.attend_w_fatigue,
            w_arousal=p.attend_w_arousal,
            w_distress=p.attend_w_distress,
            w_boredom=p.attend_w_boredom,
            w_involvement=p.attend_w_involvement,
            w_programme=p.attend_w_programme,
        )

    def can_be_asked(self, slot):
        """Return whether a resident can be asked to come at all."""
        if not self.is_present or not self.is_free:
            return False
        if slot.activity == VISITING and not self.has_visitors:
            return False
        return slot.is_expected or not self.is_asleep

    def answer_invitation(self, slot):
        """Decide whether to come to a slot; if not, perhaps be pressed."""
        p, rules = self.p, self.rules
        fit = self.fit_of(slot)
        probability = rules.attendance_probability(
            log_odds=self.log_odds_of_coming(slot, fit), share_of_log_odds=p.attend_leanings
        )
        if self.is_asleep:
            probability = probability * p.rouse_share
        if self.draw(ATTEND, slot.activity) < probability:
            self.priority = rules.invitation_priority(
                fit=fit, validation=p.validation, u=self.draw(PRIORITY, slot.activity)
            )
            return True
        if slot.is_expected and slot.places_offered is None and not self.is_asleep:
            self.perhaps_be_pressed(slot)
        return False

    def attend(self, slot):
        """Take part in a slot."""
        slot.attended += 1
        self.slot = slot
        # To a clinic room residents come one by one and wait where they are; a round in the day room gathers them.
        if slot.activity != MEDICATION or not slot.place.is_exclusive:
            self.place = slot.place
        self.activity = slot.activity
        self.is_asleep = False
        self.must_move = False
        if slot.activity == MEDICATION:
            self.take_dose()

    def take_dose(self):
        """Take the medication offered, or refuse it."""
        p, rules = self.p, self.rules
        refused = rules.refusal_probability(
            base=p.refusal_base,
            coping=self.coping,
            trust=self.trust_now,
            need_autonomy=self.need_autonomy,
            involvement=p.involvement,
            w_coping=p.refusal_w_coping,
            w_trust=p.refusal_w_trust,
            w_involvement=p.refusal_w_involvement,
        )
        self.refuses_medication = self.draw(REFUSES_DOSE) < refused
        if self.refuses_medication:
            self.raise_incident(REFUSAL)

    def perhaps_be_pressed(self, slot):
        """Perhaps be pressed for staying away from what is expected."""
        ward, p, rules = self.model, self.p, self.rules
        urged = rules.urged_probability(
            structure=p.structure, load=ward.load, validation=p.validation, most=p.urging_at_most
        )
        if self.draw(URGED, slot.activity) < urged:
            impulse = rules.impulse_of_demand(
                size=p.impulse_demand,
                need_autonomy=self.need_autonomy,
                soft_words=p.soft_words,
                w_soft=p.soft_words_effect,
            )
            self.demanded = rules.added(level=self.demanded, impulse=impulse)

    def be_let_down(self, slot):
        """Feel that a slot fell through: it costs trust and knowing what comes next."""
        ward, p, rules, trust = self.model, self.p, self.rules, self.trust
        impulse = rules.impulse_of_change(
            size=p.impulse_change,
            interest=self.fit_of(slot),
            structure=p.structure,
            w_notice=p.notice_effect,
        )
        self.changed = rules.added(level=self.changed, impulse=impulse)
        self.predictability = rules.lost(
            level=self.predictability, share=impulse * p.change_costs_predictability
        )
        for staff in ward.on_duty:
            trust[staff.seat] = rules.trust_after_hurt(
                trust=trust[staff.seat], loss=impulse * p.change_costs_trust
            )

    def leave_slot(self, share):
        """Let go of a slot that is over."""
        self.old_slot = self.slot
        self.old_share = share
        self.slot = None
        self.must_move = True
