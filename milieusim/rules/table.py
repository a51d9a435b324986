"""The rule table: every rule by name."""

from typing import NamedTuple

from milieusim.rules import (
    admission,
    arousal,
    attendance,
    hazards,
    recording,
    repair,
    requests,
    response,
    selfcare,
    sleep,
    staffing,
    ties,
    wellbeing,
)
from milieusim.rules.basics import keyed_draws, numerics, units
from milieusim.rules.basics.marking import noted

FAMILIES = [
    admission,
    arousal,
    attendance,
    hazards,
    recording,
    repair,
    requests,
    response,
    selfcare,
    sleep,
    staffing,
    ties,
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


def _of(module):
    family = module.__name__.rsplit(".", 1)[-1]
    return {f.__name__: Rule(f.__name__, family, f) for f in noted() if f.__module__ == module.__name__}


RULES = {name: rule for module in FAMILIES for name, rule in _of(module).items()}
