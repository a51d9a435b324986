"""Settings of a calibration: the shipped ones hold no check target, and bad ones are told what is wrong."""

import pytest

from milieusim.calibration.settings import load_settings, settings_of
from milieusim.calibration.settings_problems import MOST_FITTED, SEEDS
from milieusim.errors import ConfigError
from milieusim.evidence.estimates import JUMPS
from milieusim.evidence.studies import component_effects, load_studies
from milieusim.evidence.targets import load_targets
from milieusim.ledger.parameters import ledger
from milieusim.rules.table import RULES
from milieusim.vocabulary import LEVELS, PRACTICES

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
    assert {item.target for item in problem.solved} == {"T15", "T16", "T17", "T18", "T33", "T39"}


def test_what_is_solved_for_is_one_countrys_own_and_others_are_solved_before_it():
    solved = list(load_settings().solved)
    studies = {name.split("-")[0] for name in load_studies()}
    assert {name.split("_")[0] for name in solved} <= studies
    # A hold by hand is the rung above a show of force, and containment a shift counts seclusions that go on.
    for earlier, later in [
        ("england_threshold_manual_restraint", "england_threshold_show_of_force"),
        ("australia_threshold_seclusion", "australia_hours_seclusion"),
        ("australia_hours_seclusion", "australia_threshold_intermittent_observation"),
    ]:
        assert solved.index(earlier) < solved.index(later)


def varied():
    settings = load_settings()
    return {**settings.fitted, **settings.free, **settings.solved}


def test_whatever_varies_does_so_over_the_whole_range_of_the_ledger():
    shipped = ledger()
    for name, entry in varied().items():
        assert [entry["low"], entry["high"]] == [shipped.entry(name).low, shipped.entry(name).high], name


def test_no_component_effect_of_a_practice_is_held_at_one_value():
    effects = set(component_effects()) - set(load_studies())
    assert effects and not effects - set(varied())


@pytest.mark.parametrize("name", PRACTICES)
def test_what_a_practice_does_is_a_component_effect(name):
    shipped, effects = set(ledger()), set(component_effects())
    for rule in RULES.values():
        if name in rule.reads and shipped & set(rule.reads):
            assert effects & set(rule.reads), f"{rule.name} reads {name} and no component effect"


def test_no_weight_of_a_level_is_held_at_one_value():
    weights = {name for name in ledger() if name.rsplit("_w_", 1)[-1] in LEVELS}
    assert len(weights) > 10 and not weights - set(varied())


def test_nothing_contested_is_held_at_one_value():
    shipped = ledger()
    entries = {name: shipped.entry(name) for name in shipped}
    inputs = (
        "profile_",
        "_threshold_",
    )  # who comes, and what a country's policy is, are settings of the ward
    contested = {
        name
        for name, entry in entries.items()
        if (entry.low < 0 < entry.high or "contested" in entry.note.lower())
        and not any(part in name for part in inputs)
    }
    assert {"need_w_short", "absconding_locked_factor"} <= contested and not contested - set(varied())
