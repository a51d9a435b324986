"""Times beside remarks, parts of the day with times of their own, grades beside roles: as cells of wards hold them."""

import pytest
from real_routines import WEEK, saved, sheet_of

from milieusim.workbook.layouts.cell_lines import parts_of_cell
from milieusim.workbook.meanings.words_file import load_words

CELLS = {
    "Breakfast 8.30-9.15 (protected)": [("Breakfast (protected)", 510, 555)],
    "Planning meeting 9.30 (15 mins)": [("Planning meeting (15 mins)", 570, 585)],
    "Benefits advice drop in 2-4": [("Benefits advice drop in", 120, 240)],
    "Hearing voices group\n10.30 - 11.30": [("Hearing voices group", 630, 690)],
    "Visiting 6-8pm; Bingo 8-9pm": [("Visiting", 1080, 1200), ("Bingo", 1200, 1260)],
    "Meds 10pm. Lights out 11.30pm": [("Meds", 1320, None), ("Lights out", 1410, None)],
    "Quiz; crisps": [("Quiz; crisps", None, None)],
    "Art in room 1-3": [("Art in room 1-3", None, None)],
    "Walking group, max 4-6": [("Walking group, max 4-6", None, None)],
}


@pytest.mark.parametrize("cell", CELLS)
def test_times_are_read_beside_whatever_else_a_cell_says(cell):
    parts = [
        (name, span and span.start.minute, span and span.end and span.end.minute)
        for span, name, _ in parts_of_cell(cell, load_words())
    ]
    assert parts == CELLS[cell]


def test_a_time_in_the_afternoon_row_stays_there_whatever_order_the_column_has(read, tmp_path):
    book, _ = sheet_of([
        [None, *WEEK[:2]], ["Early morning", "Washing 8-9", None], ["AM", "Planning meeting 9.30", None],
        ["Mid morning", "Ward round 9-1", "Art"], ["Somewhen", None, "Quiz 7pm"], ["PM", "Gardening 2-3.30", "Gym 2-3"],
        ["Late pm", "Quiet hour 4-5", None], ["Night", None, "Night meds"],
    ])  # fmt: skip
    _, slots, _, found = read(saved(book, tmp_path / "a.xlsx"))
    times = {name: (start, end) for name, _, start, end, _ in slots}
    assert times["Gardening"] == ("14:00", "15:30")
    assert times["Quiet hour"] == ("16:00", "17:00")
    assert times["Ward round"] == ("09:00", "13:00")
    assert (times["Gym"][0], times["Art"][0], times["Night meds"][0]) == ("14:00", "10:00", "22:00")
    assert not found.unread


def test_grades_beside_roles_and_hours_for_a_shift_are_read(read, tmp_path):
    book, _ = sheet_of([
        ["Shift", "Times", "Grade", *"MTWTFSS"],
        ["Long Day", "07:15-19:45", "B6 / B5 RMN", 2, 2, 3, 2, 2, 2, 2], [None, None, "B3 HCA", *[3] * 7],
        ["Night", "7.15-7.45", "RMN", *[2] * 7],
        ["9-5", None, "OT", 1, 1, 1, 1, 1, None, None], [None, None, "Psychologist", None, 1, None, 1, None, None, None],
        ["9-5", "8-4", "Cons. / SpR", 1, 1, 2, 1, 1, None, None],
    ])  # fmt: skip
    design, *_, found = read(saved(book, tmp_path / "a.xlsx"))
    shifts = design.rota.named_shifts
    assert not found.unread
    assert (shifts["night"].start, shifts["night"].end) == ("19:15", "07:45")
    assert [shifts["long_day"].heads("registered_nurse", day) for day in (0, 2)] == [2, 3]
    assert shifts["long_day"].heads("healthcare_assistant", 6) == 3
    hours = {role: (each.start, each.end) for role, each in design.rota.role_hours.items()}
    assert hours["psychologist"] == hours["occupational_therapist"] == ("09:00", "17:00")
    assert hours["doctor"] == ("08:00", "16:00")
