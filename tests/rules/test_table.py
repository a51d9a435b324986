"""The table of rules is read, never written; a rule of somebody's own is given to a run."""

import functools

import pytest

import milieusim as ms
from milieusim.engines.own_rules import replacing
from milieusim.errors import ConfigError


def test_setting_a_rule_is_refused_with_the_way_to_do_it():
    with pytest.raises(TypeError, match=r"rules=\{'next_boredom': function\}"):
        ms.RULES["next_boredom"] = lambda p, boredom, engaged_share: boredom
    with pytest.raises(TypeError, match="the ward calls every rule"):
        del ms.RULES["next_boredom"]
    assert ms.RULES["next_boredom"].family == "attendance"


def test_a_rule_shows_its_text_unit_form_and_what_it_reads():
    rule = ms.RULES["answer_per_hour"]
    assert rule.source.startswith("@rule\ndef answer_per_hour(p, ")
    assert (rule.unit, rule.form, rule.reads) == ("1/h", "assumed", ("minutes_a_request",))
    assert rule.summary.endswith(".")


def test_a_misspelt_rule_gets_the_name_that_was_likely_meant():
    with pytest.raises(ConfigError, match="next_boredom"):
        replacing({"next_boredon": lambda p, boredom, engaged_share: boredom})


def test_a_replacement_takes_the_arguments_of_the_rule():
    with pytest.raises(ConfigError, match=r"must take \(p, boredom, engaged_share\); .* takes \(boredom\)"):
        replacing({"next_boredom": lambda boredom: boredom})


def test_all_faults_are_told_at_once():
    with pytest.raises(ConfigError) as told:
        replacing({"no_such_rule": abs, "next_boredom": lambda x: x})
    assert "no_such_rule" in str(told.value) and "next_boredom" in str(told.value)


def read_by_a_helper(p, boredom):
    return boredom * p.kept_bordom


def read_by_a_helper_of(p, boredom, engaged_share, share):
    return boredom * share


class Compiled:
    """What numba makes of a function, as far as it counts here: called like one, with the function in it."""

    def __init__(self):
        self.py_func = lambda p, boredom, engaged_share: boredom
        functools.update_wrapper(self, self.py_func)

    __call__ = staticmethod(read_by_a_helper_of)

    def __repr__(self):
        return "Compiled()"


WRONG = {
    "reads what p has not": (
        lambda p, boredom, engaged_share: p.kept_bordom,
        "next_boredom reads p.kept_bordom",
    ),
    "in an inner function": (
        lambda p, boredom, engaged_share: sum(p.kept_bordom for _ in range(2)),
        "next_boredom reads p.kept_bordom",
    ),
    "is a number": (
        0.5,
        r"next_boredom is 0.5; it must be a function that takes \(p, boredom, engaged_share\)",
    ),
    "says not what it takes": (max, "next_boredom is <built-in function max>; it must be a plain function"),
    "is a function with arguments filled in": (
        functools.partial(read_by_a_helper_of, share=0.5),
        r"next_boredom is functools.partial.* must be a plain function.* write it out: `def next_boredom\(p, ",
    ),
    "is compiled already": (
        Compiled(),
        "next_boredom is Compiled.* must be a plain function.* give its `py_func`",
    ),
}


@pytest.mark.parametrize("engine", ["agents", "compiled"])
@pytest.mark.parametrize("wrong", WRONG)
def test_a_wrong_rule_is_told_by_name_before_anything_runs(wrong, engine):
    function, told = WRONG[wrong]
    with pytest.raises(ConfigError, match=told) as error:
        ms.simulate("open-unit", 1, engine=engine, warm_up_days=0, rules={"next_boredom": function})
    assert ("Did you mean 'kept_boredom'?" in str(error.value)) == ("reads" in told)


WRONG_WHEN_CALLED = {
    "gives nothing": (
        lambda p, boredom, engaged_share: None,
        "next_boredom gave None; it must give a number",
    ),
    "gives a text": (lambda p, boredom, engaged_share: "much", "next_boredom gave 'much'"),
    "a helper reads it": (
        lambda p, boredom, engaged_share: read_by_a_helper(p, boredom),
        "next_boredom reads p.kept_bordom, and p has no such number. Did you mean 'kept_boredom'",
    ),
}


@pytest.mark.parametrize("wrong", WRONG_WHEN_CALLED)
def test_a_rule_that_fails_when_called_is_told_by_name(wrong):
    function, told = WRONG_WHEN_CALLED[wrong]
    with pytest.raises(ConfigError, match=told):
        ms.simulate("open-unit", 1, engine="agents", warm_up_days=0, rules={"next_boredom": function})


def test_a_fault_of_a_rule_that_is_not_about_p_stays_what_it_is():
    def reads_a_number(p, boredom, engaged_share):
        return boredom.mean

    with pytest.raises(AttributeError, match="float"):
        ms.simulate("open-unit", 1, engine="agents", warm_up_days=0, rules={"next_boredom": reads_a_number})


def test_a_name_that_stands_for_something_else_by_then_is_not_looked_up():
    def other(p, boredom, engaged_share):
        p = (p.kept_boredom * 1j).imag
        return p.real

    assert replacing({"next_boredom": other})


def test_numbas_refusal_names_the_replaced_rules():
    from numba.core.errors import TypingError

    from milieusim.engines.compiled.building import _telling

    def refused(*args):
        raise TypingError("no implementation")

    rules = {"next_boredom": read_by_a_helper, "next_arousal": read_by_a_helper}
    with pytest.raises(ConfigError, match="with next_boredom and next_arousal replaced"):
        _telling(refused, rules)()
    with pytest.raises(TypingError):
        _telling(refused, {})()
