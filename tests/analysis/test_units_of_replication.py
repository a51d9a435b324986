"""What counts as independent: parameter sets, where there are several, and not their seeds; else seeds."""

import itertools

import numpy as np
import pandas as pd
import pytest

from milieusim.analysis.sensitivity.by_sampling import sensitivity_of
from milieusim.analysis.sensitivity.full_grid import full_grid_table
from milieusim.analysis.sensitivity.given_data import given_data_table
from milieusim.analysis.sensitivity.point_means import point_means
from milieusim.analysis.surfaces.surfaces import response_surface
from milieusim.errors import DataError

SIDE = np.linspace(0, 1, 5)
POINTS = pd.DataFrame(itertools.product(SIDE, SIDE), columns=["x", "y"]).assign(point=range(25))
OVER_SETS, OVER_SEEDS = "over plausible parameter sets", "for these parameters, over chance"


def runs_of(draw, sets=10, seeds=8, slope=1.0, bowl=1.0, spread=1.0, level=1.0, noise=0.3, points=POINTS):
    """Return runs whose sets differ in level and in how steep x is; y is best in the middle."""
    steep, lift = (
        slope + spread * draw.normal(size=(sets, 1, 1)),
        level * draw.normal(size=(sets, 1, 1)),
    )
    x, y = (points[name].to_numpy() for name in ("x", "y"))
    values = lift + steep * (x - 0.5) - bowl * (y - 0.5) ** 2
    values = values + noise * draw.normal(size=(sets, seeds, len(points)))
    index = pd.MultiIndex.from_product(
        [range(sets), range(seeds), points["point"]], names=["parameter_set", "seed", "point"]
    )
    return pd.Series(values.ravel(), index, name="m").reset_index()


def surface_of(runs, kind="quadratic", **options):
    return response_surface(
        POINTS, runs, "m", "x", "y", kind=kind, better="higher", steps=5, draws=300, **options
    )


@pytest.mark.parametrize(
    ("kind", "sets", "seeds"),
    [
        ("quadratic", 10, 8),
        ("quadratic", 40, 2),
        ("quadratic", 3, 8),
        pytest.param("gaussian_process", 10, 8, marks=pytest.mark.slow),
    ],
)
def test_intervals_of_a_surface_hold_the_mean_over_sets_as_often_as_they_say(kind, sets, seeds):
    draw, held, places = np.random.default_rng(1), [], []
    for _ in range(60 if kind == "quadratic" else 25):
        found = surface_of(runs_of(draw, sets, seeds), kind)
        truth = (found.grid["x"] - 0.5) - (found.grid["y"] - 0.5) ** 2
        held.append(((found.grid["low"] <= truth) & (truth <= found.grid["high"])).mean())
        best = found.optimum.iloc[0]
        places.append(best["y_low"] <= 0.5 <= best["y_high"] and best["x_low"] <= 1 <= best["x_high"])
    assert 0.88 <= np.mean(held) <= 0.99
    assert np.mean(places) >= 0.88


def test_more_seeds_of_the_same_sets_leave_what_the_sets_leave_open():
    widths = []
    for seeds in (2, 80):
        grid = surface_of(runs_of(np.random.default_rng(2), 10, seeds, noise=0.1)).grid
        widths.append((grid["high"] - grid["low"]).mean())
    assert widths[1] == pytest.approx(widths[0], rel=0.35)


def test_an_optimum_that_sets_disagree_on_has_a_long_interval_however_many_seeds():
    draw = np.random.default_rng(3)
    runs = runs_of(draw, 10, 40, slope=0.0, spread=2.0, bowl=0.0)
    best = surface_of(runs).optimum.iloc[0]
    assert (best["x_low"], best["x_high"]) == (0, 1)


@pytest.mark.parametrize(("sets", "seeds"), [(10, 20), (10, 1), (4, 10)])
def test_a_factor_that_does_nothing_on_average_is_seldom_named(sets, seeds):
    draw, above = np.random.default_rng(4), []
    for _ in range(150):
        runs = runs_of(draw, sets, seeds, slope=0.0, spread=0.3, level=0.3)
        table = full_grid_table(POINTS, runs, "m", ["x", "y"], resamples=2).set_index("factor")
        above.append(table.loc["x", "p"] < 0.05)
        assert above[-1] == bool(table.loc["x", "first"] > table.loc["x", "threshold"])
    assert np.mean(above) <= 0.11


@pytest.mark.parametrize("sets", [10, 40])
def test_intervals_of_the_effects_of_a_grid_hold_the_share_in_the_mean_over_sets(sets):
    draw, held = np.random.default_rng(5), []
    squares = [((SIDE - SIDE.mean()) ** 2).mean(), np.var((SIDE - 0.5) ** 2)]
    truth = np.array(squares) / sum(squares)
    for _ in range(100):
        runs = runs_of(draw, sets, 4, spread=0.3)
        table = full_grid_table(POINTS, runs, "m", ["x", "y"], resamples=300)
        held.append((table["first_low"] <= truth) & (truth <= table["first_high"]))
    assert ((np.mean(held, axis=0) >= 0.88) & (np.mean(held, axis=0) <= 1)).all()


def test_a_factor_of_any_sample_that_does_nothing_on_average_is_seldom_named():
    draw, above = np.random.default_rng(6), []
    for _ in range(60):
        points = pd.DataFrame(draw.random((40, 2)), columns=["x", "y"]).assign(point=range(40))
        runs = runs_of(draw, 10, 5, slope=0.0, spread=0.5, bowl=4.0, points=points)
        table = given_data_table(points, runs, ["m"], resamples=2).set_index("factor")
        above.append(table.loc["x", "first"] > table.loc["x", "threshold"])
        assert above[-1] == (table.loc["x", "p"] < 0.05)
    assert np.mean(above) <= 0.12


def test_answers_say_what_they_hold_over():
    draw = np.random.default_rng(7)
    many, one = runs_of(draw), runs_of(draw, sets=1)
    for runs, over in ((many, OVER_SETS), (one, OVER_SEEDS), (one.drop(columns="parameter_set"), OVER_SEEDS)):
        surface = surface_of(runs)
        assert surface.over == over and surface.sentence().endswith(f"Intervals hold {over}.")
        assert point_means(runs, "m").over == over
    for kind in ("factorial", "table"):
        table = sensitivity_of(POINTS.assign(design="ward"), many, ["m"], kind)
        assert set(table["over"]) == {OVER_SETS}


def test_sets_with_more_seeds_weigh_more_and_a_lost_run_loses_no_pairing():
    runs = runs_of(np.random.default_rng(8), sets=6, seeds=4)
    even = point_means(runs, "m")
    assert even.crossed.shape == (25, 6) and even.crossed.mean(axis=1) == pytest.approx(even.means)
    heavy = runs[(runs["parameter_set"] == 0) | (runs["seed"] < 2)]
    heavy = point_means(heavy[heavy.index != heavy.index[3]], "m")
    assert heavy.crossed.shape == (25, 6) and heavy.crossed.mean(axis=1) == pytest.approx(heavy.means)
    assert heavy.runs.tolist() == [14, 14, 14, 13] + 21 * [14]


def test_points_with_other_sets_each_have_the_chance_of_their_sets():
    draw = np.random.default_rng(9)
    points = POINTS.assign(point=POINTS["point"])
    runs = runs_of(draw, sets=5, seeds=10, level=2.0, spread=0.0, noise=0.1)
    lift = 2.0 * draw.normal(size=(25, 5))
    runs["m"] += lift[runs["point"], runs["parameter_set"]]
    runs["parameter_set"] = runs["parameter_set"].astype(str) + "." + runs["point"].astype(str)
    means = point_means(runs[runs["point"].isin(points["point"])], "m")
    assert means.crossed is None and means.chance.mean() == pytest.approx(8 / 5, rel=0.5)


def test_other_factors_are_chosen_and_no_replicates():
    draw = np.random.default_rng(10)
    one = runs_of(draw, sets=1, seeds=6, noise=0.05)
    twice = pd.concat([one, one.assign(point=one["point"] + 100, m=one["m"] + 5 * POINTS["x"].iloc[0] + 3)])
    points = pd.concat([POINTS.assign(other=0), POINTS.assign(point=POINTS["point"] + 100, other=1)])
    found = response_surface(points, twice, "m", "x", "y", kind="quadratic", better="higher", steps=5)
    alone = surface_of(one)
    width = [(one.grid["high"] - one.grid["low"]).mean() for one in (found, alone)]
    assert width[0] == pytest.approx(width[1], rel=0.2) and (found.points["runs"] == 12).all()


def test_a_few_gaps_change_no_interval_and_many_are_refused():
    runs = runs_of(np.random.default_rng(11), sets=12, seeds=2)
    cell = runs["point"] * 12 + runs["parameter_set"]
    width = []
    for lost in ([], [3, 77, 200]):
        grid = surface_of(runs.assign(m=runs["m"].where(~cell.isin(lost)))).grid
        width.append((grid["high"] - grid["low"]).mean())
    assert width[1] == pytest.approx(width[0], rel=0.1)
    with pytest.raises(DataError, match="many parameter sets at some points"):
        surface_of(runs.assign(m=runs["m"].where(cell % 5 != 0)))
