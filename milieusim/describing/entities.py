"""Who and what is in the model, as tables: people, places, slots and the ward as a whole, with what each carries."""

from functools import cache
from importlib.resources import files

import numpy as np

from milieusim.describing.markdown import code, codes, span, table
from milieusim.describing.schedule import changed_in
from milieusim.incident_kinds import INCIDENTS
from milieusim.kinds import ACTIVITIES, PLACES, RESPONSES, ROLES, TASKS, Family, Observation
from milieusim.ward.memory import COUNTERS, NOW, PLACE, SLOT
from milieusim.ward.state import LIVED_NOW, RESIDENT, STAFF, STATES, TRAITS, WHEREABOUTS

PARTS = {
    "Who one is: set at admission, the same all stay": TRAITS,
    "How one is": STATES,
    "What is lived now": LIVED_NOW,
    "Where one is, and what is under way": WHEREABOUTS,
}
UNSAID = "not put into words yet"
HEAD = ["state", "meaning", "kind and range", "unit", "starts at", "set in"]
KINDS = {np.dtype(np.int64): "whole number", np.dtype(np.float64): "number", np.dtype(np.bool_): "yes or no"}


@cache
def state_words():
    """Return what each state means, by what carries it and its name.

    Returns
    -------
    dict of str to dict of str to str
    """
    import yaml

    text = files("milieusim.describing").joinpath("state_words.yaml").read_text(encoding="utf-8")
    return yaml.safe_load(text)


def carried():
    """Return the names of all states, by what carries them, in the order of the ward's memory."""
    return {
        "resident": [state.name for state in RESIDENT],
        "staff": [state.name for state in STAFF],
        "place": list(PLACE.names),
        "slot": list(SLOT.names),
        "ward": [name for name in NOW.names if name not in COUNTERS.values()],
    }


def resident_tables():
    """Return the states of residents, a table a part of the list."""
    return "\n\n".join(f"**{title}.**\n\n{_states(states, 'resident')}" for title, states in PARTS.items())


def staff_table():
    """Return the states of staff."""
    return _states(STAFF, "staff")


def _states(states, owner):
    words, where = state_words()[owner], changed_in()
    rows = []
    for state in states:
        told = f"{words.get(state.name, UNSAID)}{', one number each' if state.length else ''}"
        phases = where.get(f"{owner}.{state.name}", [])
        begin = ("drawn" if phases else "given") if state in TRAITS else _plain(state)
        rows.append([code(state.name), told, _kind(state), _unit(state), begin, _phases(phases, state)])
    return table(HEAD, rows)


def _phases(phases, state):
    fades = [f"fades by {code(state.fades)}"] if state.fades else []
    return ", ".join([*map(code, phases), *fades]) or "once, as they come"


def _plain(state):
    if isinstance(state.start, str):
        return code(state.start)
    if state.kind is bool:
        return "yes" if state.start else "no"
    return "none" if state.start == -1 else f"{state.start:g}"


def _kind(state):
    if state.kind is not float:
        return KINDS[np.dtype(state.kind)]
    return f"number, {span(state.low, state.high)}"


def _unit(state):
    return "" if state.unit in ("0-1", "-1 to 1") else state.unit


def other_table(owner):
    """Return the states of places, slots or the ward.

    Parameters
    ----------
    owner : {"place", "slot", "ward"}
    """
    dtype, words = {"place": PLACE, "slot": SLOT, "ward": NOW}[owner], state_words()[owner]
    rows = [
        [
            code(name),
            words.get(name, UNSAID),
            KINDS[dtype[name].base] + (", one each" if dtype[name].shape else ""),
        ]
        for name in carried()[owner]
    ]
    return table(["state", "meaning", "kind"], rows)


def kinds_table(kind):
    """Return what is true of each kind of something.

    Parameters
    ----------
    kind : {"activity", "place", "incident", "response", "role", "task"}
    """
    facts = {
        "activity": ACTIVITIES,
        "place": PLACES,
        "incident": INCIDENTS,
        "response": RESPONSES,
        "role": ROLES,
        "task": TASKS,
    }[kind]
    fields = next(iter(facts.values()))._fields
    rows = [
        [word.label.replace("_", " "), *(_fact(name, getattr(row, name)) for name in fields)]
        for word, row in facts.items()
    ]
    return table([kind, *(name.removeprefix("is_").replace("_", " ") for name in fields)], rows)


def _fact(name, value):
    if isinstance(value, bool):
        return "yes" if value else ""
    if isinstance(value, str):
        return code(value) if value else ""
    if name in ("family", "observation"):
        word = {"family": Family, "observation": Observation}[name](value).name
        return "" if word in ("DAILY", "GENERAL") else word.lower()
    if isinstance(value, int) and value == -1:
        return "drawn" if name in ("trigger", "target") else ""
    return getattr(value, "label", f"{value:g}").replace("_", " ")


def fading_states():
    """Return the states that fade by themselves, with their time constants, as text."""
    return codes(f"{state.name} ({state.fades})" for state in RESIDENT if state.fades)
