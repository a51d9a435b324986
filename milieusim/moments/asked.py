"""Asking the ward itself: its acts are called on a copy of the moment, and what they give to rules is written down."""

import copy
import inspect
from typing import NamedTuple

from milieusim.engines.agents.ward_model import WardModel
from milieusim.errors import ConfigError
from milieusim.phrasing import listed, spelt
from milieusim.rules import RULES

NOTED = ("arousal", "hazards", "wellbeing")
"""Families of rules whose calls are noted."""


class Call(NamedTuple):
    """One call of a rule: what it was given beside the numbers of the run, and what it gave."""

    rule: object
    given: dict
    result: float


class Asked:
    """A copy of a ward, in which rules note what they are given; nothing in the ward itself is touched.

    Parameters
    ----------
    model : WardModel
    resident : Resident or int
        Somebody of that ward, or the number of their referral.

    Attributes
    ----------
    model : WardModel
        The copy.
    resident : Resident
        That person in the copy.
    calls : dict of str to list of Call
        By the names of rules, since `forget`.
    """

    def __init__(self, model, resident):
        number = number_in(model, resident)
        # What no tick writes to is not copied: half of a ward is its week.
        same = {id(part): part for part in (model.inputs, model.design, model.week, model.stretches)}
        self.model, self.calls = copy.deepcopy(model, same), {}
        names = {name for name, rule in RULES.items() if rule.family in NOTED}
        scopes = {id(one.__globals__): one.__globals__ for one in self.model.text.functions()}
        for scope in scopes.values():
            scope.update({name: self._noting(name, scope[name]) for name in names & scope.keys()})
        (self.resident,) = (one for one in self.model.residents if one.number == number)

    @property
    def p(self):
        """The numbers of the run."""
        return self.model.p

    def last(self, name):
        """Return the last call of a rule, or None."""
        return self.calls.get(name, [None])[-1]

    def forget(self):
        """Forget all calls so far."""
        self.calls.clear()

    def _noting(self, name, asked):
        rule = inspect.unwrap(asked)
        arguments = list(inspect.signature(rule).parameters)

        def noted(*args, **kwargs):
            result = asked(*args, **kwargs)
            given = {**dict(zip(arguments, args)), **kwargs}
            given.pop("p", None)
            self.calls.setdefault(name, []).append(Call(rule, given, result))
            return result

        return noted


def number_in(model, resident):
    """Return the number of a resident of a ward.

    Raises
    ------
    ConfigError
        If it is no ward, or nobody of that ward.
    """
    if not isinstance(model, WardModel):
        raise ConfigError(
            f"model is {spelt(model)}; it must be a WardModel, such as ms.WardModel('acute-ward')."
        )
    number = getattr(resident, "number", resident)
    here = [one.number for one in model.residents]
    if isinstance(number, bool) or number not in here:
        raise ConfigError(
            f"resident is {spelt(resident)}; it must be one of model.residents, or one of their numbers: "
            f"{listed(here) or 'nobody is there'}."
        )
    return number
