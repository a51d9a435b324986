"""What the docstring of a rule says, as data: for the reference pages, and for tests."""

import inspect
import re
from typing import NamedTuple

FORMS = ("published", "calibrated", "assumed")
SECTIONS = ("Parameters", "Returns", "Notes", "References")
_RANGE = re.compile(
    r"(?P<kind>float|int|bool)"
    r"(?:, (?:(?P<share>0-1)|(?P<low>-?[\d.]+|-inf) to (?P<high>-?[\d.]+|inf)))?"
    r"(?: \((?P<excluded>1|ends) excluded\))?"
    r"(?:, (?P<unit>.+))?"
)


class Domain(NamedTuple):
    """Type, range and unit of an argument or a result; `open_low`, `open_high`: that end is not in it."""

    kind: str
    low: float
    high: float
    unit: str = ""
    open_low: bool = False
    open_high: bool = False

    def holds(self, value):
        """Whether a value is of this range (NaN never is)."""
        if self.kind == "bool":
            return value in (False, True)
        return self.low <= value <= self.high


class Argument(NamedTuple):
    """One argument as documented."""

    domain: Domain
    text: str
    ledger: tuple


class Described(NamedTuple):
    """A rule as documented."""

    summary: str
    arguments: dict
    returns: Domain
    form: str
    notes: str
    references: tuple

    @property
    def sources(self):
        """Keys of sources.yaml that the rule names."""
        return tuple(match[1] for line in self.references if (match := re.match(r"\[(\w+)\]", line)))


def domain(text):
    """Read ``float, 0 to 24, h``; raise ValueError if it says no range."""
    match = _RANGE.fullmatch(text.strip())
    if not match or not (match["kind"] == "bool" or match["share"] or match["low"]):
        raise ValueError(f"{text!r} is not a type with a range, such as 'float, 0-1' or 'float, 0 to 24, h'")
    low, high = (0.0, 1.0) if match["low"] is None else (float(match["low"]), float(match["high"]))
    ends = match["excluded"]
    return Domain(match["kind"], low, high, match["unit"] or "", ends == "ends", ends is not None)


def sections_of(function):
    """Return the summary and the sections of a docstring, each as a list of lines."""
    lines = (inspect.getdoc(function) or "").splitlines()
    sections, name = {"Summary": []}, "Summary"
    for line, following in zip(lines, [*lines[1:], ""]):
        if line in SECTIONS and set(following) == {"-"}:
            name = line
            sections[name] = []
        elif line and set(line) != {"-"}:
            sections[name].append(line)
    return sections


def described(function):
    """Read the docstring of a rule.

    Parameters
    ----------
    function : callable

    Returns
    -------
    Described

    Raises
    ------
    ValueError
        If a section is missing, or an argument or the result has no range.
    """
    sections = sections_of(function)
    missing = [name for name in SECTIONS if not sections.get(name)]
    if missing:
        raise ValueError(f"{function.__name__} has no section {', '.join(missing)}")
    notes = " ".join(sections["Notes"])
    form = re.match(r"Form: (\w+)\.", notes)
    if not form or form[1] not in FORMS:
        raise ValueError(f"{function.__name__}: Notes must begin with 'Form: ' and one of {', '.join(FORMS)}")
    return Described(
        " ".join(sections["Summary"]),
        dict(_arguments(sections["Parameters"])),
        domain(sections["Returns"][0]),
        form[1],
        notes[form.end() :].strip(),
        tuple(_paragraphs(sections["References"])),
    )


def _arguments(lines):
    entries = []
    for line in lines:
        if not line.startswith(" "):
            entries.append([line, ""])
        else:
            entries[-1][1] = f"{entries[-1][1]} {line.strip()}".strip()
    for head, text in entries:
        name, _, what = head.partition(" : ")
        said, _, ledger = text.partition("Ledger: ")
        names = tuple(re.findall(r"\w+", ledger))
        yield name, Argument(domain(what), said.strip(), names)


def _paragraphs(lines):
    entries = []
    for line in lines:
        if line.startswith(("[", "None:")):
            entries.append(line)
        else:
            entries[-1] += f" {line}"
    return entries
