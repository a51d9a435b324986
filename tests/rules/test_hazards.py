"""What the hazard of an incident may depend on: what a person lived and is, and facts of the place; nothing else."""

import inspect

import pytest
from milieusim.rules.described import described

from milieusim.rules import RULES
from milieusim.vocabulary import LEVELS, PRACTICES

HOURS = {"hour", "hour_of_day", "night", "is_night", "alertness", "day_of_week", "is_daytime", "is_weekend"}
FORBIDDEN = {*LEVELS, *PRACTICES, *HOURS}
HAZARDS = [name for name, rule in RULES.items() if rule.family == "hazards" and name.endswith("_per_hour")]


def called_by(function):
    """Return a rule and all rules that it calls, and that these call."""
    found, left = [], [function]
    while left:
        one = left.pop()
        if one in found:
            continue
        found.append(one)
        names = inspect.unwrap(one).__code__.co_names
        left += [RULES[name].function for name in names if name in RULES]
    return found


def depends_on(function):
    """Return all names of which a rule makes use: its arguments, and what it and those it calls read off `p`."""
    names = set(inspect.signature(function).parameters)
    for one in called_by(function):
        if one.__module__.startswith("milieusim.rules.") and ".basics." not in one.__module__:
            names |= set(described(one).reads)
    return names


def test_there_are_hazards_to_look_at():
    assert {"aggression_per_hour", "rule_breaking_per_hour", "absconding_per_hour"} <= set(HAZARDS)


@pytest.mark.parametrize("name", [*HAZARDS, "provocation", "provoked_by", "cause_of"])
def test_no_hazard_of_an_incident_takes_a_level_a_practice_or_the_hour(name):
    assert not depends_on(RULES[name].function) & FORBIDDEN


def strict(p, frailty, boredom):
    """Break more rules where there are more of them."""
    return p.rule_base * frailty * boredom * p.structure


def test_a_hazard_that_takes_a_level_would_be_found():
    from milieusim.rules.described import names_read

    assert set(names_read(strict)) & FORBIDDEN == {"structure"}


def test_what_wears_one_out_makes_every_kind_of_outburst_likelier_by_the_same_factor():
    from types import SimpleNamespace

    from milieusim.rules.hazards import aggression_per_hour, rule_breaking_per_hour

    p = SimpleNamespace(
        aggression_base=0.02,
        arousal_gain=4.0,
        arousal_midpoint=0.5,
        aggression_w_coping=0.5,
        unprovoked=0.1,
        strain_gain=3.0,
        usual_strain=0.2,
        rule_base=0.04,
        rule_w_frailty=0.5,
    )
    aggression = [
        aggression_per_hour(p, frailty=1.0, arousal=0.4, strain=s, coping=0.3, provocation=0.2)
        for s in (0.2, 0.5)
    ]
    rules = [
        rule_breaking_per_hour(p, frailty=1.0, need_autonomy=0.5, boredom=0.5, autonomy=0.4, strain=s)
        for s in (0.2, 0.5)
    ]
    assert aggression[1] / aggression[0] == pytest.approx(rules[1] / rules[0])
    assert rules[1] > 2.0 * rules[0]
