"""What rules say of themselves speaks of what they take and read, and of nothing that is gone."""

import inspect
import re

import pytest
from rule_inputs import DESCRIBED

from milieusim.ledger.parameters import ledger
from milieusim.rules import RULES
from milieusim.rules.basics.run_numbers import RUN_NUMBERS


@pytest.mark.parametrize("name", RULES)
def test_names_in_the_text_of_a_rule_are_names_that_there_are(name):
    doc = DESCRIBED[name]
    text = " ".join(
        [doc.summary, doc.notes, *doc.references, *(what.text for what in doc.arguments.values())]
    )
    named = set(re.findall(r"`([^`]+)`", text)) | set(re.findall(r"\b[a-z]+_\w+", text))
    assert not named - {*doc.signature, *doc.reads, *RULES, *RUN_NUMBERS, *ledger(), "p"}


@pytest.mark.parametrize("name", [name for name, doc in DESCRIBED.items() if doc.reads])
def test_ledger_entries_named_in_notes_are_read(name):
    named = set(re.findall(r"`([^`]+)`", f"{DESCRIBED[name].summary} {DESCRIBED[name].notes}")) & set(
        ledger()
    )
    assert named <= {*DESCRIBED[name].reads, "recovery_w_milieu"}


@pytest.mark.parametrize("name", RULES)
def test_p_comes_first_and_is_used_for_nothing_but_its_names(name):
    parameters = list(inspect.signature(RULES[name].function).parameters)
    assert "p" not in parameters[1:]
    assert ("p" in parameters) == bool(DESCRIBED[name].reads)
