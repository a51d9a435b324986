"""The table of rules is read, never written; a rule of somebody's own is given to a run."""

import pytest

import milieusim as ms
from milieusim.engines.text import replacing
from milieusim.errors import ConfigError


def test_setting_a_rule_is_refused_with_the_way_to_do_it():
    with pytest.raises(TypeError, match=r"rules=\{'next_boredom': function\}"):
        ms.RULES["next_boredom"] = lambda p, boredom, engaged_share: boredom
    with pytest.raises(TypeError, match="the ward calls every rule"):
        del ms.RULES["next_boredom"]
    assert ms.RULES["next_boredom"].family == "attendance"


def test_a_rule_shows_its_text_unit_form_and_what_it_reads():
    rule = ms.RULES["answer_per_hour"]
    assert rule.source.startswith("@rule\ndef answer_per_hour(p, ")
    assert (rule.unit, rule.form, rule.reads) == (
        "1/h",
        "assumed",
        ("handover_answers_wait", "minutes_a_request"),
    )
    assert rule.summary.endswith(".")


def test_a_misspelt_rule_gets_the_name_that_was_likely_meant():
    with pytest.raises(ConfigError, match="next_boredom"):
        replacing({"next_boredon": lambda p, boredom, engaged_share: boredom})


def test_a_replacement_takes_the_arguments_of_the_rule():
    with pytest.raises(ConfigError, match=r"must take \(p, boredom, engaged_share\); .* takes \(boredom\)"):
        replacing({"next_boredom": lambda boredom: boredom})


def test_all_faults_are_told_at_once():
    with pytest.raises(ConfigError) as told:
        replacing({"no_such_rule": abs, "next_boredom": lambda x: x})
    assert "no_such_rule" in str(told.value) and "next_boredom" in str(told.value)
