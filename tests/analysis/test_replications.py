"""How many runs, and what pairing gains: against arithmetic and brute force."""

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from milieusim.analysis.numbers import number, signed
from milieusim.analysis.patterns.day import mean_by_hour
from milieusim.analysis.patterns.replications import (
    half_width,
    precision_by_runs,
    runs_needed,
    runs_needed_table,
    variance_ratio,
)
from milieusim.errors import DataError


def test_the_half_width_is_that_of_a_t_interval():
    values = [1.0, 2.0, 4.0, 7.0]
    low, high = stats.t.interval(0.95, 3, np.mean(values), stats.sem(values))
    assert half_width(values) == pytest.approx((high - low) / 2)


@given(st.floats(0.05, 20))
def test_runs_needed_is_the_smallest_number_that_is_enough(ratio):
    values = np.array([0.0, 1.0, 2.0, 3.0])
    spread = values.std(ddof=1)

    def reached(n):
        return stats.t.ppf(0.975, n - 1) * spread / math.sqrt(n)

    wanted = spread * ratio
    found = runs_needed(values, wanted)
    assert reached(found) <= wanted * (1 + 1e-9)
    assert found == 2 or reached(found - 1) > wanted * (1 - 1e-9)


def test_runs_needed_refuses_what_cannot_be_answered():
    with pytest.raises(DataError, match="at least 2 runs"):
        runs_needed([1.0], 0.1)
    with pytest.raises(DataError, match="above 0"):
        runs_needed([1.0, 2.0], 0)


def test_pairs_that_share_most_of_their_chance_need_few_runs():
    draw = np.random.default_rng(1)
    shared, own = draw.normal(0, 1, (2, 4000))
    assert variance_ratio(shared, shared + 0.1 * own) == pytest.approx(200, rel=0.1)
    assert variance_ratio(shared, own) == pytest.approx(1, rel=0.1)
    assert variance_ratio([1, 2, 3], [2, 3, 4]) == math.inf
    assert math.isnan(variance_ratio([1, 1], [2, 2]))
    assert math.isnan(variance_ratio([1, math.nan], [2, 2]))


def test_precision_by_runs_grows_with_runs():
    table = precision_by_runs([1.0, 2.0, 3.0, 2.0])
    assert table["runs"].tolist() == [2, 3, 4]
    assert table["mean"].tolist() == [1.5, 2.0, 2.0]


def test_runs_needed_are_tabulated_by_design_and_metric():
    metrics = pd.DataFrame({"design": list("aaabbb"), "m": [1.0, 2, 3, 10, 10, 10.5], "none": [0.0] * 6})
    table = runs_needed_table(metrics, ["m", "none"], wanted=0.1)
    assert table["runs_needed"].isna().tolist() == [False, True, False, True]
    assert table["runs_needed"][0] == runs_needed([1, 2, 3], 0.2) > table["runs_needed"][2]
    assert runs_needed_table(metrics.drop(columns="design"), ["m"])["runs"].item() == 6


def test_the_mean_day_leaves_out_hours_without_residents():
    hours = pd.DataFrame(
        {
            "run": [0, 0, 1, 1],
            "hour": [0, 0, 0, 0],
            "census": [5, 0, 5, 5],
            "mean_arousal": [0.4, 0.0, 0.2, 0.4],
            "conflict": [1, 0, 0, 0],
            "containment": [0, 0, 0, 0],
        }
    )
    table = mean_by_hour(hours)
    assert table["mean_arousal"].tolist() == [pytest.approx(0.35)]
    assert table["conflict"].tolist() == [0.25]
    low, high = stats.t.interval(0.95, 1, 0.25, stats.sem([0.5, 0.0]))
    assert low < 0 == table["conflict_low"][0]  # no count is below 0
    assert table["conflict_high"][0] == pytest.approx(high)
    signed = mean_by_hour(hours.assign(change=hours["conflict"] - 1), ["change"])
    assert signed["change_low"][0] == pytest.approx(low - 1)
    alone = mean_by_hour(hours[hours["run"] == 0].drop(columns="run"))
    assert alone["conflict"].tolist() == [0.5]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.123456, "0.123"),
        (12.345, "12.3"),
        (1234.5, "1,234"),
        (0.0, "0"),
        (math.nan, "n/a"),
        (-2.5, "-2.50"),
    ],
)
def test_numbers_have_three_significant_digits(value, text):
    assert number(value) == text


def test_differences_carry_their_sign():
    assert [signed(0.5), signed(-0.5), signed(0.0)] == ["+0.500", "\u22120.500", "0"]


def test_runs_of_several_parameter_sets_are_no_independent_runs():
    metrics = pd.DataFrame({"parameter_set": ["one"] * 4 + ["two"] * 4, "m": range(8)})
    with pytest.raises(DataError, match="2 parameter sets; .* pass the runs of one"):
        runs_needed_table(metrics, ["m"])
    assert runs_needed_table(metrics[:4], ["m"])["runs"].item() == 4
