"""Residents and incidents: what happens, what set it off, whom it was aimed at."""

import math

from milieusim.engines.agents.resident_restricted import takes_hands
from milieusim.rules.basics.keyed_draws import Decision
from milieusim.ward.codes import (
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
            self.denied,
            self.limited,
            self.demanded,
            self.conflict,
            self.crowding,
            self.changed,
            self.waiting,
            self.craving,
        )
        aggression = rules.aggression_per_hour(
            p.aggression_base, self.frailty, self.arousal, self.coping, self.provocation
        )
        self_harm = rules.self_harm_per_hour(
            p.self_harm_base,
            self.self_harm_risk,
            self.distress,
            self.alone_share,
            self.coping,
            self.observation,
        )
        absconding = rules.absconding_per_hour(
            p.absconding_base,
            self.absconding_risk,
            self.craving,
            self.need_autonomy,
            self.autonomy,
            self.trust_now,
            p.locked_share,
            self.is_detained,
            self.observation,
            self.place.kind == GARDEN,
        )
        substances = rules.substance_per_hour(p.substance_base, self.craving, self.since_chance)
        rule_breaking = rules.rule_breaking_per_hour(
            p.rule_base, self.frailty, self.need_autonomy, self.boredom, self.autonomy
        )
        total = aggression + self_harm + absconding + substances + rule_breaking
        if not rules.happens(self.draw(INCIDENT), total):
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
