"""What the dashboard sees of a ward at one moment, as plain data: rooms, marks, lines at hatches, what happened."""

from typing import NamedTuple

from milieusim.incident_kinds import IncidentKind
from milieusim.kinds import NOBODY
from milieusim.vocabulary import Activity, PlaceKind, ResponseKind, Role, Target, Trigger

CRISIS_FROM = 0.75
"""Arousal from which a resident is drawn as in crisis; a line of the picture, of which the model knows nothing."""
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
ROLE_SIGNS = {
    role.label: "".join(word[0] for word in words).upper() if words[1:] else role.label[:2].upper()
    for role, words in ((role, role.label.split("_")) for role in Role)
} | {"doctor": "DR"}
"""Letters for each role: the first of each of its words, or the first two of its only one."""


class Room(NamedTuple):
    """A place of the ward; `comfort` is how many residents it holds in comfort."""

    name: str
    kind: str
    comfort: int


class ResidentMark(NamedTuple):
    """A resident as drawn.

    Attributes
    ----------
    room : int
        Which of the rooms; None if not on the ward.
    turn : int
        Place in the line at a hatch, from 0; None if in none.
    """

    number: int
    bed: int
    room: int | None
    doing: str
    arousal: float
    is_asleep: bool = False
    held_in: str = ""
    incident: str = ""
    turn: int | None = None

    @property
    def is_in_crisis(self):
        """Whether arousal is at the line or above."""
        return self.arousal >= CRISIS_FROM


class StaffMark(NamedTuple):
    """Somebody on duty as drawn; `room` is None where the model says nothing of where they are."""

    post: int
    role: str
    room: int | None
    doing: str

    @property
    def sign(self):
        """Two letters for the role."""
        return ROLE_SIGNS[self.role]


class Seen(NamedTuple):
    """A ward at one moment.

    Attributes
    ----------
    at_hour : float
        Hours since hour 0.
    beds : int
        Bed rows there are, those that leave lets somebody else have included.
    slots : list of str
        Names of the slots under way.
    listed : dict of int to int
        By room, how many are on the list of a slot there but not in line yet.
    """

    at_hour: float
    rooms: list
    residents: list
    staff: list
    beds: int
    slots: list
    listed: dict

    @property
    def clock(self):
        """Weekday, day and time of day in words."""
        return clock_words(self.at_hour)


class Event(NamedTuple):
    """Something that happened to a resident."""

    at_hour: float
    resident: int
    place: str
    kind: str
    words: str


def clock_words(at_hour):
    """Return hours since hour 0 as a weekday, the day's number and the time of day.

    >>> clock_words(33.5)
    'Tuesday, day 2, 09:30'
    """
    day = int(at_hour // 24)
    return f"{WEEKDAYS[day % len(WEEKDAYS)]}, day {day + 1}, {time_words(at_hour)}"


def time_words(at_hour):
    """Return the time of day of hours since hour 0."""
    minutes = round(at_hour * 60) % (24 * 60)
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


def plain(word):
    """Return a word of the vocabulary as people write it."""
    return word.replace("_", " ")


def look(model):
    """Return what there is to see of a ward between two ticks.

    Parameters
    ----------
    model : WardModel

    Returns
    -------
    Seen
    """
    rooms = [
        Room(place.name, PlaceKind(place.kind).label, int(place.capacity)) for place in model.places
    ]  # in the order of the model's places, whose index people carry
    listed, residents = {}, []
    for resident in model.residents:
        residents.append(_mark_of(model, resident))
        slot = model.slots[resident.queue_slot] if resident.queue_slot != NOBODY else None
        if slot is not None and residents[-1].turn is None:
            listed[slot.place_index] = listed.get(slot.place_index, 0) + 1
    staff = [_staff_mark(model, one) for one in model.on_duty]
    under_way = list(dict.fromkeys(resident.slot.name for resident in model.residents if resident.slot))
    return Seen(model.hour, rooms, residents, staff, len(model.beds), under_way, listed)


def _mark_of(model, resident):
    turn = None
    if resident.queue_slot != NOBODY and resident.slot_index == resident.queue_slot:
        turn = -1 if resident.is_being_seen else resident.queue_number
    return ResidentMark(
        number=resident.number,
        bed=resident.bed,
        room=resident.place_index if resident.is_present else None,
        doing=plain(resident.doing) if resident.is_present else _where_else(resident),
        arousal=resident.arousal,
        is_asleep=bool(resident.is_asleep),
        held_in=plain(resident.held_in or ""),
        incident=plain(resident.incident_now or ""),
        turn=turn,
    )


def _where_else(resident):
    return "away without leave" if resident.is_absconded else "on leave"


def _staff_mark(model, staff):
    role = staff.role_name
    if staff.led_slot is not None:
        slot = staff.led_slot
        return StaffMark(staff.post, role, slot.place_index, f"leading {slot.name}")
    for resident in model.residents:
        if resident.is_present and resident.contact_seat == staff.seat:
            return StaffMark(staff.post, role, resident.place_index, f"with resident {resident.number}")
    return StaffMark(staff.post, role, None, "on duty elsewhere")


def event_of(model, row):
    """Return an incident of a ward as it is told.

    Parameters
    ----------
    model : WardModel
    row : Record
        One of its incidents.

    Returns
    -------
    Event
    """
    kind, trigger = IncidentKind(row.kind).label, Trigger(row.trigger)
    place, target = PlaceKind(row.place).label, Target(row.target)
    aimed = {Target.STAFF: " at staff", Target.RESIDENT: " at another resident"}.get(target, "")
    after = "" if trigger in (Trigger.NONE, Trigger.OTHER) else f" after {plain(trigger.label)}"
    doing = plain(Activity(row.activity).label)
    response = ResponseKind(row.response_kind)
    then = "nobody stepped in" if response == ResponseKind.NONE else f"then {plain(response.label)}"
    words = f"{plain(kind)}{aimed}{after}, during {doing}; {then}"
    return Event(row.at_hour, row.resident, plain(place), plain(kind), words)
