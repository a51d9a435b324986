"""The slots of the timetable as an engine sees them: what each is, asks for and offers."""

import numpy as np

from milieusim.kinds import ACTIVITIES, NOBODY, ROLES
from milieusim.rules.basics.units import MINUTES_AN_HOUR
from milieusim.vocabulary import Activity, Demand, Role
from milieusim.ward.memory import SLOT

DAYS_A_WEEK, MOST_ALIKE = 7, (1 << 8) - 1  # MOST_ALIKE: whose draws are told apart


def ordered_slots(design, places):
    """Return the slots as (content, start, end, name), in an order that does not depend on the file."""
    order = {place.name: k for k, place in enumerate(places)}
    slots = [
        (content_of(slot, order[slot.place]), slot.start_minute, slot.end_minute, slot.name)
        for slot in design.routine.slots
    ]
    return sorted(slots, key=lambda s: (s[1], s[2], s[0], s[3]))


def content_of(slot, place):
    """Return all that a slot is but its time and its name; `place` is the number of its place."""
    return (
        tuple(slot.day_numbers),
        Activity.of(slot.activity),
        place,
        NOBODY if slot.leader is None else int(Role.of(slot.leader)),
        slot.leaders,
        NOBODY if slot.places_offered is None else slot.places_offered,
        slot.is_structured,
        slot.is_expected,
        slot.minutes_each or 0.0,
        slot.is_told,
    )


def offered_a_day(slots, beds):
    """Return what the timetable offers in a usual week, by the name of a number of the run.

    Parameters
    ----------
    slots : list
        As `ordered_slots` gives them.
    beds : int
        Among whom seats are shared out.

    Returns
    -------
    dict of str to float
        Rounds a day, and hours of therapy and of practice, a day and resident.
    """
    doses = therapy = skills = 0.0
    for (days, activity, _, _, leaders, offered, _, _, minutes, _), start, end, _ in slots:
        facts, share = ACTIVITIES[activity], len(days) / DAYS_A_WEEK
        one_by_one = minutes or facts.is_appointment
        seats = min(leaders if one_by_one else beds if offered == NOBODY else offered, beds)
        hours = share * (end - start) / MINUTES_AN_HOUR * seats / beds
        doses += share * (activity == Activity.MEDICATION)
        therapy += hours * facts.is_therapy
        skills += hours * facts.is_skills
    return {"rounds_a_day": doses, "therapy_hours_a_day": therapy, "skills_hours_a_day": skills}


def ranks_of(slots, tick_minutes):
    """Return, for each slot, which it is of those that are alike and begin in the same tick of a day, from 0.

    Alike are slots of one activity, or which ask the same of residents: their draws are told apart by this.
    """
    ranks = []
    for k, (content, start, _, _) in enumerate(slots):
        taken = {
            ranks[other]
            for other in range(k)
            if slots[other][1] // tick_minutes == start // tick_minutes
            and set(slots[other][0][0]) & set(content[0])
            and _are_alike(slots[other][0], content)
        }
        ranks.append(min(set(range(len(taken) + 1)) - taken))
    return ranks


def _are_alike(one, other):
    demands = [_demand_of(content[1], ACTIVITIES[content[1]], content[7]) for content in (one, other)]
    return one[1] == other[1] or (demands[0] == demands[1] != NOBODY)


def slot_rows(slots, used_places, values, tick_minutes):
    """Return the state of the slots at the start of a run."""
    rows = np.zeros(max(len(slots), 1), SLOT)
    ranks = ranks_of(slots, tick_minutes)
    for k, (row, (content, start, end, _)) in enumerate(zip(rows, slots)):
        _, activity, place, leader, leaders, offered, is_structured, is_expected, minutes, is_told = content
        facts = ACTIVITIES[activity]
        row["index"], row["activity"], row["place_index"] = k, activity, place
        row["leader_role"], row["leaders"] = leader, leaders
        row["places_offered"], row["name_index"], row["shown_place"] = offered, k, used_places.index(place)
        row["is_structured"], row["is_expected"] = is_structured, is_expected
        row["family"], row["is_organised"] = facts.family, facts.is_organised
        row["is_therapy"], row["is_skills"] = facts.is_therapy, facts.is_skills
        row["is_told"], row["occupation"] = is_told, facts.occupation
        usual = values["dose_minutes"] if activity == Activity.MEDICATION else values["appointment_minutes"]
        row["minutes_each"] = minutes or (usual if facts.is_appointment else 0.0)
        row["is_queue"] = row["minutes_each"] > 0.0
        row["demand"] = _demand_of(activity, facts, is_expected)
        if activity == Activity.MEDICATION and (leader == NOBODY or not ROLES[leader].is_registered):
            row["leader_role"] = Role.REGISTERED_NURSE  # nobody else may give a dose
        row["hours"] = (end - start) / MINUTES_AN_HOUR
        row["start_hour"], row["end_hour"] = start / MINUTES_AN_HOUR, end / MINUTES_AN_HOUR
        row["fate"], row["leader"], row["leader_seat"] = NOBODY, NOBODY, NOBODY
        row["rank"] = min(ranks[k], MOST_ALIKE)
    return rows


def _demand_of(activity, facts, is_expected):
    """Return what a slot asks of residents: a dose is always asked for, the rest where it is expected."""
    if activity == Activity.MEDICATION:
        return Demand.DOSE
    if not is_expected:
        return NOBODY
    return Demand.ATTEND if facts.demand == NOBODY else facts.demand
