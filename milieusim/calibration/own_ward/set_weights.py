"""New weights for sets of parameters, and how far to trust them."""

import math
from typing import NamedTuple

import numpy as np

LEAST_EFFECTIVE = 20
NOTEWORTHY = 0.2
"""A mean that moved by less than this share of the spread before is not named."""
CHANCE = 2.5
"""Nor is one that moved by less than this many times what so few sets and runs do at random."""

DUST = 1e-12
"""Spread, as a share of the mean, below which a column holds one value and what adding up leaves."""


class NewWeights(NamedTuple):
    """Weights after a look at the log: `share` of its evidence is used (1: all), `full` sets it would leave.

    `others` are the weights without one of each set's runs at a time: how far they differ is chance.
    """

    weights: np.ndarray
    share: float
    before: float
    after: float
    full: float
    others: np.ndarray | None = None


def effective(weights):
    """Return how many equally weighted sets some weights are worth."""
    weights = np.asarray(weights, float)
    return float(weights.sum() ** 2 / (weights**2).sum())


def log_likelihood(own, sets, covariance, weight):
    """Return how well each set agrees with the log, up to a constant.

    Parameters
    ----------
    own : numpy.ndarray, shape (measures,)
    sets : numpy.ndarray, shape (sets, measures)
        NaN where a set gives nothing to compare: that tells nothing for or against it.
    covariance : numpy.ndarray, shape (measures, measures)
        Of the difference of the log and a set.
    weight : numpy.ndarray, shape (measures,)

    Returns
    -------
    numpy.ndarray, shape (sets,)
    """
    apart = np.sqrt(weight) * (sets - own)
    known = np.isfinite(apart)
    usual = np.where(known, apart, 0).sum(0) / np.maximum(known.sum(0), 1)
    apart = np.where(known, apart, usual)
    return -0.5 * (apart * np.linalg.solve(covariance, apart.T).T).sum(-1)


def reweighted(before, likelihood, least=LEAST_EFFECTIVE):
    """Return weights that take in a likelihood, or as much of it as leaves enough sets to speak.

    Parameters
    ----------
    before : numpy.ndarray
        Weights that add up to 1.
    likelihood : numpy.ndarray
        Logarithms.
    least : float
        Effective sets to keep; half of those before, if that is less.

    Returns
    -------
    NewWeights
    """
    before = np.asarray(before, float)
    start = effective(before)
    least = min(least, start / 2)
    full = effective(_tempered(before, likelihood, 1.0))
    share = 1.0
    if full < least:
        low, high = 0.0, 1.0
        for _ in range(60):
            share = (low + high) / 2
            if effective(_tempered(before, likelihood, share)) >= least:
                low = share
            else:
                high = share
        share = low
    weights = _tempered(before, likelihood, share)
    return NewWeights(weights, share, start, effective(weights), full)


def _tempered(before, likelihood, share):
    with np.errstate(divide="ignore"):
        logs = np.where(before > 0, np.log(before) + share * likelihood, -np.inf)
    weights = np.exp(logs - logs.max())
    return weights / weights.sum()


def moves(values, before, after, others=None):
    """Return how far the mean of each parameter moved.

    Parameters
    ----------
    values : dict of str to sequence of float
        A column a parameter, one value a set.
    before, after : numpy.ndarray
        Weights that add up to 1.
    others : numpy.ndarray, optional
        As `NewWeights.others`.

    Returns
    -------
    list of dict
        parameter, mean_before, mean_after, sd_before, sd_after, moved (in standard deviations before),
        by_chance (what so few sets and runs do at random) and is_moved; those that moved most come first.
    """
    before, after = np.asarray(before, float), np.asarray(after, float)
    of_sets = float(((after - before) ** 2).sum())
    rows = []
    for name, column in values.items():
        column = np.asarray(column, float)
        (one, spread), (other, spread_after) = (
            _mean_and_spread(column, before),
            _mean_and_spread(column, after),
        )
        varies = spread > DUST * abs(one)
        moved = (other - one) / spread if varies else 0.0
        by_chance = math.sqrt(of_sets + _of_runs(column, others) / spread**2) if varies else math.inf
        rows.append(
            {
                "parameter": name,
                "mean_before": one,
                "mean_after": other,
                "sd_before": spread,
                "sd_after": spread_after,
                "moved": moved,
                "by_chance": by_chance,
                "is_moved": abs(moved) > max(NOTEWORTHY, CHANCE * by_chance),
            }
        )
    return sorted(rows, key=lambda row: -abs(row["moved"]))


def mean_known(weights, values):
    """Return the mean by weight of the values that are known; NaN of none."""
    known = np.isfinite(values)
    total = weights[known].sum()
    return float(weights[known] @ values[known] / total) if total > 0 else math.nan


def _mean_and_spread(column, weights):
    finite = np.isfinite(column)  # a threshold may be infinite where a policy forbids
    if not finite.all():
        column, weights = column[finite], weights[finite]
        if not weights.sum() > 0:
            return math.nan, 0.0
        weights = weights / weights.sum()
    mean = float(weights @ column)
    return mean, math.sqrt(max(float(weights @ (column - mean) ** 2), 0.0))


def _of_runs(column, others):
    """Return the variance of a mean that comes of the runs' chance, from leaving out one of each set's runs."""
    if others is None or not np.isfinite(column).all():
        return 0.0
    means = others @ column
    return float((len(means) - 1) / len(means) * ((means - means.mean()) ** 2).sum())
