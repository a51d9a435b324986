"""The two families of surfaces: a quadratic, and a Gaussian process. Factors come as shares of their range."""

import math
import warnings

import numpy as np

SQUARES = 6
"""Terms of a quadratic in two factors."""
FEWEST_REPLICATES = 4
"""Seeds that show how each of them tilts a surface."""
REACH = (0.1, 5.0)
"""Between which lengths, in ranges of a factor, a Gaussian process may bend."""


def squares(unit):
    """Return the terms of a quadratic: constant, both factors, their squares and product."""
    a, b = unit.T
    return np.column_stack([np.ones(len(unit)), a, b, a * a, a * b, b * b])


class Quadratic:
    """Least squares, weighted by what chance leaves of each point.

    Parameters
    ----------
    unit : numpy.ndarray
        One row a point, two columns, 0-1.
    values : numpy.ndarray
        Mean of the metric at each point.
    chance : numpy.ndarray
        Variance of each mean by chance that no smooth surface follows, as of `rough_chance`; NaN if unknown.
    """

    def __init__(self, unit, values, chance):
        self.unit, self.values = unit, values
        self.chance = chance
        self.terms = squares(unit)
        self.weights = _weights(chance)
        self.hat = self._hat()
        self.fitted = self.terms @ (self.hat @ values)

    def _hat(self):
        root = np.sqrt(self.weights)[:, None]
        return np.linalg.pinv(self.terms * root) * root.T

    def mean(self, unit):
        """Return the surface at places."""
        return squares(unit) @ (self.hat @ self.values)

    def draws(self, unit, number, means, draw):
        """Return surfaces that the same experiment might have given, one row each.

        Replicates (parameter sets, or seeds with one set) are drawn anew, together at all points, where each point has
        them all; else what a quadratic leaves is dealt out anew, enlarged by what the fit has swallowed.
        """
        if means.shows_tilts(FEWEST_REPLICATES):
            outcomes = means.redrawn(number, draw, means.tails(number, draw))
            outcomes = outcomes + self._lack_of_fit() * draw.normal(size=outcomes.shape)
        else:
            freedom = max(1, len(self.values) - SQUARES)
            left = (self.values - self.fitted) * np.sqrt(self.weights) * math.sqrt(len(self.values) / freedom)
            dealt = left[draw.integers(0, len(left), (number, len(left)))]
            outcomes = self.fitted + dealt / np.sqrt(self.weights)
        return outcomes @ self.hat.T @ squares(unit).T

    def _lack_of_fit(self):
        """Return by how much points lie off the quadratic beyond chance (standard deviation)."""
        left = self.values - self.fitted
        freedom = max(1, len(left) - SQUARES)
        return math.sqrt(max(0.0, float((left**2).sum()) / freedom - float(np.nanmean(self.chance))))


class GaussianProcess:
    """A smooth surface through the points, as near as chance lets it.

    Parameters
    ----------
    unit, values, chance
        As for `Quadratic`.
    """

    def __init__(self, unit, values, chance):
        from sklearn.exceptions import ConvergenceWarning
        from sklearn.gaussian_process import GaussianProcessRegressor
        from sklearn.gaussian_process.kernels import RBF, ConstantKernel, WhiteKernel

        self.unit, self.middle, self.scale = unit, float(values.mean()), float(values.std()) or 1.0
        known = np.isfinite(chance).all()
        kernel = ConstantKernel(4.0, (0.1, 1e3)) * RBF([0.7, 0.7], REACH)
        if not known:
            kernel = kernel + WhiteKernel(0.01, (1e-8, 1.0))
        alpha = chance / self.scale**2 + 1e-8 if known else 1e-8
        self.process = GaussianProcessRegressor(kernel, alpha=alpha, n_restarts_optimizer=1, random_state=1)
        with warnings.catch_warnings():
            # Lengths at the ends of their range are an answer: a factor along which nothing bends.
            warnings.simplefilter("ignore", ConvergenceWarning)
            self.process.fit(unit, (values - self.middle) / self.scale)

    def mean(self, unit):
        """Return the surface at places."""
        return self.middle + self.scale * self.process.predict(unit)

    def draws(self, unit, number, means, draw):
        """Return surfaces that go with the points, one row each, as other replicates might have given them.

        A replicate (a parameter set, or a seed with one set) may tilt or bend the whole surface: where each point has
        them all, they are drawn anew together, and go through the same smoothing as the means did.
        """
        if means.shows_tilts(FEWEST_REPLICATES):
            smoother, unknown = self._smoother(unit)
            moved = means.redrawn(number, draw, means.tails(number, draw)) - means.means
            level = moved.mean(axis=1, keepdims=True)
            return (
                self.mean(unit)
                + level
                + (moved - level) @ smoother.T
                + self._scattered(unknown, number, draw)
            )
        _, covariance = self.process.predict(unit, return_cov=True)
        white = getattr(self.process.kernel_, "k2", None)
        if hasattr(white, "noise_level"):
            # The surface is asked for, not a run on it.
            covariance = covariance - white.noise_level * np.eye(len(unit))
        found = self.mean(unit) + self._scattered(covariance, number, draw)
        if means.is_paired:
            found = found + means.crossed.mean(axis=0).std(ddof=1) / math.sqrt(means.crossed.shape[1]) * (
                draw.normal(size=(number, 1))
            )
        return found

    def _smoother(self, unit):
        """Return by what weights of the points the surface is made, and what would be unknown without chance."""
        kernel = self.process.kernel_
        own, across = kernel(self.unit), kernel(unit, self.unit)
        weights = np.linalg.solve(own + np.diag(np.broadcast_to(self.process.alpha, len(own))), across.T).T
        shared = weights @ across.T
        return weights, kernel(unit) - shared - shared.T + weights @ own @ weights.T

    def _scattered(self, covariance, number, draw):
        values, vectors = np.linalg.eigh(covariance)
        root = vectors * np.sqrt(np.clip(values, 0, None))
        return self.scale * (draw.normal(size=(number, len(root))) @ root.T)


MODELS = {"quadratic": Quadratic, "gaussian_process": GaussianProcess}
"""By name, the simpler one first."""


def rough_chance(means, unit):
    """Return the variance of each mean by chance that no smooth surface follows: all that a fit should smooth away.

    Parameters
    ----------
    means : PointMeans
    unit : numpy.ndarray
        One row a point, two columns, 0-1.

    Returns
    -------
    numpy.ndarray
        What replicates do to the level, slopes and bends of the whole surface is not in it; NaN if unknown.
    """
    if not means.is_paired:
        return means.chance
    terms = squares(unit)
    apart = means.crossed - means.means[:, None]
    rest = apart - terms @ (np.linalg.pinv(terms) @ apart)
    replicates = apart.shape[1]
    freedom = (len(unit) - np.linalg.matrix_rank(terms)) * (replicates - 1)
    return np.full(len(unit), float((rest**2).sum()) / freedom / replicates)


def _weights(chance):
    if not np.isfinite(chance).all() or (chance <= 0).any():
        return np.ones(len(chance))
    return chance.mean() / chance
