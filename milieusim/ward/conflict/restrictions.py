"""Restrictions that last: holds and observation, how they begin and how they end (phase 9 of a tick)."""

from milieusim.kinds import NOBODY, Observation
from milieusim.rules.basics.keyed_draws import Decision
from milieusim.rules.response import hold_end_per_hour
from milieusim.vocabulary import Activity, PlaceKind, ResponseKind, UndoneReason
from milieusim.ward.acts import act
from milieusim.ward.day.missing import note_missed_group
from milieusim.ward.luck import happens_to
from milieusim.ward.residents.going import place_of_kind
from milieusim.ward.residents.whereabouts import be_in_bedroom, forget_demand

HELD = UndoneReason.HELD.value


@act
def be_observed(ward, resident, level, row, is_recorded):
    """Be put under observation, unless already under closer observation."""
    if level >= resident.observation:
        resident.observation = level
        resident.observation_row = row
        resident.is_observation_recorded = is_recorded


@act
def be_held(ward, resident, chosen, row, is_recorded):
    """Begin a time out, mechanical restraint or seclusion."""
    resident.place_index = place_of_kind(ward, PlaceKind.BEDROOM).index
    resident.hold = chosen
    resident.hold_row = row
    resident.is_hold_recorded = is_recorded
    resident.slot_index = NOBODY
    note_missed_group(ward, resident, HELD)
    forget_demand(resident)
    resident.old_slot_index = NOBODY
    resident.old_share = 0.0
    resident.served_slot = NOBODY
    resident.served_share = 0.0
    resident.is_asleep = False
    resident.activity = Activity.OTHER
    if chosen == ResponseKind.SECLUSION:
        resident.activity = Activity.SECLUSION
        for place in ward.places:
            if place.kind == PlaceKind.SECLUSION_ROOM:
                resident.place_index = place.index


def end_restrictions(ward):
    """Let restrictions end as residents settle, and observation as it is reviewed."""
    for resident in ward.beds:
        if not resident.is_here or not resident.is_present:
            continue
        if resident.hold != NOBODY:
            perhaps_be_released(ward, resident)
        if resident.observation != Observation.GENERAL:
            be_watched(ward, resident)


@act
def perhaps_be_released(ward, resident):
    """Perhaps be free again: sooner if settled."""
    per_hour = ward.ends_per_hour[resident.hold]
    hazard = hold_end_per_hour(ward.p, per_hour=per_hour, arousal=resident.arousal)
    if happens_to(ward, resident, Decision.HOLD_ENDS, 0, hazard):
        resident.hold = NOBODY
        resident.hold_row = NOBODY
        be_in_bedroom(ward, resident)


@act
def be_watched(ward, resident):
    """Live through a tick of observation, which may end with it."""
    if resident.observation_row != NOBODY:
        ward.response_rows[resident.observation_row].hours += ward.p.tick_hours
    kind = ResponseKind.INTERMITTENT_OBSERVATION
    if resident.observation == Observation.CONSTANT:
        kind = ResponseKind.CONSTANT_OBSERVATION
    hazard = hold_end_per_hour(ward.p, per_hour=ward.ends_per_hour[kind], arousal=resident.arousal)
    if happens_to(ward, resident, Decision.OBSERVATION_ENDS, 0, hazard):
        resident.observation = Observation.GENERAL
        resident.observation_row = NOBODY
