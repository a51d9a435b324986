"""Experiment files: every problem told at once, with file and path; points as the sample has them."""

import json

import pytest
from sweeps import experiment, small

import milieusim as ms
from milieusim.campaign.experiment.chunk_size import size_of
from milieusim.campaign.experiment.experiment import experiment_schema
from milieusim.campaign.experiment.notices import notices
from milieusim.campaign.experiment.points import sampled_points
from milieusim.config.telling.yaml_writing import design_text

FILE = """
name: structure-and-support
about: Does structure calm?
designs: [acute-ward, wards/small.yaml]
days: 28
replications: 4
factors:
  milieu.structure: [0.2, 0.8]
  milieu.support: {low: 0, high: 1, levels: 3}
  contagion_gain: {low: 0.1, high: 0.4, scale: log, levels: 2}
keep: [incidents]
"""


def written(folder, text, name="experiment.yaml"):
    """Write a file and return its path."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_file_is_read_with_designs_beside_it(tmp_path, monkeypatch):
    written(tmp_path / "study" / "wards", design_text(small()), "small.yaml")
    path = written(tmp_path / "study", FILE)
    monkeypatch.chdir(tmp_path)
    found = ms.load_experiment(path)
    assert list(found.designs) == ["acute-ward", "small"]
    assert found.runs == 2 * 2 * 3 * 2 * 4
    assert [point.values for point in found.points][:3] == [(0.2, 0.0, 0.1), (0.2, 0.0, 0.4), (0.2, 0.5, 0.1)]
    assert "study" not in json.dumps(found.document())


def test_long_experiment_can_be_tried_in_little_time(tmp_path, monkeypatch):
    written(tmp_path / "study" / "wards", design_text(small()), "small.yaml")
    found = ms.load_experiment(written(tmp_path / "study", FILE))
    monkeypatch.chdir(tmp_path)
    tried = found.replace(replications=1, factors={"milieu.structure": [0.2]}, days=7)
    assert tried.runs == 2 and tried.written.days == 7 and list(tried.designs) == list(found.designs)
    with pytest.raises(ms.ConfigError, match="days is 0"):
        found.replace(days=0)


BAD = """
designs: [acute-wad]
days: 0
factors:
  milieu.structure: [1, a]
  contagion_gain: {low: 1, high: 0, lvels: 3}
sampling: {kind: sobol, points: 6}
sets: 3
executor: threads
keep: [incident]
"""


def test_all_problems_of_a_file_are_told_at_once(tmp_path):
    with pytest.raises(ms.ConfigError) as refused:
        ms.load_experiment(written(tmp_path, BAD))
    told = "\n".join(refused.value.problems)
    assert all("experiment.yaml: " in problem for problem in refused.value.problems)
    for part in (
        "name is missing",
        "days is 0; it must be from 1 to 3650",
        "factors.milieu.structure has levels of several kinds",
        "unknown key 'lvels'; a range may hold low, high, levels, scale, whole. Did you mean 'levels'?",
        "low: 1 and high: 0; low must be below high",
        "sampling.points is 6; a Sobol design needs a power of two, such as 4 or 8",
        "executor is not known",
        "keep[number 1] is 'incident'",
    ):
        assert part in told, told


NOT_IN_DESIGNS = {
    "milieu.suport": ([0.1], "Did you mean 'support'?"),
    "milieu.structure": (
        [0.1, 1.5],
        "factors.milieu.structure: milieu.structure is 1.5; it must be from 0 to 1",
    ),
    "rota.early.registered_nurse": ({"low": 1, "high": 3, "levels": 2}, "Write whole: true in the range"),
    "routine.slots[Luch].start": (["12:00"], "Did you mean 'Lunch'?"),
    "contagion_gan": ([0.1], "Did you mean 'contagion_gain'?"),
    "hours_arousal": ([0], "a length of time must be above 0"),
    "seed": ([1], "neither a path of a design, such as milieu.structure, nor a parameter"),
}


def test_all_factors_are_tried_on_designs_before_the_first_run():
    with pytest.raises(ms.ConfigError) as refused:
        ms.load_experiment(experiment(factors={path: levels for path, (levels, _) in NOT_IN_DESIGNS.items()}))
    told = "\n".join(refused.value.problems)
    for _, part in NOT_IN_DESIGNS.values():
        assert part in told, told


def test_level_that_works_only_with_another_is_let_pass():
    factors = {
        "routine.slots[Group].start": ["14:00", "16:00"],
        "routine.slots[Group].end": ["15:00", "17:00"],
    }
    assert ms.load_experiment(experiment(factors=factors)).runs == 16
    with pytest.raises(ms.ConfigError, match=r"slots\[Group\].start: .*ends at 15:00"):
        ms.load_experiment(experiment(factors={"routine.slots[Group].start": ["14:00", "16:00"]}))


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"designs": ["acute-ward", "acute-ward"]}, "the name 'acute-ward' is used twice"),
        ({"designs": ["acute-wad"]}, "designs: acute-wad: there is no shipped design"),
        ({"parameters": "posteriour"}, "parameters is 'posteriour'"),
        ({"parameters": "nowhere.parquet"}, "there is no such file"),
        ({"sets": 3}, "sets is 3; parameters: best is one set"),
        ({"factors": {}, "sampling": {"kind": "sobol", "points": 4}}, "factors is empty; sobol needs"),
        ({"sampling": {"kind": "morris"}}, "sampling.points is missing"),
        ({"sampling": {"kind": "factorial", "points": 3}}, "sampling.points is 3; factorial takes none"),
        ({"sampling": {"kind": "sobol_sequence"}}, "sampling.points is missing"),
        ({"sampling": {"kind": "sobol", "points": 4, "cubes": 2}}, "only kind: latin_hypercubes has several"),
        ({"sampling": {"kind": "table", "file": "x.csv"}}, "factors: a table brings its own factors"),
        ({"sampling": {"kind": "table"}, "factors": {}}, "sampling.file is missing"),
        ({"factors": {"milieu.structure": {"low": 0, "high": 1}}}, "factorial needs levels: N"),
        ({"factors": {"milieu.structure": 0.5}}, "it must be a list of levels"),
        ({"factors": {"milieu.structure": [0.5, 0.50]}}, "has a level twice"),
        ({"factors": {"milieu.structure": []}}, "has no levels"),
        ({"factors": {"contagion_gain": {"low": 0, "high": 1, "scale": "log"}}}, "must begin above 0"),
        (
            {"factors": {"ward.beds": {"low": 4.5, "high": 8, "whole": True}}},
            "low and high must then be whole",
        ),
        ({"tick_minutes": 7}, "tick_minutes is 7"),
        ({"seeds": [3, 3], "replications": 2}, "seeds: 3 stands there twice"),
        ({"seeds": [3, 4]}, "replications is 4, and 2 seeds are listed"),
        ({"seeds": [3], "seed": 2}, "seed is 2, and seeds are listed"),
        ({"seeds": [], "replications": 1}, "seeds"),
        ({"seeds": [-1], "replications": 1}, "seeds[number 1] is -1"),
        ({"seeds": [3], "own_seeds": True}, "a list is the same for all sets"),
        ({"seeds": [3], "replications": 1, "parameters": "posterior", "sets": 400}, "on further seeds"),
    ],
)
def test_problem_is_told(changes, told):
    with pytest.raises(ms.ConfigError) as refused:
        ms.load_experiment(experiment(**changes))
    assert any(told in problem for problem in refused.value.problems), refused.value.problems


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "the table is empty"),
        ("milieu.structure\n", "there is no row below"),
        ("milieu.structure;milieu.support\n0.1;0.2\n", "part them by commas"),
        ("milieu.structure,milieu.structure\n0.1,0.2\n", "stands there 2 times"),
        ("milieu.structure,milieu.support\n0.1\n", "line 2 has 1 cells; the first row names 2 columns"),
        ("milieu.structure,milieu.support\n0.1,\n", "line 2: the cell below 'milieu.support' is empty"),
        ("milieu.structure,contagion_gain\n,0.1\n", "line 2: the cell below 'milieu.structure' is empty"),
        (
            "design,milieu.structure\nsmal,0.1\n",
            "line 2, column design holds 'smal'; designs lists small. Did you",
        ),
        ("milieu.structure\n0.1\nhigh\n", "line 3: 'high' below 'milieu.structure' is no number"),
        ("milieu.structure\nlow\nhigh\n", "line 3, column 'milieu.structure': milieu.structure is 'high'"),
        (
            "milieu.structure\n0.1\n1.8\n",
            "points.csv: line 3, column 'milieu.structure': milieu.structure is 1.8",
        ),
        ("milieu.strucure\n0.1\n", "column 'milieu.strucure': milieu.strucure is not known"),
        ("contagion_gan\n0.1\n", "points.csv: column 'contagion_gan' is neither a path"),
        (
            "design,contagion_gain\nsmall,7\n",
            "points.csv: line 2, column 'contagion_gain': Parameter contagion_gain",
        ),
    ],
)
def test_problem_of_a_table_is_told(tmp_path, text, told):
    path = written(tmp_path, text, "points.csv")
    with pytest.raises(ms.ConfigError) as refused:
        ms.load_experiment(experiment(factors={}, sampling={"kind": "table", "file": str(path)}))
    assert any(told in problem for problem in refused.value.problems), refused.value.problems


def test_only_the_design_of_its_row_is_asked_whether_it_takes_a_value(tmp_path):
    path = written(tmp_path, "design,milieu.structure\nsmall,0.1\nother,1.8\n", "points.csv")
    table = {"kind": "table", "file": str(path)}
    with pytest.raises(ms.ConfigError) as refused:
        ms.load_experiment(experiment(designs=[small(), small(name="other")], factors={}, sampling=table))
    (problem,) = refused.value.problems
    assert "line 3, column 'milieu.structure' in other: milieu.structure is 1.8" in problem


def test_surprises_of_an_experiment_are_told_though_nothing_is_wrong(tmp_path):
    path = written(tmp_path, "contagion_gain\n0.1\n0.9\n0.1\n", "points.csv")
    asked = ms.load_experiment(experiment(factors={}, sampling={"kind": "table", "file": str(path)}))
    repeated, outside, *_ = notices(asked)
    assert repeated.startswith("1 of 3 points of the sample are the same as others")
    assert "contagion_gain goes from 0.1 to 0.9; the ledger holds" in outside
    factors = {"milieu.validation": {"low": 0, "high": 0.5}, "milieu.support": {"low": 0, "high": 0.5}}
    few = {"kind": "latin_hypercube", "points": 19}
    (told,) = notices(ms.load_experiment(experiment(factors=factors, sampling=few)))
    assert "take 20 or more" in told
    assert not list(notices(ms.load_experiment(experiment(factors=factors, sampling={**few, "points": 20}))))
    (told,) = notices(
        ms.load_experiment(experiment(factors=factors, sampling={"kind": "sobol_sequence", "points": 24}))
    )
    assert "spread most evenly at powers of two, 16 or 32" in told
    again = experiment(parameters="posterior", sets=400, factors={}, sampling={"kind": "factorial"})
    (told,) = notices(ms.load_experiment(again))
    assert "400 parameter sets are asked for and" in told


def test_table_may_name_the_design_of_each_row(tmp_path):
    text = "design,milieu.structure,policy.is_locked\nsmall,0.1,true\nother,0.2,false\n"
    path = written(tmp_path, text, "points.csv")
    found = ms.load_experiment(
        experiment(
            designs=[small(), small(name="other")], factors={}, sampling={"kind": "table", "file": str(path)}
        )
    )
    assert found.points == [("small", (0.1, True)), ("other", (0.2, False))]


def test_samples_lie_in_the_space_of_their_factors():
    factors = {
        "milieu.structure": {"low": 0.2, "high": 0.6},
        "rota.early.registered_nurse": {"low": 1, "high": 4, "whole": True},
        "policy.regime": ["england", "germany"],
        "contagion_gain": {"low": 0.01, "high": 1, "scale": "log"},
    }
    for kind, points, count in (
        ("latin_hypercube", 8, 8),
        ("latin_hypercubes", 8, 8),
        ("sobol_sequence", 9, 9),
        ("halton_sequence", 9, 9),
        ("sobol", 8, 48),
        ("morris", 4, 20),
    ):
        found = ms.load_experiment(experiment(factors=factors, sampling={"kind": kind, "points": points}))
        assert len(found.points) == count
        for _, (structure, nurses, regime, gain) in found.points:
            assert 0.2 <= structure <= 0.6 and nurses in (1, 2, 3, 4) and 0.01 <= gain <= 1
            assert regime in ("england", "germany")
        assert found.points == sampled_points(found.written.sampling, ["small"], found.factors)


@pytest.mark.parametrize("kind", ["latin_hypercubes", "sobol_sequence"])
def test_points_are_spread_evenly_over_every_range(kind):
    factors = {"milieu.structure": {"low": 0, "high": 1}, "milieu.support": {"low": 0, "high": 1}}
    found = ms.load_experiment(experiment(factors=factors, sampling={"kind": kind, "points": 16}))
    for values in zip(*(point.values for point in found.points)):
        assert sorted(int(16 * value) for value in values) == list(range(16))


def test_each_whole_number_of_a_range_is_as_likely():
    (factor,) = ms.load_experiment(
        experiment(
            factors={"rota.early.registered_nurse": {"low": 1, "high": 4, "whole": True}},
            sampling={"kind": "latin_hypercube", "points": 40},
        )
    ).factors
    assert [factor.at((k + 0.5) / 40) for k in range(40)] == sorted([1.0, 2.0, 3.0, 4.0] * 10)
    assert (factor.at(0.0), factor.at(1.0)) == (1.0, 4.0)


@pytest.mark.parametrize(
    ("how", "total", "size"),
    [
        ({"days": 84, "warm_up_days": 60}, 100_000, 57),
        ({"days": 7, "warm_up_days": 7}, 100_000, 256),
        ({"days": 365, "warm_up_days": 60}, 100_000, 19),
        ({"keep": ["time_use"]}, 100_000, 16),
        ({"days": 84, "warm_up_days": 60, "engine": "agents"}, 100_000, 3),
        ({"days": 84, "warm_up_days": 60}, 1280, 20),
        ({"days": 84, "warm_up_days": 60}, 100, 8),
    ],
)
def test_chunks_hold_two_seconds_of_work_and_fewer_runs_of_small_experiments(how, total, size):
    assert size_of(ms.load_experiment(experiment(runs_per_file=None, **how)).written, total) == size


def test_schema_is_one_that_editors_take():
    schema = experiment_schema()
    assert set(schema["required"]) == {"name", "designs"}
    assert "anyOf" in schema["properties"]["factors"]["additionalProperties"]


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"executor": "threads"}, "executor is not known"),
        ({"days": 0}, "days is 0"),
        ({"sampling": {"kind": "sobol", "points": 6}}, "sampling.points is 6"),
        ({"sampling": {"kind": "sobol", "points": 1}}, "sampling.points is 1; one base point says nothing"),
        ({"designs": ["acute-ward", "acute-wad"]}, "designs: acute-wad: there is no shipped design"),
        ({"parameters": "posteriour"}, "parameters is 'posteriour'"),
    ],
)
def test_factors_are_tried_whatever_else_is_refused(changes, told):
    factors = {"contagion_gan": [0.1], "milieu.structure": 0.5, "hours_arousal": [0]}
    if "designs" not in changes:
        factors["milieu.suport"] = [0.1]
    with pytest.raises(ms.ConfigError) as refused:
        ms.load_experiment(experiment(factors=factors, **changes))
    problems = refused.value.problems
    expected = [told, "Did you mean 'contagion_gain'?", "must be a list of levels", "must be above 0"]
    for part in expected + ["Did you mean 'support'?"] * ("milieu.suport" in factors):
        assert any(part in problem for problem in problems), problems
    assert all(problem.startswith("experiment: ") for problem in problems)
    assert len(set(problems)) == len(problems)


def test_missing_levels_do_not_hide_other_problems():
    factors = {"milieu.structure": {"low": 0, "high": 1}, "contagion_gan": [0.1]}
    with pytest.raises(ms.ConfigError) as refused:
        ms.load_experiment(experiment(factors=factors, executor="threads"))
    told = "\n".join(refused.value.problems)
    assert "factorial needs levels" in told and "'contagion_gain'" in told and "executor is not known" in told
