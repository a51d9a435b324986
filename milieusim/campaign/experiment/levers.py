"""Levers: a factor under a name of its own that moves several values of a design, or parameters, together."""

import math
from typing import NamedTuple

from milieusim.config.parts.dotted_paths import set_at_path, split_path
from milieusim.config.parts.routine import is_clock, minute_of
from milieusim.errors import ConfigError
from milieusim.phrasing import near, spelt
from milieusim.vocabulary import DAYS

SETS, ADDS, MULTIPLIES, OPTIONS, VALUES = "sets", "adds_to", "multiplies", "options", "values"
MOVING = (SETS, ADDS, MULTIPLIES)
"""What a lever with numbers does to each of its paths."""
DOING = (*MOVING, OPTIONS)
"""Keys by which a lever is told from a range."""
HOW = ("times", "plus", "rounded")
MIDNIGHT = 24 * 60
_SCALAR = {"type": ["number", "string", "boolean"]}
_PATHS = {
    "anyOf": [
        {"type": "array", "minItems": 1, "items": {"type": "string"}},
        {
            "type": "object",
            "minProperties": 1,
            "additionalProperties": {
                "type": ["object", "null"],
                "additionalProperties": False,
                "properties": {
                    "times": {"type": "number"},
                    "plus": {"type": "number"},
                    "rounded": {"type": "boolean"},
                },
            },
        },
    ]
}
MOVES_SCHEMA = {
    VALUES: {"type": "array", "minItems": 1, "items": _SCALAR},
    **{how: _PATHS for how in MOVING},
}
OPTIONS_SCHEMA = {
    "type": "object",
    "required": [OPTIONS],
    "additionalProperties": False,
    "properties": {
        OPTIONS: {
            "type": "object",
            "minProperties": 1,
            "additionalProperties": {
                "type": "object",
                "additionalProperties": {"type": ["number", "string", "boolean", "null"]},
            },
        }
    },
}


class Move(NamedTuple):
    """What a lever does to one path: it takes `times` the lever's value and `plus`.

    Attributes
    ----------
    path : str
    how : str
        ``sets`` puts that there; ``adds_to`` and ``multiplies`` start from what the design, or the parameter set, has.
    times, plus : float
    is_rounded : bool
        Whether the outcome is rounded to a whole number, halves upwards.
    """

    path: str
    how: str
    times: float = 1.0
    plus: float = 0.0
    is_rounded: bool = False

    def outcome(self, value, own):
        """Return what the path gets.

        Parameters
        ----------
        value : float, str or bool
            Of the lever.
        own : callable
            Returns what stands at the path without the lever; asked where that counts.

        Raises
        ------
        ConfigError
            If there is nothing there that could be added to or multiplied.
        """
        if isinstance(value, str | bool):
            return value
        amount = value * self.times + self.plus
        if self.how == SETS:
            return self._whole(amount)
        found = own()
        if self.how == ADDS and is_clock(found):
            return self._later(found, self._whole(amount))
        if _is_by_day(found):
            return {
                day: one if one is None else plain(self._moved(one, amount)) for day, one in found.items()
            }
        if not _is_number(found):
            what = "number, nor a time of day" if self.how == ADDS else "number"
            raise ConfigError(
                f"{self.path} is {spelt(found)} and no {what}, so that {self.how} cannot move it."
            )
        return self._moved(found, amount)

    def _moved(self, own, amount):
        return self._whole(own + amount if self.how == ADDS else own * amount)

    def _whole(self, number):
        return math.floor(number + 0.5) if self.is_rounded else number

    def _later(self, clock, minutes):
        at = minute_of(clock) + minutes
        if at != int(at):
            raise ConfigError(
                f"{self.path} would be {minutes:g} minutes from {clock}; a time of day needs whole minutes: write "
                "whole: true in the range, or rounded: true for the path."
            )
        if not 0 <= at <= MIDNIGHT:
            raise ConfigError(f"{self.path} would be {minutes:g} minutes from {clock}, on another day.")
        hours, minutes = divmod(int(at), 60)
        return f"{hours:02d}:{minutes:02d}"


class Lever(NamedTuple):
    """What a lever does.

    Attributes
    ----------
    moves : tuple of Move
    options : dict of str to dict
        Name of a level -> path -> value; empty for a lever that moves.
    """

    moves: tuple
    options: dict

    @property
    def paths(self):
        """All paths that it may touch."""
        return list(
            dict.fromkeys(
                [
                    *(move.path for move in self.moves),
                    *(path for one in self.options.values() for path in one),
                ]
            )
        )

    def changes(self, value, design, parameters):
        """Return path -> what the lever puts there at one of its values.

        Parameters
        ----------
        value : float, str or bool
            Of the lever.
        design : WardDesign
        parameters : Parameters

        Raises
        ------
        ConfigError
            With each path that it cannot move.
        """
        if self.options:
            return dict(self.options[value])
        found, problems, tree = {}, [], []

        def own(path):
            if "." not in path:
                return parameters[path]
            if not tree:
                tree.append(design.model_dump(mode="json"))
            return value_at(tree[0], path)

        for move in self.moves:
            try:
                found[move.path] = move.outcome(value, lambda path=move.path: own(path))
            except ConfigError as error:
                problems += error.problems
        if problems:
            raise ConfigError(problems)
        return found


def is_lever(entry):
    """Whether what stands in a file for a factor is a lever."""
    return isinstance(entry, dict) and any(key in entry for key in DOING)


def lever_of(entry):
    """Return the lever of an entry in which nothing is wrong; None if it is a factor of one path."""
    if not is_lever(entry):
        return None
    moves = [
        Move(path, how, *_how(shape))
        for how in MOVING
        for path, shape in moved_paths(entry.get(how, {})).items()
    ]
    return Lever(tuple(moves), {name: dict(one) for name, one in entry.get(OPTIONS, {}).items()})


def _how(shape):
    return float(shape.get("times", 1)), float(shape.get("plus", 0)), shape.get("rounded", False)


def moved_paths(entry):
    """Return path -> how it is moved, from a list of paths or a mapping."""
    return (
        {path: shape or {} for path, shape in entry.items()}
        if isinstance(entry, dict)
        else {p: {} for p in entry}
    )


def levers_in(factors):
    """Return the levers among the factors of an experiment as plain data.

    Parameters
    ----------
    factors : dict of str to object
        As a file or a manifest holds them.

    Returns
    -------
    dict of str to Lever
    """
    return {name: lever_of(entry) for name, entry in factors.items() if is_lever(entry)}


def deeds_of(factors):
    """Return what each lever does, however it is written: with the values of a point, what decides its runs.

    Parameters
    ----------
    factors : dict of str to object
        As a file or a manifest holds them.

    Returns
    -------
    dict of str to dict
        Name of a lever -> ``moves``, a list for each path; or ``options``, path -> value for each name.
    """
    return {
        name: {OPTIONS: lever.options} if lever.options else {"moves": sorted(map(list, lever.moves))}
        for name, lever in levers_in(factors).items()
    }


def value_at(tree, path):
    """Return what stands at a path of a design as plain data.

    Raises
    ------
    ConfigError
        If the path leads nowhere, or nothing has been set there.
    """
    node, meant = tree, ""
    for step in split_path(path):
        if isinstance(node, dict) and isinstance(step, str) and step not in node:
            meant = near(step, [name for name, value in node.items() if value is not None])
        if isinstance(step, list):
            items = node if isinstance(node, list) else []
            node = next((one for one in items if isinstance(one, dict) and one.get("name") == step[0]), None)
        elif isinstance(node, dict):
            node = node.get(step)
        elif not (step in ("weekday", "weekend", *DAYS) and _is_number(node)):
            node = None
    if node is None:
        set_at_path(tree, path, 0)  # says which step of the path is wrong, if one is
        raise ConfigError(f"{path} is not set in the design, so that there is nothing to move from.{meant}")
    return node


def plain(value):
    """Return a number without a fraction as a whole one: designs count beds and people."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _is_by_day(value):
    """Whether a value is numbers that differ between the days of a week."""
    if not isinstance(value, dict):
        return False
    given = [one for one in value.values() if one is not None]
    return bool(given) and all(map(_is_number, given))


def _is_number(value):
    return isinstance(value, int | float) and not isinstance(value, bool)
