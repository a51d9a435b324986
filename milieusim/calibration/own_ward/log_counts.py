"""Counts that add up, of a ward's own log and of simulated logs alike, in groups too large to point at anybody."""

from typing import NamedTuple

import numpy as np

from milieusim.evidence.counts.people_counts import COERCION
from milieusim.incident_kinds import IncidentKind
from milieusim.vocabulary import Trigger

LEAST = 5
"""No count below this is compared on its own or written down."""
BLOCK_HOURS = 3
WINDOW_DAYS = 28
"""Residents' shares are counted within windows: over a longer time everybody is somebody else."""
RECORDED = np.dtype(
    [
        ("day", np.int64),
        ("hour", np.float64),
        ("resident", np.int64),
        ("kind", np.int64),
        ("severity", np.float64),
        ("trigger", np.int64),
        ("response", np.int64),
    ]
)


def recorded_in(run):
    """Return what the log of a simulated ward would hold.

    Parameters
    ----------
    run : Run

    Returns
    -------
    events : numpy.ndarray
        Rows of RECORDED, with kind, trigger and time as they were written down.
    bed_days : float
        Occupied bed-days.
    """
    rows = run.raw["incidents"]
    rows = rows[rows["is_recorded"]]
    events = np.zeros(len(rows), RECORDED)
    at = rows["at_hour_recorded"]
    events["day"] = np.minimum(at // 24, run.days - 1)
    events["hour"] = at % 24
    for own, name in (
        ("kind", "kind_recorded"),
        ("trigger", "trigger_recorded"),
        ("response", "response_kind"),
    ):
        events[own] = rows[name]
    events["resident"], events["severity"] = rows["resident"], rows["severity"]
    return events, float(run.raw["shifts"]["resident_hours"].sum()) / 24


class Group(NamedTuple):
    """Some kinds, triggers or hours that are counted together."""

    label: str
    codes: tuple


class Groups(NamedTuple):
    """What is counted together: kinds, triggers, and hours of the day (a group's codes are its hours)."""

    kinds: list
    triggers: list
    hours: list


def groups_for(events, expected):
    """Return how the incidents of a log are grouped.

    Parameters
    ----------
    events : numpy.ndarray
        With fields kind, trigger and hour, as `OwnLog.events` has them.
    expected : numpy.ndarray
        How many of each kind the model would have recorded in the same time.

    Returns
    -------
    groups : Groups
    silent : list of str
        Kinds that the log never has although at least LEAST were expected: it is taken not to hold them.
    """
    counts = np.bincount(events["kind"], minlength=len(IncidentKind))
    silent = (counts == 0) & (np.asarray(expected) >= LEAST)
    kinds = [(word.label.replace("_", " "), (int(word),)) for word in IncidentKind if not silent[word]]
    events = events[~silent[events["kind"]]]
    unnamed = (Trigger.NONE, Trigger.OTHER)
    triggers = [(t.label.replace("_", " "), (int(t),)) for t in Trigger if t not in unnamed]
    named = events["trigger"][events["trigger"] >= 0]
    by_trigger = np.bincount(named, minlength=len(Trigger))
    found = Groups(
        _by_size(kinds, counts, "other kinds"),
        _by_size(triggers, by_trigger, "other named triggers"),
        _by_hour(events["hour"]),
    )
    return found, [word.label for word in IncidentKind if silent[word]]


def _by_size(groups, counts, rest):
    """Put groups of fewer than LEAST together, and the smallest of the others with them if it takes that."""
    sized = sorted(((int(counts[list(codes)].sum()), label, codes) for label, codes in groups), reverse=True)
    kept = [entry for entry in sized if entry[0] >= LEAST]
    small = [entry for entry in sized if entry[0] < LEAST]
    while small and kept and sum(entry[0] for entry in small) < LEAST:
        small.append(kept.pop())
    named = sorted((codes, label) for _, label, codes in kept)
    found = [Group(label, codes) for codes, label in named]
    if small:
        codes = tuple(sorted(code for entry in small for code in entry[2]))
        found.append(Group(rest if found else rest.replace("other", "all"), codes))
    return found


def _by_hour(hours):
    """Return blocks of the day, from midnight on, of which each has at least LEAST incidents."""
    hours = hours[np.isfinite(hours)].astype(int)
    counts = np.bincount(hours, minlength=24)
    blocks, begun = [], []
    for start in range(0, 24, BLOCK_HOURS):
        begun += range(start, start + BLOCK_HOURS)
        if counts[begun].sum() >= LEAST:
            blocks.append(begun)
            begun = []
    if begun:
        blocks[-1:] = [[*(blocks[-1] if blocks else []), *begun]]
    return [Group(f"{block[0]:02d}-{block[-1] + 1:02d} h", tuple(block)) for block in blocks]


def layout_of(groups):
    """Return where each part of the counts stands in the vector of all: name -> slice."""
    sizes = {
        "bed_days": 1,
        "kinds": len(groups.kinds),
        "hours": len(groups.hours),
        "triggers": len(groups.triggers),
        "coerced": 2,
        "severity": 2,
        "daily": 3,
        "pairs": 2,
    }
    ends = np.cumsum(list(sizes.values()))
    return {name: slice(end - size, end) for (name, size), end in zip(sizes.items(), ends)}


def counts_of(events, days, bed_days, groups):
    """Return the counts of a log as one vector; those of two logs add up.

    Parameters
    ----------
    events : numpy.ndarray
        Rows of RECORDED.
    days : int
        Length of the log.
    bed_days : float
    groups : Groups

    Returns
    -------
    numpy.ndarray
    """
    known = np.isin(events["kind"], [code for group in groups.kinds for code in group.codes])
    events = events[known]
    found = np.zeros(max(part.stop for part in layout_of(groups).values()))
    parts = {name: found[place] for name, place in layout_of(groups).items()}
    parts["bed_days"][:] = bed_days
    hours = np.where(np.isfinite(events["hour"]), events["hour"], -1).astype(int)
    for name, values in (("kinds", events["kind"]), ("hours", hours), ("triggers", events["trigger"])):
        parts[name][:] = [np.isin(values, group.codes).sum() for group in getattr(groups, name)]
    told = events["response"] >= 0
    parts["coerced"][:] = np.isin(events["response"], COERCION).sum(), told.sum()
    rated = np.isfinite(events["severity"])
    parts["severity"][:] = events["severity"][rated].sum(), rated.sum()
    daily = np.bincount(events["day"], minlength=days)[:days]
    parts["daily"][:] = days, daily.sum(), (daily**2).sum()
    parts["pairs"][:] = _pairs(events, days)
    return found


def _pairs(events, days):
    """Return how many pairs of incidents within a window are of one resident, and how many there are."""
    length = min(WINDOW_DAYS, days)
    known = (events["resident"] >= 0) & (events["day"] < days // length * length)
    window, resident = events["day"][known] // length, events["resident"][known]
    same = _choose_2(np.unique(np.stack([window, resident]), axis=1, return_counts=True)[1])
    return same, _choose_2(np.bincount(window))


def _choose_2(counts):
    return float((counts * (counts - 1) // 2).sum())


def weeks_of(events, days, bed_days_by_day, groups):
    """Return the counts of each week of a log; the days left over belong to the last week."""
    weeks = max(days // 7, 1)
    week = np.minimum(events["day"] // 7, weeks - 1)
    rows = []
    for place in range(weeks):
        first = 7 * place
        length = 7 if place < weeks - 1 else days - first
        own = events[week == place].copy()
        own["day"] -= first
        rows.append(counts_of(own, length, bed_days_by_day[first : first + length].sum(), groups))
    return np.array(rows)
