"""A run that fails is kept as a failure, with its stage and its inputs; the rest goes on."""

import pytest
from sweeps import experiment, files_of, small

import milieusim as ms
from milieusim.analysis.metrics.metrics import METRICS

COLUMNS = "run point design milieu.structure parameter_set seed run_id stage error message".split()


@pytest.fixture
def failing_metric():
    """Register a metric that about one run in a hundred cannot work out."""

    def unlucky(run):
        shifts = run.rows("shifts")
        if int(1e6 * float(shifts["mean_arousal"].sum())) % 100 == 7:
            raise ZeroDivisionError("nothing to divide by")
        return 1.0

    ms.register_metric("unlucky", unlucky, "Fails now and then.", "none", "a test")
    yield
    METRICS.pop("unlucky")


@pytest.mark.slow
def test_one_run_in_a_hundred_fails_and_the_rest_goes_on(failing_metric, tmp_path):
    asked = experiment(replications=200, runs_per_file=20, keep=["incidents"])
    store = ms.run_experiment(asked, tmp_path / "store")
    failures, metrics = store.failures(), store.metrics()
    assert 1 <= len(failures) <= 20
    assert sorted([*failures["run"], *metrics["run"]]) == list(range(600))
    assert list(failures.columns) == COLUMNS
    assert set(failures["stage"]) == {"measuring"} and set(failures["error"]) == {"ZeroDivisionError"}
    assert not set(store.table("incidents")["run"]) & set(failures["run"])
    assert failures["message"].str.contains("nothing to divide by").all()


def test_failures_are_the_same_bytes_and_are_not_tried_again(failing_metric, tmp_path):
    asked = experiment(replications=100, runs_per_file=20, keep=[])
    one, other = tmp_path / "one", tmp_path / "other"
    first = ms.run_experiment(asked, one, workers=1)
    ms.run_experiment(asked, other, workers=2)
    assert files_of(one) == files_of(other) and len(first.failures())
    seen = []
    ms.run_experiment(asked, one, progress=seen.append)
    assert seen[-1].before == 300 and seen[-1].failed == len(first.failures())


def test_failed_run_can_be_run_again_alone_from_what_is_kept(failing_metric, tmp_path):
    store = ms.run_experiment(experiment(replications=100, runs_per_file=50, keep=[]), tmp_path / "store")
    row = store.failures().iloc[0]
    design = small().replace({"milieu.structure": row["milieu.structure"]})
    run = ms.simulate(design, days=7, warm_up_days=7, seed=int(row["seed"]))
    assert run.run_id == row["run_id"]
    with pytest.raises(ms.DataError, match="nothing to divide by"):
        run.metrics()


def test_point_that_does_not_work_fails_for_all_its_seeds(tmp_path):
    factors = {
        "routine.slots[Group].start": ["14:00", "16:00"],
        "routine.slots[Group].end": ["15:00", "17:00"],
    }
    store = ms.run_experiment(experiment(factors=factors, replications=3), tmp_path / "store")
    failures = store.failures()
    assert len(failures) == 3 and len(store.metrics()) == 9
    assert set(failures["stage"]) == {"design"} and failures["run_id"].isna().all()
    assert set(failures["routine.slots[Group].start"]) == {"16:00"}
    assert set(failures["routine.slots[Group].end"]) == {"15:00"}


def test_own_rule_that_raises_fails_its_runs_on_the_agents_engine(tmp_path):
    plain = ms.RULES["next_arousal"].function
    names = plain.__code__.co_varnames[: plain.__code__.co_argcount]
    scope = {"plain": plain}
    source = (
        f"def touchy({', '.join(names)}):\n"
        f"    value = plain({', '.join(names)})\n"
        "    if value > 0.97:\n"
        "        raise ArithmeticError('too much')\n"
        "    return value\n"
    )
    exec(source, scope)
    asked = experiment(days=1, warm_up_days=1, engine="agents", factors={}, replications=6, keep=[])
    rules = {"next_arousal": scope["touchy"]}
    store = ms.run_experiment(asked, tmp_path / "store", executor="threads", rules=rules)
    failures = store.failures()
    assert len(failures) + len(store.metrics()) == 6
    assert set(failures["stage"]) <= {"simulating"} and set(failures["error"]) <= {"ArithmeticError"}
    with pytest.raises(ms.ConfigError, match="code of rule next_arousal"):
        ms.run_experiment(asked, tmp_path / "store", executor="threads")
