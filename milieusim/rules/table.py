"""The rule table: every rule by name."""

import inspect
from collections.abc import Mapping
from typing import NamedTuple

from milieusim.rules import (
    admission,
    arousal,
    attendance,
    demands,
    hazards,
    recording,
    repair,
    requests,
    response,
    sleep,
    staffing,
    ties,
    timetable,
    wellbeing,
)
from milieusim.rules.basics import keyed_draws, numerics, units
from milieusim.rules.basics.described import described
from milieusim.rules.basics.marking import noted

FAMILIES = [
    admission,
    arousal,
    attendance,
    demands,
    hazards,
    recording,
    repair,
    requests,
    response,
    sleep,
    staffing,
    ties,
    timetable,
    wellbeing,
]


def rule_modules():
    """Return every module that compiled code is made of on the side of the rules."""
    return [*FAMILIES, numerics, keyed_draws, units]


class Rule(NamedTuple):
    """A rule of the model."""

    name: str
    family: str
    function: object

    @property
    def summary(self):
        """First line of what the rule says about itself."""
        return (self.function.__doc__ or "").strip().splitlines()[0]

    @property
    def source(self):
        """Its text: what it takes, gives and claims, and its formula."""
        return inspect.getsource(self.function)

    @property
    def unit(self):
        """Unit of what it gives; empty for shares, flags and counts of nothing in particular."""
        return described(self.function).returns.unit

    @property
    def form(self):
        """Whether its shape is published, calibrated or assumed."""
        return described(self.function).form

    @property
    def reads(self):
        """Names that it reads off `p`, the numbers of the run: parameters, levels, practices, and what follows."""
        return described(self.function).reads


class RuleTable(Mapping):
    """Every rule by name; to be read only."""

    def __init__(self, rules):
        self._rules = rules

    def __getitem__(self, name):
        """Return the rule of a name."""
        return self._rules[name]

    def __iter__(self):
        return iter(self._rules)

    def __len__(self):
        return len(self._rules)

    def __repr__(self):
        return f"RULES({len(self)} rules)"

    def __setitem__(self, name, function):
        """Refuse: a rule that is replaced belongs to a run, whose identity says so."""
        raise TypeError(
            f"RULES: rules are not replaced here, where no run would know of it; pass them to the run: "
            f"simulate(design, rules={{{name!r}: function}}), or WardModel, batch and sweep alike."
        )

    def __delitem__(self, name):
        """Refuse: every rule is called by the ward."""
        raise TypeError(f"RULES: {name!r} cannot be taken away; the ward calls every rule.")


def _of(module):
    family = module.__name__.rsplit(".", 1)[-1]
    return {f.__name__: Rule(f.__name__, family, f) for f in noted() if f.__module__ == module.__name__}


RULES = RuleTable({name: rule for module in FAMILIES for name, rule in _of(module).items()})
