"""How many runs an answer needs, and what it gains from giving both designs the same random numbers."""

import math

import numpy as np

from milieusim.analysis.columns import need_columns
from milieusim.errors import DataError


def t_quantile(level, freedom):
    """Return the half width of a t interval in standard errors."""
    # scipy.special is there in a tenth of the time that scipy.stats takes to load.
    from scipy.special import stdtrit

    return float(stdtrit(freedom, (1 + level) / 2))


def half_width(values, level=0.95):
    """Return the half width of the t interval of a mean; NaN with fewer than two values."""
    values = _known(values)
    if len(values) < 2:
        return math.nan
    return t_quantile(level, len(values) - 1) * float(values.std(ddof=1)) / math.sqrt(len(values))


def runs_needed(values, wanted, level=0.95):
    """Return how many runs bring the half width of the interval of the mean down to `wanted`.

    Parameters
    ----------
    values : array_like
        One number a run (or a pair of runs) from a trial; at least two, and better 20.
    wanted : float
        Half width asked for, in the unit of the values.
    level : float
        Level of the interval.

    Returns
    -------
    int
        2 at least.
    """
    values = _known(values)
    if len(values) < 2:
        raise DataError(
            f"runs_needed: {len(values)} value(s); at least 2 runs are needed to see how much they vary."
        )
    if not wanted > 0:
        raise DataError(f"runs_needed: a half width of {wanted} cannot be reached; ask for one above 0.")
    spread = float(values.std(ddof=1))
    runs = 2
    # The quantile depends on the number of runs: each round gets closer, and it never overshoots.
    for _ in range(100):
        more = max(2, math.ceil((t_quantile(level, runs - 1) * spread / wanted) ** 2))
        if t_quantile(level, more - 1) * spread <= wanted * math.sqrt(more) * (1 + 1e-12):
            return _smallest(spread, wanted, level, more)
        runs = more
    return runs


def _smallest(spread, wanted, level, enough):
    while enough > 2 and t_quantile(level, enough - 2) * spread <= wanted * math.sqrt(enough - 1):
        enough -= 1
    return enough


def variance_ratio(base, other):
    """Return how much common random numbers save: variance of independent over that of paired differences.

    Parameters
    ----------
    base, other : array_like
        The same metric of two designs, run by run at the same seeds.

    Returns
    -------
    float
        20 means that pairs need a twentieth of the runs; infinite if the pairs differ by a constant,
        NaN with fewer than two pairs or when nothing varies at all.
    """
    base, other = np.asarray(base, float), np.asarray(other, float)
    known = np.isfinite(base) & np.isfinite(other)
    if known.sum() < 2:
        return math.nan
    apart = float(base[known].var(ddof=1) + other[known].var(ddof=1))
    paired = float((other - base)[known].var(ddof=1))
    if paired == 0:
        return math.inf if apart > 0 else math.nan
    return apart / paired


def precision_by_runs(values, level=0.95):
    """Return mean and half width after 2, 3, ... runs, to see where more runs stop paying.

    Parameters
    ----------
    values : array_like
        One number a run, in order.
    level : float
        Level of the interval.

    Returns
    -------
    pandas.DataFrame
        Columns runs, mean, half_width.
    """
    import pandas as pd

    values = _known(values)
    rows = [(n, float(values[:n].mean()), half_width(values[:n], level)) for n in range(2, len(values) + 1)]
    return pd.DataFrame(rows, columns=["runs", "mean", "half_width"])


def runs_needed_table(metrics, names, wanted=0.05, level=0.95):
    """Tabulate how many runs bring metrics to a wanted precision.

    Parameters
    ----------
    metrics : pandas.DataFrame
        One row a run of a trial, with a column a metric; a column `design` sets designs apart. The runs of a design must
        be of one point and one parameter set: those of several sets are no independent runs, and are refused.
    names : sequence of str
        Metrics.
    wanted : float
        Half width of the interval asked for, as a share of the mean.
    level : float
        Level of the interval.

    Returns
    -------
    pandas.DataFrame
        design, metric, runs (of the trial), mean, half_width, wanted (half width), runs_needed (missing where the mean
        is 0, or nothing is known).
    """
    import pandas as pd

    need_columns(metrics, names, "runs_needed_table")
    if "parameter_set" in metrics.columns and metrics["parameter_set"].nunique() > 1:
        raise DataError(
            f"runs_needed_table: the trial has {metrics['parameter_set'].nunique()} parameter sets; more runs make an "
            "answer sharper for one set only, so pass the runs of one."
        )
    groups = [("", metrics)]
    if "design" in metrics.columns:
        groups = list(metrics.groupby("design", sort=False, observed=True))
    rows = []
    for design, table in groups:
        for name in names:
            values = _known(table[name])
            mean = float(values.mean()) if len(values) else math.nan
            half = wanted * abs(mean)
            needed = runs_needed(values, half, level) if len(values) > 1 and half > 0 else pd.NA
            rows.append((design, name, len(values), mean, half_width(values, level), half, needed))
    columns = ["design", "metric", "runs", "mean", "half_width", "wanted", "runs_needed"]
    return pd.DataFrame(rows, columns=columns).astype({"runs_needed": "Int64"})


def _known(values):
    values = np.asarray(values, float)
    return values[np.isfinite(values)]
