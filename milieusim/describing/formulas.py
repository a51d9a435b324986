"""Formulas of rules as text, and the small functions and constants that formulas name, so that nothing is left open."""

import ast
import inspect
import textwrap
from functools import cache
from types import SimpleNamespace

from milieusim.describing.markdown import code, table
from milieusim.rules import RULES
from milieusim.rules.basics import numerics, units
from milieusim.rules.basics.described import described


def formula(rule):
    """Return the text of a rule without its docstring."""
    text = textwrap.dedent(inspect.getsource(rule.function))
    function, lines = ast.parse(text).body[0], text.splitlines()
    said, first = function.body[:2]
    return "\n".join(lines[function.lineno - 1 : said.lineno - 1] + lines[first.lineno - 1 :])


ALWAYS = ("chance", "gamma_accepts", "gamma_shrunk")
"""What acts ask for by themselves: a hazard becomes a probability, and frailty is drawn."""


@cache
def pieces():
    """Return the names of functions and constants that formulas use and that are no rules.

    Returns
    -------
    tuple of list of str
        Functions and constants, in the order in which rules come to use them.
    """
    wanted, found = [formula(rule) for rule in RULES.values()] + [*ALWAYS], []
    while wanted:
        for name in dict.fromkeys(_names(wanted.pop(0))):
            if name not in found and (hasattr(units, name) or _is_piece(name)):
                found.append(name)
                wanted += [_text_of(name)] if _is_piece(name) else []
    return [name for name in found if _is_piece(name)], [name for name in found if hasattr(units, name)]


def pieces_told():
    """Return them in Markdown: functions with what they give and their formulas, constants with their values."""
    functions, constants = pieces()
    parts = []
    for name in functions:
        doc = described(getattr(numerics, name))
        parts.append(f"**`{name}`**. {doc.summary} {doc.notes}")
        if _is_whole(name):
            parts.append(f"```py\n{_text_of(name)}\n```")
        parts += [f"Source: {' '.join(doc.references)}"] if doc.sources else []
    rows = [[code(name), f"{getattr(units, name):g}"] for name in constants]
    return "\n\n".join([*parts, table(["constant", "value"], rows)])


def _names(text):
    nodes = ast.walk(ast.parse(textwrap.dedent(text)))
    return [node.id for node in nodes if isinstance(node, ast.Name)]


def _is_piece(name):
    function = getattr(numerics, name, None)
    return inspect.isfunction(function) and function.__module__ == numerics.__name__ and name[0] != "_"


def _is_whole(name):
    """Whether a formula says all: an approximation by polynomials has its coefficients in its source."""
    return not any(used.startswith("_") for used in _names(_text_of(name)))


def _text_of(name):
    return formula(SimpleNamespace(function=getattr(numerics, name)))
