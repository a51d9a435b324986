"""Metrics as labelled arrays: every run in its place, gaps where runs failed, units with every variable."""

import numpy as np
import pytest

import milieusim as ms

WANTED = "conflict_per_100_obd"


def test_every_run_of_a_store_stands_in_its_place(store):
    found, some = store.to_xarray(), [WANTED, "occupancy", "wellbeing_gain_day14"]
    assert set(found) == {*ms.METRICS, "conflict_by_day", "wellbeing_by_day", "conflict_by_hour"}
    assert found[WANTED].sizes == {"point": 8, "parameter_set": 1, "replication": 2}
    found = found[some]
    for row in store.metrics().to_dict("records"):
        at = {"point": row["point"], "replication": row["seed"] - 1, "parameter_set": "best"}
        one = found.sel(at)
        assert (int(one["run"]), int(one["seed"])) == (row["run"], row["seed"])
        assert (str(one["design"].values), float(one["contagion_gain"])) == (
            row["design"],
            row["contagion_gain"],
        )
        assert np.array_equal([one[name] for name in some], [row[name] for name in some], True)


def test_variables_and_factors_tell_their_units(store):
    found = store.to_xarray(WANTED)
    assert list(found) == [WANTED]
    assert (
        found[WANTED].attrs["units"] == ms.METRICS[WANTED].unit and found[WANTED].attrs["better"] == "lower"
    )
    assert found["contagion_gain"].attrs["units"] == "0-1"
    assert (found.attrs["name"], found.attrs["days"]) == ("bridged", 1)


def test_a_factorial_is_a_grid_of_designs_and_factors(store):
    flat, grid = store.to_xarray([WANTED]), store.to_xarray([WANTED], grid=True)
    assert dict(grid.sizes) == {
        "design": 2,
        "milieu.structure": 2,
        "contagion_gain": 2,
        "parameter_set": 1,
        "replication": 2,
    }
    assert grid["milieu.structure"].values.tolist() == [0.2, 0.8]
    point = grid["point"].sel({"design": "open-unit", "milieu.structure": 0.8, "contagion_gain": 0.1})
    one = flat.sel(point=int(point))
    assert (str(one["design"].values), float(one["milieu.structure"])) == ("open-unit", 0.8)
    of_grid = grid[WANTED].sel({"design": "open-unit", "milieu.structure": 0.8, "contagion_gain": 0.1})
    assert np.array_equal(of_grid, one[WANTED])


def test_measures_by_day_and_hour_have_a_dimension_of_their_own(store):
    found = store.to_xarray(["wellbeing_by_day", "conflict_by_hour"])
    dims = ("point", "parameter_set", "replication")
    assert found["wellbeing_by_day"].dims == (*dims, "day") and found["conflict_by_hour"].dims == (
        *dims,
        "hour",
    )
    assert found["conflict_by_hour"].attrs["units"] == "events an hour" and found.sizes["hour"] == 24
    by_hour, one = store.series("hour"), found.sel(point=5, parameter_set="best", replication=1)
    alone = by_hour.loc[by_hour["run"] == int(one["run"]), "conflict"]
    assert one["conflict_by_hour"].values.tolist() == alone.tolist()
    assert "conflict_by_day" in store.to_xarray(grid=True)


def test_points_that_are_no_grid_are_told(tmp_path):
    factors = {"milieu.structure": {"low": 0, "high": 1}, "milieu.support": {"low": 0, "high": 1}}
    sampling = {"kind": "latin_hypercube", "points": 3}
    asked = {"name": "spread", "designs": "acute-ward", "days": 1, "warm_up_days": 0, "factors": factors}
    store = ms.run_experiment({**asked, "sampling": sampling}, tmp_path / "store", workers=1)
    with pytest.raises(ms.DataError, match="3 points are no whole grid of 1 x 3 x 3 levels"):
        store.to_xarray(grid=True)
    assert store.to_xarray(WANTED).sizes["point"] == 3


def test_a_run_that_failed_is_a_gap(store, monkeypatch):
    table = store.metrics()
    monkeypatch.setattr(type(store), "metrics", lambda self, columns: table.loc[table["run"] != 5, columns])
    found = store.to_xarray(WANTED)
    assert np.argwhere(np.isnan(found[WANTED].values)).tolist() == [[2, 0, 1]]
    assert np.isnan(found["run"].values[2, 0, 1]) and found["seed"].values.tolist() == [[1, 2]]


def test_runs_of_one_design_lie_along_replications():
    runs = ms.simulate_many("acute-ward", days=1, warm_up_days=0, seeds=[5, 3])
    found = runs.to_xarray([WANTED, "occupancy"])
    assert found["seed"].values.tolist() == [5, 3] and found.attrs["design"] == "acute-ward"
    assert found["occupancy"].values.tolist() == runs.metrics()["occupancy"].tolist()


def test_a_comparison_lies_by_design_and_pair():
    result = ms.compare(["acute-ward", "open-unit"], days=1, replications=3, parameters="best")
    found = result.to_xarray(WANTED)
    assert dict(found.sizes) == {"design": 2, "pair": 3} and found.attrs["base"] == "acute-ward"
    alone = result.metrics[result.metrics["design"] == "open-unit"]
    assert found[WANTED].sel(design="open-unit").values.tolist() == alone[WANTED].tolist()
    assert found["seed"].values.tolist() == alone["seed"].tolist()


def test_a_metric_that_is_not_there_is_told_with_the_nearest(store):
    with pytest.raises(ms.DataError, match="no metric 'occupency' here. Did you mean 'occupancy'"):
        store.to_xarray("occupency")


def test_without_the_extra_one_sentence_says_what_to_install(store, monkeypatch):
    monkeypatch.setattr("milieusim.bridges.needed.find_spec", lambda name: None)
    with pytest.raises(ms.DataError, match=r"pip install 'milieusim\[bridges\]'"):
        store.to_xarray()
