"""Inputs of rules within the ranges that docstrings, ledger and run numbers give: at random, and at the corners."""

import math
from types import SimpleNamespace

import numpy as np
from hypothesis import strategies as st

from milieusim.ledger.parameters import ledger
from milieusim.rules import RULES
from milieusim.rules.basics.described import Domain, described
from milieusim.rules.basics.run_numbers import RUN_NUMBERS

FARTHEST = 1e4  # stands for "inf" in a range
NUDGE = 1e-9  # how far inside an end that is not in the range
DESCRIBED = {name: described(rule.function) for name, rule in RULES.items()}
READ = sorted({name for doc in DESCRIBED.values() for name in doc.reads})


def number_of_a_run(name):
    """Return the range of a number that rules read off `p`."""
    known = RUN_NUMBERS[name] if name in RUN_NUMBERS else ledger().entry(name)
    return Domain("float", float(known.low), float(known.high), known.unit)


def inputs_of(name):
    """Return the range of everything that a rule depends on: what it reads off `p`, and its arguments."""
    doc = DESCRIBED[name]
    return {read: number_of_a_run(read) for read in doc.reads} | {
        argument: what.domain for argument, what in doc.arguments.items()
    }


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


def drawn_inputs(name):
    """Return a strategy for everything that a rule depends on, by name."""
    drawn = {key: values(domain) for key, domain in inputs_of(name).items()}
    return st.fixed_dictionaries(drawn).map(lambda given: sensible(name, given))


def call(name, given):
    """Call a rule with everything that it depends on: numbers of the run as attributes of `p`, the rest by name."""
    doc = DESCRIBED[name]
    arguments = {argument: given[argument] for argument in doc.arguments}
    if doc.reads:
        arguments["p"] = SimpleNamespace(**{read: given[read] for read in doc.reads})
    return RULES[name].function(**arguments)


def sensible(name, given):
    """Keep what no range can say: a part is not more than its whole."""
    if name == "staff_in_reach":
        given["n_on_floor"] = min(given["n_on_floor"], given["n_nursing"])
    for least, most in (
        ("short_median", "long_median"),
        ("stay_short_median_days", "stay_long_median_days"),
        ("floor_least", "floor_most"),
    ):
        if most in given:
            given[most] = max(given[most], given[least])
    if name == "other_code":
        given["code"] = min(given["code"], given["of"] - 1)
    return given


def many(domains, n, rng):
    """Return n draws of everything with a range, as a list of dicts; a third has corners."""
    return [
        {
            key: one(domain, rng, at_corner=k % 3 == 0 and rng.random() < 0.5)
            for key, domain in domains.items()
        }
        for k in range(n)
    ]


def one(domain, rng, at_corner):
    """Return one draw from a range."""
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
