"""What the code of a function is and looks up, told from its bytecode alone: no lines, files or addresses."""

import dis
import inspect
import types
from importlib.util import resolve_name
from typing import NamedTuple

OF_GLOBALS = ("LOAD_GLOBAL", "LOAD_NAME", "LOAD_FROM_DICT_OR_GLOBALS")
OF_CELLS = ("LOAD_DEREF", "LOAD_CLASSDEREF", "LOAD_FROM_DICT_OR_DEREF")
OF_ATTRIBUTES = ("LOAD_ATTR", "LOAD_METHOD")
# What the compiler notes for itself, and what follows from imports of annotations, does not matter.
FLAGS = (
    inspect.CO_VARARGS
    | inspect.CO_VARKEYWORDS
    | inspect.CO_GENERATOR
    | inspect.CO_COROUTINE
    | inspect.CO_ASYNC_GENERATOR
)


class Uses(NamedTuple):
    """What code looks up.

    Attributes
    ----------
    names : set of tuple of str
        Global names, each with the attributes that are at once asked of it: ``("settings", "gain")``.
    cells : set of tuple of str
        The same of variables of enclosing functions.
    imports : set of tuple
        (name of the module, names taken from it or None if it is taken as a whole).
    """

    names: set
    cells: set
    imports: set


def uses_of(code, package=None):
    """Return what code and the code inside it looks up.

    Parameters
    ----------
    code : code object
    package : str, optional
        In which relative imports are made.
    """
    found = Uses(set(), set(), set())
    for part in all_codes(code):
        steps = [step for step in dis.get_instructions(part) if step.opname != "EXTENDED_ARG"]
        for k, step in enumerate(steps):
            if step.opname in OF_GLOBALS:
                found.names.add(_chain(steps, k))
            elif step.opname in OF_CELLS:
                found.cells.add(_chain(steps, k))
            elif step.opname == "IMPORT_NAME":
                found.imports.add(_import(steps, k, package))
    return found


def all_codes(code):
    """Return a code object and all code objects inside it."""
    inner = [const for const in code.co_consts if isinstance(const, types.CodeType)]
    return [code, *(found for one in inner for found in all_codes(one))]


def _chain(steps, k):
    chain = [steps[k].argval]
    for step in steps[k + 1 :]:
        if step.opname not in OF_ATTRIBUTES:
            break
        chain.append(step.argval)
    return tuple(chain)


def _import(steps, k, package):
    level, wanted = steps[k - 2].argval, steps[k - 1].argval
    name = steps[k].argval
    if level and package:
        name = resolve_name("." * level + name, package)
    return name, tuple(wanted) if wanted else None


def parts_of(code, doc=None):
    """Return the parts of code that decide what it does, without its constants, and its constants.

    Parameters
    ----------
    code : code object
    doc : str, optional
        Docstring of the function, which is no constant that it computes with.

    Returns
    -------
    tuple of tuple and tuple
    """
    names = (code.co_names, code.co_varnames, code.co_freevars, code.co_cellvars)
    counts = (code.co_argcount, code.co_posonlyargcount, code.co_kwonlyargcount, code.co_flags & FLAGS)
    consts = code.co_consts
    if doc is not None and consts[:1] == (doc,):
        consts = (None, *consts[1:])
    return (code.co_code, code.co_exceptiontable, *names, *counts), consts
