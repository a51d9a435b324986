"""Bunching of counts, against processes whose bunching is known."""

import math

import numpy as np
import pandas as pd
import pytest

from milieusim.analysis.patterns.clustering import clustering_table, dispersion
from milieusim.errors import DataError


def test_independent_counts_have_a_ratio_of_one():
    draw = np.random.default_rng(1)
    exposure = draw.uniform(1, 9, 2000)
    found = dispersion(draw.poisson(0.3 * exposure), exposure)
    assert found["ratio"] == pytest.approx(1, abs=0.08)
    assert found["low"] < 1 < found["high"]
    assert found["dispersion"] < 0.1


def test_a_pace_that_differs_shows_with_its_size():
    draw = np.random.default_rng(2)
    counts = draw.poisson(2.0 * draw.gamma(0.5, 2.0, 3000))
    found = dispersion(counts)
    assert found["dispersion"] == pytest.approx(2.0, rel=0.15)
    assert found["low"] < 1 + 2.0 * 2.0 < found["high"]


WEEKS = np.repeat(np.arange(12), 7)
PACES = {
    "weeks differ": (lambda draw: np.repeat(draw.gamma(2, 0.5, 12), 7), 2.5),
    "weeks differ much": (lambda draw: np.repeat(draw.gamma(1, 1, 12), 7), 4.0),
    "weeks differ evenly": (lambda draw: np.repeat(draw.uniform(0.2, 1.8, 12), 7), 1 + 3 * 1.6**2 / 12),
    "days differ": (lambda draw: draw.gamma(2, 0.5, 84), 2.5),
    "independent": (lambda draw: np.ones(84), 1.0),
}


@pytest.mark.parametrize("kind", PACES)
def test_intervals_of_twelve_weeks_hold_the_truth_as_often_as_they_say(kind):
    draw = np.random.default_rng(3)
    pace, truth = PACES[kind]
    found = [dispersion(draw.poisson(3 * pace(draw)), blocks=WEEKS) for _ in range(400)]
    assert 0.9 <= np.mean([one["low"] <= truth <= one["high"] for one in found]) <= 0.985
    assert found[0]["blocks"] == 12


def test_the_range_of_chance_holds_independent_counts():
    draw = np.random.default_rng(3)
    found = [dispersion(draw.poisson(1.0, 120)) for _ in range(200)]
    inside = [one["chance_low"] <= one["ratio"] <= one["chance_high"] for one in found]
    assert np.mean(inside) == pytest.approx(0.95, abs=0.05)


def test_too_few_blocks_give_no_interval_rather_than_a_narrow_one():
    counts = np.random.default_rng(1).poisson(3, 35)
    few = dispersion(counts, blocks=np.repeat(range(5), 7))
    assert few["blocks"] == 5 and few["ratio"] > 0 and math.isnan(few["low"]) and math.isnan(few["high"])
    assert few["chance_low"] < 1 < few["chance_high"]


def test_nothing_to_count_is_no_ratio():
    assert math.isnan(dispersion([0, 0, 0])["ratio"])
    with pytest.raises(DataError, match="at least 2"):
        dispersion([3])


def shifts(draw, days=140, runs=1, pace=None):
    table = pd.DataFrame(
        [
            (run, day, kind)
            for run in range(runs)
            for day in range(days)
            for kind in ("early", "late", "night")
        ],
        columns=["run", "day", "shift"],
    )
    hours = draw.uniform(100, 140, len(table))
    mean = table["shift"].map({"early": 0.01, "late": 0.03, "night": 0.002}) * hours
    by_day = np.ones(runs * days) if pace is None else pace
    table["conflict"] = draw.poisson(mean * np.repeat(by_day, 3))
    return table.assign(resident_hours=hours, at_hour=table["day"] * 24.0, shift_hours=8.0)


def test_kinds_of_shift_and_their_hours_are_no_bunching():
    draw = np.random.default_rng(6)
    table = clustering_table(shifts(draw))
    assert table["unit"].tolist() == ["shift", "day", "week"]
    assert ((table["low"] < 1) & (table["high"] > 1)).all()
    assert table["ratio"][:2].to_numpy() == pytest.approx([1, 1], abs=0.2)


def test_many_runs_are_blocks_of_their_own_and_few_are_split_into_weeks():
    draw = np.random.default_rng(9)
    few, many = (clustering_table(shifts(draw, days=28, runs=runs)) for runs in (4, 12))
    assert few["blocks"].tolist() == [16, 16, 16] and many["blocks"].tolist() == [12, 12, 12]
    alone = clustering_table(shifts(draw, days=28))
    assert alone["low"].isna().all() and alone["ratio"].notna().all()


def test_bad_days_bunch_more_by_day_than_by_shift():
    draw = np.random.default_rng(7)
    table = clustering_table(shifts(draw, pace=draw.gamma(1, 1, 140))).set_index("unit")
    assert table.loc["day", "low"] > 1.5
    assert table.loc["day", "ratio"] > table.loc["shift", "ratio"] > 1.2


def test_residents_are_counted_over_their_hours():
    draw = np.random.default_rng(8)
    stays = pd.DataFrame({"run": 0, "resident": range(300), "hours_in_window": draw.uniform(10, 1000, 300)})
    counts = draw.poisson(stays["hours_in_window"] / 100)
    incidents = pd.DataFrame({"run": 0, "resident": np.repeat(stays["resident"], counts)})
    row = clustering_table(shifts(draw, runs=2), stays, incidents).iloc[3]
    assert (row["level"], row["unit"], row["units"]) == ("resident", "stay", 300)
    assert row["low"] < 1 < row["high"]
