"""History matching: waves of simulation that rule out where the model cannot meet the published values."""

from typing import NamedTuple

import numpy as np

from milieusim.calibration.emulators import emulators_for

CUTOFF, CUTOFF_STEP, HIGHEST_CUTOFF = 3.0, 0.25, 12.0
LOOKED_AT = 20_000  # points at which the first emulators are asked what they rule out
POOL = 2_000  # points that stand for what is not ruled out
FEWEST = 30  # that must be left, or the cutoff is relaxed
MOST_TRAINING = 420
ROUNDS = 25  # of the walk that spreads the pool over what is left
JITTER = 0.01
WALK = 2.38  # the usual length of a step along differences, before dimensions are counted


class Wave(NamedTuple):
    """What one wave rules out."""

    emulators: list
    aims: tuple
    cutoff: float

    def implausible(self, fitted):
        """Return the second-largest implausibility of each point."""
        return second_largest(implausibilities(self.emulators, self.aims, fitted))


class NotRuledOut(NamedTuple):
    """Points spread over what all waves so far leave, and the share of the prior's volume that this is."""

    pool: np.ndarray
    share: float
    waves: tuple


def implausibilities(emulators, aims, fitted):
    """Return how many standard deviations lie between published and emulated values, one column an aim."""
    columns = []
    for emulator, aim in zip(emulators, aims):
        mean, variance = emulator.predict(fitted)
        columns.append(np.abs(aim.centre - mean) / np.sqrt(variance + aim.sd**2))
    return np.column_stack(columns)


def second_largest(table):
    """Return the second-largest entry of each row (the largest where there is one)."""
    return np.sort(table, axis=1)[:, -min(2, table.shape[1])]


def latin_hypercube(rng, n, d):
    """Return `n` points of a Latin hypercube in `d` dimensions."""
    from scipy.stats import qmc

    return qmc.LatinHypercube(d=d, seed=rng).random(n)


def all_space(rng, d):
    """Return the prior, before any wave."""
    return NotRuledOut(latin_hypercube(rng, LOOKED_AT, d), 1.0, ())


def wave_points(rng, left, problem, n):
    """Return `n` points in the unit cube: fitted from what is not ruled out, free from their priors."""
    is_fitted = problem.is_fitted
    units = latin_hypercube(rng, n, len(is_fitted))
    if left.waves:
        units[:, is_fitted] = left.pool[rng.choice(len(left.pool), n, replace=n > len(left.pool))]
    return units


def narrowed(rng, left, problem, units, readings, variances, workers=None):
    """Return what is left after a wave.

    Parameters
    ----------
    rng : numpy.random.Generator
    left : NotRuledOut
        What was left before it.
    problem : Problem
    units, readings, variances : numpy.ndarray
        All points simulated so far, those of the newest wave last.

    Returns
    -------
    NotRuledOut
    """
    chosen = _training(left, problem, units)
    emulators = emulators_for(units[chosen], readings[chosen], variances[chosen], problem.is_fitted, workers)
    found = second_largest(implausibilities(emulators, problem.aims, left.pool))
    cutoff = _cutoff(found)
    keeps = found <= cutoff
    waves = (*left.waves, Wave(emulators, problem.aims, cutoff))
    share = left.share * float(keeps.mean())
    return NotRuledOut(_spread(rng, left.pool[keeps], waves), share, waves)


def _training(left, problem, units):
    """Choose the points an emulator learns from: the newest, and older ones that are not ruled out."""
    fitted = units[:, problem.is_fitted]
    inside = np.ones(len(fitted), bool)
    for wave in left.waves:
        inside &= wave.implausible(fitted) <= wave.cutoff
    chosen = inside if inside.sum() >= 2 * FEWEST else np.ones(len(fitted), bool)
    return np.flatnonzero(chosen)[-MOST_TRAINING:]


def _cutoff(found):
    """Return the usual cutoff, or the first beyond it that leaves something."""
    cutoff = CUTOFF
    while np.sum(found <= cutoff) < FEWEST and cutoff < HIGHEST_CUTOFF:
        cutoff += CUTOFF_STEP
    return cutoff if np.sum(found <= cutoff) >= FEWEST else float(np.sort(found)[FEWEST - 1])


def _spread(rng, kept, waves):
    """Spread points evenly over what is left, by steps along differences of others (all waves must agree)."""
    pool = kept[rng.choice(len(kept), POOL, replace=len(kept) < POOL)]
    if len(kept) >= POOL:
        return pool
    width = WALK / np.sqrt(2 * pool.shape[1])
    for _ in range(ROUNDS):
        one, other = pool[rng.integers(POOL, size=(2, POOL))]
        stretch = width * rng.choice([0.5, 1.0], size=(POOL, 1))
        moved = pool + stretch * (one - other) + JITTER * rng.standard_normal(pool.shape)
        goes = np.flatnonzero(np.all((moved > 0) & (moved < 1), axis=1))
        for wave in reversed(waves):
            goes = goes[wave.implausible(moved[goes]) <= wave.cutoff] if len(goes) else goes
        pool[goes] = moved[goes]
    return pool
