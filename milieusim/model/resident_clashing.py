"""Residents and incidents: what happens, what set it off, whom it was aimed at."""

import math

from milieusim.model.codes import (
    ABSCONDING,
    AT_NONE,
    AT_OBJECT,
    AT_RESIDENT,
    AT_SELF,
    AT_STAFF,
    CRAVING,
    GARDEN,
    NO_TRIGGER,
    OBJECT,
    PHYSICAL,
    REFUSAL,
    RESIDENT_CONFLICT,
    RULE_BREAKING,
    SELF_HARM,
    STAFF_DEMAND,
    SUBSTANCE,
    VERBAL,
)
from milieusim.model.resident_restricted import takes_hands
from milieusim.rules.random import Decision

INCIDENT, INCIDENT_KIND, TRIGGER = int(Decision.INCIDENT), int(Decision.INCIDENT_KIND), int(Decision.TRIGGER)
SEVERITY, FORM, TARGET = int(Decision.SEVERITY), int(Decision.AGGRESSION_FORM), int(Decision.TARGET)
TARGET_PERSON = int(Decision.TARGET_PERSON)


class Clashing:
    """Incidents by competing hazards (phase 8 of a tick)."""

    provocation = 0.0  # whoever says what happens may leave it alone

    def what_happens(self):
        """Return the kind of incident that a resident has in this tick, or None."""
        p, rules = self.p, self.rules
        self.provocation = rules.provocation(
            denied=self.denied,
            limited=self.limited,
            demanded=self.demanded,
            conflict=self.conflict,
            crowding=self.crowding,
            changed=self.changed,
            waiting=self.waiting,
            craving=self.craving,
            b_denied=p.beta_denied,
            b_limited=p.beta_limited,
            b_demanded=p.beta_demanded,
            b_conflict=p.beta_conflict,
            b_crowding=p.beta_crowding,
            b_changed=p.beta_changed,
            b_waiting=p.beta_waiting,
            b_craving=p.beta_craving,
        )
        aggression = rules.aggression_per_hour(
            base=p.aggression_base,
            frailty=self.frailty,
            arousal=self.arousal,
            coping=self.coping,
            provocation=self.provocation,
            unprovoked=p.unprovoked,
            gain=p.arousal_gain,
            midpoint=p.arousal_midpoint,
            w_coping=p.aggression_w_coping,
        )
        self_harm = rules.self_harm_per_hour(
            base=p.self_harm_base,
            risk=self.self_harm_risk,
            distress=self.distress,
            alone_share=self.alone_share,
            coping=self.coping,
            observation=self.observation,
            w_alone=p.self_harm_w_alone,
            w_coping=p.self_harm_w_coping,
            w_observed=p.self_harm_w_observed,
        )
        absconding = rules.absconding_per_hour(
            base=p.absconding_base,
            risk=self.absconding_risk,
            craving=self.craving,
            need_autonomy=self.need_autonomy,
            autonomy=self.autonomy,
            trust=self.trust_now,
            locked_share=p.locked_share,
            is_detained=self.is_detained,
            observation=self.observation,
            is_in_garden=self.place.kind == GARDEN,
            open_door=p.open_door,
            w_craving=p.absconding_w_craving,
            w_autonomy=p.absconding_w_autonomy,
            w_trust=p.absconding_w_trust,
            locked_factor=p.absconding_locked_factor,
            detained_factor=p.absconding_detained_factor,
            observed_factor=p.absconding_observed_factor,
            garden_factor=p.absconding_garden_factor,
            w_open=p.absconding_w_open,
        )
        substances = rules.substance_per_hour(
            base=p.substance_base,
            craving=self.craving,
            hours_since_chance=self.since_chance,
            hours_to_fade=p.substance_hours,
        )
        rule_breaking = rules.rule_breaking_per_hour(
            base=p.rule_base,
            frailty=self.frailty,
            need_autonomy=self.need_autonomy,
            boredom=self.boredom,
            autonomy=self.autonomy,
            structure=p.structure,
            involvement=p.involvement,
            expectations=p.clear_mutual_expectations,
            w_frailty=p.rule_w_frailty,
            w_structure=p.rule_w_structure,
            w_involvement=p.rule_w_involvement,
            w_expectations=p.rule_w_expectations,
        )
        total = aggression + self_harm + absconding + substances + rule_breaking
        if not rules.happens(u=self.draw(INCIDENT), per_hour=total, hours=p.tick_hours):
            return None
        at = self.draw(INCIDENT_KIND) * total
        if at < aggression:
            return VERBAL
        if at < aggression + self_harm:
            return SELF_HARM
        if at < aggression + self_harm + absconding:
            return ABSCONDING
        if at < aggression + self_harm + absconding + substances:
            return SUBSTANCE
        return RULE_BREAKING

    def raise_incident(self, kind):
        """Let one incident take its course."""
        ward, p = self.model, self.p
        reach = self.staff_in_reach()
        trigger = self.trigger_of(kind)
        grave = math.nan
        if kind == VERBAL:
            grave = self.severity_of_aggression(reach)
            kind = self.form_of(grave)
        gravity = self.gravity_of(kind, grave)
        is_recorded = self.is_incident_recorded(kind, gravity)
        target, whom = self.target_of(kind, trigger, reach)
        row = self.write_incident(kind, grave, trigger, target, whom, reach, is_recorded)
        self.count_incident(kind, is_recorded)
        chosen = self.be_responded_to(kind, gravity, reach, row)
        if row is not None:
            row.response_kind = chosen
        self.hurt(target, whom, gravity)
        if kind <= SELF_HARM:
            self.stir_witnesses(gravity)
        if kind == ABSCONDING and not takes_hands(chosen):
            self.abscond()
        self.plan_debrief()
        ward.incident_backlog += p.minutes_an_incident * gravity
        ward.conflicts_this_hour += 1

    def staff_in_reach(self):
        """Return how many of the staff can be there at once."""
        ward = self.model
        return self.rules.staff_in_reach(
            n_on_floor=ward.staff_present * ward.n_nursing,
            n_nursing=float(ward.n_nursing),
            sight=self.place.sight,
            presence=self.p.staff_presence,
        )

    def trigger_of(self, kind):
        """Return what set the incident off."""
        p, rules = self.p, self.rules
        if kind == REFUSAL:
            return STAFF_DEMAND
        if kind == SUBSTANCE:
            return CRAVING
        if kind != VERBAL:
            return NO_TRIGGER
        return rules.cause_of(
            at=self.draw(TRIGGER) * (p.unprovoked + self.provocation),
            denied=self.denied * p.beta_denied,
            limited=self.limited * p.beta_limited,
            demanded=self.demanded * p.beta_demanded,
            conflict=self.conflict * p.beta_conflict,
            crowding=self.crowding * p.beta_crowding,
            changed=self.changed * p.beta_changed,
            waiting=self.waiting * p.beta_waiting,
            craving=self.craving * p.beta_craving,
            nothing=NO_TRIGGER,
        )

    def severity_of_aggression(self, reach):
        """Return how severe aggression is, 0-22."""
        p = self.p
        return self.rules.severity(
            arousal=self.arousal,
            size=p.severity_size,
            spread=p.severity_spread,
            w_arousal=p.severity_w_arousal,
            reach=reach,
            w_reach=p.severity_w_reach,
            u=self.draw(SEVERITY),
        )

    def form_of(self, grave):
        """Return whether aggression was physical, against objects or verbal."""
        p, rules = self.p, self.rules
        share = rules.physical_share(
            severity_share=rules.severity_share(severity=grave), base=p.physical_base, gain=p.physical_gain
        )
        if self.draw(FORM) < share:
            return PHYSICAL
        if self.draw(FORM, 1) < rules.object_share(base=p.object_share):
            return OBJECT
        return VERBAL

    def gravity_of(self, kind, grave):
        """Return how grave staff find an incident, 0-1."""
        p, rules = self.p, self.rules
        if kind <= PHYSICAL:
            return rules.severity_share(severity=grave)
        if kind == SELF_HARM:
            return p.gravity_self_harm
        if kind == ABSCONDING:
            return p.gravity_absconding
        if kind == REFUSAL:
            return p.gravity_refusal
        if kind == SUBSTANCE:
            return p.gravity_substance
        return p.gravity_rule

    def target_of(self, kind, trigger, reach):
        """Return what an incident is aimed at, and whom: a resident, a member of staff or None."""
        if kind == SELF_HARM:
            return AT_SELF, None
        if kind == OBJECT:
            return AT_OBJECT, None
        if kind > PHYSICAL:
            return AT_NONE, None
        members = self.place.members
        others = float(len(members) - 1)
        if trigger == RESIDENT_CONFLICT and self.partner is not None:
            return AT_RESIDENT, self.partner
        share = self.rules.staff_target_share(
            staff_reach=reach,
            members=others,
            from_staff=trigger <= STAFF_DEMAND,
            weight=self.p.staff_target_weight,
        )
        if self.draw(TARGET) < share:
            return self.at_somebody_on_duty()
        other = members[int(self.draw(TARGET_PERSON) * others)]
        if other is self:
            other = members[-1]
        if other is self or not other.is_present:
            return self.at_somebody_on_duty()
        return AT_RESIDENT, other

    def at_somebody_on_duty(self):
        """Return somebody of the staff as target, if anybody is there."""
        if not self.model.on_duty:
            return AT_NONE, None
        return AT_STAFF, self.somebody_on_duty(self.draw(TARGET_PERSON, 1))
