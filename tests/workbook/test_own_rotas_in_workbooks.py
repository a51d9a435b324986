"""Rotas as wards write them go into a workbook and back, and are read from sheets of the ward's own."""

import pytest
import yaml
from real_routines import saved, sheet_of

from milieusim.config.reading.loading import load_design
from milieusim.config.telling.differences import difference_lines
from milieusim.workbook.exporting import workbook_of, write_workbook
from milieusim.workbook.importing import read_for
from milieusim.workbook.meanings.week_numbers import as_heads, filled

WEEK = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
LONG = {"start": "07:00", "end": "19:30", "registered_nurse": {"weekday": 3, "wed": 4, "weekend": 3}}
BESIDE = {"start": "16:00", "end": "23:30", "healthcare_assistant": 1}
OWN = {
    "rota.early": None,
    "rota.late": None,
    "rota.night": {"start": "19:00", "end": "07:30"},
    "rota.long_day": LONG,
}
ROTAS = {
    "names that other wards use for usual shifts": {"rota.morning": BESIDE, "rota.day": BESIDE},
    "names that are words of the sheet": {"rota.own_hours": BESIDE, "rota.shift": BESIDE, "rota.mon": BESIDE},
    "names in odd letters": {"rota.x__y_": BESIDE, "rota.a1": BESIDE, "rota.a_x000d_b": BESIDE},
    "long days": OWN,
    "some days": OWN | {"rota.twilight": {**BESIDE, "days": ["sat", "fri"]}},
    "numbers on days off": OWN | {"rota.twilight": {**BESIDE, "days": "weekend", "doctor": {"mon": 2}}},
    "nobody there": {
        "rota.late.healthcare_assistant": 0,
        "rota.late.registered_nurse": 0,
        "rota.mid": {**BESIDE, "healthcare_assistant": 0},
    },
    "hours of roles": {
        "rota.psychologist": {"start": "09:00", "end": "17:00", "days": ["tue"], "number": {"tue": 2}},
        "rota.doctor": {"start": "00:00", "end": "24:00", "number": 0},
    },
}  # fmt: skip


@pytest.fixture(scope="module")
def bare(ward):
    """A ward without a timetable, which is written in no time."""
    return ward.replace({"routine.slots": []})


@pytest.mark.parametrize("name", ROTAS)
def test_a_rota_comes_back_whole_into_whatever_ward(name, tmp_path, bare):
    design = bare.replace(ROTAS[name])
    write_workbook(design, tmp_path / "a.xlsx")
    busy = {
        "rota.twilight": BESIDE,
        "rota.peer_worker": {"start": "09:00", "end": "12:00"},
        "rota.sickness": 0.5,
    }
    for other in (design, bare, bare.replace(busy)):
        again, _, _, found = read_for(tmp_path / "a.xlsx", other)
        assert difference_lines(design, again) == [] and found.unread == []


def test_nothing_of_a_base_shines_through(run, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "base.yaml").write_text(
        "name: base\nbased_on: acute-ward\nrota:\n"
        "  early: {days: weekdays, doctor: {weekday: 3, wed: 4}}\n"
        "  long_day: {start: '07:00', end: '21:30', registered_nurse: 3}\n"
        "  psychologist: {days: [mon], start: '09:00', end: '17:00', number: {weekday: 1, fri: 3}}\n",
        encoding="utf-8",
    )
    (tmp_path / "own.yaml").write_text("name: own\nbased_on: ./base.yaml\n", encoding="utf-8")
    hours = {"start": "10:00", "end": "12:00", "number": {"weekday": 2}}
    for changes in ({}, {"rota.psychologist": hours, "rota.early.doctor": {"weekday": 1}}, OWN):
        design = load_design("acute-ward").replace(changes)
        (tmp_path / "a.xlsx").unlink(missing_ok=True)
        write_workbook(design, tmp_path / "a.xlsx")
        assert run("import", "a.xlsx", "--into", "own.yaml").exit_code == 0
        assert difference_lines(design, load_design("own.yaml")) == []


SHEETS = {
    "a row a shift and role": [
        ["Shift", "Grade", "From", "To", *WEEK],
        ["Long day", "RMN", "7.00", "19.30", 3, 3, 4, 3, 3, 2, 2],
        [None, "HCA", None, None, 3, 3, 3, 3, 3, 3, 3],
        ["Night", "RMN", "19.00", "7.30", 2, 2, 2, 2, 2, 2, 2],
        [None, "HCA", None, None, 2, 2, 2, 2, 2, 2, 2],
    ],
    "roles under shifts": [
        ["", *WEEK],
        ["Long day 7.00-19.30"],
        ["Nurses", 3, 3, 4, 3, 3, 2, 2],
        ["HCAs", 3, 3, 3, 3, 3, 3, 3],
        ["Night 19.00-7.30"],
        ["Nurses", 2, 2, 2, 2, 2, 2, 2],
        ["HCAs", 2, 2, 2, 2, 2, 2, 2],
    ],
    "weekdays in one column": [
        ["Staff", "Shift", "Hours", "Mon-Tue", "Wed", "Thu-Fri", "Sat & Sun"],
        ["Nurse", "Long day", "07:00-19:30", 3, 4, 3, 2],
        ["Nurse", "Night", "19:00-07:30", 2, 2, 2, 2],
        ["HCA", "Long day", None, 3, 3, 3, 3],
        ["HCA", "Night", None, 2, 2, 2, 2],
    ],
}


@pytest.mark.parametrize("name", SHEETS)
def test_days_across_are_read_however_shifts_and_roles_stand(name, ward, tmp_path):
    design, parts, _, found = read_for(saved(sheet_of(SHEETS[name])[0], tmp_path / "a.xlsx"), ward)
    assert parts == ["rota"] and found.unread == []
    long_day, night = (design.rota.named_shifts[each] for each in ("long_day", "night"))
    assert [long_day.heads("registered_nurse", day) for day in range(7)] == [3, 3, 4, 3, 3, 2, 2]
    assert (long_day.start, long_day.end, night.start, night.end) == ("07:00", "19:30", "19:00", "07:30")
    assert long_day.healthcare_assistant == 3 and night.healthcare_assistant == 2
    assert list(design.rota.named_shifts) == ["night", "long_day"]


def test_a_row_added_by_hand_is_read(bare, tmp_path):
    book = workbook_of(bare)
    book["Rota"].append(["Twilight", "Fri, Sat", "4pm", "23.30", "HCA", None, None, 9, None, 1, 2])
    book["Rota"].append(["Own hours", "Tue & Thu", "9.00", "17.00", "Peer worker", None, 1, None, 2])
    book.save(tmp_path / "a.xlsx")
    design, _, _, found = read_for(tmp_path / "a.xlsx", bare)
    twilight = design.rota.named_shifts["twilight"]
    assert (twilight.days, twilight.start, twilight.end) == (("fri", "sat"), "16:00", "23:30")
    assert [twilight.heads("healthcare_assistant", day) for day in range(7)] == [0, 0, 0, 0, 1, 2, 0]
    peers = design.rota.role_hours["peer_worker"]
    assert [peers.heads("peer_worker", day) for day in range(7)] == [0, 1, 0, 2, 0, 0, 0]
    assert found.unread == []
    assert [note for note in found.notes if note.startswith("Twilight")] == [
        "Twilight: it is not worked on wed, so numbers there count nothing; add these to its days if they should."
    ]


def test_numbers_say_on_which_days_a_shift_of_ones_own_is_worked(ward, tmp_path):
    rows = [
        ["Shift", "Hours", "Role", *WEEK],
        ["Early", "7-15", "Nurse", 3, 3, 3, 3, 3, None, None],
        ["Late", "14-21.30", "Nurse", 3, 3, 3, 3, 3, 3, 3],
        ["Night", "21-7.30", "Nurse", 2, 2, 2, 2, 2, 2, 2],
        ["Twilight", "16-23.30", "HCA", None, None, None, None, "-", 2, 2],
        ["Own hours", "9-17", "Psychology", 1, "-", 1],
        [None, None, "Doctor", 2, 2, 2, 2, 2],
    ]
    rota = read_for(saved(sheet_of(rows)[0], tmp_path / "a.xlsx"), ward)[0].rota
    assert (rota.early.days, rota.early.heads("registered_nurse", 5)) == ("daily", 0)
    twilight, hours = rota.named_shifts["twilight"], rota.psychologist
    assert (twilight.days, twilight.healthcare_assistant) == ("weekend", 2)
    assert (hours.days, hours.number) == (("mon", "wed"), 1)
    assert (rota.doctor.start, rota.doctor.days, rota.doctor.number) == ("09:00", "weekdays", 2)


def test_what_a_rota_cannot_mean_is_told_by_cell(ward, tmp_path):
    rows = [
        ["Bank", "lots"],
        ["Shift", "Role", "Start", "End", "Days", *WEEK, "Mon"],
        ["Early", "Nurse", "7.00", "15.00", "daily", 3, 3, 3, 3, 3, 3, 3, 9],
        ["Early", "HCA", "7.30", None, None, "three", 3, 3, 3, 3, 3, 3],
        ["Early", "Plumber", None, None, None, 1],
        ["Late", "Nurse", "14.00", "21.30", "someday", 3, 3, 3, 3, 3, 3, 3],
        ["Night", "Nurse", "21.00", "late", None, 2, 2, 2, 2, 2, 2, 2],
        ["Total", "Nurse", None, None, None, 8, 8, 8, 8, 8, 8, 8],
        ["24/7", "Nurse", "8.00", "9.00", None, 1],
        ["Own hours", "Doctor", None, None, None, 1],
    ]
    _, _, _, found = read_for(saved(sheet_of(rows, "Rota")[0], tmp_path / "a.xlsx"), ward)
    told = {cell.spot.partition("cell ")[2]: cell.why for cell in found.unread}
    assert list(told) == ["B1", "M2", "C4", "F4", "B5", "E6", "D7", "A9", "A8", "A10"]
    assert told["B1"].startswith("it must be a share from 0 to 1")
    assert told["C4"] == "a row above says 07:00 for Early; that is kept"
    assert told["A8"].startswith("the ward has had no such shift, and a new one needs its start and end")
    assert told["A9"].startswith("a shift is named in letters and digits, the first a letter")


def test_a_shift_of_ones_own_stands_beside_roles_in_columns(ward, tmp_path):
    rows = [
        ["Shift", "Nurse", "HCA", "OT"],
        ["Early 7-15", 3, 3, 1],
        ["Late 14-21.30", 3, 2, 0],
        ["Night 21-7.30", 2, 2, 0],
        ["Helping hands (16:00-20:00)", 0, 1, 0],
    ]
    hours = {"start": "09:00", "end": "17:00"}
    other = ward.replace({"rota.occupational_therapist": hours, "rota.doctor": hours, "rota.mid": BESIDE})
    design, _, _, found = read_for(saved(sheet_of(rows)[0], tmp_path / "a.xlsx"), other)
    shift = design.rota.named_shifts["helping_hands"]
    assert (shift.start, shift.end, shift.healthcare_assistant) == ("16:00", "20:00", 1)
    # Hours of a role that has no column are not what this sheet is about.
    assert list(design.rota.role_hours) == ["doctor"] and "mid" not in design.rota.named_shifts
    assert found.unread == []


@pytest.mark.parametrize(
    ("numbers", "worked", "heads"),
    [
        ([3] * 7, WEEK, 3),
        ([3, 3, 4, 3, 3, 2, 2], WEEK, {"weekday": 3, "weekend": 2, "wed": 4}),
        ([None, 1, None, 1, None, None, None], ["tue", "thu"], 1),
        ([None, 1, None, 2, None, None, None], ["tue", "thu"], {"weekday": 1, "weekend": 0, "thu": 2}),
        ([1, None, 1, 1, 1, None, None], WEEK, {"weekday": 1, "weekend": 0, "tue": 0}),
    ],
)
def test_numbers_of_a_week_are_written_as_short_as_can_be(numbers, worked, heads):
    assert as_heads(filled(numbers, {day.lower() for day in worked})) == heads


def test_shares_and_hours_that_a_sheet_does_not_speak_of_stay_as_they_were(run, tmp_path):
    own = {"bank_share": 0.27, "sickness": 0.09, "bank_fill": 0.4}
    hours = {"start": "09:00", "end": "17:00", "number": 1}
    file = tmp_path / "mine.yaml"
    tree = {"name": "mine", "based_on": "acute-ward", "rota": {**own, "peer_worker": hours}}
    file.write_text(yaml.safe_dump(tree), encoding="utf-8")
    rows = [["Early", "7.00", "14.30", 4], ["Late", "14.00", "21.30", 3], ["Night", "21.00", "7.30", 2]]
    book = saved(sheet_of([["Shift", "Start", "End", "RMN"], *rows])[0], tmp_path / "a.xlsx")
    before, written = load_design(file).rota, run("import", book, "--into", file)
    after = load_design(file).rota
    assert written.exit_code == 0 and after.early.registered_nurse == 4
    assert {name: getattr(after, name) for name in own} == own
    assert after.role_hours == before.role_hours
