"""Means of the points of an experiment, and how much of their differences is chance.

Every analysis of a sweep starts here: runs of one point differ by seed and perhaps by parameter set. Where each
point has the same seeds and sets, what these add to every point alike takes no part in differences between points,
and is not counted as chance.
"""

import math
from dataclasses import dataclass
from typing import Any

import numpy as np

from milieusim.errors import DataError

REPLICATE = ("parameter_set", "seed")


@dataclass(frozen=True)
class PointMeans:
    """One metric of an experiment, point by point.

    Attributes
    ----------
    points : numpy.ndarray
        Their numbers, in order.
    means : numpy.ndarray
        Mean over the runs of each point; NaN where no run has a value.
    chance : numpy.ndarray
        Variance of each mean that is due to chance; NaN with one run a point.
    runs : numpy.ndarray
        Runs with a value, of each point.
    crossed : numpy.ndarray or None
        One row a point, one column a replicate, if every point has every replicate.
    """

    points: Any
    means: Any
    chance: Any
    runs: Any
    crossed: Any

    @property
    def chance_share(self):
        """Share of the variance between points that is chance; NaN with one run a point."""
        between = np.nanvar(self.means, ddof=1) if np.isfinite(self.means).sum() > 1 else 0.0
        if between == 0 or np.isnan(self.chance).all():
            return math.nan
        return float(min(1.0, np.nanmean(self.chance) / between))

    @property
    def is_paired(self):
        """Whether the same replicates, two at least, were run at every point."""
        return self.crossed is not None and self.crossed.shape[1] > 1

    def by_chance(self, form):
        """Return what chance adds to a sum of squares or products of the means.

        Runs on one seed share their luck from point to point, so that chance may look like a smooth effect of a factor.
        The replicates' own deviations show how much of it is in their mean.

        Parameters
        ----------
        form : callable
            From an array of means (of all points, in order) to an array of sums, quadratic in the means.

        Returns
        -------
        numpy.ndarray
            NaN where replicates are not the same at every point.
        """
        if not self.is_paired:
            return np.full(np.shape(form(np.nan_to_num(self.means))), math.nan)
        apart = self.crossed - self.crossed.mean(axis=1, keepdims=True)
        apart = apart - apart.mean(axis=0)
        replicates = apart.shape[1]
        return sum(form(column) for column in apart.T) / (replicates * (replicates - 1))

    def redrawn(self, number, draw):
        """Return means of replicates that were drawn anew, one row a draw; the means themselves if that cannot be."""
        if not self.is_paired:
            return np.broadcast_to(self.means, (number, len(self.means)))
        replicates = self.crossed.shape[1]
        chosen = draw.integers(0, replicates, (number, replicates))
        counts = np.stack([np.bincount(row, minlength=replicates) for row in chosen]) / replicates
        # The bootstrap of few replicates is too narrow by this much.
        return self.means + math.sqrt(replicates / (replicates - 1)) * (counts @ self.crossed.T - self.means)

    def at(self, points):
        """Return where points stand here; an error if one has no run."""
        place = {point: k for k, point in enumerate(self.points)}
        missing = sorted({int(point) for point in points if point not in place})
        if missing:
            raise DataError(
                f"{len(missing)} point(s) of the sample have no run yet (the first is {missing[0]}); "
                "finish the sweep first."
            )
        return np.array([place[point] for point in points])


def point_means(metrics, name):
    """Return the means of one metric by point.

    Parameters
    ----------
    metrics : pandas.DataFrame
        One row a run: point, the metric, and parameter_set and seed if runs of a point differ by them.
    name : str

    Returns
    -------
    PointMeans
    """
    for column in ("point", name):
        if column not in metrics.columns:
            raise DataError(f"the table of metrics has no column '{column}'.")
    keys = [key for key in REPLICATE if key in metrics.columns]
    table = metrics[["point", *keys]].assign(value=metrics[name].astype(float))
    groups = table.groupby("point", sort=True)["value"]
    runs, means = groups.count().to_numpy(), groups.mean().to_numpy()
    crossed = _crossed(table, keys)
    points = groups.mean().index.to_numpy()
    return PointMeans(points, means, _chance(groups, crossed, runs), runs, crossed)


def _crossed(table, keys):
    """Return runs as points by replicates if each point has each replicate once, and every value is there."""
    if not keys or table["value"].isna().any() or table.duplicated(["point", *keys]).any():
        return None
    wide = table.set_index(["point", *keys])["value"].unstack(keys)
    return None if wide.isna().any().any() else wide.sort_index().to_numpy()


def _chance(groups, crossed, runs):
    if crossed is not None and min(crossed.shape) > 1:
        # What a seed does to all points alike is no difference between them.
        rest = crossed - crossed.mean(axis=1, keepdims=True) - crossed.mean(axis=0) + crossed.mean()
        freedom = (crossed.shape[0] - 1) * (crossed.shape[1] - 1)
        return np.full(len(runs), float((rest**2).sum()) / freedom / crossed.shape[1])
    within = groups.var(ddof=1).to_numpy()
    known = np.isfinite(within)
    if not known.any():
        return np.full(len(runs), math.nan)
    pooled = float((within[known] * (runs[known] - 1)).sum() / (runs[known] - 1).sum())
    return np.where(runs > 0, pooled / np.maximum(runs, 1), math.nan)
