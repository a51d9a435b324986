"""Taking a rule's own text apart: the terms of which it is a sum, each with its weight and its value.

Nothing is written down here that a rule says: its text is read, names that stand for parts of it are replaced by
those parts, and each term is worked out as Python would have.
"""

import ast
import inspect
import textwrap
from functools import cache
from typing import NamedTuple

LIMITS = ("clip01", "clip_signed")
"""Small pieces that keep a sum within its range."""


class Term(NamedTuple):
    """One term of a sum.

    Attributes
    ----------
    names : tuple of str
        Arguments of the rule that it reads, in their order.
    numbers : tuple of str
        Numbers of the run that its weight is made of.
    said : str
        What is weighed, as the rule's text has it.
    weight, value, contribution : float
        The third is the product of the other two.
    """

    names: tuple
    numbers: tuple
    said: str
    weight: float
    value: float
    contribution: float


def terms_of(rule, p, given):
    """Return the terms of which a rule is a sum.

    Parameters
    ----------
    rule : function
    p : object
        Numbers of the run.
    given : dict of str to float
        The other arguments of the rule.

    Returns
    -------
    list of Term
        In the order of the text. None if the text is no such sum, or cannot be seen.
    """
    found = _parts(rule)
    return (
        None if found is None else [part.worked_out({**rule.__globals__, **given, "p": p}) for part in found]
    )


class _Part(NamedTuple):
    """One term as it stands in the text: what weighs, and what is weighed, each ready to be worked out."""

    names: tuple
    numbers: tuple
    said: str
    sign: float
    weights: tuple
    weighed: tuple

    def worked_out(self, scope):
        """Return the term."""
        weight, value = self.sign, 1.0
        for one in self.weights:
            weight *= eval(one, scope)  # noqa: S307 (a rule's own text)
        for one in self.weighed:
            value *= eval(one, scope)  # noqa: S307
        return Term(self.names, self.numbers, self.said, weight, value, weight * value)


@cache
def _parts(rule):
    """Return the terms of a rule as its text has them, or None."""
    tree = _whole(rule)
    if tree is None:
        return None
    if isinstance(tree, ast.Call) and ast.unparse(tree.func) in LIMITS and len(tree.args) == 1:
        tree = tree.args[0]
    arguments = _arguments(rule)
    return tuple(_part(sign, node, arguments) for sign, node in _summed(tree, 1.0))


def _part(sign, node, arguments):
    factors = _factors(node)
    weighed = [one for one in factors if _names_in(one, arguments)]
    weights = [one for one in factors if one not in weighed]
    return _Part(
        _names_in(node, arguments),
        tuple(dict.fromkeys(name for one in weights for name in _numbers_in(one))),
        " * ".join(ast.unparse(one) for one in weighed),
        sign,
        tuple(map(_compiled, weights)),
        tuple(map(_compiled, weighed)),
    )


def _arguments(rule):
    return tuple(name for name in inspect.signature(rule).parameters if name != "p")


def _whole(rule):
    """Return what a rule gives as one expression of its arguments, or None."""
    try:
        (function,) = ast.parse(textwrap.dedent(inspect.getsource(rule))).body
    except (OSError, TypeError, SyntaxError, ValueError):
        return None
    if not isinstance(function, ast.FunctionDef):
        return None
    parts = {}
    for line in function.body:
        if isinstance(line, ast.Expr) and isinstance(line.value, ast.Constant):
            continue
        if isinstance(line, ast.Return) and line.value is not None:
            return _Filled(parts).visit(line.value)
        if not (isinstance(line, ast.Assign) and isinstance(line.targets[0], ast.Name)):
            return None
        parts[line.targets[0].id] = _Filled(parts).visit(line.value)
    return None


class _Filled(ast.NodeTransformer):
    """Puts what a name stands for in the place of the name."""

    def __init__(self, parts):
        self.parts = dict(parts)

    def visit_Name(self, node):  # noqa: N802 (the name that ast asks for)
        """Return the part that a name stands for, or the name."""
        return self.parts.get(node.id, node)


def _summed(node, sign):
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add | ast.Sub):
        yield from _summed(node.left, sign)
        yield from _summed(node.right, sign if isinstance(node.op, ast.Add) else -sign)
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        yield from _summed(node.operand, -sign)
    else:
        yield sign, node


def _factors(node):
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mult):
        return [*_factors(node.left), *_factors(node.right)]
    return [node]


def _names_in(node, arguments):
    names = {one.id for one in ast.walk(node) if isinstance(one, ast.Name)}
    return tuple(name for name in arguments if name in names)


def _numbers_in(node):
    return [one.attr for one in ast.walk(node) if isinstance(one, ast.Attribute)]


def _compiled(node):
    return compile(ast.Expression(node), "<rule>", "eval")


def factors_of(rule, p, given):
    """Return the factors of which a rule is a product.

    Parameters
    ----------
    rule, p, given
        As in `terms_of`.

    Returns
    -------
    dict of tuple of str to float
        By the arguments that each reads, in the order of the text; those that read none are under ``()``. None if the
        text cannot be seen.
    """
    tree = _whole(rule)
    if tree is None:
        return None
    scope, found = {**rule.__globals__, **given, "p": p}, {}
    for one in _factors(tree):
        names = _names_in(one, _arguments(rule))
        found[names] = found.get(names, 1.0) * eval(_compiled(one), scope)  # noqa: S307 (a rule's own text)
    return found
