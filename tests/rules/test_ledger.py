"""The evidence ledger, its sources and the rules fit together: nothing unused, unsourced or out of range."""

import ast
import inspect
import re
from importlib.resources import files
from pathlib import Path

import pytest
import yaml

import milieusim
from milieusim.engines import inputs
from milieusim.incident_kinds import INCIDENTS
from milieusim.kinds import RESPONSES
from milieusim.ledger.parameters import STATUSES, ledger
from milieusim.rules import RULES
from milieusim.rules.basics.described import described
from milieusim.rules.basics.run_numbers import RUN_NUMBERS
from milieusim.rules.table import rule_modules
from milieusim.vocabulary import LEVELS, PRACTICES
from milieusim.ward.state import RESIDENT

SOURCES = yaml.safe_load(files("milieusim").joinpath("data/sources.yaml").read_text(encoding="utf-8"))
PACKAGE = Path(inspect.getfile(milieusim)).parent
ENTRIES = {name: ledger().entry(name) for name in ledger()}
WORKED_OUT = ("inputs", "slot_rows", "time_constants", "week")
BY_FAMILY = inputs._FAMILIES  # read by a name put together from a profile, a regime or an instrument


def code_of_the_model():
    paths = [path for folder in ("ward", "engines") for path in sorted((PACKAGE / folder).rglob("*.py"))]
    return [ast.parse(path.read_text(encoding="utf-8")) for path in paths]


def is_numbers(node):
    """Whether a piece of code means the numbers of a run: `p`, or the `p` of something."""
    return getattr(node, "id", None) == "p" or getattr(node, "attr", None) == "p"


def names_read_from_p():
    """Return every `p.name` that the ward and the engines read (where inputs are made, `p` is a dict)."""
    return {
        node.attr
        for tree in code_of_the_model()
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and is_numbers(node.value)
        if not node.attr.startswith("_") and node.attr not in {*dir(dict), "dtype", "name"}
    }


def names_read_by_rules():
    """Return every `p.name` that a rule reads."""
    return {name for rule in RULES.values() for name in described(rule.function).reads}


def names_by_kind():
    """Return the ledger names that tables of kinds hold, and those that states start at or fade by."""
    kinds = [value for row in [*INCIDENTS.values(), *RESPONSES.values()] for value in row]
    states = [value for state in RESIDENT for value in (state.start, state.fades)]
    return {value for value in kinds + states if isinstance(value, str) and value}


def names_read_from_the_ledger():
    """Return every name that is written out where inputs are worked out."""
    return {
        node.value
        for path in (PACKAGE / "engines" / f"{name}.py" for name in WORKED_OUT)
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }


@pytest.fixture(scope="module")
def numbers():
    from milieusim.config.reading.loading import load_design

    return inputs.build_inputs(load_design("acute-ward"), ledger(), days=1).p


def test_values_lie_within_their_ranges():
    outside = [name for name, e in ENTRIES.items() if not e.low <= e.value <= e.high]
    assert not outside


def test_every_entry_has_a_unit_a_status_and_a_note():
    for name, entry in ENTRIES.items():
        assert entry.unit, name
        assert entry.status in STATUSES, name
        assert entry.note, f"{name} says nothing of what it is"


def test_every_source_is_listed():
    assert not {entry.source for entry in ENTRIES.values()} - set(SOURCES)


def test_what_was_measured_names_who_measured_it():
    assert not [name for name, e in ENTRIES.items() if e.status == "measured" and e.source == "assumed"]


def test_sources_say_what_they_are_and_how_far_they_were_read():
    for key, source in SOURCES.items():
        assert set(source) == {"citation", "link", "read"}, key
        assert source["read"] in {"source", "excerpt", "recalled", "ours"}, key
        assert len(source["citation"]) > 20, key
        assert source["link"] == "" or source["link"].startswith("https://"), key


def test_keys_named_by_rules_are_listed():
    for name, rule in RULES.items():
        assert set(described(rule.function).sources) <= set(SOURCES), name
    for module in rule_modules():
        named = re.findall(r"\[([A-Z][A-Za-z]+\d\d\w*|AIHW|StewPRN)\]", inspect.getsource(module))
        assert set(named) <= set(SOURCES), module.__name__


def test_parameters_named_by_rules_exist():
    for name, rule in RULES.items():
        for argument in described(rule.function).arguments.values():
            assert set(argument.ledger) <= set(ENTRIES), name


def test_ranges_of_rules_hold_the_ranges_of_the_ledger():
    outside = [
        f"{name}({argument}): {parameter}"
        for name, rule in RULES.items()
        for argument, what in described(rule.function).arguments.items()
        for parameter in what.ledger
        if not what.domain.low <= ENTRIES[parameter].low <= ENTRIES[parameter].high <= what.domain.high
    ]
    assert not outside


def test_whatever_the_engines_read_is_there(numbers):
    assert not (names_read_from_p() | names_read_by_rules()) - set(numbers)


def test_whatever_a_rule_reads_has_a_range():
    assert not names_read_by_rules() - set(ENTRIES) - set(RUN_NUMBERS)
    assert not set(RUN_NUMBERS) & set(ENTRIES)


def test_numbers_of_a_run_lie_within_their_ranges(numbers):
    outside = [n for n, known in RUN_NUMBERS.items() if not known.low <= numbers[n] <= known.high]
    assert not outside


def test_every_number_of_a_run_is_read(numbers):
    derived = set(RUN_NUMBERS) - set(PRACTICES) - set(LEVELS)
    assert not derived - names_read_by_rules() - names_read_from_p()


def test_every_entry_of_the_ledger_is_used():
    used = names_read_from_p() | names_read_by_rules() | names_read_from_the_ledger() | names_by_kind()
    unused = [name for name in ENTRIES if name not in used and not name.startswith(BY_FAMILY)]
    assert not unused


def test_families_of_entries_are_whole():
    from milieusim.config.parts.residents import PROFILES
    from milieusim.vocabulary import Instrument, Regime

    for first, members in (("profile", PROFILES), ("", Regime.labels()), ("", Instrument.labels())):
        tails = []
        for member in members:
            start = f"{first}_{member}_".lstrip("_")
            tails.append(sorted(n.removeprefix(start) for n in ENTRIES if n.startswith(start)))
        assert tails[0] and all(tail == tails[0] for tail in tails)
