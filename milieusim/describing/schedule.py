"""What a tick is made of, read off the text of the ward: phases in order, and what each calls, draws and changes."""

import ast
import inspect
import textwrap
from functools import cache
from types import CodeType, FunctionType
from typing import NamedTuple

from milieusim.rules import RULES
from milieusim.ward import run
from milieusim.ward.levels import fade_impulses
from milieusim.ward.state import RESIDENT, STAFF, fading

CONDITIONS = {
    "ward.moment.is_hour_end": "at the end of an hour",
    "ward.moment.is_hour_start": "at the start of an hour",
    "ward.moment.is_day_end": "at midnight",
    "ward.now.tick == 0": "when the warm-up is over",
}
"""What is asked before a phase -> how that is said."""
STATES_OF = {"resident": {state.name for state in RESIDENT}, "staff": {state.name for state in STAFF}}
PERSONS = {"resident": "resident", "other": "resident", "staff": "staff"}
"""What people are called in the text of the ward -> of which kind they are."""


class Phase(NamedTuple):
    """One line of the tick.

    Attributes
    ----------
    name : str
        The function of the ward.
    when : str
        On which ticks; empty on all.
    words : str
        What it does, from its docstring.
    where : str
        Its file, from the root of the package.
    rules : tuple of str
        Rules that it calls, or that what it calls does, in the order in which the text names them.
    draws : tuple of str
        Decisions that it draws for.
    changes : tuple of str
        States of residents and staff that it sets.
    """

    name: str
    when: str
    words: str
    where: str
    rules: tuple
    draws: tuple
    changes: tuple


@cache
def phases():
    """Return what happens in a tick, in its order.

    Returns
    -------
    tuple of Phase
    """
    return tuple(phase for part in (run.begin_tick, run.live) for phase in phases_in(part))


@cache
def beginning():
    """Return what happens as a run begins, before its first tick."""
    return tuple(phases_in(run.begin_run))


def phases_in(function):
    """Return the phases that a function of the ward calls, in their order."""
    return [
        _phase(function.__globals__[name], when)
        for name, when in _calls_of(function)
        if _is_of_the_ward(function.__globals__.get(name))
    ]


def _calls_of(function):
    """Return (name, when) of the functions that stand as statements of their own in the text of another."""
    (tree,) = ast.parse(textwrap.dedent(inspect.getsource(function))).body
    for line in tree.body:
        when, lines = "", [line]
        if isinstance(line, ast.If):
            asked = ast.unparse(line.test)
            when, lines = CONDITIONS.get(asked, f"if {asked}"), line.body
        for one in lines:
            call = getattr(one, "value", None)
            if isinstance(one, ast.Expr) and isinstance(call, ast.Call) and isinstance(call.func, ast.Name):
                yield call.func.id, when


def _is_of_the_ward(value):
    # Seams are how an engine keeps its rows: nothing of the model.
    module = getattr(value, "__module__", "") or ""
    return (
        isinstance(value, FunctionType)
        and module.startswith("milieusim.ward.")
        and not module.endswith(".seams")
    )


def _phase(function, when):
    reached = list(_reached(function))
    by_function = {rule.function: name for name, rule in RULES.items()}
    rules = [by_function[value] for one in reached for value in _named(one) if value in by_function]
    return Phase(
        function.__name__,
        when,
        " ".join(inspect.getdoc(function).split()),
        function.__module__.replace(".", "/") + ".py",
        tuple(dict.fromkeys(rules)),
        tuple(dict.fromkeys(name for one in reached for name in _decisions(one))),
        tuple(dict.fromkeys(name for one in reached for name in _states_set(one))),
    )


def _reached(function, seen=None):
    """Yield a function of the ward and all that it calls, each once, in the order of their text."""
    seen = set() if seen is None else seen
    if function in seen:
        return
    seen.add(function)
    yield function
    for value in _named(function):
        if _is_of_the_ward(value):
            yield from _reached(value, seen)


def _named(function):
    """Return the functions that the text of another names."""
    scope = function.__globals__
    found = [scope.get(name) for code in _codes(function.__code__) for name in code.co_names]
    return [value for value in found if isinstance(value, FunctionType)]


def _codes(code):
    yield code
    for inner in code.co_consts:
        if isinstance(inner, CodeType):
            yield from _codes(inner)


def _decisions(function):
    for node in _text_of(function):
        if isinstance(node, ast.Attribute) and ast.unparse(node.value) == "Decision":
            yield node.attr


def _states_set(function):
    aliases = dict(_aliases(function))
    for node in _text_of(function):
        is_set = isinstance(node, ast.Attribute | ast.Subscript) and isinstance(node.ctx, ast.Store)
        at = ast.unparse(node.value if isinstance(node, ast.Subscript) else node) if is_set else ""
        told = aliases.get(at, at)
        called, _, state = told.partition(".")
        owner = PERSONS.get(called)
        if owner and state in STATES_OF[owner]:
            yield f"{owner}.{state}"


def _aliases(function):
    """Return short names of states that are lists, as in ``touchy = resident.sensitivity``."""
    for node in _text_of(function):
        if isinstance(node, ast.Assign):
            several = (getattr(side, "elts", [side]) for side in (node.targets[0], node.value))
            for name, value in zip(*several):
                if isinstance(name, ast.Name) and isinstance(value, ast.Attribute):
                    yield name.id, ast.unparse(value)


@cache
def _text_of(function):
    """Return the nodes of a function's text in their order; of one written out from what is declared, the text anew."""
    if function is fade_impulses:
        lines = [f"    resident.{name} = 0.0" for name in fading()]
        return tuple(ast.walk(ast.parse("\n".join(["def fade(resident):", *lines]))))
    try:
        return tuple(ast.walk(ast.parse(textwrap.dedent(inspect.getsource(function)))))
    except OSError:
        return ()


def changed_in():
    """Return the phases in which each state is set, as ``resident.arousal`` -> names of phases.

    Returns
    -------
    dict of str to list of str
    """
    found = {}
    for phase in phases():
        for state in phase.changes:
            found.setdefault(state, []).append(phase.name)
    return found
