"""Values of numpy, pandas and pathlib are taken as Python's own, by every door alike."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import milieusim as ms
from milieusim.errors import ConfigError
from milieusim.python_values import as_python

EXPERIMENT = {"name": "x", "designs": ["acute-ward"], "days": 1, "warm_up_days": 1}
SMALL = Path(__file__).parent / "designs" / "small.yaml"


@pytest.mark.parametrize(
    ("value", "own"),
    [
        (np.int64(18), 18),
        (np.uint8(18), 18),
        (np.float32(0.5), 0.5),
        (np.float64(0.1), 0.1),
        (np.bool_(True), True),
        (np.str_("lunch"), "lunch"),
        (np.array(3), 3),
        (np.array([[1, 2], [3, 4]]), [[1, 2], [3, 4]]),
        (range(3), [0, 1, 2]),
        (pd.Index(["a", "b"]), ["a", "b"]),
        (pd.Series([1, 2], dtype="Int64"), [1, 2]),
        (pd.Categorical(["a", "b"]), ["a", "b"]),
        (Path("a") / "b", str(Path("a") / "b")),
        ({np.str_("a"): (np.int64(1), [np.bool_(False)])}, {"a": [1, [False]]}),
        (None, None),
        (True, True),
    ],
    ids=str,
)
def test_a_value_becomes_pythons_own(value, own):
    def types(found):
        if isinstance(found, dict):
            return {key: types(item) for key, item in found.items()}
        return [types(item) for item in found] if isinstance(found, list) else type(found)

    found = as_python(value)
    assert found == own and types(found) == types(own)


def test_what_is_no_value_is_left_as_it_is():
    for thing in (object(), np.ndarray, len, ms.load_design("acute-ward")):
        assert as_python(thing) is thing


@pytest.mark.parametrize(
    ("path", "value", "own"),
    [
        ("ward.beds", np.int64(18), 18),
        ("ward.beds", np.array(18), 18),
        ("policy.is_locked", np.bool_(True), True),
        ("milieu.support", np.float32(0.5), 0.5),
        ("milieu.support", np.int64(1), 1.0),
        ("routine.wake", np.str_("07:15"), "07:15"),
        ("routine.slots[Lunch].days", np.array(["mon", "tue"]), ("mon", "tue")),
        ("routine.slots[Lunch].days", pd.Index(["mon", "tue"]), ("mon", "tue")),
    ],
    ids=str,
)
def test_a_design_takes_them_in_place_of_pythons_own(path, value, own, small):
    assert small.replace({path: value}) == small.replace({path: own})
    changed = small.replace({path: value}).model_dump_json()
    assert changed == small.replace({path: own}).model_dump_json()


def test_a_row_of_a_table_can_be_the_changes(small):
    table = pd.DataFrame({"milieu.support": [0.2, 0.8], "ward.beds": [10, 12]}).astype(object)
    assert small.replace(table.iloc[1]) == small.replace({"milieu.support": 0.8, "ward.beds": 12})
    best = ms.load_parameters()
    assert best.replace(pd.Series({"arousal_gain": 0.5})) == best.replace(arousal_gain=0.5)


def test_a_value_that_is_wrong_is_told_as_pythons_own(small):
    with pytest.raises(ConfigError, match="ward.beds is 0; it must be"):
        small.replace({"ward.beds": np.int64(0)})
    with pytest.raises(ConfigError, match="ward.beds is 1.5; it must be a whole number"):
        small.replace({"ward.beds": np.float64(1.5)})
    with pytest.raises(ConfigError, match="arousal_gain is True; it must be a number"):
        ms.load_parameters().replace(arousal_gain=np.bool_(True))


def test_a_dict_of_a_design_takes_them():
    source = {"based_on": SMALL, "milieu": {"support": np.float64(0.2)}, "ward": {"beds": np.int64(9)}}
    design = ms.load_design(source)
    assert (design.milieu.support, design.ward.beds) == (0.2, 9)


@pytest.mark.parametrize(
    ("path", "levels", "own"),
    [
        ("milieu.support", np.linspace(0.1, 0.9, 3), [0.1, 0.5, 0.9]),
        ("ward.beds", range(16, 19), [16, 17, 18]),
        ("ward.beds", np.arange(16, 19), [16, 17, 18]),
        ("milieu.support", pd.Index([0.1, 0.2]), [0.1, 0.2]),
        ("milieu.support", pd.Series([0.1, 0.2], index=[7, 8]), [0.1, 0.2]),
        ("policy.is_locked", np.array([True, False]), [True, False]),
        ("routine.wake", np.array(["07:00", "07:30"]), ["07:00", "07:30"]),
        (
            "milieu.support",
            {"low": np.float64(0.1), "high": np.float64(0.9), "levels": np.int64(3)},
            {"low": 0.1, "high": 0.9, "levels": 3},
        ),
    ],
    ids=str,
)
def test_levels_of_factors_are_taken_from_any_sequence(path, levels, own):
    given, plain = (ms.load_experiment({**EXPERIMENT, "factors": {path: one}}) for one in (levels, own))
    assert given.factors == plain.factors and given.document() == plain.document()


@pytest.mark.parametrize(
    "designs",
    [SMALL, [SMALL], np.array([str(SMALL)]), pd.Index([str(SMALL)]), (ms.load_design(SMALL),)],
    ids=["path", "list", "array", "index", "design"],
)
def test_designs_of_an_experiment_are_named_in_any_way(designs):
    experiment = ms.load_experiment({**EXPERIMENT, "designs": designs, "replications": np.int32(2)})
    assert list(experiment.designs) == ["small"] and experiment.runs == 2
    assert list(experiment.replace(days=np.int64(2)).designs) == ["small"]


def test_a_list_of_levels_that_are_lists_is_still_refused():
    with pytest.raises(ConfigError, match="levels of several kinds, or levels that are lists"):
        ms.load_experiment({**EXPERIMENT, "factors": {"milieu.support": np.ones((2, 2))}})


def test_runs_take_paths_and_numbers_of_any_library(tmp_path):
    own = ms.simulate(ms.load_design(SMALL), days=1, seed=1, warm_up_days=1, tick_minutes=15).metrics()
    other = ms.simulate(
        SMALL, days=np.int64(1), seed=np.int64(1), warm_up_days=np.int64(1), tick_minutes=np.int64(15)
    )
    assert other.metrics().equals(own)
    runs = ms.simulate_many(SMALL, days=np.int64(1), seeds=np.arange(1, 3), warm_up_days=np.int64(1))
    assert runs.metrics().loc[0, own.index].astype(float).equals(own.rename(0))
    traced = ms.trace(SMALL, day=np.int64(0), warm_up_days=np.int64(1))
    assert traced.equals(ms.trace(SMALL, day=0, warm_up_days=1))


@pytest.mark.parametrize("kind", [list, tuple, np.array, pd.Index], ids=lambda kind: kind.__name__)
def test_a_comparison_takes_them(kind):
    numbers = {"days": np.int64(1), "replications": np.int64(2), "seed": np.int64(1), "workers": np.int64(1)}
    own = ms.compare(["acute-ward", str(SMALL)], days=1, replications=2, parameters="best")
    designs = kind(["acute-ward", str(SMALL)])
    other = ms.compare(designs, parameters=np.str_("best"), **numbers)
    assert other.table.equals(own.table)
    judged = ms.compare(
        [Path("acute-ward"), SMALL],
        parameters="best",
        verdicts=kind(["conflict_per_100_obd"]),
        margins=pd.Series({"conflict_per_100_obd": 0.1}),
        **numbers,
    )
    assert judged.judged == ["conflict_per_100_obd"]


def test_a_sweep_takes_them(tmp_path):
    experiment = {**EXPERIMENT, "designs": SMALL, "factors": {"milieu.support": np.linspace(0.1, 0.9, 2)}}
    store = ms.run_experiment(experiment, store=tmp_path / "store", workers=np.int64(1))
    assert len(store.metrics()) == 2
