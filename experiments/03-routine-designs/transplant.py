"""Put the shipped routines on one ward: the same rooms, rota, residents, milieu and policy, another day.

    python transplant.py        writes designs/*.yaml anew, and prints what had to be changed

A slot keeps its times, its activity, its leader and the places that it offers. Its place becomes the place of the
one ward that stands for it, by name if there is one, else as PLACES says. Nothing is left out: a slot whose place
has no counterpart is an error, and one whose leader is not there is told.
"""

from pathlib import Path

import milieusim as ms
from milieusim.config.feasibility.feasibility import slots_not_held
from milieusim.config.telling.yaml_writing import inline

HOME = Path(__file__).resolve().parent
ROUTINES = (
    "unstructured-ward acute-ward acute-ward-evenings open-unit closed-unit structured-hospital-day "
    "therapeutic-community older-adult-week"
).split()
SUFFIX = "-routine"
PLACES = {
    "Living room": "Day room",
    "Community room": "Day room",
    # The chapel holds everybody; the quiet room does not.
    "Chapel": "Day room",
    "Dining hall": "Dining room",
    "Grounds": "Garden",
    "Occupational therapy room": "Activity room",
    "School room": "Activity room",
    "Gymnasium": "Exercise room",
    "Group room": "Therapy room",
    "Group room A": "Therapy room",
    "Group room B": "Second therapy room",
    "Psychologist's room": "Interview room",
    "Doctor's room": "Consulting room",
    "Counselling room": "Interview room",
}


def moved(name, host):
    """Return a shipped routine on the ward of a host, and what had to be changed for it.

    Parameters
    ----------
    name : str
        Of a shipped design.
    host : WardDesign

    Returns
    -------
    tuple of WardDesign and dict
        The design, and place in the shipped design -> place here.
    """
    routine = ms.load_design(name).routine
    there = {place.name for place in host.ward.places}
    asked = dict.fromkeys(slot.place for slot in routine.slots)
    places = {old: old if old in there else PLACES.get(old) for old in asked}
    lost = [old for old, new in places.items() if new not in there]
    if lost:
        raise ms.ConfigError(
            [f"{name}: '{old}' has no counterpart on {host.name}; name one in PLACES." for old in lost]
        )
    slots = tuple(slot.replace(place=places[slot.place]) for slot in routine.slots)
    design = host.replace(name=name + SUFFIX, routine=routine.replace(slots=slots))
    return design, {old: new for old, new in places.items() if old != new}


def text_of(name, design, places):
    """Return a design as a file that is laid over the host."""
    told = (
        "; ".join(f"{old} is the {new.lower()}" for old, new in places.items()) or "all places by their names"
    )
    about = {"title": f"The routine of {name} on one ward", "summary": f"Places: {told}."}
    about["assumed"] = [
        "That a routine can be taken to another ward as it stands.",
        "Everything assumed for one-ward.",
    ]
    routine = design.routine.model_dump(mode="json")
    head = [f"{key}: {inline(routine[key])}" for key in ("wake", "wake_weekend", "lights_out")]
    slots = [inline(slot.model_dump(mode="json", exclude_defaults=True)) for slot in design.routine.slots]
    lines = [f"name: {design.name}", "based_on: ../host.yaml", f"about: {inline(about)}", "routine:"]
    lines += [f"  {line}" for line in head] + ["  slots:"] + [f"    - {slot}" for slot in slots]
    return "\n".join(lines) + "\n"


def files():
    """Return the files of the designs, name -> text."""
    host = ms.load_design(HOME / "host.yaml")
    made = {name: moved(name, host) for name in ROUTINES}
    return {f"{design.name}.yaml": text_of(name, design, places) for name, (design, places) in made.items()}


def told(name, host=None):
    """Return what was changed in a routine, and which of its slots nobody can lead, one sentence each."""
    design, places = moved(name, host or ms.load_design(HOME / "host.yaml"))
    yield f"{name}: {len(design.routine.slots)} slots" + "".join(f"; {a} -> {b}" for a, b in places.items())
    yield from (f"  {warning}" for warning in slots_not_held(design))


if __name__ == "__main__":
    for file, text in files().items():
        (HOME / "designs" / file).write_text(text, encoding="utf-8")
    for name in ROUTINES:
        print("\n".join(told(name)))
