"""Each shipped design has a page that says what its file and its runs say, and what it proposes to try works."""

import sys
from pathlib import Path

import pytest
import yaml

from milieusim.analysis.metrics.metrics import METRICS
from milieusim.config.feasibility.feasibility import warnings_of
from milieusim.config.reading.finding import SHIPPED_ORDER
from milieusim.config.telling.differences import differences

DOCS = Path(__file__).resolve().parents[2] / "docs"
sys.path.insert(0, str(DOCS))

import design_facts as facts  # noqa: E402
import design_pages  # noqa: E402
from design_weeks import week_svg  # noqa: E402

TRIES = [(name, tried) for name in facts.tries() for tried in facts.tries()[name]["tries"]]
every_try = pytest.mark.parametrize(("name", "tried"), TRIES, ids=[f"{n}-{t['name']}" for n, t in TRIES])


@pytest.mark.parametrize("name", SHIPPED_ORDER)
def test_the_page_and_picture_of_a_design_are_up_to_date(name):
    said = {kind: (DOCS / "designs" / f"{name}.{kind}").read_text(encoding="utf-8") for kind in ("md", "svg")}
    now = {"md": design_pages.page(name, facts.kept()[name]), "svg": week_svg(facts.loaded(name))}
    assert said == now, "run: python docs/design_pages.py (or with --kept, if only words have changed)"


@pytest.mark.slow
def test_what_the_pages_tell_of_runs_is_what_runs_give():
    pair = ["acute-ward", "acute-ward-evenings"]
    given, said = facts.simulated(pair), facts.kept()
    for name in pair:
        assert given[name]["doses"]["given"] == pytest.approx(said[name]["doses"]["given"], rel=0.01)
        for measure, value in said[name]["measures"].items():
            assert given[name]["measures"][measure]["mean"] == pytest.approx(value["mean"], rel=0.01)


def test_every_design_has_things_to_try_and_no_other_has():
    assert set(facts.tries()) == set(SHIPPED_ORDER) == set(facts.kept())
    assert all(len(facts.tries()[name]["tries"]) >= 2 for name in SHIPPED_ORDER)


def test_every_page_of_a_design_is_led_to_from_the_table():
    table = (DOCS / "designs.md").read_text(encoding="utf-8")
    assert [name for name in SHIPPED_ORDER if f"(designs/{name}.md)" not in table] == []


@every_try
def test_what_is_proposed_is_one_change_that_can_work(name, tried):
    base, design = facts.loaded(name), design_pages.tried_design(name, tried)
    assert len(yaml.safe_load(tried["change"])) == 1
    assert differences(base, design) and design.name == tried["name"] not in SHIPPED_ORDER
    assert len(warnings_of(design)) <= len(warnings_of(base)), warnings_of(design)


@every_try
def test_measures_that_are_to_be_looked_at_exist_and_one_can_be_judged(name, tried):
    assert set(tried["look"]) <= set(METRICS)
    assert any(METRICS[one].better != "neither" for one in tried["look"])


def test_a_picture_of_a_week_tells_every_slot_in_words_and_what_is_asked_by_more_than_colour():
    design = facts.loaded("acute-ward")
    picture = week_svg(design)
    assert all(f">{slot.name}</text>" in picture for slot in design.routine.slots)
    rims = picture.count('stroke="#222222" stroke-width="1.6"') - 1  # one is the legend's
    assert rims == sum(slot.is_expected for slot in design.routine.slots)


def test_hours_with_nothing_on_are_counted_between_getting_up_and_lights_out():
    design = facts.loaded("acute-ward").replace({"routine.slots": []})
    assert facts.free_of_slots(design, 0) == (15.5, 15.5, (450, 1380))
