"""Settings of a calibration: the shipped ones hold no check target, and bad ones are told what is wrong."""

import pytest

from milieusim.calibration.settings import load_settings, settings_of
from milieusim.calibration.settings_problems import MOST_FITTED, SEEDS
from milieusim.errors import ConfigError
from milieusim.evidence.estimates import JUMPS
from milieusim.evidence.targets import load_targets

GOOD = {"fitted": {"hours_arousal": {"low": 0.5, "high": 3.0, "scale": "log"}}}


def problems(**changes):
    with pytest.raises(ConfigError) as caught:
        settings_of({**GOOD, **changes}, "mine.yaml")
    assert all(problem.startswith("mine.yaml: ") for problem in caught.value.problems)
    return [problem.removeprefix("mine.yaml: ") for problem in caught.value.problems]


def test_parts_may_be_left_out_and_sizes_have_their_usual_values():
    settings = settings_of(GOOD, "mine.yaml")
    assert settings.free == settings.solved == {} and settings.sizes["waves"] == 3
    assert settings.seeds == SEEDS
    changed = settings_of({**GOOD, "sizes": {"bank": 50, "seeds": {"bank": 7}}}, "mine.yaml")
    assert changed.sizes["bank"] == 50 and changed.seeds == {**SEEDS, "bank": 7}


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"fited": {}}, "there is no part 'fited'. Did you mean"),
        ({"fitted": {}}, "fitted: no parameter is named"),
        ({"fitted": ["hours_arousal"]}, "fitted: it must be a mapping, not list."),
        ({"fitted": {"hours_arousl": {"low": 1, "high": 2}}}, "there is no such parameter. Did you mean"),
        ({"fitted": {"hours_arousal": 2}}, "it must have low and high"),
        ({"fitted": {"hours_arousal": {"low": 2, "high": 1}}}, "low must be below high"),
        ({"fitted": {"hours_arousal": {"low": "x", "high": 1}}}, "both must be numbers"),
        ({"fitted": {"hours_arousal": {"low": -1, "high": 1}}}, "low: Parameter hours_arousal is -1"),
        ({"fitted": {"hours_arousal": {"low": 1, "high": 2, "scale": "cube"}}}, "must be linear or log"),
        ({"free": {"milieu_gain": {"low": 0, "high": 2, "sale": "log"}}}, "there is no 'sale' here"),
        ({"free": {"hours_arousal": {"low": 1, "high": 2}}}, "stands under fitted too"),
        ({"free": {"trait_spread": {"low": 0, "high": 1, "scale": "log"}}}, "must be above 0"),
        ({"solved": {"germany_threshold_seclusion": {"low": 0, "high": 1}}}, "target is missing"),
        ({"discrepancy": {"T01": -1}}, "discrepancy: T01 is -1"),
        ({"scale": {"T01": "cube"}}, "scale: T01 is 'cube'"),
        ({"sizes": {"bankk": 3}}, "sizes: there is no 'bankk'"),
        ({"sizes": {"bank": 0}}, "sizes: bank is 0; it must be a whole number, 20 or more."),
        ({"sizes": {"near_share": 2}}, "sizes: near_share is 2"),
        ({"sizes": {"seeds": 3}}, "sizes: seeds is 3"),
        ({"sizes": {"seeds": {"bnak": 3}}}, "sizes: seeds: there is no 'bnak'"),
        ({"sizes": {"seeds": {"bank": {"swizerland": 3}}}}, "there is no study 'swizerland'"),
        (
            {"sizes": {"seeds": {"bank": {"switzerland": 3}}}},
            "england, new-south-wales, australia, germany is",
        ),
    ],
)
def test_problem_is_named(changes, told):
    assert any(told in problem for problem in problems(**changes)), problems(**changes)


def test_all_problems_come_at_once():
    assert len(problems(fitted={"x": {"low": 2, "high": 1}}, sizes={"bank": 0}, scale={"T01": "cube"})) >= 4


def test_targets_must_be_there_to_solve_for():
    solved = {"australia_threshold_seclusion": {"target": "T71", "low": 0.5, "high": 1.0}}
    with pytest.raises(ConfigError, match="solved: there is no target T71"):
        settings_of({**GOOD, "solved": solved}, "mine.yaml").problem(load_targets())


def test_shipped_settings_hold_no_check_target_and_nothing_computed_from_one():
    targets, settings = load_targets(), load_settings()
    problem = settings.problem(targets)
    fit = {key for key, target in targets.items() if target.used_for == "fit"}
    asked = {*problem.keys, *(aim.key for aim in problem.solved_aims)}
    assert asked == fit - set(JUMPS) and len(fit) == 42
    assert {*settings.discrepancy, *settings.scale} <= fit
    # Whatever check targets say, the calibration is asked the same.
    changed = {
        key: target._replace(value=1e9, low=-1e9, high=2e9) if target.used_for != "fit" else target
        for key, target in targets.items()
    }
    assert settings.problem(changed) == problem


def test_shipped_settings_are_a_calibration_that_can_be_run():
    settings = load_settings()
    problem = settings.problem(load_targets())
    assert 12 <= problem.is_fitted.sum() <= MOST_FITTED and (~problem.is_fitted).sum() >= 10
    assert settings.sizes["bank"] >= 1000 and settings.sizes["sets"] >= 200
    assert settings.sizes["coverage"] >= 300 and settings.sizes["waves"] == 3
    assert {item.target for item in problem.solved} == {"T17", "T18", "T39"}
