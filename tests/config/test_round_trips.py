"""Designs survive being written, read and replaced piece by piece."""

import pytest
from config_strategies import designs, shares
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from milieusim.config.reading.loading import load_design, shipped_designs
from milieusim.config.reading.yaml_reading import parse_yaml
from milieusim.config.telling.yaml_writing import design_files, design_text, inline, timetable_text
from milieusim.errors import ConfigError
from milieusim.vocabulary import LEVELS, SAFEWARDS

FEW = settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))


@FEW
@given(designs())
def test_a_design_survives_writing_and_reading(tree):
    design = load_design(tree)
    assert load_design(parse_yaml(design_text(design), "written")) == design


@FEW
@given(designs())
def test_a_design_survives_its_plain_data(tree):
    design = load_design(tree)
    assert load_design(design.model_dump()) == design
    assert load_design(design.model_dump(mode="json")) == design


@FEW
@given(designs(), st.sampled_from(LEVELS), shares)
def test_replacing_by_field_and_by_path_is_the_same(tree, level, value):
    design = load_design(tree)
    by_path = design.replace({f"milieu.{level}": value})
    assert by_path == design.replace(milieu=design.milieu.replace({level: value}))
    assert by_path.replace({f"milieu.{level}": getattr(design.milieu, level)}) == design


@FEW
@given(designs())
def test_every_slot_can_be_reached_by_its_name(tree):
    design = load_design(tree)
    for slot in design.routine.slots:
        if "]" in slot.name or "[" in slot.name:
            continue
        changed = design.replace({f"routine.slots[{slot.name}].end": "24:00"})
        assert {s.name: s.end for s in changed.routine.slots}[slot.name] == "24:00"


@FEW
@given(
    st.recursive(
        st.text() | st.none() | st.booleans() | st.integers(-(10**17), 10**17), st.lists, max_leaves=6
    )
)
def test_plain_data_survives_on_one_line(value):
    assert parse_yaml(f"value: {inline(value)}", "line") == {"value": value}


@FEW
@given(designs(), shares)
def test_safewards_sets_all_ten_whatever_was_before(tree, fidelity):
    design = load_design(tree).replace({"practices.safewards": fidelity})
    assert {getattr(design.practices, name) for name in SAFEWARDS} == {fidelity}


@pytest.mark.parametrize("name", shipped_designs())
def test_shipped_designs_survive_as_folders(name, tmp_path):
    design = load_design(name)
    for file, text in design_files(design).items():
        (tmp_path / file).write_text(text, encoding="utf-8")
    assert load_design(tmp_path) == design


def test_one_practice_told_beside_safewards_wins_in_any_order(small):
    changes = {"practices.soft_words": 0.0, "practices.safewards": 0.6}
    for ordered in (changes, dict(reversed(changes.items()))):
        practices = small.replace(ordered).practices
        assert (practices.soft_words, practices.talk_down) == (0.0, 0.6)
    practices = load_design(
        {"based_on": "acute-ward", "practices": {"soft_words": 0, "safewards": 0.6}}
    ).practices
    assert (practices.soft_words, practices.talk_down) == (0.0, 0.6)


def test_rota_paths_take_a_number_or_weekday_and_weekend(small):
    assert small.replace({"rota.early.registered_nurse": 5}).rota.early.heads("registered_nurse", 6) == 5
    split = small.replace({"rota.early.registered_nurse": {"weekday": 4, "weekend": 3}}).rota.early
    assert (split.heads("registered_nurse", 0), split.heads("registered_nurse", 5)) == (4, 3)
    one = small.replace({"rota.early.registered_nurse.weekend": 1}).rota.early
    assert (one.heads("registered_nurse", 0), one.heads("registered_nurse", 5)) == (2, 1)


def test_a_slot_with_brackets_in_its_name_can_be_reached(small):
    renamed = small.replace({"routine.slots[Art].name": "Art [beginners]"})
    moved = renamed.replace({"routine.slots[Art [beginners]].start": "10:30"})
    assert [slot.start for slot in moved.routine.slots if slot.name.startswith("Art")] == ["10:30"]


def test_a_new_profile_can_be_given_a_weight(small):
    assert small.replace({"residents.mix.mania": 0.2}).residents.mix["mania"] == 0.2


@pytest.mark.parametrize(
    ("path", "value", "expected"),
    [
        ("milieu.structur", 0.5, "Did you mean 'structure'?"),
        ("mileu.structure", 0.5, "Did you mean 'milieu'?"),
        ("routine.slots[Lunsh].start", "12:00", "Did you mean 'Lunch'?"),
        ("routine.slots[Lunch].starts", "12:00", "Did you mean 'start'?"),
        ("residents.mix.mannia", 0.5, "Did you mean 'mania'?"),
        ("practices.safeward", 0.5, "Did you mean 'safewards'?"),
        ("milieu..structure", 0.5, "is not a path"),
        ("", 0.5, "is not a path"),
        ("name.first", "x", "nothing in which 'first' could be set"),
        ("[ward]", 1, "nothing here is named 'ward'"),
        ("ward.beds[0]", 1, "nothing here is named '0'"),
        ("milieu.structure", 2, "milieu.structure is 2; it must be from 0 to 1"),
        ("milieu.structure", float("nan"), "milieu.structure is nan; it must be from 0 to 1"),
    ],
)
def test_a_path_that_cannot_be_set_is_told(small, path, value, expected):
    with pytest.raises(ConfigError) as caught:
        small.replace({path: value})
    (problem,) = caught.value.problems
    assert expected in problem


def test_every_wrong_path_is_told_at_once(small):
    with pytest.raises(ConfigError) as caught:
        small.replace({"milie.a": 1, "rotta.b": 2})
    assert len(caught.value.problems) == 2


def test_the_timetable_has_a_row_a_slot(small):
    lines = timetable_text(small).splitlines()
    assert len(lines) == 1 + len(small.routine.slots)
    assert lines[3] == "Meeting,mon,09:30,10:00,community_meeting,day_room,,1,,yes,no,,yes"
