"""Timetables of real units, laid out in ten ways, are read slot by slot."""

import real_routines as laid_out

MON_TO_FRI = "weekdays"


def test_a_list_with_titles_above_and_both_times_in_a_cell(read, tmp_path):
    design, slots, _, found = read(laid_out.rijnstate_list(tmp_path / "a.xlsx"))
    assert slots == [
        ("Get up, start of morning care", MON_TO_FRI, "07:30", "08:00", "hygiene"),
        ("Breakfast", MON_TO_FRI, "08:10", "08:45", "meal"),
        ("(Individual) therapy programme 09:00", MON_TO_FRI, "09:00", "12:15", "individual_therapy"),
        ("Shared bread meal", MON_TO_FRI, "12:30", "13:00", "meal"),
        ("(Individual) therapy programme 13:30", MON_TO_FRI, "13:30", "16:30", "individual_therapy"),
        ("Shared hot meal", MON_TO_FRI, "17:00", "17:30", "meal"),
        ("Visiting hour", MON_TO_FRI, "18:00", "20:00", "visiting"),
        ("Own time", MON_TO_FRI, "20:00", "21:30", "free_time"),
        (
            "Night medication: patients collect it from nursing staff",
            MON_TO_FRI,
            "21:30",
            "22:30",
            "medication",
        ),
    ]
    assert (design.routine.lights_out, found.unread) == ("23:00", [])


def test_a_list_in_german_with_starts_only(read, tmp_path):
    design, slots, readings, found = read(laid_out.eickel_list(tmp_path / "a.xlsx"), "german")
    assert slots == [
        ("Frühstück", "daily", "07:30", "08:15", "meal"),
        ("Soziotherapeutische Morgenrunde", "daily", "08:15", "08:45", "community_meeting"),
        ("Mittagessen", "daily", "11:45", "12:30", "meal"),
        ("Kaffee", "daily", "14:30", "15:15", "meal"),
        ("Abendessen", "daily", "17:45", "18:30", "meal"),
    ]
    assert (design.routine.wake, design.routine.wake_weekend, design.routine.lights_out) == (
        "07:00",
        None,
        "23:00",
    )
    assert found.unread == [] and {reading.confidence for reading in readings} == {1.0}


def test_real_times_of_a_spreadsheet_program(read, tmp_path):
    design, slots, _, found = read(laid_out.sonnenhalde_excel_times(tmp_path / "a.xlsx"))
    assert slots == [
        ("Breakfast", "daily", "07:30", "08:15", "meal"),
        ("Short morning devotion", "daily", "08:15", "08:30", "recreation"),
        ("Morning meeting of patients and treatment team", "daily", "08:30", "09:00", "community_meeting"),
        ("Therapeutic activities 09:00", "daily", "09:00", "10:00", "group_therapy"),
        ("Lunch", "daily", "11:30", "12:15", "meal"),
        ("Rest", "daily", "12:15", "13:00", "quiet_time"),
        ("Therapeutic activities 13:00", "daily", "13:00", "14:00", "group_therapy"),
        ("Supper", "daily", "17:30", "18:00", "meal"),
        ("Free evening: visitors, walk, games, reading", "daily", "18:00", "22:00", "free_time"),
    ]
    leaders = {slot.name: slot.leader for slot in design.routine.slots}
    assert leaders["Morning meeting of patients and treatment team"] == "doctor"
    assert leaders["Therapeutic activities 09:00"] == "doctor" and found.unread == []
    assert any("'doctor, named carer' was taken for doctor" in note for note in found.notes)


def test_am_and_pm_without_any_heads(read, tmp_path):
    design, slots, _, found = read(laid_out.cumberland_twelve_hours(tmp_path / "a.xlsx"))
    assert slots == [
        ("Breakfast", "daily", "08:00", "08:30", "meal"),
        ("Morning meditation", "daily", "08:30", "09:00", "recreation"),
        ("School", "daily", "09:00", "11:30", "vocational"),
        ("Lunch", "daily", "11:30", "12:00", "meal"),
        ("Recreation", "daily", "12:00", "13:00", "recreation"),
        ("Primary group", "daily", "13:30", "14:30", "group_therapy"),
        ("Personal time 15:00", "daily", "15:00", "15:30", "free_time"),
        ("Book study / education group", "daily", "15:30", "16:30", "group_therapy"),
        ("Personal time 16:45", "daily", "16:45", "17:15", "free_time"),
        ("Dinner", "daily", "17:15", "18:00", "meal"),
        ("Personal time / phone time", "daily", "18:00", "19:00", "free_time"),
        ("In-house or outside 12-step meeting", "daily", "19:00", "20:00", "group_therapy"),
        ("Wrap-up", "daily", "21:30", "22:00", "community_meeting"),
    ]
    assert (design.routine.wake, design.routine.lights_out, found.unread) == ("07:00", "22:30", [])


LIFESPAN = [
    ("A.M. check-in group", "daily", "10:15", "11:00", "community_meeting"),
    ("Recreation group", ("mon", "tue", "thu", "fri"), "11:15", "12:00", "recreation"),
    ("Devotion / meditation", ("wed",), "11:15", "12:00", "recreation"),
    ("Expressive therapy group 13:15", ("mon", "wed", "thu"), "13:15", "14:00", "creative"),
    ("Group therapy 13:15", ("tue",), "13:15", "14:00", "group_therapy"),
    ("Group therapy 14:15", ("mon", "wed", "thu"), "14:15", "15:00", "group_therapy"),
    ("Expressive therapy group 14:15", ("tue", "fri"), "14:15", "15:00", "creative"),
    ("Wrap-up / focus group", "daily", "20:15", "20:45", "community_meeting"),
]


def test_a_week_grid_with_merged_days_and_blanks(read, tmp_path):
    _, slots, _, found = read(laid_out.lifespan_grid(tmp_path / "a.xlsx"))
    assert slots == LIFESPAN and found.unread == []
    assert any("taken to be after noon" in note for note in found.notes)


def test_a_week_grid_with_the_days_down(read, tmp_path):
    _, slots, _, found = read(laid_out.lifespan_turned(tmp_path / "a.xlsx"))
    assert slots == LIFESPAN and found.unread == []


def test_a_grid_of_half_hours_with_blocks(read, tmp_path):
    design, slots, _, found = read(laid_out.half_hour_grid(tmp_path / "a.xlsx"))
    assert slots == [
        ("Breakfast", MON_TO_FRI, "08:00", "09:00", "meal"),
        ("Therapy programme", MON_TO_FRI, "09:00", "12:00", "group_therapy"),
        ("Shared bread meal", MON_TO_FRI, "12:30", "13:00", "meal"),
        ("Lunch", "weekend", "12:30", "13:30", "meal"),
        ("Visiting hour", "daily", "18:00", "20:00", "visiting"),
    ]
    assert design.routine.slots[1].place == "Therapy room"
    assert "Place 'Group room' was taken for 'Therapy room'." in found.notes


def test_two_lists_side_by_side_on_a_clock_of_twelve_hours(read, tmp_path):
    design, slots, _, found = read(laid_out.side_by_side(tmp_path / "a.xlsx"))
    assert slots == [
        ("Breakfast", "daily", "07:30", "09:30", "meal"),
        ("Lunch", "daily", "11:30", "13:30", "meal"),
        ("Dinner", "daily", "16:30", "18:30", "meal"),
    ]
    assert design.routine.lights_out == "23:30" and found.unread == []


def test_a_sheet_a_day(read, tmp_path):
    _, slots, _, found = read(laid_out.a_sheet_a_day(tmp_path / "a.xlsx"))
    assert slots == [
        ("Breakfast", ("mon", "tue"), "09:00", "09:45", "meal"),
        ("Dinner (midday)", ("mon", "tue"), "12:00", "12:45", "meal"),
        ("Tea", ("mon", "tue"), "17:00", "17:45", "meal"),
        ("Supper", ("mon", "tue"), "21:00", "21:45", "meal"),
        ("Community meeting", ("mon",), "10:00", "11:00", "community_meeting"),
        ("Tai Chi class", ("mon",), "11:00", "12:00", "exercise"),
        ("Design and prepare weekly ward newsletter", ("tue",), "10:00", "11:30", "recreation"),
    ]
    assert "Cover: no timetable and no rota found here; not read." in found.notes


def test_lines_with_days_between_the_rows(read, tmp_path):
    design, slots, _, found = read(laid_out.sections_by_day(tmp_path / "a.xlsx"))
    assert slots == [
        ("Morning medication", "daily", "07:00", "07:30", "medication"),
        ("Breakfast", "daily", "08:00", "08:45", "meal"),
        ("Temperature check 09:15", "daily", "09:15", "09:45", "other"),
        ("Lunch", "daily", "12:00", "12:45", "meal"),
        ("Temperature check 14:00", "daily", "14:00", "14:30", "other"),
        ("Evening medication", "daily", "16:30", "17:00", "medication"),
        ("Supper", "daily", "18:00", "18:45", "meal"),
        ("Bedtime medication", "daily", "20:00", "20:30", "medication"),
        ("Occupational therapy hobby time", ("mon", "wed", "fri"), "10:00", "11:30", "occupational_therapy"),
    ]
    first, breakfast = design.routine.slots[:2]
    assert (first.leader, first.leaders, first.place) == ("registered_nurse", 2, "Clinic room")
    assert (breakfast.leader, breakfast.place) == (None, "Dining room")
    assert (design.routine.wake, design.routine.lights_out, found.unread) == ("06:30", "22:00", [])
