"""First-order indices of any sample of points: a Latin hypercube, a full factorial, plausible parameter sets.

The index of a factor is the share of the variance between points that its own value explains, whatever the
others do: by a smooth curve over the ranks of its values, or by its levels if these are few. Where factors were chosen
apart from each other, the curves of all of them are fitted together, which keeps the effects of the others out of the
error of each. Where factors go together, as parameters of calibrated sets do, each is taken alone, and part of its
index belongs to the company that it keeps. Runs of a point on several parameter sets are averaged set by set first: what
is asked for is then the share in the mean over plausible parameter sets; with one set, that for these parameters.
"""

import math

import numpy as np

from milieusim.analysis.sensitivity.point_means import point_means
from milieusim.errors import DataError

FEW_LEVELS = 8
WAVES, FEW_WAVES, MANY_POINTS = 4, 2, 100
RESAMPLES = 300
FEWEST_POINTS = 10


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
        Draws of the bootstrap, over points, and over parameter sets (seeds, with one set only).
    seed : int

    Returns
    -------
    pandas.DataFrame
        metric, factor, first, first_low, first_high, threshold (what a factor without effect stays below, 19 times in
        20), p (how often one without effect reaches as much), chance_share (of the variance between points, already
        taken off), points, runs.

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

    means = point_means(metrics[metrics["point"].isin(set(points.index))], name)
    known = np.isfinite(means.means)
    columns = points.loc[means.points[known]]
    _refuse_few(len(columns), name)
    draw = np.random.default_rng(seed)
    weights = _draws(int(known.sum()), resamples, draw)
    values = np.vstack(
        [means.means[None, known], means.redrawn(resamples, draw, _widening(means, level))[:, known]]
    )
    shapes = [_shape(columns[factor], factor) for factor in factors]
    terms = sum(shape.shape[1] for shape in shapes)
    groups = [shapes] if together and 2 * (terms + 1) <= len(columns) else [[shape] for shape in shapes]
    fits = [_Curves(group, weights) for group in groups]
    found = np.concatenate([_indices(fit, values, means, level) for fit in fits])
    first, half, threshold, p = found.T
    table = pd.DataFrame({"metric": name, "factor": factors, "first": first, "first_low": first - half})
    table = table.assign(first_high=first + half, threshold=threshold, p=p, chance_share=means.chance_share)
    return table.assign(points=len(columns), runs=float(np.mean(means.runs[known])))


def _widening(means, level):
    """Return by how much Student's t is wider than the normal curve: intervals over few sets are."""
    from scipy.special import ndtri, stdtrit

    if not (means.is_over_sets and means.is_paired):
        return 1.0
    at = (1 + level) / 2
    return float(stdtrit(means.crossed.shape[1] - 1, at) / ndtri(at))


def _refuse_few(points, name):
    if points < FEWEST_POINTS:
        count = f"{points} point{'' if points == 1 else 's'} with a value of '{name}'"
        raise DataError(
            f"sensitivity: {count} cannot show which factor matters; {FEWEST_POINTS} at least are needed, or a full "
            "factorial with 2 replications or more and no failed run."
        )


def _draws(points, resamples, draw):
    """Return how often each point is drawn, one row a draw; the first row draws each once."""
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
        if 2 * (levels.shape[1] + 1) > len(values):
            raise DataError(
                f"sensitivity: {len(values)} points are too few for the {levels.shape[1] + 1} levels of '{factor}'; "
                f"{2 * (levels.shape[1] + 1)} at least are needed."
            )
        return levels
    waves = WAVES if len(values) >= MANY_POINTS else FEW_WAVES
    at = (rankdata(values.to_numpy(float)) - 0.5) / len(values)
    return np.cos(np.pi * at[:, None] * np.arange(1, waves + 1))


class _Curves:
    """Curves over the values of some factors, fitted together, for rows of weights: one a draw of points."""

    def __init__(self, shapes, weights):
        self.weights, self.sizes = weights, [shape.shape[1] for shape in shapes]
        # Centred once: a constant takes what a draw shifts.
        columns = [shape - shape.mean(axis=0) for shape in shapes]
        self.design = np.column_stack([np.ones(len(columns[0])), *columns])
        self.squares = np.einsum("bn,np,nq->bpq", weights, self.design, self.design, optimize=True)
        # A draw may miss a level: the pseudo-inverse leaves it out.
        self.inverse = np.linalg.pinv(self.squares)
        ends = np.cumsum([1, *self.sizes])
        self.parts = [slice(start, stop) for start, stop in zip(ends, ends[1:])]
        self.freedom = len(self.design) - 1 - sum(self.sizes)
        # What a curve explains that no other could, and how much more it explains of its own where curves overlap.
        self.beyond = [np.linalg.pinv(self.inverse[:, part, part]) for part in self.parts]
        self.stretch = [
            np.trace(self.squares[0, part, part]) / np.trace(beyond[0])
            for part, beyond in zip(self.parts, self.beyond)
        ]

    def sums(self, values):
        """Return, one row a draw, the squares that each curve explains without its error, all squares, and the error.

        A curve's squares are those that it explains beyond all others, whose error is that of as many slopes as it has,
        however curves overlap; stretched to what it would explain in company that it does not overlap with.

        Parameters
        ----------
        values : numpy.ndarray
            One row for each of the first draws.
        """
        draws = slice(0, len(values))
        weights, inverse = self.weights[draws], self.inverse[draws]
        slopes = np.einsum("bpq,bq->bp", inverse, (weights * values) @ self.design)
        total = (weights * values**2).sum(axis=1) - (weights * values).sum(axis=1) ** 2 / weights.sum(axis=1)
        error = (weights * (values - slopes @ self.design.T) ** 2).sum(axis=1) / self.freedom
        found = []
        for part, beyond, size, stretch in zip(self.parts, self.beyond, self.sizes, self.stretch):
            explained = np.einsum("bp,bpq,bq->b", slopes[:, part], beyond[draws], slopes[:, part])
            found.append(stretch * (explained - error * size))
        return np.column_stack([*found, total, error])


def _indices(fit, values, means, level):
    """Return one row a curve: index, half width of the interval, what chance reaches 1 time in 20, and its p."""
    from scipy.special import ndtri

    sums, sizes = fit.sums(values), np.array(fit.sizes)
    total, error = sums[0, -2:]
    if total <= 1e-12 * max(1.0, float((values[0] ** 2).sum())):
        return np.tile([0.0, 0.0, 0.0, 1.0], (len(sizes), 1))
    by_chance, left = np.zeros(len(sizes) + 2), total
    if means.is_paired:
        by_chance = means.by_chance(lambda one: fit.sums(one[None])[0])
        left = total - by_chance[-2]
    elif not math.isnan(means.chance_share):
        left = total * (1 - means.chance_share)
    left = left if left > 0 else math.nan
    tilts = np.maximum(by_chance[:-2], 0.0)
    explained = sums[0, :-2] - tilts
    reached = _Reached(fit, error, tilts, means)
    shares = sums[1:, :-2] / sums[1:, -2:-1]
    spread = shares.std(axis=0, ddof=1) if len(shares) > 2 else np.full(len(sizes), math.nan)
    half = float(ndtri((1 + level) / 2)) * spread * total / left
    return np.column_stack([explained / left, half, reached(0.05) / left, reached.p(explained)])


class _Reached:
    """What a factor without effect seems to explain: by the luck of points, and by how replicates tilt all of them.

    Luck of points has as many ways as a curve has slopes. Replicates differ most in how steep a factor is: one way,
    known from few of them. What either reaches is added up, since how much replicates tilt is itself uncertain.
    """

    def __init__(self, fit, error, tilts, means):
        self.sizes, self.freedom, self.tilts = np.array(fit.sizes), fit.freedom, tilts
        self.points = error * self.sizes * np.array(fit.stretch)
        self.others = means.crossed.shape[1] - 1 if means.is_paired else 1

    def __call__(self, p):
        """Return the sum that is reached with a probability of p."""
        from scipy.special import fdtri

        points = self.points * (fdtri(self.sizes, self.freedom, 1 - p) - 1)
        return points + self.tilts * (fdtri(1, self.others, 1 - p) - 1)

    def p(self, explained):
        """Return with what probability sums are reached, to a thousandth of it; 1 for none."""
        low, high = np.full(len(explained), -12.0), np.zeros(len(explained))
        for _ in range(24):
            middle = (low + high) / 2
            is_beyond = explained > self(10.0**middle)
            low, high = np.where(is_beyond, low, middle), np.where(is_beyond, middle, high)
        return np.where(explained > 0, 10.0**high, 1.0)
