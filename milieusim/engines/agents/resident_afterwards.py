"""Residents and what an incident leaves behind: hurt, witnesses, absence, a talk that mends."""

from milieusim.rules.basics.keyed_draws import Decision
from milieusim.ward.codes import AT_RESIDENT, AT_STAFF

AWAY_HOURS, DEBRIEF = int(Decision.AWAY_HOURS), int(Decision.DEBRIEF)


class Afterwards:
    """What incidents leave behind (phases 10 and 11 of a tick)."""

    def hurt(self, target, whom, gravity):
        """Let an incident hurt the one whom it is aimed at."""
        p, rules = self.p, self.rules
        if target == AT_RESIDENT:
            whom.distress = rules.trauma(distress=whom.distress, impulse=p.victim_distress * gravity)
            whom.felt_safety = rules.lost(level=whom.felt_safety, share=p.victim_fright * gravity)
            tie = rules.next_tie(
                tie=self.ties[whom.bed], valence=-1.0, hours=p.hurt_hours, hours_to_settle=p.tie_hours
            )
            self.be_tied(whom, tie)
        elif target == AT_STAFF:
            whom.burnout = rules.trauma(distress=whom.burnout, impulse=p.staff_victim_burnout * gravity)
        self.arousal = rules.excited(arousal=self.arousal, impulse=p.own_excitement * gravity)

    def stir_witnesses(self, gravity):
        """Let those who see an incident be stirred and frightened by it."""
        for other in self.place.members:
            if other is not self and other.is_present and not other.is_asleep and other.place is self.place:
                other.witness(self, gravity)

    def witness(self, other, gravity):
        """See what another resident does, and be stirred and frightened by it."""
        p, rules, sight = self.p, self.rules, self.place.sight
        self.arousal = rules.excited(
            arousal=self.arousal,
            impulse=rules.contagion(
                gain=p.contagion_gain,
                sight=sight,
                tie=self.ties[other.bed],
                reassurance=p.reassurance,
                w_reassurance=p.reassurance_effect,
            ),
        )
        self.felt_safety = rules.lost(
            level=self.felt_safety,
            share=rules.fright(
                loss=p.fright_loss,
                severity_share=gravity,
                sight=sight,
                reassurance=p.reassurance,
                w_reassurance=p.reassurance_effect,
            ),
        )

    def abscond(self):
        """Leave without leave."""
        ward, p, rules = self.model, self.p, self.rules
        self.is_absconded = True
        self.away_until = (ward.tick + 1) * p.tick_hours + rules.drawn_hours(
            u=self.draw(AWAY_HOURS, 1), mean_hours=p.absconded_hours
        )
        self.go_away()
        ward.shift_row.absconded += 1

    def plan_debrief(self):
        """Plan a talk after an incident, or not."""
        p, rules = self.p, self.rules
        wish = rules.debrief_wish(
            support=p.support,
            validation=p.validation,
            practice=p.post_incident_debrief,
            base=p.debrief_base,
            w_practice=p.debrief_w_practice,
        )
        if self.draw(DEBRIEF) < wish:
            self.needs_debrief = True

    def perhaps_debrief(self):
        """Talk it over, if minutes are really free: trust is mended and something learnt."""
        ward, p, rules, trust = self.model, self.p, self.rules, self.trust
        if not self.is_present or self.is_asleep or not ward.on_duty:
            return
        hazard = rules.debrief_per_hour(given=ward.one_to_one_given, per_hour=p.debrief_per_hour)
        if rules.happens(self.draw(DEBRIEF, 1), hazard):
            self.needs_debrief = False
            self.coping = rules.learnt(coping=self.coping, gain=p.debrief_coping)
            for staff in ward.on_duty:
                trust[staff.seat] = rules.trust_after_repair(trust=trust[staff.seat], gain=p.debrief_trust)
