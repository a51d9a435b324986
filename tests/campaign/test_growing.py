"""A store grows by a superset of its runs and runs nothing twice; anything else is refused with the difference."""

import pyarrow as pa
import pytest
from pyarrow import parquet
from sweeps import experiment, files_of, small

import milieusim as ms
from milieusim.campaign.store.point_files import points_file
from milieusim.campaign.store.store_places import place_at
from milieusim.campaign.sweep.stages import begun

SAMPLED = {"milieu.structure": {"low": 0.1, "high": 0.9}, "contagion_gain": {"low": 0.1, "high": 0.4}}
KEYS = ["design", "parameter_set", "seed"]


def sampled(kind, points, **changes):
    """Return a sampled experiment."""
    how = {"replications": 1, "keep": [], "runs_per_file": 4, "factors": SAMPLED}
    return experiment(**{**how, "sampling": {"kind": kind, "points": points}, **changes})


def table(tmp_path, rows):
    """Return an experiment with a table of points."""
    path = tmp_path / "points.csv"
    path.write_text("milieu.structure,policy.is_locked\n" + "".join(f"{a},{b}\n" for a, b in rows))
    return experiment(factors={}, sampling={"kind": "table", "file": str(path)}, keep=[])


def grown(tmp_path, small_one, large_one):
    """Run an experiment, extend it, and return (new runs, metrics, metrics of the large one alone)."""
    store, seen = tmp_path / "store", []
    ms.run_experiment(small_one, store)
    before = files_of(store)
    extended = ms.run_experiment(large_one, store, progress=seen.append)
    after = files_of(store)
    assert {name: after[name] for name in before if name != "manifest.json"} == {
        name: value for name, value in before.items() if name != "manifest.json"
    }
    alone = ms.run_experiment(large_one, tmp_path / "alone")
    return seen[-1].done - seen[-1].before, extended.metrics(), alone.metrics()


def same_runs(one, other):
    """Whether two tables of metrics hold the same runs, whatever their order."""
    factors = [name for name in one if "." in name or name == "contagion_gain"]
    drop = ["run", "point"]
    keys = [*factors, *KEYS]
    one, other = (
        table.drop(columns=drop)
        .astype({"design": str, "parameter_set": str})
        .sort_values(keys, ignore_index=True)
        for table in (one, other)
    )
    return one.equals(other)


def test_more_replications(tmp_path):
    new, extended, alone = grown(tmp_path, experiment(), experiment(replications=7))
    assert new == 9 and len(extended) == 21 and same_runs(extended, alone)
    assert list(extended["run"]) == list(range(21))


def test_more_levels_and_designs(tmp_path):
    factors = {"milieu.structure": [0.1, 0.3, 0.5, 0.9]}
    larger = experiment(factors=factors, designs=[small(name="other", milieu={"support": 0.9}), small()])
    new, extended, alone = grown(tmp_path, experiment(), larger)
    assert new == 20 and same_runs(extended, alone)


def test_more_rows_of_a_table(tmp_path):
    rows = [(0.2, "true"), (0.4, "false")]
    first = ms.load_experiment(table(tmp_path, rows))
    new, extended, alone = grown(tmp_path, first, table(tmp_path, [*rows, (0.6, "true")]))
    assert new == 4 and same_runs(extended, alone)
    assert extended["policy.is_locked"].dtype == bool


@pytest.mark.parametrize(("kind", "first", "more"), [("sobol", 4, 8), ("morris", 2, 5)])
def test_more_points_of_a_sample(tmp_path, kind, first, more):
    few = ms.load_experiment(sampled(kind, first))
    new, extended, alone = grown(tmp_path, few, sampled(kind, more))
    # Few levels make trajectories cross: a point that comes again is run once.
    assert new == len(alone) - len(set(few.points)) > 0 and same_runs(extended, alone)


@pytest.mark.parametrize(
    ("first", "more"),
    [
        ({"kind": "sobol_sequence", "points": 3}, {"points": 5}),
        ({"kind": "halton_sequence", "points": 3}, {"points": 7}),
        ({"kind": "latin_hypercubes", "points": 3}, {"cubes": 3}),
    ],
)
def test_more_points_of_a_sequence_and_more_cubes_extend_a_store(tmp_path, first, more):
    def asked(sampling):
        return ms.load_experiment(sampled("sobol", 4, sampling={"seed": 5, **sampling}))

    few, many = asked(first), asked({**first, **more})
    before = begun(place_at(tmp_path), few)
    after = begun(place_at(tmp_path), many)
    assert list(few.points) == list(many.points)[:3] and len(few.points) == 3
    assert after.plan().runs == len(many.points) == len(set(many.points)) > 3
    assert after.plan().name(0) == before.plan().name(0)
    other = ms.load_experiment(sampled("sobol", 4, sampling={"seed": 6, **first}))
    assert not set(other.points) & set(few.points)


def test_points_of_before_are_made_again_after_levels_were_added(tmp_path):
    place, factors = place_at(tmp_path), {"milieu.structure": [0.1, 0.3, 0.5, 0.9]}
    before = begun(place, ms.load_experiment(experiment()))
    more = ms.load_experiment(experiment(factors=factors))
    begun(place, more)
    (tmp_path / points_file(before, 0)).unlink()
    assert (begun(place, more).plan().runs, place.exists(points_file(before, 0))) == (16, True)


def test_cubes_of_another_size_are_refused_with_what_would_do(tmp_path):
    begun(place_at(tmp_path), ms.load_experiment(sampled("latin_hypercubes", 4)))
    with pytest.raises(ms.ConfigError, match="raise cubes"):
        begun(place_at(tmp_path), ms.load_experiment(sampled("latin_hypercubes", 8)))


def test_seeds_of_a_list_are_run_and_more_of_them_extend_a_store(tmp_path):
    short = {"days": 1, "warm_up_days": 0, "keep": []}
    first, more = (
        experiment(seeds=seeds, replications=len(seeds), **short) for seeds in ([9, 2], [2, 40, 9])
    )
    new, extended, alone = grown(tmp_path, first, more)
    assert new == 3 and same_runs(extended, alone) and set(extended["seed"]) == {2, 9, 40}


def test_a_list_of_seeds_extends_a_store_of_seeds_in_a_row(tmp_path):
    before = begun(place_at(tmp_path), ms.load_experiment(experiment(seed=5, replications=2)))
    listed = {"seeds": [6, 5, 30], "replications": 3}
    after = begun(place_at(tmp_path), ms.load_experiment(experiment(**listed)))
    assert after.plan().runs == before.plan().runs * 3 // 2
    assert after.plan().name(0) == before.plan().name(0)
    with pytest.raises(ms.ConfigError, match="seeds 6 to 6 of the store are not in this experiment"):
        begun(place_at(tmp_path), ms.load_experiment(experiment(seeds=[5, 30], replications=2)))


def test_more_parameter_sets(tmp_path):
    sets = many_sets()
    few = experiment(parameters=sets, sets=2, replications=2)
    new, extended, alone = grown(tmp_path, few, experiment(parameters=sets, sets=3, replications=2))
    assert new == 6 and same_runs(extended, alone) and extended["parameter_set"].nunique() == 3


def many_sets(weights=(1, 1, 1, 1)):
    """Return four sets of parameters."""
    from milieusim.ledger.parameter_sets import ParameterSets
    from milieusim.ledger.parameters import ledger

    return ParameterSets(ledger(), {"contagion_gain": [0.1, 0.2, 0.3, 0.4]}, range(4), weights, name="tried")


def test_set_that_weighs_more_comes_again_on_further_seeds(tmp_path):
    asked = experiment(parameters=many_sets((5, 1, 1, 1)), sets=8, replications=2, factors={}, keep=[])
    metrics = ms.run_experiment(asked, tmp_path / "store").metrics()
    assert len(metrics) == 16 and not metrics.duplicated(["parameter_set", "seed"]).any()
    assert metrics.groupby("parameter_set", observed=True).size().max() == 10


def test_sets_of_a_file_beside_the_experiment(tmp_path):
    import pandas as pd
    import yaml
    from sweeps import SMALL

    (tmp_path / "small.yaml").write_text(yaml.safe_dump(SMALL))
    sets = {"parameter_set": [4, 9], "weight": [1.0, 1.0], "contagion_gain": [0.1, 0.4]}
    pd.DataFrame(sets).to_parquet(tmp_path / "own.parquet")
    asked = experiment(designs=["small.yaml"], parameters="own.parquet", replications=2, factors={}, keep=[])
    (tmp_path / "experiment.yaml").write_text(yaml.safe_dump(asked))
    metrics = ms.run_experiment(tmp_path / "experiment.yaml", tmp_path / "store").metrics()
    assert metrics["parameter_set"].astype(str).tolist() == ["own-4", "own-4", "own-9", "own-9"] or (
        metrics["parameter_set"].astype(str).tolist() == ["own-9", "own-9", "own-4", "own-4"]
    )
    for _, row in metrics.iterrows():
        gain = {"own-4": 0.1, "own-9": 0.4}[row["parameter_set"]]
        parameters = ms.load_parameters().replace(contagion_gain=gain)
        alone = ms.simulate(small(), days=7, warm_up_days=7, seed=row["seed"], parameters=parameters)
        assert alone.metrics()["conflict_per_shift"] == row["conflict_per_shift"]


def test_extension_that_was_stopped_goes_on(tmp_path):
    store, larger = tmp_path / "store", experiment(replications=9)
    ms.run_experiment(experiment(), store)

    def stop(progress):
        if progress.done > progress.before:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        ms.run_experiment(larger, store, workers=1, progress=stop)
    ms.run_experiment(larger, store)
    ms.run_experiment(experiment(), tmp_path / "other")
    ms.run_experiment(larger, tmp_path / "other", workers=1)
    assert files_of(store) == files_of(tmp_path / "other")


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"days": 8}, "days: 7 in the store, 8 now"),
        ({"seed": 2}, "seed: 1 in the store, 2 now"),
        ({"seed": 2}, "replications: seeds 1 to 1 of the store are not in this experiment"),
        ({"replications": 3}, "replications: seeds 4 to 4 of the store are not in this experiment"),
        ({"keep": []}, "keep: [incidents, slots] in the store, [] now"),
        (
            {"factors": {"milieu.support": [0.1]}},
            "factors: milieu.structure in the store, milieu.support now",
        ),
        (
            {"factors": {"milieu.structure": [0.1]}},
            "2 of 3 in the store are not in this experiment, such as small",
        ),
        ({"designs": [small(milieu={"support": 0.9})]}, "design small: milieu.support: 0.5 -> 0.9"),
        ({"parameters": ms.load_parameters().replace(contagion_gain=0.2)}, "parameters: 'best' in the store"),
    ],
)
def test_other_experiment_is_refused_with_the_difference(undisturbed, changes, told):
    before = files_of(undisturbed)
    with pytest.raises(ms.ConfigError) as refused:
        ms.run_experiment(experiment(**changes), undisturbed)
    assert any(told in line for line in refused.value.problems), refused.value.problems
    assert "holds runs of another experiment" in refused.value.problems[0]
    assert files_of(undisturbed) == before


def test_latin_hypercube_of_another_size_is_refused_with_the_reason(tmp_path):
    ms.run_experiment(sampled("latin_hypercube", 4), tmp_path / "store")
    with pytest.raises(ms.ConfigError, match="a Latin hypercube of another size is another sample"):
        ms.run_experiment(sampled("latin_hypercube", 8), tmp_path / "store")


def test_other_code_is_refused(tmp_path, monkeypatch):
    from milieusim.campaign.store import manifest

    ms.run_experiment(experiment(replications=1), tmp_path / "store")
    code = {**manifest.code_digests(), "rules": "0123456789abcdef"}
    monkeypatch.setattr(manifest, "code_digests", lambda rules: code)
    with pytest.raises(ms.ConfigError, match="code of rules: .* in the store, 0123456789abcdef now"):
        ms.run_experiment(experiment(replications=2), tmp_path / "store")


def test_worker_with_another_ledger_is_refused(tmp_path, monkeypatch):
    from milieusim.campaign.sweep import work

    ledger = {**work.plain_ledger(), "contagion_gain": 0.123}
    monkeypatch.setattr(work, "plain_ledger", lambda: ledger)
    with pytest.raises(ms.ConfigError, match="has other code than the store: parameters"):
        ms.run_experiment(experiment(), tmp_path / "store")


def test_folder_of_something_else_is_refused_and_left_as_it_is(tmp_path):
    (tmp_path / "thesis.txt").write_text("three years of work")
    with pytest.raises(ms.ConfigError, match="holds thesis.txt and no store"):
        ms.run_experiment(experiment(), tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.txt"]


def test_store_whose_points_number_their_designs_otherwise_is_extended(tmp_path):
    first = experiment(replications=1, keep=[])
    store = ms.run_experiment(first, tmp_path / "store")
    path = tmp_path / "store" / points_file(store.manifest, 0)
    points = parquet.read_table(path)
    short = points["design"].cast(pa.dictionary(pa.int8(), pa.string()))
    parquet.write_table(points.set_column(1, "design", short), path)
    ms.run_experiment({**first, "replications": 2}, tmp_path / "store")  # has a second stage
    designs = [small(), small(name="other")]
    larger = ms.run_experiment({**first, "replications": 2, "designs": designs}, tmp_path / "store")
    assert larger.metrics().groupby("design", observed=True).size().to_dict() == {"small": 6, "other": 6}
