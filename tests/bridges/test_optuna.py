"""A search by optuna: trials follow from their numbers, go on after a stop, and fail without ending it."""

import pytest
from played_runs import played_into

import milieusim as ms
from milieusim.bridges.optuna_search import Search, optimise

FACTORS = {
    "milieu.structure": {"low": 0, "high": 1},
    "rota.early.registered_nurse": {"low": 2, "high": 4, "whole": True},
}
WANTED = "conflict_per_100_obd"
HOW = {"replications": 3, "days": 2, "warm_up_days": 1}


def told(study):
    """Return what tells trials apart: state, values of factors, values of metrics."""
    return [(trial.state.name, trial.params, trial.values, trial.user_attrs) for trial in study.trials]


def states(study):
    """Return how each trial stands."""
    return [trial.state.name for trial in study.trials]


def in_memory():
    """Return a storage that outlives a study, as a file does."""
    import optuna  # what is only collected needs none of it

    return optuna.storages.InMemoryStorage()


def test_what_is_better_is_found_and_its_runs_are_told(played):
    study = optimise("acute-ward", FACTORS, WANTED, trials=12, **HOW)
    assert study.best_params["milieu.structure"] > 0.6
    assert study.trials[4].user_attrs["seeds"] == [13, 15] and played[4]["seeds"] == [13, 14, 15]
    assert 0 < study.trials[4].user_attrs["standard_errors"][WANTED] < 1
    first = study.trials[0].params
    assert played[0]["design"].milieu.structure == first["milieu.structure"]
    assert played[0]["design"].rota.early.registered_nurse == first["rota.early.registered_nurse"]
    assert (played[0]["days"], played[0]["warm_up_days"]) == (2, 1)


def test_a_search_that_was_stopped_goes_the_way_of_one_that_was_not(played, monkeypatch):
    whole = told(optimise("acute-ward", FACTORS, WANTED, trials=13, **HOW))
    storage = in_memory()

    def stop(trial):
        if trial.number == 10:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        optimise("acute-ward", FACTORS, WANTED, trials=13, storage=storage, progress=stop, **HOW)
    monkeypatch.setattr("milieusim.bridges.trial_runs.applied", _interrupted)
    with pytest.raises(KeyboardInterrupt):
        optimise("acute-ward", FACTORS, WANTED, trials=13, storage=storage, **HOW)
    monkeypatch.undo()
    monkeypatch.setattr("milieusim.engines.simulate.simulate_many", played_into(played))
    assert states(Search("acute-ward", FACTORS, WANTED, **HOW).study(storage))[-1] == "RUNNING"
    assert told(optimise("acute-ward", FACTORS, WANTED, trials=13, storage=storage, **HOW)) == whole


def _interrupted(*given):
    raise KeyboardInterrupt


def test_a_trial_that_was_stopped_while_it_was_asked_for_fails(played):
    search, storage = Search("acute-ward", FACTORS, WANTED, **HOW), in_memory()
    search.study(storage).ask()
    study = optimise("acute-ward", FACTORS, WANTED, trials=2, storage=storage, **HOW)
    assert states(study) == ["FAIL", "COMPLETE"]
    assert "stopped" in study.trials[0].user_attrs["failure"]


def test_open_trials_of_others_are_left_alone(played):
    search, storage = Search("acute-ward", FACTORS, WANTED, **HOW), in_memory()
    search.ask(search.study(storage))
    study = optimise("acute-ward", FACTORS, WANTED, trials=2, storage=storage, take_up=False, **HOW)
    assert states(study) == ["RUNNING", "COMPLETE"]


def test_values_that_do_not_go_together_fail_with_the_reason(played):
    factors = {
        "routine.slots[Lunch].start": ["12:00", "20:00"],
        "routine.slots[Lunch].end": ["12:30", "20:30"],
    }
    study = optimise("acute-ward", factors, WANTED, trials=8, **HOW)
    failed = [trial for trial in study.trials if trial.state.name == "FAIL"]
    assert failed and len(failed) < 8
    for trial in failed:
        assert (
            trial.params["routine.slots[Lunch].start"] == "20:00" and "Lunch" in trial.user_attrs["failure"]
        )


def test_a_metric_that_is_missing_in_all_runs_fails(played):
    study = optimise("acute-ward", FACTORS, "wellbeing_gain_day14", trials=1, **HOW)
    assert states(study) == ["FAIL"]
    assert "'wellbeing_gain_day14' is missing in all 3 runs" in study.trials[0].user_attrs["failure"]


def test_several_metrics_go_in_their_own_directions(played):
    import optuna

    metrics = {WANTED: None, "occupancy": "higher"}
    sampler = lambda seed: optuna.samplers.RandomSampler(seed=seed)  # noqa: E731
    study = optimise("acute-ward", FACTORS, metrics, trials=2, sampler=sampler, **HOW)
    assert [direction.name for direction in study.directions] == ["MINIMIZE", "MAXIMIZE"]
    assert len(study.trials[1].values) == 2
    with pytest.raises(ms.ConfigError, match="'occupancy' is 'neither'; it must be lower or higher"):
        optimise("acute-ward", FACTORS, ["occupancy"], trials=1)


def test_parameter_sets_share_the_seeds_of_a_trial(played):
    optimise("acute-ward", FACTORS, WANTED, trials=2, parameters="posterior", sets=4, **HOW)
    of_second = [call["seeds"] for call in played[-4:]]
    assert of_second[0] == of_second[-1] == [4, 5, 6]


def test_another_question_does_not_go_on_with_the_trials_of_a_study(played):
    storage = in_memory()
    optimise("acute-ward", FACTORS, WANTED, trials=1, storage=storage, **HOW)
    with pytest.raises(ms.ConfigError, match="days: 2 in the study, 3 now"):
        optimise("acute-ward", FACTORS, WANTED, trials=2, storage=storage, **{**HOW, "days": 3})
    with pytest.raises(ms.ConfigError, match="holds trials of another question"):
        optimise("acute-ward", FACTORS, {WANTED: "higher"}, trials=2, storage=storage, **HOW)


def test_every_problem_of_a_question_is_told_at_once():
    factors = {"milieu.structure": {"low": 1, "high": 0}, "milieu.suport": [0.1, 0.2]}
    with pytest.raises(ms.ConfigError) as problem:
        Search("acute-ward", factors, "conflict", days=0, replicatons=3, designs="open-unit")
    told = "\n".join(problem.value.problems)
    assert "there is no metric 'conflict'" in told
    assert "replicatons: a trial takes" in told and "designs: a trial takes" in told
    assert "low must be below high" in told and "Did you mean 'support'" in told and "days" in told


def test_trials_are_of_one_design():
    with pytest.raises(ms.ConfigError, match="base is acute-ward and open-unit; trials change one design"):
        Search(["acute-ward", "open-unit"], FACTORS, WANTED)


def test_a_sampler_that_has_a_seed_already_is_told_what_is_wanted():
    import optuna

    with pytest.raises(ms.ConfigError, match="must be a function from a seed to a sampler"):
        Search("acute-ward", FACTORS, WANTED, sampler=optuna.samplers.RandomSampler(seed=1))


def test_without_the_extra_one_sentence_says_what_to_install(monkeypatch):
    monkeypatch.setattr("milieusim.bridges.needed.find_spec", lambda name: None)
    with pytest.raises(ms.DataError, match=r"optimise needs optuna.*pip install 'milieusim\[bridges\]'"):
        optimise("acute-ward", FACTORS, WANTED)


@pytest.mark.parametrize("trials", [0, -1, 2.5, True, "3"])
def test_a_number_of_trials_that_is_none_is_told_before_a_study_is_opened(played, trials):
    storage = in_memory()
    with pytest.raises(ms.ConfigError, match="trials is .*; it must be a whole number, 1 or more") as told:
        optimise("acute-ward", FACTORS, "no_such", trials=trials, storage=storage, **HOW)
    assert any("no_such" in line for line in told.value.problems)
    assert storage.get_all_studies() == [] and played == []


def test_a_storage_that_is_no_address_is_told(played):
    with pytest.raises(ms.ConfigError, match="storage is 'search.db'; .* such as sqlite:///search.db"):
        optimise("acute-ward", FACTORS, WANTED, trials=1, storage="search.db", **HOW)
