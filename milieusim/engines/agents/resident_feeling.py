"""Residents and how stirred they are: boredom, arousal, and what calms."""

from milieusim.ward.codes import QUIET_ROOM


class Feeling:
    """Boredom, arousal and calm (phase 7 of a tick)."""

    def feel(self):
        """Let boredom and arousal follow what the tick was like."""
        if not self.is_asleep:
            self.feel_boredom()
        self.feel_arousal()
        if not self.is_asleep:
            self.settle()

    def feel_boredom(self):
        """Boredom falls with anything done or shared, and rises with nothing to do."""
        engaged = max(self.slot_share + self.old_share, max(self.staff_share, self.contact_share))
        self.boredom = self.rules.next_boredom(self.boredom, min(engaged, 1.0))

    def feel_arousal(self):
        """Arousal is drawn to what the resident lives through."""
        rules = self.rules
        target = rules.arousal_target(
            self.arousal_baseline,
            self.noise,
            self.crowding,
            self.boredom,
            self.waiting,
            self.craving,
            self.conflict,
            self.denied,
            self.limited,
            self.demanded,
            self.changed,
            self.model.now.alertness,
            self.felt_safety,
            self.predictability,
            self.distress,
            self.refuses_medication,
        )
        self.arousal = rules.next_arousal(self.arousal, target, self.is_asleep)

    def settle(self):
        """A quiet room and early help calm."""
        ward, p, rules = self.model, self.p, self.rules
        if self.place.kind == QUIET_ROOM and self.slot is None:
            self.arousal = rules.calmed(
                arousal=self.arousal,
                share=rules.calming_of_quiet(
                    tick_hours=p.tick_hours,
                    per_hour=p.quiet_calming_per_hour,
                    calm_down=p.calm_down_methods,
                    sensory=p.sensory_room,
                    w_calm_down=p.quiet_w_calm_down,
                    w_sensory=p.quiet_w_sensory,
                ),
            )
        if self.is_in_early_help or self.needs_debrief:
            talk = rules.talk_share(given=ward.one_to_one_given, minutes_an_hour=p.talk_minutes)
            self.staff_share = max(self.staff_share, talk)
        if self.is_in_early_help:
            share = rules.early_help_share(
                risk_assessment=p.risk_assessment, risk_score=float(self.risk_score), cutoff=p.risk_cutoff
            )
            self.arousal = rules.calmed(
                arousal=self.arousal,
                share=share * ward.one_to_one_given * p.early_help_per_hour * p.tick_hours,
            )
