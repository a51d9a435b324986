"""What matters: Sobol indices.

A sample is a table with one row a design point, in the order in which it was drawn: `point`, and a column a factor
with its share of the factor's range, 0-1. Runs of a point are averaged first; what chance leaves in the means is
taken off the indices, and reported, if there is more than one run a point.

With several parameter sets, runs of a set are averaged, and chance is which sets were drawn: indices hold over plausible
parameter sets. With one set they hold for these parameters, over chance.
"""

import math

import numpy as np

from milieusim.analysis.sensitivity.point_means import point_means
from milieusim.analysis.sensitivity.sample_blocks import RESAMPLES, factors_of, unit_problem, whole_blocks


def sobol_table(sample, metrics, names, second_order=False, level=0.95, resamples=RESAMPLES, seed=1):
    """Return first-order and total indices of a Saltelli sample.

    Parameters
    ----------
    sample : pandas.DataFrame
        Rows in Saltelli's order: point, and one column a factor, 0-1.
    metrics : pandas.DataFrame
        One row a run: point, parameter_set, seed and the metrics.
    names : sequence of str
        Metrics.
    second_order : bool
        Whether the sample was drawn for second-order indices.
    level : float
        Level of the intervals.
    resamples : int
        Draws of the bootstrap.
    seed : int

    Returns
    -------
    pandas.DataFrame
        metric, factor, first, first_low, first_high, total, total_low, total_high, chance_share (of the variance
        between points), points, runs (a point), dropped (base points without all their values). With one run
        a point chance_share is missing, and nothing is taken off.

    References
    ----------
    Saltelli, A. et al. (2010). Variance based sensitivity analysis of model output. Computer Physics
    Communications 181(2), 259-270; as in SALib.
    """
    import pandas as pd

    analysed = [_sobol(sample, metrics, name, second_order, level, resamples, seed) for name in names]
    return pd.concat([table for table, _ in analysed], ignore_index=True)


def sobol_pairs(sample, metrics, names, level=0.95, resamples=RESAMPLES, seed=1):
    """Return second-order indices of a Saltelli sample that was drawn for them.

    Parameters
    ----------
    sample, metrics, names, level, resamples, seed
        As in `sobol_table`.

    Returns
    -------
    pandas.DataFrame
        metric, factor, other, index, low, high.
    """
    import pandas as pd

    analysed = [_sobol(sample, metrics, name, True, level, resamples, seed) for name in names]
    return pd.concat([pairs for _, pairs in analysed], ignore_index=True)


def _sobol(sample, metrics, name, second_order, level, resamples, seed):
    import pandas as pd
    from SALib.analyze import sobol

    factors = factors_of(sample)
    means = point_means(metrics, name)
    rows, dropped = whole_blocks(sample, means, len(factors) * (1 + second_order) + 2, "a Sobol sample")
    values = means.means[rows]
    fixed = {"metric": name, "factor": factors}
    told = {
        "chance_share": means.chance_share,
        "points": len(means.points),
        "runs": float(np.mean(means.runs)),
    }
    told["dropped"] = dropped
    if np.ptp(values) == 0:
        return pd.DataFrame({**fixed, **dict.fromkeys(_columns("first", "total"), 0.0), **told}), _no_pairs()
    found = sobol.analyze(
        unit_problem(factors), values, calc_second_order=second_order, num_resamples=resamples, conf_level=level,
        seed=seed,
    )  # fmt: skip
    form = _Forms(rows, len(factors), second_order)
    off, left = _chance_of_sobol(means, form)
    blur = _blur_of_sobol(means, form, level, resamples, seed) / left
    first, total = (np.asarray(found[key], float) for key in ("S1", "ST"))
    halves = [
        np.hypot(np.asarray(found[key], float) / left, part)
        for key, part in zip(("S1_conf", "ST_conf"), blur)
    ]
    columns = _with_ends("first", (first - off[0]) / left, halves[0])
    columns |= _with_ends("total", (total - off[1]) / left, halves[1])
    pairs = _pairs(name, factors, found, left) if second_order else _no_pairs()
    return pd.DataFrame({**fixed, **columns, **told}), pairs


class _Forms:
    """The sums behind Sobol indices: of first order, total, and the variance."""

    def __init__(self, rows, factors, second_order):
        self.factors = factors
        self.blocks = rows.reshape(-1, factors * (1 + second_order) + 2)

    def __call__(self, means):
        """Return one row of sums of first order, one of totals, and one of the variance, by factor."""
        first, last = means[self.blocks[:, 0]], means[self.blocks[:, -1]]
        middle = (first.mean() + last.mean()) / 2
        mixed = means[self.blocks[:, 1 : self.factors + 1]]
        variance = np.concatenate([first, last]).var()
        alone = ((last - middle)[:, None] * (mixed - first[:, None])).mean(axis=0)
        total = ((mixed - first[:, None]) ** 2).mean(axis=0) / 2
        return np.stack([alone, total, np.full(self.factors, variance)])


def _chance_of_sobol(means, form):
    """Return what chance adds to indices of first order and to totals, and the share of the variance it leaves."""
    variance = form(means.means)[2, 0]
    if means.is_paired:
        added = means.by_chance(form) / variance
        off, share = added[:2], added[2, 0]
    else:
        # Luck that points do not share adds nothing to products of them, and all of itself to their differences.
        share = means.chance_share
        off = np.array([[0.0], [share]]) * np.ones(form.factors)
    if math.isnan(share):
        return np.zeros((2, form.factors)), 1.0
    return off, 1 - share if share < 1 else math.nan


def _blur_of_sobol(means, form, level, resamples, seed):
    """Return half widths by the chance of replicates, of indices of first order and of totals."""
    from scipy.special import ndtri

    if not means.is_paired:
        return np.zeros((2, form.factors))
    drawn = np.array([form(row) for row in means.redrawn(min(resamples, 200), np.random.default_rng(seed))])
    return float(ndtri((1 + level) / 2)) * (drawn[:, :2] / drawn[:, 2:]).std(axis=0, ddof=1)


def _pairs(name, factors, found, left):
    import pandas as pd

    rows = [
        (name, factors[one], factors[two], found["S2"][one, two] / left, found["S2_conf"][one, two] / left)
        for one in range(len(factors))
        for two in range(one + 1, len(factors))
    ]
    table = pd.DataFrame(rows, columns=["metric", "factor", "other", "index", "half"])
    return table.assign(low=table["index"] - table["half"], high=table["index"] + table["half"]).drop(
        columns="half"
    )


def _no_pairs():
    import pandas as pd

    return pd.DataFrame(columns=["metric", "factor", "other", "index", "low", "high"])


def _columns(*stems):
    return [stem + end for stem in stems for end in ("", "_low", "_high")]


def _with_ends(stem, value, half):
    value, half = np.asarray(value, float), np.asarray(half, float)
    return dict(zip(_columns(stem), (value, value - half, value + half)))
