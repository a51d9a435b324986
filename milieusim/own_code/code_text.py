"""What a function's own code is, as text, and which names it looks up."""

import ast
import dis
import inspect
import linecache
import types
from functools import lru_cache

from milieusim.digests import syntax_of

GLOBALS = ("LOAD_GLOBAL", "LOAD_NAME", "LOAD_FROM_DICT_OR_GLOBALS")
CELLS = ("LOAD_DEREF", "LOAD_CLASSDEREF", "LOAD_FROM_DICT_OR_DEREF")
ATTRIBUTES = ("LOAD_ATTR", "LOAD_METHOD")
# What the compiler notes for itself, and what follows from imports of annotations, does not matter.
FLAGS = inspect.CO_VARARGS | inspect.CO_VARKEYWORDS | inspect.CO_GENERATOR | inspect.CO_COROUTINE
HAS_DOC = getattr(inspect, "CO_HAS_DOCSTRING", inspect.CO_OPTIMIZED)


def looked_up(code):
    """Return (kind, names) of all that code looks up: a global, cell or import, and attributes asked of it at once."""
    steps = [step for step in dis.get_instructions(code) if step.opname != "EXTENDED_ARG"]
    found = set()
    for k, step in enumerate(steps):
        if step.opname in (*GLOBALS, *CELLS):
            chain = [step.argval]
            for after in steps[k + 1 :]:
                if after.opname not in ATTRIBUTES:
                    break
                chain.append(after.argval)
            found.add(("global" if step.opname in GLOBALS else "cell", *chain))
        elif step.opname == "IMPORT_NAME":
            found.add(("import", step.argval))
    return sorted(found.union(*map(looked_up, _inside(code))))


def code_text(code, by_source=True):
    """Return code as text: the syntax of its source, or its bytecode if that cannot be had."""
    return _code_text(code, code.co_filename) if by_source else _bytecode(code)


@lru_cache(maxsize=4096)
def _code_text(code, file):  # codes of two files may be equal
    try:
        tree, codes = _compiled("".join(linecache.getlines(file)))
    except (SyntaxError, ValueError):
        return _bytecode(code)
    # A file may have been edited since it was imported: only what compiles to this very code is its source.
    same = [one for one in codes if one.co_qualname == code.co_qualname and _bytecode(one) == _bytecode(code)]
    same.sort(key=lambda one: abs(one.co_firstlineno - code.co_firstlineno))
    nodes = _nodes_of(same[0], tree) if same else []
    return _syntax(nodes[-1]) if nodes else _bytecode(code)


@lru_cache(maxsize=16)
def _compiled(text):
    tree = ast.parse(text)
    codes = [compile(tree, "", "exec", dont_inherit=True)]
    for code in codes:
        codes += _inside(code)
    return tree, codes[1:]


def _inside(code):
    return [const for const in code.co_consts if isinstance(const, types.CodeType)]


def _nodes_of(code, tree):
    """Return the functions that code may be of, in the order of where they begin: the innermost comes last."""
    kinds = ast.Lambda if code.co_name == "<lambda>" else (ast.FunctionDef, ast.AsyncFunctionDef)
    nodes = [
        node
        for node in ast.walk(tree)
        if isinstance(node, kinds) and _first_line(node) == code.co_firstlineno
    ]
    spans = [
        (line, at, last, end)
        for line, last, at, end in code.co_positions()
        if None not in (line, last, at, end)
    ]
    spans = [span for span in spans if span[:2] != span[2:]]
    nodes = [node for node in nodes if all(_holds(node, span) for span in spans)]
    return sorted(nodes, key=lambda node: (node.lineno, node.col_offset))


def _first_line(node):
    return min(one.lineno for one in (node, *getattr(node, "decorator_list", ())))


def _holds(node, span):
    node = getattr(node, "body", None) if isinstance(node, ast.Lambda) else node
    return (node.lineno, node.col_offset) <= span[:2] and span[2:] <= (node.end_lineno, node.end_col_offset)


def _syntax(node):
    if isinstance(node, ast.Lambda):
        return syntax_of(node)
    # What decorators made of a function is seen in what they gave back.
    return syntax_of(type(node)(**{**dict(ast.iter_fields(node)), "name": "", "decorator_list": []}))


def _bytecode(code):
    names = (code.co_names, code.co_varnames, code.co_freevars, code.co_cellvars)
    counts = (code.co_argcount, code.co_posonlyargcount, code.co_kwonlyargcount, code.co_flags & FLAGS)
    has_doc = code.co_flags & HAS_DOC and code.co_name[0] != "<" and isinstance(code.co_consts[0], str)
    consts = [_const(const) for const in ((None, *code.co_consts[1:]) if has_doc else code.co_consts)]
    return f"{code.co_code.hex()} {code.co_exceptiontable.hex()} {names!a} {counts} {consts}"


def _const(const):
    if isinstance(const, types.CodeType):
        return _bytecode(const)
    if isinstance(const, tuple | frozenset):
        parts = map(_const, const)
        return f"{type(const).__name__} {list(parts) if isinstance(const, tuple) else sorted(parts)}"
    return f"{type(const).__name__} {const!a}"
