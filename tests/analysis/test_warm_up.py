"""Warm-up: series that settle at a known pace."""

import numpy as np
import pandas as pd
import pytest

from milieusim.analysis.patterns.warm_up import mser, warm_up_check
from milieusim.errors import DataError


def shifts(days=200, runs=12, settling_days=10.0, size=0.3, trend=0.0, seed=1):
    draw = np.random.default_rng(seed)
    table = pd.DataFrame(
        [
            (run, day, kind)
            for run in range(runs)
            for day in range(-1, days)
            for kind in ("early", "late", "night")
        ],
        columns=["run", "day", "shift"],
    )
    day = table["day"].to_numpy()
    bias = size * np.exp(-day / settling_days) + trend * day
    for name in ("mean_wellbeing", "mean_arousal"):
        table[name] = 0.5 - bias + 0.03 * np.sin(2 * np.pi * day / 7) + draw.normal(0, 0.02, len(table))
    return table.assign(conflict=draw.poisson(3 * (1 + bias)), resident_hours=160.0)


NAMES = ("mean_wellbeing", "mean_arousal", "conflict")


def test_a_ward_that_settles_in_time_needs_no_longer_warm_up():
    check = warm_up_check(shifts(), days=60, measures=NAMES, matters=0.1)
    assert check.is_enough and "suffices for all 3 measures" in check.sentence()
    assert check.measures["settled_day"].between(14, 70).all()
    assert check.daily["day"].min() == 0 and len(check.daily) == 3 * 200


def test_a_ward_that_still_drifts_needs_a_longer_one():
    check = warm_up_check(shifts(settling_days=80), days=60, measures=NAMES)
    assert not check.is_enough
    wellbeing = check.measures.iloc[0]
    assert wellbeing["high"] < 0 and wellbeing["verdict"] == "too_short"
    assert "is too short for mean_wellbeing (just after it" in check.sentence()


def test_a_ward_that_never_settles_is_told():
    check = warm_up_check(shifts(trend=-0.002, size=0), days=60, measures=("mean_wellbeing",))
    assert check.measures["settled_day"].isna().all() and "is too short" in check.sentence()


def test_runs_that_cannot_tell_are_no_reason_to_be_content():
    table = shifts()
    table["conflict"] = np.random.default_rng(1).poisson(np.repeat([0.3, 3.0], len(table) // 2)) ** 3
    check = warm_up_check(table, days=60, measures=("mean_wellbeing", "conflict"))
    assert check.measures["verdict"].tolist() == ["enough", "more_runs"]
    assert not check.is_enough and "it suffices for mean_wellbeing" in check.sentence()


def test_levels_are_weighted_by_resident_hours_and_counts_are_summed():
    table = shifts(days=130, runs=2)
    table.loc[table["shift"] == "night", "resident_hours"] = 0.0
    table["conflict"] = 2
    daily = warm_up_check(table, days=60, measures=("mean_wellbeing", "conflict")).daily
    first = table[(table["day"] == 0) & (table["shift"] != "night")]
    shown = daily[(daily["day"] == 0) & (daily["measure"] == "mean_wellbeing")]
    assert shown["mean"].item() == pytest.approx(first["mean_wellbeing"].mean())
    assert (daily.loc[daily["measure"] == "conflict", "mean"] == 6).all()


def test_mser_cuts_where_the_bias_ends():
    draw = np.random.default_rng(1)
    values = np.concatenate([np.full(50, 8.0), np.zeros(450)]) + draw.normal(0, 1, 500)
    assert mser(values) == pytest.approx(50, abs=5)
    assert mser(np.linspace(0, 1, 200)) is None
    with pytest.raises(DataError, match="at least 4"):
        mser([1, 2, 3])


def test_too_few_or_too_short_runs_are_refused():
    with pytest.raises(DataError, match="1 run; .*; runs of 100 days; 116 are needed"):
        warm_up_check(shifts(days=100, runs=1), days=60, measures=NAMES)


@pytest.mark.parametrize("batch", [pytest.param(1, marks=pytest.mark.slow), 3, 5, 7])
def test_a_bias_that_ends_where_a_batch_begins_is_cut_to_the_value_whatever_the_length(batch):
    for length in range(max(30, 8 * batch), 180):
        rest = length % batch
        for biased in range(rest, length // 3, 2 * batch):
            series = np.zeros(length)
            series[:biased] = 5 + np.arange(biased)[::-1]
            assert mser(series, batch) == biased, (length, biased)


def test_a_few_batches_that_look_alike_are_no_reason_to_call_a_series_too_short():
    draw = np.random.default_rng(1)
    settled = [mser(draw.normal(size=168), 7) for _ in range(100)]
    rising = [mser(draw.normal(size=168) + 0.06 * np.arange(168), 7) for _ in range(100)]
    assert settled.count(None) < 20 and rising.count(None) > 90
