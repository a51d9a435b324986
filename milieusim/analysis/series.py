"""Measures of a run by day, and by hour of the day: a row of numbers where a metric is one.

They are worked out of the raw rows of a run, so that a sweep can hold them without holding tables. Stores that were
asked for some keep a digest of this file.
"""

from typing import NamedTuple

import numpy as np

from milieusim.incident_kinds import AGGRESSION, IncidentKind
from milieusim.kinds import IS_CONTAINMENT
from milieusim.rules.basics import units
from milieusim.vocabulary import ResponseKind
from milieusim.ward.state import columns_from

BY_DAY, BY_HOUR = "by_day", "by_hour"
PLACES = {BY_DAY: "day", BY_HOUR: "hour"}
"""By what -> the column that says which day, or which hour."""
HOURS_A_DAY = int(units.HOURS_A_DAY)
LEVELS = tuple(columns_from("shifts", "arousal wellbeing"))
SUMS = {
    **dict.fromkeys("admissions discharges absconded returned slots_planned slots_held".split(), "count"),
    **dict.fromkeys("resident_hours care_hours organised_hours staff_contact_hours".split(), "h"),
    **dict.fromkeys("restraint_hours seclusion_hours".split(), "h"),
}
"""Columns of the table of shifts that add up over a day -> their unit."""
TOTALS = {
    "conflict": ("incidents", list(IncidentKind)),
    "aggression": ("incidents", AGGRESSION),
    "containment": ("responses", np.flatnonzero(IS_CONTAINMENT)),
}
EVENTS = {
    **TOTALS,
    **{kind.label: ("incidents", [kind]) for kind in IncidentKind},
    **{kind.label: ("responses", [kind]) for kind in ResponseKind if kind != ResponseKind.NONE},
}
"""What happens at a moment -> its table, and the kinds that count."""
OF_HOURS = {"census": "residents", "arousal": "0-1"}
"""What only the table of hours tells by the hour -> its unit."""


class Series(NamedTuple):
    """A measure by day or by hour.

    Attributes
    ----------
    name : str
    by : {"by_day", "by_hour"}
    unit, definition : str
    needs : str
        Table that an engine writes only when it is asked to; empty if none.
    """

    name: str
    by: str
    unit: str
    definition: str
    needs: str = ""


def _of_days():
    for name in EVENTS:
        yield Series(
            name,
            BY_DAY,
            "events a day",
            "Events that began on each day of the run, from midnight to midnight.",
        )
    for name in LEVELS:
        told = "Mean over the hours that residents were on the ward, in the shifts that began on the day."
        yield Series(name, BY_DAY, "0-1", told)
    for name, unit in SUMS.items():
        yield Series(name, BY_DAY, f"{unit} a day", "Sum over the shifts that began on the day.")


def _of_hours():
    for name in EVENTS:
        told = "Events that began in each hour of the day, mean over days."
        yield Series(name, BY_HOUR, "events an hour", told)
    yield Series("census", BY_HOUR, OF_HOURS["census"], "Residents on the ward, mean over days.", "hours")
    told = "Mean over residents on the ward, and over days, each by its residents."
    yield Series("arousal", BY_HOUR, OF_HOURS["arousal"], told, "hours")


SERIES = {
    BY_DAY: {one.name: one for one in _of_days()},
    BY_HOUR: {one.name: one for one in _of_hours()},
}
"""Everything that can be asked for, by ``by_day`` or ``by_hour`` and name."""


def tables_needed(asked):
    """Return the tables that an engine has to be asked for.

    Parameters
    ----------
    asked : dict of str to sequence of str
        ``by_day`` or ``by_hour`` -> names.

    Returns
    -------
    list of str
    """
    return sorted({SERIES[by][name].needs for by, names in asked.items() for name in names} - {""})


def series_of(raw, days, by, names):
    """Return measures of a run by day or by hour of the day.

    Parameters
    ----------
    raw : mapping of str to numpy.ndarray
        Structured arrays by table name.
    days : int
        Simulated.
    by : {"by_day", "by_hour"}
    names : sequence of str

    Returns
    -------
    numpy.ndarray
        A row a day, or 24; a column a name. Missing where nobody was on the ward.
    """
    work = _by_day if by == BY_DAY else _by_hour
    return np.array([work(raw, days, name) for name in names], float).T


def _by_day(raw, days, name):
    if name in EVENTS:
        return np.bincount(_events(raw, days, name)["day"], minlength=days)
    shifts = raw["shifts"]
    # The night under way at hour 0 began on the day before.
    shifts = shifts[(shifts["day"] >= 0) & (shifts["day"] < days)]
    if name in SUMS:
        return np.bincount(shifts["day"], shifts[name], days)
    return _mean(shifts["day"], shifts[f"mean_{name}"], shifts["resident_hours"], days)


def _by_hour(raw, days, name):
    if name in EVENTS:
        hours = _events(raw, days, name)["hour"].astype(np.int64)
        return np.bincount(hours, minlength=HOURS_A_DAY) / days
    hours = raw["hours"]
    if name == "census":
        return np.bincount(hours["hour"], hours["census"], HOURS_A_DAY) / days
    return _mean(hours["hour"], hours["mean_arousal"], hours["census"].astype(float), HOURS_A_DAY)


def _events(raw, days, name):
    table, kinds = EVENTS[name]
    rows = raw[table]
    return rows[np.isin(rows["kind"], np.array(kinds, np.int64)) & (rows["day"] >= 0) & (rows["day"] < days)]


def _mean(place, values, weights, length):
    there = (weights > 0) & (values == values)
    place, values, weights = place[there], values[there], weights[there]
    whole = np.bincount(place, weights, length)
    total = np.bincount(place, values * weights, length)
    return np.where(whole > 0, total / np.where(whole > 0, whole, 1.0), np.nan)
