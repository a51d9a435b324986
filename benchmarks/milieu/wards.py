"""The wards that are compared: what a routine could be, who is at work, and how the milieu works."""

from typing import NamedTuple

import milieusim as ms

GROUPS = (
    "creative recreation exercise life_skills occupational_therapy vocational group_therapy "
    "individual_therapy community_meeting fresh_air"
).split()
THERAPISTS = ("activity_worker", "occupational_therapist", "psychologist")
EXTRA_HOURS = [("10:00", "11:00"), ("15:30", "16:30"), ("18:45", "19:45")]
ROOMS = ("Therapy room", "Day room", "Quiet room")


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
    """Return variants of a routine, each with nothing else changed.

    Where groups need somebody more to lead them, the ward that has these people and not the groups is
    in `leaders_apart`.
    """
    slots = ward.design.routine.slots
    return [
        changed(ward, "empty timetable", slots=[]),
        changed(ward, "no doses", slots=without(slots, ["medication"])),
        changed(ward, "no meals", slots=without(slots, ["meal"])),
        changed(ward, "no programme", slots=without(slots, GROUPS)),
        with_groups(with_workers(ward), "three times the groups"),
        with_evenings(ward, "evening groups"),
        changed(ward, "doses an hour later", slots=[_later(slot) for slot in slots]),
        changed(ward, "doses from two hatches", slots=[_two_hatches(slot) for slot in slots]),
        changed(ward, "one-to-ones protected", slots=[*slots, *one_to_ones()]),
    ]


def without(slots, activities):
    """Return the slots that are not of some activities."""
    return [slot for slot in slots if slot.activity not in activities]


def with_workers(ward):
    """Return a ward with three activity workers more by day, on all days, who lead nothing."""
    more = {f"rota.{shift}.activity_worker": {"weekday": 4, "weekend": 3} for shift in ("early", "late")}
    return changed(ward, "workers, no groups", more)


def with_groups(ward, name):
    """Return a ward with about three times its groups, on all days, in rooms that are free."""
    extra = [
        {
            "name": f"Group at {start} in the {room.lower()}",
            "days": "daily",
            "start": start,
            "end": end,
            "activity": activity,
            "place": room,
            "leader": "activity_worker",
            "places_offered": 3 if room == "Quiet room" else 8,
        }
        for (start, end), activities in zip(EXTRA_HOURS, _kinds())
        for room, activity in zip(ROOMS, activities)
    ]
    return changed(ward, name, slots=[*ward.design.routine.slots, *extra])


def _kinds():
    return [
        ("creative", "exercise", "life_skills"),
        ("life_skills", "recreation", "creative"),
        ("creative", "recreation", "exercise"),
    ]


def with_evenings(ward, name, groups=True):
    """Return a ward with the evening and weekend groups of the shipped variant, or with their leaders alone."""
    theirs = ms.load_design("acute-ward-evenings")
    slots = theirs.routine.slots if groups else ward.design.routine.slots
    return Ward(
        name, ward.design.replace(rota=theirs.rota, routine=theirs.routine.replace(slots=slots)), ward[2]
    )


def one_to_ones():
    """Return an hour and a half for talks with a nurse, on every day."""
    return [
        {
            "name": "Protected one-to-ones",
            "start": "15:15",
            "end": "16:45",
            "activity": "one_to_one",
            "place": "Interview room",
            "leader": "registered_nurse",
            "places_offered": 4,
            "minutes_each": 20,
        }
    ]


def _later(slot, minutes=60):
    if slot.activity != "medication":
        return slot
    return slot.replace(
        start=_clock(slot.start_minute + minutes), end=_clock(min(slot.end_minute + minutes, 1440))
    )


def _clock(minute):
    return f"{minute // 60:02d}:{minute % 60:02d}"


def _two_hatches(slot):
    return slot.replace(leaders=2) if slot.activity == "medication" else slot


def leaders_apart(ward):
    """Return (without, with) pairs in which groups are added while those who lead them are there anyway."""
    workers, evenings = with_workers(ward), with_evenings(ward, "evening leaders, no groups", groups=False)
    return [
        ("three times the groups", ward, workers, with_groups(workers, "workers and groups")),
        ("evening groups", ward, evenings, with_evenings(ward, "evening leaders and groups")),
    ]


def rotas(ward):
    """Return the ward with half its nurses by day and night, and with nobody at night."""
    half = {f"rota.{shift}.registered_nurse": number for shift, number in (("early", 2), ("late", 1))}
    half |= {f"rota.{shift}.healthcare_assistant": number for shift, number in (("early", 1), ("late", 2))}
    half |= {"rota.night.registered_nurse": 1, "rota.night.healthcare_assistant": 1}
    nobody = {"rota.night.registered_nurse": 0, "rota.night.healthcare_assistant": 0}
    return [changed(ward, "half the nurses", half), changed(ward, "nobody at night", nobody)]
