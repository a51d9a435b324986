"""Response surfaces, against functions whose optimum is known."""

import numpy as np
import pandas as pd
import pytest

from milieusim.analysis.surfaces.surfaces import response_surface
from milieusim.errors import DataError

X, Y, NAME = "milieu.structure", "milieu.support", "wellbeing_mean"


def bowl(x, y):
    return 0.5 - 0.4 * (x - 0.6) ** 2 - 0.3 * (y - 0.4) ** 2 + 0.1 * x * y


def sweep(function=bowl, levels=6, seeds=8, noise=0.01, shared=0.0, seed=1, low=0.0, high=1.0):
    draw = np.random.default_rng(seed)
    side = np.linspace(low, high, levels)
    points = (
        pd.DataFrame([(a, b) for a in side for b in side], columns=[X, Y]).rename_axis("point").reset_index()
    )
    truth = function(points[X].to_numpy(), points[Y].to_numpy())
    runs = []
    for one in range(seeds):
        value = truth + shared * draw.normal() + noise * draw.normal(size=len(truth))
        runs.append(
            pd.DataFrame({"point": points["point"], "parameter_set": "best", "seed": one, NAME: value})
        )
    return points, pd.concat(runs, ignore_index=True)


def optimum_of_bowl():
    side = np.linspace(0, 1, 401)
    x, y = np.meshgrid(side, side, indexing="ij")
    at = np.unravel_index(np.argmax(bowl(x, y)), x.shape)
    return side[at[0]], side[at[1]]


@pytest.mark.parametrize("kind", ["quadratic", "gaussian_process"])
def test_the_optimum_of_a_bowl_is_found_inside_its_interval(kind):
    found = response_surface(*sweep(), NAME, X, Y, kind=kind)
    best, (x, y) = found.optimum.iloc[0], optimum_of_bowl()
    assert best[X + "_low"] - 0.02 <= x <= best[X + "_high"] + 0.02
    assert best[Y + "_low"] - 0.02 <= y <= best[Y + "_high"] + 0.02
    assert best[X + "_high"] - best[X + "_low"] < 0.3
    assert best["edges"] == "" and best["share_at_edge"] < 0.05
    assert found.r2_left_out > 0.95 and 0.98 < found.r2_reachable < 1
    assert len(found.grid) == 41 * 41 and (found.grid["low"] <= found.grid["high"]).all()
    assert "edge" not in found.sentence()
    near = found.grid[found.grid["is_as_good"]]
    assert 0 < len(near) < 0.15 * len(found.grid) and near[X].between(best[X] - 0.3, best[X] + 0.3).all()


@pytest.mark.parametrize("kind", ["quadratic", "gaussian_process"])
def test_intervals_of_the_surface_hold_the_truth_about_as_often_as_they_say(kind):
    held = []
    for seed in range(12):
        grid = response_surface(*sweep(seed=seed, noise=0.03), NAME, X, Y, kind=kind, steps=9, draws=200).grid
        held.append(
            ((grid["low"] <= bowl(grid[X], grid[Y])) & (grid["high"] >= bowl(grid[X], grid[Y]))).mean()
        )
    assert 0.85 <= np.mean(held) <= 1


def test_an_optimum_at_the_edge_is_told():
    found = response_surface(*sweep(lambda x, y: x - 0.3 * (y - 0.5) ** 2), NAME, X, Y)
    assert found.optimum["edges"].item() == f"{X} at its highest"
    assert "the best may lie beyond" in found.sentence()
    lowest = response_surface(*sweep(lambda x, y: x - y), NAME, X, Y, better="lower")
    assert lowest.optimum["edges"].item() == f"{X} at its lowest, {Y} at its highest"


def test_a_surface_that_bends_is_taken_where_a_quadratic_fails():
    found = response_surface(*sweep(lambda x, y: np.sin(7 * x) + y, levels=8, noise=0.05), NAME, X, Y)
    assert found.kind == "gaussian_process" and found.r2_left_out > 0.9
    assert response_surface(*sweep(), NAME, X, Y).kind == "quadratic"


def test_what_seeds_do_to_all_points_moves_no_optimum_but_widens_the_level():
    quiet, loud = (
        response_surface(*sweep(shared=shared), NAME, X, Y, kind="quadratic") for shared in (0.0, 0.2)
    )
    width = [one.optimum[X + "_high"].item() - one.optimum[X + "_low"].item() for one in (quiet, loud)]
    assert width[1] == pytest.approx(width[0], abs=0.06)
    assert (loud.grid["high"] - loud.grid["low"]).mean() > 3 * (quiet.grid["high"] - quiet.grid["low"]).mean()


def test_one_run_a_point_is_enough_but_chance_is_then_unknown():
    for kind in ("quadratic", "gaussian_process"):
        found = response_surface(*sweep(seeds=1), NAME, X, Y, kind=kind)
        assert np.isnan(found.r2_reachable) and found.r2_left_out > 0.8
        assert (found.grid["high"] > found.grid["low"]).all()


def test_other_factors_are_averaged_over():
    points, runs = sweep(seeds=3)
    more = points.assign(point=points["point"] + 100, other=1.0)
    points = pd.concat([points.assign(other=0.0), more], ignore_index=True)
    runs = pd.concat([runs, runs.assign(point=runs["point"] + 100)], ignore_index=True)
    found = response_surface(points, runs, NAME, X, Y, kind="quadratic")
    assert len(found.points) == 36 and (found.points["runs"] == 6).all()


def test_what_cannot_be_a_surface_is_refused():
    points, runs = sweep(levels=3)
    with pytest.raises(DataError, match="no column .milieu.nothing"):
        response_surface(points, runs, NAME, X, "milieu.nothing")
    with pytest.raises(DataError, match="3 values"):
        response_surface(*sweep(levels=2), NAME, X, Y)
    with pytest.raises(DataError, match="neither more nor less"):
        response_surface(points, runs.rename(columns={NAME: "occupancy"}), "occupancy", X, Y)
    with pytest.raises(DataError, match="kind is 'cubic'"):
        response_surface(points, runs, NAME, X, Y, kind="cubic")


def test_designs_are_never_pooled_in_silence():
    points, runs = sweep(seeds=2)
    both = pd.concat([points.assign(design="a"), points.assign(design="b", point=points["point"] + 100)])
    twice = pd.concat([runs, runs.assign(point=runs["point"] + 100)])
    with pytest.raises(DataError, match=r"2 designs \(a, b\).*points\[points\['design'\] == 'a'\]"):
        response_surface(both, twice, NAME, X, Y)
    named = pd.concat([runs.assign(design="a"), runs.assign(design="b")])
    with pytest.raises(DataError, match=r"metrics holds 2 designs .*metrics\[metrics"):
        response_surface(points, named, NAME, X, Y)
    one = response_surface(both[both["design"] == "a"], twice, NAME, X, Y, kind="quadratic", steps=5)
    assert one.points["runs"].tolist() == [2] * 36
