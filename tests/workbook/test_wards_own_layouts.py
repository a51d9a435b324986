"""What wards keep for themselves is read, or told by sheet and cell; nothing goes wrong without a word."""

import pytest
import wards_own_layouts as laid_out

ONE_WEEK = {
    ("Yoga", "mon", "09:30", "10:30"),
    ("Art", "tue", "09:30", "10:30"),
    ("Gym", "mon", "14:00", "15:00"),
    ("Quiz", "tue", "14:00", "15:00"),
}


def short(slots):
    return {
        (name, days if isinstance(days, str) else " ".join(days), start, end)
        for name, days, start, end, _ in slots
    }


def spots(found):
    return {(cell.spot.rpartition(" ")[2], cell.found) for cell in found.unread}


def test_parts_of_the_day_stand_for_times_and_are_told(read, tmp_path):
    design, slots, readings, found = read(laid_out.parts_of_the_day(tmp_path / "a.xlsx"))
    starts = {name: start for name, _, start, _, _ in slots}
    assert (starts["Art group"], starts["Lunch"], starts["1:1s"], starts["Pamper"]) == (
        "10:00",
        "12:30",
        "14:00",
        "18:30",
    )
    assert (starts["Film"], starts["Bingo"]) == ("16:00", "19:00")
    assert any(
        "'AM' as 10:00, 'Lunch' as 12:30, 'PM' as 14:00 and 'EVE' as 18:30" in note for note in found.notes
    )
    assert spots(found) == {("G3", "Bank Holiday"), ("B4", "JB")}
    kinds = {reading.text: reading.activity for reading in readings}
    assert (kinds["Planning"], kinds["1:1s"], kinds["Takeaway night"]) == (
        "community_meeting",
        "one_to_one",
        "meal",
    )
    leaders = {slot.name: slot.leader for slot in design.routine.slots}
    assert (leaders["Psychology group"], leaders["Cooking"]) == ("psychologist", "occupational_therapist")


def test_a_group_named_after_a_profession_is_led_by_it_even_when_nobody_of_it_is_there(read, tmp_path):
    book, _ = laid_out.sheet_of([["Days", "Time", "Activity"], ["Sun", "20.00-21.00", "Psychology group"]])
    design, *_, found = read(laid_out.saved(book, tmp_path / "a.xlsx"))
    assert [slot.leader for slot in design.routine.slots] == ["psychologist"]
    assert "Leader of 'Psychology group' was taken from its name: psychologist." in found.notes


def test_days_down_and_parts_of_the_day_across(read, tmp_path):
    _, slots, _, found = read(laid_out.days_down_in_parts(tmp_path / "a.xlsx"))
    assert {(name, *days, start) for name, days, start, *_ in slots} == {
        ("Art", "mon", "10:00"), ("Gym", "mon", "14:00"), ("Mindfulness", "mon", "15:30"), ("Film", "mon", "18:30"),
        ("Community meeting", "tue", "09:30"), ("Ward round all afternoon", "tue", "14:00"), ("Bingo", "tue", "19:00"),
        ("Shopping", "fri", "10:00"), ("Quiz", "fri", "14:00"), ("Karaoke", "fri", "19:00"),
    }  # fmt: skip
    assert spots(found) == {("A6", "Bank holidays")}


TWO_WEEKS = {
    "two_weeks_below": (ONE_WEEK, {("A6", "Week B")}),
    "two_weeks_beside": (ONE_WEEK, {("D2", "Mon"), ("E2", "Tue")}),
    "a_sheet_a_week": (ONE_WEEK, {("B1", "Week B")}),
    "two_weeks_in_a_list": ({slot for slot in ONE_WEEK if slot[2] == "09:30"}, {("A5", "Week 2")}),
}


@pytest.mark.parametrize("layout", TWO_WEEKS)
def test_of_two_weeks_the_first_is_read_and_the_other_is_told(layout, read, tmp_path):
    _, slots, _, found = read(getattr(laid_out, layout)(tmp_path / "a.xlsx"))
    assert (short(slots), spots(found)) == TWO_WEEKS[layout]


def test_days_that_are_ticked(read, tmp_path):
    _, slots, _, found = read(laid_out.ticked_days(tmp_path / "a.xlsx"))
    assert short(slots) == {
        ("Breakfast", "mon tue wed", "09:30", "10:15"),
        ("Art", "mon wed", "10:00", "11:00"),
        ("Tea", "mon tue wed", "18:00", "18:45"),
        ("Games", "mon tue", "19:00", "20:00"),
    }
    assert spots(found) == {("B6", "Choir")}
    assert "Sheet1: columns that are not read: BH." in found.notes
    assert any("A7: taken for a footnote" in note for note in found.notes)


def test_a_sheet_a_day_without_heads(read, tmp_path):
    design, slots, _, found = read(laid_out.a_sheet_a_day_without_heads(tmp_path / "a.xlsx"))
    assert short(slots) == {
        ("Wake / Hygiene", "mon tue", "07:00", "07:30"),
        ("Breakfast", "mon tue", "08:00", "08:45"),
        ("Meds", "mon tue", "08:00", "09:00"),
        ("DBT skills", "mon tue", "10:00", "11:00"),
        ("Lunch", "mon tue", "12:00", "12:45"),
    }
    assert design.routine.lights_out == "22:00" and spots(found) == {("C4", "until May")}


def test_merged_times_leaders_by_initials_and_footnotes(read, tmp_path):
    design, _, _, found = read(laid_out.merged_times_in_a_list(tmp_path / "a.xlsx"))
    slots = {slot.name: (*slot.days, slot.start, slot.place, slot.leader) for slot in design.routine.slots}
    assert slots["Gym"] == ("mon", "10:00", "Activity room", "activity_worker")
    assert slots["Gardening"][:3] == ("tue", "10:00", "Garden") and spots(found) == {("E5", "JB")}


def test_cells_with_staff_and_what_is_not_held(read, tmp_path):
    _, slots, _, found = read(laid_out.cells_with_staff(tmp_path / "a.xlsx"))
    assert {name for name, *_ in slots} == {"Art", "Gym", "Pet therapy (fortnightly)"}
    assert spots(found) == {("B2", "KS")}
    assert any(
        "in every one, whatever its name says (Pet therapy (fortnightly))" in note for note in found.notes
    )


def test_how_long_something_lasts_in_numbers_and_words(read, tmp_path):
    _, slots, _, found = read(laid_out.durations(tmp_path / "a.xlsx"))
    assert {name: end for name, _, _, end, _ in slots} == {
        "Check in": "09:20", "Art": "10:50", "Walking group": "15:00", "Quiz": "17:00",
    }  # fmt: skip
    assert spots(found) == {("B5", "a while")}


def test_weeks_named_in_the_corner_and_sheets_of_the_same_days_are_told(read, tmp_path):
    rows = [["9.30-10.30", "Yoga", "Art"], ["2.00-3.00", "Gym", "Quiz"]]
    book, _ = laid_out.sheet_of(
        [["wk1", "Mon", "Tue"], *rows, ["wk2", "Mon", "Tue"], ["9.30-10.30", "Baking"]]
    )
    _, slots, _, found = read(laid_out.saved(book, tmp_path / "a.xlsx"))
    assert (short(slots), spots(found)) == (ONE_WEEK, {("A4", "wk2")})
    book, _ = laid_out.sheet_of([["", "Mon", "Tue"], *rows], "Summer")
    laid_out.sheet_of([["", "Mon", "Tue"], *rows], "Winter", book)
    *_, found = read(laid_out.saved(book, tmp_path / "b.xlsx"))
    assert any(
        "The timetables of Summer and Winter were read together as one week" in note for note in found.notes
    )


def test_mornings_and_afternoons_below_the_days(read, tmp_path):
    _, slots, _, found = read(laid_out.mornings_and_afternoons_below_the_days(tmp_path / "a.xlsx"))
    assert {(name, *days, start) for name, days, start, *_ in slots} == {
        ("Art", "mon", "10:30"), ("Gym", "mon", "14:00"), ("Yoga", "tue", "10:00"), ("Quiz", "tue", "14:00"),
        ("Walk", "mon", "14:00"),
    }  # fmt: skip
    assert found.unread == [] and any("'pm' as 14:00" in note for note in found.notes)
