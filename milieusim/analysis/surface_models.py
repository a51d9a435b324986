"""The two families of surfaces: a quadratic, and a Gaussian process. Factors come as shares of their range."""

import math
import warnings

import numpy as np

SQUARES = 6
"""Terms of a quadratic in two factors."""
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
        Variance of each mean by chance; NaN if unknown.
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

    def draws(self, unit, number, crossed, draw):
        """Return surfaces that the same experiment might have given, one row each.

        Replicates are drawn anew, together at all points, where each point has them all; else what a quadratic
        leaves is dealt out anew, enlarged by what the fit has swallowed.
        """
        if crossed is not None and crossed.shape[1] >= _FEWEST_REPLICATES:
            chosen = draw.integers(0, crossed.shape[1], (number, crossed.shape[1]))
            outcomes = crossed[:, chosen].mean(axis=2).T
            # A bootstrap of few replicates is too narrow by this much.
            widen = math.sqrt(crossed.shape[1] / (crossed.shape[1] - 1))
            outcomes = self.values + widen * (outcomes - self.values)
            lack = self._lack_of_fit()
            outcomes = outcomes + lack * draw.normal(size=outcomes.shape)
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

        self.middle, self.scale = float(values.mean()), float(values.std()) or 1.0
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

    def draws(self, unit, number, crossed, draw):
        """Return surfaces that go with the points, one row each; what seeds do to all points alike is added."""
        mean, covariance = self.process.predict(unit, return_cov=True)
        white = getattr(self.process.kernel_, "k2", None)
        if hasattr(white, "noise_level"):
            # The surface is asked for, not a run on it.
            covariance = covariance - white.noise_level * np.eye(len(unit))
        values, vectors = np.linalg.eigh(covariance)
        root = vectors * np.sqrt(np.clip(values, 0, None))
        found = self.middle + self.scale * (mean + draw.normal(size=(number, len(unit))) @ root.T)
        if crossed is not None and crossed.shape[1] > 1:
            level = crossed.mean(axis=0).std(ddof=1) / math.sqrt(crossed.shape[1])
            found = found + level * draw.normal(size=(number, 1))
        return found


_FEWEST_REPLICATES = 4
MODELS = {"quadratic": Quadratic, "gaussian_process": GaussianProcess}
"""By name, the simpler one first."""


def _weights(chance):
    if not np.isfinite(chance).all() or (chance <= 0).any():
        return np.ones(len(chance))
    return chance.mean() / chance
