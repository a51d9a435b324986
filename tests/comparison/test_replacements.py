"""Comparisons with rules and agents of somebody's own."""

import functools

import numpy as np
import pandas as pd
import pytest
from fake_runs import design, some_sets
from test_report_and_command import page_of

from milieusim.comparison.compare import compare
from milieusim.config.parts.design import WardDesign
from milieusim.engines.agents.people import Resident, Staff
from milieusim.engines.simulate import simulate
from milieusim.errors import ConfigError
from milieusim.rules.basics.numerics import clip01

PAIR = [design(), design("calm", 0.8)]
NURSE = {"registered_nurse": 1}
SMALL = WardDesign.model_validate(
    {
        "name": "small",
        "ward": {
            "beds": 2,
            "places": [
                {"name": "bedrooms", "kind": "bedroom", "capacity": 2},
                {"name": "day room", "kind": "day_room", "capacity": 4},
            ],
        },
        "residents": {"mix": {"other": 1}},
        "routine": {},
        "rota": {
            "early": {"start": "07:00", "end": "19:00", **NURSE},
            "night": {"start": "19:00", "end": "07:00", **NURSE},
        },
    }
)
WARM = SMALL.replace({"milieu.support": 0.9, "name": "warm"})


class Same(Resident):
    """A resident as all are."""


class Colleague(Staff):
    """A member of staff as all are."""


def hardly_calmed(arousal, share):
    """Calming takes away a tenth of what it would."""
    return clip01(arousal * (1.0 - 0.1 * share))


def test_rules_and_classes_reach_every_run_and_the_hours_after(engine):
    rules = {"calmed": hardly_calmed}
    result = compare(PAIR, replications=40, parameters=some_sets(), rules=rules, staff_class=Colleague)
    rules.clear()
    assert len(result.hours) == 48
    asked = {"engine": "agents", "rules": {"calmed": hardly_calmed}}
    asked |= {"resident_class": None, "staff_class": Colleague}
    assert len(engine) > 20 and all(call["own"] == asked for call in engine)


def test_rules_alone_stay_on_the_compiled_engine(engine):
    compare(PAIR, replications=12, parameters="best", rules={"calmed": hardly_calmed})
    assert {tuple(call["own"]) for call in engine} == {("rules",)}


def test_the_answer_and_the_page_say_whose_code_was_used(engine, tmp_path):
    options = {"rules": {"calmed": hardly_calmed}, "resident_class": Same, "staff_class": Colleague}
    result = compare(PAIR, replications=12, parameters="best", **options)
    here = hardly_calmed.__module__
    said = (
        f"Every run used code of somebody's own: the rule calmed ({here}.hardly_calmed), residents as "
        f"{here}.Same and staff as {here}.Colleague."
    )
    assert said in result.sentence and "not with these" in result.sentence
    text = page_of(result.report(tmp_path / "page.html"))[1]
    assert text.count(said) == 2 and "Made on the agents engine." in text
    assert "with the same code of somebody's own, give the same numbers" in text


@pytest.mark.slow
def test_without_them_nothing_is_said_of_them(engine, tmp_path):
    result = compare(PAIR, replications=12, parameters="best", rules={})
    text = page_of(result.report(tmp_path / "page.html"))[1]
    assert "somebody's own" not in result.sentence + text and "Made on the" not in text
    assert all(call["own"] == {} for call in engine)


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ({"rules": [hardly_calmed]}, ["rules is a list; it must be a dict of functions"]),
        ({"rules": {"calmed": 0.1, "excited": None}}, ["rules: calmed is 0.1", "rules: excited is empty"]),
        (
            {"resident_class": Colleague, "staff_class": 3},
            ["must be a subclass of milieusim.Resident", "staff_class is 3; it must be a subclass of"],
        ),
        ({"resident_class": "Same"}, ["resident_class is 'Same'"]),
    ],
)
def test_what_cannot_be_used_is_told_with_every_other_problem_before_anything_runs(engine, options, told):
    with pytest.raises(ConfigError) as caught:
        compare(PAIR, days=0, replications=1, verdicts=["lonelines"], **options)
    for part in ("days is 0", "replications is 1", "Did you mean 'loneliness'?", *told):
        assert part in str(caught.value)
    assert engine == []


def test_an_unknown_rule_is_told_by_the_engine():
    for options in ({}, {"resident_class": Same}):
        with pytest.raises(ConfigError, match="there is no rule 'calmedd'"):
            compare(
                [SMALL, WARM],
                days=1,
                replications=2,
                parameters="best",
                rules={"calmedd": hardly_calmed},
                **options,
            )


@pytest.mark.parametrize(
    ("parameters", "pairs"), [("best", 2), pytest.param("posterior", 8, marks=pytest.mark.slow)]
)
def test_a_class_that_changes_nothing_changes_no_number(parameters, pairs):
    options = {"days": 2, "replications": pairs, "parameters": parameters}
    compiled = compare([SMALL, WARM], **options)
    agents = compare([SMALL, WARM], resident_class=Same, workers=2, **options)
    pd.testing.assert_frame_equal(agents.metrics, compiled.metrics, check_exact=True)
    pd.testing.assert_frame_equal(agents.table, compiled.table, check_exact=True)
    assert compiled.parameter_sets == (1 if parameters == "best" else 2)


@pytest.mark.slow
def test_a_rule_of_ones_own_is_followed_on_both_engines():
    options = {"days": 4, "replications": 2, "parameters": "best", "rules": {"calmed": hardly_calmed}}
    compiled = compare([SMALL, WARM], **options)
    agents = compare([SMALL, WARM], staff_class=Colleague, **options)
    pd.testing.assert_frame_equal(agents.metrics, compiled.metrics, check_exact=True)
    row = compiled.metrics[compiled.metrics["design"] == "warm"].iloc[1]
    alone = simulate(WARM, days=4, seed=2, rules=options["rules"]).metrics()
    shipped = simulate(WARM, days=4, seed=2).metrics()
    pd.testing.assert_series_equal(row[alone.index].astype(float), alone, check_exact=True, check_names=False)
    assert not alone.equals(shipped)


def test_a_class_may_come_from_partial_and_a_seed_from_numpy():
    made_by = functools.partial(Same)
    options = {"days": 1, "replications": 2, "parameters": "best"}
    agents = compare([SMALL, WARM], seed=np.int64(3), resident_class=made_by, **options)
    compiled = compare([SMALL, WARM], seed=3, **options)
    pd.testing.assert_frame_equal(agents.metrics, compiled.metrics, check_exact=True)
    assert f"residents as {Same.__module__}.Same" in agents.sentence
