"""How likely incidents are under a self-exciting model with residents who differ, and where that is greatest.

A resident's propensity is integrated out on points that lie around where it is likely to be; slopes are exact, by
Fisher's identity. Residents without an incident need no points: theirs is an integral that is known.
"""

import math

import numpy as np

NODES, SPREADS = 32, 8.0
"""Points at which a resident's propensity is integrated, and how many standard deviations they reach."""
PROPENSITY = (-16.0, 7.0)
"""Logarithms between which propensities lie (mean 1)."""
SHAPES = (-4.0, 7.0)
"""Logarithms between which the shape of the gamma distribution lies: from wildly unequal to equal."""
SMALLEST, LARGEST = -25.0, 6.0
"""Logarithms between which baselines lie (incidents an hour); the first stands for none."""


class Likelihood:
    """Log-likelihood of one half-life, and its maximum.

    Incidents of the history are given: what is maximised is the likelihood of the whole record less that of the history.
    Nobody knows what went before the record began, and to take it for nothing hides contagion.

    The vector of parameters holds the logarithms of the baselines, own, others, and the logarithm of the shape.
    """

    def __init__(self, data, excited, differ):
        self.data, self.excited, self.differ = data, excited, differ
        self.cells = data.exposure.shape[1]
        begin = data.history.census.shape[1] if data.history else 0
        self.filled = np.bincount(data.cell[data.bin >= begin], minlength=self.cells) > 0
        self.before = None
        if data.history:
            self.before = Likelihood(data.history, excited.history if excited else None, differ)
            self.before.filled = self.filled
        self.acting, self.slot = np.unique(data.unit, return_inverse=True)
        self.counts = np.bincount(self.slot, data.count)
        self.free = list(np.flatnonzero(self.filled))
        if excited is not None:
            self.free += [self.cells, self.cells + 1] if data.has_others else [self.cells]
        if differ:
            self.free.append(self.cells + 2)

    def contagion(self, x):
        """Return the followers of an incident by the same resident, and by others."""
        return float(x[self.cells]), float(x[self.cells + 1])

    def best(self, start=None, branching=None):
        """Return the maximum (as a scipy result), with the sum of own and others held if it is given."""
        from scipy.optimize import minimize

        x = self._start() if start is None else start.copy()
        if branching is not None:
            total = x[self.cells] + x[self.cells + 1]
            share = x[self.cells] / total if total > 0 else 0.5
            x[self.cells : self.cells + 2] = branching * np.array([share, 1 - share])
            if not self.data.has_others:
                x[self.cells : self.cells + 2] = branching, 0.0
        fit = None
        # Where propensities are integrated depends on the parameters: twice round is enough.
        for _ in range(3 if self.differ else 1):
            nodes = self.nodes(x) if self.differ else None
            before = fit.fun if fit else math.inf
            fit = minimize(*self._function(x, branching, nodes), jac=True, method="L-BFGS-B",
                           bounds=self._bounds(branching), options={"maxiter": 300, "ftol": 1e-10})  # fmt: skip
            x = fit.x = self._whole(fit.x, x, branching)
            if abs(before - fit.fun) < 1e-3:
                break
        return fit

    def _start(self):
        x = np.zeros(self.cells + 3)
        hours = np.maximum(self.data.exposure.sum(axis=0), self.data.bin_hours)
        counts = np.bincount(self.data.cell, self.data.count, self.cells)
        x[: self.cells] = np.log(np.maximum(self.filled * counts / hours, math.exp(SMALLEST)))
        x[self.cells : self.cells + 2] = (0.1, 0.1 * self.data.has_others) if self.excited else (0.0, 0.0)
        return x

    def _held(self, branching):
        """Return the free entries when the branching ratio is held: own then stands for its share of it."""
        if branching is None:
            return self.free
        kept = [place for place in self.free if place not in (self.cells, self.cells + 1)]
        return [*kept, self.cells] if self.data.has_others and branching > 0 else kept

    def _bounds(self, branching):
        limits = {self.cells: (0.0, None), self.cells + 1: (0.0, None), self.cells + 2: SHAPES}
        if branching is not None:
            limits[self.cells] = (0.0, 1.0)
        return [limits.get(place, (SMALLEST, LARGEST)) for place in self._held(branching)]

    def _whole(self, free, x, branching):
        whole = x.copy()
        whole[self._held(branching)] = free
        if branching is not None and self.cells in self._held(branching):
            share = whole[self.cells]
            whole[self.cells : self.cells + 2] = branching * share, branching * (1 - share)
        return whole

    def _function(self, x, branching, nodes):
        """Return minus the log-likelihood as a function of the free entries, and where to start."""
        held = self._held(branching)

        def minus(free):
            value, slope = self.value(self._whole(free, x, branching), nodes)
            if branching is not None:
                slope[self.cells] = branching * (slope[self.cells] - slope[self.cells + 1])
            return -value, -slope[held]

        first = x[held].copy()
        if branching is not None and self.cells in held:
            first[held.index(self.cells)] = x[self.cells] / branching
        return minus, first

    def value(self, x, nodes=None):
        """Return the log-likelihood, given the history, and its slopes."""
        own, earlier = nodes or (None, None)
        value, slope = self._of_all(x, own)
        if self.before is None:
            return value, slope
        known, its_slope = self.before.value(x, earlier)
        return value - known, slope - its_slope

    def nodes(self, x):
        """Return where to integrate: for the whole record, and for the history."""
        return self._nodes(x), self.before.nodes(x) if self.before else None

    def _of_all(self, x, nodes=None):
        data, slope = self.data, np.zeros(len(x))
        baseline = np.exp(x[: self.cells])
        per_bin = data.bin_hours * baseline[data.cell]
        added = np.zeros(len(per_bin))
        value = 0.0
        if self.excited is not None:
            added = x[self.cells] * self.excited.own + x[self.cells + 1] * self.excited.others
            totals = np.array([self.excited.own_total, self.excited.others_total])
            value -= float(x[self.cells : self.cells + 2] @ totals)
            slope[self.cells : self.cells + 2] -= totals
        expected = data.exposure @ baseline
        known, z, weight = self._propensities(x, expected, per_bin, added, nodes)
        rates = z[self.slot] * per_bin[:, None] + added[:, None]
        chances = weight[self.slot] / rates
        from_baseline = data.count * (z[self.slot] * chances).sum(axis=1)
        slope[: self.cells] = np.bincount(data.cell, from_baseline * per_bin, self.cells)
        mean = self._mean_propensity(x, expected, z, weight)
        slope[: self.cells] -= (mean @ data.exposure) * baseline
        slope[: self.cells][~self.filled] = 0.0
        if self.excited is not None:
            from_others = data.count * chances.sum(axis=1)
            slope[self.cells] += float(from_others @ self.excited.own)
            slope[self.cells + 1] += float(from_others @ self.excited.others)
        if self.differ:
            slope[-1] = self._slope_of_shape(x, expected, z, weight)
        return value + known, slope

    def _propensities(self, x, expected, per_bin, added, nodes):
        """Return the log-likelihood given what went before, and each acting unit's propensities by weight."""
        data = self.data
        if not self.differ:
            value = float(data.count @ np.log(per_bin + added) - expected.sum())
            return value, np.ones((len(self.acting), 1)), np.ones((len(self.acting), 1))
        from scipy.special import gammaln

        shape, z = math.exp(x[-1]), np.exp(nodes)
        logs = data.count[:, None] * np.log(z[self.slot] * per_bin[:, None] + added[:, None])
        joint = np.zeros(z.shape)
        np.add.at(joint, self.slot, logs)
        joint += shape * (nodes - z + x[-1]) - gammaln(shape) - z * expected[self.acting, None]
        top = joint.max(axis=1, keepdims=True)
        weight = np.exp(joint - top)
        sums = weight.sum(axis=1)
        width = nodes[:, 1] - nodes[:, 0]
        value = float((top[:, 0] + np.log(sums * width)).sum())
        quiet = self._quiet()
        # Who had no incident needs no integral: the gamma distribution gives it.
        value -= shape * float(np.log1p(expected[quiet] / shape).sum())
        return value, z, weight / sums[:, None]

    def _quiet(self):
        quiet = np.ones(len(self.data.run_of), bool)
        quiet[self.acting] = False
        return quiet

    def _mean_propensity(self, x, expected, z, weight):
        mean = np.ones(len(expected))
        if self.differ:
            shape = math.exp(x[-1])
            mean = shape / (shape + expected)
            mean[self.acting] = (z * weight).sum(axis=1)
        return mean

    def _slope_of_shape(self, x, expected, z, weight):
        from scipy.special import digamma

        shape, quiet = math.exp(x[-1]), expected[self._quiet()]
        acting = ((np.log(z) - z) * weight).sum() + len(z) * (x[-1] + 1 - digamma(shape))
        ratio = quiet / shape
        return shape * float(acting - np.log1p(ratio).sum() + (ratio / (1 + ratio)).sum())

    def _nodes(self, x):
        """Return where to integrate: around each acting unit's likely propensities."""
        low, high = (np.full(len(self.acting), end) for end in PROPENSITY)
        baseline = np.exp(x[: self.cells])
        expected, per_bin = self.data.exposure @ baseline, self.data.bin_hours * baseline[self.data.cell]
        added = np.zeros(len(per_bin))
        if self.excited is not None:
            added = x[self.cells] * self.excited.own + x[self.cells + 1] * self.excited.others
        for _ in range(4):
            nodes = np.linspace(low, high, NODES, axis=1)
            _, _, weight = self._propensities(x, expected, per_bin, added, nodes)
            middle = (weight * nodes).sum(axis=1)
            spread = np.sqrt((weight * (nodes - middle[:, None]) ** 2).sum(axis=1))
            spread = np.maximum(spread, (nodes[:, 1] - nodes[:, 0]) / 2)
            low = np.maximum(middle - SPREADS * spread, PROPENSITY[0])
            high = np.minimum(middle + SPREADS * spread, PROPENSITY[1])
        return nodes
