"""Bursts of aggression: a pattern that contagion makes, and that no pattern it is fitted to asks for.

Where one person is aggressive, others in the same room grow tense, and some follow within the hour. Others'
incidents soon after one, in the same kind of place, are counted against those at the same hour of the day one
and two days before and after: the same hour, the same room and largely the same people, but nobody who saw it.
Their ratio is 1 where incidents of different people have nothing to do with each other. Something besides
contagion can lift it: a room that is fuller today than on other days holds more of both. What the whole ward has
in common on a day, such as few staff, would lift it in other kinds of place as well, where nobody saw anything.
"""

from functools import partial

import numpy as np

from milieusim.analysis.metrics.run_view import share
from milieusim.evidence import measuring
from milieusim.evidence.estimates import jackknife, standard_error
from milieusim.incident_kinds import AGGRESSION
from milieusim.rules.basics.units import HOURS_A_DAY, MINUTES_AN_HOUR

LAGS = (0.0, 0.5, 1.0, 2.0, 4.0)
"""Edges of the classes of hours from one incident to another; each class holds its upper edge."""
DAYS_APART = (-2, -1, 1, 2)
MODELS = {"full": None, "contagion_off": "contagion_off", "identical_residents": "identical_residents"}
STUDY = "england"
FIRST_SEED = 3 * 10**12
"""No score, comparison or calibration comes so far."""


def pair_counts(raw, facts):
    """Count pairs of true aggressive incidents of different residents by lag, in one kind of place and elsewhere.

    Parameters
    ----------
    raw : dict
        Tables of a run.
    facts : Facts

    Returns
    -------
    dict of str to numpy.ndarray
        By class of lag: ``near``, pairs in one kind of place; ``apart``, as many as such classes hold days before
        and after; both ``_elsewhere``, of pairs in different kinds of place.
    """
    incidents = raw["incidents"]
    incidents = incidents[np.isin(incidents["kind"], [int(kind) for kind in AGGRESSION])]
    # Steps are whole minutes: counted as such, no lag falls on the wrong side of an edge by rounding.
    minute = np.rint(incidents["at_hour"] * MINUTES_AN_HOUR).astype(np.int64)
    edges = (np.array(LAGS) * MINUTES_AN_HOUR).astype(np.int64)
    windows = {days: edges + int(days * HOURS_A_DAY * MINUTES_AN_HOUR) for days in (0, *DAYS_APART)}
    place, resident = incidents["place"], incidents["resident"]
    found = {days: _pairs(minute, place, resident, window) for days, window in windows.items()}
    whole = facts.hours * MINUTES_AN_HOUR
    apart = [found[days] * _room(whole, edges) / _room(whole, windows[days]) for days in DAYS_APART]
    (near, near_elsewhere), (apart, apart_elsewhere) = found[0], np.mean(apart, axis=0)
    return {
        "near": near,
        "apart": apart,
        "near_elsewhere": near_elsewhere,
        "apart_elsewhere": apart_elsewhere,
    }


def _pairs(minute, place, resident, edges):
    """Return pairs of different people by lag in classes with these edges: in one place, and in different ones."""
    both = np.unique(np.stack([place, resident]), axis=1, return_inverse=True)[1].reshape(-1)
    anywhere = _within(minute, np.zeros_like(resident), edges) - _within(minute, resident, edges)
    here = _within(minute, place, edges) - _within(minute, both, edges)
    return np.stack([here, anywhere - here])


def _within(minute, group, edges):
    """Return ordered pairs of one group by lag; times are sorted, so that years take no longer than they must."""
    # Groups are laid end to end, further apart than any lag reaches.
    span = int(np.ptp(minute)) + 2 * int(np.abs(edges).max()) + 1 if len(minute) else 1
    times = np.sort(minute + group.astype(np.int64) * span)
    return np.diff([np.searchsorted(times, times + edge, side="right").sum() for edge in edges])


def _room(whole, edges):
    """Return how long a first incident may happen so that the second still falls into the run."""
    middles = np.abs(edges[1:] + edges[:-1]) / 2
    return np.maximum(whole - middles, 0.0)


def burst_ratios(counts, where=""):
    """Return pairs near each other over pairs days apart, by class of lag; NaN where there are none apart."""
    sides = counts[f"near{where}"], counts[f"apart{where}"]
    return np.array([share(near, apart) for near, apart in zip(*sides)])


def bursts(parameters, seeds, workers=None, days=None, progress=None):
    """Simulate a ward with and without contagion, and with residents all alike, and tabulate its bursts.

    Parameters
    ----------
    parameters : Parameters or ParameterSets
        Of sets, as many as there are seeds are chosen by weight; each model has the same sets and seeds.
    seeds : int or sequence of int
        How many runs, or their seeds.
    workers : int, optional
        Threads; all cores if left out.
    days : int, optional
        Length of a run; a year, as the study has it, if left out.
    progress : callable, optional
        Called with the number of runs that are done.

    Returns
    -------
    pandas.DataFrame
        model, lag_low, lag_high (hours; above the lower, up to the upper), ratio, error (jackknife over runs, or
        over sets where one has several), elsewhere and elsewhere_error (the same in different kinds of place),
        pairs (near each other in one kind of place), runs.
    """
    import pandas as pd

    seeds = [FIRST_SEED + i for i in range(seeds)] if isinstance(seeds, int) else list(seeds)
    choose = getattr(parameters, "choose", None)
    sets = choose(len(seeds)) if choose else [parameters] * len(seeds)
    jobs = [
        measuring.Job(STUDY, chosen, (seed,), null, days)
        for null in MODELS.values()
        for chosen, seed in zip(sets, seeds)
    ]
    count = partial(measuring.counted, counters=[pair_counts])
    runs = [found[0] for found in measuring.run_jobs(jobs, workers, progress, count)]
    # Runs under one set share what that set does: they are one cluster. With one set, chance is all there is.
    names = [item.name for item in sets] if choose else range(len(seeds))
    groups = np.unique(names, return_inverse=True)[1]
    rows, n = [], len(seeds)
    for place, model in enumerate(MODELS):
        rows += _rows(model, runs[place * n : (place + 1) * n], groups)
    return pd.DataFrame(rows)


def _rows(model, runs, groups):
    counts = {name: np.zeros((groups.max() + 1, len(LAGS) - 1)) for name in runs[0]}
    for group, run in zip(groups, runs):
        for name, found in run.items():
            counts[name][group] += found
    for k, (low, high) in enumerate(zip(LAGS, LAGS[1:])):
        told = {"model": model, "lag_low": low, "lag_high": high}
        for name, where in (("ratio", ""), ("elsewhere", "_elsewhere")):
            ratio, pseudo = jackknife(lambda c, k=k, where=where: burst_ratios(c, where)[k], [counts])
            told |= {name: ratio, "error" if name == "ratio" else f"{name}_error": standard_error(pseudo)}
        yield told | {"pairs": int(counts["near"][:, k].sum()), "runs": len(runs)}
