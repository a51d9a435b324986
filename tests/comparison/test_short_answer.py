"""The answer that a comparison ends with on a screen: short, whole, and silent about what cannot be compared."""

import textwrap
from functools import partial

import numpy as np
import pytest
from fake_runs import design

from milieusim.cli import compare_command as command
from milieusim.cli.main import main
from milieusim.cli.showing.answer_table import say_answer
from milieusim.cli.showing.told_progress import told_progress, told_stages
from milieusim.comparison.answered.changes_told import interval_told
from milieusim.comparison.answered.containment_changes import WATCHED, established_changes
from milieusim.comparison.compare import compare as compare_over
from milieusim.comparison.result import Comparison
from milieusim.vocabulary import Role

compare = partial(compare_over, parameters="best", days=7)
RESTRAINT = "manual_restraint_per_1000_obd"
GOALS = {
    "weights": {"conflict": 2, "gain in wellbeing by day 14": 1},
    "limits": {"manual restraint": {"must_not_rise": True}, "doses missed": {"must_not_rise": True}},
}
RATES = {"wte_hours_a_week": 40, "currency": "EUR", "roles": dict.fromkeys(Role.labels(), 10)}
TWO_SHIFTS = {
    "early": {"start": "07:00", "end": "19:00", "registered_nurse": 4, "healthcare_assistant": 4},
    "night": {"start": "19:00", "end": "07:00", "registered_nurse": 3},
}


def changed(result, metric, ratio, seed=1):
    """Return the comparison with a measure of all designs but the base times a number, give or take some chance."""
    metrics, draw = result.metrics.copy(), np.random.default_rng(seed)
    is_other = (metrics["design"] != result.base).to_numpy()
    metrics[metric] = 10 * np.where(is_other, ratio, 1.0) * draw.normal(1, 0.02, len(metrics))
    return Comparison(metrics, result.designs, result.days, 1, result.judged, goals=result.goals)


@pytest.mark.parametrize("n", [1, 3, 8])
@pytest.mark.parametrize("given", [{}, {"goals": GOALS}, {"margins": {"felt_safety": "5%"}}])
def test_the_answer_has_at_most_120_words_however_many_designs_there_are(engine, n, given):
    others = [design(f"a ward with a long name {i}", 0.5 + 0.04 * i) for i in range(1, n + 1)]
    result = changed(compare([design(), *others], replications=10, **given), RESTRAINT, 1.3)
    assert len(result.answer.split()) <= 120
    assert "This is a model ward" in result.answer and "The report says why" in result.answer


@pytest.mark.parametrize("given", [{}, {"goals": GOALS}, {"rates": RATES}, {"goals": GOALS, "rates": RATES}])
def test_two_designs_fit_a_screen_of_24_lines_of_80_columns(engine, capsys, given):
    result = compare([design(), design("calm", 0.8)], replications=20, **given)
    say_answer(
        result, ["Worth checking in calm: 3 slots that cannot be held: milieusim check calm"], result.answer
    )
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) <= 24 and max(map(len, lines)) <= 80
    assert any(line.startswith("Staff on the rota") for line in lines)
    assert any(line.startswith("Cost, EUR a week") for line in lines) == ("rates" in given)


def test_each_further_design_takes_about_six_lines(engine, capsys):
    others = [design(f"calm {i}", 0.5 + 0.1 * i) for i in range(1, 5)]
    result = compare([design(), *others], replications=20)
    say_answer(result, [], result.answer)
    assert len(capsys.readouterr().out.splitlines()) <= 24 + 3 * 6


def test_what_lies_within_a_margin_is_no_difference_that_matters(engine):
    result = compare([design(), design("calm", 0.8)], replications=20, margins={"felt_safety": "5%"})
    assert "no difference that matters in felt safety." in result.answer
    assert "no difference shown in gain in wellbeing by day 14" in result.answer


def test_a_sure_change_of_restraint_is_told_though_nobody_asked(engine):
    result = compare([design(), design("calm", 0.8)], replications=20)
    assert established_changes(result) == [] and "restraint" not in result.answer
    more = changed(result, RESTRAINT, 1.3)
    assert [row.metric for row in established_changes(more)] == [RESTRAINT]
    assert "Established though not judged: manual restraint rises by " in more.answer
    fewer = changed(result, "rapid_tranquillisation_per_1000_obd", 0.5)
    assert "rapid tranquillisation falls by 5" in fewer.answer


def test_a_change_of_restraint_that_is_judged_is_told_by_its_verdict(engine):
    result = compare([design(), design("calm", 0.8)], replications=20, verdicts=[RESTRAINT])
    assert established_changes(changed(result, RESTRAINT, 1.3)) == []


def test_chance_alone_establishes_a_change_in_one_of_twenty_comparisons_at_most(engine):
    result = compare([design(), design("calm", 0.8), design("calmer", 0.9)], replications=20)
    is_watched, draw, found = result.table["metric"].isin(WATCHED), np.random.default_rng(4), []
    assert is_watched.sum() == 2 * len(WATCHED)
    result.table["differing"] = 20
    for _ in range(200):
        result.table.loc[is_watched, "p_value"] = draw.uniform(size=is_watched.sum())
        found.append(bool(established_changes(result)))
    assert 1 <= sum(found) <= 20


def test_rates_a_shift_are_not_compared_where_days_are_cut_differently(engine, monkeypatch, capsys):
    longer = design("long days").replace({"rota": TWO_SHIFTS})
    result = compare([design(), longer], replications=12)
    assert result.notes == ["Rates a shift are not comparable: long days has 2 shifts a day and base 3."]
    assert compare([design(), design("calm", 0.8)], replications=12).notes == []
    from milieusim.cli.showing.comparison_tables import say_comparison

    say_comparison(result)
    out = capsys.readouterr().out
    assert "conflict a shift" not in out and "felt safety" in out


def test_a_change_is_told_as_a_share_where_there_is_one_to_take_it_of(engine):
    row = compare([design(), design("calm", 0.8)], replications=20).judged_rows[0]
    assert (
        interval_told(row._replace(base=50.0, difference=-1.0, low=-2.0, high=0.5)) == "−2.0 % (−4.0 to +1.0)"
    )
    assert (
        interval_told(row._replace(base=0.0, difference=1.5, low=1.0, high=2.0)) == "+1.50 (+1.00 to +2.00)"
    )
    assert interval_told(row._replace(difference=0.0, low=0.0, high=0.0)) == "the same"
    assert interval_told(row._replace(low=float("nan"))) == "n/a"
    nothing = row._replace(base=372.0, difference=-0.13, low=-30.0, high=5.9)
    assert interval_told(nothing) == "0.0 % (\u22128.1 to +1.6)"


def test_all_tables_stand_before_the_answer_if_asked_for(engine, monkeypatch, capsys):
    monkeypatch.setattr(command, "warmed", lambda: None)
    asked = ["compare", "acute-ward", "open-unit", "--replications", "12", "--parameters", "best", "--tables"]
    assert main(asked) == 0
    out = capsys.readouterr().out
    tables, answer = out.split("open-unit against acute-ward (base): 12 pairs")
    for part in (
        "judged",
        "what conflict is made of",
        "exploratory, no verdict",
        "12 pairs of runs of 84 days",
    ):
        assert part in tables
    assert textwrap.shorten(answer.strip(), 4000).endswith("count.")


def test_progress_that_nobody_watches_is_told_in_rarer_and_rarer_lines(capsys):
    now = [0.0]
    with told_progress("runs", clock=lambda: now[0]) as progress:
        for done in range(1, 401):
            now[0] += 1.0
            progress(done, 400)
    lines = capsys.readouterr().err.splitlines()
    assert lines[0] == "15 of 400 runs done; about 6 minutes left."
    assert len(lines) == 5 and all(line.endswith(" left.") for line in lines)


def test_quick_work_tells_no_progress(capsys):
    now = [0.0]
    with told_progress("runs", clock=lambda: now[0]) as progress:
        for done in range(1, 11):
            now[0] += 1.0
            progress(done, 10)
    assert capsys.readouterr().err == ""


def test_time_that_is_left_counts_what_is_run_again_afterwards(capsys):
    now = [0.0]
    with told_progress("runs", clock=lambda: now[0], after=600) as progress:
        for done in range(1, 21):
            now[0] += 1.0
            progress(done, 400)
    assert capsys.readouterr().err == (
        "15 of 400 runs done; about 16 minutes left, with what is run again afterwards.\n"
    )


def test_each_stage_that_nobody_watches_has_lines_of_its_own(capsys):
    now = [0.0]
    with told_stages(clock=lambda: now[0]) as announce:
        for stage in ("runs made again", "runs without a mechanism"):
            for done in range(1, 61):
                now[0] += 1.0
                announce(stage, done, 60)
    lines = capsys.readouterr().err.splitlines()
    for stage in ("runs made again", "runs without a mechanism"):
        assert [line for line in lines if stage in line and "left" in line]


def test_what_happened_in_no_run_is_not_called_no_difference_that_matters(engine, monkeypatch):
    from fake_runs import FakeRuns

    given = FakeRuns.metrics
    monkeypatch.setattr(FakeRuns, "metrics", lambda self: given(self).assign(seclusion_per_1000_obd=0.0))
    result = compare([design(), design("calm", 0.8)], replications=20, margins={"seclusion": "0.5"})
    assert "that matters" not in result.answer and "no difference shown in" in result.answer
    assert "seclusion" in result.answer


def test_designs_that_are_the_same_or_have_other_beds_are_told_with_the_answer(engine):
    result = compare([design(), design("copy"), design("small", **{"ward.beds": 10})], replications=20)
    assert any(note.startswith("base and copy differ in nothing") for note in result.notes)
    assert any(note.startswith("small has 10 beds and base 20: staff and rooms") for note in result.notes)
    assert len(result.notes) == 2
