"""Paired differences: their mean, and an interval that skewed measures and few pairs do not make too narrow."""

import math
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from milieusim.comparison.components import NORMAL, Components, components_of

LEVEL = 0.95
SKEW_IS_LARGER = 1.3
"""Few values show less skewness than there is: `python -m benchmarks.verdicts` prints what this factor gives."""


@dataclass(frozen=True)
class Estimate:
    """A mean difference and how far it can be trusted.

    Attributes
    ----------
    difference, low, high : float
        Mean over pairs (and over plausible worlds, where there are several) and the ends of its interval.
    p_value : float
        Two-sided, of no difference at all: the smallest tail at which the interval leaves out 0.
    pairs : int
        Pairs of runs in which both designs had the metric.
    sets : int
        Parameter sets among them.
    components : Components or None
        Chance and ignorance, where there are several sets.
    differing : int
        Pairs that were not the same in both designs.
    error : float
        Standard error of the mean.
    alone : tuple of float
        The 95 % interval of one question by itself; only with one set.
    """

    difference: float
    low: float
    high: float
    p_value: float
    pairs: int
    sets: int
    components: Components | None = None
    differing: int = 0
    error: float = math.nan
    alone: tuple = (math.nan, math.nan)

    @property
    def half_width(self):
        """Half the width of the interval."""
        return (self.high - self.low) / 2

    @cached_property
    def world(self):
        """The 95 % interval for the true difference in one plausible world."""
        found = self.components
        if found is None:
            return self.alone
        return (found.mean, found.mean) if found.is_still() else found.interval(LEVEL)[:2]

    @property
    def sets_agreeing(self):
        """Share of plausible worlds in which the difference has this sign; NaN with one set."""
        return math.nan if self.components is None else self.components.share_agreeing()

    @property
    def shares(self):
        """Shares of the squared half width for one world: ignorance, chance, and what is undecided.

        Ignorance is what would be left after any number of sets and seeds; chance what would be left if
        parameters were known; the rest is room for differences between worlds
        that these runs cannot tell from chance. NaN with one set.
        """
        low, high = self.chance_interval
        half = (self.world[1] - self.world[0]) / 2
        if self.components is None or not half > 0 or math.isnan(low):
            return math.nan, math.nan, math.nan
        chance = min(1.0, ((high - low) / 2 / half) ** 2)
        ignorance = min(1 - chance, self.components.ignorance * (NORMAL / half) ** 2)
        return ignorance, chance, 1 - chance - ignorance

    @property
    def ignorance_spread(self):
        """Standard deviation of the true difference between plausible worlds; NaN with one set."""
        return math.nan if self.components is None else math.sqrt(self.components.ignorance)

    @property
    def chance_interval(self):
        """The 95 % interval if parameters were known; with one set it is the interval itself."""
        return self.world if self.components is None else self.components.chance_interval(LEVEL)


def estimate(differences, sets=None, level=LEVEL):
    """Return the mean of paired differences with its interval.

    The mean is over pairs, and over plausible worlds where there are several parameter sets: pairs of one
    set have what nobody knows in common, so that the sets and not the pairs count as independent. The
    interval is Student's, with each end further out where the skewness of the values says so (Hall 1992).

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
        return Estimate(*[math.nan] * 4, 0, 0)
    found = None if sets is None else components_of(values, np.asarray(sets)[known])
    counts = len(values), 1 if found is None else found.sets
    mean = float(values.mean())
    ends, error = mean_interval(*_units(values, found), mean, level)
    alone = (
        mean_interval(*_units(values, None), mean, LEVEL)[0][:2] if found is None else (math.nan, math.nan)
    )
    return Estimate(mean, *ends, *counts, found, int((values != 0).sum()), error, alone)


def _units(values, found):
    """Return what counts as independent, and its weights."""
    if found is None:
        return values, np.full(len(values), 1 / len(values))
    return found.means, found.counts / found.pairs


def mean_interval(units, weights, mean, level):
    """Return (low, high, p value) and the standard error of a weighted mean of independent units."""
    from scipy.special import stdtr, stdtrit

    n = len(units)
    if n < 2:
        return (math.nan, math.nan, math.nan), math.nan
    pulls = weights * (units - mean)
    error = math.sqrt(float((pulls**2).sum()) * n / (n - 1))
    # Differences that are equal but for rounding are equal: otherwise dust would pass for a proof.
    if error <= 1e-14 * max(1e-300, float(np.abs(units).max())):
        return (mean, mean, 1.0 if mean == 0 else 0.0), error
    skew = _skewness(pulls)
    reach = float(stdtrit(n - 1, (1 + level) / 2))
    # A skewness of few units is itself a guess: it may widen an interval, but never narrow what Student's gives.
    low = mean - error * max(reach, float(_straightened(reach, skew, n)))
    high = mean - error * min(-reach, float(_straightened(-reach, skew, n)))
    side, ratio = math.copysign(1.0, mean), mean / error
    nearest = max(0.0, min(side * ratio, side * _turned(ratio, skew, n)))
    return (low, high, float(2 * stdtr(n - 1, -nearest))), error


def _skewness(pulls):
    n = len(pulls)
    if n < 3:
        return 0.0
    pulls = pulls - pulls.mean()
    scale = float((pulls**2).mean()) ** 1.5  # 0 where the smallest of values leave nothing
    found = float((pulls**3).mean()) / scale if scale > 0 else 0.0
    return SKEW_IS_LARGER * found * math.sqrt(n * (n - 1)) / (n - 2)


def _turned(t, skew, n):
    """Return Student's ratio with its skewness taken away: Hall's cubic, which has one inverse."""
    u = t / math.sqrt(n)
    return math.sqrt(n) * (u + skew * u**2 / 3 + skew**2 * u**3 / 27 + skew / (6 * n))


def _straightened(t, skew, n):
    """Return the ratio that `_turned` makes `t` of."""
    if abs(skew) < 1e-6:
        return t
    cube = 1 + skew * (t / math.sqrt(n) - skew / (6 * n))
    return math.sqrt(n) * 3 / skew * (float(np.cbrt(cube)) - 1)


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
