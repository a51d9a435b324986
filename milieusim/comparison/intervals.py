"""Paired differences: mean, interval, test, and Holm's correction for asking several questions at once."""

import math
from dataclasses import dataclass

import numpy as np

from milieusim.analysis.patterns.replications import t_quantile
from milieusim.comparison.components import Components, components_of

LEVEL = 0.95
NORMAL = 1.959963984540054
"""Half width, in standard deviations, of the interval that is left when nothing has to be estimated."""


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
    components : Components or None
        Chance and ignorance, where there are several sets.
    """

    difference: float
    low: float
    high: float
    p_value: float
    pairs: int
    sets: int
    components: Components | None = None

    @property
    def half_width(self):
        """Half the width of the interval."""
        return (self.high - self.low) / 2

    @property
    def sets_agreeing(self):
        """Share of plausible worlds in which the difference has this sign; NaN with one set."""
        return math.nan if self.components is None else self.components.share_agreeing()

    @property
    def shares(self):
        """Shares of the squared half width: ignorance, chance, and what is undecided; NaN with one set.

        Ignorance is what would be left after any number of sets and seeds; chance what would be left if
        parameters were known; the rest is room for differences between worlds
        that these runs cannot tell from chance.
        """
        low, high = self.chance_interval
        if self.components is None or not self.half_width > 0 or math.isnan(low):
            return math.nan, math.nan, math.nan
        chance = min(1.0, ((high - low) / 2 / self.half_width) ** 2)
        ignorance = min(1 - chance, self.components.ignorance * (NORMAL / self.half_width) ** 2)
        return ignorance, chance, 1 - chance - ignorance

    @property
    def ignorance_spread(self):
        """Standard deviation of the true difference between plausible worlds; NaN with one set."""
        return math.nan if self.components is None else math.sqrt(self.components.ignorance)

    @property
    def chance_interval(self):
        """The interval if parameters were known; with one set it is the interval itself."""
        if self.components is None:
            return self.low, self.high
        return self.components.chance_interval(LEVEL)


def estimate(differences, sets=None, level=LEVEL):
    """Return the mean of paired differences with its interval.

    With one parameter set it is the t interval of the mean, which holds chance alone. With several it is
    the interval for the true difference in one plausible world, taken at random from those that the sets
    stand for: it holds chance and what nobody knows about parameters, and more seeds shrink the first only.

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
    if found is None:
        mean = float(values.mean())
        return Estimate(mean, *_interval(values, mean, level), len(values), 1)
    if found.is_still():
        ends = found.mean, found.mean, (1.0 if found.mean == 0 else 0.0)
    else:
        ends = found.interval(level)
    return Estimate(found.mean, *ends, len(values), found.sets, found)


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
