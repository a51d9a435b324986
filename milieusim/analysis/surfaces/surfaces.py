"""The surface of a metric over two factors: what is likely between the points that were run, and where it is best.

Two families: a quadratic (a bowl, a saddle or a plane), and a Gaussian process that bends where the points bend. Both
are judged by points left out. Intervals and the place of the optimum come from draws of the whole surface, so that a
ridge along which everything is equally good shows as a long interval. With several parameter sets, the surface is the
mean over plausible sets, and each draw has other sets, with all their runs; with one set it is that for these
parameters, and each draw has other seeds.
"""

import math
from dataclasses import dataclass
from typing import Any

import numpy as np

from milieusim.analysis.columns import need_columns
from milieusim.analysis.metrics.metrics import METRICS
from milieusim.analysis.numbers import number
from milieusim.analysis.one_design import of_one_design
from milieusim.analysis.sensitivity.point_means import point_means
from milieusim.analysis.surfaces.surface_draws import grid_of, optimum_of
from milieusim.analysis.surfaces.surface_models import MODELS, SQUARES, rough_chance
from milieusim.errors import DataError

STEPS = 41
DRAWS = 400
FOLDS = 10
WORTH = 0.02
"""By how much a bending surface must predict better than a quadratic, before it is preferred."""


@dataclass(frozen=True)
class Surface:
    """A metric over two factors.

    Attributes
    ----------
    metric, x, y : str
    kind : str
        ``quadratic`` or ``gaussian_process``.
    better : str
        ``higher`` or ``lower``.
    grid : pandas.DataFrame
        x, y, mean, low, high, is_as_good (whether the place may be as good as the best one: chance does not tell them
        apart); the names of the factors stand for x and y.
    points : pandas.DataFrame
        The points that were run: x, y, mean, error (standard error by chance), runs.
    optimum : pandas.DataFrame
        One row: x, x_low, x_high, y, y_low, y_high, value, value_low, value_high, edges (words; empty inside),
        share_at_edge (of draws), level.
    r2_left_out : float
        Share of the variance between points that the surface predicts when they are left out.
    r2_reachable : float
        What r2_left_out could be at most, given chance in the points; missing with one run a point.
    over : str
        What surface and intervals are about: ``over plausible parameter sets``, or ``for these parameters, over chance``.
    """

    metric: str
    x: str
    y: str
    kind: str
    better: str
    grid: Any
    points: Any
    optimum: Any
    r2_left_out: float
    r2_reachable: float
    over: str

    def sentence(self):
        """Say where the metric is best, how sure that is and of what, and whether the best may lie outside."""
        best = self.optimum.iloc[0]
        where = " and ".join(
            f"{name} {number(best[name])} ({100 * best['level']:.0f} % interval {number(best[name + '_low'])} to "
            f"{number(best[name + '_high'])})"
            for name in (self.x, self.y)
        )
        ends = f"{number(best['value_low'])} to {number(best['value_high'])}"
        text = f"{_label(self.metric)} is {_best(self.better)} at {where}: {number(best['value'])} ({ends})."
        if best["edges"]:
            text += f" This is at the edge of what was tried ({best['edges']}): the best may lie beyond."
        elif best["share_at_edge"] > 0.05:
            text += f" In {100 * best['share_at_edge']:.0f} % of draws it lies at an edge of what was tried."
        kind = self.kind.replace("_", " ").replace("gaussian", "Gaussian")
        fit = f" A {kind} surface predicts {100 * self.r2_left_out:.0f} % of the variance of points left out"
        if round(100 * self.r2_left_out) < round(100 * np.nan_to_num(self.r2_reachable)):
            fit += f"; {100 * self.r2_reachable:.0f} % could be, the rest is chance"
        return f"{text}{fit}. Intervals hold {self.over}."


def response_surface(
    points, metrics, name, x, y, kind="auto", better=None, steps=STEPS, draws=DRAWS, level=0.95, seed=1
):
    """Fit the surface of a metric over two factors.

    Parameters
    ----------
    points : pandas.DataFrame
        One row a point of one design: point and a column a factor. Points that differ in other factors are averaged over
        these.
    metrics : pandas.DataFrame
        One row a run: point, parameter_set, seed and the metrics. Runs of a parameter set, or of a seed with one set
        only, are averaged: only sets (or seeds) are independent of each other.
    name : str
        Metric.
    x, y : str
        Factors, which must be numbers.
    kind : str
        ``quadratic``, ``gaussian_process``, or ``auto`` for the one that predicts points left out better.
    better : str, optional
        ``higher`` or ``lower``; as the metric's own, if left out.
    steps : int
        Of the grid, each way.
    draws : int
        Draws of the surface.
    level : float
        Level of the intervals.
    seed : int

    Returns
    -------
    Surface

    Raises
    ------
    DataError
        If points are of several designs, too few, or without a value.
    """
    need_columns(metrics, ["point", name], "response_surface")
    need_columns(points, ["point", x, y], "response_surface, points")
    better = _direction(name, better)
    metrics = of_one_design(points, metrics, "response_surface")
    table, means = _cells(points, metrics, name, x, y)
    ends = {axis: (float(table[axis].min()), float(table[axis].max())) for axis in (x, y)}
    unit = np.column_stack(
        [(table[axis] - ends[axis][0]) / (ends[axis][1] - ends[axis][0]) for axis in (x, y)]
    )
    kinds = [kind] if kind != "auto" else list(MODELS)
    _refuse(kind, kinds, len(means.means), unit)
    values, chance = means.means, rough_chance(means, unit)
    left_out = {one: _r2_left_out(MODELS[one], unit, values, chance, seed) for one in kinds}
    chosen = _preferred(left_out)
    side = np.linspace(0, 1, steps)
    lattice = np.array([(a, b) for a in side for b in side])
    model = MODELS[chosen](unit, values, chance)
    drawn = model.draws(lattice, draws, means, np.random.default_rng(seed))
    sign = 1.0 if better == "higher" else -1.0
    grid = grid_of(lattice, model.mean(lattice), drawn, ends, level)
    between = float(values.var(ddof=1))
    reachable = float(np.maximum(0.0, 1 - chance.mean() / between)) if between > 0 else math.nan
    apart = sign * (drawn - drawn[:, [int(np.argmax(sign * grid["mean"]))]])
    grid["is_as_good"] = np.quantile(apart, level, axis=0) >= 0
    best = optimum_of(grid, drawn, sign, x, y, ends, level)
    shown = table.assign(mean=values, error=np.sqrt(means.chance), runs=means.runs).drop(columns="point")
    return Surface(name, x, y, chosen, better, grid, shown, best, left_out[chosen], reachable, means.over)


def _direction(name, better):
    better = better or (METRICS[name].better if name in METRICS else None)
    if better not in ("higher", "lower"):
        raise DataError(
            f"response_surface: of '{name}' neither more nor less is better; pass better='higher' or 'lower'."
        )
    return better


def _cells(points, metrics, name, x, y):
    """Return the places of the plane that were run, and the means there."""
    import pandas as pd

    for axis in (x, y):
        if axis not in points.columns or not pd.api.types.is_numeric_dtype(points[axis]):
            raise DataError(f"response_surface: '{axis}' is no factor with numbers in the table of points.")
    places = points.drop_duplicates("point")
    cell = places.groupby([x, y], sort=True).ngroup().rename("cell")
    table = (
        places[[x, y]].assign(cell=cell).drop_duplicates("cell").sort_values("cell").reset_index(drop=True)
    )
    which = pd.Series(cell.to_numpy(), index=places["point"])
    runs = metrics.assign(point=metrics["point"].map(which))
    # Points that differ in other factors were chosen and not drawn: they are averaged within each replicate.
    means = point_means(runs, name)
    known = np.isfinite(means.means)
    if not known.all():
        raise DataError(f"response_surface: {int((~known).sum())} point(s) have no value of '{name}'.")
    if means.is_over_sets and means.crossed is None:
        raise DataError(
            f"response_surface: '{name}' has no value for many parameter sets at some points, so that these cannot be "
            "compared over the same sets; pass the runs of sets that have one everywhere, or take another metric."
        )
    table = table.rename(columns={"cell": "point"}).set_index("point", drop=False).loc[means.points]
    return table.reset_index(drop=True), means


def _refuse(kind, kinds, points, unit):
    unknown = [one for one in kinds if one not in MODELS]
    if unknown:
        raise DataError(f"response_surface: kind is '{kind}'; it must be auto, {' or '.join(MODELS)}.")
    fewest = SQUARES + 3
    flat = min(len(np.unique(unit[:, axis])) for axis in (0, 1))
    if points < fewest or flat < 3:
        raise DataError(
            f"response_surface: {points} places with {flat} values of a factor; at least {fewest} places with 3 values "
            "each way are needed."
        )


def _preferred(left_out):
    best = max(left_out, key=left_out.get)
    simple = next(iter(left_out))
    return simple if left_out[best] - left_out[simple] < WORTH else best


def _r2_left_out(model, unit, values, chance, seed):
    """Return the share of the variance between points that is predicted when points are left out, in folds."""
    order = np.random.default_rng(seed).permutation(len(values))
    folds = np.array_split(order, min(FOLDS, len(values)))
    wrong = middle = 0.0
    for fold in folds:
        rest = np.setdiff1d(order, fold)
        found = model(unit[rest], values[rest], chance[rest]).mean(unit[fold])
        wrong += float(((values[fold] - found) ** 2).sum())
        middle += float(((values[fold] - values[rest].mean()) ** 2).sum())
    return 1 - wrong / middle if middle > 0 else 0.0


def _label(name):
    label = METRICS[name].label if name in METRICS else name
    return label[0].upper() + label[1:]


def _best(better):
    return "highest" if better == "higher" else "lowest"
