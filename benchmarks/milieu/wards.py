"""The wards that are compared: what a routine could be, who is at work, and how the milieu works."""

from typing import NamedTuple

import milieusim as ms
from experiments import routines as timetable

THERAPISTS = ("activity_worker", "occupational_therapist", "psychologist")


class Ward(NamedTuple):
    """One ward as it is run.

    Attributes
    ----------
    name : str
        In words.
    design : WardDesign
    parameters : Parameters
    contagion : bool
    """

    name: str
    design: object
    parameters: object
    contagion: bool = True


def base_ward(name="acute-ward"):
    """Return a shipped ward as it is."""
    return Ward(name, ms.load_design(name), ms.load_parameters("best"))


def changed(ward, name, changes=None, parameters=None, slots=None, contagion=True):
    """Return a ward with some values, parameters or its slots changed."""
    design = ward.design.replace(changes or {})
    if slots is not None:
        design = design.replace(routine=design.routine.replace(slots=slots))
    return Ward(name, design, ward.parameters.replace(parameters or {}), contagion)


def routines(ward):
    """Return nine variants of a routine, each with nothing else changed.

    Where groups need somebody more to lead them, the ward that has these people and not the groups is
    in `leaders_apart`.
    """
    doses, hour = ["medication"], timetable.later(60)
    made = {
        "empty timetable": timetable.with_slots(ward.design, []),
        "no doses": timetable.without(ward.design, doses),
        "no meals": timetable.without(ward.design, ["meal"]),
        "no programme": timetable.without(ward.design, timetable.GROUPS),
        "three times the groups": timetable.with_groups(timetable.with_workers(ward.design)),
        "evening groups": timetable.with_evening_groups(timetable.with_evening_leaders(ward.design)),
        "doses an hour later": timetable.changed(ward.design, doses, hour),
        "doses from two hatches": timetable.changed(ward.design, doses, timetable.two_hatches),
        "one-to-ones protected": timetable.with_talks(ward.design),
    }
    return [ward._replace(name=name, design=design) for name, design in made.items()]


def leaders_apart(ward):
    """Return (without, with) pairs in which groups are added while those who lead them are there anyway."""
    workers, evenings = timetable.with_workers(ward.design), timetable.with_evening_leaders(ward.design)
    return [
        _apart(ward, "three times the groups", "workers", workers, timetable.with_groups(workers)),
        _apart(ward, "evening groups", "evening leaders", evenings, timetable.with_evening_groups(evenings)),
    ]


def _apart(ward, name, who, leaders, both):
    return (
        name,
        ward,
        ward._replace(name=f"{who}, no groups", design=leaders),
        ward._replace(name=f"{who} and groups", design=both),
    )


def rotas(ward):
    """Return the ward with half its nurses by day and night, and with nobody at night."""
    half = {f"rota.{shift}.registered_nurse": number for shift, number in (("early", 2), ("late", 1))}
    half |= {f"rota.{shift}.healthcare_assistant": number for shift, number in (("early", 1), ("late", 2))}
    half |= {"rota.night.registered_nurse": 1, "rota.night.healthcare_assistant": 1}
    nobody = {"rota.night.registered_nurse": 0, "rota.night.healthcare_assistant": 0}
    return [changed(ward, "half the nurses", half), changed(ward, "nobody at night", nobody)]
