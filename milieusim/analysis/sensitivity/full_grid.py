"""Main effects in a full factorial: exact shares of the variance between points.

Every level of a factor meets the same company of other levels, so that the means of its levels differ by its own
effect and by chance alone; no curve is fitted, and two levels of one factor are enough. Points of a grid were chosen
and not drawn: what is uncertain is the luck of the runs. With several parameter sets it is also which sets were drawn:
the share asked for is then that in the mean over plausible parameter sets, and intervals come from drawing sets anew,
each with all its runs. With one set it is that for these parameters, and intervals come from drawing seeds anew.
"""

import math

import numpy as np

from milieusim.analysis.sensitivity.point_means import point_means

RESAMPLES = 1000
FEW_REPLICATES = 8
MOST_LOST = 0.05
"""Share of draws without differences between points, above which an interval is all that is possible."""


def is_full_grid(points, factors):
    """Return whether the points hold every combination of their factors' levels once.

    Parameters
    ----------
    points : pandas.DataFrame
        One row a point.
    factors : sequence of str

    Returns
    -------
    bool
    """
    whole = math.prod(points[factor].nunique() for factor in factors)
    return len(points) == whole and not points.duplicated(list(factors)).any()


def full_grid_table(points, metrics, name, factors, level=0.95, resamples=RESAMPLES, seed=1):
    """Return what each factor of a full factorial explains by itself, for one metric.

    Parameters
    ----------
    points : pandas.DataFrame
        One row a point, every combination of levels once: point, and a column a factor.
    metrics : pandas.DataFrame
        One row a run: point, parameter_set, seed and the metric.
    name : str
        Metric.
    factors : sequence of str
    level : float
        Level of the intervals.
    resamples : int
        Draws of parameter sets, or of seeds with one set only.
    seed : int

    Returns
    -------
    pandas.DataFrame or None
        As `given_data_table`, all shares from 0 to 1; NaN where points differ by no more than chance. None if one run
        a point leaves chance unknown, or if points without a value leave a grid with gaps.
    """
    import pandas as pd

    means = point_means(metrics[metrics["point"].isin(points["point"])], name)
    if len(means.points) < len(points) or not np.isfinite(means.chance).all():
        return None
    columns = points.set_index("point").loc[means.points]
    effects = _Effects([columns[factor] for factor in factors])
    found = _shares(effects, means, level, resamples, np.random.default_rng(seed))
    table = pd.DataFrame(found, columns=["first", "first_low", "first_high", "threshold", "p"])
    table.insert(0, "factor", list(factors))
    table.insert(0, "metric", name)
    return table.assign(chance_share=means.chance_share, points=len(points), runs=float(np.mean(means.runs)))


class _Effects:
    """Squares between the levels of each factor, and between all points."""

    def __init__(self, columns):
        import pandas as pd

        codes = [pd.factorize(column)[0] for column in columns]
        members = [np.equal.outer(np.arange(code.max() + 1), code) for code in codes]
        self._averages = [member / member.sum(axis=1, keepdims=True) for member in members]
        self._weights = [member.sum(axis=1) for member in members]
        self.sizes = np.array([len(member) - 1 for member in members])

    def squares(self, means):
        """Return one row for each row of means: the squares of each factor, and of all points last."""
        apart = np.atleast_2d(means)
        apart = apart - apart.mean(axis=1, keepdims=True)
        found = [(apart @ average.T) ** 2 @ weight for average, weight in zip(self._averages, self._weights)]
        return np.column_stack([*found, (apart**2).sum(axis=1)])


def _shares(effects, means, level, resamples, draw):
    """Return one row a factor: its share, the interval, what chance reaches 1 time in 20, and p of the share."""
    from scipy.special import fdtrc, fdtri

    squares = effects.squares(means.means)[0]
    if squares[-1] <= 1e-12 * max(1.0, float((means.means**2).sum())):
        return np.tile([0.0, 0.0, 0.0, 0.0, 1.0], (len(effects.sizes), 1))
    chance, ways, freedom = _chance(effects, means)
    left = squares - chance
    if left[-1] <= 0:
        return np.full((len(effects.sizes), 5), math.nan)
    first = np.clip(left[:-1] / left[-1], 0.0, 1.0)
    threshold = chance[:-1] * (fdtri(ways, freedom, 0.95) - 1) / left[-1]
    p = fdtrc(ways, freedom, squares[:-1] / np.maximum(chance[:-1], 1e-300))
    redrawn, times = _redrawn(means, freedom.max(), resamples, draw)
    # Means drawn anew hold chance twice: that of the runs, and that of the draw.
    drawn = effects.squares(redrawn) - np.outer(1 + times, chance)
    low, high = _interval(drawn, level)
    low, high = np.minimum(low, first), np.maximum(high, first)
    return np.column_stack([first, low, high, np.clip(threshold, 0.0, 1.0), p])


def _chance(effects, means):
    """Return what chance adds to the squares, in how many ways, and the degrees of freedom by which that is known."""
    pooled, sizes = float(means.chance.mean()) * np.append(effects.sizes, len(means.means) - 1), effects.sizes
    if not means.is_paired:
        return pooled, sizes, np.full(len(sizes), max(1.0, float((means.runs - 1).sum())))
    replicates = means.crossed.shape[1]
    if not means.shows_tilts(FEW_REPLICATES):
        # Too few to see how seeds tilt the grid: their luck is taken as each point's own.
        return pooled, sizes, np.full(len(sizes), (len(means.means) - 1) * (replicates - 1))
    by_chance = means.by_chance(lambda one: effects.squares(one)[0])
    if means.is_over_sets:
        # Sets differ most in how steep a factor is: one way, however many levels it has.
        return by_chance, np.ones_like(sizes), np.full(len(sizes), replicates - 1)
    return by_chance, sizes, sizes * (replicates - 1)


def _redrawn(means, freedom, resamples, draw):
    """Return means drawn anew, one row a draw, and how many times the chance of the means each draw holds."""
    # The size of chance is itself known from few runs only: wider tails, as those of Student's t.
    if means.shows_tilts(FEW_REPLICATES):
        tails = means.tails(resamples, draw)
        return means.redrawn(resamples, draw, tails), tails**2
    times = freedom / draw.chisquare(freedom, resamples)
    spread = np.sqrt(np.outer(times, means.chance))
    return means.means + spread * draw.standard_normal(spread.shape), times


def _interval(drawn, level):
    """Return the ends of the intervals of the shares, from squares drawn anew."""
    factors = drawn.shape[1] - 1
    is_known = drawn[:, -1] > 0
    if is_known.mean() < 1 - MOST_LOST:
        return np.zeros(factors), np.ones(factors)
    shares = np.clip(drawn[is_known, :-1] / drawn[is_known, -1:], 0.0, 1.0)
    return np.quantile(shares, [(1 - level) / 2, (1 + level) / 2], axis=0)
