"""Off-duties by names and letters are counted, and nobody on them is named; they are never taken for a timetable."""

import pytest
from real_routines import WEEK, saved, sheet_of

HEAD = ["Name", "Band", "Hrs", *[day[:3] for day in WEEK]]
STAFF = [
    ["K. Jarvis", "7", 37.5, "9-5", "9-5", "9-5", "9-5", "9-5", "DO", "DO"],
    ["A. Boateng", "6", 37.5, "LD", "LD", "DO", "LD", "LD", "LD", "LD"],
    ["P. Singh", "5", 37.5, "LD", "LD", "LD", "LD", "LD*", "LD", "A/L"],
    ["T. Wu", "RMN", 37.5, "N", "N", "N", "N", "N", "N", "N"],
    ["C. Roy", "3", 37.5, "LD", "LD", "LD", "LD", "LD", "LD", "LD"],
    ["Agency", "3", None, "N", "N", "N", "N", "N", "N", "N"],
    ["Steph (OT)", "6", 37.5, "9-5", "9-5", "9-5", "9-5", "9-5", None, None],
]
KEY = [["Key: LD = 07:15-19:45   N = 19:15-07:45   A/L annual leave"]]


def off_duty(path, *, key=KEY, staff=STAFF):
    book, _ = sheet_of([["Juniper off duty w/c 23/11/2026"], [], HEAD, *staff, [], *key], "Off duty")
    return saved(book, path)


def test_an_off_duty_is_counted_by_shift_role_and_day(read, tmp_path):
    design, _, readings, found = read(off_duty(tmp_path / "a.xlsx"))
    rota, shifts = design.rota, dict(design.rota.named_shifts)
    assert (found.unread, readings) == ([], [])
    assert (shifts["long_day"].start, shifts["long_day"].end) == ("07:15", "19:45")
    assert (shifts["night"].start, shifts["night"].end) == ("19:15", "07:45")
    days = {
        day: shifts["long_day"].heads("registered_nurse", WEEK.index(day))
        for day in ("Monday", "Wednesday", "Sunday")
    }
    assert days == {"Monday": 2, "Wednesday": 1, "Sunday": 1}
    assert shifts["night"].heads("healthcare_assistant", 5) == 1
    manager = shifts["from_09_00_to_17_00"]
    assert (manager.heads("registered_nurse", 0), manager.heads("registered_nurse", 5)) == (1, 0)
    assert (rota.occupational_therapist.start, rota.occupational_therapist.end) == ("09:00", "17:00")


def test_nobody_on_an_off_duty_is_named(folder, run, tmp_path):
    nobody = [["Q. Zebedee", "?", None, *["N"] * 7]]
    done = run("import", off_duty(tmp_path / "a.xlsx", staff=STAFF + nobody), "--into", folder)
    written = done.output + "".join(file.read_text() for file in folder.glob("*.yaml"))
    assert "no role is known by this" in done.output
    assert not [name for name in ("Jarvis", "Boateng", "Singh", "Zebedee") if name in written]


@pytest.mark.parametrize(
    "key", [[["LD", "07:15-19:45"], ["N", "19:15-07:45"]], [["LD (7.15-7.45), N (7.15-7.45)"]]]
)
def test_hours_of_letters_are_found_however_the_key_is_written(key, read, tmp_path):
    design, *_ = read(off_duty(tmp_path / "a.xlsx", key=key))
    times = {name: (shift.start, shift.end) for name, shift in dict(design.rota.named_shifts).items()}
    assert (times["long_day"], times["night"]) == (("07:15", "19:45"), ("19:15", "07:45"))


def test_letters_without_hours_and_unknown_letters_are_told_and_the_rota_stays(folder, run, tmp_path):
    before = (folder / "rota.yaml").read_text()
    staff = [*STAFF, ["E. Hale", "5", None, *["QX"] * 3, None, None, None, None]]
    done = run("import", off_duty(tmp_path / "a.xlsx", key=[], staff=staff), "--into", folder)
    assert done.exit_code == 2
    assert "a key such as LD = 07:15-19:45 in an off-duty" in done.output
    assert "'QX': no shift is known by this (3 cells)" in done.output
    assert (folder / "rota.yaml").read_text() == before


def test_a_timetable_of_abbreviations_is_no_off_duty(read, tmp_path):
    book, _ = sheet_of([
        ["Time", *WEEK[:5]], ["9.30-10.30", "MDT", "OT", "DBT", "OT", "CPA"], ["11-12", "Art", "Gym", "OT", "Off", "Gym"],
    ])  # fmt: skip
    _, slots, _, found = read(saved(book, tmp_path / "a.xlsx"))
    assert {"MDT", "DBT", "Gym"} <= {name for name, *_ in slots}
    assert found.rota is None
