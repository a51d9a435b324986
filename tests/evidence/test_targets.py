"""Targets are what the sources print: whole, within their intervals, and never silently wrong."""

import math
from collections import Counter

import pytest

from milieusim.config.reading.finding import shipped_designs
from milieusim.errors import ConfigError
from milieusim.evidence.targets import INTERVALS, SEEN, load_sources, load_targets

TARGETS = load_targets()
GOOD = """
T01:
  metric: aggression_per_100_obd_recorded
  label: Recorded aggression
  unit: per 100 bed-days
  value: 2.5
  low: 2
  high: 3
  interval_is: published
  design: reference-switzerland
  population: our hospital
  sources: [Abd07, 'Quality report of our hospital 2024']
  used_for: check
  how: As the shipped one.
"""


@pytest.fixture
def problems_of(tmp_path):
    def read(text):
        path = tmp_path / "own.yaml"
        path.write_text(text, encoding="utf-8")
        with pytest.raises(ConfigError) as caught:
            load_targets(path)
        return caught.value.problems

    return read


def test_there_are_forty_two_to_fit_thirteen_to_check_and_four_inputs():
    assert Counter(target.used_for for target in TARGETS.values()) == {"fit": 42, "check": 13, "input": 4}


def test_keys_say_what_a_target_is_used_for():
    uses = {"T": "fit", "V": "check", "I": "input"}
    assert all(target.used_for == uses[key[0]] and target.key == key for key, target in TARGETS.items())


def test_each_interval_holds_its_value():
    for key, target in TARGETS.items():
        assert target.low < target.high, key
        assert target.holds(target.value) or math.isnan(target.value), key


def test_only_a_bound_has_no_value():
    assert [key for key, t in TARGETS.items() if math.isnan(t.value)] == ["V10"]
    assert TARGETS["V10"].interval_is == "bound"


def test_each_design_and_source_exists():
    for key, target in TARGETS.items():
        assert target.design in shipped_designs(), key
        assert target.sources and set(target.sources) <= set(load_sources()), key


def test_metrics_and_labels_are_used_once():
    for name in ("metric", "label"):
        assert len({getattr(target, name) for target in TARGETS.values()}) == len(TARGETS)


def test_every_entry_says_what_is_computed_where_it_is_from_and_whether_that_was_seen():
    for key, target in TARGETS.items():
        assert target.interval_is in INTERVALS and target.seen in SEEN, key
        assert target.how.endswith(".") and target.note.endswith("."), key
        assert len(target.label) <= 36 and target.unit and target.population, key


def test_callers_cannot_change_the_shipped_targets():
    load_targets().clear()
    assert list(load_targets()) == list(TARGETS)


def test_a_file_of_ones_own_replaces_values_and_sources(tmp_path):
    path = tmp_path / "own.yaml"
    path.write_text(GOOD, encoding="utf-8")
    (target,) = load_targets(path).values()
    assert (target.value, target.low, target.high, target.used_for) == (2.5, 2.0, 3.0, "check")
    assert target.sources == ("Abd07", "Quality report of our hospital 2024")
    assert target.note == "" and target.seen == "not seen"


def test_every_problem_of_a_file_is_listed_with_its_key(problems_of):
    bad = (
        GOOD.replace("value: 2.5", "value: 5")
        .replace("reference-switzerland", "reference-swizerland")
        .replace("[Abd07,", "[Abd7,")
        .replace("used_for: check", "used_for: chek")
        .replace("interval_is: published", "interval_is: publishd")
        .replace("  how: As the shipped one.\n", "  hwo: As the shipped one.\n")
    )
    bad += GOOD.replace("T01", "V05").replace("used_for: check", "used_for: fit").replace("low: 2", "low: 4")
    bad += "T99: {}\nT02: 0.3\n"
    problems = problems_of(bad)
    wanted = [
        ("T01.value", "from low to high (2 to 3)"),
        ("T01.design", "Did you mean 'reference-switzerland'?"),
        ("T01.sources", "Did you mean 'Abd07'?"),
        ("T01.used_for", "fit or check"),
        ("T01.interval_is", "Did you mean 'published'?"),
        ("T01.hwo", "not known"),
        ("T01.how", "missing"),
        ("V05.used_for", "never fitted"),
        ("V05.metric", "safewards_conflict_rate_ratio"),
        ("V05.low", "low must be below high"),
        ("T99", "no target"),
        ("T02", "must hold fields"),
    ]
    for start, said in wanted:
        assert any(f"own.yaml: {start} " in text and said in text for text in problems), (start, problems)
    assert len(problems) == len(wanted)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("value: 2.5", "value: null", "interval_is says 'bound'"),
        ("value: 2.5", "value: many", "ordinary number"),
        ("low: 2", "low: true", "ordinary number"),
        ("high: 3", "high: .inf", ".inf cannot be used"),
        ("label: Recorded aggression", "label: ''", "must be text"),
        ("sources: [Abd07, 'Quality report of our hospital 2024']", "sources: Abd07", "must be a list"),
        ("sources: [Abd07, 'Quality report of our hospital 2024']", "sources: []", "must be a list"),
    ],
)
def test_a_wrong_value_is_named(problems_of, old, new, said):
    (problem,) = problems_of(GOOD.replace(old, new))
    assert said in problem


@pytest.mark.parametrize("text", ["", "- T01\n", "T01\n", "{}\n"])
def test_a_file_without_targets_is_refused(problems_of, text):
    assert len(problems_of(text)) == 1


def test_a_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(ConfigError, match="no such file"):
        load_targets(tmp_path / "none.yaml")
