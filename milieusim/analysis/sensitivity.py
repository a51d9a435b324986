"""What matters: Sobol indices, elementary effects, and first-order indices of any sample.

A sample is a table with one row a design point, in the order in which it was drawn: `point`, and a column a factor
with its share of the factor's range, 0-1. Runs of a point are averaged first; what chance leaves in the means is
taken off the indices, and reported, if there is more than one run a point.

With several parameter sets, runs of a set are averaged, and chance is which sets were drawn: indices hold over plausible
parameter sets. With one set they hold for these parameters, over chance.
"""

import math

import numpy as np

from milieusim.analysis.point_means import point_means
from milieusim.errors import DataError

RESAMPLES = 500
FEWEST_BLOCKS = 4
TINY = 1e-9


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
    rows, dropped = _whole_blocks(sample, means, len(factors) * (1 + second_order) + 2, "a Sobol sample")
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
        _unit(factors), values, calc_second_order=second_order, num_resamples=resamples, conf_level=level,
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


def morris_table(sample, metrics, names, level=0.95, resamples=RESAMPLES, seed=1):
    """Return elementary effects of a sample of trajectories.

    Parameters
    ----------
    sample : pandas.DataFrame
        Trajectories one after the other: point, and one column a factor, with the place of its value in its range,
        0-1: where a factor with few levels stands, not which share of its space was drawn.
    metrics : pandas.DataFrame
        One row a run: point, parameter_set, seed and the metrics.
    names : sequence of str
        Metrics.
    level : float
        Level of the intervals.
    resamples : int
        Draws of the bootstrap.
    seed : int

    Returns
    -------
    pandas.DataFrame
        metric, factor, mu, mu_star (mean size of an effect over the whole range of the factor, in the metric's unit),
        mu_star_low, mu_star_high, sigma (how much effects differ: interactions, bends, chance), chance (the mu_star
        that chance alone would give), chance_share, points, runs, dropped (trajectories without all their values).
        The interval holds which trajectories were drawn and, where the same replicates were run at every point, which
        seeds (or sets) those were: few of them make it wide. With one replicate that part is not known and left out.

    Raises
    ------
    DataError
        If the sample is not one of trajectories, or holds values in place of their places.

    References
    ----------
    Campolongo, F., Cariboni, J., Saltelli, A. (2007). An effective screening design for sensitivity analysis of large
    models. Environmental Modelling and Software 22(10), 1509-1518; as in SALib.
    """
    import pandas as pd

    return pd.concat(
        [_morris(sample, metrics, name, level, resamples, seed) for name in names], ignore_index=True
    )


def _morris(sample, metrics, name, level, resamples, seed):
    import pandas as pd
    from SALib.analyze import morris

    factors = factors_of(sample)
    means = point_means(metrics, name)
    rows, dropped, kept = _kept_blocks(sample, means, len(factors) + 1, "a Morris sample")
    places = sample[factors].to_numpy(float)[kept]
    if places.min() < -TINY or places.max() > 1 + TINY:
        raise DataError(
            "morris_table: places in a factor's range go from 0 to 1, and the sample holds others, perhaps the values "
            "themselves; store.sensitivity() looks the places up."
        )
    steps, values = _as_whole_steps(places, means.means[rows], len(factors))
    # With two levels SALib takes each step for one over the whole range, which these are.
    found = morris.analyze(
        _unit(factors), steps, values, num_levels=2, num_resamples=resamples, conf_level=level, seed=seed
    )
    size, half = np.asarray(found["mu_star"], float), np.asarray(found["mu_star_conf"], float)
    half = np.hypot(half, _half_of_replicates(means, rows, places, len(factors), level))
    table = {"metric": name, "factor": factors, "mu": np.asarray(found["mu"], float), "mu_star": size}
    table |= {
        "mu_star_low": np.maximum(size - half, 0.0),
        "mu_star_high": size + half,
        "sigma": np.asarray(found["sigma"], float),
    }
    table["chance"] = _chance_of_effects(means, rows, places, len(factors))
    table |= {
        "chance_share": means.chance_share,
        "points": len(means.points),
        "runs": float(np.mean(means.runs)),
    }
    return pd.DataFrame({**table, "dropped": dropped})


def _steps(places, factors):
    """Return, for each trajectory and step, which factor took it and how far: a share of its range, with its sign."""
    steps = np.diff(places.reshape(-1, factors + 1, factors), axis=1)
    moved = np.abs(steps) > TINY
    changed = np.abs(steps).argmax(axis=2)
    size = np.take_along_axis(steps, changed[..., None], axis=2)[..., 0]
    # A factor with a single level takes its step on the spot.
    for row, still in zip(changed, size == 0):
        row[still] = np.setdiff1d(np.arange(factors), row[~still])[: still.sum()]
    if (moved.sum(axis=2) > 1).any() or (np.sort(changed, axis=1) != np.arange(factors)).any():
        raise DataError(
            "a Morris sample moves each factor once on every trajectory, one at a time; this one does not."
        )
    return changed, size


def _as_whole_steps(places, values, factors):
    """Return trajectories that go over the whole range of each factor, and what elementary effects add up to on them.

    An elementary effect is a difference divided by its step (Morris 1991). Steps of factors with few levels are not
    those that were drawn: a flag goes over its whole range, whatever the share.
    """
    changed, size = _steps(places, factors)
    apart = np.diff(values.reshape(-1, factors + 1), axis=1)
    effects = np.divide(apart, size, out=np.zeros_like(apart), where=size != 0)
    steps = np.zeros((len(changed), factors + 1, factors))
    steps[:, 1:] = np.cumsum(np.eye(factors)[changed], axis=1)
    sums = np.concatenate([np.zeros((len(changed), 1)), np.cumsum(effects, axis=1)], axis=1)
    return steps.reshape(-1, factors), sums.ravel()


def _half_of_replicates(means, rows, places, factors, level):
    """Return how far mean sizes of effects may lie off because these replicates were run, and no others.

    All trajectories share the luck of a seed: drawing trajectories anew does not show it. A mean size is a mean of
    effects times their signs; taken from each replicate by itself, these means differ by that luck.
    """
    from scipy.special import stdtrit

    if not means.is_paired:
        return np.zeros(factors)
    changed, size = _steps(places, factors)
    blocks = rows.reshape(-1, factors + 1)
    apart = means.crossed[blocks[:, 1:]] - means.crossed[blocks[:, :-1]]
    effects = np.divide(apart, size[..., None], out=np.zeros_like(apart), where=size[..., None] != 0)
    signed = effects * np.sign(effects.mean(axis=2, keepdims=True))
    count = signed.shape[2]
    by_replicate = np.array([signed[changed == factor].mean(axis=0) for factor in range(factors)])
    return stdtrit(count - 1, 0.5 + level / 2) * by_replicate.std(axis=1, ddof=1) / math.sqrt(count)


def _chance_of_effects(means, rows, places, factors):
    """Return the mean size that effects of each factor would have if nothing but chance were at work."""
    blocks = rows.reshape(-1, factors + 1)
    changed, size = _steps(places, factors)
    if means.crossed is not None and means.crossed.shape[1] > 1:
        apart = means.crossed[blocks[:, 1:]] - means.crossed[blocks[:, :-1]]
        variance = apart.var(axis=2, ddof=1) / apart.shape[2]
    else:
        variance = means.chance[blocks[:, 1:]] + means.chance[blocks[:, :-1]]
    variance = np.divide(variance, size**2, out=np.zeros_like(variance), where=size != 0)
    return [math.sqrt(2 / math.pi * variance[changed == factor].mean()) for factor in range(factors)]


def factors_of(sample):
    """Return the columns of a sample that are factors."""
    return [name for name in sample.columns if name not in ("point", "design", "row")]


def _unit(factors):
    return {"num_vars": len(factors), "names": list(factors), "bounds": [[0.0, 1.0]] * len(factors)}


def _columns(*stems):
    return [stem + end for stem in stems for end in ("", "_low", "_high")]


def _with_ends(stem, value, half):
    value, half = np.asarray(value, float), np.asarray(half, float)
    return dict(zip(_columns(stem), (value, value - half, value + half)))


def _whole_blocks(sample, means, size, what):
    rows, dropped, _ = _kept_blocks(sample, means, size, what)
    return rows, dropped


def _kept_blocks(sample, means, size, what):
    """Return where the rows of a sample stand among the means, without blocks that miss a value."""
    if len(sample) % size:
        raise DataError(
            f"{what} with {len(factors_of(sample))} factors comes in blocks of {size} rows, not {len(sample)}."
        )
    rows = means.at(sample["point"]).reshape(-1, size)
    known = np.isfinite(means.means[rows]).all(axis=1)
    if known.sum() < FEWEST_BLOCKS:
        raise DataError(
            f"{what}: {known.sum()} blocks of {size} points have all their values; {FEWEST_BLOCKS} are needed."
        )
    return rows[known].ravel(), int((~known).sum()), np.repeat(known, size)
