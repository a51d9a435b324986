"""A ward in the EMA workbench: its experiments are our runs, and a store goes there and comes back."""

import pickle

import numpy as np
import pandas as pd
import pytest

import milieusim as ms
from milieusim.bridges.ema import EACH, ema_model, from_ema, to_ema
from milieusim.bridges.needed import need

WANTED = "conflict_per_100_obd"
UNCERTAIN = {"contagion_gain": {"low": 0.1, "high": 0.4, "scale": "log"}}
LEVERS = {"milieu.structure": {"low": 0, "high": 1}, "policy.regime": ["england", "germany"]}
HOW = {"days": 2, "warm_up_days": 1, "replications": 3, "seed": 5}


@pytest.fixture
def workbench():
    """Import the workbench before a test does, and with its warnings: that alone takes seconds."""
    need("ema_workbench", "these tests")


def model(**changes):
    return ema_model("acute-ward", UNCERTAIN, LEVERS, **{"outcomes": [WANTED, "occupancy"], **HOW, **changes})


def experiments(of, **how):
    from ema_workbench import perform_experiments

    np.random.seed(1)
    return perform_experiments(of, **how)


@pytest.mark.slow
@pytest.mark.usefixtures("workbench")
def test_experiments_of_the_workbench_are_runs_of_the_ward(played):
    cases, outcomes = experiments(model(), scenarios=3, policies=2)
    assert len(cases) == len(played) == 6 and list(cases.columns[:3]) == ["contagion_gain", *LEVERS]
    for case, call, conflict in zip(cases.to_dict("records"), played, outcomes[WANTED]):
        design = call["design"]
        assert (design.milieu.structure, design.policy.regime) == (
            case["milieu.structure"],
            case["policy.regime"],
        )
        assert call["parameters"]["contagion_gain"] == case["contagion_gain"] and call["seeds"] == [5, 6, 7]
        assert conflict == pytest.approx(5 - 4 * case["milieu.structure"], abs=0.3)


@pytest.mark.slow
@pytest.mark.usefixtures("workbench")
def test_outcomes_go_where_they_are_better():
    kinds = {outcome.name: outcome.kind for outcome in model().outcomes}
    assert kinds == {WANTED: -1, "occupancy": 0}


@pytest.mark.slow
@pytest.mark.usefixtures("workbench")
def test_each_run_can_be_an_outcome(played):
    _, outcomes = experiments(model(each_run=True), scenarios=1, policies=2)
    assert outcomes[WANTED + EACH].shape == (2, 3) and len(np.unique(outcomes[WANTED + EACH])) == 6


@pytest.mark.slow
@pytest.mark.usefixtures("workbench")
def test_an_experiment_that_fails_has_no_outcomes_of_another_one(played):
    start, end = "routine.slots[Lunch].start", "routine.slots[Lunch].end"
    factors = {start: ["12:00", "20:00"], end: ["12:30", "20:30"]}
    failing = ema_model("acute-ward", levers={**factors, **LEVERS}, outcomes=[WANTED], **HOW)
    cases, outcomes = experiments(failing, policies=12)
    late = ((cases[start] == "20:00") & (cases[end] == "12:30")).to_numpy()
    assert 0 < late.sum() < 12 and np.isnan(outcomes[WANTED]).tolist() == late.tolist()
    assert len(failing.failures) == late.sum() and "Lunch" in failing.failures[0][1]


@pytest.mark.slow
@pytest.mark.usefixtures("workbench")
def test_a_model_travels_to_other_processes():
    there = pickle.loads(pickle.dumps(model()))
    assert [one.name for one in there.levers] == list(LEVERS) and there.trials.metrics == [
        WANTED,
        "occupancy",
    ]


@pytest.mark.slow
@pytest.mark.usefixtures("workbench")
def test_every_problem_of_a_model_is_told_at_once():
    with pytest.raises(ms.ConfigError) as problem:
        ema_model(
            "acute-ward", {"milieu.structure": [0.1, 0.2]}, {"milieu.structure": [0.3, 0.4]}, ["conflict"]
        )
    told = "\n".join(problem.value.problems)
    assert "is an uncertainty too" in told and "there is no metric 'conflict'" in told
    with pytest.raises(ms.ConfigError, match=r"uncertainties is .*must be a dict(.|\n)*letters and digits"):
        ema_model("acute-ward", ["milieu.structure"], LEVERS, name="my ward")
    with pytest.raises(ms.ConfigError, match="has a single level"):
        ema_model("acute-ward", {"policy.regime": ["england"]})


def test_a_store_is_experiments_and_outcomes(store):
    cases, outcomes = to_ema(store, levers=["milieu.structure"])
    means = store.metrics().groupby("point")[WANTED].mean()
    assert np.allclose(outcomes[WANTED], means) and len(cases) == 8
    assert cases["model"].tolist() == ["acute-ward"] * 4 + ["open-unit"] * 4
    assert cases["policy"].nunique() == 2 and cases["scenario"].nunique() == 2
    by_day = store.series().merge(store.metrics()[["run", "point"]]).groupby("point")["conflict"].mean()
    assert outcomes["conflict_by_day"].shape == (8, 1) and np.allclose(
        outcomes["conflict_by_day"][:, 0], by_day
    )
    with pytest.raises(ms.DataError, match="conflict_by_day are rows by day"):
        from_ema(cases, {"conflict_by_day": outcomes["conflict_by_day"]})
    with pytest.raises(ms.DataError, match="no metric 'x'.*no factor 'milieu.support'"):
        to_ema(store, "x", "milieu.support")


def test_a_store_comes_back_from_the_workbench_as_it_went(store):
    points, metrics = from_ema(*to_ema(store, each_run=True))
    pd.testing.assert_frame_equal(points, store.points(), check_dtype=False, check_categorical=False)
    there = store.metrics().drop(columns="run_id")
    pd.testing.assert_frame_equal(metrics, there, check_dtype=False, check_categorical=False)


@pytest.mark.slow
@pytest.mark.usefixtures("workbench")
def test_what_was_saved_by_the_workbench_comes_back(store, tmp_path):
    from ema_workbench import load_results, save_results

    results = to_ema(store, [WANTED], each_run=True)
    save_results(results, str(tmp_path / "saved.tar.gz"))
    points, metrics = from_ema(*load_results(str(tmp_path / "saved.tar.gz")))
    assert np.allclose(points["milieu.structure"], store.points()["milieu.structure"])
    assert np.allclose(metrics[WANTED], results[1][WANTED + EACH].ravel())


def test_outcomes_that_do_not_fit_are_refused(store):
    cases, outcomes = to_ema(store, [WANTED])
    with pytest.raises(ms.DataError, match="8 experiments, and outcomes of conflict_per_100_obd 7 x 1"):
        from_ema(cases, {WANTED: outcomes[WANTED][:7]})


def test_without_the_extra_one_sentence_says_what_to_install(monkeypatch):
    monkeypatch.setattr("milieusim.bridges.needed.find_spec", lambda name: None)
    with pytest.raises(
        ms.DataError, match=r"ema_model needs ema-workbench.*pip install 'milieusim\[bridges\]'"
    ):
        model()
