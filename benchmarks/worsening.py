"""Routines made worse, by hand and at random: what a search is asked to mend."""

import random

from milieusim.config.feasibility.week_in_minutes import clock

WARD = "acute-ward"
MEALS = ("Breakfast", "Lunch", "Evening meal", "Supper")
ROUNDS = ("Morning medication", "Midday medication", "Teatime medication", "Night medication")
KNOWN = {
    "doses on a meal": {"Midday medication": ("12:00", "12:35", None)},
    "groups without leaders": {
        "Movement group": (None, None, "peer_worker"),
        "Relaxation": (None, None, "psychologist"),
        "Newspaper group": (None, None, "psychologist"),
    },
    "meals crowded together": {"Lunch": ("10:15", "10:55", None), "Evening meal": ("13:15", "14:00", None)},
}
ROLES_AWAY = ("peer_worker", "psychologist", "doctor")


def worsened(design, slots):
    """Return a design with slots that have other times or leaders."""
    changes = {}
    for name, values in slots.items():
        for field, value in zip(("start", "end", "leader"), values):
            if value is not None:
                changes[f"routine.slots[{name}].{field}"] = value
    return design.replace({"name": "worsened", **changes})


def drawn(design, seed):
    """Return four changes at random that are hardly for the better: a round onto a meal, a meal moved, leaders away."""
    draw = random.Random(seed)
    slots = {slot.name: slot for slot in design.routine.slots}
    meal, moved = draw.sample(MEALS, 2)
    doses = slots[ROUNDS[MEALS.index(meal)]]
    found = {doses.name: _at(doses, slots[meal].start_minute)}
    later = draw.choice((-90, -60, 60, 90))
    found[moved] = _at(slots[moved], min(max(slots[moved].start_minute + later, 450), 1350))
    groups = [
        slot.name for slot in slots.values() if slot.leader in ("activity_worker", "healthcare_assistant")
    ]
    for name in draw.sample(groups, 2):
        found[name] = (None, None, draw.choice(ROLES_AWAY))
    return found


def _at(slot, minute):
    return clock(minute), clock(min(minute + slot.end_minute - slot.start_minute, 1439)), None
