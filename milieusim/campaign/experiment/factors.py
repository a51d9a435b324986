"""Factors: what an experiment varies, as levels or as a range; a path of a design, or a parameter."""

import math
from typing import NamedTuple

from milieusim.campaign.experiment.levers import (
    MOVES_SCHEMA,
    MOVING,
    OPTIONS,
    OPTIONS_SCHEMA,
    VALUES,
    Lever,
    lever_of,
    plain,
)

KEYS = ("low", "high", "levels", "scale", "whole")
_RANGE = {
    "low": {"type": "number"},
    "high": {"type": "number"},
    "levels": {"type": "integer", "minimum": 2},
    "scale": {"enum": ["linear", "log"]},
    "whole": {"type": "boolean"},
}
FACTOR_SCHEMA = {
    "anyOf": [
        {"type": "array", "minItems": 1, "items": {"type": ["number", "string", "boolean"]}},
        {
            "type": "object",
            "required": ["low", "high"],
            "additionalProperties": False,
            "properties": _RANGE,
        },
        *(
            {
                "type": "object",
                "required": [how],
                "additionalProperties": False,
                "properties": {**_RANGE, **MOVES_SCHEMA},
            }
            for how in MOVING
        ),
        OPTIONS_SCHEMA,
    ]
}
INSIDE = (
    0.3819660112501051  # of a range, where no level is likely to lie: shows whether fractions are allowed
)


class Factor(NamedTuple):
    """One factor, read and checked.

    Attributes
    ----------
    path : str
        As in the file: a path of a design, the name of a parameter, or that of a lever.
    kind : str
        ``number``, ``text`` or ``flag``.
    given : tuple
        Levels as given; empty for a range.
    low, high : float
        Ends of a range.
    levels : int or None
        Levels of a range in a factorial.
    is_log, is_whole : bool
    lever : Lever or None
        What it moves, if it has a name of its own.
    """

    path: str
    kind: str
    given: tuple = ()
    low: float = 0.0
    high: float = 0.0
    levels: int | None = None
    is_log: bool = False
    is_whole: bool = False
    lever: Lever | None = None

    @property
    def grid(self):
        """Levels of a factorial."""
        if self.given:
            return self.given
        count = self.levels or 0
        return tuple(dict.fromkeys(self._between(k / (count - 1)) for k in range(count)))

    def at(self, share):
        """Return the value at a share from 0 to 1 of the factor's space."""
        if self.given:
            return self.given[min(int(share * len(self.given)), len(self.given) - 1)]
        if self.is_whole:
            # Each whole number has an equal part of the range.
            count = int(self.high - self.low) + 1
            return self.low + min(math.floor(share * count), count - 1)
        return self._between(share)

    def column(self, shares):
        """Return the values at many shares at once, as `at` gives them.

        Parameters
        ----------
        shares : numpy.ndarray, 0-1

        Returns
        -------
        numpy.ndarray
        """
        import numpy as np

        if self.given:
            kind = object if self.kind == "text" else None
            places = (shares * len(self.given)).astype(np.int64)
            return np.array(self.given, dtype=kind)[np.minimum(places, len(self.given) - 1)]
        if self.is_whole:
            count = int(self.high - self.low) + 1
            return self.low + np.minimum(np.floor(shares * count), count - 1)
        if self.is_log:  # the exponential of numpy may have another last digit
            return np.array([self.at(share) for share in shares.tolist()])
        return np.where(shares >= 1.0, self.high, self.low + shares * (self.high - self.low))

    def place(self, value):
        """Return where a value lies in the factor's range, 0-1: by size, or words and flags by their order."""
        low, high = (
            (min(self.given), max(self.given))
            if self.given and self.kind == "number"
            else (self.low, self.high)
        )
        if self.given and self.kind != "number":
            return self.given.index(value) / max(len(self.given) - 1, 1)
        if low == high:
            return 0.0
        return math.log(value / low) / math.log(high / low) if self.is_log else (value - low) / (high - low)

    def probes(self):
        """Return values that show whether a design takes what this factor will give it."""
        if self.given:
            return self.given
        return (self.low, self.high) if self.is_whole else (self.low, self._between(INSIDE), self.high)

    def _between(self, share):
        if share >= 1.0:
            return self.high
        if self.is_log:
            value = self.low * math.exp(share * math.log(self.high / self.low))
        else:
            value = self.low + share * (self.high - self.low)
        return float(round(value)) if self.is_whole else value


def factor_of(path, entry):
    """Return a factor for what stands in a file; `factor_problems` has found nothing wrong with it."""
    lever = lever_of(entry)
    if isinstance(entry, dict) and "low" in entry:
        low, high = float(entry["low"]), float(entry["high"])
        is_log = entry.get("scale") == "log"
        is_whole = entry.get("whole", False)
        return Factor(path, "number", (), low, high, entry.get("levels"), is_log, is_whole, lever)
    values = entry if lever is None else entry.get(VALUES) or list(entry[OPTIONS])
    return Factor(path, kind_of(values), levels_of(values), lever=lever)


def levels_of(values):
    """Return values of one kind as a tuple; numbers as floats, so that 1 and 1.0 are one level."""
    is_number = kind_of(values) == "number"
    return tuple(float(value) if is_number else value for value in values)


def kind_of(values):
    """Return ``number``, ``text`` or ``flag`` for values of one kind; None if they are mixed or something else."""
    kinds = {kind_of_one(value) for value in values}
    return kinds.pop() if len(kinds) == 1 else None


def kind_of_one(value):
    """Return the kind of one value; None if it is none of a factor."""
    if isinstance(value, bool):
        return "flag"
    if isinstance(value, int | float):
        return "number" if math.isfinite(value) else None
    return "text" if isinstance(value, str) else None


def changes_of(levers, values, design, parameters):
    """Split the values of a point into changes of a design and changes of parameters.

    Parameters
    ----------
    levers : dict of str to Lever or None
        Path of each factor, or name of a lever -> what the lever does.
    values : sequence
        One a factor.
    design : WardDesign
        From which levers may start.
    parameters : Parameters
        Likewise.

    Returns
    -------
    tuple of dict

    Raises
    ------
    ConfigError
        If a lever cannot move what is in the design.
    """
    of_design, of_parameters = {}, {}
    for (factor, lever), value in zip(levers.items(), values):
        put = {factor: value} if lever is None else lever.changes(value, design, parameters)
        for path, one in put.items():
            if "." in path:
                of_design[path] = plain(one)
            else:
                of_parameters[path] = one
    return of_design, of_parameters
