"""Incidents and stays as a self-exciting model reads them: when, of whom, and who was there to be counted."""

from dataclasses import dataclass

import numpy as np

from milieusim.analysis.times import refuse, rows_told, span_problems, time_problems
from milieusim.errors import DataError

HOURS_PER_DAY = 24.0
ROUNDINGS = (60, 30, 20, 15, 12, 10, 6, 5, 4, 3, 2, 1)
"""Minutes to which people and models round times."""
_SLACK = 1e-4


@dataclass(frozen=True)
class Incidents:
    """When what happened to whom, and how long who could have been counted.

    A unit is one resident of one run, or the whole ward of a run where stays are not known. A cell is a part
    of the day, crossed with a part of the stay: within a cell the baseline is constant.

    Attributes
    ----------
    at, unit, cell : numpy.ndarray
        One entry an incident: its hour, unit and cell, in order of units and hours.
    run_of, last : numpy.ndarray
        Of each unit: its run, and the hour at which it leaves or the record ends.
    exposure : numpy.ndarray
        Hours, one row a unit, one column a cell.
    beds : numpy.ndarray
        Mean census of each run.
    come : numpy.ndarray
        By how many the census changes, one entry a step of it; all have left at the end.
    order : numpy.ndarray
        Puts incidents, followed by steps of the census, in order of runs and hours.
    step_at, step_run : numpy.ndarray
        Hour and run of each step of the census.
    rounded_to : float
        Hours to which times were rounded; 0 if they were not.
    history : Incidents or None
        The same up to the end of the history, from which on incidents are to be explained.
    is_known : numpy.ndarray or None
        Of each incident: whether it is of the history.
    """

    at: np.ndarray
    unit: np.ndarray
    cell: np.ndarray
    run_of: np.ndarray
    last: np.ndarray
    exposure: np.ndarray
    beds: np.ndarray
    come: np.ndarray
    order: np.ndarray
    step_at: np.ndarray
    step_run: np.ndarray
    rounded_to: float = 0.0
    history: "Incidents | None" = None
    is_known: "np.ndarray | None" = None

    @property
    def explained(self):
        """How many incidents are to be explained: those after the history."""
        return len(self.at) - (len(self.history.at) if self.history else 0)

    @property
    def has_others(self):
        """Whether a unit is one among several, so that incidents of others can count."""
        return bool(self.beds.max(initial=0) > 1)


def placed(incidents, stays=None, days=None, day_blocks=8, stay_parts=(), history_days=0.0, seed=1):
    """Put incidents and stays on the clock of a record.

    Times that were rounded are drawn anew within what was rounded away: incidents that chance alone brought into one
    quarter of an hour are then as far from each other as chance has it.

    Parameters
    ----------
    incidents : pandas.DataFrame
        at_hour; resident if stays are given; run if there are several.
    stays : pandas.DataFrame, optional
        resident, admitted_at_hour, discharged_at_hour (missing if still here); run if there are several.
    days : float, optional
        Length of a run; up to the end of the day of the last incident if left out.
    day_blocks : int
        Parts of the day between which the baseline may differ.
    stay_parts : sequence of float
        Days since admission at which the baseline may change.
    history_days : float
        Days at the beginning that only tell what went before.
    seed : int
        Of what was rounded away.

    Returns
    -------
    Incidents

    Raises
    ------
    DataError
        With the rows that cannot be placed.
    """
    if not day_blocks >= 1:
        raise DataError(f"hawkes: day_blocks is {day_blocks}; it must be 1 or more.")
    end = HOURS_PER_DAY * checked_length(incidents, stays, days)
    at = incidents["at_hour"].to_numpy(float)
    rounded_to = rounding_of(at)
    units = _units(incidents, stays, end, rounded_to)
    which = _unit_of(incidents, stays, units)
    _refuse_strangers(incidents, which, at, units)
    first, last = units["first"].to_numpy()[which], units["last"].to_numpy()[which]
    at = at + rounded_to * np.random.default_rng(seed).random(len(at))
    at = np.clip(at, first, np.nextafter(last, -1))
    cells = _Cells(day_blocks, HOURS_PER_DAY * np.asarray(stay_parts, float))
    cell = cells.of(at, at - units["admitted"].to_numpy()[which])
    beds = np.bincount(units["run"], units["last"] - units["first"]) / end
    in_order = np.lexsort((at, which))
    at, which, cell = at[in_order], which[in_order], cell[in_order]

    def up_to(hour, history=None):
        known = at < hour
        first, last, run = (units[name].to_numpy() for name in ("first", "last", "run"))
        first, last = np.minimum(first, hour), np.minimum(last, hour)
        step_at, come = np.concatenate([first, last]), np.repeat([1.0, -1.0], len(first))
        step_run = np.concatenate([run, run])
        points = np.concatenate([at[known], step_at])
        runs = np.concatenate([run[which[known]], step_run])
        # An incident comes before a step of the same moment: whoever leaves was still there.
        order = np.lexsort((np.arange(len(points)) >= known.sum(), points, runs))
        exposure = cells.hours(first, last, units["admitted"].to_numpy())
        return Incidents(
            at[known], which[known], cell[known], run, last, exposure, beds, come, order, step_at, step_run,
            rounded_to, history, at[known] < begin,
        )  # fmt: skip

    begin = HOURS_PER_DAY * history_days
    return up_to(end, up_to(begin) if begin > 0 else None)


def checked_length(incidents, stays, days):
    """Return the days of a record, after a look at all times.

    Parameters
    ----------
    incidents : pandas.DataFrame
    stays : pandas.DataFrame or None
    days : float or None

    Returns
    -------
    float

    Raises
    ------
    DataError
        With every row whose time is missing, no number, or outside the record.
    """
    problems = time_problems(incidents, "at_hour", "hawkes, incidents")
    if stays is not None:
        problems += time_problems(stays, "admitted_at_hour", "hawkes, stays")
        problems += time_problems(stays, "discharged_at_hour", "hawkes, stays", may_be_missing=True)
    refuse(problems)
    if not days:
        if len(incidents) == 0:
            raise DataError("hawkes: there is no incident and no length of time; pass days=.")
        days = int(np.floor(incidents["at_hour"].max() / HOURS_PER_DAY)) + 1
    refuse(span_problems(incidents, "at_hour", "hawkes, incidents", HOURS_PER_DAY * days))
    return days


def rounding_of(hours):
    """Return the hours to which all of some times are rounded; 0 if they are not.

    Parameters
    ----------
    hours : array_like

    Returns
    -------
    float
    """
    for minutes in ROUNDINGS if len(hours) else ():
        parts = np.asarray(hours, float) * 60 / minutes
        if (np.abs(parts - np.round(parts)) * minutes / 60 < _SLACK).all():
            return minutes / 60
    return 0.0


class _Cells:
    """Which part of the day and of the stay a moment belongs to."""

    def __init__(self, day_blocks, stay_edges):
        self.day_blocks, self.stay_edges = day_blocks, stay_edges
        self.block_hours = HOURS_PER_DAY / day_blocks

    def of(self, at, since_admission):
        block = np.minimum((at % HOURS_PER_DAY) // self.block_hours, self.day_blocks - 1).astype(int)
        return np.searchsorted(self.stay_edges, since_admission, side="right") * self.day_blocks + block

    def hours(self, first, last, admitted):
        """Return the hours of each unit in each cell."""
        edges = np.concatenate([[-np.inf], self.stay_edges, [np.inf]])
        parts = []
        for low, high in zip(edges, edges[1:]):
            start = np.clip(admitted + low, first, last)
            stop = np.clip(admitted + high, first, last)
            parts.append(self._in_blocks(stop) - self._in_blocks(start))
        return np.concatenate(parts, axis=1)

    def _in_blocks(self, hour):
        """Return how much of each part of the day lies between hour 0 and some hours."""
        days, rest = np.divmod(hour[:, None], HOURS_PER_DAY)
        begins = self.block_hours * np.arange(self.day_blocks)
        return days * self.block_hours + np.clip(rest - begins, 0.0, self.block_hours)


def _units(incidents, stays, end, rounded_to):
    import pandas as pd

    if stays is None:
        runs = sorted(incidents["run"].unique()) if "run" in incidents.columns else [0]
        units = pd.DataFrame({"run_key": runs, "resident": 0, "admitted": 0.0, "first": 0.0, "last": end})
    else:
        admitted = stays["admitted_at_hour"].to_numpy(float)
        left = stays["discharged_at_hour"].to_numpy(float)
        turned = left < admitted
        if turned.any():
            raise DataError(
                f"hawkes, stays: discharged before they were admitted: {rows_told(stays, turned)}."
            )
        if rounded_to:
            admitted = rounded_to * np.floor(admitted / rounded_to + _SLACK)
            left = rounded_to * np.ceil(left / rounded_to - _SLACK)
        left = np.where(np.isnan(left), end, left)
        runs = stays["run"].to_numpy() if "run" in stays.columns else np.zeros(len(stays), int)
        units = pd.DataFrame({"run_key": runs, "resident": stays["resident"].to_numpy()})
        units = units.assign(admitted=admitted, first=admitted.clip(0, end), last=left.clip(0, end))
    return units.assign(run=pd.factorize(units["run_key"])[0])


def _unit_of(incidents, stays, units):
    import pandas as pd

    runs = incidents["run"].to_numpy() if "run" in incidents.columns else np.zeros(len(incidents), int)
    resident = incidents["resident"].to_numpy() if stays is not None else np.zeros(len(incidents), int)
    index = pd.MultiIndex.from_frame(units[["run_key", "resident"]])
    if not index.is_unique:
        raise DataError(
            "hawkes: the table of stays has a resident twice; a readmission needs a number of its own."
        )
    return index.get_indexer(pd.MultiIndex.from_arrays([runs, resident]))


def _refuse_strangers(incidents, which, at, units):
    strangers = which < 0
    if strangers.any():
        raise DataError(
            f"hawkes: incidents of residents who are not in the table of stays: {rows_told(incidents, strangers)}."
        )
    outside = (at < units["first"].to_numpy()[which]) | (at > units["last"].to_numpy()[which])
    if outside.any():
        raise DataError(
            f"hawkes: incidents that lie outside their resident's stay: {rows_told(incidents, outside)}."
        )
