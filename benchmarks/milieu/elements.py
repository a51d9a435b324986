"""Every element acts: what switching it off moves."""

from benchmarks.milieu import telling
from benchmarks.milieu.pairs import UNDONE, measures_shown
from benchmarks.milieu.wards import base_ward, changed
from experiments.elements import NINE, PARTS, slots_without, values_without

MORE = ("wellbeing_mean", "loneliness", "felt_safety", "self_care_gain")
ELEMENTS = {**{f"all of {name}": element for name, element in NINE.items()}, **PARTS}


def without(ward, name, element):
    """Return a ward without an element, and the parameters that the ledger lacks."""
    known, missing = values_without(ward.parameters, element)
    slots = slots_without(ward.design, element)
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
