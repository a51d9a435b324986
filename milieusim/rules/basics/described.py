"""What a rule says about itself, as data: its docstring, and the numbers that it reads; for pages and tests."""

import ast
import inspect
import re
import textwrap
from functools import cache
from typing import NamedTuple

FORMS = ("published", "calibrated", "assumed")
SECTIONS = ("Parameters", "Returns", "Notes", "References")
NUMBERS = "p : numbers of the run"
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
    """One argument as documented; of `ledger` are the entries that callers give for it."""

    domain: Domain
    text: str
    ledger: tuple


class Described(NamedTuple):
    """A rule as documented.

    Attributes
    ----------
    summary : str
    arguments : dict of str to Argument
        All but `p`.
    returns : Domain
    form : str
        One of FORMS.
    notes : str
    references : tuple of str
    reads : tuple of str
        Names that it reads off `p`, the numbers of the run, in their order; none if it takes no `p`.
    """

    summary: str
    arguments: dict
    returns: Domain
    form: str
    notes: str
    references: tuple
    reads: tuple

    @property
    def sources(self):
        """Keys of sources.yaml that the rule names."""
        return tuple(match[1] for line in self.references if (match := re.match(r"\[(\w+)\]", line)))

    @property
    def signature(self):
        """Names of all arguments in their order; `p` comes first where there is one."""
        return [*(["p"] if self.reads else []), *self.arguments]


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


@cache
def names_read(function):
    """Return the names that a function reads off its argument `p`, in the order in which they first occur."""
    tree = ast.parse(textwrap.dedent(inspect.getsource(function)))
    found = [
        (node.lineno, node.col_offset, node.attr)
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "p"
    ]
    return tuple(dict.fromkeys(name for _, _, name in sorted(found)))


def described(function):
    """Read the docstring of a rule, and the names that its text reads off `p`.

    Parameters
    ----------
    function : callable

    Returns
    -------
    Described

    Raises
    ------
    ValueError
        If a section is missing, an argument or the result has no range, or what is said of `p` is not so.
    """
    sections = sections_of(function)
    missing = [name for name in SECTIONS if not sections.get(name)]
    if missing:
        raise ValueError(f"{function.__name__} has no section {', '.join(missing)}")
    notes = " ".join(sections["Notes"])
    form = re.match(r"Form: (\w+)\.", notes)
    if not form or form[1] not in FORMS:
        raise ValueError(f"{function.__name__}: Notes must begin with 'Form: ' and one of {', '.join(FORMS)}")
    reads = names_read(function)
    if (sections["Parameters"][0] == NUMBERS) != bool(reads):
        raise ValueError(
            f"{function.__name__}: Parameters must begin with '{NUMBERS}' if, and only if, it reads p"
        )
    return Described(
        " ".join(sections["Summary"]),
        dict(_arguments(sections["Parameters"][1 if reads else 0 :])),
        domain(sections["Returns"][0]),
        form[1],
        notes[form.end() :].strip(),
        tuple(_paragraphs(sections["References"])),
        reads,
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
