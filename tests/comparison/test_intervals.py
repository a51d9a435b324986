"""Intervals cover what they say, and corrections match what can be worked out by hand."""

import math
from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from milieusim.comparison.comparison_words import better_told
from milieusim.comparison.intervals import estimate, holm, share_better
from milieusim.comparison.verdicts import verdict_of

numbers = st.lists(st.floats(-100, 100, allow_subnormal=False), min_size=2, max_size=40)


def test_intervals_of_differences_that_are_not_skewed_are_those_of_a_paired_t_test():
    base, other = np.array([1.0, 2.0, 3.0, 5.0]), np.array([2.0, 2.5, 5.0, 7.5])
    found = estimate(other - base)
    expected = stats.ttest_rel(other, base)
    low, high = expected.confidence_interval(0.95)
    assert (found.low, found.high) == (pytest.approx(low), pytest.approx(high))
    assert found.p_value == pytest.approx(expected.pvalue)


@pytest.mark.parametrize("level", [0.95, 0.9917])
@pytest.mark.parametrize("n", [10, 20, 40])
def test_few_skewed_values_do_not_make_intervals_too_narrow(n, level):
    draw, hits, tries = np.random.default_rng(3), 0, 1500
    for _ in range(tries):
        found = estimate(draw.exponential(size=n) - 1, level=level)
        hits += found.low <= 0 <= found.high
    assert hits >= stats.binom.ppf(0.001, tries, 0.93 if level == 0.95 else 0.98)


@pytest.mark.parametrize("shape", ["normal", "heavy"])
@pytest.mark.parametrize("n", [3, 5, 16, 40])
def test_far_tails_of_few_or_heavy_values_err_no_more_often_than_they_say(n, shape):
    draw, wrong, tries, tail = np.random.default_rng(11), 0, 1500, 0.005
    for _ in range(tries):
        values = draw.normal(size=n) if shape == "normal" else draw.standard_t(3, size=n)
        wrong += estimate(values).p_value < tail
    assert wrong <= stats.binom.ppf(0.999, tries, tail)


@given(numbers, st.floats(0.8, 0.999))
def test_skewness_of_a_sample_never_makes_an_interval_narrower_than_students(values, level):
    found = estimate(values, level=level)
    mean, error = np.mean(values), np.std(values, ddof=1) / math.sqrt(len(values))
    reach = float(stats.t.ppf((1 + level) / 2, len(values) - 1)) * error
    assert found.low <= mean - reach + 1e-9 and found.high >= mean + reach - 1e-9


@given(numbers, st.floats(0.8, 0.999))
def test_an_interval_leaves_out_0_just_when_its_p_value_is_below_its_tail(values, level):
    found = estimate(values, level=level)
    if abs(found.p_value - (1 - level)) > 1e-6 and found.high - found.low > 1e-9:
        assert (found.p_value < 1 - level) == (found.low > 0 or found.high < 0)


def test_intervals_cover_the_truth_as_often_as_they_say():
    draw = np.random.default_rng(7)
    hits = 0
    for _ in range(600):
        found = estimate(draw.normal(0.3, 1, 12))
        hits += found.low <= 0.3 <= found.high
    assert stats.binom.interval(0.9999, 600, 0.95)[0] <= hits <= stats.binom.interval(0.9999, 600, 0.95)[1]


def test_gaps_are_dropped_and_counted():
    found = estimate([1.0, math.nan, 3.0], [1, 2, 1])
    assert (found.difference, found.pairs) == (2.0, 2)
    nothing = estimate([math.nan, math.nan])
    assert nothing.pairs == 0 and math.isnan(nothing.difference) and math.isnan(nothing.p_value)
    assert math.isnan(estimate([1.0]).low)


@given(numbers)
def test_an_interval_holds_its_mean_and_turns_round_with_its_sign(values):
    found, turned = estimate(values), estimate([-value for value in values])
    assert found.low <= found.difference <= found.high
    assert (turned.low, turned.high) == (pytest.approx(-found.high), pytest.approx(-found.low))
    assert 0 <= found.p_value <= 1


@given(st.floats(-10, 10), st.integers(2, 30))
def test_differences_that_are_all_the_same_leave_no_doubt(value, n):
    found = estimate([value] * n)
    assert found.low == pytest.approx(value, abs=1e-12) and found.high == pytest.approx(value, abs=1e-12)
    assert found.p_value == (1.0 if value == 0 else 0.0)


def test_holm_matches_an_example_worked_by_hand():
    # Sorted .005 .01 .03 .04, times 4 3 2 1: .02 .03 .06 .04, and none below the one before it.
    assert holm([0.01, 0.04, 0.03, 0.005]) == pytest.approx([0.03, 0.06, 0.06, 0.02])
    assert holm([0.9, 0.8]) == pytest.approx([1.0, 1.0])


def test_holm_counts_tests_that_could_not_be_made():
    adjusted = holm([math.nan, 0.02])
    assert math.isnan(adjusted[0]) and adjusted[1] == pytest.approx(0.04)


@given(st.lists(st.floats(0, 1), min_size=1, max_size=12))
def test_holm_never_makes_anything_more_certain_and_keeps_the_order(p_values):
    adjusted = holm(p_values)
    assert (adjusted >= np.array(p_values)).all() and (adjusted <= 1).all()
    assert (np.diff(adjusted[np.argsort(p_values, kind="stable")]) >= 0).all()


def test_holm_rejects_too_often_in_no_more_than_one_family_in_twenty():
    draw = np.random.default_rng(9)
    wrong = sum((holm(draw.uniform(0, 1, 6)) < 0.05).any() for _ in range(2000))
    assert wrong <= stats.binom.ppf(0.9999, 2000, 0.05)


def test_share_better_follows_the_better_direction_and_halves_ties():
    assert share_better([1, 1, -1, 0], "higher") == 0.625
    assert share_better([1, 1, -1, 0], "lower") == 0.375
    assert share_better([1, 1, -1, 0], "neither") == 0.625
    assert math.isnan(share_better([math.nan], "lower"))


SURE = [-1.0, -1.1, -0.9] * 10
UNSURE = [-1.0, 1.1, -0.9, 1.0] * 10
RARE = [0.0] * 191 + [1.0] * 9


@pytest.mark.parametrize(
    ("differences", "better", "margin", "verdict"),
    [
        (SURE, "lower", None, "better"),
        (SURE, "higher", None, "worse"),
        (UNSURE, "lower", None, "no_difference_shown"),
        (UNSURE, "lower", 0.1, "not_settled"),
        (UNSURE, "lower", 2.0, "no_difference_shown"),
        (SURE, "lower", 2.0, "no_difference_shown"),
        (SURE, "lower", 1.0, "better"),
        (SURE[:9], "lower", None, "not_settled"),
        (RARE, "lower", None, "not_settled"),
        ([math.nan] * 20, "lower", None, "not_settled"),
        ([0.0] * 20, "lower", None, "no_difference_shown"),
        ([0.0] * 20, "lower", 0.1, "no_difference_shown"),
        ([0.0] * 3, "lower", 0.1, "not_settled"),
        ([0.0] * 3, "lower", None, "not_settled"),
    ],
)
def test_verdicts_say_what_the_interval_says(differences, better, margin, verdict):
    assert verdict_of(estimate(differences), better, margin) == verdict


def test_a_wider_interval_takes_its_verdict_back():
    values = np.random.default_rng(4).normal(-0.45, 1, 30)
    assert verdict_of(estimate(values), "lower") == "better"
    assert verdict_of(estimate(values, level=0.999), "lower") == "no_difference_shown"


def test_pairs_that_were_the_same_are_never_told_as_better():
    def told(differences):
        differing = sum(one != 0 for one in differences)
        share = share_better(differences, "lower")
        return better_told(SimpleNamespace(share_better=share, pairs=len(differences), differing=differing))

    assert told([3, 4, *[0] * 6]) == "0 %, the same in 75 %"
    assert told([-3, -4, 1, *[0] * 3]) == "33 %, the same in 50 %"
    assert told([-1, 1]) == "50 %" and told([]) == "n/a"
