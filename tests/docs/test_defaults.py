"""What holds where nothing is said is the same at every door, or a reason is given."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "docs"))

import defaults_page  # noqa: E402

DEFAULTS = defaults_page.defaults()


@pytest.mark.parametrize("setting", DEFAULTS)
def test_a_value_that_is_not_the_usual_one_has_a_reason(setting):
    values = DEFAULTS[setting]
    usual = {defaults_page.usual(values)}
    unusual = {value for value in values if (setting, value) not in defaults_page.WHY}
    assert unusual <= usual, "say why in docs/defaults_page.py, or let it be as elsewhere"


def test_no_reason_is_left_over():
    assert {(setting, value) for setting, values in DEFAULTS.items() for value in values} >= set(
        defaults_page.WHY
    )


@pytest.mark.parametrize("name", ["compare", "improve"])
def test_a_function_and_the_command_of_its_name_differ_only_where_a_reason_says_so(name):
    doors = f"`ms.{name}`", f"`milieusim {name}`"
    for setting, values in DEFAULTS.items():
        here, there = ([value for value, at in values.items() if door in at] for door in doors)
        if here and there and here != there:
            assert (setting, there[0]) in defaults_page.WHY


def test_what_is_left_out_of_a_run_is_what_the_page_says():
    from milieusim.config.reading.loading import load_design
    from milieusim.engines.inputs import build_inputs
    from milieusim.ledger.parameters import ledger

    said = next(iter(DEFAULTS["warm_up_days"]))
    assert build_inputs(load_design("acute-ward"), ledger(), days=1).warm_up_days == int(said)
