"""Acts of somebody's own: what they take and give, and what is told if it is something else."""

import ast
import inspect
import textwrap

import pytest

import milieusim as ms
from milieusim.engines.agents.giving import FLAG, NUMBER, PLACE
from milieusim.engines.agents.methods import ACTS


def _gives(act):
    tree = ast.parse(textwrap.dedent(inspect.getsource(act)))
    return any(isinstance(node, ast.Return) and node.value is not None for node in ast.walk(tree))


def test_every_act_that_gives_something_is_looked_at():
    assert {name for name, act in ACTS.items() if _gives(act)} == FLAG | NUMBER | PLACE


def _run_with(name, given):
    method = {name: lambda self, *args: given}
    own = type("Own", (ms.Resident,), method)
    model = ms.WardModel("open-unit", seed=1, warm_up_days=0, resident_class=own)
    model.run_days(1)


@pytest.mark.parametrize("given", [None, True, False, "yes"])
def test_an_act_that_gives_no_number_is_told_with_class_and_name(given):
    with pytest.raises(ms.ConfigError) as error:
        _run_with("answer_invitation", given)
    told = str(error.value)
    assert told.startswith(f"Own.answer_invitation gave {given!r} at day 0")
    assert "it must give a number: how soon one comes in turn" in told and "below 0" in told
    assert ("Is a `return` missing?" in told) == (given is None)


@pytest.mark.parametrize("given", [None, "Day room", 0])
def test_an_act_that_gives_no_place_is_told_with_class_and_name(given):
    with pytest.raises(
        ms.ConfigError, match="Own.choose_place gave .* it must give a place, one of self.model.places"
    ):
        _run_with("choose_place", given)


@pytest.mark.parametrize("given", [1, 0.5, -1.0])
def test_any_number_is_an_answer(given):
    _run_with("answer_invitation", given)


def test_an_act_of_one_person_alone_is_looked_at_too():
    model = ms.WardModel("open-unit", seed=1, warm_up_days=1)
    model.run_days(0)
    model.residents[0].choose_place = lambda: None
    with pytest.raises(ms.ConfigError, match="Resident.choose_place gave None"):
        model.run_days(1)


def as_in_the_source(ward, resident, slot):
    """Say no."""
    return -1.0


def without_the_slot(self):
    """Say no."""
    return -1.0


@pytest.mark.parametrize(
    ("name", "method", "right"),
    [
        ("choose_place", as_in_the_source, "choose_place(self)"),
        ("answer_invitation", as_in_the_source, "answer_invitation(self, slot)"),
        ("answer_invitation", without_the_slot, "answer_invitation(self, slot)"),
    ],
)
def test_arguments_that_the_ward_does_not_give_are_told_when_a_class_is_made(name, method, right):
    with pytest.raises(ms.ConfigError) as error:
        type("Own", (ms.Resident,), {name: method})
    told = str(error.value)
    assert told.startswith(f"Own.{name} takes (") and f"it must be `def {right}`" in told
    assert ("`ward` in the source is `self.model`" in told) == (method is as_in_the_source)


def test_other_names_and_further_arguments_with_defaults_are_free():
    def answer_invitation(me, invited, is_keen=True):
        return 1.0 if is_keen else -1.0

    assert type("Own", (ms.Resident,), {"answer_invitation": answer_invitation})
    assert type("Own", (ms.Resident,), {"answer_invitation": lambda self, *slot: 1.0})
