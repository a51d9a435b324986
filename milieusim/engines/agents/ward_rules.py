"""The rules that the agents of one ward follow."""

from functools import partial
from inspect import CO_VARARGS, CO_VARKEYWORDS
from types import FunctionType

from milieusim.engines.agents.ward_constants import SAME_ALL_RUN
from milieusim.engines.compiled.building import check_replaced
from milieusim.rules import RULES
from milieusim.rules.basics import numerics
from milieusim.rules.basics.marking import noted


def filled_in(rule, constants):
    """Return a rule whose last arguments may be left out: a twin of the function with defaults.

    Parameters
    ----------
    rule : callable
    constants : dict of str to float
        The last arguments by name, in their order.

    Returns
    -------
    callable
    """
    code = getattr(rule, "__code__", None)
    if not isinstance(rule, FunctionType) or not _ends_with(code, tuple(constants)):
        return partial(rule, **constants)
    twin = FunctionType(code, rule.__globals__, rule.__name__, tuple(constants.values()), rule.__closure__)
    twin.__doc__ = rule.__doc__
    return twin


def _ends_with(code, names):
    """Return whether these are the last arguments, and none is gathered or by name only."""
    n = code.co_argcount
    is_plain = not (code.co_kwonlyargcount or code.co_flags & (CO_VARARGS | CO_VARKEYWORDS))
    return is_plain and code.co_varnames[n - len(names) : n] == names


class Rulebook:
    """Every rule by name, with some replaced; what is the same all run may be left out of a call.

    Parameters
    ----------
    replaced : dict of str to function, optional
    numbers : Numbers, optional
        The numbers of the run; without them, rules take all their arguments.
    """

    def __init__(self, replaced=None, numbers=None):
        replaced = dict(replaced or {})
        check_replaced(replaced)
        small = {f.__name__: f for f in noted() if f.__module__ == numerics.__name__}
        self.__dict__.update(small)
        self.__dict__.update({name: rule.function for name, rule in RULES.items()})
        self.__dict__.update(replaced)
        self._replaced = sorted(replaced)
        if numbers is not None:
            self._fill_in(numbers)

    def _fill_in(self, numbers):
        """Let calls leave out what is the same all run."""
        for name, text in SAME_ALL_RUN.items():
            pairs = [pair.split("=") for pair in text.split()]
            constants = {argument: getattr(numbers, number) for argument, number in pairs}
            setattr(self, name, filled_in(getattr(self, name), constants))

    def __repr__(self):
        return f"Rulebook(replaced: {', '.join(self._replaced) or 'none'})"
