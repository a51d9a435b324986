"""Residents and how stirred they are: boredom, arousal, and what calms."""

from milieusim.model.codes import QUIET_ROOM


class Feeling:
    """Boredom, arousal and calm (phase 7 of a tick)."""

    def feel(self):
        """Let boredom and arousal follow what the tick was like."""
        self.feel_boredom()
        self.feel_arousal()
        self.settle()

    def feel_boredom(self):
        """Boredom falls with anything done or shared, and rises with nothing to do."""
        p, rules = self.p, self.rules
        if self.is_asleep:
            return
        engaged = max(self.slot_share + self.old_share, max(self.staff_share, self.contact_share))
        self.boredom = rules.next_boredom(
            boredom=self.boredom,
            engaged_share=min(engaged, 1.0),
            kept=p.kept_boredom,
            programme=p.activity_programme,
            w_programme=p.boredom_w_programme,
        )

    def feel_arousal(self):
        """Arousal is drawn to what the resident lives through."""
        p, rules = self.p, self.rules
        target = rules.arousal_target(
            baseline=self.arousal_baseline,
            noise=self.noise,
            crowding=self.crowding,
            boredom=self.boredom,
            waiting=self.waiting,
            craving=self.craving,
            conflict=self.conflict,
            denied=self.denied,
            limited=self.limited,
            demanded=self.demanded,
            changed=self.changed,
            alertness=self.model.now.alertness,
            felt_safety=self.felt_safety,
            predictability=self.predictability,
            distress=self.distress,
            refuses_medication=self.refuses_medication,
            w_noise=p.arousal_w_noise,
            w_crowding=p.arousal_w_crowding,
            w_boredom=p.arousal_w_boredom,
            w_waiting=p.arousal_w_waiting,
            w_craving=p.arousal_w_craving,
            w_conflict=p.arousal_w_conflict,
            w_denied=p.arousal_w_denied,
            w_limited=p.arousal_w_limited,
            w_demanded=p.arousal_w_demanded,
            w_changed=p.arousal_w_changed,
            w_alertness=p.arousal_w_alertness,
            w_fear=p.arousal_w_fear,
            w_worry=p.arousal_w_worry,
            w_distress=p.arousal_w_distress,
            w_refusal=p.arousal_w_refusal,
        )
        self.arousal = rules.next_arousal(
            arousal=self.arousal,
            target=target,
            is_asleep=self.is_asleep,
            asleep_share=p.arousal_asleep_share,
            kept_awake=p.kept_arousal,
            kept_asleep=p.kept_arousal_asleep,
        )

    def settle(self):
        """A quiet room and early help calm."""
        ward, p, rules = self.model, self.p, self.rules
        if self.is_asleep:
            return
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
