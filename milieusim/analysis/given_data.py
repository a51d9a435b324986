"""First-order indices of any sample of points: a Latin hypercube, a full factorial, plausible parameter sets.

The index of a factor is the share of the variance between points that its own value explains, whatever the
others do: by a smooth curve over the ranks of its values, or by its levels if these are few. Where factors were chosen
apart from each other, the curves of all of them are fitted together, which keeps the effects of the others out of the
error of each. Where factors go together, as parameters of calibrated sets do, each is taken alone, and part of its
index belongs to the company that it keeps.
"""

import math

import numpy as np

from milieusim.analysis.point_means import point_means
from milieusim.errors import DataError

FEW_LEVELS = 8
WAVES, FEW_WAVES, MANY_POINTS = 4, 2, 100
RESAMPLES = 300


def given_data_table(
    points, metrics, names, factors=None, together=True, level=0.95, resamples=RESAMPLES, seed=1
):
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
    together : bool
        Whether factors were chosen apart from each other, so that their curves can be fitted together; with too few
        points for that, each is taken alone.
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
    tables = [_of_metric(points, metrics, name, factors, together, level, resamples, seed) for name in names]
    return pd.concat(tables, ignore_index=True)


def _of_metric(points, metrics, name, factors, together, level, resamples, seed):
    import pandas as pd

    means = point_means(metrics, name)
    known = np.isfinite(means.means)
    values = means.means[known]
    columns = points.loc[means.points[known]]
    weights = _draws(len(values), resamples, seed)
    share = means.chance_share
    left = 1.0 if math.isnan(share) else 1 - share if share < 1 else math.nan
    shapes = [_shape(columns[factor], factor) for factor in factors]
    terms = sum(shape.shape[1] for shape in shapes)
    groups = [shapes] if together and 2 * (terms + 1) <= len(values) else [[shape] for shape in shapes]
    found = np.array([row for group in groups for row in _indices(group, values, weights, level)]) / left
    first, half, threshold = found.T
    table = pd.DataFrame({"metric": name, "factor": factors, "first": first, "first_low": first - half})
    table = table.assign(first_high=first + half, threshold=threshold)
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


def _indices(shapes, values, weights, level):
    """Return, for each of the shapes fitted together, its index, the half width of the interval, and the threshold."""
    from scipy.special import fdtri, ndtri

    n, terms = len(values), sum(shape.shape[1] for shape in shapes)
    # Centred once: a constant takes what a draw shifts.
    design = np.column_stack([np.ones(n), *(shape - shape.mean(axis=0) for shape in shapes)])
    squares = np.einsum("bn,np,nq->bpq", weights, design, design, optimize=True)
    # A draw may miss a level: the pseudo-inverse leaves it out.
    inverse = np.linalg.pinv(squares)
    slopes = np.einsum("bpq,bq->bp", inverse, (weights * values) @ design)
    totals = weights @ values**2 - (weights @ values) ** 2 / n
    if totals[0] <= 1e-12 * max(1.0, float(values @ values)):
        return [(0.0, 0.0, 0.0)] * len(shapes)
    left = np.einsum("bn,bn->b", weights, (values - slopes @ design.T) ** 2)
    freedom = n - 1 - terms
    found, start = [], 1
    for shape in shapes:
        part = slice(start, start + shape.shape[1])
        start = part.stop
        indices = _explained(
            squares[:, part, part], inverse[:, part, part], slopes[:, part], left / freedom, totals
        )
        error = left[0] / freedom / totals[0] * shape.shape[1]
        threshold = error * (float(fdtri(shape.shape[1], freedom, 0.95)) - 1)
        spread = float(indices[1:].std(ddof=1)) if len(indices) > 2 else math.nan
        found.append((float(indices[0]), float(ndtri((1 + level) / 2)) * spread, threshold))
    return found


def _explained(squares, inverse, slopes, error, totals):
    """Return the share of the variance that one curve explains, without what its error adds to it."""
    explained = np.einsum("bp,bpq,bq->b", slopes, squares, slopes)
    by_error = error * np.einsum("bpq,bqp->b", inverse, squares)
    return np.divide(explained - by_error, totals, out=np.zeros_like(totals), where=totals > 0)
