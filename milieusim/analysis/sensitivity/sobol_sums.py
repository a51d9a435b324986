"""The sums behind Sobol indices, what chance adds to them, and how surely they are known.

What is left of the variance between points when chance is taken off divides every index: where little is left, it is
hardly known, and a share of it is a share of noise. Base points, replicates and the size of chance are drawn anew
together; if too many draws leave next to nothing, no index without chance is told.
"""

import math
from typing import Any, NamedTuple

import numpy as np

FLIPS = 200
BEYOND = 3.0
"""Standard deviations beyond which replicates are taken to share their luck from point to point."""
FEWEST_SHARED = 3
"""Replicates that must share their luck, before it can be told from what a factor does."""
LEAST_LEFT, LOW_DRAW = 0.65, 0.16
"""Of what chance leaves: so much of it must be left by a standard error less, or no index without chance is told."""
FLOOR = 0.15
"""Of what chance leaves: what a draw is divided by at least."""


class Shares(NamedTuple):
    """Indices without chance.

    Attributes
    ----------
    first, total : numpy.ndarray
        Three rows: index, low, high; NaN where what is left without chance is barely known.
    left : float
        Share of the variance between points that chance leaves; NaN where that is barely known.
    left_spread : float
        Its standard deviation.
    """

    first: Any
    total: Any
    left: float
    left_spread: float


class Sums:
    """Sums of first order and in all by factor, and the variance, of means in blocks.

    Parameters
    ----------
    rows : numpy.ndarray
        Where the rows of whole blocks stand among the means.
    factors : int
    second_order : bool
    """

    def __init__(self, rows, factors, second_order):
        self.factors = factors
        blocks = rows.reshape(-1, factors * (1 + second_order) + 2)
        self.base, self.mixed, self.other = blocks[:, 0], blocks[:, 1 : factors + 1], blocks[:, -1]

    def __call__(self, means, weights=None):
        """Return one row of sums of first order, one in all, and one of the variance, by factor.

        Parameters
        ----------
        means : numpy.ndarray
        weights : numpy.ndarray, optional
            How often each base point counts.
        """
        first, mixed, last = means[self.base], means[self.mixed], means[self.other]
        weights = np.full(len(first), 1.0 / len(first)) if weights is None else weights / weights.sum()
        middle = weights @ (first + last) / 2
        apart = mixed - first[:, None]
        alone = (weights * (last - middle)) @ apart
        total = weights @ apart**2 / 2
        variance = weights @ ((first - middle) ** 2 + (last - middle) ** 2) / 2
        return np.stack([alone, total, np.full(self.factors, variance)])


def shares_without_chance(means, sums, level, resamples, seed):
    """Return indices without what chance adds to them.

    Parameters
    ----------
    means : PointMeans
    sums : Sums
    level : float
        Level of the intervals.
    resamples : int
        Draws of base points, of replicates, and of the size of chance.
    seed : int

    Returns
    -------
    Shares
    """
    draw = np.random.default_rng(seed)
    whole = sums(means.means)
    by_chance, is_shared = _by_chance(means, sums, draw)
    left = whole[2, 0] - by_chance[2, 0]
    drawn = _drawn(means, sums, by_chance, is_shared, max(resamples, 2), draw)
    rest = drawn[:, 2, 0]
    tail = (1 - level) / 2
    is_blind = is_shared and means.crossed.shape[1] < FEWEST_SHARED
    if is_blind or not left > 0 or np.quantile(rest, LOW_DRAW) < LEAST_LEFT * left:
        nothing = np.full((3, sums.factors), math.nan)
        return Shares(nothing, nothing, math.nan, math.nan)
    shares = drawn[:, :2] / np.maximum(rest, FLOOR * left)[:, None, None]
    ends = np.quantile(shares, [tail, 1 - tail], axis=0)
    index = (whole[:2] - by_chance[:2]) / left
    low, high = np.minimum(ends[0], index), np.maximum(ends[1], index)
    found = [np.stack([index[k], low[k], high[k]]) for k in (0, 1)]
    return Shares(*found, left / whole[2, 0], float(rest.std()) / whole[2, 0])


def _by_chance(means, sums, draw):
    """Return what chance adds to the sums, and whether replicates share their luck from point to point.

    Luck of each point's own adds nothing to products of different points, and all of itself to squares: that is known
    from all points together. Where replicates tilt all points, their own deviations show what they add; but they are
    few, and are believed only where they differ from what luck of each point's own would make of them.
    """
    pooled = float(np.nanmean(means.chance))
    own = np.stack([np.zeros(sums.factors), *2 * [np.full(sums.factors, pooled)]])
    if not means.is_paired:
        return own, False
    shown = means.by_chance(sums)
    # With a random sign for each point, nothing is left of what points share.
    signs = draw.choice([-1.0, 1.0], (FLIPS, len(means.means)))
    apart = means.crossed - means.crossed.mean(axis=1, keepdims=True)
    apart = apart - apart.mean(axis=0)
    times = apart.shape[1] * (apart.shape[1] - 1)
    flipped = np.array([sum(sums(sign * one) for one in apart.T) / times for sign in signs])
    is_beyond = np.abs(shown - flipped.mean(axis=0)) > BEYOND * flipped.std(axis=0)
    return np.where(is_beyond, shown, own), bool(is_beyond.any())


def _drawn(means, sums, by_chance, is_shared, number, draw):
    """Return sums without chance, as other base points and replicates might have given them."""
    points = len(sums.base)
    weights = np.array(
        [np.bincount(draw.integers(0, points, points), minlength=points) for _ in range(number)]
    )
    if is_shared:
        tails = means.tails(number, draw)
        values, times = means.redrawn(number, draw, tails), 1 + tails**2
    else:
        freedom = max(1.0, float((means.runs - 1).sum()))
        values, times = [means.means] * number, freedom / draw.chisquare(freedom, number)
    # Means drawn anew hold chance twice: that of the runs, and that of the draw.
    return np.array(
        [sums(one, weight) - time * by_chance for one, weight, time in zip(values, weights, times)]
    )
