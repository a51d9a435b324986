"""Designs compared over many plausible sets of parameters."""

import json

import numpy as np
import pyarrow as pa
import pytest
from fake_runs import design, some_sets
from pyarrow import parquet
from test_report_and_command import page_of

from milieusim.cli import compare_command as command
from milieusim.cli.main import main
from milieusim.comparison.carriers import is_looked_at
from milieusim.comparison.compare import compare
from milieusim.comparison.intervals import estimate
from milieusim.comparison.sequential import more_pairs
from milieusim.comparison.sets_words import leading
from milieusim.ledger.parameter_sets import DEFAULT_OF_COMPARE, shipped_file

PAIR = [design(), design("calm", 0.8)]


def row(result, metric="conflict_per_100_obd"):
    return result.table[result.table["metric"] == metric].iloc[0]


def test_each_set_has_four_seeds_of_its_own_and_both_designs_share_them(engine):
    result = compare(PAIR, replications=80, parameters=some_sets(), seed=11)
    runs = result.metrics
    assert runs.groupby(["design", "parameter_set"])["seed"].count().unique().tolist() == [4]
    by_design = [
        runs[runs["design"] == name][["seed", "parameter_set"]].values.tolist() for name in result.designs
    ]
    assert by_design[0] == by_design[1] and sorted(s for s, _ in by_design[0]) == list(range(11, 91))
    assert result.parameter_sets == 20 and row(result)["sets"] == 20


def test_the_answer_says_what_is_ignorance_and_which_parameter_carries_it(engine):
    result = compare(PAIR, replications=200, parameters=some_sets(roles={"trait_spread": "fitted"}))
    found = row(result)
    assert found["ignorance_share"] > 0.8
    assert found["low_world"] < found["low_chance"] < found["high_chance"] < found["high_world"]
    assert found["low_world"] < found["low"] < found["high"] < found["high_world"]
    first = result.carriers.iloc[0]
    assert (first["parameter"], first["role"]) == ("trait_spread", "fitted")
    assert first["stands_out"] and first["share"] > 0.8
    assert first["high_value_mean"] < first["low_value_mean"] < 0
    assert not result.carriers["stands_out"][1:].any()
    for part in (
        "under 50 parameter sets fitted to published figures",
        "is what nobody knows (the parameters; more runs do not shrink it)",
        "what differs between sets goes mostly with trait_spread (",
        "which chance may put there",
    ):
        assert part in result.sentence


def test_parameters_that_carry_nothing_seldom_stand_out(engine):
    named = [f"profile_{name}_sociability" for name in ("psychosis", "mania", "depression", "personality")]
    sets = some_sets(40, [*named, "craving_days", "state_spread"])
    result = compare(PAIR, replications=160, parameters=sets)
    assert len(result.carriers) == 6 and not result.carriers["stands_out"].any()
    assert "no single parameter stands out from chance" in result.sentence
    shown = leading(list(result.carriers.itertuples(index=False)))
    assert len(shown) == 2 and not any(is_named for _, is_named in shown)


def test_fewer_than_twenty_sets_are_told_with_what_helps(engine):
    few = "sets cannot say how far worlds differ"
    assert (
        f"10 {few}: ask for 200 pairs or more."
        in compare(PAIR, replications=40, parameters=some_sets()).survival
    )
    assert f"5 {few}: there are no more." in compare(PAIR, replications=40, parameters=some_sets(5)).survival
    assert few not in compare(PAIR, replications=80, parameters=some_sets()).survival


def test_many_sets_that_come_down_to_one_are_told(engine):
    lone = some_sets(weights=[1.0, *[0.0] * 49])
    told = compare(PAIR, replications=40, parameters=lone).survival
    assert told.startswith(
        "1 set cannot say how far worlds differ: the weights of the 50 sets leave no more."
    )
    assert "One set of parameters was used" in told
    assert "ask for 200 pairs" in compare(PAIR, replications=4, parameters=some_sets()).survival
    assert "1 set" not in compare(PAIR, replications=12, parameters="best").survival


def test_what_shared_chance_saves_is_reckoned_within_sets(engine):
    over_sets = row(compare(PAIR, replications=200, parameters=some_sets()))["variance_ratio"]
    best = row(compare(PAIR, replications=200, parameters="best"))["variance_ratio"]
    assert over_sets == pytest.approx(best, rel=0.25)


def test_parameters_of_other_countries_and_instruments_are_not_looked_at():
    names = [
        "germany_threshold_seclusion",
        "england_threshold_seclusion",
        "soas_r_records_seclusion",
        "craving_days",
    ]
    assert [is_looked_at(name, PAIR) for name in names] == [False, True, False, True]


def test_more_pairs_than_asked_for_are_told(engine):
    result = compare(PAIR, replications=41, parameters=some_sets())
    assert result.replications == 44
    assert any("41 pairs were asked for and 44 were run" in note for note in result.notes)
    assert compare(PAIR, replications=44, parameters=some_sets()).notes == []


def test_few_sets_come_again_with_further_seeds(engine):
    result = compare(PAIR, replications=48, parameters=some_sets(5))
    counts = result.metrics[result.metrics["design"] == "calm"]["parameter_set"].value_counts()
    assert set(counts) == {8, 12} and len(counts) == 5 and result.metrics["seed"].nunique() == 48


def test_auto_goes_on_to_further_sets_until_the_mean_over_worlds_is_known(engine):
    found = compare(
        PAIR, replications="auto", parameters=some_sets(250), margins={"conflict_per_100_obd": 0.025}
    )
    assert 200 < found.replications <= 1000 and row(found)["sets"] > 50
    assert (row(found)["high"] - row(found)["low"]) / 2 <= 0.025
    seeds = sorted({seed for call in engine for seed in call["seeds"]})
    assert seeds == list(range(1, found.replications + 1))
    assert len({tuple(call["seeds"]) for call in engine}) == len(engine) / 2


def test_what_no_number_of_pairs_would_settle_is_told(engine):
    sets = some_sets(20)
    wide = compare(PAIR, replications=400, parameters=sets, margins={"conflict_per_100_obd": 0.4})
    assert row(wide)["verdict"] == "not_settled" or row(wide)["more_pairs"] != row(wide)["more_pairs"]
    values, names = np.repeat(np.random.default_rng(1).normal(0, 1, 20), 20), np.repeat(np.arange(20), 20)
    found = estimate(values + np.random.default_rng(2).normal(0, 0.1, 400), names)
    assert more_pairs(found, 0.01, lambda pairs: 0.05, sets_held=20) == np.inf
    assert 0 < more_pairs(found, found.half_width / 2, lambda pairs: 0.05, sets_held=2000) < 2000


def test_results_do_not_depend_on_workers_and_progress_counts_all_runs(engine):
    seen = []
    tell = lambda done, total: seen.append((done, total))  # noqa: E731
    one = compare(PAIR, replications=40, parameters=some_sets(), workers=1, progress=tell)
    two = compare(PAIR, replications=40, parameters=some_sets(), workers=3)
    assert one.metrics.equals(two.metrics) and one.sentence == two.sentence
    assert seen[-1] == (80, 80) and [done for done, _ in seen] == sorted(done for done, _ in seen)


def test_hours_come_from_as_many_sets_as_there_are(engine):
    result = compare(PAIR, replications=100, parameters=some_sets())
    engine.clear()
    assert result.hours.groupby("design")["hour"].count().tolist() == [24, 24]
    assert len({call["set"] for call in engine}) == 20
    assert sum(len(call["seeds"]) for call in engine) == 40


@pytest.mark.slow
def test_the_page_shows_what_the_intervals_are_made_of(engine, tmp_path):
    result = compare(PAIR, replications=100, parameters=some_sets(roles={"trait_spread": "free"}))
    page, text = page_of(result.report(tmp_path / "page.html"))
    assert page.open == [] and page.outside == []
    assert "Of the squared width of the interval for conflict" in page.pictures[-1]
    assert "No one parameter stands out." in text
    for part in ("What nobody knows, and chance", "trait_spread", "no published figure constrains it",
                 "Worlds agreeing", "drawn by weight from 50"):  # fmt: skip
        assert part in text
    best = compare(PAIR, replications=12, parameters="best").report(tmp_path / "best.html")
    assert "What nobody knows, and chance" not in page_of(best)[1]


@pytest.fixture
def file(tmp_path):
    """A file of sets, and commands that need no compiling."""
    sets = some_sets(30)
    columns = {"parameter_set": list(range(30)), "weight": [1.0] * 30}
    columns |= {name: sets.values(name) for name in sets.names}
    parquet.write_table(pa.table(columns), tmp_path / "mine.parquet")
    return str(tmp_path / "mine.parquet")


@pytest.mark.slow
def test_the_command_takes_a_file_of_sets(engine, file, tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(command, "warmed", lambda: None)
    asked = ["compare", "acute-ward", "open-unit", "--replications", "40", "--parameters", file]
    assert main([*asked, "--tables", "--out", str(tmp_path / "out")]) == 0
    out = capsys.readouterr().out
    assert (
        "What makes the intervals wide, over 10 parameter sets of mine: shares of their squared width" in out
    )
    manifest = json.loads((tmp_path / "out" / "manifest.json").read_text())
    assert manifest["parameters"] == "mine" and len(manifest["parameter_set_names"]) == 10
    assert (tmp_path / "out" / "carriers.csv").exists()
    assert main([*asked, "--json"]) == 0
    document = json.loads(capsys.readouterr().out, parse_constant=pytest.fail)
    assert {row["parameter"] for row in document["carriers"]} <= set(some_sets().names)
    assert document["table"][0]["sets"] == 10


def test_a_run_refuses_a_file_of_sets(file, capsys):
    assert main(["run", "acute-ward", "--parameters", file]) == 2
    assert "which is 30 sets; a run takes one" in capsys.readouterr().err


def test_the_default_is_what_is_shipped():
    assert DEFAULT_OF_COMPARE == "posterior" and shipped_file().is_file()
