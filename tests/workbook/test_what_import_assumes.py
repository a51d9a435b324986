"""What an import takes for granted, and how that is told."""

import pytest
import yaml
from real_routines import saved, sheet_of

from milieusim.config.parts.design import About
from milieusim.errors import ConfigError
from milieusim.workbook.fitted.assumptions import with_assumptions
from milieusim.workbook.importing import read_for, read_into

HEADS = ["Day", "Start", "End", "Activity"]


def test_what_an_import_guessed_is_guessed_anew_when_more_is_known(ward, tmp_path):
    hours = ["Shift", "Hours", "Role", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
    rota = [
        ["Long day", "07.30-20.00", "RMN", *[3] * 7],
        ["Night", "19.30-08.00", "RMN", *[2] * 7],
        ["Own hours", "09.00-20.00", "Frob lead", *[1] * 7],
    ]
    sheets, _ = sheet_of([HEADS, ["Mon", "18.00", "19.00", "Gym"]], "Week")
    sheet_of([hours, *rota], "Rota", sheets)
    book = saved(sheets, tmp_path / "a.xlsx")
    first, *_ = read_for(book, ward)
    assert first.routine.slots[0].leader == "healthcare_assistant"
    words = tmp_path / "words.yaml"
    words.write_text("roles:\n  activity_worker: [frob lead]\n")
    again, _, _, found = read_for(book, first, [words])
    assert again.routine.slots[0].leader == "activity_worker"
    assert not any("kept from the design's slot" in note for note in found.notes)


def test_a_rota_that_is_none_is_left_and_the_timetable_is_written(ward, tmp_path):
    days = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
    rota = [["Long day", "07.30-20.00", "Zz7", *[3] * 7], ["Night", "19.30-08.00", "RMN", *[2] * 7]]
    sheets, _ = sheet_of([HEADS, ["Mon", "18.00", "19.00", "Gym"]], "Week")
    sheet_of([["Shift", "Hours", "Role", *days], *rota, ["9-5", None, "OT", *[1] * 7]], "Rota", sheets)
    design, parts, _, found = read_for(saved(sheets, tmp_path / "a.xlsx"), ward)
    assert parts == ["routine"] and design.rota == ward.rota
    told = {unread.found: unread.why for unread in found.unread}
    assert {"Zz7", "Night"} <= set(told)
    assert "no role is known by this" in told["Zz7"]
    assert "the rota stays as it was" in told["Night"]


def test_cells_say_their_own_times_and_how_many_lead(ward, tmp_path):
    rows = [
        ["", "Mon", "Tue"],
        ["9.00", "Breakfast", "Breakfast"],
        ["1.15", "Midday meds (2 nurses)", "Midday meds x2"],
        ["2.00", "Visiting 2-4", "Bingo"],
        ["3.30", "Escorted leave", "Wii"],
        ["7pm", "Film night", "Quiz"],
        ["9.30pm", "Supper", "Supper"],
    ]
    design, _, _, found = read_for(saved(sheet_of(rows, "W")[0], tmp_path / "a.xlsx"), ward)
    slots = {slot.name: (slot.start, slot.end) for slot in design.routine.slots}
    assert slots["Midday meds"] == ("13:15", "14:00") and slots["Visiting"] == ("14:00", "16:00")
    assert slots["Film night"] == ("19:00", "20:00") and slots["Quiz"] == ("19:00", "20:00")
    assert [s.leaders for s in design.routine.slots if s.name == "Midday meds"] == [2]
    told = " ".join(found.notes)
    assert "'Quiz': 19:00 to 20:00" in told and "1.15 as 13:15" in told and "(1.30" not in told


def test_assumptions_on_what_was_replaced_go_and_the_others_stay(folder, tmp_path):
    book = saved(sheet_of([HEADS, ["Mon", "18.00", "19.00", "Gym"]], "Week")[0], tmp_path / "a.xlsx")
    imported = read_into(book, folder)
    about = yaml.safe_load(imported.texts[folder / "design.yaml"])["about"]
    told = " ".join(about["assumed"])
    assert "four medication rounds" not in told and "Timetable from a.xlsx" in told
    assert "Shift times" in told and "A locked front door" in told
    assert any("four medication rounds" in note for note in imported.found.notes)


def test_sources_of_what_was_replaced_go_and_those_of_people_and_building_stay(folder, tmp_path):
    before = yaml.safe_load((folder / "design.yaml").read_text())["about"]["sources"]
    book = saved(sheet_of([HEADS, ["Mon", "18.00", "19.00", "Gym"]], "Week")[0], tmp_path / "a.xlsx")
    imported = read_into(book, folder)
    after = yaml.safe_load(imported.texts[folder / "design.yaml"])["about"]["sources"]
    assert [line for line in before if line not in after] == [
        line
        for line in before
        if any(word in line for word in ("organised groups", "Meal windows", "late supper"))
    ]
    assert any(
        "the sources of the design" in note and "Meal windows" in note for note in imported.found.notes
    )


BOTH = [
    "Nurses 0.3 a resident on duty, bank staff 31 %, 30 % detained: Ford 1998",
    "Beds: CQC, https://x.org/shift",
]
SOURCES = "".join(f"\n    - {line!r}" for line in BOTH)


def test_a_source_of_the_rota_and_of_people_stays_and_says_what_it_is_not_about_any_longer():
    text = f"name: w\nabout:\n  # Whence.\n  sources:{SOURCES}\n\n# Beds.\nward: {{beds: 9}}\n"
    once, told = with_assumptions(text, About(sources=BOTH), ["rota"], "off (2).xlsx")
    marked = [f"{BOTH[0]} (not the rota, which is from off (2).xlsx)", BOTH[1]]
    assert yaml.safe_load(once)["about"]["sources"] == marked and not told
    assert "# Whence." in once and "\n\n# Beds.\nward: {beds: 9}\n" in once
    again, _ = with_assumptions(once, About(sources=marked), ["rota"], "new.xlsx")
    assert yaml.safe_load(again)["about"]["sources"] == [
        f"{BOTH[0]} (not the rota, which is from new.xlsx)",
        BOTH[1],
    ]


def test_sources_that_come_from_a_base_are_written_over():
    about = About(sources=["Meal times: a leaflet"], assumed=["Sizes of the rooms; demand 1.1."])
    text, told = with_assumptions("name: w\nbased_on: acute-ward", about, ["routine"], "a.csv")
    assert yaml.safe_load(text) == {
        "name": "w",
        "based_on": "acute-ward",
        "about": {
            "sources": [],
            "assumed": [*about.assumed, "Timetable from a.csv; what it does not say was taken as usual."],
        },
    }
    assert told == [
        "Taken out of the sources of the design, as it speaks of what was replaced: Meal times: a leaflet"
    ]


def test_sources_in_a_form_that_cannot_be_changed_alone_are_told():
    text = "name: w\nabout: {sources: ['Times of the day: a leaflet']}\n"
    same, told = with_assumptions(text, About(sources=["Times of the day: a leaflet"]), ["routine"], "a.csv")
    assert same == text and told[0].startswith("Still in the sources of the design")


def read_cells(cells, ward, tmp_path):
    rows = [["", "Mon", "Tue"], *([f"{8 + at}.00", cell, "Bingo"] for at, cell in enumerate(cells))]
    design, _, _, found = read_for(saved(sheet_of(rows, "W")[0], tmp_path / "a.xlsx"), ward)
    return {slot.name: (slot.activity, slot.start, slot.place) for slot in design.routine.slots}, " ".join(
        found.notes
    )


def test_doses_that_a_cell_names_beside_something_else_are_a_slot_of_their_own(ward, tmp_path):
    slots, told = read_cells(["Lie in \u2013 meds 9am", "Quiz", "Lunch & meds"], ward, tmp_path)
    assert slots["Lie in"][:2] == ("sleep", "08:00") and slots["meds 09:00"][:2] == ("medication", "09:00")
    assert slots["Lunch"][:2] == ("meal", "10:00") and slots["meds 10:00"][:2] == ("medication", "10:00")
    assert "Of two things" not in told


def test_doses_and_meals_that_are_not_read_beside_something_else_are_told(ward, tmp_path):
    slots, told = read_cells(["Breakfast & meds 8-9", "Papers & coffee", "Bingo"], ward, tmp_path)
    assert slots["Breakfast & meds"][0] == "meal"
    assert (
        "'Breakfast & meds': meal, without medication" in told
        and "'Papers & coffee': recreation, without meal" in told
    )


def test_gardening_and_walking_are_held_in_the_garden_of_a_ward_that_has_one(ward, tmp_path):
    cells = ["Gardening", "Walking group", "Yoga"]
    slots, _ = read_cells(cells, ward, tmp_path)
    assert [slots[name][2] for name in cells] == ["Garden", "Garden", "Activity room"]
    places = [place for place in ward.model_dump(mode="json")["ward"]["places"] if place["kind"] != "garden"]
    routine = ward.model_dump(mode="json")["routine"] | {"slots": []}
    without = ward.replace({"ward.places": places, "routine": routine})
    slots, _ = read_cells(cells, without, tmp_path)
    assert [slots[name][2] for name in cells] == ["Day room", "Activity room", "Activity room"]


def test_of_a_shift_without_hours_it_is_not_said_too_that_the_others_have_a_gap(ward, tmp_path):
    rota = [
        ["Shift", "Role", *"Mon Tue Wed Thu Fri Sat Sun".split()],
        ["Zulu", "RMN", *[3] * 7],
        ["Night", "RMN", *[2] * 7],
    ]
    with pytest.raises(ConfigError) as alone:
        read_for(saved(sheet_of(rota, "Rota")[0], tmp_path / "a.xlsx"), ward)
    (only,) = alone.value.problems
    assert "'Zulu': the ward has had no such shift" in only
    sheets, _ = sheet_of([HEADS, ["Mon", "18.00", "19.00", "Gym"]], "Week")
    sheet_of(rota, "Rota", sheets)
    _, parts, _, found = read_for(saved(sheets, tmp_path / "b.xlsx"), ward)
    assert parts == ["routine"] and [unread.found for unread in found.unread] == ["Zulu"]
    assert "The rota stays as it was: without the hours of 'Zulu' the day has gaps." in found.notes
