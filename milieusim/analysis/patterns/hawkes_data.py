"""Incidents and stays as a self-exciting count model reads them: bins, exposure, and what went before."""

from dataclasses import dataclass

import numpy as np

from milieusim.errors import DataError

HOURS_PER_DAY = 24.0


@dataclass(frozen=True)
class Incidents:
    """Counts in bins, and how long who could have been counted.

    A unit is one resident of one run, or the whole ward of a run where stays are not known. A cell is a part
    of the day, crossed with a part of the stay: within a cell the baseline is constant.

    Attributes
    ----------
    bin_hours : float
    unit, bin, count, cell : numpy.ndarray
        One entry for each unit and bin in which something happened, in order of bins.
    run_of, first, last : numpy.ndarray
        Of each unit: its run, its first bin, and the bin after its last.
    exposure : numpy.ndarray
        Hours, one row a unit, one column a cell.
    census : numpy.ndarray
        Units present, one row a run, one column a bin.
    beds : numpy.ndarray
        Mean census of each run.
    history : Incidents or None
        The same up to the end of the history, from which on incidents are to be explained.
    """

    bin_hours: float
    unit: np.ndarray
    bin: np.ndarray
    count: np.ndarray
    cell: np.ndarray
    run_of: np.ndarray
    first: np.ndarray
    last: np.ndarray
    exposure: np.ndarray
    census: np.ndarray
    beds: np.ndarray
    history: "Incidents | None" = None

    @property
    def explained(self):
        """How many incidents are to be explained: those after the history."""
        return float(self.count.sum() - (self.history.count.sum() if self.history else 0.0))

    @property
    def has_others(self):
        """Whether a unit is one among several, so that incidents of others can count."""
        return bool(self.census.max(initial=0) > 1)


@dataclass(frozen=True)
class Excitation:
    """What earlier incidents add to later ones, for one half-life.

    Attributes
    ----------
    own, others : numpy.ndarray
        Expected counts in the bin of each entry if every earlier incident (of the same resident; of the
        others) had exactly one follower.
    own_total, others_total : float
        The same, summed over everything that was watched.
    history : Excitation or None
        The same up to the end of the history.
    """

    own: np.ndarray
    others: np.ndarray
    own_total: float
    others_total: float
    history: "Excitation | None" = None


def binned(incidents, stays=None, days=None, bin_hours=1.0, day_blocks=8, stay_parts=(), history_days=0.0):
    """Put incidents and stays into bins.

    Parameters
    ----------
    incidents : pandas.DataFrame
        at_hour; resident if stays are given; run if there are several.
    stays : pandas.DataFrame, optional
        resident, admitted_at_hour, discharged_at_hour (missing if still here); run if there are several.
    days : float, optional
        Length of a run; up to the end of the day of the last incident if left out.
    bin_hours : float
        Length of a bin; a whole number of bins makes a day.
    day_blocks : int
        Parts of the day between which the baseline may differ.
    stay_parts : sequence of float
        Days since admission at which the baseline may change.
    history_days : float
        Days at the beginning that only tell what went before.

    Returns
    -------
    Incidents
    """
    bins_a_day = _bins_a_day(bin_hours, day_blocks)
    days = days or int(np.floor(incidents["at_hour"].max() / HOURS_PER_DAY)) + 1 if len(incidents) else days
    if not days:
        raise DataError("hawkes: there is no incident and no length of time; pass days=.")
    bins = round(days * bins_a_day)
    units = _units(incidents, stays, bins, bin_hours)
    where = _unit_of(incidents, stays, units)
    at = np.floor(incidents["at_hour"].to_numpy(float) / bin_hours + 1e-9).astype(int)
    inside = (at >= 0) & (at < bins)
    _refuse_strangers(where, at, inside, units)
    pairs, count = np.unique(np.column_stack([at, where])[inside], axis=0, return_counts=True)
    cells = _Cells(bins_a_day, day_blocks, np.asarray(stay_parts, float) * bins_a_day)
    entry_cell = cells.of(pairs[:, 0], pairs[:, 0] - units["admitted"].to_numpy()[pairs[:, 1]])
    beds = _watched(units, cells, bins, bin_hours)[1].mean(axis=1)

    def up_to(end, history=None):
        here = units.assign(first=units["first"].clip(upper=end), last=units["last"].clip(upper=end))
        exposure, census = _watched(here, cells, end, bin_hours)
        first, last, run_of = (here[name].to_numpy() for name in ("first", "last", "run"))
        early = pairs[:, 0] < end
        return Incidents(
            bin_hours, pairs[early, 1], pairs[early, 0], count[early].astype(float), entry_cell[early], run_of,
            first, last, exposure, census, beds, history,
        )  # fmt: skip

    start = round(history_days * bins_a_day)
    return up_to(bins, up_to(start) if start else None)


def excitation(data, half_life_hours):
    """Return what earlier incidents add, if their effect halves in some hours.

    Parameters
    ----------
    data : Incidents
    half_life_hours : float

    Returns
    -------
    Excitation
    """
    kept = 0.5 ** (data.bin_hours / half_life_hours)
    runs = data.run_of[data.unit]
    own, ward = _carried(data, kept, data.unit), _carried(data, kept, runs)
    # How much of an incident's effect falls into the rest of its resident's stay, and on the others present.
    own_rest = 1.0 - kept ** np.maximum(data.last[data.unit] - 1 - data.bin, 0)
    beds = data.beds[runs]
    ward_rest = _ahead(data.census, kept)[runs, data.bin]
    others = (ward - own) / beds
    before = excitation(data.history, half_life_hours) if data.history else None
    others_rest = np.maximum(ward_rest - own_rest, 0.0) / beds
    return Excitation(own, others, float(data.count @ own_rest), float(data.count @ others_rest), before)


def _carried(data, kept, group):
    """Return, for each entry, the sum over earlier entries of its group, weighted by the kernel."""
    state = np.zeros(int(group.max(initial=-1)) + 1)
    seen = np.zeros_like(state)
    found = np.zeros(len(group))
    edges = np.flatnonzero(np.diff(data.bin)) + 1
    for start, stop in zip(np.append(0, edges), np.append(edges, len(group))):
        if stop == start:
            continue
        now, which = data.bin[start], group[start:stop]
        # The state is what the next bin would receive; it fades from bin to bin.
        found[start:stop] = state[which] * kept ** (now - seen[which])
        touched, place = np.unique(which, return_inverse=True)
        faded = state[touched] * kept ** (now + 1 - seen[touched])
        state[touched] = faded + (1.0 - kept) * np.bincount(place, data.count[start:stop])
        seen[touched] = now + 1
    return found


def _ahead(census, kept):
    """Return, for each run and bin, the kernel-weighted number of units present from the next bin on."""
    ahead = np.zeros(census.shape)
    for bin_ in range(census.shape[1] - 2, -1, -1):
        ahead[:, bin_] = (1.0 - kept) * census[:, bin_ + 1] + kept * ahead[:, bin_ + 1]
    return ahead


class _Cells:
    """Which part of the day and of the stay a bin belongs to."""

    def __init__(self, bins_a_day, day_blocks, stay_edges):
        self.bins_a_day, self.day_blocks, self.stay_edges = bins_a_day, day_blocks, stay_edges
        self.number = day_blocks * (len(stay_edges) + 1)

    def of(self, bins, since_admission):
        block = (bins % self.bins_a_day) * self.day_blocks // self.bins_a_day
        part = np.searchsorted(self.stay_edges, since_admission, side="right")
        return part * self.day_blocks + block


def _bins_a_day(bin_hours, day_blocks):
    bins = HOURS_PER_DAY / bin_hours if bin_hours > 0 else 0
    if bins < 1 or abs(bins - round(bins)) > 1e-9:
        raise DataError(
            f"hawkes: bin_hours is {bin_hours}; a whole number of bins must make a day, as 1 or 0.25."
        )
    if day_blocks < 1 or round(bins) % day_blocks:
        raise DataError(
            f"hawkes: day_blocks is {day_blocks}; it must divide the {round(bins)} bins of a day."
        )
    return round(bins)


def _units(incidents, stays, bins, bin_hours):
    import pandas as pd

    if stays is None:
        runs = sorted(incidents["run"].unique()) if "run" in incidents.columns else [0]
        units = pd.DataFrame({"run_key": runs, "resident": 0, "admitted": 0, "first": 0, "last": bins})
    else:
        admitted = np.floor(stays["admitted_at_hour"].to_numpy(float) / bin_hours + 1e-9)
        left = np.ceil(stays["discharged_at_hour"].to_numpy(float) / bin_hours - 1e-9)
        left = np.where(np.isnan(left), bins, left).clip(0, bins)
        runs = stays["run"].to_numpy() if "run" in stays.columns else np.zeros(len(stays), int)
        units = pd.DataFrame({"run_key": runs, "resident": stays["resident"].to_numpy()})
        units = units.assign(admitted=admitted.astype(int), first=admitted.clip(0, bins).astype(int))
        units["last"] = left.astype(int)
    units["run"] = pd.factorize(units["run_key"])[0]
    return units


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


def _refuse_strangers(where, at, inside, units):
    unknown = int((inside & (where < 0)).sum())
    if unknown:
        raise DataError(f"hawkes: {unknown} incident(s) are of residents who are not in the table of stays.")
    first, last = units["first"].to_numpy()[where], units["last"].to_numpy()[where]
    outside = int((inside & ((at < first) | (at >= last))).sum())
    if outside:
        raise DataError(f"hawkes: {outside} incident(s) lie outside their resident's stay.")


def _watched(units, cells, bins, bin_hours):
    """Return the hours of each unit in each cell, and how many units were there in each run and bin."""
    first, last, run = (units[name].to_numpy() for name in ("first", "last", "run"))
    exposure = np.zeros((len(units), cells.number))
    change = np.zeros((int(run.max(initial=0)) + 1, bins + 1))
    np.add.at(change, (run, first), 1.0)
    np.add.at(change, (run, np.maximum(last, first)), -1.0)
    for unit, admitted in enumerate(units["admitted"]):
        here = np.arange(first[unit], last[unit])
        exposure[unit] = np.bincount(cells.of(here, here - admitted), minlength=cells.number)
    return exposure * bin_hours, change[:, :-1].cumsum(axis=1)
