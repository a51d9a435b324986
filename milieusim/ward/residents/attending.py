"""Residents decide whether to come to a slot, and what it does to them if it falls through (phase 2)."""

from milieusim.incident_kinds import IncidentKind
from milieusim.kinds import NOBODY, Family
from milieusim.rules.attendance import (
    attendance_log_odds,
    attendance_probability,
    fit_to_person,
    invitation_priority,
    urged_probability,
)
from milieusim.rules.basics.keyed_draws import Decision
from milieusim.rules.hazards import refusal_probability
from milieusim.rules.repair import trust_after_hurt
from milieusim.rules.requests import added, impulse_of_change, impulse_of_demand
from milieusim.rules.wellbeing import lost
from milieusim.vocabulary import Activity
from milieusim.ward.acts import act
from milieusim.ward.conflict.incidents import raise_incident
from milieusim.ward.seams import draw

MEDICATION_REFUSAL = IncidentKind.MEDICATION_REFUSAL.value


def invite(ward, slot):
    """Ask residents, see who wants to come, and give the places out."""
    wanting = 0
    for resident in ward.beds:
        resident.priority = -1.0
        if resident.is_here and can_be_asked(resident, slot):
            slot.invited += 1
            resident.priority = answer_invitation(ward, resident, slot)
            if resident.priority >= 0.0:
                wanting += 1
    places = slot.places_offered if slot.places_offered >= 0 else wanting
    while wanting > 0 and slot.attended < places:
        resident = most_wanted(ward)
        resident.priority = -1.0
        slot.attended += 1
        attend(ward, resident, slot)
        wanting -= 1


def can_be_asked(resident, slot):
    """Return whether a resident can be asked to come at all."""
    if not resident.is_present or resident.hold != NOBODY or resident.slot_index != NOBODY:
        return False
    if resident.is_asleep and not slot.is_expected:
        return False
    return resident.has_visitors or slot.activity != Activity.VISITING


def most_wanted(ward):
    """Return who is to be asked first among those who want to come."""
    best = ward.beds[0]
    for resident in ward.beds:
        if resident.is_here and resident.priority > best.priority:
            best = resident
    return best


@act
def answer_invitation(ward, resident, slot):
    """Return how soon one comes in turn for a place in a slot; below 0 if one does not want to come."""
    p, fit = ward.p, fit_of(ward, resident, slot)
    probability = attendance_probability(p, log_odds=log_odds_of_coming(ward, resident, slot, fit))
    if resident.is_asleep:
        probability = probability * p.rouse_share
    if draw(ward, resident, Decision.ATTEND, slot.activity) < probability:
        return invitation_priority(p, fit=fit, u=draw(ward, resident, Decision.HELP_CHOICE, slot.activity))
    if slot.is_expected and slot.places_offered < 0 and not resident.is_asleep:
        be_pressed(ward, resident, slot)
    return -1.0


@act
def fit_of(ward, resident, slot):
    """Return how well a slot suits a resident."""
    interest = resident.interest_leisure
    if slot.family == Family.TALK:
        interest = resident.interest_talk
    elif slot.family == Family.MAKING:
        interest = resident.interest_making
    elif slot.family == Family.MOVING:
        interest = resident.interest_moving
    elif slot.family == Family.DAILY:
        interest = resident.self_care
    return fit_to_person(
        ward.p,
        interest=interest,
        ability=resident.ability,
        is_structured=slot.is_structured,
        need_structure=resident.need_structure,
    )


@act
def log_odds_of_coming(ward, resident, slot, fit):
    """Return the log-odds that a resident comes to a slot."""
    return attendance_log_odds(
        ward.p,
        fit=fit,
        is_expected=slot.is_expected,
        trust=resident.trust_now,
        fatigue=resident.sleep_pressure,
        arousal=resident.arousal,
        distress=resident.distress,
        boredom=resident.boredom,
    )


@act
def attend(ward, resident, slot):
    """Take part in a slot."""
    resident.slot_index = slot.index
    # To a clinic room residents come one by one and wait where they are; a round in the day room gathers them.
    if slot.activity != Activity.MEDICATION or not ward.places[slot.place_index].is_exclusive:
        resident.place_index = slot.place_index
    resident.activity = slot.activity
    resident.is_asleep = False
    resident.must_move = False
    if slot.activity == Activity.MEDICATION:
        take_dose(ward, resident)


@act
def take_dose(ward, resident):
    """Take the medication offered, or refuse it."""
    refused = refusal_probability(
        ward.p, coping=resident.coping, trust=resident.trust_now, need_autonomy=resident.need_autonomy
    )
    resident.refuses_medication = draw(ward, resident, Decision.REFUSES_DOSE, 0) < refused
    if resident.refuses_medication:
        raise_incident(ward, resident, MEDICATION_REFUSAL)


@act
def be_pressed(ward, resident, slot):
    """Perhaps be pressed, by staff who see one stay away from what is expected."""
    p = ward.p
    if draw(ward, resident, Decision.URGED, slot.activity) < urged_probability(p, load=ward.now.load):
        impulse = impulse_of_demand(p, need_autonomy=resident.need_autonomy)
        resident.demanded = added(level=resident.demanded, impulse=impulse)


@act
def let_down(ward, resident, slot):
    """Feel that a slot fell through: it costs trust and knowing what comes next."""
    p = ward.p
    impulse = impulse_of_change(p, interest=fit_of(ward, resident, slot))
    resident.changed = added(level=resident.changed, impulse=impulse)
    resident.predictability = lost(
        level=resident.predictability, share=impulse * p.change_costs_predictability
    )
    for k in range(ward.now.n_on_duty):
        seat = ward.seats_on_duty[k]
        ward.trust[resident.bed, seat] = trust_after_hurt(
            trust=ward.trust[resident.bed, seat], loss=impulse * p.change_costs_trust
        )
