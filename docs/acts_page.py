"""The page of acts: what a resident or a member of staff can do otherwise, when it is asked, and what it changes."""

import ast
import inspect
import textwrap
from functools import cache

OPENING = """# Acts

A ward asks its residents and staff for acts. A subclass that has a method of that name does it in its own way, wherever
the ward asks ([Work from Python](../how-to/from-python.md), [Add to the model](../how-to/contribute.md)). In a tick,
phases come in the order of the table; *takes* is what the method is given beside `self`; *gives* is what it has to
return; *sets* are the states that the usual act sets itself, not those that acts which it asks for set.

| phase | when |
|---|---|
"""


def acts_page():
    """Return the page, read off the text of the ward."""
    from milieusim.engines.agents.methods import OF_RESIDENTS, OF_STAFF

    phases = _phases()
    parts = [OPENING + "\n".join(f"| `{name}` | {_first_line(_text()[name])} |" for name in phases) + "\n"]
    for title, acts in (("Of residents", OF_RESIDENTS), ("Of staff", OF_STAFF)):
        parts += [
            f"## {title}\n",
            "| act | what it is | takes | gives | asked in | sets |",
            "|---|---|---|---|---|---|",
        ]
        parts += [_row(name, act, phases) for name, act in sorted(acts.items())]
        parts.append("")
    return "\n".join(parts)


def _row(name, act, phases):
    asked = ", ".join(f"`{phase}`" for phase in phases if name in _reached_from(phase))
    takes = ", ".join(f"`{one}`" for one in list(inspect.signature(act).parameters)[2:])
    sets = ", ".join(f"`{one}`" for one in _states_set_in(act))
    return f"| `{name}` | {_first_line(act)} | {takes} | {_given(name)} | {asked} | {sets} |"


def _given(name):
    from milieusim.engines.agents.giving import FLAG, NUMBER, PLACE

    kinds = ((PLACE, "a place"), (FLAG, "true or false"), (NUMBER, "a number"))
    return next((kind for names, kind in kinds if name in names), "")


def _first_line(function):
    return inspect.getdoc(function).splitlines()[0].replace("|", "\\|")


@cache
def _text():
    """Return every function of the text of the ward by its name."""
    from milieusim.engines.text import functions_of, ward_modules

    return {name: function for module in ward_modules() for name, function in functions_of(module).items()}


@cache
def _tree(name):
    return ast.parse(textwrap.dedent(inspect.getsource(_text()[name])))


def _phases():
    """Return the names of the phases of a tick, in their order."""
    return _asked_for_in("live")


@cache
def _asked_for_in(name):
    """Return the functions of the text that a function names, called there or handed on, in the order of its text."""
    code = _text()[name].__code__
    if code.co_filename == "<string>":  # written out from a declaration
        return [used for used in code.co_names if used in _text()]
    names = [node for node in ast.walk(_tree(name)) if isinstance(node, ast.Name) and node.id in _text()]
    return list(
        dict.fromkeys(node.id for node in sorted(names, key=lambda node: (node.lineno, node.col_offset)))
    )


@cache
def _reached_from(name):
    """Return every function of the text that a phase comes to."""
    seen, waiting = set(), [name]
    while waiting:
        for called in _asked_for_in(waiting.pop()):
            if called not in seen:
                seen.add(called)
                waiting.append(called)
    return seen


def _states_set_in(act):
    person = list(inspect.signature(act).parameters)[1]
    found = []
    for node in ast.walk(_tree(act.__name__)):
        targets = (
            node.targets
            if isinstance(node, ast.Assign)
            else [node.target]
            if isinstance(node, ast.AugAssign)
            else []
        )
        found += [one for target in targets for one in _of_person(target, person)]
    return sorted(set(found))


def _of_person(target, person):
    """Yield the names of a person's states in what is assigned to, with those of lists that they carry."""
    while isinstance(target, ast.Subscript):
        target = target.value
    if isinstance(target, ast.Attribute) and isinstance(target.value, ast.Name) and target.value.id == person:
        yield target.attr
