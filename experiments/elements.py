"""What milieu therapy is made of, and how each element is switched off.

An element is switched off by parameters of the ledger, by leaving slots out of the timetable, or by both. Where a weight
turned something on for everybody that was on average there, a constant takes that over (`kept`), so that only what
differs between people and moments goes.
"""

from typing import NamedTuple

from milieusim.ledger.parameter_sets import ParameterSets


class Element(NamedTuple):
    """Something that the milieu is made of.

    Attributes
    ----------
    parameters : dict of str to float
        Name -> value that leaves it out; a name that holds * stands for all that begin and end so.
    left_out : tuple of str
        Activities that the timetable then lacks.
    kept : dict of str to tuple of tuple
        Constant -> (weight, usual value of what it weighs), one or more: the constant takes over what the weights
        gave on average.
    """

    parameters: dict = {}
    left_out: tuple = ()
    kept: dict = {}


def off(names, value=0.0):
    """Return parameters that are all set to one value."""
    return dict.fromkeys(names.split(), value)


def together(*elements):
    """Return the element that some elements are together."""
    kept = {}
    for element in elements:
        for constant, weights in element.kept.items():
            kept[constant] = (*kept.get(constant, ()), *weights)
    parameters = {name: value for one in elements for name, value in one.parameters.items()}
    return Element(parameters, tuple(slot for one in elements for slot in one.left_out), kept)


GROUP_SESSIONS = (
    "creative recreation exercise life_skills occupational_therapy vocational group_therapy community_meeting"
).split()
THERAPY = ("individual_therapy", "group_therapy")
SKILLS = ("life_skills", "occupational_therapy", "vocational")

PARTS = {
    "therapy builds coping": Element(off("coping_per_therapy_hour")),
    "trust in staff": Element(
        off(
            "comply_w_trust attend_w_trust attention_w_trust absconding_w_trust need_w_trust felt_safety_w_trust "
            "coping_w_trust"
        )
    ),
    "fit lived": Element(
        off("comply_w_fit attend_w_fit"),
        kept={"comply_base": (("comply_w_fit", 0.5),), "attend_base": (("attend_w_fit", 0.5),)},
    ),
    "knowing what comes next": Element(
        off(
            "predictability_base predictability_w_structure predictability_w_expectations predictability_floor"
        )
    ),
    "worry and notice": Element(
        off(
            "comply_w_notice milieu_w_predictability self_care_w_predictability arousal_w_worry sleep_w_worry "
            "distress_w_worry schedule_w_predictability"
        ),
        kept={"comply_base": (("comply_w_notice", 0.5),)},
    ),
    "free activity together": Element(left_out=("fresh_air", "recreation", "free_time")),
    "ties": Element(off("loneliness_w_tie help_w_tie meeting_w_tie company_w_cohort")),
    "safety by staff": Element(off("felt_safety_w_staff felt_safety_w_trust containment_reassures")),
    "fright and fear": Element(off("fright_loss arousal_w_fear")),
    "talks after conflict": Element(off("debrief_base debrief_w_practice")),
    "learning from conflict": Element(
        off("sensitivity_after_talk sensitivity_after_force", 1.0) | off("review_tells")
    ),
    "milieu helps recovery": Element(off("recovery_w_milieu")),
    "structure that fits": Element(off("milieu_w_structure_gap certainty_w_need")),
    "having a say": Element(off("comply_w_say distress_w_say milieu_w_autonomy absconding_w_autonomy")),
    "self-care: hygiene": Element(off("hygiene_w_distress")),
    "self-care: own schedule": Element(off("schedule_w_predictability")),
    "self-care: organisation": Element(off("organisation_w_arousal")),
    "self-care: life skills": Element(off("life_skills_w_ability")),
    "self-care: sessions": Element(off("self_care_per_skills_hour")),
    "strain of the last days": Element(off("strain_gain")),
    "transitions": Element(off("noise_w_moving meeting_w_moving transition_minutes")),
    "named nurse": Element(off("named_nurse_share")),
    "promises": Element(off("promise_trust promise_autonomy")),
    "paperwork owed": Element(off("recovery_w_backlog overtime_burnout")),
    "sleep lost": Element(off("arousal_w_sleep_lost")),
    "hunger": Element(off("arousal_w_hunger")),
    "acute phase": Element(off("profile_*_acute")),
}
"""Single mechanisms."""

NINE = {
    "relationships": together(
        PARTS["ties"], PARTS["trust in staff"], PARTS["named nurse"], Element(off("liking_spread"))
    ),
    "safety": PARTS["safety by staff"],
    "structure": PARTS["knowing what comes next"],
    "fit to the person": together(PARTS["fit lived"], Element(off("fit_w_validation"))),
    "free activity with others": together(
        PARTS["free activity together"], Element(off("meeting_in_free_activity", 1.0))
    ),
    "groups": Element(off("milieu_w_therapy group_contact_share"), tuple(GROUP_SESSIONS)),
    "therapy and insight": together(PARTS["therapy builds coping"], Element(left_out=THERAPY)),
    "self-care": together(PARTS["self-care: sessions"], Element(off("self_care_w_predictability"), SKILLS)),
    "learning from conflict": together(
        PARTS["talks after conflict"], Element(off("sensitivity_after_talk", 1.0) | off("review_tells"))
    ),
}
"""The nine elements of milieu therapy: what gives each is taken away, and what its lack does stays."""


def values_without(parameters, element):
    """Return parameter -> value that switch an element off, and the names that the ledger lacks.

    Parameters
    ----------
    parameters : Parameters
    element : Element
    """
    known, missing = {}, []
    for pattern, value in element.parameters.items():
        first, star, last = pattern.partition("*")
        names = [n for n in parameters if n.startswith(first) and n.endswith(last)] if star else [pattern]
        names = [n for n in names if n in parameters]
        missing += [] if names else [pattern]
        known |= dict.fromkeys(names, value)
    for constant, weights in element.kept.items():
        gained = sum(usual * parameters[weight] for weight, usual in weights)
        known[constant] = parameters[constant] + gained
    return known, missing


def sets_without(sets, element):
    """Return parameter sets with the same names and weights, in each of which an element is switched off.

    Parameters
    ----------
    sets : ParameterSets
    element : Element
    """
    changed = [values_without(one, element)[0] for one in sets]
    table = {name: sets.values(name) for name in sets.names}
    table |= {name: [one[name] for one in changed] for name in changed[0]}
    ids = [int(label.rpartition("-")[2]) for label in sets.labels()]
    return ParameterSets(sets.base, table, ids, sets.weights, sets.facts, sets.name)


def slots_without(design, element):
    """Return the slots of a design that are left when an element is switched off."""
    return [slot for slot in design.routine.slots if slot.activity not in element.left_out]
