"""The arithmetic of published patterns, against answers that are known."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from milieusim.evidence.statistics import (
    cosinor,
    mantel_haenszel,
    median_of_classes,
    odds_ratio,
    pooled_d,
    ratio_without_zeros,
    second_peak,
    share,
    spread,
)

HOURS = np.arange(24) + 0.5
MOST = 200


def wave(peak, amplitude=0.8, mean=100.0):
    return mean * (1 + amplitude * np.cos(2 * np.pi * (HOURS - peak) / 24))


def histogram(counts):
    return np.bincount(np.minimum(counts, MOST), minlength=MOST + 1)


def negative_binomial(rng, mean, size, n):
    return rng.negative_binomial(size, size / (size + mean), n)


def test_share_of_nothing_is_not_a_number():
    assert share(3, 4, 100) == 75
    assert math.isnan(share(0, 0))


@pytest.mark.parametrize("peak", [0.25, 3.0, 12.0, 14.5, 23.9])
def test_cosinor_finds_the_peak_of_a_cosine_and_takes_all_of_it(peak):
    found, r2 = cosinor(wave(peak))
    assert found == pytest.approx(peak)
    assert r2 == pytest.approx(1)


def test_cosinor_takes_half_of_two_equal_harmonics():
    found, r2 = cosinor(wave(14.5, 0.3) + 30 * np.cos(2 * np.pi * (HOURS - 8) / 12))
    assert found == pytest.approx(14.5)
    assert r2 == pytest.approx(0.5)


def test_cosinor_has_no_peak_in_a_flat_day():
    assert all(math.isnan(x) for x in cosinor(np.full(24, 7)))


def test_odds_ratio_of_a_table():
    assert odds_ratio([[80, 20], [60, 40]]) == pytest.approx((40 / 60) / (20 / 80))


def test_odds_ratio_adds_half_a_case_only_where_a_cell_is_empty():
    assert odds_ratio([[10, 0], [8, 2]]) == pytest.approx((2.5 / 8.5) / (0.5 / 10.5))
    assert math.isnan(odds_ratio([[10, 2], [0, 0]]))


@given(st.lists(st.floats(0, 49.999), min_size=1, max_size=200))
def test_median_of_classes_is_within_a_class_of_the_median(values):
    edges = np.arange(0, 50.5, 0.5)
    found = median_of_classes(np.histogram(values, edges)[0], edges)
    low, high = np.quantile(values, 0.5, method="lower"), np.quantile(values, 0.5, method="higher")
    assert low - 0.5 <= found <= high + 0.5


def test_median_of_classes_of_many_is_their_median():
    values = np.random.default_rng(1).lognormal(2, 1, 50_000)
    edges = np.append(np.arange(0, 100, 0.5), np.inf)
    counts = np.histogram(values, edges)[0]
    assert median_of_classes(counts, edges) == pytest.approx(np.median(values), abs=0.05)


def test_median_beyond_the_last_edge_is_that_edge_and_of_nothing_is_nothing():
    assert median_of_classes([1, 0, 9], [0, 1, 2, math.inf]) == 2
    assert math.isnan(median_of_classes([0, 0], [0, 1, 2]))


def test_second_peak_is_the_one_of_the_evening():
    day = 10 * (wave(13, 0.5) + 60 * np.exp(-0.5 * ((HOURS - 20.5) / 0.8) ** 2))
    assert second_peak(day) == 20.5


def test_a_flat_day_and_one_with_one_peak_have_no_second():
    assert math.isnan(second_peak(np.full(24, 5)))
    assert math.isnan(second_peak(wave(13)))


def test_second_peak_may_fall_into_the_last_hour_of_the_day():
    day = np.full(24, 10.0)
    day[12], day[23] = 90.0, 70.0
    assert second_peak(day) == 23.5


def test_noise_of_counting_seldom_makes_a_second_peak():
    rng = np.random.default_rng(1)
    days = rng.poisson(wave(14, 0.8, 100.0), (200, 24))
    assert np.mean([not math.isnan(second_peak(day)) for day in days]) < 0.1


def test_rate_ratio_over_strata_is_known_where_crude_rates_mislead():
    hours_in, hours_out = np.array([1.0, 9.0, 5.0]), np.array([9.0, 1.0, 0.0])
    rates = np.array([10.0, 1.0, 4.0])  # the busy hours have few points of the routine
    inside, outside = 1.5 * rates * hours_in, rates * hours_out
    assert mantel_haenszel(inside, outside, hours_in, hours_out) == pytest.approx(1.5)
    assert (inside.sum() / hours_in.sum()) / (outside.sum() / hours_out.sum()) < 0.5


def test_rate_ratio_without_any_stratum_to_compare_in_is_not_a_number():
    assert math.isnan(mantel_haenszel([3, 0], [0, 0], [1, 0], [0, 0]))


@given(st.lists(st.tuples(st.floats(0, 1), st.floats(0, 1)), min_size=2, max_size=50))
def test_pooled_d_and_spread_are_those_of_the_numbers(pairs):
    before, after = np.array(pairs).T
    both = (before.var(ddof=1) + after.var(ddof=1)) / 2
    found = pooled_d(len(before), before.sum(), (before**2).sum(), after.sum(), (after**2).sum())
    if both > 1e-6:
        assert found == pytest.approx((before.mean() - after.mean()) / math.sqrt(both), rel=1e-4, abs=1e-6)
    assert spread(len(before), before.sum(), (before**2).sum()) == pytest.approx(before.std(ddof=1), abs=1e-6)


def test_one_number_has_no_spread():
    assert math.isnan(spread(1, 3, 9))
    assert math.isnan(pooled_d(1, 1, 1, 1, 1))


@pytest.mark.parametrize(("mean", "size"), [(5.0, 0.8), (1.5, 0.4), (3.0, 50.0)])
def test_truncated_counts_give_back_the_ratio_of_the_whole_means(mean, size):
    rng = np.random.default_rng(7)
    arms = [histogram(negative_binomial(rng, m, size, 60_000)) for m in (mean, 0.8 * mean)]
    assert ratio_without_zeros(*arms) == pytest.approx(0.8, rel=0.05)
    of_seen = [arm[1:] @ np.arange(1, MOST + 1) / arm[1:].sum() for arm in arms]
    assert of_seen[1] / of_seen[0] > 0.81  # what leaving zeros out does to plain means


def test_truncated_counts_take_no_account_of_zeros():
    rng = np.random.default_rng(3)
    base, treated = (histogram(negative_binomial(rng, mean, 1.0, 5_000)) for mean in (4, 3))
    whole = ratio_without_zeros(base, treated)
    base[0], treated[0] = 0, 10**6
    assert ratio_without_zeros(base, treated) == whole


def test_ratio_of_truncated_counts_holds_where_they_are_no_negative_binomial():
    rng = np.random.default_rng(5)
    arms = [histogram(rng.poisson(m * np.exp(rng.normal(0.8, 1, 60_000)))) for m in (1, 0.85)]
    assert ratio_without_zeros(*arms) == pytest.approx(0.85, abs=0.03)


def test_ratio_of_truncated_counts_turns_round_with_the_arms():
    rng = np.random.default_rng(9)
    base, treated = (histogram(negative_binomial(rng, mean, 0.7, 3_000)) for mean in (4, 3))
    assert ratio_without_zeros(base, treated) * ratio_without_zeros(treated, base) == pytest.approx(1)
    assert ratio_without_zeros(base, base) == pytest.approx(1)


def test_an_arm_without_events_has_no_ratio_and_one_of_single_events_a_small_one():
    some, none = histogram(np.array([0, 1, 2, 3])), histogram(np.zeros(4, int))
    assert math.isnan(ratio_without_zeros(some, none))
    assert math.isnan(ratio_without_zeros(none, some))
    assert ratio_without_zeros(some, histogram(np.array([0, 1, 1]))) < 0.01
