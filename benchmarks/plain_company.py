"""Residents of the plain Mesa model among others: whom they meet, and what becomes of it."""

import math

from benchmarks.plain_residents import Resident, clip


class SociableResident(Resident):
    """A resident who meets others."""

    def is_open(self):
        """Return whether one can get into contact now."""
        return self.is_present and not self.is_asleep and self.hold is None and self.partner is None

    def those_near(self):
        """Return who is near, oneself included: all in the place, but nobody else in a room of one's own."""
        return [self] if self.place.is_own_room else self.place.members

    def somebody(self):
        """Return somebody else in the same place."""
        others = self.those_near()
        other = others[int(self.random.random() * (len(others) - 1))]
        return others[-1] if other is self else other

    def meet(self):
        """Perhaps get into contact with one of two who are in the same place."""
        if not self.is_open() or len(self.those_near()) < 2:
            return
        other, second = self.somebody(), self.somebody()
        if second is not other and second.is_open():
            if not other.is_open() or self.seeks(second) > self.seeks(other):
                other = second
        if other.is_open() and self.random.random() < self.meeting_chance(other):
            self.be_with(other)

    def seeks(self, other):
        """Return how much one seeks somebody's company: ties, and having come in the same week."""
        p = self.model.p
        # Rule: company_sought
        apart = abs(self.admitted - other.admitted) / p.ticks_a_day
        return self.ties.get(other, 0.0) + p.company_w_cohort * math.exp(-apart / p.cohort_days)

    def meeting_chance(self, other):
        """Return how likely two who could meet do so."""
        p, base = self.model.p, self.model.p.meeting_base
        if self.slot is not None and self.slot is other.slot and not self.slot.is_structured:
            base *= p.meeting_in_free_activity
        # Rule: meeting_under_way
        base *= 1.0 + p.meeting_w_moving * self.model.moving_now(max(self.moving, other.moving))
        # Rule: meeting_per_hour
        tie = self.ties.get(other, 0.0)
        return base * (self.sociability + other.sociability) * (1.0 + p.meeting_w_tie * tie)

    def be_with(self, other):
        """Spend a tick with another resident."""
        p = self.model.p
        self.partner, other.partner = other, self
        self.contact_share = other.contact_share = 1.0
        tie = self.ties.get(other, 0.0)
        is_helping, is_helped = self.is_moved_to_help(other), other.is_moved_to_help(self)
        self.bond(other, 0.0, p.tick_hours)
        for one, beside in ((self, other), (other, self)):
            # Rule: standing_after_company
            one.standing *= math.exp(-p.standing_share * beside.distress * p.tick_hours)
        if is_helping:
            self.help(other)
        if is_helped:
            other.help(self)
        # Rule: hostility
        clash = clip(p.hostility_gain * self.arousal * other.arousal * (1.0 - tie))
        for one in (self, other):
            one.conflict = max(one.conflict, clash)
            # Rule: strain_of_clash added
            left = clip(p.strain_per_clash_hour * clash * p.tick_hours)
            one.strain += left * (1.0 - one.strain)

    def is_moved_to_help(self, other):
        """Return whether one helps the other in this tick."""
        p = self.model.p
        # Rule: help_probability
        usual = 1.0 + p.help_w_standing * other.standing + p.help_w_practice * p.mutual_help_meeting
        usual *= 1.0 + p.help_w_tie * self.ties.get(other, 0.0)
        can = 1.0 - p.help_w_own_distress * self.distress
        return self.model.happens(clip(p.help_base * other.distress * can * usual))

    def help(self, other):
        """Help another resident."""
        p = self.model.p
        # Rule: relieved
        other.distress = clip(other.distress * (1.0 - p.help_relief))
        # Rule: standing_after_help
        self.standing += p.standing_per_help * (1.0 - self.standing)
        self.bond(other, 1.0, p.answer_hours)

    def bond(self, other, helped, hours):
        """Let time with another, or help given to them, change the tie."""
        p = self.model.p
        # Rule: valence_of_residents
        friction = p.valence_w_arousal * self.arousal * other.arousal
        valence = clip(p.valence_start + self.likes(other) + p.valence_w_help * helped - friction, -1.0)
        # Rule: next_tie
        tie = self.ties.get(other, 0.0)
        self.ties[other] = other.ties[self] = valence + (tie - valence) * math.exp(-hours / p.tie_hours)

    def have_met(self, other, others):
        """Have the tie of two who have been here together, among others, before the run began."""
        p, days = self.model.p, min(self.days_gone, other.days_gone)
        # Rule: tie_so_far
        gain, loss = p.usual_company_hours / others / p.tie_hours, 1.0 / p.days_tie_fade
        share = gain / (gain + loss) * (1.0 - math.exp(-(gain + loss) * days))
        self.ties[other] = other.ties[self] = self.likes(other) * share

    def note_bonds(self):
        """Note how well tied one is."""
        # Rule: bonds_felt
        self.bonds = 1.0 - math.exp(-sum(max(tie, 0.0) for tie in self.ties.values()))

    def attention(self):
        """Return how much attention one draws from staff."""
        p = self.model.p
        # Rule: attention
        if self.is_asleep:
            return 0.0
        need = p.attention_w_distress * self.distress + p.attention_w_arousal * self.arousal
        need += p.attention_w_early if self.in_early_help else 0.0
        seen = p.attention_w_request if self.request else 0.0
        seen += p.attention_w_detained if self.is_detained else 0.0
        seen += p.attention_w_trust * (1.0 + self.trust_now)
        return p.attention_base + p.validation * need + (1.0 - p.validation) * seen

    def lose_trust(self, staff, loss):
        """Trust somebody less."""
        # Rule: trust_after_hurt
        trust = self.trust[staff]
        self.trust[staff] = clip(trust - loss * (1.0 + trust), -1.0)

    def gain_trust(self, staff, gain):
        """Trust somebody more."""
        # Rule: trust_after_repair
        trust = self.trust[staff]
        self.trust[staff] = clip(trust + gain * (1.0 - trust), -1.0)
