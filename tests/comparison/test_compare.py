"""Designs compared over runs whose truth is known."""

import math
from functools import partial

import pytest
from fake_runs import design

from milieusim.analysis.metrics.metrics import METRICS
from milieusim.comparison.choices import alike, labelled
from milieusim.comparison.compare import compare as compare_over
from milieusim.comparison.margins import read_margins
from milieusim.errors import ConfigError

compare = partial(compare_over, parameters="best")
PROMISED = (
    "design metric unit base other difference low high share_better share_of_sets_agreeing verdict".split()
)


def row(result, metric, design="calm"):
    table = result.table
    return table[(table["metric"] == metric) & (table["design"] == design)].iloc[0]


def test_the_table_has_the_promised_columns_and_every_metric(engine):
    result = compare([design(), design("calm", 0.8)], replications=40)
    assert result.table.columns.tolist()[: len(PROMISED)] == PROMISED
    assert set(result.table["metric"]) == set(METRICS)
    assert result.metrics.columns.tolist()[:3] == ["design", "seed", "parameter_set"]
    assert len(result.metrics) == 80


def test_a_known_difference_is_found_with_its_size_and_its_sentence(engine):
    result = compare([design(), design("calm", 0.8)], replications=60)
    found = row(result, "conflict_per_100_obd")
    assert found["verdict"] == "better"
    assert found["low"] <= -0.3 <= found["high"]
    assert found["difference"] == pytest.approx(found["other"] - found["base"])
    assert found["variance_ratio"] > 10
    for word in ("calm was compared with base", "seeds 1 to 60", "95 % interval", "model ward, not yours"):
        assert word in result.sentence
    assert "Better on conflict: lower" in result.sentence


def test_only_metrics_named_beforehand_are_judged(engine):
    result = compare([design(), design("calm", 0.8)], replications=20)
    judged = result.table[result.table["verdict"] != "not_judged"]["metric"].tolist()
    assert judged == ["conflict_per_100_obd", "wellbeing_gain_day14"]
    named = compare(
        [design(), design("calm", 0.8)],
        replications=20,
        verdicts=["loneliness"],
        margins={"felt_safety": 0.1},
    )
    assert named.judged == ["loneliness", "felt_safety"]
    assert row(named, "conflict_per_100_obd")["verdict"] == "not_judged"
    assert row(named, "felt_safety")["verdict"] == "no_difference_shown"


def test_a_metric_over_nothing_is_not_settled(engine):
    result = compare([design(), design("calm", 0.8)], replications=20, verdicts=["distress_gain_d"])
    assert row(result, "distress_gain_d")["verdict"] == "not_settled"
    assert "0 pairs of runs had anything to count" in result.sentence


def test_the_same_design_twice_shows_no_difference_at_all(engine):
    result = compare([design(), design()], replications=12)
    assert result.others == ["base (2)"]
    judged = result.table[~result.table["is_exploratory"]]
    assert judged["difference"].tolist() == [0, 0]
    assert judged["verdict"].tolist() == ["no_difference_shown"] * 2
    assert "the same in every pair" in result.sentence


def test_both_designs_run_at_the_same_seeds(engine):
    compare([design(), design("calm", 0.8)], replications=12, seed=5, days=7)
    assert [call["seeds"] for call in engine] == [list(range(5, 17))] * 2
    assert all(call["days"] == 7 and call["keep"] == [] for call in engine)


def test_tests_of_several_designs_are_corrected_together(engine):
    result = compare([design(), design("calm", 0.8), design("other", 0.81)], replications=20)
    judged = result.table[~result.table["is_exploratory"]]
    assert len(judged) == 4
    assert (judged["p_adjusted"] >= judged["p_value"]).all()
    assert "calm: " in result.sentence and "other: " in result.sentence


def test_auto_runs_until_the_interval_is_as_narrow_as_the_margin(engine):
    result = compare(
        [design(), design("calm", 0.8)], replications="auto", margins={"conflict_per_100_obd": 0.015}
    )
    found = row(result, "conflict_per_100_obd")
    assert 50 < result.replications <= 1000
    assert (found["high"] - found["low"]) / 2 <= 0.015
    assert found["is_at_any_time"] and "repeated looks" in result.sentence
    seeds = [seed for call in engine if call["design"] == "base" for seed in call["seeds"]]
    assert seeds == list(range(1, result.replications + 1))  # blocks follow on, and nothing is run twice
    assert (
        result.metrics["design"].tolist() == ["base"] * result.replications + ["calm"] * result.replications
    )


def test_auto_stops_at_its_first_look_where_fifty_pairs_are_enough(engine):
    compare([design(), design("calm", 0.8)], replications="auto", verdicts=["conflict_per_100_obd"])
    assert [len(call["seeds"]) for call in engine] == [50, 50]


def test_a_question_left_open_is_told_with_about_how_many_more_pairs(engine):
    margin = {"conflict_per_100_obd": 0.3}
    result = compare([design(), design("calm", 0.8)], replications=60, margins=margin)
    found = row(result, "conflict_per_100_obd")
    assert found["verdict"] in ("better", "not_settled")
    result = compare(
        [design(), design("calm", 0.52)], replications=20, margins={"conflict_per_100_obd": 0.02}
    )
    found = row(result, "conflict_per_100_obd")
    assert found["verdict"] == "not_settled" and 0 < found["more_pairs"] < 2000
    assert "more pairs would settle a difference of this size" in result.sentence


def test_the_interval_shown_is_the_one_that_the_verdict_was_read_from(engine):
    several = [design(), *(design(f"other-{k}", 0.5 + 0.005 * k) for k in range(1, 5))]
    result = compare(several, replications=40)
    judged = result.table[~result.table["is_exploratory"]]
    assert set(judged["judged_together"]) == {8} and judged["level"].tolist() == pytest.approx(
        [1 - 0.05 / 8] * 8
    )
    is_sure = (judged["low"] > 0) | (judged["high"] < 0)
    assert (is_sure == judged["verdict"].isin(["better", "worse"])).all()
    assert (is_sure == (judged["p_adjusted"] < 0.05)).all()
    assert "95 % interval corrected for 8 questions" in result.sentence
    alone = compare(several[:2], replications=40)
    widths = [row(one, "conflict_per_100_obd", "other-1") for one in (alone, result)]
    assert widths[0]["high"] - widths[0]["low"] < widths[1]["high"] - widths[1]["low"]


def test_auto_gives_up_at_a_thousand(engine):
    result = compare(
        [design(), design("calm", 0.8)], replications="auto", margins={"conflict_per_100_obd": 1e-6}
    )
    assert result.replications == 1000


def test_progress_counts_up_to_all_runs(engine):
    seen = []
    compare(
        [design(), design("calm", 0.8)],
        replications=20,
        progress=lambda done, total: seen.append((done, total)),
    )
    assert seen == [(20, 40), (40, 40)]


def test_every_problem_is_told_before_anything_runs(engine):
    with pytest.raises(ConfigError) as caught:
        compare(
            ["no-such-ward", "acute-wardd"],
            days=0,
            replications=1,
            seed=-1,
            margins=["conflict_per_shif=5%", "loneliness", "felt_safety=-1"],
            verdicts=["occupancy", "lonelines"],
            parameters="wrong",
        )
    text = str(caught.value)
    for part in (
        "no-such-ward", "acute-wardd", "days is 0", "replications is 1", "seed is -1",
        "Did you mean 'conflict_per_shift'?", "write METRIC=SIZE", "margin of felt_safety",
        "'occupancy' has no better direction", "Did you mean 'loneliness'?", "'wrong'",
    ):  # fmt: skip
        assert part in text
    assert engine == []


def test_twins_show_no_difference_once_there_are_pairs_enough(engine):
    result = compare([design(), design()], replications=12)
    assert set(result.table["verdict"][:2]) == {"no_difference_shown"}
    assert "too few pairs" not in result.sentence
    # What is known of the designs themselves takes no pairs.
    few = compare([design(), design()], replications=3)
    assert set(few.table["verdict"][:2]) == {"no_difference_shown"}
    other = compare([design(), design("calm", 0.8)], replications=3)
    assert "there are too few pairs (10 at least), so run more" in other.sentence


def test_designs_that_are_all_the_same_are_run_in_the_fewest_pairs_and_told_in_the_answer(engine):
    again = design("again", **{"about.title": "Another title"})
    result = compare([design(), design(), again], replications="auto")
    assert result.twins == result.others == ["base (2)", "again"] and result.replications == 2
    assert result.answer.startswith("base (2) and again are to the model the same as base in everything")
    assert "more pairs" not in result.answer + result.sentence and "however many pairs" in result.answer


def test_a_design_that_is_the_base_once_more_is_told_beside_others(engine):
    result = compare([design(), design(), design("calm", 0.8)], replications=12)
    assert result.twins == ["base (2)"]
    assert result.answer.startswith("base (2) is to the model the same as base. calm against base: better on")


@pytest.mark.parametrize("first", ["acute-ward", design()])
def test_designs_that_are_not_in_a_list_are_refused_with_what_to_write(engine, first):
    with pytest.raises(ConfigError, match="must be a list of a base and at least one other"):
        compare_over(first, "open-unit", days=7)


def test_a_measure_by_shift_gives_no_verdict_where_days_are_cut_differently(engine):
    base = design()
    late, night = base.rota.late, base.rota.night
    longer = {**base.rota.early.model_dump(mode="json"), "end": late.model_dump(mode="json")["end"]}
    two = base.replace({"rota.early": longer, "rota.late": None, "name": "long-days"})
    assert night is not None and len(two.rota.shifts) == 2
    with pytest.raises(ConfigError, match="counted by shift") as caught:
        compare([base, two], verdicts=["conflict_per_shift", "conflict_per_100_obd"])
    assert len(caught.value.problems) == 1 and engine == []
    compare([base, two], replications=12)


def test_one_design_is_too_few(engine):
    with pytest.raises(ConfigError, match="at least one other"):
        compare([design()])


@pytest.mark.parametrize(("text", "base", "size"), [("5%", -2.0, 0.1), ("0.2", 9.0, 0.2), (3, 1.0, 3.0)])
def test_margins_are_shares_of_the_base_or_plain_numbers(text, base, size):
    margin = read_margins({"conflict_per_100_obd": text})["conflict_per_100_obd"]
    assert margin.around(base) == pytest.approx(size)


@pytest.mark.parametrize("text", ["", "0", "-5%", "nan", "inf", "five", "5%%%x", True])
def test_margins_that_are_no_size_are_refused(text):
    with pytest.raises(ConfigError, match="is no size"):
        read_margins({"conflict_per_100_obd": text})


def test_designs_of_one_name_get_numbers_and_twins_are_seen():
    named = labelled([design(), design(), design("calm", 0.8)])
    assert list(named) == ["base", "base (2)", "calm"]
    assert alike(named) == [("base", "base (2)")]


def test_hours_are_means_by_design_and_hour(engine):
    result = compare([design(), design("calm", 0.8)], replications=12)
    assert result.hours.groupby("design")["hour"].count().tolist() == [24, 24]
    assert engine[-1]["keep"] == ["hours"]
    assert not math.isnan(result.hours["conflict_low"][0])


def test_what_adding_up_leaves_is_no_difference():
    import pandas as pd

    from milieusim.comparison.pairs import difference_table

    values = {"base": [0.1, 0.2, 0.3] * 4, "calm": [0.3, 0.1, 0.2] * 4}
    rows = [
        {"design": name, "seed": seed, "parameter_set": "best", "occupancy": value}
        for name, column in values.items()
        for seed, value in enumerate(column)
    ]
    assert difference_table(pd.DataFrame(rows), "base", ["calm"], [])["difference"].tolist() == [0.0]
