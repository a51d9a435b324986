"""The published patterns that the model is held against: read, checked, never changed by a run."""

import math
from functools import cache
from numbers import Real
from typing import NamedTuple

from milieusim.analysis.numbers import number
from milieusim.data import shipped_yaml
from milieusim.errors import ConfigError
from milieusim.phrasing import listed, near, spelt

USES = ("fit", "check", "input")
INTERVALS = ("published", "derived", "range", "band", "bound")
SEEN = ("source", "excerpt", "not seen")
# What the first letter of a key allows: nothing that was set aside for checking may ever be fitted.
USES_OF = {"T": ("fit", "check"), "I": ("input",), "V": ("check",)}
TEXTS = ("metric", "label", "unit", "design", "population", "how")
NUMBERS = ("value", "low", "high")
OPTIONAL = {"note": "", "seen": "not seen"}
SHOWN_UNITS = {"share": "%", "standard deviations": "SD", "hour of day": "h of day"}
"""Units as people read them; the others are shown as they are."""


class Target(NamedTuple):
    """One published pattern, and what is computed from runs to stand beside it.

    `value` is not a number where a source gives no more than the edges of the interval. `interval_is` says
    whence the interval comes and `seen` how far the number was read in its source: `INTERVALS` and `SEEN`
    list the words. `sources` are keys of `load_sources` or, in a file of one's own, citations.
    """

    key: str
    metric: str
    label: str
    unit: str
    value: float
    low: float
    high: float
    interval_is: str
    design: str
    population: str
    sources: tuple
    used_for: str
    how: str
    note: str = ""
    seen: str = "not seen"

    def holds(self, number):
        """Whether a number lies in the interval, edges included."""
        return self.low <= number <= self.high


class Source(NamedTuple):
    """Where a number was published, and how far the source was seen."""

    citation: str
    link: str
    read: str


def unit_of(target):
    """Return the unit as people read it: shares in per cent."""
    return SHOWN_UNITS.get(target.unit, target.unit)


def name_of(target):
    """Return a pattern's label with its unit."""
    return target.label if target.unit == "ratio" else f"{target.label}, {unit_of(target)}"


def scale_of(target):
    """Return by what a number is multiplied to stand in that unit."""
    return 100.0 if target.unit == "share" else 1.0


def shown(target, value):
    """Return a number of a pattern in that unit."""
    return number(value * scale_of(target))


def load_targets(path=None):
    """Return the targets, in the order of their file.

    Parameters
    ----------
    path : path-like, optional
        A file of one's own in the format of the shipped one, with some of its keys. Left out: the shipped
        targets, 42 to fit, 13 to check, and 4 inputs.

    Returns
    -------
    dict of str to Target

    Raises
    ------
    ConfigError
        With every problem of the file, each with the key of its entry.
    """
    if path is None:
        return dict(_shipped())
    from milieusim.config.reading.yaml_reading import read_yaml

    return _targets_of(read_yaml(path), str(path), _shipped())


@cache
def load_sources():
    """Return key -> Source of every source that the ledger, the rules and the targets name."""
    return {key: Source(**fields) for key, fields in shipped_yaml("sources.yaml").items()}


@cache
def _shipped():
    return _targets_of(shipped_yaml("targets.yaml"), "targets.yaml", None)


def _targets_of(tree, label, shipped):
    if not isinstance(tree, dict) or not tree:
        raise ConfigError(
            f"{label} is {spelt(tree)}; it must hold keys of targets, such as T01, with fields."
        )
    problems = [f"{label}: {key}{text}" for key, raw in tree.items() for text in _problems(key, raw, shipped)]
    if problems:
        raise ConfigError(problems)
    return {key: _target(key, raw) for key, raw in tree.items()}


def _target(key, raw):
    numbers = {name: math.nan if raw[name] is None else float(raw[name]) for name in NUMBERS}
    words = {name: raw.get(name, OPTIONAL.get(name)) for name in Target._fields if name not in numbers}
    return Target(**{**words, **numbers, "key": key, "sources": tuple(raw["sources"])})


def _problems(key, raw, shipped):
    """Yield what is wrong with an entry, each text to stand behind its key."""
    if key[:1] not in USES_OF or (shipped is not None and key not in shipped):
        known = shipped or ()
        yield f" is no target; a file may hold the shipped keys: {listed(known)}.{near(key, known)}"
        return
    if not isinstance(raw, dict):
        yield f" is {spelt(raw)}; it must hold fields: metric, value, low, high and the others."
        return
    needed = [name for name in Target._fields if name not in ("key", *OPTIONAL)]
    allowed = [*needed, *OPTIONAL]
    for name in raw:
        if name not in allowed:
            yield f".{name} is not known; a target may hold {listed(allowed)}.{near(name, allowed)}"
    for name in needed:
        if name not in raw:
            yield f".{name} is missing; look at the shipped targets for what it holds."
    given = {name: value for name, value in raw.items() if name in allowed}
    yield from _wrong_words(key, given, shipped)
    yield from _wrong_sources(given)
    yield from _wrong_numbers(given)


def _wrong_words(key, given, shipped):
    for name in (*TEXTS, "note"):
        if name in given and (
            not isinstance(given[name], str) or not (given[name].strip() or name == "note")
        ):
            yield f".{name} is {spelt(given[name])}; it must be text."
    choices = {"interval_is": INTERVALS, "used_for": USES_OF[key[0]], "seen": SEEN}
    for name, words in choices.items():
        if name in given and given[name] not in words:
            never = " A target kept for checking is never fitted." if key[0] == "V" else ""
            hint = never if name == "used_for" else near(given[name], words)
            yield f".{name} is {spelt(given[name])}; it must be {listed(words, 'or')}.{hint}"
    if (
        shipped is not None
        and isinstance(given.get("metric"), str)
        and given["metric"] != shipped[key].metric
    ):
        yield f".metric is {spelt(given['metric'])}; {key} is computed as '{shipped[key].metric}'."
    if isinstance(given.get("design"), str):
        from milieusim.config.reading.finding import shipped_designs

        designs = shipped_designs()
        if given["design"] not in designs:
            hint = near(given["design"], designs) or " `milieusim designs` lists them."
            yield f".design is {spelt(given['design'])}; it must be the name of a shipped design.{hint}"


def _wrong_sources(given):
    if "sources" not in given:
        return
    named = given["sources"]
    if not isinstance(named, list) or not named or not all(isinstance(name, str) for name in named):
        yield f".sources is {spelt(named)}; it must be a list of keys of sources or citations, as [Abd07]."
        return
    for name in named:
        # A citation has several words; a key has one.
        if " " not in name.strip() and name not in load_sources():
            hint = near(name, load_sources()) or " Write out the citation, or a key of the page on sources."
            yield f".sources names {spelt(name)}, which is no known source.{hint}"


def _wrong_numbers(given):
    found = {}
    for name in NUMBERS:
        if name not in given or (name == "value" and given[name] is None):
            continue
        number = given[name]
        if isinstance(number, bool) or not isinstance(number, Real) or not math.isfinite(number):
            yield f".{name} is {spelt(number)}; it must be an ordinary number."
        else:
            found[name] = number
    if given.get("value", 0) is None and given.get("interval_is") in INTERVALS[:-1]:
        yield ".value is empty; only a target whose interval_is says 'bound' may do without."
    if {"low", "high"} <= set(found):
        yield from _wrong_interval(found)


def _wrong_interval(found):
    low, high = found["low"], found["high"]
    if low >= high:
        yield f".low is {low:g} and .high is {high:g}; low must be below high."
    elif "value" in found and not low <= found["value"] <= high:
        yield f".value is {found['value']:g}; it must lie from low to high ({low:g} to {high:g})."
