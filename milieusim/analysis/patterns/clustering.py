"""Do incidents come bunched? Counts that vary more than chance would have it.

Counts of independent incidents at an even pace have a variance equal to their mean. The ratio of the two, each
count measured against what its exposure lets expect, is 1 then; above it incidents bunch, because one brings the
next, because residents differ, or because days do. Which of these it is, counts alone cannot tell (see
`milieusim.analysis.patterns.hawkes`).
"""

import math

import numpy as np

from milieusim.analysis.columns import need_columns
from milieusim.errors import DataError

DAYS_A_BLOCK = 7
FEWEST_BLOCKS = 6
"""With fewer blocks no interval is given: it would hold the truth too seldom, however wide."""
FEWEST_RUNS = 12
"""From so many runs on, runs are the blocks; with fewer, weeks are."""


def dispersion(counts, expected=None, blocks=None, level=0.95):
    """Return how much counts vary beyond chance.

    Parameters
    ----------
    counts : array_like
        One count a unit (a shift, a day, a resident).
    expected : array_like, optional
        What each unit lets expect, up to a factor: hours watched, say; all equal if left out.
    blocks : array_like, optional
        Units that hang together, as the shifts of a week do; each its own if left out. It is the number of blocks
        that says how sure the ratio is.
    level : float
        Level of the interval.

    Returns
    -------
    dict
        units, blocks, mean, variance, ratio (Pearson's chi square by its degrees of freedom), low and high (missing
        with fewer than 6 blocks), chance_low and chance_high (between which the ratio of independent incidents would
        lie), and dispersion, which is the variance of a gamma-distributed pace with mean 1 that would explain the
        ratio.

    Notes
    -----
    The interval is a jackknife over blocks of the logarithm of the ratio, freed of its bias, with Student's t. Few
    blocks do not show how heavy the tail of their paces is, so it is never narrower than for gamma-distributed paces.
    If single blocks are far more extreme than that, it holds the truth less often than it says.

    Examples
    --------
    >>> from milieusim.analysis.patterns.clustering import dispersion
    >>> dispersion([0, 0, 0, 4])["ratio"]
    4.0
    """
    counts = np.asarray(counts, float)
    expected = np.ones(len(counts)) if expected is None else np.asarray(expected, float)
    watched = np.isfinite(counts) & (expected > 0)
    counts, expected = counts[watched], expected[watched]
    if len(counts) < 2:
        raise DataError(
            f"dispersion: {len(counts)} count(s); at least 2 are needed to see how much they vary."
        )
    blocks = np.arange(len(counts)) if blocks is None else np.asarray(blocks)[watched]
    ratio = _ratio(counts, expected)
    sums = _sums(counts, expected, blocks)
    low, high = _ends(ratio, sums, level)
    chance_low, chance_high = _of_chance(len(counts), level)
    return {
        "units": len(counts),
        "blocks": len(sums),
        "mean": float(counts.mean()),
        "variance": float(counts.var(ddof=1)),
        "ratio": ratio,
        "low": low,
        "high": high,
        "chance_low": chance_low,
        "chance_high": chance_high,
        "dispersion": _spread_of_pace(counts, expected),
    }


def clustering_table(shifts, stays=None, incidents=None, count="conflict", level=0.95):
    """Tabulate how bunched incidents are: by shift, by day, by week, and by resident.

    Parameters
    ----------
    shifts : pandas.DataFrame
        day, shift, at_hour, shift_hours, resident_hours and the column of counts; run if there are several.
    stays : pandas.DataFrame, optional
        resident, admitted_at_hour, discharged_at_hour, hours_in_window; with `incidents`, for the row of residents.
    incidents : pandas.DataFrame, optional
        resident and at_hour of what `count` counts.
    count : str
        Column of counts of the table of shifts.
    level : float

    Returns
    -------
    pandas.DataFrame
        Rows ward by shift, day and week, and resident by stay: level, unit, units, blocks, mean, variance, ratio, low,
        high, chance_low, chance_high, dispersion.

    Notes
    -----
    What a shift of its kind (early, late, night) has on average, for the resident-hours it had, is what is expected
    of it. Shifts and days of a week are one block, since one bad day may follow another; from 12 runs on, all that
    is of a run is one. With fewer than 6 blocks no interval is given.
    """
    import pandas as pd

    need_columns(shifts, ["day", "shift", count], "clustering_table")
    table = shifts.assign(run=shifts["run"] if "run" in shifts.columns else 0)
    table = table[table["day"] >= 0]
    table = table.assign(week=table["day"] // DAYS_A_BLOCK, expected=_expected(table, count))
    rows = []
    for unit, keys in (
        ("shift", ["run", "day", "shift"]),
        ("day", ["run", "day"]),
        ("week", ["run", "week"]),
    ):
        sums = table.groupby([*keys, *(["week"] if unit != "week" else [])], observed=True, as_index=False)
        sums = sums[[count, "expected"]].sum()
        blocks = _blocks(sums)
        found = dispersion(sums[count], sums["expected"], blocks, level) if len(sums) > 1 else {}
        rows.append({"level": "ward", "unit": unit, **found})
    if stays is not None and incidents is not None:
        counts, hours, runs = _of_residents(stays, incidents)
        blocks = runs if runs.nunique() >= FEWEST_RUNS else None
        rows.append({"level": "resident", "unit": "stay", **dispersion(counts, hours, blocks, level)})
    return pd.DataFrame(rows)


def _ratio(counts, expected):
    """Return Pearson's chi square by its degrees of freedom; NaN where nothing happened."""
    if counts.sum() == 0:
        return math.nan
    scaled = expected * counts.sum() / expected.sum()
    return float(((counts - scaled) ** 2 / scaled).sum() / (len(counts) - 1))


def _ends(ratio, sums, level):
    """Return an interval on the scale of logarithms, on which variances are even-handed."""
    from scipy.special import stdtrit

    blocks, units = len(sums), sums[:, 3].sum()
    if blocks < FEWEST_BLOCKS or not ratio > 0:
        return math.nan, math.nan
    without = _ratios(sums.sum(axis=0) - sums)
    if not (without > 0).all():
        return math.nan, math.nan
    logs = np.log(without)
    middle = blocks * math.log(ratio) - (blocks - 1) * logs.mean()
    spread = math.sqrt((blocks - 1) / blocks * float(((logs - logs.mean()) ** 2).sum()))
    # Few blocks look too much alike: never surer than for independent incidents, nor than for gamma paces.
    spread = max(spread, math.sqrt(2 / (units - 1)), _spread_if_gamma(ratio, sums))
    half = float(stdtrit(blocks - 1, (1 + level) / 2)) * spread
    return min(ratio, math.exp(middle - half)), max(ratio, math.exp(middle + half))


def _spread_if_gamma(ratio, sums):
    """Return the standard error of the logarithm of the ratio, were the paces of blocks gamma-distributed."""
    blocks, counts = len(sums), sums[:, 0]
    scaled = sums[:, 1] * counts.sum() / sums[:, 1].sum()
    pace = max(
        0.0, float(((counts - scaled) ** 2 - scaled).sum() / (scaled**2).sum()) * blocks / (blocks - 1)
    )
    # What is due to blocks of the ratio, and how uncertain a variance is with the tail that a gamma distribution has.
    share = min(1.0, pace * float(counts.sum() / sums[:, 3].sum()) / ratio)
    return share * math.sqrt(2 / (blocks - 1) + 6 * pace / blocks)


def _of_chance(units, level):
    from scipy.special import chdtri

    tail = (1 - level) / 2
    return tuple(float(chdtri(units - 1, share)) / (units - 1) for share in (1 - tail, tail))


def _spread_of_pace(counts, expected):
    """Return the variance of the pace (mean 1) from the excess of squared residuals; not below 0."""
    if counts.sum() == 0:
        return math.nan
    scaled = expected * counts.sum() / expected.sum()
    return max(0.0, float(((counts - scaled) ** 2 - scaled).sum() / (scaled**2).sum()))


def _sums(counts, expected, blocks):
    """Return, for each block, the sums from which ratios follow: counts, expected, squares by expected, and units."""
    _, block = np.unique(blocks, return_inverse=True)
    columns = (counts, expected, counts**2 / expected, np.ones(len(counts)))
    return np.column_stack([np.bincount(block, column) for column in columns])


def _ratios(sums):
    """Return the ratio for each row of sums; NaN where nothing happened."""
    counts, expected, squares, units = sums.T
    with np.errstate(divide="ignore", invalid="ignore"):
        return (squares * expected / counts - counts) / (units - 1)


def _expected(table, count):
    """Return what each shift lets expect: its kind's mean for each resident-hour, times its own."""
    sums = table.groupby("shift", observed=True)[[count, "resident_hours"]].sum()
    pace = sums[count] / sums["resident_hours"]
    return table["shift"].map(pace).astype(float) * table["resident_hours"]


def _blocks(sums):
    if sums["run"].nunique() >= FEWEST_RUNS:
        return sums["run"]
    return sums["run"].astype(str) + "." + sums["week"].astype(str)


def _of_residents(stays, incidents):
    """Return how many incidents each resident had, how many hours they were there in the window, and in which run."""
    keys = ["run", "resident"] if "run" in stays.columns else ["resident"]
    counts = incidents.groupby(keys).size().rename("count").reset_index()
    joined = stays[[*keys, "hours_in_window"]].merge(counts, on=keys, how="left")
    runs = joined["run"] if "run" in keys else joined["resident"] * 0
    return joined["count"].fillna(0.0), joined["hours_in_window"], runs
