"""Several designs in order: the best is seldom left out, goals weigh, and limits count."""

import numpy as np
import pandas as pd
import pytest
from fake_runs import design

from milieusim.comparison.compare import compare
from milieusim.comparison.goals import load_goals
from milieusim.comparison.pairs import Looks, difference_table
from milieusim.comparison.ranking.best_designs import ranked
from milieusim.errors import ConfigError

SEVERAL = [design(), design("calm", 0.8), design("calmer", 0.81), design("loud", 0.3)]
CONFLICT = "conflict_per_100_obd"


def runs(draw, levels, pairs=60):
    """Return metrics of designs with these levels of conflict and restraint."""
    shared = draw.normal(0, 1, pairs)
    parts = [
        pd.DataFrame(
            {
                "design": name,
                "seed": range(pairs),
                "parameter_set": "best",
                CONFLICT: 50 + shared + level + draw.normal(0, 0.5, pairs),
                "manual_restraint_per_1000_obd": 10 + restraint + draw.normal(0, 0.5, pairs),
            }
        )
        for name, (level, restraint) in levels.items()
    ]
    return pd.concat(parts, ignore_index=True)


def in_order(levels, goals=None, seed=1):
    metrics = runs(np.random.default_rng(seed), levels)
    judged = [CONFLICT, "manual_restraint_per_1000_obd"]
    table = difference_table(metrics, next(iter(levels)), list(levels)[1:], judged) if goals else None
    return ranked(metrics, list(levels), table, judged[:1], goals)


def test_designs_are_ranked_with_those_that_cannot_be_told_from_the_best():
    found = in_order({"base": (0, 0), "good": (-3, 0), "as-good": (-3.02, 0), "bad": (2, 0)})
    assert set(found["design"][:2]) == {"good", "as-good"} and found["design"].tolist()[2:] == ["base", "bad"]
    assert found["is_among_best"].tolist() == [True, True, False, False]
    assert found["from_best"].is_monotonic_increasing and (found["low"][2:] > 0).all()
    assert found["value"].is_monotonic_increasing  # levels of conflict, lower first


def test_the_best_is_seldom_left_out():
    levels = {"base": (0, 0), "a": (-0.05, 0), "b": (0, 0), "c": (0, 0)}
    kept = [in_order(levels, seed=seed).set_index("design")["is_among_best"]["a"] for seed in range(40)]
    assert sum(kept) >= 34


def test_goals_weigh_and_limits_count():
    levels = {"base": (0, 0), "hard": (-10, 3), "kind": (-5, -1)}
    goals = load_goals({"weights": {CONFLICT: 1}, "limits": {"manual restraint": {"must_not_rise": True}}})
    found = in_order(levels, goals)
    assert found["design"].tolist() == ["kind", "base", "hard"]
    assert found["value"][0] == pytest.approx(0.1, abs=0.01)
    assert (
        found["is_allowed"].tolist() == [True, True, False]
        and "manual restraint rises by" in found["breaks"][2]
    )
    without = in_order(levels, load_goals({"weights": {CONFLICT: 1}}))
    assert without["design"].tolist()[0] == "hard"


@pytest.mark.slow
def test_a_best_design_that_keeps_its_limit_on_a_level_is_seldom_left_out():
    levels = {"base": (0, -1), "best": (-5, 0), "worse": (-1, -1)}
    goals = load_goals({"weights": {CONFLICT: 1}, "limits": {"manual restraint": {"at_most": 10.02}}})
    found = [in_order(levels, goals, seed).set_index("design").loc["best"] for seed in range(40)]
    assert sum(row["is_among_best"] for row in found) >= 38
    assert all("where at most 10.02 is allowed" in row["may_break"] + row["breaks"] for row in found)


def test_a_level_that_lies_beyond_its_limit_breaks_it():
    levels = {"base": (0, -1), "best": (-5, 1)}
    goals = load_goals({"weights": {CONFLICT: 1}, "limits": {"manual restraint": {"at_most": 10.02}}})
    found = in_order(levels, goals).set_index("design")
    assert found["is_allowed"].to_dict() == {"base": True, "best": False}
    assert not found["may_break"]["base"] and not found["breaks"]["base"]


def test_a_comparison_of_several_designs_ends_in_their_order(engine):
    result = compare(SEVERAL, replications=40, parameters="best", verdicts=[CONFLICT])
    assert result.ranking["design"].tolist() == ["calmer", "calm", "base", "loud"]
    assert "Ranked on conflict, calmer comes first" in result.sentence
    assert "base and loud lie behind" in result.sentence
    assert compare(SEVERAL[:2], replications=12, parameters="best").ranking.empty


def test_goals_are_judged_and_told(engine):
    goals = {
        "weights": {"conflict": 1},
        "limits": {"occupancy": {"at_most": 0.5}, "felt_safety": {"must_not_fall": True}},
    }
    result = compare(SEVERAL, replications=40, parameters="best", goals=goals)
    assert result.judged == [CONFLICT, "felt_safety"]
    assert "No design keeps every limit. By your goals calmer comes first" in result.sentence
    with pytest.raises(ConfigError, match="no metric 'conflikt'"):
        compare(SEVERAL, replications=40, goals={"weights": {"conflikt": 1}})


def test_goals_that_cannot_be_weighed_lose_no_run(engine, monkeypatch):
    from fake_runs import FakeRuns

    given = FakeRuns.metrics
    monkeypatch.setattr(FakeRuns, "metrics", lambda self: given(self).assign(seclusion_per_1000_obd=0.0))
    result = compare(SEVERAL, replications=20, parameters="best", goals={"weights": {"seclusion": 1}})
    assert result.ranking.empty and "No difference in seclusion" in result.sentence
    assert any("Not ranked by goals: seclusion is 0 in base" in note for note in result.notes)


def test_a_measure_over_nothing_ranks_nobody_above_anybody(engine):
    result = compare(SEVERAL, replications=20, parameters="best", verdicts=["distress_gain_d"])
    assert result.ranking["is_among_best"].all()


@pytest.mark.parametrize("missing", ["base", "good"])
def test_a_value_that_one_run_lacks_costs_that_pair_alone(missing):
    metrics = runs(np.random.default_rng(1), {"base": (0, 0), "good": (-3, 0), "bad": (2, 0)})
    metrics.loc[metrics.index[metrics["design"] == missing][3], CONFLICT] = np.nan
    goals = load_goals({"weights": {CONFLICT: 1}})
    for names in (["base", "good", "bad"], ["base", "bad", "good"]):
        for asked in (goals, None):
            found = ranked(metrics, names, None, [CONFLICT], asked)
            assert found["design"].tolist() == ["good", "base", "bad"]
            assert found["is_among_best"].tolist() == [True, False, False]
            assert found["value"].notna().all() and (found["low"][1:] > 0).all()


def test_missing_values_give_the_same_order_however_designs_are_given():
    metrics = runs(np.random.default_rng(2), {"base": (0, 0), "a": (-1, 0), "b": (-1.2, 0)})
    metrics.loc[metrics.index[metrics["design"] == "a"][:50], CONFLICT] = np.nan
    tables = [ranked(metrics, names, None, [CONFLICT]) for names in (["base", "a", "b"], ["base", "b", "a"])]
    pd.testing.assert_frame_equal(*tables)


def test_pairs_that_goals_cannot_weigh_are_told(engine):
    result = compare(SEVERAL, replications=20, parameters="best", goals={"weights": {"distress_gain_d": 1}})
    assert result.ranking.empty
    assert any("distress" in note and "no value in any run of base" in note for note in result.notes)
    given = compare(SEVERAL[:2], replications=20, parameters="best", goals={"weights": {"conflict": 1}})
    given.metrics.loc[given.metrics.index[-1], CONFLICT] = np.nan
    assert "calm is weighed on 19 of 20 pairs of runs: the others lack conflict." in given.notes


@pytest.mark.parametrize(
    ("pairs", "differing"),
    [(2, 0), (9, 9), (60, 3)],
    ids=["two pairs alike", "too few pairs", "too few that differ"],
)
def test_too_few_pairs_show_a_limit_neither_kept_nor_broken(pairs, differing):
    metrics = runs(np.random.default_rng(4), {"base": (0, 0), "other": (-5, 0)}, pairs)
    restraint = "manual_restraint_per_1000_obd"
    metrics[restraint] = 10.0
    metrics.loc[metrics.index[metrics["design"] == "other"][:differing], restraint] = np.linspace(
        30, 31, differing
    )
    goals = load_goals({"weights": {CONFLICT: 1}, "limits": {restraint: {"must_not_rise": True}}})
    table = difference_table(metrics, "base", ["other"], [CONFLICT, restraint])
    found = ranked(metrics, ["base", "other"], table, [CONFLICT], goals).set_index("design").loc["other"]
    assert (
        found["is_allowed"] and "is not known from so few runs" in found["may_break"] and not found["breaks"]
    )


@pytest.mark.parametrize(("shift", "is_broken"), [(0.5, False), (1.5, True)])
def test_limits_on_measures_that_nobody_judged_are_corrected(shift, is_broken):
    draw = np.random.default_rng(5)
    metrics = runs(draw, {"base": (0, 0), "a": (0, 0), "b": (0, 0)}, 20).assign(occupancy=0.0)
    noise = draw.normal(0, 1, 20)
    more = shift + (noise - noise.mean()) / noise.std()
    metrics.loc[metrics["design"] == "a", "occupancy"] = more
    goals = load_goals({"weights": {CONFLICT: 1}, "limits": {"occupancy": {"must_not_rise": True}}})
    table = difference_table(metrics, "base", ["a", "b"], [CONFLICT])
    assert (table[(table["design"] == "a") & (table["metric"] == "occupancy")]["low"] > 0).all()
    found = ranked(metrics, ["base", "a", "b"], table, [CONFLICT], goals, Looks(first=10)).set_index("design")
    assert (found["breaks"]["a"] != "") == is_broken and (found["may_break"]["a"] == "") == is_broken


def test_few_pairs_or_few_that_differ_put_no_design_behind():
    levels = {"base": (0, 0), "good": (-3, 0), "bad": (2, 0)}
    few = runs(np.random.default_rng(1), levels, pairs=6)
    found = ranked(few, list(levels), None, [CONFLICT])
    assert (found["low"][1:] > 0).all() and found["is_among_best"].all()
    rare = runs(np.random.default_rng(1), levels, pairs=100)
    rare[CONFLICT] = 1.0
    rare.loc[rare.index[(rare["design"] == "bad") & (rare["seed"] < 9)], CONFLICT] = [
        2.0 + 0.01 * i for i in range(9)
    ]
    found = ranked(rare, list(levels), None, [CONFLICT]).set_index("design")
    assert found["low"]["bad"] > 0 and found["is_among_best"].all()


def test_a_place_is_a_number_on_the_screen_only_where_it_is_told_from_chance(engine, capsys):
    from milieusim.cli.showing.answer_table import say_answer

    def heads(replications):
        result = compare(SEVERAL, replications=replications, parameters="best", verdicts=[CONFLICT])
        say_answer(result, [], "")
        return [line for line in capsys.readouterr().out.splitlines() if " on conflict" in line]

    assert heads(40) == [
        "calm: among the best on conflict",
        "calmer: among the best on conflict",
        "loud: place 4 on conflict",
    ]
    assert heads(4) == [f"{name}: no order shown on conflict" for name in ("calm", "calmer", "loud")]


def test_a_weight_on_a_level_that_is_not_told_from_0_is_told(engine, monkeypatch):
    from fake_runs import FakeRuns

    given = FakeRuns.metrics

    def near_0(self):
        rows = given(self)
        return rows.assign(felt_safety=np.where(rows["seed"] % 2, 0.01, -0.009))

    goals = {"weights": {"conflict": 1, "felt_safety": 1}}
    assert compare(SEVERAL[:2], replications=20, parameters="best", goals=goals).notes == []
    monkeypatch.setattr(FakeRuns, "metrics", near_0)
    (note,) = compare(SEVERAL[:2], replications=20, parameters="best", goals=goals).notes
    assert note.startswith("felt safety in base is not told from 0")
