"""Rules as the agents engine calls them: what is the same all run may be left out, and changes nothing."""

import inspect

import pytest
from milieusim.engines.agents.ward_constants import SAME_ALL_RUN
from milieusim.engines.agents.ward_rules import Rulebook, filled_in

import milieusim as ms


@pytest.fixture(scope="module")
def ward():
    return ms.WardModel("open-unit", seed=2, warm_up_days=0, days=1)


def constants_of(name):
    return dict(pair.split("=") for pair in SAME_ALL_RUN[name].split())


@pytest.mark.parametrize("name", SAME_ALL_RUN)
def test_what_may_be_left_out_stands_last_and_is_a_number_of_the_run(name, ward):
    plain = getattr(Rulebook(), name)
    names, constants = list(inspect.signature(plain).parameters), constants_of(name)
    assert names[-len(constants) :] == list(constants)
    first = [0.5] * (len(names) - len(constants))
    values = [getattr(ward.p, number) for number in constants.values()]
    assert getattr(ward.rules, name)(*first) == plain(*first, *values)


def test_all_arguments_may_still_be_given_by_name(ward):
    given = dict(u=0.5, per_hour=1.0, hours=1.0)
    assert ward.rules.happens(**given) == Rulebook().happens(**given)


class Halving:
    """A rule that is no plain function."""

    def __call__(self, boredom, engaged_share, kept, programme, w_programme):
        return boredom * kept


@pytest.mark.parametrize("rule", [Halving(), lambda *a, **k: a[0] * k["kept"]], ids=["object", "wrapper"])
def test_what_is_no_plain_function_is_filled_in_too(rule):
    filled = filled_in(rule, {"kept": 0.5, "programme": 0.0, "w_programme": 0.0})
    assert filled(0.5, 1.0) == 0.25


def test_a_replaced_rule_is_filled_in_and_left_as_it_was():
    def next_boredom(boredom, engaged_share, kept, programme, w_programme):
        return boredom * kept

    ward = ms.WardModel("open-unit", warm_up_days=0, rules={"next_boredom": next_boredom})
    assert ward.rules.next_boredom(0.5, 1.0) == 0.5 * ward.p.kept_boredom
    assert next_boredom.__defaults__ is None


@pytest.mark.parametrize("keep", [["shifts"], ["resident_shifts"]])
def test_rows_that_are_not_kept_change_none_that_are(keep):
    some = ms.simulate("open-unit", seed=4, warm_up_days=1, days=2, engine="agents", keep=keep)
    every = ms.simulate("open-unit", seed=4, warm_up_days=1, days=2, engine="agents")
    assert some.tables()[keep[0]].equals(every.tables()[keep[0]])
