"""What does not fit together between the parts of a design.

A whole design is checked by its own validators. Where other faults keep these from running, the same is looked
for in the plain data: nobody should have to mend a file in two rounds.
"""

from milieusim.config.parts.cover import USUAL
from milieusim.config.parts.problems import Problem, steps_told
from milieusim.config.parts.residents import unknown_profiles
from milieusim.config.parts.rota import Rota, name_problems, rota_problems
from milieusim.config.parts.routine import is_clock, minute_of
from milieusim.phrasing import near, used_twice


def cross_problems(tree):
    """Return problems between the values of a whole design given as plain, perhaps faulty data."""
    ward, routine, rota = (_mapping(tree, key) for key in ("ward", "routine", "rota"))
    slots, places = _entries(routine, "slots"), _entries(ward, "places")
    mix = _mapping(_mapping(tree, "residents"), "mix")
    told = [
        *unknown_profiles(mix),
        *_place_problems(places, slots),
        *_slot_problems(slots),
        *(_rota_problems(rota) if rota else []),
    ]
    return [Problem(steps_told(text, tree), text) for text in told]


def place_problems(places, slots):
    """Return what is wrong between places (name, kind) and slots (name, place), a sentence each."""
    names = list(dict.fromkeys(name for name, _ in places))
    kinds = {kind for _, kind in places}
    problems = [f"ward.places: {problem}" for problem in used_twice([name for name, _ in places])]
    problems += [
        f"routine.slots[{slot}].place is '{place}'; this ward has {', '.join(names)}.{near(place, names)}"
        for slot, place in slots
        if place not in names
    ]
    return problems + [
        f"ward.places has no place of kind {kind}; every ward needs one"
        for kind in ("bedroom", "day_room")
        if kind not in kinds
    ]


def _mapping(tree, key):
    section = tree.get(key) if isinstance(tree, dict) else None
    return section if isinstance(section, dict) else {}


def _entries(section, key):
    entries = section.get(key)
    entries = entries if isinstance(entries, list | tuple) else []
    return [entry for entry in entries if isinstance(entry, dict) and isinstance(entry.get("name"), str)]


def _place_problems(places, slots):
    named = [(place["name"], place.get("kind")) for place in places]
    used = [(slot["name"], slot["place"]) for slot in slots if isinstance(slot.get("place"), str)]
    if not named:
        return []
    problems = place_problems(named, used)
    # A kind that is misspelt is a problem of its own already.
    return [problem for problem in problems if " has no place of kind " not in problem]


def _slot_problems(slots):
    doubled = [f"routine.slots: {told}" for told in used_twice([slot["name"] for slot in slots])]
    backwards = [
        f"routine.slots[{slot['name']}] ends at {_padded(slot['end'])}, which is not after its start at "
        f"{_padded(slot['start'])}; a slot that crosses midnight is written as two"
        for slot in slots
        if is_clock(slot.get("start")) and is_clock(slot.get("end")) and _ends_too_early(slot)
    ]
    return doubled + backwards


def _ends_too_early(slot):
    return minute_of(slot["end"]) <= minute_of(slot["start"])


def _padded(clock):
    return clock.zfill(5)


def _rota_problems(rota):
    in_turn = sorted(rota, key=lambda name: USUAL.index(name) if name in USUAL else len(USUAL))
    shifts = {name: rota[name] for name in in_turn if _is_shift(name) and isinstance(rota[name], dict)}
    if all(_has_times(shift) for shift in shifts.values()):
        return rota_problems(shifts)
    return name_problems(shifts)


def _is_shift(name):
    return name in USUAL or name not in Rota.model_fields


def _has_times(shift):
    return is_clock(shift.get("start")) and is_clock(shift.get("end"))
