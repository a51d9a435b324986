"""Paired differences: mean, interval, test, and Holm's correction for asking several questions at once."""

import math
from dataclasses import dataclass

import numpy as np

from milieusim.analysis.replications import t_quantile

LEVEL = 0.95


@dataclass(frozen=True)
class Estimate:
    """A mean difference and how far it can be trusted.

    Attributes
    ----------
    difference, low, high : float
        Mean and the ends of its interval.
    p_value : float
        Two-sided, of no difference at all.
    pairs : int
        Pairs of runs in which both designs had the metric.
    sets : int
        Parameter sets among them.
    sets_agreeing : float
        Share of parameter sets whose mean difference has the sign of the whole; NaN with one set.
    """

    difference: float
    low: float
    high: float
    p_value: float
    pairs: int
    sets: int
    sets_agreeing: float

    @property
    def half_width(self):
        """Half the width of the interval."""
        return (self.high - self.low) / 2


def estimate(differences, sets=None, level=LEVEL):
    """Return the mean of paired differences with its t interval.

    With several parameter sets the unit that was sampled is the set, not the run: the interval is then
    that of the mean over sets, each counting once, and holds what is not known about parameters as well
    as chance.

    Parameters
    ----------
    differences : array_like
        Other minus base, one a pair; NaN where a metric had nothing to count over.
    sets : array_like, optional
        Parameter set of each pair.
    level : float
        Level of the interval.

    Returns
    -------
    Estimate
    """
    differences = np.asarray(differences, float)
    known = np.isfinite(differences)
    values = differences[known]
    if len(values) == 0:
        return Estimate(*[math.nan] * 4, 0, 0, math.nan)
    units = values if sets is None else _by_set(values, np.asarray(sets)[known])
    n_sets = 1 if units is values else len(units)
    mean = float(units.mean())
    agreeing = math.nan if n_sets == 1 else _agreeing(units, mean)
    return Estimate(mean, *_interval(units, mean, level), len(values), n_sets, agreeing)


def _by_set(values, sets):
    names, where = np.unique(sets, return_inverse=True)
    if len(names) == 1:
        return values
    return np.bincount(where, values) / np.bincount(where)


def _agreeing(means, whole):
    return float((np.sign(means) == np.sign(whole)).mean())


def _interval(units, mean, level):
    if len(units) < 2:
        return math.nan, math.nan, math.nan
    error = float(units.std(ddof=1)) / math.sqrt(len(units))
    # Differences that are equal but for rounding are equal: otherwise dust would pass for a proof.
    if error <= 1e-14 * max(1e-300, float(np.abs(units).max())):
        return mean, mean, (1.0 if mean == 0 else 0.0)
    reach = t_quantile(level, len(units) - 1) * error
    return mean - reach, mean + reach, _two_sided(mean / error, len(units) - 1)


def _two_sided(t, freedom):
    from scipy.special import stdtr

    return float(2 * stdtr(freedom, -abs(t)))


def holm(p_values):
    """Return Holm's adjusted p values: the smallest counts m times, the next m - 1 times, and none drops.

    Parameters
    ----------
    p_values : array_like
        NaN where a test could not be made; such a test counts as one of the m all the same.

    Returns
    -------
    numpy.ndarray
    """
    p_values = np.asarray(p_values, float)
    order = np.argsort(p_values, kind="stable")
    times = len(p_values) - np.arange(len(p_values))
    raised = np.minimum(np.maximum.accumulate(p_values[order] * times), 1.0)
    adjusted = np.empty_like(raised)
    adjusted[order] = raised
    return adjusted


def share_better(differences, better):
    """Return the share of pairs in which the other design does better; ties count half.

    Where neither direction is better it is the share of pairs in which the other design is higher.
    """
    differences = np.asarray(differences, float)
    signs = np.sign(differences[np.isfinite(differences)])
    if len(signs) == 0:
        return math.nan
    wanted = -1 if better == "lower" else 1
    return float(((signs == wanted) + 0.5 * (signs == 0)).mean())
