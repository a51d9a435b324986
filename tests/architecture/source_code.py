"""The library's own source, as text and as syntax trees."""

import ast
import inspect
from functools import cache
from pathlib import Path

import milieusim

PACKAGE = Path(inspect.getfile(milieusim)).parent
REPOSITORY = Path(__file__).resolve().parents[2]


@cache
def modules(*folders):
    """Return the files of some folders of the package, by path relative to it; all files if none is named."""
    roots = [PACKAGE / folder for folder in folders] or [PACKAGE]
    found = [path for root in roots for path in ([root] if root.is_file() else sorted(root.rglob("*.py")))]
    return {path.relative_to(PACKAGE).as_posix(): path for path in found}


@cache
def tree_of(path):
    """Return the syntax tree of a file."""
    return ast.parse(path.read_text(encoding="utf-8"))


def functions_of(path):
    """Return every function and method of a file."""
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef)
    return [node for node in ast.walk(tree_of(path)) if isinstance(node, kinds)]


def code_lines(node, path):
    """Return how many lines of a function are code: no docstring, comment or blank line."""
    lines = path.read_text(encoding="utf-8").splitlines()
    start, end = node.body[0].lineno, node.end_lineno
    if isinstance(node.body[0], ast.Expr) and isinstance(getattr(node.body[0], "value", None), ast.Constant):
        start = node.body[0].end_lineno + 1
    body = [line.strip() for line in lines[start - 1 : end]]
    return sum(1 for line in body if line and not line.startswith("#"))


def imported(path):
    """Return the names of all modules that a file imports, wherever in it."""
    names = set()
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module)
    return names


def called(tree):
    """Return (name, line) of every call, dotted names as written."""
    return [(ast.unparse(node.func), node.lineno) for node in ast.walk(tree) if isinstance(node, ast.Call)]
