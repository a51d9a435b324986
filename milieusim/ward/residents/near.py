"""Who is near whom: in the same place, or in the same bedroom."""

from milieusim.rules.attendance import bedroom_of
from milieusim.vocabulary import PlaceKind


def is_near(ward, resident, other):
    """Return whether another resident is where one is: bedrooms are one place on the plan, but many rooms."""
    if not other.is_present or other.bed == resident.bed or other.place_index != resident.place_index:
        return False
    return ward.places[resident.place_index].kind != PlaceKind.BEDROOM or in_one_room(ward, resident, other)


def in_one_room(ward, resident, other):
    """Return whether two residents have the same bedroom."""
    room = bedroom_of(ward.p, bed=float(resident.bed))
    return bedroom_of(ward.p, bed=float(other.bed)) == room


def those_near(ward, resident):
    """Return where in the list of members those begin who are near, oneself included, and how many they are."""
    place = ward.places[resident.place_index]
    if place.kind != PlaceKind.BEDROOM:
        return place.first_member, place.n_members
    first, near = place.first_member, 0
    for m in range(place.first_member, place.first_member + place.n_members):
        if in_one_room(ward, resident, ward.beds[ward.members[m]]):  # beds of a room follow each other
            first = m if near == 0 else first
            near += 1
    return first, near
