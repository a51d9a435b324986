"""Main effects of full factorials, against grids whose effects are known."""

import itertools

import numpy as np
import pandas as pd
import pytest

from milieusim.analysis.sensitivity.by_sampling import sensitivity_of
from milieusim.analysis.sensitivity.full_grid import full_grid_table, is_full_grid
from milieusim.analysis.sensitivity.given_data import given_data_table
from milieusim.errors import DataError

POINTS = pd.DataFrame(itertools.product([0.0, 0.5, 1.0], [0.0, 1.0]), columns=["one", "two"]).assign(
    point=range(6)
)
VALUE = (2 * POINTS["one"] + 0.7 * POINTS["two"] + 0.8 * POINTS["one"] * POINTS["two"]).to_numpy()


def truth():
    apart = VALUE - VALUE.mean()
    levels = [POINTS.assign(apart=apart).groupby(name)["apart"].transform("mean") for name in ("one", "two")]
    return [float((level**2).sum() / (apart**2).sum()) for level in levels]


def runs_of(value=VALUE, seeds=2, noise=0.0, shared=0.0, draw=None):
    draw = draw or np.random.default_rng(1)
    parts = [
        pd.DataFrame(
            {"point": POINTS["point"], "parameter_set": "best", "seed": seed}
            | {"m": value + noise * draw.normal(size=len(value)) + shared * draw.normal()}
        )
        for seed in range(seeds)
    ]
    return pd.concat(parts)


def table_of(runs, **options):
    return full_grid_table(POINTS, runs, "m", ["one", "two"], **options)


@pytest.mark.parametrize("seeds", [2, 12])
def test_main_effects_of_a_small_grid_are_exact(seeds):
    table = table_of(runs_of(seeds=seeds, shared=5.0))
    assert table["first"].tolist() == pytest.approx(truth())
    assert table["first_low"].tolist() == pytest.approx(truth()) == table["first_high"].tolist()


@pytest.mark.parametrize("seeds", [2, 12])
def test_chance_is_taken_off_and_intervals_hold_the_truth(seeds):
    draw, found = np.random.default_rng(3), []
    for _ in range(60):
        found.append(table_of(runs_of(seeds=seeds, noise=0.4, shared=1.0, draw=draw), resamples=200))
    first = np.mean([table["first"] for table in found], axis=0)
    assert first == pytest.approx(truth(), abs=0.05)
    held = [(table["first_low"] <= truth()) & (table["first_high"] >= truth()) for table in found]
    assert np.mean(held) > 0.85


def test_no_share_leaves_the_range_whatever_chance_does():
    draw = np.random.default_rng(4)
    shares = ["first", "first_low", "first_high", "threshold"]
    for _ in range(40):
        table = table_of(runs_of(0 * VALUE, noise=1.0, draw=draw), resamples=100)
        known = table[shares].dropna()
        assert ((known >= 0) & (known <= 1)).all(axis=None)
        assert (table["first_low"].isna() | (table["first_low"] <= table["first_high"])).all()


@pytest.mark.slow
def test_a_factor_without_effect_stays_below_its_threshold_nineteen_times_in_twenty():
    draw, above = np.random.default_rng(5), []
    for _ in range(200):
        table = table_of(runs_of(2 * POINTS["one"].to_numpy(), seeds=4, noise=1.0, draw=draw), resamples=2)
        above.append(bool(table["first"][1] > table["threshold"][1]))
    assert np.mean(above) == pytest.approx(0.05, abs=0.04)


def test_differences_that_are_chance_alone_have_no_shares():
    # Each seed lifts other points: the means differ by less than their chance.
    lift = np.array([1, -1, 1, -1, 1, -1])
    runs = pd.concat([runs_of(lift, seeds=1), runs_of(-lift, seeds=1).assign(seed=1)])
    runs.loc[runs["point"] == 0, "m"] += 0.1
    assert table_of(runs)["first"].isna().all()


def test_only_whole_grids_with_known_chance_are_taken():
    assert is_full_grid(POINTS, ["one", "two"])
    assert not is_full_grid(POINTS[1:], ["one", "two"]) and not is_full_grid(POINTS, ["one"])
    assert table_of(runs_of(seeds=1)) is None
    runs = runs_of()
    assert table_of(runs.assign(m=runs["m"].where(runs["point"] != 3))) is None


def test_a_factorial_is_analysed_as_one():
    points = POINTS.assign(design="ward")
    table = sensitivity_of(points, runs_of(), ["m"], "factorial")
    assert table["first"].tolist() == pytest.approx(truth()) and table["design"].tolist() == ["ward"] * 2


def test_a_metric_that_a_point_lacks_takes_no_answer_from_the_others():
    runs = runs_of().assign(gaps=lambda runs: runs["m"].where(runs["point"] != 3))
    table = sensitivity_of(POINTS.assign(design="ward"), runs, ["gaps", "m"], "factorial").set_index("metric")
    assert table.loc["gaps", "first"].isna().all() and table.loc["gaps", "points"].tolist() == [5, 5]
    assert table.loc["m", "first"].tolist() == pytest.approx(truth())


def test_too_few_points_are_refused_with_what_would_do():
    with pytest.raises(DataError, match="6 points with a value of 'm' .* 10 at least .* 2 replications"):
        sensitivity_of(POINTS.assign(design="ward"), runs_of(seeds=1), ["m"], "factorial")
    with pytest.raises(DataError, match="1 point with a value"):
        given_data_table(POINTS, runs_of()[:1], ["m"])
