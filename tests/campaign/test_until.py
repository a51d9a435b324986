"""Experiments that run until means are known: when they stop, what they then say, and that nothing else decides it."""

import math
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pandas as pd
import pytest
import yaml
from scipy import stats
from sweeps import SMALL, experiment, files_of

import milieusim as ms
from milieusim.campaign.experiment.notices import notices
from milieusim.campaign.experiment.until import (
    are_met,
    known_sentence,
    looks,
    precision_of,
    until_problems,
    wanted_of,
)
from milieusim.campaign.store.store_places import place_at
from milieusim.campaign.sweep.looking import looks_left
from milieusim.campaign.sweep.stages import begun
from milieusim.cli.main import main
from milieusim.describing.experimentation import design_of_experiment

SHORT = {
    "days": 1,
    "warm_up_days": 0,
    "keep": [],
    "runs_per_file": 8,
    "factors": {},
}
WIDE = {"conflict_per_100_obd": "70 %"}


def asked(**changes):
    """Return a short experiment that runs until conflict is known."""
    return ms.load_experiment(
        experiment(**{**SHORT, "replications": 40, "at_least": 10, "until": WIDE, **changes})
    )


def runs(values, sets=("best",), points=1):
    """Return a table of metrics: a value a replication, the same in all points and sets, and its replicates."""
    rows = [
        (point, "small", name, 1 + k, value)
        for point in range(points)
        for name in sets
        for k, value in enumerate(values)
    ]
    table = pd.DataFrame(rows, columns=["point", "design", "parameter_set", "seed", "conflict_per_100_obd"])
    own = [(name, 1 + k, k) for name in sets for k in range(len(values))]
    return table, pd.DataFrame(own, columns=["parameter_set", "seed", "replicate"])


def known(values, until, each="point", first=10, **how):
    """Return what is known of such runs."""
    return precision_of(*runs(values, **how), wanted_of({"conflict_per_100_obd": until}), each, first)


def test_looks_lie_at_fixed_replications_and_end_with_the_most():
    assert looks(50, 120) == [50, 63, 79, 99, 120]
    assert looks(50, 20) == [20] and looks(10, 10) == [10]


def test_half_width_is_that_of_the_usual_interval_and_the_other_one_is_wider():
    values = np.random.default_rng(3).normal(10, 2, 40)
    (row,) = known(values, "8 %").itertuples()
    half = stats.t.interval(0.95, 39, values.mean(), stats.sem(values))[1] - values.mean()
    assert row.half_width == pytest.approx(half) and row.wanted == pytest.approx(0.08 * values.mean())
    assert (row.low, row.high) == pytest.approx((row.mean - half, row.mean + half))
    assert row.low_any_time < row.low and row.high < row.high_any_time
    assert row.is_met == (half <= row.wanted)
    assert known(values, 1.01 * half)["is_met"].all() and not known(values, 0.99 * half)["is_met"].any()


def test_what_differs_between_parameter_sets_is_no_chance():
    values = np.random.default_rng(3).normal(10, 2, 40)
    table, own = runs(values, sets=("a", "b"), points=2)
    table["conflict_per_100_obd"] += table["parameter_set"].map({"a": 0.0, "b": 50.0}) + 9 * table["point"]
    wanted = wanted_of({"conflict_per_100_obd": 1})
    of_points = precision_of(table, own, wanted, "point", 10)
    of_design = precision_of(table, own, wanted, "design", 10)
    alone = known(values, 1)["half_width"].iloc[0]
    assert of_points["half_width"].tolist() == pytest.approx([alone, alone]) and len(of_design) == 1
    assert of_design["half_width"].iloc[0] == pytest.approx(alone)
    assert of_design["mean"].iloc[0] == pytest.approx(values.mean() + 25 + 4.5)


def test_runs_that_are_all_alike_show_no_spread_and_what_has_no_value_is_not_waited_for():
    assert not are_met(known([2.0] * 12, 5)) and are_met(known([math.nan] * 12, 5))
    assert are_met(known([math.nan, 1.0, 1.1, 0.9], 5))
    document = {"replications": 12, "at_most": 12}
    assert "all runs are alike" in known_sentence(document, known([2.0] * 12, 5))
    assert "no run has a value" in known_sentence(document, known([math.nan] * 12, 5))
    told = known_sentence(document, known([1.0, 9.0] * 6, 0.5))
    assert (
        told.startswith("12 replications, the most there may be: 1 of 1 means are less exact")
        and "not 0.5" in told
    )


@pytest.mark.parametrize("skewed", [False, True])
def test_stopping_by_width_leaves_out_the_truth_as_seldom_as_the_level_says(skewed):
    draw, tries, places = np.random.default_rng(4), 250, looks(50, 160)
    values = draw.exponential(size=(tries, 200)) if skewed else draw.normal(1, 1, (tries, 200))
    point, seed = (index.ravel() for index in np.indices(values.shape))
    facts = {"point": point, "design": "small", "parameter_set": "best", "seed": seed}
    table = pd.DataFrame({**facts, "conflict_per_100_obd": values.ravel()})
    found = []
    for look in places:
        own = pd.DataFrame({"parameter_set": "best", "seed": range(look), "replicate": range(look)})
        found.append(precision_of(table, own, wanted_of({"conflict_per_100_obd": "17 %"}), "point", 50))
    stops = np.array([one["is_met"] for one in found])
    stops[-1] = True
    at, each = stops.argmax(axis=0), np.arange(tries)
    wrong, ever = (
        np.array([~one[f"low{which}"].lt(1) | ~one[f"high{which}"].gt(1) for one in found])
        for which in ("", "_any_time")
    )
    assert len(set(at)) > 3  # it did stop at different looks
    assert wrong[at, each].sum() <= stats.binom.ppf(0.999, tries, 0.06)
    assert ever.any(axis=0).sum() <= stats.binom.ppf(0.999, tries, 0.05)


def test_it_stops_at_the_first_look_that_is_exact_enough_and_nothing_else_decides_where(tmp_path):
    store = ms.run_experiment(asked(), tmp_path / "one", workers=1)
    stopped = store.experiment["replications"]
    assert stopped in looks(10, 40) and len(store.metrics()) == stopped and store.precision()["is_met"].all()
    earlier = [look for look in looks(10, 40) if look < stopped]
    assert earlier  # or nothing is shown
    for look in earlier:
        part = store.metrics()
        part = part[part["seed"] <= look]
        own = pd.DataFrame({"parameter_set": "best", "seed": range(1, look + 1), "replicate": range(look)})
        assert not are_met(precision_of(part, own, wanted_of(WIDE), "point", 10))

    def stop(progress):
        if progress.done > 10:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        ms.run_experiment(asked(), tmp_path / "two", workers=1, progress=stop)
    with ThreadPoolExecutor(3) as pool:
        ms.run_experiment(asked(), tmp_path / "two", executor=pool)
    assert files_of(tmp_path / "one") == files_of(tmp_path / "two")


def test_a_narrower_interval_extends_a_store_to_the_most_there_may_be(tmp_path):
    seen = []
    first = ms.run_experiment(experiment(**SHORT, replications=12), tmp_path, workers=1)
    with pytest.raises(ms.DataError, match="precision: try has no until"):
        first.precision()
    narrow = asked(until={"conflict": 0.001}, replications=14, until_of_each="design")
    store = ms.run_experiment(narrow, tmp_path, workers=1, progress=seen.append)
    assert store.experiment["replications"] == 14 and store.metrics().iloc[:12].equals(first.metrics())
    assert (seen[-1].before, seen[-1].done, seen[-1].total) == (12, 14, 14)
    assert store.precision()["is_met"].tolist() == [False]
    assert "of small: ±" in known_sentence(store.experiment, store.precision())


def test_seeds_of_a_list_are_taken_in_their_order():
    listed = ms.load_experiment(
        experiment(**SHORT, seeds=list(range(100, 70, -1)), replications=30, until=WIDE, at_least=10)
    )
    assert listed.looks[-1] == 30 and listed.at_look(10).document()["seeds"] == list(range(100, 90, -1))


def test_what_another_sweep_has_begun_meanwhile_is_joined_and_not_judged_by_half(tmp_path):
    place, narrow = place_at(tmp_path), {"until": {"conflict_per_100_obd": 0.001}}
    left = looks_left(place, asked(**narrow))
    begun(place, next(left))
    begun(place, asked(**narrow).at_look(17))
    assert next(left).written.replications == 17
    begun(place, asked(**narrow, replications=90).at_look(43))
    assert next(left, None) is None


def test_a_short_trial_may_be_taken_further_and_the_first_look_stays_where_it_was(tmp_path):
    place = place_at(tmp_path)
    begun(place, asked(at_least=None, replications=20).at_look(20))
    assert begun(place, asked(at_least=None, replications=90).at_look(50)).document["at_most"] == 90
    with pytest.raises(ms.ConfigError, match="at_least: 50 in the store, 60 now"):
        begun(place, asked(at_least=60, replications=90).at_look(60))


def test_shards_that_are_called_again_stop_where_a_whole_sweep_does(tmp_path):
    whole, seen = ms.run_experiment(asked(), tmp_path / "whole", workers=1), []
    stopped = whole.experiment["replications"]
    judged = looks(10, 40).index(stopped) + 1
    for part in ("2/2", "1/2") * (judged // 2 + 1):  # each call but the first finishes a look
        store = ms.run_experiment(asked(), tmp_path / "parts", workers=1, shard=part)
        seen.append(store.experiment["replications"])
    assert 1 < judged < len(looks(10, 40))  # or nothing is shown
    assert seen[0] == 10 and seen == sorted(seen) and set(seen) <= set(looks(10, 40))
    assert files_of(tmp_path / "parts") == files_of(tmp_path / "whole")


def test_shard_says_that_the_others_have_to_come_before_anything_is_known(tmp_path, capsys):
    (tmp_path / "small.yaml").write_text(yaml.safe_dump(SMALL, sort_keys=False))
    written = experiment(**SHORT, designs=["small.yaml"], replications=40, at_least=10)
    written["until"] = {"conflict_per_100_obd": "900 %"}
    (tmp_path / "until.yaml").write_text(yaml.safe_dump(written, sort_keys=False))
    sweep = ["sweep", str(tmp_path / "until.yaml"), "--store", str(tmp_path / "store"), "--workers", "1"]
    assert main([*sweep, "--shard", "2/3"]) == 0
    assert (
        "10 replications: whether they are enough is known when the other shards" in capsys.readouterr().out
    )
    for part in ("1/3", "3/3"):
        assert main([*sweep, "--shard", part]) == 0
    assert "every mean is known as exactly as was asked for" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"until": {"conflict_per_100_odb": "2 %"}}, "Did you mean 'conflict_per_100_obd'?"),
        (
            {"until": {"conflict_per_100_obd": "two"}},
            "until.conflict_per_100_obd is 'two'; write a share of the mean",
        ),
        ({"until": {"conflict_per_100_obd": 0}}, "until.conflict_per_100_obd is 0;"),
        ({"until": {}}, "it must be a mapping from metrics to half widths"),
        ({"until": {"conflict": 1, "conflict_per_100_obd": 1}}, "is there twice"),
        ({"at_least": 50}, "at_least is 50, and replications, the most there may be, is 40"),
        ({"at_least": 3}, "at_least is 3; it must be"),
        ({"until": None}, "at_least is 10, and until is left out"),
        ({"until_of_each": "ward"}, "until_of_each is 'ward'"),
    ],
)
def test_every_problem_of_until_is_told(changes, told):
    with pytest.raises(ms.ConfigError) as refused:
        asked(**changes)
    assert any(told in problem for problem in refused.value.problems), refused.value.problems


def test_an_early_first_look_is_told_and_descriptions_say_until_when_it_ran():
    assert any(told.startswith("at_least: 10 replications before") for told in notices(asked()))
    assert not any(told.startswith("at_least") for told in notices(asked(at_least=None, replications=90)))
    told = design_of_experiment(asked().at_look(13).document())
    assert (
        "13 replications" in told
        and "10 at least and 40 at most" in told
        and "conflict_per_100_obd 70 % of it" in told
    )


def test_sizes_are_read_as_people_write_them():
    sizes = {"conflict_per_100_obd": "2 %", "wellbeing_gain_day14": 0.5, "occupancy": "3%"}
    assert not until_problems(sizes)
    assert [one[1:] for one in wanted_of(sizes)] == [(0.02, True), (0.5, False), (0.03, True)]
