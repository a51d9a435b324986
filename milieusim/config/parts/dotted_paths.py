"""Values of a design reached by a dotted path, such as `routine.slots[Lunch].start`, and set in plain data."""

import re

from milieusim.errors import ConfigError
from milieusim.phrasing import listed, near
from milieusim.vocabulary import DAYS, SAFEWARDS


def in_order(changes):
    """Return changes so that their order in the dict does not matter: wholes first, names last."""

    def place(item):
        steps = split_path(item[0])
        return len(steps), steps[-1] == "name", steps[-1] != "safewards"

    return sorted(changes.items(), key=place)


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
        elif last in ("weekday", "weekend", *DAYS) and isinstance(node[step], int):
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
