"""Codes of the vocabulary as plain integers, for code that is compiled."""

import numpy as np

from milieusim.vocabulary import (
    ORGANISED,
    Activity,
    IncidentKind,
    Instrument,
    PlaceKind,
    ResponseKind,
    Role,
    Shift,
    SlotFate,
    Target,
    Task,
    TieKind,
    Trigger,
)

NOBODY = -1
N_ACTIVITIES, N_TASKS, N_ROLES = len(Activity), len(Task), len(Role)
N_KINDS, N_RESPONSES = len(IncidentKind), len(ResponseKind)

BEDROOM, DAY_ROOM, GARDEN = int(PlaceKind.BEDROOM), int(PlaceKind.DAY_ROOM), int(PlaceKind.GARDEN)
QUIET_ROOM, CORRIDOR = int(PlaceKind.QUIET_ROOM), int(PlaceKind.CORRIDOR)
SECLUSION_ROOM, OFF_WARD = int(PlaceKind.SECLUSION_ROOM), int(PlaceKind.OFF_WARD)

SLEEP, HYGIENE, MEAL = int(Activity.SLEEP), int(Activity.HYGIENE), int(Activity.MEAL)
MEDICATION, COMMUNITY_MEETING = int(Activity.MEDICATION), int(Activity.COMMUNITY_MEETING)
GROUP_THERAPY, INDIVIDUAL_THERAPY = int(Activity.GROUP_THERAPY), int(Activity.INDIVIDUAL_THERAPY)
VISITING, FRESH_AIR, FREE_TIME = int(Activity.VISITING), int(Activity.FRESH_AIR), int(Activity.FREE_TIME)
QUIET_TIME, LEAVE, SECLUSION_ACTIVITY = int(Activity.QUIET_TIME), int(Activity.LEAVE), int(Activity.SECLUSION)
ONE_TO_ONE_ACTIVITY, WARD_ROUND = int(Activity.ONE_TO_ONE), int(Activity.WARD_ROUND)
OTHER = int(Activity.OTHER)

REGISTERED, ASSISTANT = int(Role.REGISTERED_NURSE), int(Role.HEALTHCARE_ASSISTANT)
ACTIVITY_WORKER, PEER_WORKER = int(Role.ACTIVITY_WORKER), int(Role.PEER_WORKER)
EARLY, LATE, NIGHT = int(Shift.EARLY), int(Shift.LATE), int(Shift.NIGHT)

HANDOVER, OBSERVATION, MEDICATION_TASK = int(Task.HANDOVER), int(Task.OBSERVATION), int(Task.MEDICATION)
MEALS, LEADING, ESCORT = int(Task.MEALS), int(Task.LEADING_ACTIVITY), int(Task.ESCORT)
ONE_TO_ONE, FLOOR, INCIDENT_TASK = int(Task.ONE_TO_ONE), int(Task.FLOOR), int(Task.INCIDENT)
CONTAINMENT_TASK, ADMISSION_TASK = int(Task.CONTAINMENT), int(Task.ADMISSION_DISCHARGE)
PAPERWORK, REST_BREAK = int(Task.PAPERWORK), int(Task.REST_BREAK)

VERBAL, OBJECT = int(IncidentKind.VERBAL_AGGRESSION), int(IncidentKind.OBJECT_AGGRESSION)
PHYSICAL, SELF_HARM = int(IncidentKind.PHYSICAL_AGGRESSION), int(IncidentKind.SELF_HARM)
ABSCONDING, REFUSAL = int(IncidentKind.ABSCONDING), int(IncidentKind.MEDICATION_REFUSAL)
SUBSTANCE, RULE_BREAKING = int(IncidentKind.SUBSTANCE_USE), int(IncidentKind.RULE_BREAKING)

DENIED_REQUEST, LIMIT_SETTING = int(Trigger.DENIED_REQUEST), int(Trigger.LIMIT_SETTING)
STAFF_DEMAND, RESIDENT_CONFLICT = int(Trigger.STAFF_DEMAND), int(Trigger.RESIDENT_CONFLICT)
CROWDING, ROUTINE_CHANGE = int(Trigger.CROWDING), int(Trigger.ROUTINE_CHANGE)
WAITING, CRAVING, NO_TRIGGER = int(Trigger.WAITING), int(Trigger.CRAVING), int(Trigger.NONE)

AT_STAFF, AT_RESIDENT, AT_OBJECT = int(Target.STAFF), int(Target.RESIDENT), int(Target.OBJECT)
AT_SELF, AT_NONE = int(Target.SELF), int(Target.NONE)

TALK_DOWN, PRN, TIME_OUT = (
    int(ResponseKind.TALK_DOWN),
    int(ResponseKind.PRN_MEDICATION),
    int(ResponseKind.TIME_OUT),
)
INTERMITTENT, CONSTANT = (
    int(ResponseKind.INTERMITTENT_OBSERVATION),
    int(ResponseKind.CONSTANT_OBSERVATION),
)
SHOW_OF_FORCE, MANUAL_RESTRAINT = int(ResponseKind.SHOW_OF_FORCE), int(ResponseKind.MANUAL_RESTRAINT)
MECHANICAL_RESTRAINT, SECLUSION = int(ResponseKind.MECHANICAL_RESTRAINT), int(ResponseKind.SECLUSION)
RAPID_TRANQUILLISATION, NO_RESPONSE = int(ResponseKind.RAPID_TRANQUILLISATION), int(ResponseKind.NONE)

HELD, NO_LEADER = int(SlotFate.HELD), int(SlotFate.NO_LEADER)
NO_ROOM, SHORT_STAFFED = int(SlotFate.NO_ROOM), int(SlotFate.SHORT_STAFFED)
TIE_RESIDENT, TIE_STAFF = int(TieKind.RESIDENT), int(TieKind.STAFF)
PCC_SR = int(Instrument.PCC_SR)

# From the least to the most restrictive; the ladder climbs in this order.
LADDER = np.array(
    [
        NO_RESPONSE,
        TALK_DOWN,
        PRN,
        TIME_OUT,
        INTERMITTENT,
        CONSTANT,
        SHOW_OF_FORCE,
        MANUAL_RESTRAINT,
        RAPID_TRANQUILLISATION,
        MECHANICAL_RESTRAINT,
        SECLUSION,
    ],
    dtype=np.int64,
)

# What an activity asks of a person: 0 talk, 1 making, 2 moving, 3 leisure, -1 daily living.
TALK, MAKING, MOVING, LEISURE = 0, 1, 2, 3
_FAMILY = {
    "community_meeting": TALK,
    "group_therapy": TALK,
    "individual_therapy": TALK,
    "one_to_one": TALK,
    "ward_round": TALK,
    "occupational_therapy": MAKING,
    "vocational": MAKING,
    "life_skills": MAKING,
    "creative": MAKING,
    "exercise": MOVING,
    "fresh_air": MOVING,
    "recreation": LEISURE,
    "visiting": LEISURE,
    "quiet_time": LEISURE,
}
FAMILY = np.array([_FAMILY.get(label, NOBODY) for label in Activity.labels()], dtype=np.int64)
IS_ORGANISED = np.array([activity in ORGANISED for activity in Activity], dtype=np.bool_)
