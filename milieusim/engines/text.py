"""The text of the ward, ready to run: its functions, with rules or acts of somebody's own in their place.

Functions are not changed where they stand. Each is copied with a scope of its own, in which a name stands for what it
should mean in this run; so two wards with different rules can live side by side.
"""

from enum import IntEnum
from functools import cache
from importlib import import_module
from pkgutil import walk_packages
from sys import intern
from types import FunctionType

import milieusim.ward

NOT_TEXT = {"acts", "memory", "seams", "state", "tables", "writing"}


@cache
def ward_modules():
    """Return the modules that hold the text of the ward."""
    found = walk_packages(milieusim.ward.__path__, "milieusim.ward.")
    names = sorted(module.name for module in found if not module.ispkg)
    return tuple(import_module(name) for name in names if name.rpartition(".")[2] not in NOT_TEXT)


def functions_of(module):
    """Return the functions that a module defines, by name."""
    return {
        name: value
        for name, value in vars(module).items()
        if isinstance(value, FunctionType) and value.__module__ == module.__name__
    }


class Text:
    """Copies of all functions of the ward, as attributes.

    Parameters
    ----------
    instead : dict of function to function
        What stands for a rule or a function of the ward wherever the text names it.
    """

    def __init__(self, instead=None):
        self._scopes = []
        copies = {}
        for module in ward_modules():
            scope = dict(vars(module))
            self._scopes.append(scope)
            for name, function in functions_of(module).items():
                copies[function] = _copied(function, scope)
                setattr(self, name, copies[function])
        self.replace({**copies, **(instead or {})})

    def replace(self, instead):
        """Let names of the text stand for something else from now on."""
        for scope in self._scopes:
            for name, value in scope.items():
                if isinstance(value, FunctionType) and value in instead:
                    scope[name] = instead[value]

    def with_plain_codes(self):
        """Let words of enumerations stand for their numbers, since CPython is slow with words; return the text."""
        for scope in self._scopes:
            for name, value in scope.items():
                if isinstance(value, IntEnum):
                    scope[name] = int(value)
                elif isinstance(value, type) and issubclass(value, IntEnum):
                    scope[name] = _Codes(value)
        return self

    def functions(self):
        """Return the copies."""
        return [value for name, value in vars(self).items() if name != "_scopes"]


class _Codes:
    """The numbers of the words of an enumeration, by name."""

    def __init__(self, words):
        self.__dict__.update({intern(word.name): int(word) for word in words})


def _copied(function, scope):
    copy = FunctionType(
        function.__code__, scope, function.__name__, function.__defaults__, function.__closure__
    )
    copy.__module__, copy.__doc__ = function.__module__, function.__doc__
    return copy
