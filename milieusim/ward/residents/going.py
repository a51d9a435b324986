"""Where somebody who is free wants to be, and going there; who is near whom."""

from milieusim.rules.attendance import (
    pull_of_bedroom,
    pull_of_company,
    pull_of_corridor,
    pull_of_garden,
    pull_of_quiet_room,
    room_left,
)
from milieusim.rules.basics.keyed_draws import Decision
from milieusim.vocabulary import Activity, PlaceKind
from milieusim.ward.acts import act
from milieusim.ward.seams import draw


def place_of_kind(ward, kind):
    """Return the first place of a kind, or the first of all."""
    for place in ward.places:
        if place.kind == kind:
            return place
    return ward.places[0]


@act
def pull_of(ward, resident, place):
    """Return the weight of a place among those where a resident could go."""
    p, moment = ward.p, ward.moment
    if place.kind == PlaceKind.BEDROOM:
        return pull_of_bedroom(
            p,
            sociability=resident.sociability,
            arousal=resident.arousal,
            felt_safety=resident.felt_safety,
            fatigue=resident.sleep_pressure,
            distress=resident.distress,
            night=moment.night,
        )
    if place.kind == PlaceKind.CORRIDOR:
        return pull_of_corridor(p, arousal=resident.arousal, boredom=resident.boredom)
    room = room_left(members=float(place.n_members), capacity=place.capacity)
    if place.kind == PlaceKind.DAY_ROOM:
        return room * pull_of_company(
            p,
            sociability=resident.sociability,
            loneliness=resident.loneliness,
            boredom=resident.boredom,
            crowding=place.crowding_now,
        )
    if place.kind == PlaceKind.GARDEN:
        return room * pull_of_garden(
            p,
            moving=resident.interest_moving,
            boredom=resident.boredom,
            is_daylight=moment.is_daylight,
            is_detained=resident.is_detained,
        )
    if place.kind == PlaceKind.QUIET_ROOM:
        return room * pull_of_quiet_room(p, arousal=resident.arousal)
    return 0.0


@act
def choose_place(ward, resident):
    """Return the place that one goes to, by its pull."""
    total = 0.0
    for place in ward.places:
        if place.is_free_choice:
            total += pull_of(ward, resident, place)
    at = draw(ward, resident, Decision.WHERE_TO, 0) * total
    so_far = 0.0
    for place in ward.places:
        if place.is_free_choice:
            so_far += pull_of(ward, resident, place)
            if at < so_far:
                return place
    return place_of_kind(ward, PlaceKind.BEDROOM)


@act
def go_to(ward, resident, place):
    """Go to a place and do what one does there."""
    ward.places[resident.place_index].n_members -= 1
    place.n_members += 1
    resident.place_index = place.index
    resident.must_move = False
    resident.activity = Activity.FREE_TIME
    if place.kind == PlaceKind.GARDEN:
        resident.activity = Activity.FRESH_AIR
    elif place.kind == PlaceKind.QUIET_ROOM:
        resident.activity = Activity.QUIET_TIME


def is_near(ward, resident, other):
    """Return whether another resident is where one is: bedrooms are one place on the plan, but many rooms."""
    if not other.is_present or other.bed == resident.bed or other.place_index != resident.place_index:
        return False
    is_bedroom = ward.places[resident.place_index].kind == PlaceKind.BEDROOM
    return not is_bedroom or other.bedroom == resident.bedroom


def those_near(ward, resident):
    """Return where in the list of members those begin who are near, oneself included, and how many they are."""
    place = ward.places[resident.place_index]
    if place.kind != PlaceKind.BEDROOM:
        return place.first_member, place.n_members
    first, near = place.first_member, 0
    for m in range(place.first_member, place.first_member + place.n_members):
        if ward.beds[ward.members[m]].bedroom == resident.bedroom:  # beds of a room follow each other
            first = m if near == 0 else first
            near += 1
    return first, near
