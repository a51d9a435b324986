"""Rows of differences over pairs of runs, each interval by itself or all of them together."""

import math

import numpy as np

from milieusim.comparison.intervals import LEVEL, estimate, holm
from milieusim.comparison.pairs import DUST
from milieusim.comparison.verdicts import FEWEST_PAIRS

NUMBERS = "base other difference low high p_value pairs".split()


def sets_that_repeat(names):
    """Return the parameter set of each pair where pairs share sets, or None where pairs count as independent.

    Parameters
    ----------
    names : list of str
        Of the set of each pair.

    Returns
    -------
    numpy.ndarray or None
    """
    several = len(set(names))
    return np.array(names) if 1 < several < len(names) else None


def numbers_of(base, other, level=LEVEL, sets=None):
    """Return means over pairs, their difference and its interval.

    Parameters
    ----------
    base, other : array_like
        One value a pair; NaN where there was nothing to count over.
    level : float
    sets : numpy.ndarray, optional
        Parameter set of each pair, where several pairs share one: these are not independent.

    Returns
    -------
    dict
        Keys NUMBERS, and `units`: how many count as independent.
    """
    base, other = np.asarray(base, float), np.asarray(other, float)
    known = np.isfinite(base) & np.isfinite(other)
    base, other = base[known], other[known]
    found = estimate(other - base, None if sets is None else sets[known], level)
    middle = float(base.mean()) if len(base) else math.nan
    difference = 0.0 if abs(found.difference) < DUST * abs(middle) else found.difference
    return {
        "base": middle,
        "other": float(other.mean()) if len(other) else math.nan,
        "difference": difference,
        "low": found.low,
        "high": found.high,
        "p_value": found.p_value,
        "pairs": found.pairs,
        "units": found.sets if found.components is not None else found.pairs,
    }


def level_together(n):
    """Return the level at which n intervals all hold the truth with 95 %."""
    return 1 - (1 - LEVEL) / max(1, n)


def with_holm(rows):
    """Add to each row its p value after the correction for all of them, and whether it stands out from chance.

    What comes from fewer pairs, or sets where pairs share them, than a verdict takes never does.
    """
    for row, adjusted in zip(rows, holm([row["p_value"] for row in rows])):
        row["p_adjusted"] = float(adjusted)
        row["stands_out"] = bool(adjusted < 1 - LEVEL and row["units"] >= FEWEST_PAIRS)
    return rows
