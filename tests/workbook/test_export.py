"""A design written as a workbook loses nothing when it is read back, and looks as it should."""

import zipfile
from datetime import time

import openpyxl
import pytest
from config_strategies import designs
from hypothesis import HealthCheck, Phase, given, settings

from milieusim.config.parts.design import WardDesign
from milieusim.config.reading.loading import load_design, shipped_designs
from milieusim.config.telling.differences import difference_lines
from milieusim.workbook.exporting import workbook_of, write_workbook
from milieusim.workbook.importing import read_for
from milieusim.workbook.made.look import FAMILIES


def read_back(design, path):
    """Write a design, and read its workbook into the same ward with an empty routine and another rota."""
    write_workbook(design, path)
    bare = design.replace(
        {"routine": {"slots": [], "wake": "05:00", "wake_weekend": "05:05", "lights_out": "20:00"}}
    )
    return read_for(path, bare)


@pytest.mark.parametrize("name", shipped_designs())
def test_a_shipped_design_comes_back_whole(name, tmp_path):
    design = load_design(name)
    again, parts, _, found = read_back(design, tmp_path / "a.xlsx")
    assert again.routine == design.routine and difference_lines(design, again) == []
    assert parts == ["routine", "rota"] and found.unread == []


# Made smaller, a failing design would cost minutes: a workbook is written for each.
PHASES = [Phase.explicit, Phase.reuse, Phase.generate]


@settings(max_examples=15, phases=PHASES, suppress_health_check=list(HealthCheck))
@given(designs())
def test_any_design_comes_back_whole(tmp_path_factory, tree):
    design = WardDesign.model_validate(tree)
    if not design.routine.slots:
        return
    again, _, _, found = read_back(design, tmp_path_factory.mktemp("book") / "a.xlsx")
    assert again.routine == design.routine and difference_lines(design, again) == []
    assert found.unread == []


def test_the_week_alone_can_be_read_as_well(tmp_path):
    design = load_design("older-adult-week")
    book = workbook_of(design)
    for name in set(book.sheetnames) - {"Week"}:
        del book[name]
    book.save(tmp_path / "a.xlsx")
    again, parts, _, _ = read_for(tmp_path / "a.xlsx", design)
    assert parts == ["routine"] and len(again.routine.slots) >= len(design.routine.slots)


def test_heads_are_frozen_and_every_slot_has_the_colour_of_its_family(tmp_path):
    book = workbook_of(load_design("acute-ward"))
    assert [sheet.title for sheet in book if sheet.sheet_state == "visible"] == [
        "Week", "Timetable", "Rota", "Ward in numbers", "Notes",
    ]  # fmt: skip
    assert book["Timetable"].freeze_panes == "B8" and book["Week"].freeze_panes == "B5"
    colours = {row[0].fill.fgColor.rgb[-6:] for row in book["Timetable"].iter_rows(min_row=8)}
    assert colours <= set(FAMILIES.values()) and len(colours) == 7


def _luminance(colour):
    parts = [int(colour[k : k + 2], 16) / 255 for k in (0, 2, 4)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_rows_added_by_hand_may_say_less_and_in_other_words(ward, tmp_path):
    book = workbook_of(ward)
    book["Timetable"].append(["Yoga", "Tue & Thu", "7pm", None, None, None, "OT"])
    book["Timetable"].append(["Choir", "daily", time(9, 30), time(10, 0), "singing", "Moon", None])
    book.save(tmp_path / "a.xlsx")
    again, _, _, found = read_for(tmp_path / "a.xlsx", ward)
    *before, yoga, choir = again.routine.slots
    assert tuple(before) == ward.routine.slots
    assert (yoga.days, yoga.start, yoga.end, yoga.activity) == (("tue", "thu"), "19:00", "19:45", "exercise")
    assert (yoga.place, yoga.leader) == ("Activity room", "occupational_therapist")
    assert (choir.start, choir.end, choir.activity) == ("09:30", "10:00", "creative")
    assert [(cell.spot, cell.found) for cell in found.unread] == [("sheet 'Timetable', cell F41", "Moon")]


@pytest.mark.parametrize("colour", FAMILIES.values())
def test_black_text_can_be_read_on_every_colour(colour):
    assert (_luminance(colour) + 0.05) / 0.05 >= 7


def test_what_overlaps_stands_side_by_side():
    book = workbook_of(load_design("acute-ward"))
    sheet = book["Week"]
    covered = [
        (row, column)
        for block in sheet.merged_cells.ranges
        for row in range(block.min_row, block.max_row + 1)
        for column in range(block.min_col, block.max_col + 1)
    ]
    assert len(covered) == len(set(covered))
    texts = [cell.value for row in sheet.iter_rows() for cell in row if cell.value]
    assert sum("Lunch" in str(text) for text in texts) == 7


def test_a_slot_can_never_be_a_formula(tmp_path):
    design = load_design("acute-ward")
    evil = design.replace({"routine.slots[Lunch].name": '=HYPERLINK("http://x","y")', "about.title": "=1+1"})
    write_workbook(evil, tmp_path / "a.xlsx")
    with zipfile.ZipFile(tmp_path / "a.xlsx") as archive:
        assert not [
            name for name in archive.namelist() if name.endswith(".xml") and b"<f>" in archive.read(name)
        ]


def test_a_workbook_is_written_and_read_back_by_command(folder, run, tmp_path):
    out = tmp_path / "week.xlsx"
    result = run("export", "open-unit", "--out", out)
    assert result.exit_code == 0 and out.exists(), result.output
    assert run("import", out, "--into", folder, "--strict").exit_code in (0, 2)
    assert openpyxl.load_workbook(out)["Timetable"]["A1"].value == "Timetable of open-unit"


@pytest.mark.parametrize(
    ("out", "told"),
    [
        ("week.csv", "must end in .xlsx"),
        ("week", "must end in .xlsx"),
        ("none/week.xlsx", "there is no folder"),
        ("mine/routine.yaml", "must end in .xlsx"),
        ("mine/own.xlsx", "is a file of the design"),
        ("there.xlsx", "is there already"),
        ("folder.xlsx", "is a folder"),
    ],
)
def test_nobodys_file_is_written_over(out, told, folder, run, tmp_path):
    (folder / "own.xlsx").write_bytes(b"mine")
    (tmp_path / "there.xlsx").write_bytes(b"mine")
    (tmp_path / "folder.xlsx").mkdir()
    before = sorted((path, path.is_file() and path.read_bytes()) for path in tmp_path.rglob("*"))
    result = run("export", folder, "--out", tmp_path / out)
    assert result.exit_code == 2 and told in result.stderr and len(result.stderr.splitlines()) == 1
    assert sorted((path, path.is_file() and path.read_bytes()) for path in tmp_path.rglob("*")) == before
