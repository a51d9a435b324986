"""Do the rooms hold what the routine puts into them?"""

from milieusim.config.feasibility.week_in_minutes import clock, days_named
from milieusim.phrasing import listed

ROOMY = ("bedroom", "corridor", "garden", "off_ward")
ONE_MEAL_MINUTES = 90


def _places(design):
    return {place.name: place for place in design.ward.places}


def two_slots_in_one_room(design, week):
    """Two slots that need one room at once."""
    places, found = _places(design), {}
    for day in range(7):
        for first, second in _overlapping(week.slots[day]):
            if first.place == second.place and _clash(first, second, places[first.place]):
                found.setdefault((first.name, second.name), []).append((day, max(first.start, second.start)))
    by_name = {slot.name: slot for slot in design.routine.slots}
    for (first, second), moments in found.items():
        yield (
            f"routine.slots[{first}] and routine.slots[{second}] both need '{by_name[first].place}' "
            f"{days_named(day for day, _ in moments)} at {moments[0][1]}. Move one of them to another room "
            "or time."
        )


def _overlapping(slots):
    for position, first in enumerate(slots):
        for second in slots[position + 1 :]:
            if second.start_minute >= first.end_minute:
                break
            yield first, second


def _clash(first, second, place):
    # Medication may be given at table; free time of several kinds shares a room.
    at_table = {first.activity, second.activity} == {"meal", "medication"}
    return place.kind not in ROOMY and not at_table and (first.is_structured or second.is_structured)


def two_slots_for_everybody(design, week):
    """Two slots at one time that all residents are expected at, in different places."""
    found = {}
    for day in range(7):
        everybody = [slot for slot in week.slots[day] if slot.is_expected and slot.places_offered is None]
        for first, second in _overlapping(everybody):
            if first.place != second.place and {first.activity, second.activity} != {"meal", "medication"}:
                found.setdefault((first.name, second.name), []).append((day, max(first.start, second.start)))
    for (first, second), moments in found.items():
        yield (
            f"routine.slots[{first}] and routine.slots[{second}] both expect everybody "
            f"{days_named(day for day, _ in moments)} at {moments[0][1]}. Move one, or set is_expected to "
            "false."
        )


def more_places_offered_than_fit(design, week):
    """Slots that offer more places than their room has."""
    places = _places(design)
    for slot in design.routine.slots:
        place = places[slot.place]
        if slot.places_offered == 0:
            yield f"routine.slots[{slot.name}].places_offered is 0, so nobody can come. Leave it out."
        elif slot.places_offered and slot.places_offered > place.capacity and place.kind != "off_ward":
            yield (
                f"routine.slots[{slot.name}] offers {slot.places_offered} places; '{place.name}' holds "
                f"{place.capacity}. Offer fewer, or take a larger room."
            )


def meals_without_seats(design, week):
    """Meals at which not everybody can sit down, counting sittings close to each other together."""
    places, found = _places(design), {}
    for day in range(7):
        for sittings in _meals(week.slots[day]):
            seats = sum(min(_offered(slot), places[slot.place].capacity) for slot in sittings)
            if seats < design.ward.beds:
                names = tuple(slot.name for slot in sittings)
                found.setdefault((names, seats), []).append(day)
    for (names, seats), days in found.items():
        yield (
            f"routine.slots[{listed(names)}] seats {seats} of {design.ward.beds} residents "
            f"{days_named(days)}. "
            "Add a second sitting, or use another room as well."
        )


def _offered(slot):
    return 10**6 if slot.places_offered is None else slot.places_offered


def _meals(slots):
    """Meals of one day, each a list of the slots that are its sittings."""
    meals = []
    for slot in slots:
        if slot.activity != "meal":
            continue
        if meals and slot.start_minute - meals[-1][0].start_minute <= ONE_MEAL_MINUTES:
            meals[-1].append(slot)
        else:
            meals.append([slot])
    return meals


def beds_and_bedrooms(design, week):
    """Fewer places in bedrooms than beds."""
    inside = sum(place.capacity for place in design.ward.places if place.kind == "bedroom")
    if inside < design.ward.beds:
        yield (
            f"ward.beds is {design.ward.beds}, but the bedrooms hold {inside}. "
            "Raise the capacity of the bedrooms (all of them together), or lower ward.beds."
        )
    days = [place for place in design.ward.places if place.kind == "day_room"]
    shared = [
        place for place in design.ward.places if place.kind not in ("bedroom", "off_ward", "nursing_office")
    ]
    if sum(place.capacity for place in days) == 0:
        yield f"ward.places[{days[0].name}] has a capacity of 0, so nobody can be there by day. Raise it."
    elif sum(place.capacity for place in shared) < design.ward.beds / 2:
        yield "ward.places: all rooms but bedrooms together hold less than half the residents. Check them."


def sleep_elsewhere(design, week):
    """Sleep slots outside a bedroom."""
    places = _places(design)
    for slot in design.routine.slots:
        if slot.activity == "sleep" and places[slot.place].kind != "bedroom":
            yield (
                f"routine.slots[{slot.name}] puts sleep into '{slot.place}' at {clock(slot.start_minute)}. "
                "Give it the bedrooms as its place."
            )


CHECKS = [
    two_slots_in_one_room,
    two_slots_for_everybody,
    more_places_offered_than_fit,
    meals_without_seats,
    beds_and_bedrooms,
    sleep_elsewhere,
]
