"""Screening: which parameter moves which target (elementary effects after Morris)."""

import numpy as np

LEVELS = 4
CLEAR = 0.01
FEWEST = 20  # sets below which no share is worth naming
LITTLE = 0.25  # a quarter of all parameters, at least, hardly matter to a target


def screen_points(problem, trajectories, seed):
    """Return the trajectories' points in the unit cube, one row each."""
    from SALib.sample import morris

    return np.asarray(morris.sample(_space(problem), trajectories, num_levels=LEVELS, seed=seed))


def effects(problem, keys, units, readings, seed):
    """Return the size of each parameter's effect on each target.

    Parameters
    ----------
    problem : Problem
    keys : list of str
        Targets, one a column of `readings`.
    units, readings : numpy.ndarray
    seed : int

    Returns
    -------
    pandas.DataFrame
        target, parameter, mu_star, sigma (on the scale of comparison, for a step over the whole prior),
        noise (the mu_star of parameters that hardly matter: chance alone), share (of the sum over parameters,
        noise taken off).
    """
    import pandas as pd

    tables = []
    for key, reading in zip(keys, readings.T):
        table = pd.DataFrame(
            {"target": key, "parameter": problem.names, **_analysed(problem, units, reading, seed)}
        )
        # What a ward has no use for (a practice that it lacks) changes nothing at all, and says nothing of chance.
        moved = table["mu_star"][table["mu_star"] > 0]
        table["noise"] = np.quantile(moved, LITTLE) if len(moved) else 0.0
        net = np.sqrt(np.maximum(table["mu_star"] ** 2 - table["noise"] ** 2, 0))
        table["share"] = net / net.sum() if net.sum() > 0 else 0.0
        tables.append(table)
    return pd.concat(tables, ignore_index=True)


def top_shares(table):
    """Return, for each target, the parameter that moves it most and its share of all effects."""
    best = table.loc[table.groupby("target", sort=False)["share"].idxmax()]
    return {row.target: [row.parameter, float(row.share)] for row in best.itertuples()}


def carried_most(problem, units, readings):
    """Return, for each target, the parameter that carries most of it over the bank, and its share.

    Parameters
    ----------
    problem : Problem
    units, readings : numpy.ndarray
        Positions of the bank's sets and what was simulated under them, without the noise of observation.

    Returns
    -------
    dict of str to [str, float]
        Shares are of the variance that single parameters explain along a straight line, chance taken off,
        among those that stand clear of chance (1 % over all parameters); no name and 0 where none does.
    """
    from scipy.stats import chi2

    bar = float(chi2.isf(CLEAR / len(problem.names), 1))
    return {key: _carrier(problem.names, units, column, bar) for key, column in zip(problem.keys, readings.T)}


def _carrier(names, units, column, bar):
    known = np.isfinite(column)
    if known.sum() < FEWEST or np.ptp(column[known]) == 0:
        return ["", 0.0]
    n = int(known.sum())
    r2 = np.array([np.corrcoef(unit, column[known])[0, 1] ** 2 for unit in units[known].T])
    net = np.where(r2 > bar / n, r2 - 1 / n, 0.0)
    top = int(net.argmax())
    return [names[top], float(net[top] / net.sum())] if net[top] > 0 else ["", 0.0]


def _analysed(problem, units, reading, seed):
    from SALib.analyze import morris

    filled = np.where(
        np.isfinite(reading), reading, np.nanmean(reading) if np.isfinite(reading).any() else 0.0
    )
    if np.ptp(filled) == 0:
        return {"mu_star": np.zeros(len(problem.dials)), "sigma": np.zeros(len(problem.dials))}
    found = morris.analyze(_space(problem), units, filled, num_levels=LEVELS, seed=seed, num_resamples=2)
    return {name: np.asarray(found[name], float) for name in ("mu_star", "sigma")}


def _space(problem):
    return {
        "num_vars": len(problem.dials),
        "names": problem.names,
        "bounds": [[0.0, 1.0]] * len(problem.dials),
    }
