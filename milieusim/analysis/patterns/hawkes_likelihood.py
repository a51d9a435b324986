"""How likely incidents are under a self-exciting model with residents who differ.

A resident's propensity is integrated out on points that lie around where it is likely to be; slopes are exact, by
Fisher's identity. Residents without an incident need no points: theirs is an integral that is known.
"""

import math

import numpy as np

from milieusim.analysis.patterns.hawkes_excitation import excitation

NODES, SPREADS = 32, 8.0
"""Points at which a resident's propensity is integrated, and how many standard deviations they reach."""
PROPENSITY = (-16.0, 7.0)
"""Logarithms between which propensities lie (mean 1)."""
SMALLEST = -25.0
"""Logarithm of a baseline (incidents an hour) that stands for none."""


class Likelihood:
    """Log-likelihood of incidents.

    Incidents of the history are given: what is told is the likelihood of the whole record less that of the history.
    Nobody knows what went before the record began, and to take it for nothing hides contagion.

    The vector of parameters holds the logarithms of the baselines, own, others, the logarithm of the half-life, and the
    logarithm of the shape.

    Parameters
    ----------
    data : Incidents
    contagion : bool
        Whether incidents may set off others.
    differ : bool
        Whether residents may differ.
    """

    def __init__(self, data, contagion, differ):
        self.data, self.is_contagious, self.differ = data, contagion, differ
        self.cells = data.exposure.shape[1]
        self.own, self.others, self.half_life, self.shape = range(self.cells, self.cells + 4)
        early = len(data.history.at) if data.history else 0
        counts = np.bincount(data.cell, minlength=self.cells)
        counts_early = np.bincount(data.history.cell, minlength=self.cells) if early else 0
        self.filled = counts - counts_early > 0
        self.before = None
        if data.history:
            self.before = Likelihood(data.history, contagion, differ)
            self.before.filled = self.filled
        # Incidents come in order of units: what is of one unit lies between two starts.
        self.acting, self.starts, self.slot = np.unique(data.unit, return_index=True, return_inverse=True)
        self._excited = (None, None)

    def start(self):
        """Return parameters to begin with: no contagion to speak of, residents who differ somewhat."""
        x = np.zeros(self.cells + 4)
        hours = np.maximum(self.data.exposure.sum(axis=0), 1.0)
        counts = np.bincount(self.data.cell, minlength=self.cells)
        x[: self.cells] = np.log(np.maximum(self.filled * counts / hours, math.exp(SMALLEST)))
        if self.is_contagious:
            x[self.own], x[self.others] = 0.1, 0.1 * self.data.has_others
        return x

    def excited(self, half_life):
        """Return what earlier incidents add, for the logarithm of a half-life."""
        if self._excited[0] != half_life:
            self._excited = (half_life, excitation(self.data, math.exp(half_life)))
        return self._excited[1]

    def value(self, x, nodes=None):
        """Return the log-likelihood, given the history, and its slopes.

        Parameters
        ----------
        x : numpy.ndarray
        nodes : tuple, optional
            Of `nodes`, where residents differ.
        """
        excited = self.excited(x[self.half_life]) if self.is_contagious else None
        own, earlier = nodes or (None, None)
        value, slope = self._of_all(x, excited, own)
        if self.before is None:
            return value, slope
        known, its_slope = self.before._of_all(x, excited.history if excited else None, earlier)
        return value - known, slope - its_slope

    def nodes(self, x):
        """Return where to integrate: for the whole record, and for the history."""
        excited = self.excited(x[self.half_life]) if self.is_contagious else None
        earlier = self.before._nodes(x, excited.history if excited else None) if self.before else None
        return self._nodes(x, excited), earlier

    def _of_all(self, x, excited, nodes):
        data, slope, value = self.data, np.zeros(len(x)), 0.0
        baseline = np.exp(x[: self.cells])
        rate, expected = baseline[data.cell], data.exposure @ baseline
        added = self._added(x, excited, rate)
        known, z, weight = self._propensities(x, expected, rate, added, nodes)
        each = z[self.slot]
        chances = weight[self.slot] / (each * rate[:, None] + added[:, None])
        of_baseline = (each * chances).sum(axis=1) * rate
        slope[: self.cells] = np.bincount(data.cell, of_baseline, self.cells)
        slope[: self.cells] -= (self._mean_propensity(x, expected, z, weight) @ data.exposure) * baseline
        slope[: self.cells][~self.filled] = 0.0
        if excited is not None:
            value = self._add_contagion(x, excited, chances.sum(axis=1), slope)
        if self.differ:
            slope[self.shape] = self._slope_of_shape(x, expected, z, weight)
        return value + known, slope

    def _added(self, x, excited, rate):
        if excited is None:
            return np.zeros(len(rate))
        return x[self.own] * excited.own + x[self.others] * excited.others

    def _add_contagion(self, x, excited, chances, slope):
        """Write the slopes of contagion; return what followers take off the log-likelihood."""
        a, b = x[self.own], x[self.others]
        own, others, own_total, others_total = excited.slopes
        slope[self.own] = chances @ excited.own - excited.own_total
        slope[self.others] = chances @ excited.others - excited.others_total
        slope[self.half_life] = chances @ (a * own + b * others) - a * own_total - b * others_total
        return -a * excited.own_total - b * excited.others_total

    def _propensities(self, x, expected, rate, added, nodes):
        """Return the log-likelihood but for followers, and each acting unit's propensities by weight."""
        if not self.differ:
            value = float(np.log(rate + added).sum() - expected.sum())
            return value, np.ones((len(self.acting), 1)), np.ones((len(self.acting), 1))
        from scipy.special import gammaln

        shape, z = math.exp(x[self.shape]), np.exp(nodes)
        joint = np.zeros(z.shape)
        if len(self.slot):
            logs = np.log(z[self.slot] * rate[:, None] + added[:, None])
            joint = np.add.reduceat(logs, self.starts, axis=0)
        joint += shape * (nodes - z + x[self.shape]) - gammaln(shape) - z * expected[self.acting, None]
        top = joint.max(axis=1, keepdims=True)
        weight = np.exp(joint - top)
        sums = weight.sum(axis=1)
        width = nodes[:, 1] - nodes[:, 0]
        value = float((top[:, 0] + np.log(sums * width)).sum())
        # Who had no incident needs no integral: the gamma distribution gives it.
        value -= shape * float(np.log1p(expected[self._quiet()] / shape).sum())
        return value, z, weight / sums[:, None]

    def _quiet(self):
        quiet = np.ones(len(self.data.run_of), bool)
        quiet[self.acting] = False
        return quiet

    def _mean_propensity(self, x, expected, z, weight):
        mean = np.ones(len(expected))
        if self.differ:
            shape = math.exp(x[self.shape])
            mean = shape / (shape + expected)
            mean[self.acting] = (z * weight).sum(axis=1)
        return mean

    def _slope_of_shape(self, x, expected, z, weight):
        from scipy.special import digamma

        log_shape = x[self.shape]
        shape, quiet = math.exp(log_shape), expected[self._quiet()]
        acting = ((np.log(z) - z) * weight).sum() + len(z) * (log_shape + 1 - digamma(shape))
        ratio = quiet / shape
        return shape * float(acting - np.log1p(ratio).sum() + (ratio / (1 + ratio)).sum())

    def _nodes(self, x, excited):
        """Return where to integrate: around each acting unit's likely propensities."""
        low, high = (np.full(len(self.acting), end) for end in PROPENSITY)
        baseline = np.exp(x[: self.cells])
        expected, rate = self.data.exposure @ baseline, baseline[self.data.cell]
        added = self._added(x, excited, rate)
        for _ in range(4):
            nodes = np.linspace(low, high, NODES, axis=1)
            _, _, weight = self._propensities(x, expected, rate, added, nodes)
            middle = (weight * nodes).sum(axis=1)
            spread = np.sqrt((weight * (nodes - middle[:, None]) ** 2).sum(axis=1))
            spread = np.maximum(spread, (nodes[:, 1] - nodes[:, 0]) / 2)
            low = np.maximum(middle - SPREADS * spread, PROPENSITY[0])
            high = np.minimum(middle + SPREADS * spread, PROPENSITY[1])
        return nodes
