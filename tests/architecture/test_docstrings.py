"""Rules say what they take, give and claim, in one shape; everything public says what it is."""

import ast
import inspect

import pytest
from source_code import modules, tree_of

from milieusim.rules import RULES
from milieusim.rules.basics import numerics
from milieusim.rules.basics.described import FORMS, SECTIONS, described, sections_of

SMALL_PIECES = [
    getattr(numerics, node.name)
    for node in tree_of(modules("rules/basics/numerics.py")["rules/basics/numerics.py"]).body
    if isinstance(node, ast.FunctionDef) and not node.name.startswith("_")
]


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_rule_documents_every_argument_its_range_and_its_form(rule):
    doc = described(rule.function)
    assert doc.signature == list(inspect.signature(rule.function).parameters)
    assert doc.summary.endswith(".") and "\n" not in doc.summary
    assert doc.form in FORMS and doc.notes
    assert doc.references and (doc.sources or doc.references[0].startswith("None: "))
    assert doc.form == "assumed" or doc.sources or doc.references == ("None: a definition.",)
    assert "**" not in inspect.getsource(rule.function)


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_rule_has_its_sections_in_order(rule):
    assert [name for name in sections_of(rule.function) if name != "Summary"] == list(SECTIONS)


@pytest.mark.parametrize("function", SMALL_PIECES, ids=lambda f: f.__name__)
def test_numerical_pieces_are_documented_as_rules_are(function):
    doc = described(function)
    assert list(doc.arguments) == list(inspect.signature(function).parameters)
    assert doc.form == "published"


def test_units_stand_in_names_or_ranges_are_0_to_1():
    unclear = []
    for name, rule in RULES.items():
        unit = described(rule.function).returns.unit
        ends = {"h": "hours", "d": "days", "min": "minutes", "1/h": ("per_hour", "wakes"), "a": "years"}
        wanted = ends.get(unit)
        if wanted and not any(w in name for w in ([wanted] if isinstance(wanted, str) else wanted)):
            unclear.append((name, unit))
    # Minutes of work asked for and taken, and the speed of recovery, which its caller takes per day.
    assert {name for name, _ in unclear} <= {"taken", "spread_over_slot", "backlog_asked"}


@pytest.mark.parametrize("name", modules())
def test_every_module_says_what_it_is(name):
    tree = tree_of(modules()[name])
    assert not tree.body or ast.get_docstring(tree), f"{name} has no docstring"
