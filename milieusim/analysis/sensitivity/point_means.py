"""Means of the points of an experiment, and how much of their differences is chance.

Every analysis of a sweep starts here. What was drawn anew from run to run says what an answer is about. With several
parameter sets it is the set: runs of a set are averaged, whatever their seeds, and answers hold over plausible parameter
sets. With one set it is the seed: answers hold for these parameters, over chance. Where each point has the same sets (or
seeds), what these add to every point alike takes no part in differences between points, and is not counted as chance.
"""

import math
from dataclasses import dataclass
from typing import Any

import numpy as np

from milieusim.analysis.columns import need_columns
from milieusim.errors import DataError

SET, SEED = "parameter_set", "seed"
OVER = {SET: "over plausible parameter sets", SEED: "for these parameters, over chance"}
"""What an answer is about, by what was drawn anew."""
MOST_GAPS = 0.1
"""Share of points and sets without a value up to which sets are still compared across all points."""


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
        Variance of each mean that is due to which replicates were drawn; NaN with one replicate a point.
    runs : numpy.ndarray
        Runs with a value, of each point.
    crossed : numpy.ndarray or None
        One row a point, one column a replicate, if every point has every replicate. A replicate is a parameter set, its
        runs averaged and weighted by their number; or a seed, with one set only.
    unit : str
        ``parameter_set`` or ``seed``.
    """

    points: Any
    means: Any
    chance: Any
    runs: Any
    crossed: Any
    unit: str = SEED

    @property
    def over(self):
        """What intervals are about, in words: plausible parameter sets, or chance with these parameters."""
        return OVER[self.unit]

    @property
    def is_over_sets(self):
        """Whether parameter sets are what was drawn."""
        return self.unit == SET

    @property
    def chance_share(self):
        """Share of the variance between points that is due to which replicates were drawn; NaN with one a point."""
        between = np.nanvar(self.means, ddof=1) if np.isfinite(self.means).sum() > 1 else 0.0
        if between == 0 or np.isnan(self.chance).all():
            return math.nan
        return float(min(1.0, np.nanmean(self.chance) / between))

    @property
    def is_paired(self):
        """Whether the same replicates, two at least, were run at every point."""
        return self.crossed is not None and self.crossed.shape[1] > 1

    def shows_tilts(self, fewest):
        """Return whether replicates show what each of them does to all points; sets must, however few they are."""
        return self.is_paired and (self.is_over_sets or self.crossed.shape[1] >= fewest)

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

    def redrawn(self, number, draw, scales=1.0):
        """Return means as other replicates might have given them, one row a draw; the means themselves if unpaired.

        Parameters
        ----------
        number : int
            Of draws.
        draw : numpy.random.Generator
        scales : float or numpy.ndarray
            By how much each draw lies further away, as of `tails`.
        """
        if not self.is_paired:
            return np.broadcast_to(self.means, (number, len(self.means)))
        replicates = self.crossed.shape[1]
        apart = (self.crossed - self.means[:, None]) / math.sqrt(replicates * (replicates - 1))
        return self.means + np.reshape(scales, (-1, 1)) * (
            draw.standard_normal((number, replicates)) @ apart.T
        )

    def tails(self, number, draw):
        """Return factors that make draws as wide as Student's t: how far replicates lie apart is known from few."""
        freedom = self.crossed.shape[1] - 1
        return np.sqrt(freedom / draw.chisquare(freedom, number))

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
    need_columns(metrics, ["point", name], "the table of metrics")
    unit = _unit(metrics)
    values = metrics[name].astype(float)
    groups = values.groupby(metrics["point"], sort=True)
    runs, means = groups.count(), groups.mean()
    cells = _cells(metrics, values, unit)
    crossed = _crossed(cells, means, MOST_GAPS if unit == SET else 0.0) if unit else None
    chance = _chance_of_paired(crossed) if crossed is not None and min(crossed.shape) > 1 else None
    if chance is None:
        chance = _chance_of_others(cells, means)
    return PointMeans(
        means.index.to_numpy(), means.to_numpy(), chance, runs.to_numpy(), crossed, unit or SEED
    )


def _unit(metrics):
    """Return what was drawn anew: sets, unless no point has two of them; else seeds; None if neither is told."""
    if SET in metrics.columns and metrics.groupby("point", observed=True)[SET].nunique().max() > 1:
        return SET
    return SEED if SEED in metrics.columns else None


def _cells(metrics, values, unit):
    """Return mean and count of the runs with a value of each point and replicate; a run is its own without a unit."""
    import pandas as pd

    label = metrics[unit].to_numpy() if unit else np.arange(len(metrics))
    table = pd.DataFrame({"point": metrics["point"].to_numpy(), "label": label, "value": values.to_numpy()})
    return table.dropna().groupby(["point", "label"], observed=True)["value"].agg(["mean", "count"])


def _crossed(cells, means, most_gaps):
    """Return means as points by replicates if each point has each replicate, but for a few gaps.

    Replicates with more runs than others weigh more: their deviations are stretched, so that the plain mean of a row
    is the mean of all runs, and the spread of a row is that of a weighted mean.
    """
    wide, counts = (cells[key].unstack("label").reindex(means.index) for key in ("mean", "count"))
    gaps = wide.isna()
    if not wide.size or means.isna().any() or gaps.to_numpy().mean() > most_gaps:
        return None
    # A gap takes what its set is apart from the others elsewhere.
    apart = wide.sub(means, axis=0)
    wide, counts = apart.where(~gaps, apart.mean(), axis=1).add(means, axis=0), counts.where(~gaps, 1)
    wide, counts, middle = wide.to_numpy(), counts.to_numpy(), means.to_numpy()[:, None]
    if (counts == counts[:, :1]).all() and not gaps.any(axis=None):
        return wide
    apart = counts / counts.mean(axis=1, keepdims=True) * (wide - middle)
    return middle + apart - apart.mean(axis=1, keepdims=True)


def _chance_of_paired(crossed):
    # What a replicate does to all points alike is no difference between them.
    rest = crossed - crossed.mean(axis=1, keepdims=True) - crossed.mean(axis=0) + crossed.mean()
    freedom = (crossed.shape[0] - 1) * (crossed.shape[1] - 1)
    return np.full(len(crossed), float((rest**2).sum()) / freedom / crossed.shape[1])


def _chance_of_others(cells, means):
    """Return the chance of means from the spread between the replicates of each point, pooled."""
    table = cells.reset_index()
    table["share"] = table["count"] / table.groupby("point")["count"].transform("sum")
    table["apart"] = (table["share"] * (table["mean"] - table["point"].map(means))) ** 2
    found = table.groupby("point")["apart"].agg(["sum", "count"]).reindex(means.index)
    several = found[found["count"] > 1]
    if several.empty:
        return np.full(len(means), math.nan)
    freedom = float((several["count"] - 1).sum())
    pooled = float((several["sum"] * several["count"] ** 2).sum()) / freedom
    return (pooled / found["count"]).to_numpy(float)
