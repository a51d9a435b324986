"""Two timetables beside each other, day by day as a ward reads them, with what is new, moved, changed or dropped."""

from dataclasses import dataclass

from milieusim.config.parts.routine import DAY_SETS, minute_of
from milieusim.phrasing import listed
from milieusim.vocabulary import DAYS

HOUSE = ("hygiene", "meal", "medication", "ward_round", "visiting", "community_meeting")
"""What every ward has under names of its own: one near in time is the same thing, moved."""
NEAR_MINUTES = 120
MOST_NAMED = 8
"""Entries of one kind that a sentence names; of more it gives the number."""
MARKS = {"same": "", "new": "+", "moved": "\u2192", "changed": "\u2260", "dropped": "\u2212"}
WAKES, LIGHTS_OUT = "The ward gets up", "Lights out"


@dataclass(frozen=True)
class Entry:
    """Something on one day's timetable; `facts` are what residents and staff would notice, field -> words."""

    name: str
    start: str
    end: str
    activity: str
    facts: tuple

    @property
    def span(self):
        """When it is, such as ``14:00\u201314:45``."""
        return f"{self.start}\u2013{self.end}" if self.end else self.start


@dataclass(frozen=True)
class Row:
    """One line of a day: what stands in each timetable, and what is to be said of the difference.

    `mark` is one of MARKS; `says` puts it in words and is empty where both are the same.
    """

    start: str
    base: Entry | None
    other: Entry | None
    mark: str
    says: str


def weeks_beside(base, other):
    """Return the weeks of two designs beside each other, equal days folded together.

    Parameters
    ----------
    base, other : WardDesign

    Returns
    -------
    list of tuple
        (days, rows): the whole week where all its days are the same, else the days from Monday to Friday and the
        weekend. `rows` are pairs of the days on which a Row stands, as numbers, and the Row, by time.
    """
    by_day = [_rows(base.routine, other.routine, day) for day in range(len(DAYS))]
    week = list(range(len(DAYS)))
    working = len(DAY_SETS["weekdays"])
    blocks = [week] if all(rows == by_day[0] for rows in by_day) else [week[:working], week[working:]]
    return [(days, _folded(by_day, days)) for days in blocks]


def _folded(by_day, days):
    found = {}
    for day in days:
        for row in by_day[day]:
            found.setdefault(row, []).append(day)
    return sorted(
        ((where, row) for row, where in found.items()),
        key=lambda one: (minute_of(one[1].start), bool(_entry(one[1]).end), one[0], _entry(one[1]).name),
    )


def days_told(days):
    """Return numbers of days (0 = Monday) as people write them, such as ``Mon\u2013Fri`` or ``Mon, Wed``."""
    runs = []
    for day in sorted(days):
        if runs and runs[-1][-1] == day - 1:
            runs[-1].append(day)
        else:
            runs.append([day])
    return ", ".join(_run_told(run) for run in runs)


def _run_told(run):
    names = [DAYS[day].capitalize() for day in (run[0], run[-1])]
    if len(run) == 1:
        return names[0]
    return ", ".join(names) if len(run) == 2 else "\u2013".join(names)


def entries_of(routine, day):
    """Return name -> Entry of one day, the hours at which the ward gets up and goes to bed among them."""
    is_weekend = DAYS[day] in DAY_SETS["weekend"]
    wake = routine.wake_weekend if is_weekend and routine.wake_weekend else routine.wake
    found = {
        WAKES: Entry(WAKES, wake, "", "", ()),
        LIGHTS_OUT: Entry(LIGHTS_OUT, routine.lights_out, "", "", ()),
    }
    for slot in routine.slots:
        if day in slot.day_numbers:
            found[slot.name] = Entry(slot.name, slot.start, slot.end, slot.activity, _facts(slot))
    return found


def _facts(slot):
    led = (slot.leader or "nobody of staff").replace("_", " ")
    return (
        ("what", slot.activity.replace("_", " ")),
        ("where", slot.place),
        ("led by", f"{slot.leaders} {led}s" if slot.leaders > 1 else led),
        ("open to", "everybody" if slot.places_offered is None else _residents(slot.places_offered)),
        ("minutes each", "as usual" if slot.minutes_each is None else f"{slot.minutes_each:g}"),
        ("residents", "expected to come" if slot.is_expected else "free to come"),
        ("content", "set by staff" if slot.is_structured else "up to residents"),
        ("told beforehand", "yes" if slot.is_told else "no"),
    )


def _residents(number):
    return "1 resident" if number == 1 else f"{number} residents"


def _rows(base, other, day):
    ours, theirs = entries_of(base, day), entries_of(other, day)
    pairs = [(ours[name], theirs[name]) for name in ours if name in theirs]
    left = [entry for name, entry in ours.items() if name not in theirs]
    right = [entry for name, entry in theirs.items() if name not in ours]
    pairs += list(_renamed(left, right))
    rows = [row for pair in pairs for row in _pair_rows(*pair)]
    rows += [Row(entry.start, entry, None, *_gone(entry, other, base)) for entry in left]
    rows += [Row(entry.start, None, entry, *_come(entry, base, other)) for entry in right]
    return sorted(rows, key=lambda row: (minute_of(row.start), _entry(row).name))


def _entry(row):
    return row.base or row.other


def _renamed(left, right):
    """Take out of both lists, and yield, what is the same under another name: the nearest in time first."""
    near = [
        (
            abs(minute_of(one.start) - minute_of(two.start)) + abs(minute_of(one.end) - minute_of(two.end)),
            i,
            j,
        )
        for i, one in enumerate(left)
        for j, two in enumerate(right)
        if one.activity == two.activity and _is_near(one, two)
    ]
    found = []
    for _, i, j in sorted(near):
        if all(left[i] is not one and right[j] is not two for one, two in found):
            found.append((left[i], right[j]))
    for one, two in found:
        left.remove(one)
        right.remove(two)
    return found


def _is_near(one, two):
    apart = abs(minute_of(one.start) - minute_of(two.start))
    return (one.start, one.end) == (two.start, two.end) or (one.activity in HOUSE and apart <= NEAR_MINUTES)


def _pair_rows(one, two):
    changes = [f"called {one.name} before"] if one.name != two.name else []
    changes += [
        f"{what}: {told}, was {was}" for (what, was), (_, told) in zip(one.facts, two.facts) if was != told
    ]
    if one.start != two.start:
        yield Row(one.start, one, None, "moved", f"moved to {two.start}")
        yield Row(two.start, None, two, "moved", "; ".join([f"moved from {one.start}", *changes]))
        return
    if one.end != two.end:
        changes.insert(0, f"ends {two.end}, was {one.end}")
    yield Row(one.start, one, two, "changed" if changes else "same", "; ".join(changes))


def _gone(entry, there, here):
    days = _other_days(entry, there, here)
    return ("moved", f"moved to {days}") if days else ("dropped", "dropped")


def _come(entry, there, here):
    days = _other_days(entry, there, here)
    if days:
        return "moved", f"moved from {days}"
    where, leader, places = (words for _, words in entry.facts[1:4])
    return "new", f"new: {where}; led by {leader}; open to {places}"


def _other_days(entry, there, here):
    """Return on which days it is in the timetable `there` alone, where it is there on as many days as here."""
    mine, theirs = (
        next((slot.day_numbers for slot in routine.slots if slot.name == entry.name), [])
        for routine in (here, there)
    )
    alone = [number for number in theirs if number not in mine]
    return days_told(alone) if alone and len(mine) == len(theirs) else ""


def counts_told(weeks):
    """Return what differs in a week in a sentence: what is new, what moved, what changed, what was dropped.

    Parameters
    ----------
    weeks : list of tuple
        As `weeks_beside` returns them.

    Returns
    -------
    str
    """
    found = {mark: {} for mark in MARKS}
    for days, row in (one for _, rows in weeks for one in rows):
        # What moved has two lines and is told once, as it is now.
        if row.other or row.mark == "dropped":
            found[row.mark].setdefault((row.other or row.base).name, []).extend(days)
    told = [_told(mark, names) for mark, names in found.items() if mark != "same" and names]
    text = "; ".join(told)
    return f"{text[0].upper()}{text[1:]}." if text else "The timetables are the same."


def _told(mark, names):
    if len(names) > MOST_NAMED:
        return f"{mark}: {len(names)} entries"
    return f"{mark}: {listed(f'{name} ({days_told(set(days))})' for name, days in names.items())}"
