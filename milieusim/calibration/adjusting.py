"""Approximate Bayesian computation: the bank's sets, moved to where the published values put them.

Each simulated summary gets the noise of observation and discrepancy, so that what comes out is the posterior
under that noise and its intervals hold what they say (noisy ABC). Sets near the published values then move
along a local straight line (regression adjustment) on the logit of their place in the prior's range: none can
leave it.
"""

from typing import NamedTuple

import numpy as np

from milieusim.calibration.ridge import Ridge, ridge

# A free parameter is moved only where cases left out show that the targets say something about it.
LEAST_EXPLAINED = 0.05
# A published value outside what the bank reaches is taken from its edge: lines are not drawn far beyond it.
REACH = 2.5
EDGE = 1e-3  # positions are kept this far inside 0-1 before their logit is taken


class Bank(NamedTuple):
    """Simulated sets: positions in the unit cube, and their summaries with noise."""

    units: np.ndarray
    summaries: np.ndarray
    noise_sds: np.ndarray

    def without(self, index):
        """Return the bank with one set left out."""
        return Bank(np.delete(self.units, index, 0), np.delete(self.summaries, index, 0), self.noise_sds)


class Adjusted(NamedTuple):
    """Weighted sets; `chosen` are their rows in the bank."""

    units: np.ndarray
    weights: np.ndarray
    chosen: np.ndarray
    explained: np.ndarray


def noisy_bank(rng, problem, units, readings):
    """Return the bank with the noise of observation and discrepancy added, and rows that have all values."""
    noisy = readings + problem.sds * rng.standard_normal(readings.shape)
    whole = np.isfinite(noisy).all(axis=1)
    return Bank(units[whole], noisy[whole], problem.sds)


def explained_shares(bank, observed, near_share):
    """Return, for each parameter, the share of its variance that the summaries predict for sets left out."""
    return _near(bank, observed, near_share).line.explained


def adjusted(bank, observed, n_sets, near_share, moves=None):
    """Return the sets nearest to what was observed, adjusted and weighted.

    Parameters
    ----------
    bank : Bank
    observed : numpy.ndarray
        Summaries to meet, on the scale of comparison.
    n_sets : int
        How many sets to give.
    near_share : float, 0-1
        Share of the bank that the straight lines are fitted to.
    moves : numpy.ndarray of bool, optional
        Which parameters are adjusted; the others keep the bank's draws. All, if left out.

    Returns
    -------
    Adjusted
    """
    line, at, near, weights, distance = _near(bank, observed, near_share)
    first = np.argsort(distance, kind="stable")[:n_sets]
    moves = np.ones(bank.units.shape[1], bool) if moves is None else moves
    # Residuals of sets left out: neither the fit's optimism nor its own error narrows the intervals.
    moved = _expit(line.predict(at)[0] + line.residuals[first])
    units = np.where(moves, moved, bank.units[near][first])
    return Adjusted(units, weights[first] / weights[first].sum(), near[first], line.explained)


class _Near(NamedTuple):
    """The line through the sets near what was observed, where that is on it, and these sets' rows and weights."""

    line: Ridge
    at: np.ndarray
    rows: np.ndarray
    weights: np.ndarray
    distance: np.ndarray


def _near(bank, observed, near_share):
    observed = _reached(bank, observed)
    distance = np.sqrt(np.sum(((bank.summaries - observed) / bank.noise_sds) ** 2, axis=1))
    n_near = max(int(near_share * len(distance)), 2)
    near = np.sort(np.argsort(distance, kind="stable")[:n_near])
    weights = 1 - (distance[near] / (1 + 1 / n_near) / distance[near].max()) ** 2
    spread = bank.summaries.std(axis=0)
    spread = np.where(spread > 0, spread, 1)
    line = ridge(bank.summaries[near] / spread, _logit(bank.units[near]), weights)
    return _Near(line, observed / spread, near, weights, distance[near])


def _reached(bank, observed):
    middle, spread = bank.summaries.mean(axis=0), bank.summaries.std(axis=0)
    return np.clip(observed, middle - REACH * spread, middle + REACH * spread)


def _logit(units):
    inside = np.clip(units, EDGE, 1 - EDGE)
    return np.log(inside / (1 - inside))


def _expit(x):
    return 1 / (1 + np.exp(-x))
