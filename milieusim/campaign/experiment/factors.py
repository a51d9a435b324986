"""Factors: what an experiment varies, as levels or as a range; a path of a design, or a parameter."""

import math
from typing import NamedTuple

from milieusim.phrasing import near, spelt

KEYS = ("low", "high", "levels", "scale", "whole")
FACTOR_SCHEMA = {
    "anyOf": [
        {"type": "array", "minItems": 1, "items": {"type": ["number", "string", "boolean"]}},
        {
            "type": "object",
            "required": ["low", "high"],
            "additionalProperties": False,
            "properties": {
                "low": {"type": "number"},
                "high": {"type": "number"},
                "levels": {"type": "integer", "minimum": 2},
                "scale": {"enum": ["linear", "log"]},
                "whole": {"type": "boolean"},
            },
        },
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
        As in the file: a path of a design, or the name of a parameter.
    kind : str
        ``number``, ``text`` or ``flag``.
    given : tuple
        Levels as given; empty for a range.
    low, high : float
        Ends of a range.
    levels : int or None
        Levels of a range in a factorial.
    is_log, is_whole : bool
    """

    path: str
    kind: str
    given: tuple = ()
    low: float = 0.0
    high: float = 0.0
    levels: int | None = None
    is_log: bool = False
    is_whole: bool = False

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
    if isinstance(entry, dict):
        low, high = float(entry["low"]), float(entry["high"])
        is_log = entry.get("scale") == "log"
        is_whole = entry.get("whole", False)
        return Factor(path, "number", (), low, high, entry.get("levels"), is_log, is_whole)
    return Factor(path, kind_of(entry), levels_of(entry))


def levels_of(values):
    """Return values of one kind as a tuple; numbers as floats, so that 1 and 1.0 are one level."""
    is_number = kind_of(values) == "number"
    return tuple(float(value) if is_number else value for value in values)


def kind_of(values):
    """Return ``number``, ``text`` or ``flag`` for values of one kind; None if they are mixed or something else."""
    kinds = {_kind(value) for value in values}
    return kinds.pop() if len(kinds) == 1 else None


def _kind(value):
    if isinstance(value, bool):
        return "flag"
    if isinstance(value, int | float):
        return "number" if math.isfinite(value) else None
    return "text" if isinstance(value, str) else None


def factor_problems(factors):
    """Return what is wrong with the factors of a file, one sentence each."""
    if not isinstance(factors, dict):
        return [
            "must be a mapping from paths to levels; leave it out if there is none, or if a table brings its own"
        ]
    return [
        f"factors.{path} {problem}"
        for path, entry in factors.items()
        for problem in (_range_problems(entry) if isinstance(entry, dict) else _level_problems(entry))
    ]


def _level_problems(levels):
    if not isinstance(levels, list | tuple):
        yield f"is {spelt(levels)}; it must be a list of levels, or {{low: 0, high: 1}}"
    elif not levels:
        yield "has no levels; list at least one"
    elif kind_of(levels) is None:
        yield (
            "has levels of several kinds, or levels that are lists; they must be all numbers, all text or all "
            "true and false. A value within a mapping is reached by a dotted path"
        )
    elif len({str(level) if isinstance(level, str) else float(level) for level in levels}) < len(levels):
        yield "has a level twice; keep each once"


def _range_problems(entry):
    for key in entry:
        if key not in KEYS:
            yield f"has an unknown key '{key}'; a range may hold {', '.join(KEYS)}.{near(key, KEYS)}"
    ends = [entry.get("low"), entry.get("high")]
    for key, end in zip(KEYS, ends):
        if _kind(end) != "number":
            yield f"has {key}: {spelt(end)}; a range needs a number there"
    if kind_of(ends) == "number" and ends[0] >= ends[1]:
        yield f"has low: {ends[0]} and high: {ends[1]}; low must be below high"
    scale, whole, levels = entry.get("scale", "linear"), entry.get("whole", False), entry.get("levels")
    if scale not in ("linear", "log"):
        yield f"has scale: {spelt(scale)}; it must be linear or log"
    if scale == "log" and _kind(ends[0]) == "number" and ends[0] <= 0:
        yield f"has scale: log and low: {ends[0]}; a logarithmic range must begin above 0"
    if not isinstance(whole, bool):
        yield f"has whole: {spelt(whole)}; it must be true or false"
    if whole is True and kind_of(ends) == "number" and any(end != int(end) for end in ends):
        yield "has whole: true; low and high must then be whole numbers"
    if whole is True and scale == "log":
        yield "has whole: true and scale: log; list the levels instead"
    if levels is not None and (isinstance(levels, bool) or not isinstance(levels, int) or levels < 2):
        yield f"has levels: {spelt(levels)}; it must be a whole number from 2"


def changes_of(factors, values):
    """Split the values of a point into changes of a design and changes of parameters."""
    design, parameters = {}, {}
    for factor_path, value in zip(factors, values):
        if "." in factor_path:
            design[factor_path] = plain(value)
        else:
            parameters[factor_path] = value
    return design, parameters


def plain(value):
    """Return a number without a fraction as a whole one: designs count beds and people."""
    return int(value) if isinstance(value, float) and value.is_integer() else value
