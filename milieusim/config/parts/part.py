"""What every part of a design shares: frozen, strict about types, and replaceable by path."""

import re
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, Strict

from milieusim.errors import ConfigError
from milieusim.phrasing import listed, near
from milieusim.vocabulary import SAFEWARDS

Share = Annotated[float, Strict(), Field(ge=0, le=1, allow_inf_nan=False)]
Positive = Annotated[float, Strict(), Field(gt=0, allow_inf_nan=False)]
NotNegative = Annotated[float, Strict(), Field(ge=0, allow_inf_nan=False)]
Count = Annotated[int, Strict(), Field(ge=0, le=500)]
Flag = Annotated[bool, Strict()]
Text = Annotated[str, Strict(), Field(min_length=1, max_length=200)]


class Part(BaseModel):
    """A frozen part of a design; unknown keys are refused."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", validate_default=True, use_attribute_docstrings=True
    )

    def replace(self, changes=None, /, **fields):
        """Return a copy with some values changed; the copy is validated anew.

        Parameters
        ----------
        changes : dict, optional
            Dotted path -> value, as in ``{"milieu.structure": 0.8}`` or
            ``{"routine.slots[Breakfast].start": "08:15"}``.
        **fields
            Fields of this part -> value.

        Returns
        -------
        Part
            Of the same type.

        Raises
        ------
        ConfigError
            If a path does not exist or a value is not allowed.
        """
        from milieusim.config.reading.loading import validated

        tree = self.model_dump(mode="json")
        problems = []
        for path, value in in_order({**(changes or {}), **fields}):
            try:
                set_at_path(tree, path, dumped(value))
            except ConfigError as error:
                problems += error.problems
        if problems:
            raise ConfigError([f"replace: {problem}" for problem in problems])
        return validated(type(self), tree, where="replace")


def in_order(changes):
    """Return changes so that their order in the dict does not matter: wholes first, names last."""

    def place(item):
        steps = split_path(item[0])
        return len(steps), steps[-1] == "name", steps[-1] != "safewards"

    return sorted(changes.items(), key=place)


def dumped(value):
    """Return a part (or a list of parts) as plain data; leave other values alone."""
    if isinstance(value, BaseModel):
        return value.model_dump(mode="json")
    if isinstance(value, list | tuple):
        return [dumped(item) for item in value]
    if isinstance(value, dict):
        return {key: dumped(item) for key, item in value.items()}
    return value


def split_path(path):
    """Split ``routine.slots[Breakfast].start`` into its steps; a bracket holds a name (as a list of one)."""
    steps, position = [], 0
    while isinstance(path, str) and position < len(path):
        match = (_NEXT_STEP if steps else _FIRST_STEP).match(path, position)
        if not match:
            break
        steps.append(match["key"] if match["name"] is None else [match["name"]])
        position = match.end()
    if not steps or position < len(path):
        raise ConfigError(
            f"{path!r} is not a path; write one like 'milieu.structure' or 'routine.slots[Lunch].start'."
        )
    return steps


_KEY, _NAME = r"(?P<key>[^.\[\]]+)", r"\[(?P<name>.*?)\](?=$|[.\[])"
_FIRST_STEP = re.compile(f"{_KEY}|{_NAME}", re.DOTALL)
_NEXT_STEP = re.compile(rf"\.{_KEY}|{_NAME}", re.DOTALL)


def set_at_path(tree, path, value):
    """Set one value in nested plain data, or raise ConfigError naming the step that is missing."""
    *parents, last = split_path(path)
    node = tree
    for step in parents:
        node = _child(node, step, path, last)
    if isinstance(last, list):
        entry = _named(node, last[0], path)
        node[node.index(entry)] = value
    elif not isinstance(node, dict):
        raise ConfigError(f"{path}: there is nothing in which '{last}' could be set.")
    elif last == "safewards":
        # One value for all ten, whatever each of them was before.
        for name in SAFEWARDS:
            node.pop(name, None)
        node[last] = value
    else:
        node[last] = value


def _child(node, step, path, last):
    if isinstance(step, list):
        return _named(node, step[0], path)
    if isinstance(node, dict) and step in node:
        if node[step] is None:
            node[step] = {}
        elif last in ("weekday", "weekend") and isinstance(node[step], int):
            node[step] = {"weekday": node[step], "weekend": node[step]}
        return node[step]
    known = list(node) if isinstance(node, dict) else []
    raise ConfigError(
        f"{path}: there is no '{step}' here; there is {listed(known) or 'nothing'}.{near(step, known)}"
    )


def _named(items, name, path):
    items = [item for item in items if isinstance(item, dict)] if isinstance(items, list) else []
    for item in items:
        if item.get("name") == name:
            return item
    names = [item.get("name") for item in items]
    raise ConfigError(
        f"{path}: nothing here is named '{name}'; there is {listed(names) or 'nothing'}.{near(name, names)}"
    )
