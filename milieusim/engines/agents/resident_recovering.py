"""Residents from hour to hour: ties and slow states, worked out once an hour, ties once a day."""

from milieusim.rules.basics.keyed_draws import Decision, uniform
from milieusim.ward.codes import COMMUNITY_MEETING, VISITING

RISK_RATING = int(Decision.RISK_RATING)
RISK_SIGNS = 7


class Recovering:
    """Ties and slow states (phases 12 and 13 of a tick)."""

    def live_tick(self):
        """Add what was lived in this tick to the hour."""
        hours = self.p.tick_hours
        self.since_chance += hours
        if self.is_asleep:
            return
        self.awake_hour += hours
        self.staff_hour += self.staff_share * hours
        self.contact_hour += self.contact_share * hours
        self.crowded_hour += self.crowding * hours
        if self.slot is not None:
            self.live_slot(self.slot, self.slot_share * hours)
        if self.old_slot is not None:
            self.live_slot(self.old_slot, self.old_share * hours)

    def live_slot(self, slot, hours):
        """Add time in a slot to the hour."""
        if slot.is_organised:
            self.organised_hour += hours
        if slot.is_therapy:
            self.therapy_hour += hours
        if slot.is_skills:
            self.skills_hour += hours
        if slot.is_expected:
            self.expected_hour += hours
        if slot.activity == COMMUNITY_MEETING:
            self.settle_complaints(hours)
        if slot.leader is not None and slot.is_organised:
            slot.leader.be_trusted(self, hours * self.p.group_contact_share)
        if slot.activity == VISITING:
            self.contact_hour += hours
            self.since_chance = 0.0

    def settle_complaints(self, hours):
        """Bring up what rankles in the community meeting, where residents have a say."""
        p, rules = self.p, self.rules
        share = rules.complaints_settled(
            involvement=p.involvement, hours=hours, per_hour=p.complaints_settled_per_hour
        )
        self.denied = rules.lost(level=self.denied, share=share)
        self.limited = rules.lost(level=self.limited, share=share)
        self.autonomy = rules.learnt(coping=self.autonomy, gain=share * p.meeting_gives_autonomy)

    def pass_hour(self):
        """Let the slow states follow the hour that was lived."""
        days_here = ((self.model.tick + 1) * self.p.tick_hours - self.admitted_hour) * self.p.days_an_hour
        if self.is_present:
            self.trust_now = self.mean_trust()
            self.settle_hour(days_here)
        self.look_at_stay(days_here)
        self.clear_hour()

    def mean_trust(self):
        """Return the mean trust in those on duty."""
        on_duty, trust = self.model.on_duty, self.trust
        total = 0.0
        for staff in on_duty:
            total += trust[staff.seat]
        return self.rules.share_of(total, float(len(on_duty)))

    def settle_hour(self, days_here):
        """Let felt safety, loneliness, autonomy and knowing what comes next follow the hour."""
        ward, p, rules = self.model, self.p, self.rules
        awake = self.awake_hour
        staff = rules.share_of(self.staff_hour, awake)
        contact = rules.share_of(self.contact_hour, awake)
        if awake > 0.0:
            self.felt_safety = rules.next_felt_safety(
                self.felt_safety,
                rules.share_of(self.crowded_hour, awake),
                ward.present_hour,
                self.trust_now,
            )
            self.loneliness = rules.next_loneliness(self.loneliness, self.bonds, contact, staff)
            self.autonomy = rules.next_autonomy(
                self.autonomy,
                1.0 - rules.share_of(self.expected_hour, awake),
                rules.share_of(self.expected_hour, awake),
            )
        self.predictability = rules.next_predictability(
            self.predictability, p.structure, p.clear_mutual_expectations, days_here
        )
        self.heal(staff, contact, days_here)

    def heal(self, staff, contact, days_here):
        """Let distress, coping, self-care and craving follow the hour."""
        p, rules = self.p, self.rules
        milieu = 0.0  # an hour asleep neither helps nor hinders
        if self.awake_hour > 0.0:
            milieu = rules.milieu_quality(
                staff,
                contact,
                rules.share_of(self.organised_hour, self.awake_hour),
                self.felt_safety,
                self.predictability,
                self.autonomy,
                p.discharge_messages,
                self.need_structure,
            )
        speed = rules.recovery_per_hour(
            p.recovery_per_day, self.pace, milieu, p.recovery_w_milieu, self.refuses_medication
        )
        self.distress = rules.next_distress(self.distress, self.distress_floor, speed, p.days_an_hour)
        self.coping = rules.next_coping(self.coping, self.therapy_hour, self.trust_now)
        self.self_care = rules.next_self_care(
            self.self_care, self.skills_hour, self.distress, self.predictability
        )
        self.craving = rules.craving_now(self.craving_trait, self.uses_substances, days_here)

    def begin_shift(self):
        """Have one's risk rated and begin the row of the shift."""
        ward, p, rules = self.model, self.p, self.rules
        chance_of_sign = rules.risk_sign_probability(
            arousal=self.arousal,
            distress=self.distress,
            recent_incidents=min(float(self.incidents_this_shift), 1.0),
            error=p.risk_rating_error,
            w_arousal=p.risk_w_arousal,
            w_distress=p.risk_w_distress,
            w_recent=p.risk_w_recent,
        )
        self.risk_score = 0
        for sign in range(RISK_SIGNS):
            self.risk_score += rules.rolled_risk_signs(
                probability=chance_of_sign,
                u=uniform(ward.key, ward.shift_start, RISK_RATING, self.number, sign),
            )
        self.is_in_early_help = p.risk_assessment > 0.0 and self.risk_score >= int(p.risk_cutoff)
        self.open_lived()

    def look_at_stay(self, days_here):
        """Note the states of a stay at its seventh and fourteenth day."""
        p = self.p
        if not self.has_day7 and days_here >= p.days_first_look:
            self.has_day7 = True
            self.note_states("day7")
        if not self.has_day14 and days_here >= p.days_second_look:
            self.has_day14 = True
            self.note_states("day14")

    def pass_day(self):
        """Let ties and trust fade overnight, and feel how bonded one is."""
        p, rules, ties = self.p, self.rules, self.ties
        total = 0.0
        for other in self.model.residents:
            if other is not self:
                k = other.bed
                ties[k] = rules.faded(tie=ties[k], kept=p.kept_tie_a_day)
                total += max(ties[k], 0.0)
        self.bonds = rules.bonds_felt(ties=total)
        self.trust = [rules.faded(tie=trust, kept=p.kept_trust_a_day) for trust in self.trust]
