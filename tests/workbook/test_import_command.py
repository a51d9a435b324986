"""`milieusim import` as a planner meets it."""

import shutil

import openpyxl
import pytest
from real_routines import saved, sheet_of

from milieusim.config.reading.loading import load_design
from milieusim.workbook.importing import read_for

HEADS = ["Day", "Start", "End", "Activity", "Where", "Led by"]


def workbook(path, *rows, heads=HEADS):
    """Write a workbook with a list of slots."""
    return saved(sheet_of([["Our week"], heads, *rows], "Week")[0], path)


def files_of(folder):
    """What stands in every file of a folder."""
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_a_routine_is_replaced_and_nothing_else(folder, run, tmp_path):
    before = files_of(folder)
    book = workbook(tmp_path / "a.xlsx", ["Mon-Fri", "9.30", "10.15", "Yoga", "Activity room", "OT"])
    result = run("import", book, "--into", folder)
    assert result.exit_code == 0 and result.stderr == ""
    after = files_of(folder)
    assert {name for name in before if before[name] != after[name]} == {"routine.yaml", "design.yaml"}
    assert set(after) == set(before)
    (slot,) = load_design(folder).routine.slots
    assert (slot.name, slot.days, slot.start, slot.end) == ("Yoga", "weekdays", "09:30", "10:15")
    assert (slot.activity, slot.place, slot.leader) == ("exercise", "Activity room", "occupational_therapist")
    assert "Yoga                exercise  100%  known      1  sheet 'Week', cell D3" in result.stdout
    assert "a routine of 1 slot (in place of 32) written to routine.yaml and design.yaml." in result.stdout


def test_warnings_of_the_new_routine_are_told(folder, run, tmp_path):
    book = workbook(tmp_path / "a.xlsx", ["Mon-Fri", "9.30", "10.15", "Yoga", "Activity room", "OT"])
    result = run("import", book, "--into", folder)
    checked = run("check", folder)
    warnings = [line for line in checked.stdout.splitlines() if ": warning: " in line]
    assert warnings and all(line in result.stdout for line in warnings)


def test_what_cannot_be_read_is_listed_by_sheet_and_cell(folder, run, tmp_path):
    book = workbook(
        tmp_path / "a.xlsx",
        ["Mon", "9.30", "10.15", "Frobnication", "Moon", "Jane"],
        ["Someday", "9.30", "10.15", "Yoga"],
        ["Tue", "tea time", "10.15", "Yoga"],
        ["Wed", "9.30", "10.15", "Yoga"],
        ["Thu", "10.00", "9.00", "Breakfast"],
    )
    result = run("import", book, "--into", folder)
    assert result.exit_code == 0
    told = result.stderr.splitlines()
    assert [line.split(": '")[0].split(", ")[1] for line in told] == [
        "cell A4",
        "cell B5",
        "cell D3",
        "cell E3",
        "cell F3",
    ]
    assert (
        "sheet 'Week', cell D3: 'Frobnication': no activity is known by this; it is kept as 'other'"
        in result.stderr
    )
    assert (
        "'Moon': this ward has Bedrooms" in result.stderr
        and "'Jane': no role is known by this" in result.stderr
    )
    slots = {slot.name: slot for slot in load_design(folder).routine.slots}
    assert slots["Frobnication"].activity == "other" and slots["Yoga"].days == ("wed",)


def test_strict_writes_nothing_where_anything_could_not_be_read(folder, run, tmp_path):
    before = files_of(folder)
    book = workbook(tmp_path / "a.xlsx", ["Mon", "9.30", "10.15", "Frobnication"])
    result = run("import", book, "--into", folder, "--strict")
    assert result.exit_code == 2 and "nothing was written" in result.stderr and "cell D3" in result.stderr
    assert files_of(folder) == before
    assert run("import", book, "--into", folder).exit_code == 0


def test_one_file_keeps_all_but_its_routine(run, tmp_path):
    file = tmp_path / "mine.yaml"
    file.write_text(
        "# mine\nname: mine\nbased_on: acute-ward\n\n# of the week\nroutine:\n  wake: '07:00'\n  remove: [Supper]\n\n"
        "# levels\nmilieu: {support: 0.7} # more\n",
        encoding="utf-8",
    )
    book = workbook(tmp_path / "a.xlsx", ["daily", "9.30", "10.15", "Yoga"])
    assert run("import", book, "--into", file).exit_code == 0
    text = file.read_text(encoding="utf-8")
    assert text.startswith("# mine\nname: mine\nbased_on: acute-ward\n\n# of the week\nroutine:\n")
    kept, about = text.split("\nabout:\n")
    assert kept.endswith("\n\n# levels\nmilieu: {support: 0.7} # more\n")
    # What it has from its base speaks of another timetable, and is written over.
    assert "Meal windows" not in about and "Median stay 23 days" in about
    design = load_design(file)
    assert [slot.name for slot in design.routine.slots] == ["Yoga"]
    assert (design.routine.wake, design.milieu.support) == ("07:00", 0.7)


def test_a_file_without_a_routine_gets_one(run, tmp_path):
    file = tmp_path / "mine.yaml"
    file.write_text("name: mine\nbased_on: acute-ward", encoding="utf-8")
    book = workbook(
        tmp_path / "a.xlsx", ["daily", "7am", None, "Ward wakes"], ["daily", "9.30", "10.15", "Yoga"]
    )
    assert run("import", book, "--into", file).exit_code == 0
    routine = load_design(file).routine
    assert ([slot.name for slot in routine.slots], routine.wake, routine.wake_weekend) == (
        ["Yoga"],
        "07:00",
        None,
    )


def test_a_shipped_design_is_never_changed(run, tmp_path):
    book = workbook(tmp_path / "a.xlsx", ["daily", "9.30", "10.15", "Yoga"])
    result = run("import", book, "--into", "open-unit")
    assert result.exit_code == 2 and "milieusim new my-ward --from open-unit" in result.stderr


def test_the_same_activity_on_several_days_is_one_slot(folder, run, tmp_path):
    rows = [[day, "9.30", "10.15", "Yoga"] for day in ("Monday", "Tues", "Thurs")]
    run("import", workbook(tmp_path / "a.xlsx", *rows), "--into", folder)
    assert [slot.days for slot in load_design(folder).routine.slots] == [("mon", "tue", "thu")]


def test_what_crosses_midnight_is_written_as_two(folder, run, tmp_path):
    book = workbook(tmp_path / "a.xlsx", ["Sat, Sun", "10pm", "1am", "Film night"])
    result = run("import", book, "--into", folder)
    slots = [(slot.name, slot.days, slot.start, slot.end) for slot in load_design(folder).routine.slots]
    assert slots == [
        ("Film night", "weekend", "22:00", "24:00"),
        ("Film night (after midnight)", ("mon", "sun"), "00:00", "01:00"),
    ]
    assert "crosses midnight" in result.stdout


def test_what_a_sheet_does_not_say_is_kept_from_the_slot_of_that_name(folder, run, tmp_path):
    book = workbook(tmp_path / "a.xlsx", ["Mon", "11.00", "12.00", "Art group"], heads=HEADS[:4])
    result = run("import", book, "--into", folder)
    (slot,) = load_design(folder).routine.slots
    assert (slot.place, slot.leader, slot.places_offered) == ("Activity room", "activity_worker", 8)
    assert "kept from the design's slot of this name ('Art group': places offered 8)" in result.stdout


@pytest.mark.parametrize(
    ("encoding", "separator"),
    [("utf-8-sig", ";"), ("cp1252", ","), ("utf-16", "\t"), ("utf-8", "|"), ("utf-8", ";")],
)
def test_tables_as_text(read, tmp_path, encoding, separator):
    lines = [
        ["Days", "Time", "Activity"],
        ["Mon-Fri", "12.00-12.45", "Lunch in the Café"],
        ["daily", "17.30", "Dinner"],
    ]
    file = tmp_path / "a.csv"
    file.write_text("\r\n".join(separator.join(line) for line in lines), encoding=encoding)
    _, slots, _, found = read(file)
    assert slots == [
        ("Lunch in the Café", "weekdays", "12:00", "12:45", "meal"),
        ("Dinner", "daily", "17:30", "18:15", "meal"),
    ]
    assert found.unread == []


def test_cells_of_a_text_table_are_told_by_file_and_cell(read, tmp_path):
    file = tmp_path / "a.csv"
    file.write_text("Days;Time;Activity\nMon;9.75;Yoga\nTue;9.15;Yoga\n", encoding="utf-8")
    _, _, _, found = read(file)
    assert found.unread[0].spot == "a.csv, cell B2"


def test_one_sheet_can_be_asked_for(folder, run, tmp_path):
    book, _ = sheet_of([HEADS, ["Mon", "9.30", "10.15", "Yoga"]], "Winter")
    sheet_of([HEADS, ["Mon", "9.30", "10.15", "Swimming"]], "Summer", book)
    saved(book, tmp_path / "a.xlsx")
    assert run("import", tmp_path / "a.xlsx", "--into", folder, "--sheet", "summer").exit_code == 0
    assert [slot.name for slot in load_design(folder).routine.slots] == ["Swimming"]
    wrong = run("import", tmp_path / "a.xlsx", "--into", folder, "--sheet", "Sumer")
    assert (
        wrong.exit_code == 2
        and "Did you mean 'Summer'?" in wrong.stderr
        and len(wrong.stderr.splitlines()) == 1
    )


def test_hidden_sheets_are_passed_over_and_told(read, tmp_path):
    book, _ = sheet_of([HEADS, ["Mon", "9.30", "10.15", "Yoga"]], "Now")
    _, old = sheet_of([HEADS, ["Mon", "9.30", "10.15", "Swimming"]], "Old", book)
    old.sheet_state = "hidden"
    _, slots, _, found = read(saved(book, tmp_path / "a.xlsx"))
    assert [slot[0] for slot in slots] == [
        "Yoga"
    ] and "a.xlsx: not read, as they are hidden: Old." in found.notes


def test_a_rota_with_weekdays_and_weekend(folder, run, tmp_path):
    book, sheet = sheet_of([
        ["Staffing"],
        [None, None, "RMN", None, "HCA", "OT weekdays"],
        ["Shift", "Times", "weekday", "weekend", None, None],
        ["Early", "07.00-15.00", 4, 3, 3, 1],
        ["Late", "14.00 - 21.30", 3, 3, 2, None],
        ["Night", "9pm - 7.30am", 2, 2, 2, None],
    ], "Rota")  # fmt: skip
    sheet.merge_cells("C2:D2")
    sheet.merge_cells("E2:E3")
    sheet.merge_cells("F2:F3")
    result = run("import", saved(book, tmp_path / "a.xlsx"), "--into", folder)
    assert result.exit_code == 0 and result.stderr == "", result.output
    before, rota = load_design("acute-ward"), load_design(folder).rota
    assert (rota.early.heads("registered_nurse", 0), rota.early.heads("registered_nurse", 6)) == (4, 3)
    assert rota.late.registered_nurse == 3 and rota.early.healthcare_assistant == 3
    assert (rota.early.heads("occupational_therapist", 0), rota.early.heads("occupational_therapist", 6)) == (
        1,
        0,
    )
    assert (rota.night.start, rota.night.end, rota.bank_share) == ("21:00", "07:30", before.rota.bank_share)
    assert load_design(folder).routine == before.routine


def test_a_rota_that_leaves_a_gap_is_refused(folder, run, tmp_path):
    before = files_of(folder)
    rows = [
        ["Shift", "Start", "End", "Nurses", "HCAs"],
        ["Early", "7.00", "13.00", 3, 3],
        ["Night", "21.00", "7.30", 2, 2],
    ]
    result = run("import", saved(sheet_of(rows)[0], tmp_path / "a.xlsx"), "--into", folder)
    assert result.exit_code == 2 and "each shift must last until the next begins" in result.stderr
    assert files_of(folder) == before


def test_an_edited_timetable_beside_a_design_is_told_of_until_it_is_read(folder, run, monkeypatch):
    assert run("check", folder).stdout.endswith("valid, no warnings.\n")
    table = folder / "timetable.csv"
    table.write_text(
        table.read_text(encoding="utf-8").replace("Lunch,daily,12:00", "Lunch,daily,12:10"), encoding="utf-8"
    )
    monkeypatch.chdir(folder.parent)
    told = (
        "mine/timetable.csv says something else than the design (routine.slots[Lunch].start: 12:00 -> 12:10)"
    )
    assert told in run("check", "mine").stdout and told in run("diff", "mine", "acute-ward").stderr
    assert run("import", "mine/timetable.csv", "--into", "mine").exit_code == 0
    assert load_design("mine").routine.slots[6].start == "12:10"
    assert "timetable.csv" not in run("check", "mine").stdout


def test_a_timetable_beside_a_design_that_is_none_is_told_of(folder, run):
    (folder / "timetable.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    assert "it is no timetable" in run("check", folder).stdout


def test_a_timetable_that_is_older_than_the_routine_is_left_alone(folder, run, tmp_path):
    book = workbook(tmp_path / "a.xlsx", ["daily", "9.30", "10.15", "Yoga"])
    assert run("import", book, "--into", folder).exit_code == 0
    assert "timetable.csv" not in run("check", folder).output


def test_leftover_tables_of_a_copy_are_no_reason_to_complain(folder, ward, tmp_path):
    shutil.copy(folder / "timetable.csv", tmp_path / "t.csv")
    design, parts, _, found = read_for(tmp_path / "t.csv", ward)
    assert (design, parts, found.unread) == (ward, ["routine"], [])


def test_text_that_looks_like_a_formula_stays_text(read, tmp_path):
    book = openpyxl.Workbook()
    book.active.append(["Days", "Time", "Activity"])
    book.active.append(["Mon", "9.00-10.00", "x"])
    cell = book.active["C2"]
    cell.value, cell.data_type = "=Art", "s"
    _, slots, _, _ = read(saved(book, tmp_path / "a.xlsx"))
    assert slots == [("=Art", ("mon",), "09:00", "10:00", "creative")]


GRIDS = {
    "times in the cells": (
        [["Monday", "Tues"], ["9.00 Breakfast\n10.00-11.00 Yoga", "2pm - 3pm Quiz (Day room)"]],
        [
            ("Breakfast", "mon", "09:00", "09:45"),
            ("Yoga", "mon", "10:00", "11:00"),
            ("Quiz", "tue", "14:00", "15:00"),
        ],
    ),
    "initials of days": (
        [["", "M", "T", "W", "T", "F"], ["10.00-11.00", "Yoga", None, None, "Quiz", "Yoga"]],
        [("Yoga", "mon fri", "10:00", "11:00"), ("Quiz", "thu", "10:00", "11:00")],
    ),
    "starts and ends": (
        [["From", "To", "Mon", "Tue"], ["9.30", "10.30", "Yoga", "-"], ["11.00", "12.00", "Quiz", "Quiz"]],
        [("Yoga", "mon", "09:30", "10:30"), ("Quiz", "mon tue", "11:00", "12:00")],
    ),
    "headings between": (
        [["", "Mon", "Tue"], ["9.30", "Yoga", "Yoga"], ["Afternoon"], ["2.15", "Quiz", "Quiz"]],
        [("Yoga", "mon tue", "09:30", "10:15"), ("Quiz", "mon tue", "14:15", "15:15")],
    ),
    "days and times in one cell": (
        [["Group", "When"], ["Yoga", "Mon & Wed 10.00-10.45"], ["Quiz", "2pm-3pm Thursdays"]],
        [("Yoga", "mon wed", "10:00", "10:45"), ("Quiz", "thu", "14:00", "15:00")],
    ),
}


@pytest.mark.parametrize("name", GRIDS)
def test_other_ways_to_lay_out_a_week(name, read, tmp_path):
    rows, expected = GRIDS[name]
    _, slots, _, found = read(saved(sheet_of(rows)[0], tmp_path / "a.xlsx"))
    assert [(slot[0], " ".join(slot[1]), slot[2], slot[3]) for slot in slots] == expected
    assert found.unread == []


def test_days_carry_down_over_blank_and_merged_cells(read, tmp_path):
    book, sheet = sheet_of([
        HEADS, ["Monday", "10.00", "11.00", "Yoga"], [None, "11.00", "12.00", "Quiz"],
        ["Tue", "10.00", "11.00", "Swimming"], [None, "11.00", "12.00", "Gym\u00a0session"],
    ])  # fmt: skip
    sheet.merge_cells("A2:A3")
    _, slots, _, _ = read(saved(book, tmp_path / "a.xlsx"))
    assert [(name, *days) for name, days, *_ in slots] == [
        ("Yoga", "mon"), ("Quiz", "mon"), ("Swimming", "tue"), ("Gym session", "tue"),
    ]  # fmt: skip


def test_a_rota_with_a_row_for_weekdays_and_one_for_the_weekend(folder, run, tmp_path):
    rows = [
        ["Shift", "Days", "Hours", "Qualified", "HCA"],
        ["Day", "Mon-Fri", "7-19.30", 4, 3],
        ["Day", "Weekend", None, 3, 3],
        ["Twilight", "daily", "18-23", 1, 1],
        ["Night", "daily", "19.00-7.30", 2, "two"],
    ]
    result = run("import", saved(sheet_of(rows)[0], tmp_path / "a.xlsx"), "--into", folder)
    rota = load_design(folder).rota
    assert [name for name, _ in rota.shifts] == ["early", "night"]
    assert (rota.early.heads("registered_nurse", 4), rota.early.heads("registered_nurse", 5)) == (4, 3)
    assert rota.twilight.days == "daily" and rota.twilight.heads("healthcare_assistant", 2) == 1
    assert "a rota of 3 shifts (early, night and twilight) written to rota.yaml" in result.stdout
    assert "cell E5: 'two': it must be a whole number of staff" in result.stderr
