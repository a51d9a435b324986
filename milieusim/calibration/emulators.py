"""Quick stand-ins for the simulation: a straight line in all parameters and a Gaussian process on the rest."""

from typing import NamedTuple

import numpy as np

from milieusim.calibration.ridge import Ridge, ridge
from milieusim.pool import in_threads

# Bounds of hyperparameters, in units of the cube and of the outputs' spread.
LENGTHS, SIZES, NOISES = (0.1, 30.0), (1e-3, 30.0), (1e-4, 3.0)
MARGIN = 0.02  # optima are kept this far (in logarithms) inside the bounds: beyond them nothing is learnt
MOST_STEPS = 60
SMALLEST_VARIANCE = 1e-8
UNIFORM_VARIANCE = 1 / 12


class Emulator(NamedTuple):
    """What stands in for one statistic."""

    line: Ridge
    process: object
    scale: float
    is_fitted: np.ndarray
    free_variance: float
    noise: float

    def predict(self, fitted):
        """Return mean and variance of the statistic at fitted parameters, over all that is free.

        Parameters
        ----------
        fitted : numpy.ndarray
            Positions of the fitted parameters in the unit cube, one row each.

        Returns
        -------
        mean, variance : numpy.ndarray
            The variance holds what the emulator does not know, the free parameters and the runs' own noise.
        """
        units = np.full((len(fitted), len(self.is_fitted)), 0.5)
        units[:, self.is_fitted] = fitted
        rest, sd = self.process.predict(fitted, return_std=True)
        mean = self.line.predict(units)[:, 0] + self.scale * rest
        return mean, (self.scale * sd) ** 2 + self.free_variance + self.noise


def emulators_for(units, readings, variances, is_fitted, workers=None):
    """Return one emulator a statistic.

    Parameters
    ----------
    units : numpy.ndarray
        Simulated points in the unit cube, one row each.
    readings, variances : numpy.ndarray
        Statistics on the scale of comparison and their Monte Carlo variances, one column each.
    is_fitted : numpy.ndarray of bool
        Columns of `units` that are fitted; the others enter as a straight line and as noise.
    workers : int, optional

    Returns
    -------
    list of Emulator
    """
    import sklearn.gaussian_process  # noqa: F401 - imported once, before threads need it
    from threadpoolctl import threadpool_limits

    def one(column):
        return _emulator(units, readings[:, column], variances[:, column], is_fitted)

    # One thread a process: sums are then added in one order, however many cores there are.
    with threadpool_limits(limits=1):
        return list(in_threads(one, range(readings.shape[1]), workers))


def _emulator(units, reading, variance, is_fitted):
    usable = np.isfinite(reading) & np.isfinite(variance)
    units, reading, variance = units[usable], reading[usable], variance[usable]
    line = ridge(units, reading[:, None])
    rest = reading - line.predict(units)[:, 0]
    scale = max(float(rest.std()), np.sqrt(SMALLEST_VARIANCE))
    own_noise = np.maximum(variance, SMALLEST_VARIANCE)
    process = _process(units[:, is_fitted], rest / scale, own_noise / scale**2)
    free_variance = UNIFORM_VARIANCE * float(np.sum(line.slopes[~is_fitted, 0] ** 2))
    return Emulator(line, process, scale, is_fitted, free_variance, float(own_noise.mean()))


def _process(x, y, noise):
    from sklearn.gaussian_process import GaussianProcessRegressor
    from sklearn.gaussian_process.kernels import ConstantKernel, Matern, WhiteKernel

    kernel = ConstantKernel(0.5, SIZES) * Matern(np.full(x.shape[1], 2.0), LENGTHS, nu=2.5) + WhiteKernel(
        0.3, NOISES
    )
    return GaussianProcessRegressor(kernel, alpha=noise, optimizer=_climb).fit(x, y)


def _climb(objective, start, bounds):
    """Maximise the likelihood a little inside the bounds."""
    from scipy.optimize import minimize

    inner = [(low + MARGIN, high - MARGIN) for low, high in bounds]
    best = minimize(
        objective, start, jac=True, method="L-BFGS-B", bounds=inner, options={"maxiter": MOST_STEPS}
    )
    return best.x, best.fun
