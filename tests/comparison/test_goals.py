"""A planner's weights and limits: read with every problem at once, weighed, and held against differences."""

from types import SimpleNamespace

import numpy as np
import pytest

from milieusim.comparison.goals import Goals, load_goals
from milieusim.errors import ConfigError

RESTRAINT = "manual_restraint_per_1000_obd"


def found(difference, half=0.1, other=1.0):
    ends = {"low": difference - half, "high": difference + half}
    return SimpleNamespace(
        difference=difference, **ends, other=other, other_low=other - half, other_high=other + half
    )


def limited(**limit):
    return load_goals({"weights": {"conflict": 1}, "limits": {"manual restraint": limit}})


def test_goals_come_from_a_file_by_names_and_labels(tmp_path):
    file = tmp_path / "goals.yaml"
    file.write_text(
        "weights:\n  conflict: 2\n  felt_safety: 1\nlimits:\n  manual restraint: {must_not_rise: true}\n"
    )
    goals = load_goals(file)
    assert goals.metrics == ["conflict_per_100_obd", "felt_safety", RESTRAINT]
    assert goals.limits[RESTRAINT].must_not_rise
    assert load_goals(goals) is goals and load_goals(goals.model_dump()) == goals


def test_every_problem_of_a_file_is_told_at_once(tmp_path):
    file = tmp_path / "goals.yaml"
    file.write_text(
        "weights: {conflikt_per_100_obd: 1, occupancy: 1, felt_safety: -1}\nwieghts: 3\n"
        "limits:\n  restraint: {must_not_rise: true}\n  loneliness: {at_most: 1, at_least: 2}\n"
        "  self-harm: {}\n  felt_safety: {must_not_rize: true}\n"
    )
    with pytest.raises(ConfigError) as caught:
        load_goals(file)
    text = str(caught.value)
    for part in (
        "Did you mean 'conflict_per_100_obd'?", "'occupancy' has no better direction", "felt_safety is -1",
        "Did you mean 'weights'?", "no metric 'restraint'", "at_least no higher than at_most",
        "must say must_not_rise", "Did you mean 'must_not_rise'?",
    ):  # fmt: skip
        assert part in text
    assert text.count("no metric 'restraint'") == 1
    with pytest.raises(ConfigError) as caught:
        load_goals({"weights": {"conflikt": 1}})
    assert len(caught.value.problems) == 1


@pytest.mark.parametrize(
    ("tree", "told"),
    [
        ({}, "none given"),
        ([], "a mapping with weights and limits"),
        ({"weights": {"conflict": 1, "conflict_per_100_obd": 2}}, "given twice"),
        ({"weights": {"felt_safety": True}}, "felt_safety is true"),
        ({"weights": {"felt_safety": 1}, "limits": {"loneliness": {"at_most": 1, "by": 2}}}, "beside by"),
    ],
)
def test_goals_that_mean_nothing_are_refused(tmp_path, tree, told):
    file = tmp_path / "goals.yaml"
    file.write_text(str(tree).replace("True", "true"))
    with pytest.raises(ConfigError, match=told):
        load_goals(file)


def test_worth_is_the_weighted_gain_as_a_share_of_the_base():
    goals = Goals(weights={"conflict_per_100_obd": 3, "wellbeing_gain_day14": 1})
    base = {"conflict_per_100_obd": 50.0, "wellbeing_gain_day14": 0.1}
    less = {"conflict_per_100_obd": np.array([-5.0, 0.0]), "wellbeing_gain_day14": np.array([0.0, -0.01])}
    assert goals.worth(base, less) == pytest.approx([0.075, -0.025])
    with pytest.raises(ConfigError, match="is 0 in the base"):
        goals.worth({**base, "conflict_per_100_obd": 0.0}, less)


@pytest.mark.parametrize(
    ("limit", "row", "is_sure"),
    [
        ({"must_not_rise": True}, found(0.3), True),
        ({"must_not_rise": True}, found(0.05), False),
        ({"must_not_rise": True}, found(-0.3), None),
        ({"must_not_rise": True}, found(-0.01, half=5), False),
        ({"must_not_fall": True}, found(0.01, half=5), False),
        ({"must_not_rise": True}, found(0.0, half=0), None),
        ({"must_not_rise": True, "by": 0.35}, found(0.3), False),
        ({"must_not_rise": True, "by": 0.5}, found(0.3), None),
        ({"must_not_fall": True}, found(-0.3), True),
        ({"must_not_rise": True}, found(float("nan")), False),
        ({"at_most": 2}, found(0.0, other=2.5), True),
        ({"at_most": 2.0}, found(0.0, other=1.5), None),
        ({"at_most": 2}, found(0.0, other=2.05), False),
        ({"at_most": 2}, found(0.0, other=1.95), False),
        ({"at_most": 2}, found(0.0, other=float("nan")), False),
        ({"at_least": 2}, found(0.0, other=1.5), True),
        ({"at_least": 2}, found(0.0, other=1.95), False),
        ({"at_least": 2}, found(0.0, other=2.5), None),
    ],
)
def test_limits_are_held_against_differences(limit, row, is_sure):
    assert [breach.is_sure for breach in limited(**limit).broken({RESTRAINT: row})] == (
        [] if is_sure is None else [is_sure]
    )


def test_what_is_not_shown_says_how_far_it_may_go():
    told = [
        limited(**limit).broken({RESTRAINT: row})[0].text
        for limit, row in (
            ({"must_not_rise": True}, found(-0.01, half=5)),
            ({"must_not_fall": True, "by": 1}, found(0.0, half=3)),
            ({"at_most": 2}, found(0.0, other=1.95)),
        )
    ]
    assert told == [
        "may rise by up to 4.99 per 1,000 bed-days",
        "may fall by up to 3 per 1,000 bed-days where 1 is allowed",
        "may be as high as 2.05 per 1,000 bed-days where at most 2 is allowed",
    ]
