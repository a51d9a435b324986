"""A planner's goals: what a measure is worth to them, and what must not get worse whatever else gets better."""

import math
import re
from dataclasses import dataclass
from typing import Annotated

from pydantic import Field, Strict, field_validator, model_validator

from milieusim.analysis.metrics.metrics import METRICS, metric_called
from milieusim.config.parts.part import Flag, NotNegative, Part, Positive, validated
from milieusim.errors import ConfigError
from milieusim.python_values import as_python
from milieusim.shown.metric_names import unknown_metrics

Level = Annotated[float, Strict(), Field(allow_inf_nan=False)]


class Limit(Part):
    """What one measure may not do; at least one of the four."""

    must_not_rise: Flag = False
    """No difference from the base that is surely above 0, or above what `by` allows."""

    must_not_fall: Flag = False
    """No difference from the base that is surely below 0, or below what `by` allows."""

    by: NotNegative = 0.0
    """How much it may rise or fall all the same, in the unit of the measure."""

    at_most: Level | None = None
    """Highest level allowed, in the unit of the measure; broken where the level surely lies above."""

    at_least: Level | None = None
    """Lowest level allowed, in the unit of the measure; broken where the level surely lies below."""

    @model_validator(mode="after")
    def _says_something(self):
        said = (self.must_not_rise, self.must_not_fall, self.at_most is not None, self.at_least is not None)
        if not any(said):
            raise ValueError("must say must_not_rise: true, must_not_fall: true, at_most or at_least")
        if self.by and not (self.must_not_rise or self.must_not_fall):
            raise ValueError("must say must_not_rise or must_not_fall beside by")
        if None not in (self.at_most, self.at_least) and self.at_least > self.at_most:
            raise ValueError("must have at_least no higher than at_most")
        return self


class Goals(Part):
    """Weights of measures and limits on measures, as `goals.yaml` holds them."""

    weights: dict[str, Positive] = Field(default={}, max_length=50)
    """Measure -> how much one whole base level of it counts beside the others; all above 0."""

    limits: dict[str, Limit] = Field(default={}, max_length=50)
    """Measure -> what it may not do."""

    @field_validator("weights", "limits")
    @classmethod
    def _known(cls, value, info):
        problems = _unusable(info.field_name, value)
        if problems:
            raise ValueError("\n".join(problems))
        return value

    @model_validator(mode="after")
    def _asks_for_something(self):
        if not self.weights:
            raise ValueError("weights: none given; name at least one measure, as in conflict_per_100_obd: 1.")
        return self

    @property
    def metrics(self):
        """Every measure named, those with weights first."""
        return list(dict.fromkeys([*self.weights, *self.limits]))

    @property
    def judged(self):
        """The measures named that have a better direction."""
        return [name for name in self.metrics if METRICS[name].better != "neither"]

    def worth(self, base, differences):
        """Return what differences are worth: the weighted mean of gains as shares of the base, above 0 if better.

        Parameters
        ----------
        base : dict of str to float
            Mean level of the base by measure.
        differences : dict of str to array_like
            Other minus base by measure.

        Returns
        -------
        numpy.ndarray or float
            Share of the base; 0.05 reads "as good as 5 % better on every measure with a weight".
        """
        total = sum(self.weights.values())
        gains = []
        for name, weight in self.weights.items():
            sign = -1 if METRICS[name].better == "lower" else 1
            gains.append(weight / total * sign * differences[name] / _scale(name, base[name]))
        return sum(gains[1:], start=gains[0])

    def broken(self, found):
        """Return the limits that an alternative breaks, or cannot be said to keep, a `Breach` each.

        Parameters
        ----------
        found : mapping of str to object
            Measure -> what has `difference` with its ends `low` and `high`, and the level `other` with `other_low`
            and `other_high`.

        Returns
        -------
        list of Breach
        """
        return [
            breach
            for name, limit in self.limits.items()
            for breach in (*_by_difference(name, found[name], limit), *_by_level(name, found[name], limit))
        ]


@dataclass(frozen=True)
class Breach:
    """A limit that is broken (`is_sure`), or that the runs do not show to be kept."""

    metric: str
    text: str
    is_sure: bool


def _by_difference(name, row, limit):
    """Yield what a difference breaks, held against its own interval: without one nothing is shown."""
    unit = _rate(name)
    for is_wanted, difference, least, most, way in (
        (limit.must_not_rise, row.difference, row.low, row.high, "rise"),
        (limit.must_not_fall, -row.difference, -row.high, -row.low, "fall"),
    ):
        if is_wanted and least > limit.by:
            yield Breach(name, f"{way}s by {difference:.3g}{unit}", True)
        elif is_wanted and not most <= limit.by:
            allowed = f" where {limit.by:g} is allowed" if limit.by else ""
            yield Breach(name, _unless_unknown(most, f"may {way} by up to {most:.3g}{unit}{allowed}"), False)


def _by_level(name, row, limit):
    """Yield what a level breaks, held against its own interval as a difference is."""
    unit = _rate(name)
    for bound, sign, ends, what, far in (
        (limit.at_most, 1, (row.other_low, row.other_high), "at most", "high"),
        (limit.at_least, -1, (row.other_high, row.other_low), "at least", "low"),
    ):
        if bound is None:
            continue
        near, most = ends
        allowed = f"where {what} {bound:g} is allowed"
        if sign * (near - bound) > 0:
            yield Breach(name, f"{row.other:.3g}{unit} {allowed}", True)
        elif not sign * (most - bound) <= 0:
            yield Breach(name, _unless_unknown(most, f"may be as {far} as {most:.3g}{unit} {allowed}"), False)


def _rate(name):
    """Return of what a measure is a rate, such as `` per 1,000 bed-days``; nothing for others."""
    found = re.search(r" ?(per [\d,]+) (?:occupied )?(.+)$", METRICS[name].unit)
    return f" {found[1]} {found[2]}" if found else ""


def _unless_unknown(end, text):
    return "is not known from so few runs" if math.isnan(end) else text


def _unusable(part, names):
    """Return the problems with the names of measures in a part of the goals."""
    problems = unknown_metrics(names, part)
    if part == "weights":
        problems += [
            f"weights: '{name}' has no better direction, so that it cannot be weighed; give it a limit instead."
            for name in names
            if name in METRICS and METRICS[name].better == "neither"
        ]
    return problems


def _scale(name, base):
    if math.isnan(base):
        raise ConfigError(
            f"goals: {name} has no value in runs of the base, so that no share of it can be weighed; take more days "
            "or leave it out."
        )
    if not base:
        raise ConfigError(
            f"goals: {name} is 0 in the base, so that no share of it can be weighed; give it a limit instead."
        )
    return abs(base)


def load_goals(source):
    """Load goals from a file or a dict.

    Parameters
    ----------
    source : path-like, dict or Goals
        A YAML file, or the same content as a dict. Measures go by name or by label.

    Returns
    -------
    Goals

    Raises
    ------
    ConfigError
        With every problem in the file.

    Examples
    --------
    >>> goals = load_goals({"weights": {"conflict": 2}, "limits": {"manual restraint": {"must_not_rise": True}}})
    >>> goals.metrics
    ['conflict_per_100_obd', 'manual_restraint_per_1000_obd']
    """
    if isinstance(source, Goals):
        return source
    if isinstance(source, dict):
        return _built(as_python(source), "goals")
    from milieusim.config.reading.yaml_reading import read_yaml

    return _built(read_yaml(source), str(source))


def _built(tree, label):
    if not isinstance(tree, dict):
        raise ConfigError(
            f"{label}: goals are a mapping with weights and limits, as in weights: {{conflict_per_100_obd: 1}}."
        )
    tree, problems = dict(tree), []
    for part in ("weights", "limits"):
        if isinstance(tree.get(part), dict):
            tree[part] = _by_name(part, tree[part], label, problems)
            problems += [f"{label}: {text}" for text in _unusable(part, tree[part])]
    goals = None
    try:
        goals = validated(Goals, tree, label)
    except ConfigError as error:
        # Names are looked at again once all values are fine.
        told = tuple(text.removeprefix(f"{label}: ") for text in problems)
        problems += [text for text in error.problems if not text.endswith(told)]
    if problems:
        raise ConfigError(problems)
    return goals


def _by_name(part, given, label, problems):
    """Return what is given by name of the measure; two spellings of one measure are a problem."""
    named = {}
    for asked, value in given.items():
        name = metric_called(asked)
        if name in named:
            problems.append(f"{label}: {part}: {name} is given twice; leave one out.")
        named[name] = value
    return named
