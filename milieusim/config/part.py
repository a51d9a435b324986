"""What every part of a design shares: frozen, strict about types, and replaceable by path."""

import re
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, Strict

Share = Annotated[float, Strict(), Field(ge=0, le=1, allow_inf_nan=False)]
Positive = Annotated[float, Strict(), Field(gt=0, allow_inf_nan=False)]
NotNegative = Annotated[float, Strict(), Field(ge=0, allow_inf_nan=False)]
Count = Annotated[int, Strict(), Field(ge=0, le=500)]
Flag = Annotated[bool, Strict()]
Text = Annotated[str, Strict(), Field(min_length=1, max_length=200)]


class Part(BaseModel):
    """A frozen part of a design; unknown keys are refused."""

    model_config = ConfigDict(frozen=True, extra="forbid", validate_default=True, use_attribute_docstrings=True)

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
        from milieusim.config.loading import validated

        tree = self.model_dump(mode="json")
        for path, value in {**(changes or {}), **fields}.items():
            set_at_path(tree, path, dumped(value))
        return validated(type(self), tree, where="replace")


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
    """Split ``routine.slots[Breakfast].start`` into its steps; a bracket holds a name."""
    steps = []
    for name, key in re.findall(r"([^.\[\]]+)|\[([^\]]*)\]", path):
        steps.append(name or [key])
    return steps


def set_at_path(tree, path, value):
    """Set one value in nested plain data, or raise ConfigError naming the step that is missing."""
    from milieusim.errors import ConfigError

    *parents, last = split_path(path)
    node = tree
    for step in parents:
        node = _child(node, step, path)
    if isinstance(last, list):
        items = _named(node, last[0], path)
        node[node.index(items)] = value
    elif isinstance(node, dict):
        node[last] = value
    else:
        raise ConfigError(f"{path}: '{last}' has nothing to be set in.")


def _child(node, step, path):
    from milieusim.errors import ConfigError

    if isinstance(step, list):
        return _named(node, step[0], path)
    if isinstance(node, dict) and step in node:
        if node[step] is None:
            node[step] = {}
        return node[step]
    known = ", ".join(node) if isinstance(node, dict) else "nothing"
    raise ConfigError(f"{path}: there is no '{step}' here; there is {known}.")


def _named(items, name, path):
    from milieusim.errors import ConfigError

    for item in items if isinstance(items, list) else []:
        if isinstance(item, dict) and item.get("name") == name:
            return item
    names = ", ".join(item["name"] for item in items) if isinstance(items, list) else "nothing"
    raise ConfigError(f"{path}: nothing here is named '{name}'; there is {names}.")
