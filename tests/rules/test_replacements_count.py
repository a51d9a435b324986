"""Every rule of the table counts when it is replaced: the ward names it, or the numbers of a run come from it."""

from types import FunctionType

import pytest

import milieusim as ms
from milieusim.campaign.sweep.work import Context
from milieusim.engines.inputs import WORKED_OUT_HERE, build_inputs
from milieusim.engines.simulate import simulate_many
from milieusim.engines.text import functions_of, ward_modules
from milieusim.ledger.parameters import ledger

FIXED = {
    "locked_share": lambda is_locked, open_door, most: 0.25,
    "mean_stay_days": lambda short_share, short_median, long_median, spread: 4.0,
    "end_per_hour_for": lambda mean_hours, midpoint, w_containment: 0.125,
}
FOR_KINDS_OF_ONES_OWN = {"driven_per_hour"}  # no shipped kind of incident is driven by one state alone
CLOCK = {"days": 1, "warm_up_days": 0}


def named_in_the_ward():
    """Return the rules that functions of the ward name and call."""
    named = set()
    for module in ward_modules():
        for function in functions_of(module).values():
            for name in function.__code__.co_names:
                value = vars(module).get(name)
                named |= {value} if isinstance(value, FunctionType) else set()
    return {name for name, rule in ms.RULES.items() if rule.function in named}


def test_the_ward_names_every_rule_but_those_that_inputs_are_made_of():
    assert set(WORKED_OUT_HERE) == set(FIXED)
    assert set(ms.RULES) - named_in_the_ward() == set(WORKED_OUT_HERE) | FOR_KINDS_OF_ONES_OWN


def numbers(rules=None):
    """Return the numbers of a run."""
    return build_inputs(ms.load_design("acute-ward"), ledger(), **CLOCK, rules=rules).p


@pytest.mark.parametrize("name", FIXED)
def test_the_numbers_of_a_run_follow_a_rule_that_is_replaced(name):
    usual, own = numbers(), numbers({name: FIXED[name]})
    changed = {number: value for number, value in own.items() if value != usual[number]}
    demand = usual["beds"] * ms.load_design("acute-ward").ward.demand
    expected = {
        "locked_share": {"locked_share": 0.25},
        "mean_stay_days": {"referrals_per_day": demand / 4.0},
        "end_per_hour_for": {"seclusion_end_per_hour": 0.125, "mechanical_end_per_hour": 0.125},
    }
    assert changed == expected[name]


def test_every_way_to_run_a_ward_hands_its_rules_on():
    usual = numbers()["locked_share"]
    model = ms.WardModel("acute-ward", seed=1, **CLOCK, rules=FIXED)
    own = {**CLOCK, "engine": "agents", "rules": {"locked_share": FIXED["locked_share"]}}
    one = ms.simulate("acute-ward", seed=1, **own)
    many = simulate_many("acute-ward", seeds=[], **own)
    found = [model.p.locked_share, one._inputs.p["locked_share"], many._inputs.p["locked_share"]]
    assert found == [0.25] * 3 and usual != 0.25


def test_a_sweep_hands_its_rules_on():
    context = object.__new__(Context)
    context.clock, context.keep, context.rules = {**CLOCK, "tick_minutes": 15}, [], FIXED
    context.outcomes = {}
    inputs = context.inputs(ms.load_design("acute-ward"), ledger())
    assert inputs.p["locked_share"] == 0.25


@pytest.mark.parametrize(
    ("rule", "told"),
    [
        (lambda is_locked: 1.0, r"locked_share must take \(is_locked, open_door, most\)"),
        (lambda is_locked, open_door, most: None, "locked_share gave None; it must give a number"),
    ],
)
def test_a_wrong_replacement_is_told_by_name(rule, told):
    with pytest.raises(ms.ConfigError, match=told):
        numbers({"locked_share": rule})
