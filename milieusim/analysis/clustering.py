"""Do incidents come bunched? Counts that vary more than chance would have it.

Counts of independent incidents at an even pace have a variance equal to their mean. The ratio of the two, each
count measured against what its exposure lets expect, is 1 then; above it incidents bunch, because one brings the
next, because residents differ, or because days do. Which of these it is, counts alone cannot tell (see
`milieusim.analysis.hawkes`).
"""

import math

import numpy as np

from milieusim.errors import DataError

RESAMPLES = 1000
DAYS_A_BLOCK = 7


def dispersion(counts, expected=None, blocks=None, level=0.95, resamples=RESAMPLES, seed=1):
    """Return how much counts vary beyond chance.

    Parameters
    ----------
    counts : array_like
        One count a unit (a shift, a day, a resident).
    expected : array_like, optional
        What each unit lets expect, up to a factor: hours watched, say; all equal if left out.
    blocks : array_like, optional
        Units that hang together, to be drawn together: the shifts of a week, say; each its own if left out.
    level : float
        Level of the interval.
    resamples : int
        Draws of the bootstrap.
    seed : int

    Returns
    -------
    dict
        units, mean, variance, ratio (Pearson's chi square by its degrees of freedom), low, high, chance_low and
        chance_high (between which the ratio of independent incidents would lie), and dispersion, which is the variance
        of a gamma-distributed pace with mean 1 that would explain the ratio.

    Examples
    --------
    >>> from milieusim.analysis.clustering import dispersion
    >>> dispersion([0, 0, 0, 4], resamples=10)["ratio"]
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
    low, high = _ends(ratio, _ratios_of_draws(counts, expected, blocks, resamples, seed), len(counts), level)
    chance_low, chance_high = _of_chance(len(counts), level)
    return {
        "units": len(counts),
        "mean": float(counts.mean()),
        "variance": float(counts.var(ddof=1)),
        "ratio": ratio,
        "low": low,
        "high": high,
        "chance_low": chance_low,
        "chance_high": chance_high,
        "dispersion": _spread_of_pace(counts, expected),
    }


def clustering_table(shifts, stays=None, incidents=None, count="conflict", level=0.95, seed=1):
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
    seed : int

    Returns
    -------
    pandas.DataFrame
        Rows ward by shift, day and week, and resident by stay: level, unit, units, mean, variance, ratio, low, high,
        chance_low, chance_high, dispersion.

    Notes
    -----
    What a shift of its kind (early, late, night) has on average, for the resident-hours it had, is what is expected
    of it. Weeks are drawn together in the bootstrap (runs together for weeks, if there are several), since one bad
    day may follow another.
    """
    import pandas as pd

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
        blocks = _blocks(sums, unit)
        found = dispersion(sums[count], sums["expected"], blocks, level, seed=seed) if len(sums) > 1 else {}
        rows.append({"level": "ward", "unit": unit, **found})
    if stays is not None and incidents is not None:
        counts, hours = _of_residents(stays, incidents)
        rows.append(
            {"level": "resident", "unit": "stay", **dispersion(counts, hours, None, level, seed=seed)}
        )
    return pd.DataFrame(rows)


def _ratio(counts, expected):
    """Return Pearson's chi square by its degrees of freedom; NaN where nothing happened."""
    if counts.sum() == 0:
        return math.nan
    scaled = expected * counts.sum() / expected.sum()
    return float(((counts - scaled) ** 2 / scaled).sum() / (len(counts) - 1))


def _ends(ratio, draws, units, level):
    """Return an interval on the scale of logarithms, on which variances are even-handed."""
    from scipy.special import ndtri

    draws = draws[np.isfinite(draws) & (draws > 0)]
    if len(draws) < 2 or not ratio > 0:
        return math.nan, math.nan
    # A bootstrap of few units is too sure of itself: never surer than for independent incidents.
    spread = max(float(np.log(draws).std(ddof=1)), math.sqrt(2 / (units - 1)))
    factor = math.exp(float(ndtri((1 + level) / 2)) * spread)
    return ratio / factor, ratio * factor


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


def _ratios_of_draws(counts, expected, blocks, resamples, seed):
    draw = np.random.default_rng(seed)
    _, block = np.unique(blocks, return_inverse=True)
    members = [np.flatnonzero(block == one) for one in range(block.max() + 1)]
    if len(members) < 2:
        return np.full(resamples, math.nan)
    ratios = np.empty(resamples)
    for place in range(resamples):
        chosen = np.concatenate([members[one] for one in draw.integers(0, len(members), len(members))])
        ratios[place] = _ratio(counts[chosen], expected[chosen])
    return ratios


def _expected(table, count):
    """Return what each shift lets expect: its kind's mean for each resident-hour, times its own."""
    sums = table.groupby("shift", observed=True)[[count, "resident_hours"]].sum()
    pace = sums[count] / sums["resident_hours"]
    return table["shift"].map(pace).astype(float) * table["resident_hours"]


def _blocks(sums, unit):
    several = sums["run"].nunique() > 1
    if unit == "week":
        return sums["run"] if several else None
    return sums["run"].astype(str) + "." + sums["week"].astype(str)


def _of_residents(stays, incidents):
    """Return how many incidents each resident had, and how many hours they were there in the window."""
    keys = ["run", "resident"] if "run" in stays.columns else ["resident"]
    counts = incidents.groupby(keys).size().rename("count").reset_index()
    joined = stays[[*keys, "hours_in_window"]].merge(counts, on=keys, how="left")
    return joined["count"].fillna(0.0), joined["hours_in_window"]
