"""Where the likelihood of a self-exciting model is greatest, and between which branching ratios it is nearly so."""

import math
from typing import Any, NamedTuple

import numpy as np

from milieusim.analysis.patterns.hawkes_likelihood import SMALLEST

LARGEST = 6.0
"""Logarithm of the largest baseline (incidents an hour)."""
SHAPES = (-4.0, 7.0)
"""Logarithms between which the shape of the gamma distribution lies: from wildly unequal to equal."""
PRECISION = 1e-8
"""Of the log-likelihood, as a share."""
APART = 3.0
"""By how often a half-life that is tried is longer than the one before."""
NEAR = 4.0
"""Log-likelihood below the best half-life that was tried, within which another is followed, too."""
LEAST = 1e-6
"""Branching ratio that stands for none."""
BEYOND_CHI_SQUARE = 1.2
"""By how much likelihood ratios are larger than a chi square where residents differ: with few incidents each, who has
many is told from who was set off only just."""
MOST_TRIED = 3
"""Half-lives that are followed from where they were tried."""


class Fit(NamedTuple):
    """A maximum: parameters, log-likelihood, where propensities were integrated, and between which half-lives it is."""

    x: Any
    value: float
    nodes: Any
    half_lives: tuple


def maximum(likelihood, half_lives, start=None, branching=None, nodes=None):
    """Return where the likelihood is greatest.

    Parameters
    ----------
    likelihood : Likelihood
    half_lives : tuple of float
        Hours between which the effect of an incident may halve.
    start : numpy.ndarray, optional
        Parameters to begin with.
    branching : float, optional
        Sum of own and others, if that is held.
    nodes : tuple, optional
        Where propensities are integrated; around where they are likely if left out.

    Returns
    -------
    Fit
    """
    from scipy.optimize import minimize

    x = likelihood.start() if start is None else start.copy()
    free = _Free(likelihood, half_lives, branching)
    before, are_held = -math.inf, nodes is not None
    # Where propensities are integrated depends on the parameters: twice round is enough.
    for _ in range(3 if likelihood.differ and not are_held else 1):
        nodes = nodes if are_held or not likelihood.differ else likelihood.nodes(x)
        found = minimize(
            free.minus, free.scales * free.of(x), args=(x, nodes), jac=True, method="L-BFGS-B", bounds=free.bounds,
            options={"maxiter": 300, "ftol": PRECISION},
        )  # fmt: skip
        x = free.whole(found.x / free.scales, x)
        if abs(-found.fun - before) < 1e-3:
            break
        before = -found.fun
    return Fit(x, -float(found.fun), nodes, half_lives)


class _Free:
    """Which parameters are sought, and how they are told: held branching is split by a share."""

    def __init__(self, likelihood, half_lives, branching):
        self.likelihood, self.branching = likelihood, branching
        own, others, half_life, shape = (
            likelihood.own,
            likelihood.others,
            likelihood.half_life,
            likelihood.shape,
        )
        limits = [(place, (SMALLEST, LARGEST)) for place in np.flatnonzero(likelihood.filled)]
        if likelihood.is_contagious:
            if branching is None:
                limits.append((own, (0.0, None)))
            if likelihood.data.has_others:
                limits.append((others, (0.0, None if branching is None else 1.0)))
            limits.append((half_life, tuple(np.log(half_lives))))
        if likelihood.differ:
            limits.append((shape, SHAPES))
        self.places = [place for place, _ in limits]
        # A step of one is then about a standard error in every direction, which makes the search short.
        self.scales = np.sqrt(self._information(likelihood))[self.places]
        self.bounds = [
            tuple(end if end is None else end * scale for end in limit)
            for (_, limit), scale in zip(limits, self.scales)
        ]

    @staticmethod
    def _information(likelihood):
        """Return about how much is known of each parameter: an inverse variance."""
        data = likelihood.data
        counts = np.bincount(data.cell, minlength=likelihood.cells)
        return np.concatenate(
            [counts + 1.0, [len(data.at), len(data.at), 4.0, len(likelihood.acting) / 4 + 1.0]]
        )

    def of(self, x):
        """Return what is sought, out of all parameters."""
        told = x.copy()
        if self.branching is not None:
            total = x[self.likelihood.own] + x[self.likelihood.others]
            told[self.likelihood.others] = x[self.likelihood.others] / total if total > 0 else 0.5
        return told[self.places]

    def whole(self, sought, x):
        """Return all parameters."""
        whole, of = x.copy(), self.likelihood
        whole[self.places] = sought
        if self.branching is not None:
            share = whole[of.others] if of.data.has_others else 0.0
            whole[of.own], whole[of.others] = self.branching * (1 - share), self.branching * share
        return whole

    def minus(self, sought, x, nodes):
        """Return minus the log-likelihood, and its slopes by what is sought, in its scales."""
        value, slope = self.likelihood.value(self.whole(sought / self.scales, x), nodes)
        if self.branching is not None:
            of = self.likelihood
            slope[of.others] = self.branching * (slope[of.others] - slope[of.own])
        return -value, -slope[self.places] / self.scales


def best_fits(likelihood, half_lives, plain):
    """Return maxima, the greatest first: those of half-lives that were held, and those found from the best of them.

    Parameters
    ----------
    likelihood : Likelihood
        With contagion.
    half_lives : tuple of float
        Hours: shortest and longest.
    plain : Fit
        The same without contagion, from where the search starts.

    Returns
    -------
    list of Fit
    """
    low, high = half_lives
    tries = np.geomspace(low, high, 1 + math.ceil(math.log(high / low) / math.log(APART)))
    fits = []
    for hours in tries:
        start = likelihood.start()
        start[: likelihood.cells] = plain.x[: likelihood.cells]
        start[likelihood.shape], start[likelihood.half_life] = plain.x[likelihood.shape], math.log(hours)
        fits.append(maximum(likelihood, (hours, hours), start, nodes=plain.nodes))
    fits = sorted(fits, key=lambda fit: -fit.value)
    if low == high:
        return fits
    near = [fit for fit in fits if fit.value > fits[0].value - NEAR][:MOST_TRIED]
    return sorted([maximum(likelihood, half_lives, fit.x) for fit in near] + fits, key=lambda fit: -fit.value)


def interval(likelihood, half_lives, fits, plain, level):
    """Return between which branching ratios the profile likelihood lies near enough to its top.

    It is followed from the best, and at every half-life that does nearly as well: a slow contagion that is hardly seen
    can be far larger than a quick one that is seen a little better.

    Parameters
    ----------
    likelihood, half_lives, plain
        As for `best_fits`.
    fits : list of Fit
        Of `best_fits`.
    level : float

    Returns
    -------
    tuple of float
    """
    from scipy.special import chdtri

    top = fits[0].value
    limit = float(chdtri(1, 1 - level)) * (BEYOND_CHI_SQUARE if likelihood.differ else 1.0)
    ways = 1 + likelihood.data.has_others + (half_lives[0] < half_lives[1])
    limit_of_all = float(chdtri(ways, 1 - level))
    # Without contagion any half-life does as well, so that the best of all seems to gain more than a number would.
    is_none = 2 * (top - plain.value) < limit_of_all
    if not _is_settled(likelihood, fits, limit_of_all):
        limit = max(limit, limit_of_all)
    low, high = (0.0 if is_none else math.inf), 0.0
    for fit in fits:
        if 2 * (top - fit.value) < limit:
            profile = _Profile(likelihood, fit, top, math.sqrt(limit))
            low, high = profile.lower_end(low), profile.upper_end(high)
    return low, high


def _is_settled(likelihood, fits, limit):
    """Return whether half-lives other than about the best do clearly worse.

    If they do not, the best was chosen by chance among many, and seems better than it is: what counts against a slower
    contagion is then as much a matter of the half-life as of the branching ratio.
    """
    best = fits[0]
    away = [abs(fit.x[likelihood.half_life] - best.x[likelihood.half_life]) for fit in fits]
    return all(2 * (best.value - fit.value) > limit for fit, far in zip(fits, away) if far > math.log(APART))


class _Profile:
    """What the profile likelihood loses away from a maximum, and where that is too much.

    At one half-life it has one top, so that an end that another half-life has reached, and this one does not, lies
    outside of all it reaches.
    """

    def __init__(self, likelihood, fit, top, limit):
        self.likelihood, self.half_lives, self.top, self.limit = likelihood, fit.half_lives, top, limit
        self.centre = float(fit.x[likelihood.own] + fit.x[likelihood.others])
        self.near = {self.centre: fit}
        self.nodes = likelihood.nodes(fit.x) if likelihood.differ else None

    def beyond(self, branching):
        """Return by how much the root of twice the loss is beyond its limit: a line, or nearly so."""
        if branching not in self.near:
            start = self.near[min(self.near, key=lambda one: abs(one - branching))]
            self.near[branching] = maximum(self.likelihood, self.half_lives, start.x, branching, self.nodes)
        return math.sqrt(max(0.0, 2 * (self.top - self.near[branching].value))) - self.limit

    def lower_end(self, so_far):
        """Return the least branching ratio within the limit, or what was found so far if that is less."""
        from scipy.optimize import brentq

        if so_far <= LEAST or (so_far < self.centre and self.beyond(so_far) > 0):
            return so_far
        inner = min(so_far, self.centre)
        if inner <= LEAST or self.beyond(LEAST) <= 0:
            return 0.0
        return brentq(self.beyond, LEAST, inner, xtol=3e-3)

    def upper_end(self, so_far):
        """Return the greatest branching ratio within the limit, or what was found so far if that is more."""
        from scipy.optimize import brentq

        if so_far > self.centre and self.beyond(so_far) > 0:
            return so_far
        inner, step = max(so_far, self.centre), 0.05
        while self.beyond(inner + step) < 0 and step < 50:
            step *= 2
        return brentq(self.beyond, inner + (step / 2 if step > 0.05 else 0.0), inner + step, xtol=3e-3)
