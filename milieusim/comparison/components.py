"""What an interval is made of: chance, which more runs average out, and what nobody knows of parameters.

Pairs of runs are nested in parameter sets, so that a one-way analysis of variance takes the two apart: pairs
of one set differ by chance alone, means of sets differ by chance and by what differs between plausible worlds.
"""

import math
from dataclasses import dataclass

import numpy as np

from milieusim.analysis.patterns.replications import t_quantile

NODES_BETWEEN, NODES_WITHIN, HALVINGS = 48, 12, 60
NORMAL = 1.959963984540054
"""Half width, in standard deviations, of the interval that is left when nothing has to be estimated."""


@dataclass(frozen=True)
class Components:
    """Variance of paired differences, taken apart.

    Attributes
    ----------
    mean : float
        Over all pairs; sets with more pairs, which are those of more weight, count for more.
    means : numpy.ndarray
        Of the sets.
    counts : numpy.ndarray
        Pairs of each set.
    between, within : float
        Mean squares; `within` is NaN where no set has two pairs.
    """

    mean: float
    means: np.ndarray
    counts: np.ndarray
    between: float
    within: float

    @property
    def sets(self):
        """Number of sets."""
        return len(self.means)

    @property
    def pairs(self):
        """Number of pairs."""
        return int(self.counts.sum())

    @property
    def pairs_a_set(self):
        """Pairs a set, as the analysis of variance counts them where sets have not all the same number."""
        return (self.pairs - float((self.counts**2).sum()) / self.pairs) / (self.sets - 1)

    @property
    def concentration(self):
        """1 over the number of equally weighty sets that these sets are worth."""
        return float((self.counts**2).sum()) / self.pairs**2

    @property
    def chance(self):
        """Variance of one pair within a set: what another seed does."""
        return self.within

    @property
    def ignorance(self):
        """Variance of the true difference between plausible worlds, never below 0."""
        return np.maximum(0.0, (self.between - self.within) / self.pairs_a_set)  # NaN stays NaN

    @property
    def chance_error(self):
        """Standard error that chance leaves in the mean."""
        return math.sqrt(self.within / self.pairs)

    def is_still(self):
        """Return whether all pairs differ by the same, but for what adding up leaves."""
        largest = float(np.abs(self.means).max())
        squares = [self.between] if math.isnan(self.within) else [self.between, self.within]
        return max(squares) <= (1e-14 * max(1e-300, largest)) ** 2

    def chance_interval(self, level):
        """Return the interval of the mean over these sets: all there were to say if parameters were known."""
        freedom = self.pairs - self.sets
        if freedom < 1:
            return math.nan, math.nan
        reach = t_quantile(level, freedom) * self.chance_error
        return self.mean - reach, self.mean + reach

    def interval(self, level):
        """Return the interval for the true difference in one plausible world, and the test of 0.

        In round numbers it is mean +- t sqrt(ignorance (1 + 1/sets) + chance/pairs). But both variances
        are estimates, and the doubt about a small ignorance is not small: taken at its word, intervals
        hold the truth in as few as 8 of 10 cases. So the spread is averaged over what mean squares of this
        size allow (each is its expectation times a chi square: generalised pivots). Where sets differ much
        that is the formula above, and it is never narrower than the interval if parameters were known.

        Parameters
        ----------
        level : float

        Returns
        -------
        tuple of float
            Low end, high end, two-sided p value.
        """
        from scipy.special import ndtr

        ignorance, chance, weights = self._allowed()
        spreads = np.sqrt(ignorance * (1 + self.concentration) + chance / self.pairs)
        low, high = 0.0, 60.0 * float(spreads.max())
        for _ in range(HALVINGS):
            reach = (low + high) / 2
            inside = float(weights @ (1 - 2 * ndtr(-reach / spreads)))
            low, high = (reach, high) if inside < level else (low, reach)
        p_value = float(weights @ (2 * ndtr(-abs(self.mean) / spreads)))
        return self.mean - high, self.mean + high, min(p_value, 1.0)

    def _allowed(self):
        """Return ignorance and chance as the mean squares allow them, with weights."""
        from scipy.special import gammaincinv

        freedom = self.sets - 1
        at, weights = _nodes(NODES_BETWEEN)
        # Squared nodes lie close where the chi square is small and the spread large.
        between = self.between * freedom / (2 * gammaincinv(freedom / 2, at**2))
        weights = weights * 2 * at
        within, weights_within = np.zeros(1), np.ones(1)
        if self.pairs > self.sets:
            freedom = self.pairs - self.sets
            at, weights_within = _nodes(NODES_WITHIN)
            within = self.within * freedom / (2 * gammaincinv(freedom / 2, at))
        ignorance = np.maximum(0.0, (between[:, None] - within) / self.pairs_a_set)
        chance = np.broadcast_to(within, ignorance.shape)
        return ignorance.ravel(), chance.ravel(), (weights[:, None] * weights_within).ravel()

    def share_agreeing(self):
        """Return the share of plausible worlds whose true difference has the sign of the mean.

        The means of few pairs a set are too far apart, so that counting their signs would find worlds at
        odds that are not. Each set's difference is drawn towards the mean as far as chance explains its
        distance, and counted with the probability that its sign is that of the mean; averaged over what the
        mean squares allow, as the interval is.
        """
        from scipy.special import ndtr

        if self.is_still():
            return 1.0
        ignorance, chance, weights = (values[:, None] for values in self._allowed())
        error = chance / self.counts
        kept = np.divide(
            ignorance, ignorance + error, where=ignorance > 0, out=np.zeros_like(ignorance + error)
        )
        of_mean = ignorance * self.concentration + chance / self.pairs
        spreads = np.sqrt(ignorance * (1 - kept) + (1 - kept) ** 2 * of_mean)
        turned = (self.mean + kept * (self.means - self.mean)) * np.sign(self.mean)
        with np.errstate(divide="ignore", invalid="ignore"):
            sure = np.where(spreads > 0, ndtr(turned / spreads), turned > 0)
        return float(((weights * sure) @ self.counts).sum()) / self.pairs


def _nodes(n):
    at, weights = np.polynomial.legendre.leggauss(n)
    return (at + 1) / 2, weights / 2


def components_of(values, sets):
    """Return the components of differences by set, or None with fewer than two sets.

    Parameters
    ----------
    values : numpy.ndarray
        One finite difference a pair.
    sets : numpy.ndarray
        Parameter set of each.

    Returns
    -------
    Components or None
    """
    names, where = np.unique(sets, return_inverse=True)
    if len(names) < 2:
        return None
    counts = np.bincount(where)
    means, mean = np.bincount(where, values) / counts, float(values.mean())
    between = float((counts * (means - mean) ** 2).sum()) / (len(names) - 1)
    freedom = len(values) - len(names)
    within = float(((values - means[where]) ** 2).sum()) / freedom if freedom else math.nan
    return Components(mean, means, counts, between, within)
