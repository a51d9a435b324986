"""For every switch of the table, two designs that differ in it alone."""

import milieusim as ms

GROUPS = {
    "creative",
    "recreation",
    "exercise",
    "life_skills",
    "occupational_therapy",
    "group_therapy",
    "individual_therapy",
    "community_meeting",
}
REGISTERED, ASSISTANT = "registered_nurse", "healthcare_assistant"

# path -> (value, other value), both set in the acute ward
VALUES = {
    "policy.regime": ("england", "germany"),
    "policy.instrument": ("incident_log", "pcc_sr"),
    "policy.is_locked": (False, True),
    "routine.wake": ("09:30", "06:30"),
    "routine.lights_out": ("21:30", "24:00"),
    "routine.slots[Coping skills group].days": ("wed", "weekdays"),
    "routine.slots[Morning medication].leaders": (1, 3),
    "routine.slots[Morning medication].minutes_each": (1.0, 10.0),
    "routine.slots[Morning medication].is_told": (False, True),
    "routine.slots[Garden hour].leader": (None, "peer_worker"),
    "routine.slots[Garden hour].leaders": (1, 5),
    "routine.slots[Visiting].places_offered": (0, 20),
    "routine.slots[Occupational therapy].is_expected": (False, True),
    "routine.slots[Lunch].is_told": (False, True),
    "routine.slots[Film night].end": ("19:15", "22:00"),
    "routine.slots[Art group].place": ("Activity room", "Therapy room"),
    "routine.slots[Evening meal].activity": ("meal", "recreation"),
    "rota.early.registered_nurse": (2, 5),
    "rota.early.healthcare_assistant": (1, 5),
    "rota.late.registered_nurse": (2, 5),
    "rota.night.healthcare_assistant": (1, 4),
    "rota.early.activity_worker": (0, 1),
    "rota.early.occupational_therapist": (0, 1),
    "rota.early.psychologist": (0, 1),
    "rota.early.doctor": (0, 2),
    "rota.early.peer_worker": (0, 2),
    "rota.bank_share": (0.0, 0.8),
    "rota.bank_fill": (0.0, 1.0),
    "rota.sickness": (0.0, 0.25),
    "ward.beds": (14, 20),
    "ward.demand": (0.6, 1.3),
    "ward.residents_per_bedroom": (1, 4),
    "ward.fills_leave_beds": (False, True),
    "ward.has_response_team": (False, True),
    "ward.places[Day room].capacity": (4, 30),
    "ward.places[Day room].noise": (0.0, 0.9),
    "ward.places[Day room].sight": (0.1, 1.0),
    "residents.detained_share": (0.05, 0.9),
    "residents.mix.psychosis": (0.0, 3.0),
    "residents.stay.short_share": (0.05, 0.8),
    "residents.stay.short_median_days": (1.0, 10.0),
    "residents.stay.long_median_days": (15.0, 60.0),
    "residents.stay.spread": (0.1, 1.2),
}


def pair(path, base="acute-ward"):
    """Return two designs that differ in one switch alone."""
    design = ms.load_design(base)
    if path in _MADE:
        return _MADE[path](design)
    low, high = VALUES.get(path, (0.0, 1.0))
    return design.replace({path: low}), design.replace({path: high})


def _with_slots(design, slots):
    return design.replace(routine=design.routine.replace(slots=slots))


def without_groups(design):
    """Return the ward without any group or session, and the ward."""
    slots = [slot for slot in design.routine.slots if slot.activity not in GROUPS]
    return _with_slots(design, slots), design


def with_evenings(design):
    """Return the ward, and the ward with a group among residents on every evening."""
    evening = {
        "name": "Evening together",
        "days": "daily",
        "start": "20:00",
        "end": "21:00",
        "activity": "recreation",
        "place": "Day room",
    }
    return design, _with_slots(design, [*design.routine.slots, evening])


def free_evenings(design):
    """Return the ward with a film on every evening, led as a group or left to residents; once a week is hard to see."""
    daily = design.replace({"routine.slots[Film night].days": "daily"})
    return tuple(daily.replace({"routine.slots[Film night].is_structured": value}) for value in (True, False))


def rounds_moved(design):
    """Return the ward, and the ward with its morning round within the handover after lunch."""
    return design, design.replace(
        {
            "routine.slots[Morning medication].start": "14:00",
            "routine.slots[Morning medication].end": "14:30",
        }
    )


def rounds_removed(design):
    """Return the ward without medication rounds, and the ward."""
    slots = [slot for slot in design.routine.slots if slot.activity != "medication"]
    return _with_slots(design, slots), design


def with_seclusion(design):
    """Return a German ward, and the same with a room for seclusion."""
    design = design.replace({"policy.regime": "germany"})
    room = {"name": "Seclusion room", "kind": "seclusion_room", "capacity": 1}
    return design, design.replace(ward=design.ward.replace(places=[*design.ward.places, room]))


def without_quiet(design):
    """Return the ward without a quiet room, and the ward."""
    places = [place for place in design.ward.places if place.kind != "quiet_room"]
    return design.replace(ward=design.ward.replace(places=places)), design


_MADE = {
    "routine.slots[Film night].is_structured": free_evenings,
    "routine.slots": without_groups,
    "routine.slots[Evening together]": with_evenings,
    "routine.slots[Morning medication].start": rounds_moved,
    "routine.slots[Morning medication]": rounds_removed,
    "ward.places[Seclusion room]": with_seclusion,
    "ward.places[Quiet room]": without_quiet,
}
