"""What matters: elementary effects of trajectories through the space of factors, after Morris."""

import math

import numpy as np

from milieusim.analysis.sensitivity.point_means import point_means
from milieusim.analysis.sensitivity.sample_blocks import RESAMPLES, factors_of, kept_blocks, unit_problem
from milieusim.errors import DataError

TINY = 1e-9


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
    rows, dropped, kept = kept_blocks(sample, means, len(factors) + 1, "a Morris sample")
    places = sample[factors].to_numpy(float)[kept]
    if places.min() < -TINY or places.max() > 1 + TINY:
        raise DataError(
            "morris_table: places in a factor's range go from 0 to 1, and the sample holds others, perhaps the values "
            "themselves; store.sensitivity() looks the places up."
        )
    steps, values = _as_whole_steps(places, means.means[rows], len(factors))
    # With two levels SALib takes each step for one over the whole range, which these are.
    found = morris.analyze(
        unit_problem(factors),
        steps,
        values,
        num_levels=2,
        num_resamples=resamples,
        conf_level=level,
        seed=seed,
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
