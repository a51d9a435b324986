"""Counts that add up, of a ward's own log and of simulated logs alike."""

import numpy as np

from milieusim.vocabulary import ResponseKind

COERCION = (
    ResponseKind.MANUAL_RESTRAINT,
    ResponseKind.MECHANICAL_RESTRAINT,
    ResponseKind.SECLUSION,
    ResponseKind.RAPID_TRANQUILLISATION,
)
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
