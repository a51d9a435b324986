"""Inputs of rules within the ranges that their docstrings give: at random, and at the corners."""

import math

import numpy as np
from hypothesis import strategies as st

from milieusim.rules import RULES
from milieusim.rules.described import described

FARTHEST = 1e4  # stands for "inf" in a range
NUDGE = 1e-9  # how far inside an end that is not in the range
DESCRIBED = {name: described(rule.function) for name, rule in RULES.items()}


def ends(domain):
    """Return the lowest and highest value that a test may use."""
    low = max(domain.low, -FARTHEST) + (NUDGE if domain.open_low else 0.0)
    high = min(domain.high, FARTHEST) - (NUDGE if domain.open_high else 0.0)
    return low, high


def values(domain):
    """Return a strategy for one argument."""
    if domain.kind == "bool":
        return st.booleans()
    low, high = ends(domain)
    if domain.kind == "int":
        return st.integers(math.ceil(low), math.floor(high))
    return st.floats(low, high, allow_nan=False)


def arguments_of(name):
    """Return a strategy for all arguments of a rule."""
    return st.fixed_dictionaries(
        {arg: values(what.domain) for arg, what in DESCRIBED[name].arguments.items()}
    ).map(lambda given: sensible(name, given))


def sensible(name, given):
    """Keep what no range can say: a part is not more than its whole."""
    if name == "staff_in_reach":
        given["n_on_floor"] = min(given["n_on_floor"], given["n_nursing"])
    if name in ("stay_days", "stay_days_under_way", "mean_stay_days"):
        given["long_median"] = max(given["long_median"], given["short_median"])
    if name == "floor_share":
        given["most"] = max(given["most"], given["least"])
    if name == "age_years":
        given["youngest"], given["oldest"] = 18.0, 100.0
    if name == "other_code":
        given["code"] = min(given["code"], given["of"] - 1)
    return given


def many(name, n, rng):
    """Return n sets of arguments, as a list of tuples in the order of the signature; a third has corners."""
    rows = []
    for k in range(n):
        given = {}
        for arg, what in DESCRIBED[name].arguments.items():
            given[arg] = _one(what.domain, rng, at_corner=k % 3 == 0 and rng.random() < 0.5)
        rows.append(tuple(sensible(name, given).values()))
    return rows


def _one(domain, rng, at_corner):
    if domain.kind == "bool":
        return bool(rng.random() < 0.5)
    low, high = ends(domain)
    if domain.kind == "int":
        return int(rng.integers(math.ceil(low), math.floor(high) + 1))
    if at_corner:
        return float(low if rng.random() < 0.5 else high)
    if high - low > 100.0 and low >= 0.0:  # wide ranges by order of size
        return float(min(low + np.exp(rng.uniform(np.log(1e-3), np.log(high - low))), high))
    return float(rng.uniform(low, high))
