"""Chance and ignorance are taken apart as they were put together, and intervals hold the truth of a new world."""

import math

import numpy as np
import pytest
from scipy import stats

from milieusim.comparison.components import components_of
from milieusim.comparison.intervals import estimate


def worlds(draw, sets, pairs, ignorance, mean=0.0):
    """Return differences of pairs nested in sets: chance of variance 1 and ignorance as given."""
    names = np.repeat(np.arange(sets), pairs)
    true = draw.normal(mean, math.sqrt(ignorance), sets)
    return true[names] + draw.normal(0, 1, sets * pairs), names


@pytest.mark.parametrize("ignorance", [0, 0.03, 0.1, 1, 10])
@pytest.mark.parametrize(("sets", "pairs"), [(5, 4), (50, 4)])
def test_intervals_hold_the_truth_of_a_new_world_about_as_often_as_they_say(sets, pairs, ignorance):
    draw, hits, tries = np.random.default_rng(5), 0, 400
    for _ in range(tries):
        found = estimate(*worlds(draw, sets, pairs, ignorance, 0.3))
        low, high = found.world
        hits += low <= draw.normal(0.3, math.sqrt(ignorance)) <= high
    # Where there is little ignorance to be seen they hold more than they say, and hardly ever less.
    assert hits >= stats.binom.ppf(0.001, tries, 0.94)
    assert ignorance < 1 or hits <= stats.binom.ppf(0.999, tries, 0.96)


@pytest.mark.parametrize("ignorance", [0, 0.03, 0.3, 3])
@pytest.mark.parametrize(("sets", "pairs"), [(10, 4), (50, 4)])
def test_intervals_hold_the_mean_over_worlds_as_often_as_they_say(sets, pairs, ignorance):
    draw, hits, tries = np.random.default_rng(5), 0, 1000
    for _ in range(tries):
        found = estimate(*worlds(draw, sets, pairs, ignorance, 0.3))
        hits += found.low <= 0.3 <= found.high
    assert stats.binom.ppf(0.001, tries, 0.94) <= hits <= stats.binom.ppf(0.999, tries, 0.96)


def test_sets_that_hardly_differ_cost_hardly_any_width():
    draw = np.random.default_rng(6)
    found = [estimate(*worlds(draw, 50, 4, 0.0)) for _ in range(100)]
    chance = [np.diff(one.chance_interval)[0] / 2 for one in found]
    assert np.mean([one.half_width for one in found]) < 1.05 * np.mean(chance)


@pytest.mark.parametrize("ignorance", [0.25, 1, 4])
def test_components_are_found_again(ignorance):
    draw = np.random.default_rng(6)
    found = [components_of(*worlds(draw, 40, 5, ignorance)) for _ in range(200)]
    assert np.mean([one.ignorance for one in found]) == pytest.approx(ignorance, rel=0.05)
    assert np.mean([one.chance for one in found]) == pytest.approx(1, rel=0.02)


def test_components_of_uneven_sets_are_found_again():
    draw, found = np.random.default_rng(6), []
    for _ in range(300):
        values, names = worlds(draw, 40, 8, 1.0)
        kept = (names % 3 > 0) | (np.arange(len(names)) % 8 < 4)
        found.append(components_of(values[kept], names[kept]))
    assert np.mean([one.ignorance for one in found]) == pytest.approx(1, rel=0.06)
    assert np.mean([one.chance for one in found]) == pytest.approx(1, rel=0.02)


def test_more_seeds_never_shrink_ignorance():
    few, many = (
        [estimate(*worlds(np.random.default_rng(seed), 40, pairs, 1.0)) for seed in range(60)]
        for pairs in (4, 64)
    )
    spreads = [np.mean([one.ignorance_spread for one in found]) for found in (few, many)]
    assert spreads == pytest.approx([1, 1], rel=0.05)
    assert np.mean([np.diff(one.world) for one in many]) > 2 * 1.96
    assert np.mean([one.shares[0] for one in many]) > np.mean([one.shares[0] for one in few])
    chances = [np.mean([np.diff(one.chance_interval) for one in found]) for found in (few, many)]
    assert chances[0] / chances[1] == pytest.approx(4, rel=0.05)


def test_where_sets_differ_much_the_interval_is_the_formula_in_the_documents():
    values, names = worlds(np.random.default_rng(7), 30, 4, 50.0)
    found = estimate(values, names)
    parts = found.components
    error = math.sqrt(parts.ignorance * (1 + 1 / 30) + parts.chance / 120)
    assert np.diff(found.world)[0] / 2 == pytest.approx(stats.t.ppf(0.975, 29) * error, rel=0.01)


def test_intervals_for_one_world_are_never_narrower_than_if_parameters_were_known():
    for seed in range(40):
        found = estimate(*worlds(np.random.default_rng(seed), 12, 4, 0.0))
        low, high = found.chance_interval
        assert found.world[0] <= low + 1e-3 and found.world[1] >= high - 1e-3


def test_shares_add_up_and_tests_agree_with_intervals():
    for seed in range(40):
        found = estimate(*worlds(np.random.default_rng(seed), 20, 4, 0.3, 0.8))
        assert sum(found.shares) == pytest.approx(1) and min(found.shares) >= 0
        assert (found.p_value < 0.05) == (found.low > 0 or found.high < 0)


@pytest.mark.parametrize(("mean", "ignorance"), [(1.0, 1.0), (2.0, 1.0), (0.5, 4.0)])
def test_the_share_of_worlds_agreeing_is_not_diluted_by_chance(mean, ignorance):
    draw = np.random.default_rng(8)
    found = [estimate(*worlds(draw, 60, 4, ignorance, mean)).sets_agreeing for _ in range(100)]
    assert np.mean(found) == pytest.approx(stats.norm.cdf(mean / math.sqrt(ignorance)), abs=0.025)


def test_worlds_do_not_agree_on_a_sign_that_chance_leaves_open():
    draw = np.random.default_rng(9)
    found = [estimate(*worlds(draw, 20, 4, 0.0)).sets_agreeing for _ in range(100)]
    assert np.mean(found) < 0.85
    assert estimate(*worlds(draw, 20, 4, 0.0, 5.0)).sets_agreeing > 0.999


def test_one_set_says_nothing_of_ignorance():
    found = estimate([1.0, 2.0, 4.0], ["best"] * 3)
    assert found.sets == 1 and found.world == found.chance_interval == (found.low, found.high)
    assert all(math.isnan(share) for share in (*found.shares, found.sets_agreeing, found.ignorance_spread))


def test_differences_that_are_all_the_same_leave_no_doubt_over_sets_either():
    found = estimate([0.0] * 8, [1, 1, 2, 2, 3, 3, 4, 4])
    assert (found.low, found.high, found.p_value, found.sets_agreeing) == (0, 0, 1, 1)
    assert estimate([0.2] * 8, [1, 1, 2, 2, 3, 3, 4, 4]).p_value == 0


def test_sets_of_one_pair_each_have_an_interval_but_no_parts():
    found = estimate([1.0, 2.0, 3.0, 2.5, math.nan], [1, 2, 3, 4, 4])
    assert found.low < found.difference < found.high
    assert all(math.isnan(value) for value in (*found.chance_interval, *found.shares))
