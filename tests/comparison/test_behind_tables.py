"""The tables behind a comparison: what differences are made of, who gains, what carries them."""

import numpy as np
from fake_runs import design, some_sets

from milieusim.comparison.behind.mechanisms import MECHANISMS, values_without
from milieusim.comparison.behind.paired_rows import numbers_of, with_holm
from milieusim.comparison.compare import compare
from milieusim.ledger.parameters import load_parameters
from milieusim.report.behind.behind_staff import staff_contents
from milieusim.report.behind.behind_who import who_contents

PAIR = [design(), design("calm", 0.8)]


def compared(**options):
    return compare(PAIR, **{"days": 28, "replications": 20, "parameters": "best"} | options)


def test_every_mechanism_is_switched_off_by_parameters_that_there_are():
    parameters = load_parameters("best")
    for mechanism in MECHANISMS.values():
        values = values_without(parameters, mechanism)
        changed = parameters.replace(values)
        assert all(changed[name] == 0 for name in mechanism.parameters)
        assert any(parameters[name] != 0 for name in mechanism.parameters)


def test_a_constant_takes_over_what_a_weight_gave_on_average():
    parameters = load_parameters("best")
    values = values_without(parameters, MECHANISMS["fit"])
    assert values["comply_base"] == parameters["comply_base"] + 0.5 * parameters["comply_w_fit"]


def test_what_a_mechanism_carries_is_what_goes_of_the_difference(engine):
    result = compared()
    table = result.carried_by
    assert set(table["mechanism"]) == set(MECHANISMS) and set(table["metric"]) == set(result.judged)
    assert np.allclose(table["difference"] - table["difference_left"], table["carried"])
    assert not table["stands_out"].any()  # fake runs have no mechanisms


def test_mechanisms_are_switched_off_in_one_pair_of_each_set(engine):
    assert len(compared(replications=80, parameters=some_sets()).carried_by)
    asked = [call for call in engine if call["keep"] == [] and len(call["seeds"]) == 1]
    assert len({call["set"] for call in asked}) > 10


def test_tables_are_made_of_a_limited_number_of_pairs(engine):
    result = compared(replications=100)
    assert result.sample.pairs == 40 and str(result.sample) == "the first 40 pairs"
    assert len(result.who) and max(result.who["pairs"].dropna()) <= 40


def test_small_groups_are_named_and_not_shown(engine):
    table = compared(replications=10).who
    hidden = table[~table["is_shown"]]
    assert set(hidden["group"]) >= {"worst-off tenth"}
    assert hidden[["difference", "low", "high", "base", "other"]].isna().all().all()


def test_a_gain_of_all_is_found_in_groups_with_intervals_that_hold_together(engine):
    table = compared(replications=40).who
    gains = table[(table["measure"] == "wellbeing_gain") & table["is_shown"]]
    assert len(gains) > 8 and gains["stands_out"].all() and (gains["difference"] > 0).all()
    assert np.allclose(gains["level"], 1 - 0.05 / table["is_shown"].sum())


def test_slots_and_care_are_told_with_what_stood_in_the_way(engine):
    table = compared(days=7).staffing
    fell = table[table["measure"] == "slots that fell through"].iloc[0]
    assert fell["reason"] == "no leader free" and fell["base"] == 1.0
    missed = table[(table["measure"] == "doses missed") & table["reason"].notna()]
    assert missed["reason"].tolist() == ["not reached in time"]
    assert table[table["measure"].str.startswith("shifts after")]["base"].item() == 1.0
    assert {"CHPPD", "HBIPS-2", "HBIPS-3", "PCC-SR"} <= {text.split(":")[0] for text in table["measure"]}


def test_pairs_of_one_set_do_not_count_as_independent_and_sets_are_told(engine):
    result = compared(replications=12, parameters=some_sets())
    assert str(result.sample) == "12 pairs, of 3 parameter sets"
    values = np.repeat([1.0, 2.0, 4.0], 4)
    within = numbers_of(0 * values, values, sets=result.sample.sets)
    alone = numbers_of(0 * values, values)
    assert within["high"] - within["low"] > 2 * (alone["high"] - alone["low"])


def test_tables_are_spread_over_every_set_that_was_compared(engine):
    result = compared(replications=80, parameters=some_sets())
    names = [parameters.name for parameters in result.sample.parameters]
    assert len(names) == 40 and set(names) == set(result.metrics["parameter_set"])
    assert str(result.sample) == f"40 pairs, of {len(set(names))} parameter sets"


def test_hours_in_which_staff_are_short_are_told_from_chance_all_counted(engine):
    result = compared()
    hours, draw = result.sample.hours["calm"], np.random.default_rng(4)
    hours["registered_nurse_minutes_needed"] += draw.normal(0, 5, len(hours))
    hours.loc[hours["hour"] == 9, "registered_nurse_minutes_needed"] += 30
    table = result.staff_hours[result.staff_hours["design"] == "calm"]
    short = table[table["stands_out"] & (table["minutes_left"] < 0)]
    assert short["hour"].tolist() == [9] and (table["p_adjusted"] >= table["p_value"]).all()
    assert "registered nurses in 1 of 24 hours" in staff_contents(result)["sentence"]


def test_a_group_that_is_shown_in_one_measure_is_not_said_to_be_hidden(engine, blank_pictures):
    result = compared(replications=40)
    table = result.who
    of = {group: table["group"] == group for group in ("men", "women")}
    table.loc[of["women"] & (table["measure"] == "conflict"), "is_shown"] = False
    table.loc[of["men"], "is_shown"] = False
    told = who_contents(result)["hidden"]
    assert "women (sex: conflict that they take part in)" in told and " men (sex)" in f" {told}"
    assert "women (sex)" not in told


def test_what_hospitals_report_is_by_the_official_denominator(engine):
    result = compared(days=7)
    table = result.table.set_index("metric")
    table.loc["restraint_hours_per_1000_midnight_hours", "base"] = 7.0
    result.table = table.reset_index()
    reported = result.staffing.set_index("measure")["base"]
    assert reported["HBIPS-2: hours of physical restraint"] == 7.0


def test_nothing_stands_out_from_fewer_than_ten_that_count_as_independent(engine):
    rows = [{"p_value": 1e-9, "units": units} for units in (9, 10)]
    assert [row["stands_out"] for row in with_holm(rows)] == [False, True]
    few = compared(replications=12, parameters=some_sets())
    assert not few.who["stands_out"].any() and not few.staff_hours["stands_out"].any()
    shared = numbers_of([0.0] * 12, np.arange(12.0), sets=few.sample.sets)
    assert (shared["pairs"], shared["units"]) == (12, 3)
