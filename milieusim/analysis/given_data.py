"""First-order indices of any sample of points: a Latin hypercube, a full factorial, plausible parameter sets.

The index of a factor is the share of the variance between points that its own value explains, whatever the
others do: the adjusted share explained by a smooth curve over the ranks of its values, or by its levels if these
are few. Where factors go together, as parameters of a calibrated set do, part of it belongs to the company they keep.
"""

import math

import numpy as np

from milieusim.analysis.point_means import point_means
from milieusim.errors import DataError

FEW_LEVELS = 8
WAVES, FEW_WAVES, MANY_POINTS = 4, 2, 100
RESAMPLES = 300


def given_data_table(points, metrics, names, factors=None, level=0.95, resamples=RESAMPLES, seed=1):
    """Return first-order indices of the factors of any sample.

    Parameters
    ----------
    points : pandas.DataFrame
        One row a point: point, and one column a factor, numbers or words.
    metrics : pandas.DataFrame
        One row a run: point, parameter_set, seed and the metrics.
    names : sequence of str
        Metrics.
    factors : sequence of str, optional
        All columns but point that vary, if left out.
    level : float
        Level of the intervals.
    resamples : int
        Draws of the bootstrap, over points.
    seed : int

    Returns
    -------
    pandas.DataFrame
        metric, factor, first, first_low, first_high, threshold (what a factor without effect stays below, 19 times in
        20), chance_share (of the variance between points, already taken off), points, runs.

    References
    ----------
    Plischke, E. (2012). How to compute variance-based sensitivity indicators with your spreadsheet software.
    Environmental Modelling and Software 35, 188-191: cosines over ranks.
    """
    import pandas as pd

    points = points.drop_duplicates("point").set_index("point")
    if factors is None:
        factors = [name for name in points.columns if points[name].nunique() > 1]
    if not factors:
        raise DataError("sensitivity: no factor varies between the points.")
    tables = [_of_metric(points, metrics, name, factors, level, resamples, seed) for name in names]
    return pd.concat(tables, ignore_index=True)


def _of_metric(points, metrics, name, factors, level, resamples, seed):
    import pandas as pd

    means = point_means(metrics, name)
    known = np.isfinite(means.means)
    values = means.means[known]
    columns = points.loc[means.points[known]]
    weights = _draws(len(values), resamples, seed)
    share = means.chance_share
    left = 1.0 if math.isnan(share) else 1 - share if share < 1 else math.nan
    rows = []
    for factor in factors:
        found, half, threshold = _index(_shape(columns[factor], factor), values, weights, level)
        first, half = found / left, half / left
        rows.append((name, factor, first, first - half, first + half, threshold / left))
    table = pd.DataFrame(rows, columns=["metric", "factor", "first", "first_low", "first_high", "threshold"])
    return table.assign(chance_share=share, points=len(values), runs=float(np.mean(means.runs[known])))


def _draws(points, resamples, seed):
    """Return how often each point is drawn, one row a draw; the first row draws each once."""
    draw = np.random.default_rng(seed)
    chosen = draw.integers(0, points, (resamples, points))
    counts = (
        np.stack([np.bincount(row, minlength=points) for row in chosen])
        if resamples
        else np.empty((0, points))
    )
    return np.vstack([np.ones(points), counts])


def _shape(values, factor):
    """Return the curves, or the levels, over which a metric may differ: one column each, without a constant."""
    import pandas as pd
    from scipy.stats import rankdata

    if values.nunique() <= FEW_LEVELS or not pd.api.types.is_numeric_dtype(values):
        levels = pd.get_dummies(values.astype(str)).to_numpy(float)[:, 1:]
        if levels.shape[1] >= len(values) - 2:
            raise DataError(f"sensitivity: {len(values)} points are too few for the levels of '{factor}'.")
        return levels
    waves = WAVES if len(values) >= MANY_POINTS else FEW_WAVES
    if len(values) < 2 * waves + 2:
        raise DataError(
            f"sensitivity: {len(values)} points are too few; {2 * FEW_WAVES + 2} at least are needed."
        )
    at = (rankdata(values.to_numpy(float)) - 0.5) / len(values)
    return np.cos(np.pi * at[:, None] * np.arange(1, waves + 1))


def _index(shape, values, weights, level):
    """Return the index, the half width of its interval, and what chance would reach."""
    from scipy.special import betaincinv, ndtri

    n, terms = shape.shape
    design = np.column_stack([np.ones(n), shape])
    squares = np.einsum("bn,np,nq->bpq", weights, design, design, optimize=True)
    sums = (weights * values) @ design
    # A draw may miss a level: the pseudo-inverse leaves it out.
    fitted = np.einsum("bp,bpq,bq->b", sums, np.linalg.pinv(squares), sums)
    middle = sums[:, 0] ** 2 / weights.sum(axis=1)
    total = weights @ values**2 - middle
    if total[0] <= 1e-12 * max(1.0, middle[0]):
        return 0.0, 0.0, 0.0
    explained = np.divide(fitted - middle, total, out=np.zeros_like(total), where=total > 0)

    def adjusted(share):
        return 1 - (1 - share) * (n - 1) / (n - 1 - terms)

    threshold = adjusted(float(betaincinv(terms / 2, (n - 1 - terms) / 2, 0.95)))
    spread = float(adjusted(explained[1:]).std(ddof=1)) if len(explained) > 2 else math.nan
    return float(adjusted(explained[0])), float(ndtri((1 + level) / 2)) * spread, threshold
