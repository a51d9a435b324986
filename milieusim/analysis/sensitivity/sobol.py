"""What matters: Sobol indices.

A sample is a table with one row a design point, in the order in which it was drawn: `point`, and a column a factor
with its share of the factor's range, 0-1. Runs of a point are averaged first; what chance leaves in the means is
taken off the indices, and reported, if there is more than one run a point.

With several parameter sets, runs of a set are averaged, and chance is which sets were drawn: indices hold over plausible
parameter sets. With one set they hold for these parameters, over chance.
"""

import math

import numpy as np

from milieusim.analysis.one_design import of_one_design
from milieusim.analysis.sensitivity.point_means import point_means
from milieusim.analysis.sensitivity.sample_blocks import (
    RESAMPLES,
    factors_of,
    need_saltelli_order,
    unit_problem,
    whole_blocks,
)
from milieusim.analysis.sensitivity.sobol_sums import Sums, shares_without_chance


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
        metric, factor, first, first_low, first_high, total, total_low, total_high, first_plain, total_plain (the
        indices with chance in them: too low alone, too high in all), chance_share (of the variance between points),
        points, runs (a point), dropped (base points without all their values). With one run a point chance_share is
        missing, and nothing is taken off. Where chance leaves so little that what it leaves is barely known, only the
        plain indices are told, and the others are missing.

    Raises
    ------
    DataError
        If rows do not stand in Saltelli's order, or points have no run.

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
        metric, factor, other, index, low, high, and plain (the index with chance in it).
    """
    import pandas as pd

    analysed = [_sobol(sample, metrics, name, True, level, resamples, seed) for name in names]
    return pd.concat([pairs for _, pairs in analysed], ignore_index=True)


def _sobol(sample, metrics, name, second_order, level, resamples, seed):
    import pandas as pd
    from SALib.analyze import sobol

    factors = factors_of(sample)
    means = point_means(of_one_design(sample, metrics, "sobol_table"), name)
    size = len(factors) * (1 + second_order) + 2
    need_saltelli_order(sample, factors, second_order)
    rows, dropped = whole_blocks(sample, means, size, "a Sobol sample")
    values = means.means[rows]
    fixed = {"metric": name, "factor": factors}
    told = {
        "chance_share": means.chance_share,
        "points": len(means.points),
        "runs": float(np.mean(means.runs)),
    }
    told["dropped"] = dropped
    if np.ptp(values) == 0:
        nothing = dict.fromkeys([*_columns("first", "total"), "first_plain", "total_plain"], 0.0)
        return pd.DataFrame({**fixed, **nothing, **told}), _no_pairs()
    found = sobol.analyze(
        unit_problem(factors), values, calc_second_order=second_order, num_resamples=resamples, conf_level=level,
        seed=seed,
    )  # fmt: skip
    plain = {key: np.asarray(found[key], float) for key in ("S1", "S1_conf", "ST", "ST_conf")}
    if math.isnan(means.chance_share):
        columns = _with_ends("first", plain["S1"], plain["S1_conf"])
        columns |= _with_ends("total", plain["ST"], plain["ST_conf"])
        left, spread = 1.0, 0.0
    else:
        shares = shares_without_chance(means, Sums(rows, len(factors), second_order), level, resamples, seed)
        columns = dict(zip(_columns("first", "total"), [*shares.first, *shares.total]))
        left, spread = shares.left, shares.left_spread
    columns |= {"first_plain": plain["S1"], "total_plain": plain["ST"]}
    pairs = _pairs(name, factors, found, left, spread) if second_order else _no_pairs()
    return pd.DataFrame({**fixed, **columns, **told}), pairs


def _pairs(name, factors, found, left, spread):
    import pandas as pd

    rows = [
        (name, factors[one], factors[two], found["S2"][one, two], found["S2_conf"][one, two])
        for one in range(len(factors))
        for two in range(one + 1, len(factors))
    ]
    table = pd.DataFrame(rows, columns=["metric", "factor", "other", "plain", "half"])
    index = table["plain"] / left
    half = np.hypot(table["half"] / left, 2 * index * spread / left)
    table = table.assign(index=index, low=index - half, high=index + half)
    return table[["metric", "factor", "other", "index", "low", "high", "plain"]]


def _no_pairs():
    import pandas as pd

    return pd.DataFrame(columns=["metric", "factor", "other", "index", "low", "high", "plain"])


def _columns(*stems):
    return [stem + end for stem in stems for end in ("", "_low", "_high")]


def _with_ends(stem, value, half):
    value, half = np.asarray(value, float), np.asarray(half, float)
    return dict(zip(_columns(stem), (value, value - half, value + half)))
