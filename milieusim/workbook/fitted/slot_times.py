"""When slots are: ends that a sheet does not give, nights, cells that go on below, the same on several days, names."""

from milieusim.kinds import ACTIVITIES
from milieusim.vocabulary import DAYS, Activity
from milieusim.workbook.meanings.clock_times import DAY, clock

LONGEST_NAME = 200
MOST_NEXT = 240
"""Minutes within which the next entry must begin for what goes on to last until then."""
LONGEST_NIGHT = 720
JOINED_STEP = 30


def ended(entry, activity, usual):
    """Return when an entry ends, minutes of its day (more than a day's if after midnight), and whether it is given."""
    end = entry.end
    if end is not None:
        if end <= entry.start and end + DAY - entry.start <= LONGEST_NIGHT:
            end += DAY
        return end, True
    facts = usual[activity]
    end = entry.start + facts["minutes"]
    if entry.following is not None:
        if facts.get("goes_on") and entry.following - entry.start <= MOST_NEXT:
            end = entry.following
        else:
            end = min(end, entry.following)
    return min(end, DAY), False


def halves_at_midnight(slot):
    """Return a slot as one or, where it crosses midnight, two."""
    if slot["end"] <= DAY:
        return [slot]
    following = [DAYS[(DAYS.index(day) + 1) % len(DAYS)] for day in slot["days"]]
    after = {**slot, "start": 0, "end": slot["end"] - DAY, "days": [day for day in DAYS if day in following]}
    return [{**slot, "end": DAY}, {**after, "name": f"{slot['name']} (after midnight)"}]


def joined(slots):
    """Return slots in which cells of a grid that go on in the row below are one, and how many were joined."""
    kept, count = [], 0
    for slot in slots:
        before = next((each for each in reversed(kept) if _goes_on(each, slot)), None)
        if before is None:
            kept.append(slot)
        else:
            before["end"] = slot["end"]
            count += 1
    return kept, count


def _goes_on(before, slot):
    is_same = all(before[key] == slot[key] for key in ("name", "days", "place", "leader", "is_cell"))
    is_list = ACTIVITIES[Activity.of(slot["activity"])].is_appointment
    is_next = before["end"] == slot["start"] and slot["end"] - slot["start"] <= JOINED_STEP
    return is_same and is_next and slot["is_cell"] and not is_list


def over_days(slots):
    """Return slots in which the same on several days is one slot of these days."""
    merged = {}
    for slot in slots:
        key = tuple(
            (name, str(value)) for name, value in sorted(slot.items()) if name not in ("days", "spot")
        )
        if key in merged:
            days = {*merged[key]["days"], *slot["days"]}
            merged[key]["days"] = [day for day in DAYS if day in days]
        else:
            merged[key] = dict(slot)
    return list(merged.values())


def named_apart(slots):
    """Return slots of which each has a name of its own: times, then days, then numbers are added where needed."""
    for slot in slots:
        slot["name"] = slot["name"][:LONGEST_NAME]
    for addition in (_with_time, _with_days, _with_number):
        taken = [slot["name"] for slot in slots]
        for at, slot in enumerate(slots):
            if taken.count(taken[at]) > 1:
                slot["name"] = addition(slot, taken[:at].count(taken[at]))
    return slots


def _with_time(slot, _):
    return _cut(slot["name"], f" {clock(slot['start'])}")


def _with_days(slot, _):
    return _cut(slot["name"], f" {' '.join(slot['days'])}")


def _with_number(slot, before):
    return _cut(slot["name"], f" ({before + 1})")


def _cut(name, addition):
    return name[: LONGEST_NAME - len(addition)] + addition
