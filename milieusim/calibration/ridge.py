"""Weighted ridge regression with exact leave-one-out residuals."""

from typing import NamedTuple

import numpy as np

# Penalties tried, as shares of the mean squared singular value.
PENALTIES = (0.001, 0.01, 0.03, 0.1, 0.3, 1.0, 3.0, 10.0)
MOST_LEVERAGE = 0.9  # beyond it a leave-one-out residual is rounding error


class Ridge(NamedTuple):
    """A fitted regression of several outputs."""

    middle: np.ndarray
    intercept: np.ndarray
    slopes: np.ndarray
    residuals: np.ndarray
    explained: np.ndarray

    def predict(self, x):
        """Return predictions for rows of regressors."""
        return self.intercept + (np.atleast_2d(x) - self.middle) @ self.slopes


def ridge(x, y, weights=None):
    """Return the ridge regression of each column of `y`, its penalty chosen by leaving one out.

    Parameters
    ----------
    x : numpy.ndarray
        Regressors, one row a case, of about the same spread.
    y : numpy.ndarray
        Outputs, one column each.
    weights : numpy.ndarray, optional
        Weight of each case.

    Returns
    -------
    Ridge
        `residuals` are those of each case had it been left out; `explained` is the share of the variance of
        each output that is predicted for cases left out.
    """
    w = np.ones(len(x)) if weights is None else weights
    w = w / w.sum()
    middle, intercept = w @ x, w @ y
    root = np.sqrt(w)[:, None]
    left, values, right = np.linalg.svd(root * (x - middle), full_matrices=False)
    projected = left.T @ (root * (y - intercept))
    unit = np.mean(values**2)
    tried = [_left_out(left, values, projected, y - intercept, w, unit * p) for p in PENALTIES]
    errors = np.array([w @ residuals**2 for residuals in tried])
    best = errors.argmin(axis=0)
    columns = np.arange(y.shape[1])
    penalties = unit * np.array(PENALTIES)[best]
    shrunk = values[:, None] / (values[:, None] ** 2 + penalties)
    slopes = right.T @ (shrunk * projected)
    residuals = np.stack(tried)[best, :, columns].T
    spread = w @ (y - intercept) ** 2
    explained = 1 - errors[best, columns] / np.where(spread > 0, spread, 1)
    return Ridge(middle, intercept, slopes, residuals, explained)


def _left_out(left, values, projected, centred, w, penalty):
    shrunk = values**2 / (values**2 + penalty)
    root = np.sqrt(w)[:, None]
    fitted = (left @ (shrunk[:, None] * projected)) / root
    leverage = (left**2) @ shrunk + w
    return (centred - fitted) / (1 - np.minimum(leverage, MOST_LEVERAGE))[:, None]
