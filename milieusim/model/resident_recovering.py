"""Residents from hour to hour: ties and slow states, worked out once an hour, ties once a day."""

from milieusim.model.codes import COMMUNITY_MEETING, VISITING
from milieusim.rules.random import Decision, uniform

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
        return self.rules.share_of(part=total, whole=float(len(on_duty)))

    def settle_hour(self, days_here):
        """Let felt safety, loneliness, autonomy and knowing what comes next follow the hour."""
        ward, p, rules = self.model, self.p, self.rules
        awake = self.awake_hour
        staff = rules.share_of(part=self.staff_hour, whole=awake)
        contact = rules.share_of(part=self.contact_hour, whole=awake)
        if awake > 0.0:
            self.felt_safety = rules.next_felt_safety(
                felt_safety=self.felt_safety,
                crowding=rules.share_of(part=self.crowded_hour, whole=awake),
                staff_present=ward.staff_present,
                trust=self.trust_now,
                kept=p.kept_felt_safety,
                base=p.felt_safety_base,
                w_crowding=p.felt_safety_w_crowding,
                w_staff=p.felt_safety_w_staff,
                w_trust=p.felt_safety_w_trust,
            )
            self.loneliness = rules.next_loneliness(
                loneliness=self.loneliness,
                bonds=self.bonds,
                contact_share=contact,
                staff_share=staff,
                kept=p.kept_loneliness,
                base=p.loneliness_base,
                w_tie=p.loneliness_w_tie,
                w_contact=p.loneliness_w_contact,
                w_staff=p.loneliness_w_staff,
            )
            self.autonomy = rules.next_autonomy(
                autonomy=self.autonomy,
                choice_share=1.0 - rules.share_of(part=self.expected_hour, whole=awake),
                expected_share=rules.share_of(part=self.expected_hour, whole=awake),
                validation=p.validation,
                involvement=p.involvement,
                locked_share=p.locked_share,
                open_door=p.open_door,
                kept=p.kept_autonomy,
                base=p.autonomy_base,
                w_choice=p.autonomy_w_choice,
                w_expected=p.autonomy_w_expected,
                w_validation=p.autonomy_w_validation,
                w_involvement=p.autonomy_w_involvement,
                w_locked=p.autonomy_w_locked,
                w_open=p.autonomy_w_open,
            )
        self.predictability = rules.next_predictability(
            predictability=self.predictability,
            structure=p.structure,
            expectations=p.clear_mutual_expectations,
            days_here=days_here,
            kept=p.kept_predictability,
            base=p.predictability_base,
            w_structure=p.predictability_w_structure,
            w_expectations=p.predictability_w_expectations,
            days_to_learn=p.predictability_days,
        )
        self.heal(staff, contact, days_here)

    def heal(self, staff, contact, days_here):
        """Let distress, coping, self-care and craving follow the hour."""
        p, rules = self.p, self.rules
        milieu = rules.milieu_quality(
            staff_share=staff,
            contact_share=contact,
            therapy_share=rules.share_of(part=self.organised_hour, whole=self.awake_hour),
            felt_safety=self.felt_safety,
            predictability=self.predictability,
            autonomy=self.autonomy,
            hope=p.discharge_messages,
            fit=self.need_structure,
            w_staff=p.milieu_w_staff,
            w_contact=p.milieu_w_contact,
            w_therapy=p.milieu_w_therapy,
            w_safety=p.milieu_w_safety,
            w_predictability=p.milieu_w_predictability,
            w_autonomy=p.milieu_w_autonomy,
            w_hope=p.milieu_w_hope,
            reference=p.milieu_reference,
        )
        speed = rules.recovery_per_hour(
            per_day=p.recovery_per_day,
            pace=self.pace,
            milieu=milieu,
            w_milieu=p.recovery_w_milieu,
            refuses_medication=self.refuses_medication,
            w_refusal=p.recovery_w_refusal,
        )
        self.distress = rules.next_distress(
            distress=self.distress, floor=self.distress_floor, recovery_per_day=speed, days=p.days_an_hour
        )
        self.coping = rules.next_coping(
            coping=self.coping,
            therapy_hours=self.therapy_hour,
            trust=self.trust_now,
            days=p.days_an_hour,
            per_therapy_hour=p.coping_per_therapy_hour,
            per_day=p.coping_per_day,
            w_trust=p.coping_w_trust,
            hope=p.discharge_messages,
            w_hope=p.coping_w_hope,
        )
        self.self_care = rules.next_self_care(
            self_care=self.self_care,
            skills_hours=self.skills_hour,
            distress=self.distress,
            predictability=self.predictability,
            days=p.days_an_hour,
            per_skills_hour=p.self_care_per_skills_hour,
            per_day=p.self_care_per_day,
            decay_per_day=p.self_care_decay_per_day,
            w_predictability=p.self_care_w_predictability,
        )
        self.craving = rules.craving_now(
            trait=self.craving_trait,
            uses_substances=self.uses_substances,
            days_since_admission=days_here,
            days_to_settle=p.craving_days,
            floor=p.craving_floor,
        )

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
