"""Looking again and again: intervals hold at every look, and auto stops only when it may."""

import math
from types import SimpleNamespace

import numpy as np
import pytest
from scipy import stats

from milieusim.analysis.any_time import p_at_any_time, tail_at
from milieusim.comparison.intervals import estimate
from milieusim.comparison.pairs import Looks
from milieusim.comparison.sequential import (
    MOST,
    first_total,
    more_pairs,
    next_total,
)


def judged(half, difference=0.0, margin=math.nan, verdict="no_difference_shown"):
    return SimpleNamespace(
        low=difference - half, high=difference + half, difference=difference, margin=margin, base=10.0, verdict=verdict
    )  # fmt: skip


def test_the_boundary_is_that_of_a_brownian_motion_looked_at_from_a_time_on():
    draw, alpha, looks = np.random.default_rng(1), 0.1, np.geomspace(1, 50, 400)
    steps = np.sqrt(np.diff(looks, prepend=0)) * draw.standard_normal((4000, len(looks)))
    reach = np.array([stats.norm.isf(tail_at(look, 1, alpha) / 2) for look in looks])
    share = (np.abs(steps.cumsum(axis=1)) > reach * np.sqrt(looks)).any(axis=1).mean()
    assert 0.5 * alpha < share < alpha + 3 * math.sqrt(alpha / 4000)


@pytest.mark.parametrize("skewed", [False, True])
def test_looking_at_every_step_seldom_leaves_out_the_truth(skewed):
    draw, wrong, tries = np.random.default_rng(2), 0, 300
    for _ in range(tries):
        values = draw.exponential(size=600) - 1 if skewed else draw.standard_normal(600)
        looks = Looks(50)
        found = [estimate(values[:n], level=looks.level(n, 0.05)) for n in range(50, 601, 25)]
        wrong += any(one.low > 0 or one.high < 0 for one in found)
    assert wrong <= stats.binom.ppf(0.999, tries, 0.05)


@pytest.mark.parametrize("pairs", [50, 200, 1000])
def test_p_values_and_tails_are_two_ways_to_say_the_same(pairs):
    for alpha in (0.05, 0.025, 0.001):
        assert p_at_any_time(tail_at(pairs, 50, alpha), pairs, 50) == pytest.approx(alpha, rel=1e-6)
    assert p_at_any_time(0.9, 1000, 50) == 1 and math.isnan(p_at_any_time(math.nan, 50, 50))


def test_there_are_fifty_pairs_before_the_first_look():
    assert first_total(True) >= 50 and first_total(False) >= 50
    assert tail_at(10, 50, 0.05) == tail_at(50, 50, 0.05)


def test_it_goes_on_while_an_interval_is_wider_than_its_margin_or_open():
    assert next_total([judged(0.9, margin=1.0)], 200) == 200
    assert next_total([judged(1.1, margin=1.0)], 200) > 200
    assert next_total([judged(0.9, 0.5, margin=1.0, verdict="not_settled")], 200) > 200
    assert next_total([judged(0.9, margin=1.0), judged(1.1, margin=1.0)], 200) > 200
    assert next_total([judged(9.0, margin=1.0)], MOST) == MOST


def test_without_a_margin_half_of_the_difference_is_close_enough():
    assert next_total([judged(0.49)], 200) == 200
    assert next_total([judged(0.6)], 200) > 200
    assert next_total([judged(2.0, 4.1, verdict="better")], 200) == 200


def test_what_is_still_needed_is_about_right():
    draw = np.random.default_rng(3)
    found = estimate(draw.standard_normal(100))
    more = more_pairs(found, found.half_width / 2, lambda pairs: 0.05)
    assert 280 < more < 330
    assert more_pairs(found, found.half_width / 2, Looks(50).tail(0.05)) > more
