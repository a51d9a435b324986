"""What each place of the plane of structure and support changes, set by set of parameters."""

import numpy as np
import pandas as pd

X, Y = "milieu.structure", "milieu.support"
MIDDLE = (0.5, 0.5)
FEWEST_SETS = 40
BEYOND_CHANCE = 0.35
"""Squared correlation that none of some sixty idle parameters reaches by chance in forty sets, 99 times in 100."""


def places(runs, name):
    """Return each place of the plane beside the middle: means, and how far parameter sets agree on the sign.

    Parameters
    ----------
    runs : pandas.DataFrame
        Metrics of one design.
    name : str
        Metric.

    Returns
    -------
    pandas.DataFrame
        The two factors, mean, difference (from the middle), low, high (of 95 % of sets), share_of_sets_agreeing.
    """
    cells = runs.groupby(["parameter_set", X, Y], observed=True)[name].mean().unstack([X, Y])
    apart = cells.sub(cells[MIDDLE], axis=0)
    agreeing = np.maximum((apart > 0).mean(), (apart < 0).mean())
    columns = {"mean": cells.mean(), "difference": apart.mean(), "low": apart.quantile(0.025)}
    columns |= {"high": apart.quantile(0.975), "share_of_sets_agreeing": agreeing}
    return pd.DataFrame(columns).reset_index()


def slopes(runs, name):
    """Return what full structure and full support change, and what they add to one another, set by set.

    Parameters
    ----------
    runs : pandas.DataFrame
        Metrics of one design.
    name : str
        Metric.

    Returns
    -------
    pandas.DataFrame
        One row a parameter set; slopes of a plane that may twist.
    """
    cells = runs.groupby(["parameter_set", X, Y], observed=True)[name].mean().unstack([X, Y])
    x, y = (np.array([place[axis] for place in cells.columns]) - 0.5 for axis in (0, 1))
    terms = np.column_stack([np.ones(len(x)), x, y, x * y])
    found = np.linalg.lstsq(terms, cells.to_numpy().T, rcond=None)[0].T
    names = ["structure, none to full", "support, none to full", "together"]
    return pd.DataFrame(found[:, 1:], columns=names, index=cells.index)


def carrier(slope, sets):
    """Return the parameter with which a slope goes up or down from set to set, and how closely.

    Parameters
    ----------
    slope : pandas.Series
        By parameter set.
    sets : ParameterSets

    Returns
    -------
    tuple of str and float, or None
        The parameter and its squared correlation; None where chance might do as much.
    """
    if len(slope) < FEWEST_SETS:
        return None
    values = pd.DataFrame({name: sets.values(name) for name in sets.names}, index=sets.labels())
    slope = slope.set_axis(slope.index.astype(str))
    shares = values.loc[slope.index].corrwith(slope) ** 2
    return (shares.idxmax(), shares.max()) if shares.max() > BEYOND_CHANCE else None


def lines_over(runs, name, path):
    """Return the change over one level from its middle, over the other level on average, set by set.

    Parameters
    ----------
    runs : pandas.DataFrame
        Metrics of one design.
    name : str
        Metric.
    path : str
        Factor.

    Returns
    -------
    pandas.DataFrame
        Indexed by level: mean, low, high (of 95 % of sets).
    """
    cells = _over(runs, name, path)
    apart = cells.sub(cells[MIDDLE[0]], axis=0)
    return pd.DataFrame({"mean": apart.mean(), "low": apart.quantile(0.025), "high": apart.quantile(0.975)})


def shares_best(runs, name, path, better):
    """Return the share of parameter sets that have their best at each level, over the other level on average.

    Parameters
    ----------
    runs : pandas.DataFrame
        Metrics of one design.
    name : str
        Metric.
    path : str
        Factor.
    better : {"lower", "higher"}

    Returns
    -------
    pandas.Series
        By level.
    """
    cells = _over(runs, name, path)
    best = cells.idxmin(axis=1) if better == "lower" else cells.idxmax(axis=1)
    return best.value_counts(normalize=True).reindex(cells.columns, fill_value=0.0)


def _over(runs, name, path):
    return runs.groupby(["parameter_set", path], observed=True)[name].mean().unstack(path)
