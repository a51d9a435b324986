"""What is true of each activity, place, response, role and task: one row of one table each.

Engines, designs, tables and docs read these facts here and nowhere else. A column is a tuple in the order of the
codes of the vocabulary, so that compiled code can look a fact up by its code.
"""

from enum import IntEnum
from typing import NamedTuple

from milieusim.vocabulary import Activity, Demand, PlaceKind, ResponseKind, Role, Task

NOBODY = -1  # nobody, nowhere, none: of whole numbers in arrays
Family = IntEnum("Family", {"DAILY": -1, "TALK": 0, "MAKING": 1, "MOVING": 2, "LEISURE": 3})
Family.__doc__ = "What an activity asks of a person; how interests are grouped."
Observation = IntEnum("Observation", {"GENERAL": 0, "INTERMITTENT": 1, "CONSTANT": 2})
Observation.__doc__ = "How closely a resident is observed."
Moment = IntEnum("Moment", {"ADMISSION": 0, "DAY7": 1, "DAY14": 2, "END": 3})
Moment.__doc__ = "When the states of a stay are noted."


class ActivityFacts(NamedTuple):
    """What is true of an activity.

    Attributes
    ----------
    family : Family
        Which of a resident's interests it meets; daily living meets none.
    is_organised : bool
        Counts as time in organised activity.
    is_therapy, is_skills : bool
        Builds coping; builds self-care.
    is_spared : bool
        Is held however short of staff the ward is.
    is_appointment : bool
        Is a list of people, seen one by one.
    demand : Demand
        What it asks of those whom it concerns; NOBODY where it only invites.
    occupation : float
        How far time in it counts as something to do, 0-1.
    """

    family: int = Family.DAILY
    is_organised: bool = False
    is_therapy: bool = False
    is_skills: bool = False
    is_spared: bool = False
    is_appointment: bool = False
    demand: int = NOBODY
    occupation: float = 1.0


class PlaceFacts(NamedTuple):
    """What is true of a kind of place.

    Attributes
    ----------
    is_free_choice : bool
        Residents who are free may go there.
    is_exclusive : bool
        Holds one slot at a time.
    """

    is_free_choice: bool = False
    is_exclusive: bool = False


class ResponseFacts(NamedTuple):
    """What is true of a response.

    Attributes
    ----------
    rung : int
        Place on the ladder from the least to the most restrictive.
    minutes : str
        Ledger name of the staff minutes that it takes at once.
    calms : str
        Ledger name of the share of arousal that it takes away; empty if none.
    held_minutes : str
        Ledger name of how many staff it binds while it lasts; empty if none.
    ends : str
        Name of how fast it ends for somebody wholly settled, 1/h; empty if at once.
    observation : Observation
    is_containment : bool
        Counts in the PCC-SR containment total.
    takes_hands, is_hold, has_companion : bool
        Several pairs of hands; the resident is kept somewhere; is often begun by holding the resident.
    """

    rung: int
    minutes: str = ""
    calms: str = ""
    held_minutes: str = ""
    ends: str = ""
    observation: int = Observation.GENERAL
    is_containment: bool = True
    takes_hands: bool = False
    is_hold: bool = False
    has_companion: bool = False


class RoleFacts(NamedTuple):
    """What is true of a role: nursing, registered, and among residents whenever nothing else is on."""

    is_nursing: bool = False
    is_registered: bool = False
    is_on_floor: bool = False


class TaskFacts(NamedTuple):
    """What is true of a task of nursing staff.

    Attributes
    ----------
    order : int
        Place among the obligations; NOBODY for what is done with the time that is left, or while leading.
    is_for_registered : bool
        Registered nurses alone may do it.
    """

    order: int = NOBODY
    is_for_registered: bool = False


_talk = ActivityFacts(Family.TALK, is_organised=True)
_making = ActivityFacts(Family.MAKING, is_organised=True)
_leisure = ActivityFacts(Family.LEISURE)
ACTIVITIES = {
    Activity.SLEEP: ActivityFacts(),
    Activity.HYGIENE: ActivityFacts(is_skills=True, demand=Demand.WASH),
    Activity.MEAL: ActivityFacts(demand=Demand.EAT, occupation=0.3),
    Activity.MEDICATION: ActivityFacts(
        is_spared=True, is_appointment=True, demand=Demand.DOSE, occupation=0.0
    ),
    Activity.COMMUNITY_MEETING: _talk._replace(is_therapy=True),
    Activity.GROUP_THERAPY: _talk._replace(is_therapy=True),
    Activity.INDIVIDUAL_THERAPY: _talk._replace(is_therapy=True, is_appointment=True),
    Activity.OCCUPATIONAL_THERAPY: _making._replace(is_skills=True),
    Activity.VOCATIONAL: _making._replace(is_skills=True),
    Activity.LIFE_SKILLS: _making._replace(is_skills=True),
    Activity.EXERCISE: ActivityFacts(Family.MOVING, is_organised=True),
    Activity.CREATIVE: _making,
    Activity.RECREATION: _leisure._replace(is_organised=True),
    Activity.QUIET_TIME: _leisure,
    Activity.VISITING: _leisure,
    Activity.FRESH_AIR: ActivityFacts(Family.MOVING),
    Activity.WARD_ROUND: ActivityFacts(Family.TALK, is_appointment=True, demand=Demand.SEE_SOMEBODY),
    Activity.ONE_TO_ONE: ActivityFacts(Family.TALK, is_therapy=True, is_appointment=True),
    Activity.LEAVE: ActivityFacts(),
    Activity.FREE_TIME: ActivityFacts(),
    Activity.SECLUSION: ActivityFacts(),
    Activity.OTHER: ActivityFacts(),
    Activity.WAITING: ActivityFacts(occupation=0.0),
}
_free = PlaceFacts(is_free_choice=True)
_exclusive = PlaceFacts(is_exclusive=True)
PLACES = {
    PlaceKind.BEDROOM: _free,
    PlaceKind.DAY_ROOM: _free,
    PlaceKind.DINING_ROOM: PlaceFacts(),
    PlaceKind.GARDEN: _free,
    PlaceKind.QUIET_ROOM: _free._replace(is_exclusive=True),
    PlaceKind.ACTIVITY_ROOM: _exclusive,
    PlaceKind.THERAPY_ROOM: _exclusive,
    PlaceKind.CLINIC_ROOM: _exclusive,
    PlaceKind.NURSING_OFFICE: PlaceFacts(),
    PlaceKind.CORRIDOR: _free,
    PlaceKind.SECLUSION_ROOM: PlaceFacts(),
    PlaceKind.OFF_WARD: PlaceFacts(),
}
_set_up, _force = "minutes_to_set_up", "minutes_coercion"
RESPONSES = {
    ResponseKind.NONE: ResponseFacts(0, is_containment=False),
    ResponseKind.TALK_DOWN: ResponseFacts(1, "minutes_talk_down", "calm_talk_down", is_containment=False),
    ResponseKind.PRN_MEDICATION: ResponseFacts(2, "minutes_prn", "calm_prn"),
    ResponseKind.TIME_OUT: ResponseFacts(
        3, _set_up, held_minutes="staff_for_time_out", ends="time_out_end_per_hour", is_hold=True
    ),
    ResponseKind.INTERMITTENT_OBSERVATION: ResponseFacts(
        4, _set_up, ends="intermittent_end_per_hour", observation=Observation.INTERMITTENT
    ),
    ResponseKind.CONSTANT_OBSERVATION: ResponseFacts(
        5, _set_up, ends="constant_end_per_hour", observation=Observation.CONSTANT
    ),
    ResponseKind.SHOW_OF_FORCE: ResponseFacts(
        6, "minutes_show_of_force", "calm_show_of_force", takes_hands=True
    ),
    ResponseKind.MANUAL_RESTRAINT: ResponseFacts(7, _force, "calm_restraint", takes_hands=True),
    ResponseKind.RAPID_TRANQUILLISATION: ResponseFacts(
        8, _force, "calm_rapid", takes_hands=True, has_companion=True
    ),
    ResponseKind.MECHANICAL_RESTRAINT: ResponseFacts(
        9,
        _force,
        held_minutes="staff_for_mechanical",
        ends="mechanical_end_per_hour",
        takes_hands=True,
        is_hold=True,
        has_companion=True,
    ),
    ResponseKind.SECLUSION: ResponseFacts(
        10,
        _force,
        held_minutes="staff_for_seclusion",
        ends="seclusion_end_per_hour",
        takes_hands=True,
        is_hold=True,
        has_companion=True,
    ),
}
ROLES = {
    Role.REGISTERED_NURSE: RoleFacts(is_nursing=True, is_registered=True, is_on_floor=True),
    Role.HEALTHCARE_ASSISTANT: RoleFacts(is_nursing=True, is_on_floor=True),
    Role.OCCUPATIONAL_THERAPIST: RoleFacts(),
    Role.PSYCHOLOGIST: RoleFacts(),
    Role.DOCTOR: RoleFacts(),
    Role.ACTIVITY_WORKER: RoleFacts(is_on_floor=True),
    Role.PEER_WORKER: RoleFacts(is_on_floor=True),
}
TASKS = {
    Task.CONTAINMENT: TaskFacts(0),
    Task.INCIDENT: TaskFacts(1),
    Task.OBSERVATION: TaskFacts(2),
    Task.MEDICATION: TaskFacts(3, is_for_registered=True),
    Task.MEALS: TaskFacts(4),
    Task.HANDOVER: TaskFacts(5, is_for_registered=True),
    Task.PROMPTS: TaskFacts(6),
    Task.ADMISSION_DISCHARGE: TaskFacts(7, is_for_registered=True),
    Task.ESCORT: TaskFacts(8),
    Task.WARD_DUTIES: TaskFacts(9, is_for_registered=True),
    Task.REST_BREAK: TaskFacts(10),
    Task.ONE_TO_ONE: TaskFacts(11),
    Task.PAPERWORK: TaskFacts(12, is_for_registered=True),
    Task.FLOOR: TaskFacts(),
    Task.LEADING_ACTIVITY: TaskFacts(),
}


def column(table, fact):
    """Return one fact of every kind, in the order of the codes.

    Parameters
    ----------
    table : dict
        Word of the vocabulary -> its row.
    fact : str

    Returns
    -------
    tuple
    """
    words = type(next(iter(table)))
    values = [getattr(table[word], fact) for word in words]
    return tuple(int(value) if isinstance(value, IntEnum) else value for value in values)


def having(table, fact):
    """Return the words of which a fact is true, in the order of their codes."""
    return [word for word in type(next(iter(table))) if getattr(table[word], fact)]


def in_order(table, fact):
    """Return the codes of the kinds that a fact puts in an order, from the first on."""
    ordered = sorted((getattr(row, fact), int(word)) for word, row in table.items())
    return tuple(code for place, code in ordered if place != NOBODY)


NURSING = having(ROLES, "is_nursing")
ORGANISED = having(ACTIVITIES, "is_organised")
TAKES_HANDS = column(RESPONSES, "takes_hands")
IS_HOLD = column(RESPONSES, "is_hold")
HAS_COMPANION = column(RESPONSES, "has_companion")
IS_CONTAINMENT = column(RESPONSES, "is_containment")
OBSERVED_AS = column(RESPONSES, "observation")
LADDER = in_order(RESPONSES, "rung")
IS_SPARED = column(ACTIVITIES, "is_spared")
IS_APPOINTMENT = column(ACTIVITIES, "is_appointment")
IS_NURSING = column(ROLES, "is_nursing")
IS_ON_FLOOR = column(ROLES, "is_on_floor")
OBLIGATIONS = in_order(TASKS, "order")
IS_FOR_REGISTERED = column(TASKS, "is_for_registered")
