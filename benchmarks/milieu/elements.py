"""Every element acts: what switching it off moves.

An element is switched off by parameters of the ledger, by a change of the design, or by both; one that the ledger
does not have yet is told and left out. Add a line to ELEMENTS for another.
"""

from typing import NamedTuple

from benchmarks.milieu import telling
from benchmarks.milieu.pairs import UNDONE, measures_shown
from benchmarks.milieu.wards import base_ward, changed

SELF_CARE = "self_care_gain"
MORE = ("wellbeing_mean", "loneliness", "felt_safety", SELF_CARE)


class Element(NamedTuple):
    """Something that the milieu is made of.

    Attributes
    ----------
    parameters : dict of str to float
        Name -> value that leaves it out; a name that ends in * stands for all that begin so.
    left_out : tuple of str
        Activities that the timetable then lacks.
    kept : dict of str to tuple
        Constant -> (weight, usual value of what it weighs): the constant takes over what the weight gave on
        average, so that only differences between people and moments go.
    """

    parameters: dict = {}
    left_out: tuple = ()
    kept: dict = {}


def off(names, value=0.0):
    """Return parameters that are all set to one value."""
    return dict.fromkeys(names.split(), value)


ELEMENTS = {
    "therapy builds coping": Element(off("coping_per_therapy_hour")),
    "trust in staff": Element(
        off(
            "comply_w_trust attend_w_trust attention_w_trust absconding_w_trust need_w_trust felt_safety_w_trust "
            "coping_w_trust"
        )
    ),
    "fit lived": Element(
        off("comply_w_fit attend_w_fit"),
        kept={"comply_base": ("comply_w_fit", 0.5), "attend_base": ("attend_w_fit", 0.5)},
    ),
    "knowing what comes next": Element(
        off(
            "comply_w_notice milieu_w_predictability self_care_w_predictability arousal_w_worry sleep_w_worry "
            "distress_w_worry schedule_w_predictability"
        ),
        kept={"comply_base": ("comply_w_notice", 0.5)},
    ),
    "free activity together": Element(left_out=("fresh_air", "recreation", "free_time")),
    "ties": Element(off("loneliness_w_tie help_w_tie meeting_w_tie company_w_cohort")),
    "talks after conflict": Element(off("debrief_base debrief_w_practice")),
    "learning from conflict": Element(
        off("sensitivity_after_talk sensitivity_after_force", 1.0) | off("review_tells")
    ),
    "milieu helps recovery": Element(off("recovery_w_milieu")),
    "structure that fits": Element(off("milieu_w_structure_gap")),
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


def without(ward, name, element):
    """Return a ward without an element, and the parameters that the ledger lacks."""
    known, missing = {}, []
    for pattern, value in element.parameters.items():
        first, _, last = pattern.partition("*")
        names = (
            [n for n in ward.parameters if n.startswith(first) and n.endswith(last)]
            if "*" in pattern
            else [pattern]
        )
        names = [n for n in names if n in list(ward.parameters)]
        missing += [] if names else [pattern]
        known |= dict.fromkeys(names, value)
    for constant, (weight, usual) in element.kept.items():
        if constant in ward.parameters and weight in ward.parameters:
            known[constant] = ward.parameters[constant] + usual * ward.parameters[weight]
    slots = [slot for slot in ward.design.routine.slots if slot.activity not in element.left_out]
    return changed(ward, f"without {name}", parameters=known, slots=slots), missing


def moves_an_answer(runs, ward, base, element, names):
    """Print, and return, whether an element changes what an empty timetable does, though not the usual ward.

    A mechanism that neither helps nor hinders at the usual ward, as the milieu by its reference, shows there alone.
    """
    empty = changed(base, "empty timetable", slots=[])
    bare, _ = without(empty, f"{ward.name}, empty timetable", element)
    found = runs.interplay(bare, ward, empty, base, names)
    telling.differences(f"{ward.name}, on what an empty timetable changes", found, only_moved=True)
    return bool(found["moves"].any())


def print_elements(runs):
    """Print what each element moves; only what moves is listed."""
    telling.heading("Every element acts")
    base, still = base_ward(), []
    names = list(dict.fromkeys([*measures_shown(runs.measures(base)), *MORE]))
    for name, element in ELEMENTS.items():
        ward, missing = without(base, name, element)
        if missing:
            telling.say(f"\n{name}: the ledger has no {', '.join(missing)}")
            if len(missing) == len(element.parameters) and not element.left_out:
                continue
        found = runs.differences(ward, base, names)
        telling.differences(ward.name, found, only_moved=True)
        if not found["moves"].any() and not moves_an_answer(runs, ward, base, element, names):
            still.append(name)
    telling.say(
        f"\nelements that move nothing: {', '.join(still) or 'none'} (care undone counts: {', '.join(UNDONE)})"
    )
