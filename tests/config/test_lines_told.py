"""Every problem names the file that holds the value and the line in which it stands."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from milieusim.cli.main import app
from milieusim.config.reading.line_numbers import line_of, marked
from milieusim.config.reading.loading import load_design, places_of
from milieusim.errors import ConfigError


@pytest.fixture
def ward(tmp_path, monkeypatch):
    """Return a folder made by `milieusim new`, in the working folder."""
    monkeypatch.chdir(tmp_path)
    assert CliRunner().invoke(app, ["new", "ward"]).exit_code == 0
    return Path("ward")


def edited(file, old, new):
    """Replace text where it stands for the first time; return its line."""
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    return text[: text.index(old)].count("\n") + 1


def problems_of(design):
    with pytest.raises(ConfigError) as told:
        load_design(str(design))
    return told.value.problems


@pytest.mark.parametrize(
    ("part", "old", "new", "says"),
    [
        (
            "routine",
            "place: Dining room",
            "place: Dinning room",
            "routine.slots[Breakfast].place is 'Dinning room'",
        ),
        ("routine", "activity: meal", "activity: meall", "routine.slots[Breakfast].activity is 'meall'"),
        ("ward", "beds: 20", "beds: 0", "ward.beds is 0"),
        ("residents", "psychosis:", "psychosi:", "residents.mix.psychosi is not a known profile"),
        ("policy", "regime: england", "regime: englan", "policy.regime is 'englan'"),
        ("milieu", "support:", "suport:", "milieu.suport is not known"),
    ],
)
def test_a_value_of_a_folder_is_told_in_its_own_file_by_line(part, old, new, says, ward):
    line = edited(ward / f"{part}.yaml", old, new)
    assert any(told.startswith(f"ward/{part}.yaml: line {line}: {says}") for told in problems_of(ward))


def test_shifts_that_leave_a_gap_are_told_where_the_shift_begins(ward):
    file = ward / "rota.yaml"
    edited(file, 'end: "', 'end: "12:00" # was "')
    line = file.read_text(encoding="utf-8").splitlines().index("early:") + 1
    assert problems_of(ward)[0].startswith(f"ward/rota.yaml: line {line}: rota.early ends at 12:00")


DESIGN = """\
based_on: acute-ward
# a remark
routine:
  change:
    Breakfast:
      place: kitchen
    Lnch: {start: "12:00"}
  remove:
    - Diner
  add:
    - {name: Choir, start: "10:00", end: "09:00", activity: therapy_group, place: day_room}
    - name: Choir
      start: "16:00"
      end: "16:30"
      activity: leisure
      place: day_room
"""


def test_edits_of_a_base_are_told_by_their_lines(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("mine.yaml").write_text(DESIGN, encoding="utf-8")
    lines = {told.split(": ")[2].split(" ")[0]: told.split(": ")[:2] for told in problems_of("mine.yaml")}
    places = {name: place for name, (_, place) in lines.items()}
    assert {file for file, _ in lines.values()} == {"mine.yaml"}
    assert places["routine.change"] == "line 7" and places["routine.remove"] == "line 9"
    assert places["routine.slots[Breakfast].place"] == "line 6"
    assert places["routine.slots[Choir]"] == places["routine.slots"] == "line 11"


def test_values_laid_under_by_an_alias_have_the_line_of_the_alias(tmp_path):
    file = tmp_path / "x.yaml"
    file.write_text("a: &a\n  start: 1\nb:\n  <<: *a\n  end: 2\n", encoding="utf-8")
    assert [line_of(marked(file), steps) for steps in (("b", "start"), ("b", "end"), ("c",), ())] == [
        2,
        5,
        None,
        1,
    ]


def test_a_design_from_a_dict_has_no_lines():
    with pytest.raises(ConfigError) as told:
        load_design({"based_on": "acute-ward", "ward": {"beds": 0}})
    assert told.value.problems[0].startswith("design: ward.beds is 0")


def test_warnings_have_a_place_in_ones_own_files_and_none_in_shipped_ones(ward):
    line = edited(ward / "routine.yaml", "{name: Breakfast, ", "{name: Breakfast, minutes_each: 1, ")
    edited(ward / "residents.yaml", "psychosis: 0.36", "psychosis: 45")
    lines = CliRunner().invoke(app, ["check", "ward"]).stdout.splitlines()
    assert any(
        told.startswith("ward/residents.yaml: line ") and ": warning: residents.mix" in told for told in lines
    )
    (place,) = places_of("ward", ["routine.slots[Breakfast] is odd"])
    assert place == f"ward/routine.yaml: line {line}"
    Path("mine.yaml").write_text("based_on: acute-ward\nward: {demand: 9}\n", encoding="utf-8")
    assert places_of("mine.yaml", ["routine.slots is odd", "ward.demand is 9", "odd"]) == [
        None,
        "mine.yaml: line 2",
        None,
    ]


def test_a_file_is_looked_up_once_however_many_problems_it_has(tmp_path, monkeypatch):
    from milieusim.config.reading import layers

    looked = []
    monkeypatch.setattr(layers, "marked", lambda path: looked.append(path) or marked(path))
    slots = [f"    - {{name: S{n}, start: 9, end: 10, activity: x, place: y}}" for n in range(50)]
    file = tmp_path / "x.yaml"
    file.write_text("\n".join(["based_on: acute-ward", "routine:", "  add:", *slots, ""]), encoding="utf-8")
    assert len(problems_of(file)) == 200 and looked == [file]
