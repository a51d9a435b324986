"""A pattern's number over many runs, with the error that chance leaves, less what the residents' luck explains."""

import math
from typing import NamedTuple

import numpy as np

from milieusim.evidence.readings import READINGS
from milieusim.evidence.sampling import whole_of

FEWEST_FOR_CONTROL = 12
"""Clusters below which a slope on the residents' luck would be a guess."""
LEAST_SPREAD = 1e-6
ENOUGH_REPEATS = 50
"""Runs beyond the first of each set from which on chance is told from what differs between sets."""
MIDDLE_90 = (0.05, 0.95)
# A maximum among hours jumps where counts move smoothly: leaving out one run says nothing about its error.
JUMPS = ("T50",)
RESAMPLES = 200
RARE = 0.05
"""Share of draws from which on chance may have done it."""


class Estimate(NamedTuple):
    """What a pattern comes out as.

    Attributes
    ----------
    value : float
        NaN where there is nothing to read.
    error : float
        Standard error of chance; NaN with fewer than two clusters.
    variance_taken : float
        Share of the squared error that the residents' luck explained and that was taken away; NaN where it
        was not asked.
    runs, clusters : int
    by_run : numpy.ndarray
        The number in each single run.
    holds_too : bool
        Whether what the source says besides the number holds.
    words : str
        That, in words.
    """

    value: float
    error: float
    variance_taken: float
    runs: int
    clusters: int
    by_run: np.ndarray
    holds_too: bool = True
    words: str = ""

    def middle(self):
        """Return the interval that holds nine of ten runs."""
        known = self.by_run[np.isfinite(self.by_run)]
        return tuple(np.quantile(known, MIDDLE_90).tolist()) if len(known) > 1 else (math.nan, math.nan)


NOTHING = Estimate(math.nan, math.nan, math.nan, 0, 0, np.array([]))


def estimate(sample, key, null=None, with_runs=True):
    """Return what a pattern comes out as in a sample of runs.

    Parameters
    ----------
    sample : Sample
    key : str
    null : str, optional
        Null model.
    with_runs : bool
        Whether single runs are read as well, which takes as long as all the rest.

    Returns
    -------
    Estimate
    """
    reading = READINGS[key]
    n = min(sample.number(study, null) for study in reading.studies)
    if not n:
        return NOTHING
    parts = [sample.clusters(study, null, n) for study in reading.studies]
    groups = sample.groups(n)
    if n - len(np.unique(groups)) >= ENOUGH_REPEATS:
        # Sets have been run again and again: what differs between them is no chance, and is left out of the error.
        parts = [sample.by_run(study, null, n) for study in reading.studies]
    else:
        groups = None
    value, pseudo = jackknife(reading.read, parts)
    error, taken = standard_error(pseudo, groups), math.nan
    holds, words = reading.condition(*map(whole_of, parts)) if reading.condition else (True, "")
    if key in JUMPS:
        error, holds, words = resampled(reading.read, parts, value)
    if reading.is_rate and len(pseudo) >= FEWEST_FOR_CONTROL:
        value, error, taken = with_control(value, pseudo, luck(parts[0]), groups)
    runs = [sample.by_run(study, null, n) for study in reading.studies] if with_runs else []
    by_run = each(reading.read, runs) if with_runs else np.array([])
    return Estimate(value, error, taken, n, len(pseudo), by_run, bool(holds), words)


def each(read, parts):
    """Return the number of every cluster by itself."""
    n = len(next(iter(parts[0].values())))
    rows = [[{name: counts[i] for name, counts in part.items()} for part in parts] for i in range(n)]
    return np.array([float(read(*row)) for row in rows])


def jackknife(read, parts):
    """Return a number over all clusters, and its pseudo-values by leaving each out in turn.

    Parameters
    ----------
    read : callable
    parts : list of dict of str to numpy.ndarray
        Counts of each study, a row a cluster.

    Returns
    -------
    value : float
    pseudo : numpy.ndarray
        Their mean is near the value, and their spread that of single clusters.
    """
    wholes = [whole_of(part) for part in parts]
    value, n = float(read(*wholes)), len(next(iter(parts[0].values())))
    if n < 2:
        return value, np.array([value])
    without = [
        float(
            read(
                *[{name: whole[name] - part[name][i] for name in whole} for whole, part in zip(wholes, parts)]
            )
        )
        for i in range(n)
    ]
    return value, n * value - (n - 1) * np.array(without)


def standard_error(pseudo, groups=None):
    """Return the standard error of the mean of pseudo-values; NaN of fewer than two.

    Parameters
    ----------
    pseudo : numpy.ndarray
    groups : numpy.ndarray, optional
        The set of each run, where sets are given and chance alone is asked for: spread is then counted
        within sets.
    """
    if len(pseudo) < 2:
        return math.nan
    rest, freedom = _within(pseudo, groups)
    return float(math.sqrt(rest @ rest / freedom / len(pseudo)))


def _within(values, groups):
    """Return values less the mean of their group (of all without groups), and the degrees of freedom left."""
    if groups is None:
        return values - values.mean(), len(values) - 1
    names, where = np.unique(groups, return_inverse=True)
    means = np.bincount(where, values) / np.bincount(where)
    return values - means[where], len(values) - len(names)


def resampled(read, parts, value, resamples=RESAMPLES):
    """Return the standard error of a number that jumps, by drawing clusters anew (bootstrap).

    Parameters
    ----------
    read : callable
    parts : list of dict of str to numpy.ndarray
    value : float
        Of all clusters together; NaN where what it is the place of is not there.
    resamples : int

    Returns
    -------
    error : float
        Infinite where it is there in some draws and not in others.
    is_there : bool
    words : str
    """
    n = len(next(iter(parts[0].values())))
    if n < 2:
        return math.nan, True, ""
    drawn = np.random.default_rng(0).multinomial(n, np.full(n, 1 / n), resamples)
    found = each(
        read, [{name: np.tensordot(drawn, counts, 1) for name, counts in part.items()} for part in parts]
    )
    known = found[np.isfinite(found)]
    if len(known) < RARE * resamples and value != value:
        return 0.0, False, "there is none"
    error = float(np.std(known, ddof=1)) if len(known) > (1 - RARE) * resamples else math.inf
    return error, True, ""


def luck(part):
    """Return by how much chance sent each cluster more unsettled residents than such wards have, as a share."""
    drawn, expected = part["frailty_days"], part["expected_frailty_days"]
    return (drawn - expected) / expected.mean() if expected.mean() > 0 else np.zeros(len(drawn))


def with_control(value, pseudo, control, groups=None):
    """Return a value freed from luck that is known to be 0 in the long run, its error, and the share gained.

    Parameters
    ----------
    value : float
    pseudo : numpy.ndarray
    control : numpy.ndarray
        One number a cluster, of mean 0 in the long run.
    groups : numpy.ndarray, optional
        As in `standard_error`.

    Returns
    -------
    value, error, variance_taken : float
        As they were, and NaN, where the control says nothing.
    """
    plain, n = standard_error(pseudo, groups), len(pseudo)
    about, freedom = _within(control, groups)
    if not (plain > 0 and math.sqrt(about @ about / n) > LEAST_SPREAD):
        return value, plain, math.nan
    told = _within(pseudo, groups)[0]
    slope = float(about @ told / (about @ about))
    rest = told - slope * about
    # One degree of freedom goes with the slope; how far the control's own mean is off adds to the error.
    spread = rest @ rest / (freedom - 1) * (1 + n * control.mean() ** 2 / (about @ about))
    error = math.sqrt(spread / n)
    taken = 1 - (error / plain) ** 2
    if taken <= 0:
        return value, plain, 0.0
    return value - slope * float(control.mean()), error, taken
