"""Write the stubs that follow from tables: the parts of a design, and what residents and staff carry and do.

python docs/made_stubs.py

Type checkers read stubs (``.pyi``) beside modules. Most are written by hand; those of a design and of agents say once
more what `milieusim/config/parts` and `milieusim/ward` declare, so that they are made.
"""

import inspect
import subprocess
import sys
import types
import typing
from importlib import import_module
from pathlib import Path

from pydantic import BaseModel

ROOT = Path(__file__).resolve().parents[1]
PARTS = "beds_and_places design milieu policy practices residents rota routine".split()
GIVEN = {
    "day_numbers": "list[int]",
    "start_minute": "int",
    "end_minute": "int",
    "hours": "float",
    "is_worked": "bool",
    "on": "int",
    "heads": "int",
    "named_shifts": "dict[str, ShiftRota]",
    "shifts": "list[tuple[str, ShiftRota]]",
    "duties": "list[tuple[str, ShiftRota]]",
    "role_hours": "dict[str, ShiftRota]",
    "numbered": "dict[str, tuple[int, str]]",
    "number": "int",
    "diagnosis": "str",
    "sex": "str",
    "profile_name": "str",
    "doing": "str",
    "held_in": "str | None",
    "incident_now": "str | None",
    "slot": "Slot | None",
    "partner": "Resident | None",
    "contact_staff": "Staff | None",
    "trust": "list[float]",
    "ties": "list[float]",
    "is_free": "bool",
    "role_name": "str",
    "led_slot": "Slot | None",
}
"""Property or method -> type of what it gives."""
TAKEN = {"day": "int", "role": "str", "resident": "Resident", "other": "Resident", "staff": "Staff"}
TAKEN |= {"slot": "Slot", "place": "Place", "hours": "float", "minutes": "float", "is_recorded": "bool"}
TAKEN |= {"gravity": "float", "is_kept": "bool", "is_absconded": "bool", "start": "int", "contact": "Any"}
EXTRA = {"residents": ["PROFILES: dict[str, str]"]}
AGENTS = """
from typing import Any

from milieusim.engines.agents.plain import Place, Slot
from milieusim.engines.agents.ward_model import WardModel

class Person:
    model: WardModel
    unique_id: int
    @property
    def ward(self) -> WardModel: ...
    def draw(self, decision: Any, other: Any = 0) -> float: ...
    def remove(self) -> None: ...
"""
MADE_HOW = {
    "Resident": "    def __init__(self, model: WardModel, number: int, bed: int) -> None: ...\n"
    "    @property\n    def place(self) -> Place: ...\n    @place.setter\n    def place(self, place: Place) -> None: ...",
    "Staff": "    def __init__(self, model: WardModel, seat: int, row: Any) -> None: ...",
}


def stubs():
    """Return path of a stub -> its text, as it should be."""
    made = {f"milieusim/config/parts/{name}.pyi": _part_stub(name) for name in PARTS}
    made["milieusim/engines/agents/people.pyi"] = _people_stub()
    return {path: _formatted(path, text) for path, text in made.items()}


def _part_stub(name):
    home = f"milieusim.config.parts.{name}"
    module = import_module(home)
    used, classes = {"milieusim.config.parts.part.Part"}, []
    for kind in vars(module).values():
        if isinstance(kind, type) and issubclass(kind, BaseModel) and kind.__module__ == home:
            if not kind.__name__.startswith("_"):
                classes.append(_class(kind, used))
    needed = sorted(path.rsplit(".", 1) for path in used if not path.startswith(f"{home}."))
    imports = ["from typing import Literal\n"] if any("Literal[" in text for text in classes) else []
    imports += [f"from {where} import {what}" for where, what in needed]
    return "\n".join([*imports, "", *EXTRA.get(name, []), *classes]) + "\n"


def _class(kind, used):
    lines = [f"class {kind.__name__}(Part):"]
    for name, field in kind.model_fields.items():
        default = "" if field.is_required() else " = ..."
        lines.append(f"    {name}: {_spelt(field.annotation, used)}{default}")
    for base in kind.__mro__:
        if base.__module__ == kind.__module__:
            lines += _members(base, lines)
    return "\n".join(lines)


def _members(kind, known):
    found = []
    for name, value in vars(kind).items():
        line = f"    def {name}("
        if name not in GIVEN or any(line in other for other in known):
            continue
        if inspect.isfunction(value):
            found.append(_method(name, inspect.signature(value), GIVEN[name]))
        elif isinstance(value, property) or hasattr(value, "func"):
            found.append(f"    @property\n{line}self) -> {GIVEN[name]}: ...")
    return found


def _method(name, signature, given):
    taken = [
        one
        if one == "self"
        else f"{one}: {TAKEN.get(one, 'Any')}" + ("" if each.default is each.empty else " = ...")
        for one, each in signature.parameters.items()
    ]
    return f"    def {name}({', '.join(taken)}) -> {given}: ..."


def _spelt(annotation, used):
    """Return an annotation as a stub writes it, without what checks values."""
    origin, inner = typing.get_origin(annotation), typing.get_args(annotation)
    if annotation in (None, type(None), ...):
        return "..." if annotation is ... else "None"
    if origin is typing.Annotated:
        return _spelt(inner[0], used)
    if origin is typing.Literal:
        return f"Literal[{', '.join(map(repr, inner))}]"
    if origin in (typing.Union, types.UnionType):
        return " | ".join(dict.fromkeys(_spelt(one, used) for one in inner))
    if origin is not None:
        return f"{origin.__name__}[{', '.join(_spelt(one, used) for one in inner)}]"
    if annotation.__module__ != "builtins":
        used.add(f"{annotation.__module__}.{annotation.__name__}")
    return annotation.__name__


def _people_stub():
    from milieusim.engines.agents import people
    from milieusim.engines.agents.giving import FLAG, NUMBER, PLACE
    from milieusim.ward.state import RESIDENT, STAFF

    gifts = {**dict.fromkeys(FLAG, "bool"), **dict.fromkeys(NUMBER, "float"), **dict.fromkeys(PLACE, "Place")}
    parts = [AGENTS]
    for kind, states in ((people.Resident, RESIDENT), (people.Staff, STAFF)):
        lines = [f"class {kind.__name__}(Person):"]
        for state in states:
            if state.name not in GIVEN or not isinstance(vars(kind).get(state.name), property):
                plain = state.kind.__name__
                lines.append(f"    {state.name}: {f'list[{plain}]' if state.length else plain}")
        lines += [MADE_HOW[kind.__name__], *_members(kind, lines)]
        for name, act in sorted(kind.usual_acts.items()):
            lines.append(_method(name, inspect.signature(act), gifts.get(name, "Any")))
        parts.append("\n".join(lines))
    return "\n".join(parts) + "\n"


def _formatted(path, text):
    command = [sys.executable, "-m", "ruff", "format", "--quiet", "--stdin-filename", str(ROOT / path), "-"]
    return subprocess.run(command, input=text, capture_output=True, text=True, check=True).stdout


if __name__ == "__main__":
    for path, text in stubs().items():
        (ROOT / path).write_text(text, encoding="utf-8")
