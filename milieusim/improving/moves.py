"""Moves that a ward could make: from a design to the edits of its routine that a planner might try next.

A move is an edit as design files write it (`remove`, `change`, `add` under `routine`). Whether a ward could live
with what it makes is for `candidates`.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import combinations

from milieusim.config.feasibility.seen_in_time import is_one_by_one
from milieusim.config.feasibility.week_in_minutes import DAY, Week, clock
from milieusim.config.parts.routine import DAY_SETS, minute_of
from milieusim.kinds import ACTIVITIES
from milieusim.vocabulary import DAYS, Activity, Role

SHIFTS = (-120, -60, -30, 30, 60, 120)
STRETCHES = (-15, 15)
SHORTEST_MINUTES = 20
NEAR_MINUTES = 180
"""Slots further apart than this are not swapped: two shifts say the same better."""
ROUND_STEP = 5
FREE_ACTIVITIES = [
    activity.label
    for activity, facts in ACTIVITIES.items()
    if facts.is_organised and not facts.is_appointment or activity is Activity.RECREATION
]
"""What a ward may hold or not as it likes: groups and leisure. Meals, doses, rounds, visits and the like stay."""
ROOM_KINDS = ("day_room", "dining_room", "garden", "quiet_room", "activity_room", "therapy_room")
LEADERS = [
    role.label
    for role in (
        Role.ACTIVITY_WORKER,
        Role.OCCUPATIONAL_THERAPIST,
        Role.PEER_WORKER,
        Role.HEALTHCARE_ASSISTANT,
        Role.PSYCHOLOGIST,
        Role.REGISTERED_NURSE,
    )
]
"""Who may lead a group, those first whose work it is."""
NEW_GROUPS = {"creative": 60, "exercise": 45, "life_skills": 60, "recreation": 60}
NEW_STARTS = ("10:30", "14:00", "15:30", "18:30", "19:30")
NEW_PLACES = 8


KINDS = ("shift", "swap", "two_at_once", "lead", "place", "stretch", "more_days", "drop", "add")


@dataclass(frozen=True)
class Move:
    """One edit of a routine.

    Attributes
    ----------
    kind : str
        One of KINDS.
    slots : tuple of str
        Names of the slots that it touches.
    detail : str
        What tells it from others of its kind on the same slots.
    edit : dict
        As `routine` in a design file: `remove`, `change`, `add`.
    """

    kind: str
    slots: tuple
    detail: str
    edit: dict = field(compare=False, hash=False)

    @property
    def key(self):
        """What stays the same when the move is made from another routine."""
        return self.kind, self.slots, self.detail


def moves_of(design, fixed=()):
    """Return the moves from a design, in an order that depends on the design alone.

    Parameters
    ----------
    design : WardDesign
    fixed : collection of str
        Names of slots that stay as they are.

    Returns
    -------
    list of Move
    """
    week = Week(design)
    slots = [slot for slot in design.routine.slots if slot.name not in fixed]
    found = [move for slot in slots for make in OF_ONE_SLOT for move in make(design, week, slot)]
    found += [move for pair in combinations(slots, 2) for move in _swaps(*pair)]
    return found + list(_added(design, week))


def _changed(kind, slot, detail, **fields):
    return Move(kind, (slot.name,), detail, {"change": {slot.name: fields}})


def _shifts(design, week, slot) -> Iterator[Move]:
    first, last = _awake(design, week, slot)
    for minutes in SHIFTS:
        start, end = slot.start_minute + minutes, slot.end_minute + minutes
        if first <= start and end <= last:
            yield _changed("shift", slot, f"{minutes:+d}", start=clock(start), end=_end(end))


def _awake(design, week, slot):
    """Return between which minutes a slot may lie: while the ward is up, or where it lies already."""
    lights_out = minute_of(design.routine.lights_out)
    last = lights_out if lights_out > DAY // 2 else DAY
    return min(slot.start_minute, max(map(week.wake, slot.day_numbers))), max(slot.end_minute, last)


def _end(minute):
    return "24:00" if minute == DAY else clock(minute)


def _stretches(design, week, slot) -> Iterator[Move]:
    _, last = _awake(design, week, slot)
    for minutes in STRETCHES:
        end = slot.end_minute + minutes
        if end <= last and end - slot.start_minute >= SHORTEST_MINUTES:
            yield _changed("stretch", slot, f"{minutes:+d}", end=_end(end))


def _two_at_once(design, week, slot) -> Iterator[Move]:
    """Split those who are seen one by one between two at once, in half the time; or the other way round.

    A round of doses is never split over two times: doses are due by rounds, so that it would give more of them.
    """
    length = slot.end_minute - slot.start_minute
    if not (is_one_by_one(slot) and slot.leader) or slot.places_offered == 1:
        return
    if slot.leaders == 1:
        half = -(-length // (2 * ROUND_STEP)) * ROUND_STEP
        yield _changed("two_at_once", slot, "two", leaders=2, end=_end(slot.start_minute + half))
        yield _changed("two_at_once", slot, "second", leaders=2)
    elif slot.leaders == 2 and slot.start_minute + 2 * length <= _awake(design, week, slot)[1]:
        yield _changed("two_at_once", slot, "one", leaders=1, end=_end(slot.start_minute + 2 * length))


def _led(design, week, slot) -> Iterator[Move]:
    """Give a group another leader who is at work, or one at all; whatever else is led, such as a garden hour, too."""
    if slot.activity not in FREE_ACTIVITIES and (slot.leader is None or is_one_by_one(slot)):
        return
    for role in LEADERS:
        if role != slot.leader and _is_there(
            week, role, slot.day_numbers, slot.start_minute, slot.end_minute
        ):
            yield _changed("lead", slot, role, leader=role, leaders=1)


def _is_there(week, role, days, start, end):
    return all(week.fewest(role, day, start, end)[0] > 0 for day in days)


def _placed(design, week, slot) -> Iterator[Move]:
    if slot.activity not in FREE_ACTIVITIES:
        return
    needed = slot.places_offered or 1
    for place in design.ward.places:
        if place.name != slot.place and place.kind in ROOM_KINDS and place.capacity >= needed:
            yield _changed("place", slot, place.name, place=place.name)


def _more_days(design, week, slot) -> Iterator[Move]:
    """Hold a group on the days of the week, or of the weekend, on which it is not held yet."""
    if slot.activity not in FREE_ACTIVITIES:
        return
    own = [DAYS[number] for number in slot.day_numbers]
    for name in ("weekdays", "weekend"):
        days = [day for day in DAYS if day in own or day in DAY_SETS[name]]
        if days != own:
            yield _changed("more_days", slot, name, days=_days(days))


def _days(days):
    return next((name for name, held in DAY_SETS.items() if list(held) == days), days)


def _dropped(design, week, slot) -> Iterator[Move]:
    if slot.activity in FREE_ACTIVITIES:
        yield Move("drop", (slot.name,), "", {"remove": [slot.name]})


OF_ONE_SLOT = (_shifts, _stretches, _two_at_once, _led, _placed, _more_days, _dropped)


def _swaps(one, other) -> Iterator[Move]:
    """Let two slots of the same days take each other's turn, within the time that they span."""
    first, second = sorted((one, other), key=lambda slot: (slot.start_minute, slot.end_minute))
    if first.day_numbers != second.day_numbers or first.activity == second.activity:
        return
    apart = second.start_minute - first.end_minute
    if not 0 <= apart <= NEAR_MINUTES:
        return
    start, end = first.start_minute, second.end_minute
    edit = {
        second.name: {
            "start": clock(start),
            "end": clock(start + second.end_minute - second.start_minute),
        },
        first.name: {"start": clock(end - (first.end_minute - first.start_minute)), "end": _end(end)},
    }
    yield Move("swap", (first.name, second.name), "", {"change": edit})


def _added(design, week) -> Iterator[Move]:
    """Add a group where somebody who may lead it has the hours, in the first room that is free."""
    for activity, minutes in NEW_GROUPS.items():
        for days in ("weekdays", "weekend"):
            for start in NEW_STARTS:
                move = _new_group(design, week, activity, days, start, minutes)
                if move:
                    yield move


def _new_group(design, week, activity, days, start, minutes):
    first = minute_of(start)
    numbers, last = [DAYS.index(day) for day in DAY_SETS[days]], first + minutes
    leader = next((role for role in LEADERS if _has_hours(week, role, numbers, first, last)), None)
    room = next((place for place in _rooms(design) if _is_free(week, place, numbers, first, last)), None)
    if leader is None or room is None:
        return None
    words = activity.replace("_", " ").capitalize()
    slot = {
        "name": _unused(f"{words}, {days} {start}", design),
        "days": days,
        "start": start,
        "end": _end(last),
        "activity": activity,
        "place": room.name,
        "leader": leader,
        "places_offered": min(NEW_PLACES, room.capacity),
    }
    return Move("add", (), f"{activity} {days} {start}", {"add": [slot]})


def _rooms(design):
    """Rooms that hold a group, those made for one first."""
    order = ("activity_room", "therapy_room", "day_room", "dining_room")
    held = [
        place for place in design.ward.places if place.kind in order and place.capacity >= NEW_PLACES // 2
    ]
    return sorted(held, key=lambda place: order.index(place.kind))


def _has_hours(week, role, days, start, end):
    """Whether one of a role is at work and not leading throughout, on each of the days."""
    return all(
        week.fewest(role, day, start, end)[0]
        > sum(slot.leaders for slot in _under_way(week, day, start, end) if slot.leader == role)
        for day in days
    )


def _is_free(week, place, days, start, end):
    return not any(slot.place == place.name for day in days for slot in _under_way(week, day, start, end))


def _under_way(week, day, start, end):
    return [slot for slot in week.slots[day] if slot.start_minute < end and slot.end_minute > start]


def _unused(name, design):
    names, found, count = {slot.name for slot in design.routine.slots}, name, 1
    while found in names:
        count += 1
        found = f"{name} ({count})"
    return found
