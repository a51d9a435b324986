"""What can be done to a timetable: take out, move, split, lengthen, lead otherwise, add; nothing else changes."""

import milieusim as ms

GROUPS = (
    "creative recreation exercise life_skills occupational_therapy vocational group_therapy "
    "individual_therapy community_meeting fresh_air"
).split()
EXTRA_HOURS = [("10:00", "11:00"), ("15:30", "16:30"), ("18:45", "19:45")]
EXTRA_KINDS = [
    ("creative", "exercise", "life_skills"),
    ("life_skills", "recreation", "creative"),
    ("creative", "recreation", "exercise"),
]
ROOMS = ("Therapy room", "Day room", "Quiet room")
EVENINGS = "acute-ward-evenings"
DAY_END = 1440


def clock(minute):
    """Return a time of day as designs write it."""
    return f"{minute // 60:02d}:{minute % 60:02d}"


def with_slots(design, slots):
    """Return a design with other slots."""
    return design.replace(routine=design.routine.replace(slots=slots))


def without(design, activities):
    """Return a design without the slots of some activities."""
    return with_slots(design, [slot for slot in design.routine.slots if slot.activity not in activities])


def changed(design, activities, change, only=None):
    """Return a design in which each slot of some activities is what `change` makes of it: a slot, or a list of them.

    Parameters
    ----------
    design : WardDesign
    activities : list of str
    change : callable
        From a slot to a slot, to a list of slots, or to None for none.
    only : callable, optional
        Which of these slots are meant; all if left out.
    """
    slots = []
    for slot in design.routine.slots:
        is_meant = slot.activity in activities and (only is None or only(slot))
        made = change(slot) if is_meant else slot
        slots += made if isinstance(made, list) else [made] if made is not None else []
    return with_slots(design, slots)


def later(minutes):
    """Return the change that moves a slot by some minutes; midnight cuts it."""

    def move(slot):
        end = min(slot.end_minute + minutes, DAY_END)
        return slot.replace(start=clock(slot.start_minute + minutes), end=clock(end))

    return move


def lasting(share):
    """Return the change that makes a slot last a share of its time, from the same start on."""

    def stretch(slot):
        minutes = 5 * round(share * (slot.end_minute - slot.start_minute) / 5)
        return slot.replace(end=clock(min(slot.start_minute + minutes, DAY_END)))

    return stretch


def halves(slot):
    """Return two slots one after the other in place of one, each with half the time and half the places."""
    middle = clock(5 * round((slot.start_minute + slot.end_minute) / 10))
    places = slot.places_offered and max(slot.places_offered // 2, 1)
    first = slot.replace(end=middle, places_offered=places)
    return [first, slot.replace(name=f"{slot.name}, second half", start=middle, places_offered=places)]


def led_by(role, leaders=1):
    """Return the change that gives a slot another leader; None for nobody."""
    return lambda slot: slot.replace(leader=role, leaders=leaders)


def two_hatches(slot):
    """Return a slot that takes two of its leaders."""
    return slot.replace(leaders=2)


def with_workers(design):
    """Return a design with three activity workers more by day, on all days, who lead nothing yet."""
    more = {"weekday": 4, "weekend": 3}
    return design.replace({f"rota.{shift}.activity_worker": more for shift in ("early", "late")})


def with_groups(design):
    """Return a design with about three times the groups of the acute ward, on all days, in rooms that are free."""
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
        for (start, end), activities in zip(EXTRA_HOURS, EXTRA_KINDS)
        for room, activity in zip(ROOMS, activities)
    ]
    return with_slots(design, [*design.routine.slots, *extra])


def with_evening_leaders(design):
    """Return a design with those on duty who lead the evening and weekend groups of the shipped variant."""
    return design.replace(rota=ms.load_design(EVENINGS).rota)


def with_evening_groups(design):
    """Return a design with the routine that has these groups."""
    return design.replace(routine=ms.load_design(EVENINGS).routine)


def with_talks(design, leader="registered_nurse", start=915, places=4, minutes_each=20):
    """Return a design with an hour and a half for talks with one of the staff, on every day."""
    talks = {
        "name": "Protected one-to-ones",
        "start": clock(start),
        "end": clock(start + 90),
        "activity": "one_to_one",
        "place": "Interview room",
        "leader": leader,
        "places_offered": places,
        "minutes_each": minutes_each,
    }
    return with_slots(design, [*design.routine.slots, talks])
