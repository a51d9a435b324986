"""Residents and restriction: what staff do after an incident, what it costs, how it ends."""

from milieusim.rules.basics.keyed_draws import Decision
from milieusim.ward.codes import (
    CONSTANT,
    FREE_TIME,
    INTERMITTENT,
    LADDER,
    MANUAL_RESTRAINT,
    MECHANICAL_RESTRAINT,
    NO_RESPONSE,
    OTHER,
    PRN,
    RAPID_TRANQUILLISATION,
    SECLUSION,
    SECLUSION_ACTIVITY,
    SHOW_OF_FORCE,
    TALK_DOWN,
    TIME_OUT,
)

NEED_NOISE, COMPANION = int(Decision.NEED_NOISE), int(Decision.COMPANION)
HOLD_ENDS, OBSERVATION_ENDS = int(Decision.HOLD_ENDS), int(Decision.OBSERVATION_ENDS)
HELD_FOR = int(Decision.DISTURBED)
RUNGS = LADDER.tolist()[1:]
HANDS = {SHOW_OF_FORCE, MANUAL_RESTRAINT, RAPID_TRANQUILLISATION, MECHANICAL_RESTRAINT, SECLUSION}


def takes_hands(rung):
    """Return whether a rung takes several pairs of hands."""
    return rung in HANDS


class Restricted:
    """The ladder of restriction and how each rung ends (phase 9 of a tick)."""

    def be_responded_to(self, kind, gravity, reach, incident):
        """Let staff answer an incident; return the most restrictive thing done."""
        ward, p, rules = self.model, self.p, self.rules
        if ward.n_nursing == 0:
            return NO_RESPONSE
        need = rules.response_need(
            severity_share=gravity,
            arousal=self.arousal,
            reach_short=rules.reach_short(staff_in_reach=reach, required=p.staff_required),
            skill=ward.mean_deescalation(),
            trust=self.trust_now,
            risk=1.0 if self.is_detained else 0.0,
            u_severity=p.need_w_severity,
            u_arousal=p.need_w_arousal,
            u_short=p.need_w_short,
            u_skill=p.need_w_skill,
            u_trust=p.need_w_trust,
            u_risk=p.need_w_risk,
        )
        need += rules.logistic_noise(u=self.draw(NEED_NOISE, kind), scale=p.need_noise)
        chosen = self.rung_for(need, reach)
        self.undergo(chosen, incident)
        return chosen

    def rung_for(self, need, reach):
        """Return the highest rung whose threshold is below the need and for which there are hands."""
        ward, p, rules = self.model, self.p, self.rules
        hands = rules.needs_hands(
            staff_in_reach=reach, response_team=p.response_team, required=p.hands_required
        )
        chosen = NO_RESPONSE
        for rung in RUNGS:
            threshold = rules.rung_threshold(
                threshold=ward.thresholds[rung],
                containment=p.containment,
                w_containment=p.threshold_w_containment,
                is_alternative=rung == TALK_DOWN,
                calm_down=p.calm_down_methods,
                w_calm_down=p.threshold_w_calm_down,
            )
            if rung == SECLUSION and not ward.is_seclusion_free():
                continue
            if need > threshold and (hands or not takes_hands(rung)):
                chosen = rung
        return chosen

    def undergo(self, chosen, incident):
        """Undergo what staff chose to do."""
        ward, p, rules = self.model, self.p, self.rules
        if chosen == NO_RESPONSE:
            return
        if chosen == PRN:
            self.take_prn(incident)
            return
        if takes_hands(chosen):
            self.be_coerced(chosen)
        if chosen == RAPID_TRANQUILLISATION or chosen == MECHANICAL_RESTRAINT or chosen == SECLUSION:
            if self.draw(COMPANION, chosen) < p.companion_share:
                self.be_restrained(incident)
        if chosen == MANUAL_RESTRAINT:
            self.be_restrained(incident)
            return
        row = self.write_response(chosen, incident, 0.0, self.minutes_for(chosen))
        if chosen == TALK_DOWN:
            self.arousal = rules.calmed(
                arousal=self.arousal, share=p.calm_talk_down * ward.mean_deescalation()
            )
        elif chosen == SHOW_OF_FORCE:
            self.arousal = rules.calmed(arousal=self.arousal, share=p.calm_show_of_force)
        elif chosen == RAPID_TRANQUILLISATION:
            self.arousal = rules.calmed(arousal=self.arousal, share=p.calm_rapid)
            self.last_dose = ward.tick
        elif chosen == INTERMITTENT or chosen == CONSTANT:
            self.be_observed(chosen, row)
        else:
            self.be_held(chosen, row)

    def be_observed(self, chosen, row):
        """Be put under observation, unless already under closer observation."""
        level = 2 if chosen == CONSTANT else 1
        if level >= self.observation:
            self.observation = level
            self.observation_response = row

    def be_held(self, chosen, row):
        """Begin a time out, mechanical restraint or seclusion."""
        ward = self.model
        self.hold = chosen
        self.hold_response = row
        self.slot = self.old_slot = None
        self.old_share = 0.0
        self.is_asleep = False
        is_secluded = chosen == SECLUSION
        self.place = ward.seclusion_room if is_secluded else ward.bedroom
        self.activity = SECLUSION_ACTIVITY if is_secluded else OTHER

    def minutes_for(self, kind):
        """Return the staff minutes that a response takes at once."""
        p = self.p
        if kind == TALK_DOWN:
            return p.minutes_talk_down
        if kind == PRN:
            return p.minutes_prn
        if kind == SHOW_OF_FORCE:
            return p.minutes_show_of_force
        if kind == TIME_OUT or kind == INTERMITTENT or kind == CONSTANT:
            return p.minutes_to_set_up
        return p.minutes_coercion

    def be_restrained(self, incident):
        """Be held by hand, for minutes."""
        ward, p, rules = self.model, self.p, self.rules
        lasted = rules.drawn_hours(u=self.draw(HELD_FOR), mean_hours=p.manual_restraint_hours)
        taken = p.minutes_coercion + rules.minutes(hours=lasted) * p.hands_required
        self.write_response(MANUAL_RESTRAINT, incident, lasted, taken)
        ward.shift_row.restraint_hours += lasted
        self.stay.restraint_hours += lasted
        self.arousal = rules.calmed(arousal=self.arousal, share=p.calm_restraint)

    def be_coerced(self, kind):
        """Let force leave its mark: on trust, safety, distress and the sense of having a say."""
        ward, p, rules = self.model, self.p, self.rules
        loss = rules.coercion_hurts(
            base=p.coercion_loss * (p.show_of_force_share if kind == SHOW_OF_FORCE else 1.0),
            words=p.soft_words,
            w_words=p.soft_words_effect,
        )
        for staff in ward.on_duty:
            self.trust[staff.seat] = rules.trust_after_hurt(trust=self.trust[staff.seat], loss=loss)
        self.trust_now = rules.trust_after_hurt(trust=self.trust_now, loss=loss)
        self.distress = rules.trauma(distress=self.distress, impulse=loss * p.coercion_distress)
        self.felt_safety = rules.lost(level=self.felt_safety, share=loss)
        self.autonomy = rules.lost(level=self.autonomy, share=loss)

    def take_prn(self, incident):
        """Take PRN medication."""
        p, rules = self.p, self.rules
        self.write_response(PRN, incident, 0.0, p.minutes_prn)
        self.arousal = rules.calmed(arousal=self.arousal, share=p.calm_prn)
        self.sleep_pressure = rules.added(level=self.sleep_pressure, impulse=p.prn_sedation)
        self.last_dose = self.model.tick

    def settle_restrictions(self):
        """Perhaps be let out of a restriction, and have observation reviewed."""
        p, rules = self.p, self.rules
        if self.hold is not None:
            hazard = rules.hold_end_per_hour(
                per_hour=self.hold_rate(),
                arousal=self.arousal,
                containment=p.containment,
                w_containment=p.hold_w_containment,
            )
            if rules.happens(self.draw(HOLD_ENDS), hazard):
                self.hold = None
                self.hold_response = None
                self.place = self.model.bedroom
                self.activity = FREE_TIME
                self.must_move = True
        if self.observation > 0:
            self.pass_observation()

    def hold_rate(self):
        """Return how fast a restriction ends for somebody wholly settled."""
        p = self.p
        if self.hold == SECLUSION:
            return p.seclusion_end_per_hour
        if self.hold == MECHANICAL_RESTRAINT:
            return p.mechanical_end_per_hour
        return p.time_out_end_per_hour

    def pass_observation(self):
        """Add a tick of observation and perhaps end it."""
        p, rules = self.p, self.rules
        if self.observation_response is not None:
            self.observation_response.hours += p.tick_hours
        hazard = rules.hold_end_per_hour(
            per_hour=p.constant_end_per_hour if self.observation == 2 else p.intermittent_end_per_hour,
            arousal=self.arousal,
            containment=p.containment,
            w_containment=p.hold_w_containment,
        )
        if rules.happens(self.draw(OBSERVATION_ENDS), hazard):
            self.observation = 0
            self.observation_response = None
