"""Times, days and words as people write them."""

from datetime import datetime, time, timedelta

import pytest

from milieusim.errors import ConfigError
from milieusim.vocabulary import DAYS
from milieusim.workbook.layouts.cell_lines import parts_of_cell
from milieusim.workbook.meanings.clock_times import clock, leading_span, read_span
from milieusim.workbook.meanings.halves_of_day import after_noon
from milieusim.workbook.meanings.week_days import read_days
from milieusim.workbook.meanings.word_matching import match
from milieusim.workbook.meanings.words_file import load_words

ENGLISH, GERMAN = load_words(), load_words("german")


def told(span):
    """A span as a person writes it."""
    return span and " ".join(clock(moment.minute) for moment in (span.start, span.end) if moment)


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("9.30", "09:30"), ("9:30am", "09:30"), ("0930", "09:30"), ("7pm", "19:00"), ("09.30-10.15", "09:30 10:15"),
        ("noon", "12:00"), ("12 noon", "12:00"), ("midnight", "00:00"), ("24:00", "24:00"),
        ("7 a.m. \u2013 8 a.m.", "07:00 08:00"),
        ("9-10am", "09:00 10:00"), ("11-1pm", "11:00 13:00"), ("11:30 - 1.00pm", "11:30 13:00"), ("0930 hrs", "09:30"),
        ("9.30 p.m. - 11", "21:30 23:00"), ("from 9 until 10", "09:00 10:00"), ("12am", "00:00"), ("12pm", "12:00"),
        ("approx 9.30", "09:30"), ("9h30", "09:30"), ("9:30:00", "09:30"), ("9.30 onwards", "09:30"),
        ("8:00\u00a0AM", "08:00"),
        (9.3, "09:30"), (930, "09:30"), (9, "09:00"), (0.375, "09:00"), (time(7, 30), "07:30"),
        (datetime(1899, 12, 30, 8, 0), "08:00"), (timedelta(hours=24), "24:00"),
        (9.5, None), ("25:00", None), ("half past nine", None), ("12-step meeting", None), ("1:1 session", None),
        ("2nd floor", None), (datetime(2025, 3, 31), None), ("", None), (None, None), (True, None), ("9:75", None),
        ("10.00 Art group", None),
    ],
)  # fmt: skip
def test_a_time_is_read(cell, expected):
    assert told(read_span(cell, ENGLISH)) == expected


@pytest.mark.parametrize(
    ("cell", "time_told", "rest"),
    [
        ("10.00-10.30 Community meeting", "10:00 10:30", "Community meeting"),
        ("7.30pm: Film", "19:30", "Film"),
        ("9 - 10 Art", "09:00 10:00", "Art"),
        ("8am-9am: Breakfast", "08:00 09:00", "Breakfast"),
    ],
)
def test_what_follows_a_time_is_kept(cell, time_told, rest):
    span = leading_span(cell, ENGLISH)
    assert (told(span), span.rest) == (time_told, rest)


def test_times_in_german():
    assert told(read_span("ab 9 Uhr bis 10.30 Uhr", GERMAN)) == "09:00 10:30"
    assert told(read_span("mittags", GERMAN)) == "12:00"


def test_a_clock_of_twelve_hours_goes_on_after_noon():
    cells = ["7.30", "9.15", "11.30-1.00", "12.30", "1.45", "5.00-6.00", "7.30", "9.00"]
    spans, moved, _ = after_noon([read_span(cell, ENGLISH) for cell in cells])
    assert [told(span) for span in spans] == [
        "07:30", "09:15", "11:30 13:00", "12:30", "13:45", "17:00 18:00", "19:30", "21:00",
    ]  # fmt: skip
    assert moved == ["1.45 as 13:45", "5.00 as 17:00", "7.30 as 19:30", "9.00 as 21:00"]


def test_a_clock_of_24_hours_stays_as_it_is():
    spans = [read_span(cell, ENGLISH) for cell in ("22.00", "13.00", "1.00", "3.00")]
    assert after_noon(spans) == (spans, [], ["01:00"])


BELOW_PM = {
    "8am | 12.30 | 6pm | 7.00 | 9.00": ("08:00 | 12:30 | 18:00 | 19:00 | 21:00", 2, []),
    "8am | 12.30 | 1.15 | 6pm": ("08:00 | 12:30 | 13:15 | 18:00", 1, []),
    "noon | 1.30 | 4.00": ("12:00 | 13:30 | 16:00", 2, []),
    "6pm | 7.00-8.00": ("18:00 | 19:00 20:00", 1, []),
    "11pm-7am | 8.00": ("23:00 07:00 | 08:00", 0, []),
    "6pm | 10.00 | 2pm": ("18:00 | 10:00 | 14:00", 0, ["10:00"]),
    "18.00 | 7.00": ("18:00 | 07:00", 0, ["07:00"]),
    "18.00 | 07.00": ("18:00 | 07:00", 0, []),
}


@pytest.mark.parametrize("cells", BELOW_PM)
def test_a_time_below_one_that_says_pm_runs_on_or_is_told(cells):
    spans, moved, unsure = after_noon([read_span(cell, ENGLISH) for cell in cells.split(" | ")])
    assert (" | ".join(map(told, spans)), len(moved), unsure) == BELOW_PM[cells]


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("Mon-Fri", "mon tue wed thu fri"), ("Thurs", "thu"), ("daily", " ".join(DAYS)),
        ("weekdays", "mon tue wed thu fri"),
        ("Sat & Sun", "sat sun"), ("Mon, Wed, Fri", "mon wed fri"), ("Tues/Thurs", "tue thu"), ("Mondays", "mon"),
        ("Daily except Sun", "mon tue wed thu fri sat"), ("Fri to Mon", "mon fri sat sun"), ("Monday 3rd March", "mon"),
        ("Mon 03/11", "mon"), ("Mon to Thu and Sat", "mon tue wed thu sat"), (datetime(2025, 4, 1), "tue"),
        ("Every day", " ".join(DAYS)), ("Weekend", "sat sun"), ("MON\u2013FRI", "mon tue wed thu fri"),
        ("3 times a week", None), ("every other day", None), ("Lunch", None), ("", None), (3, None),
    ],
)  # fmt: skip
def test_days_are_read(cell, expected):
    days = read_days(cell, ENGLISH)
    assert (days and " ".join(days)) == expected


@pytest.mark.parametrize(
    ("text", "activity", "low", "high"),
    [
        ("Breakfast", "meal", 1, 1),
        ("MDT", "ward_round", 1, 1),
        ("1:1", "one_to_one", 1, 1),
        ("Tai Chi class after the meeting", "exercise", 0.5, 0.8),
        ("Breakfast / meds", "meal", 0.4, 0.7),
        ("Teatime meds", "medication", 0.3, 0.6),
        ("Evening meds", "medication", 0.3, 0.6),
        ("Yoga in the garden", "exercise", 0.3, 0.6),
        ("Breakfst", "meal", 0.3, 0.6),
        ("Frobnication", None, 0, 0),
    ],
)
def test_confidence_is_no_more_than_the_words_carry(text, activity, low, high):
    found = match(text, "activities", ENGLISH)
    assert found.meaning == activity and low <= found.confidence <= high


def test_every_word_of_the_shipped_files_means_what_its_file_says_or_a_later_one():
    for words in (ENGLISH, GERMAN):
        for section in words.sections:
            known = dict(words.spellings(section))
            assert all(spelling for spelling in known), section


def test_no_english_word_has_two_meanings():
    for section in ENGLISH.sections:
        seen = {}
        doubled = [
            (section, " ".join(spelling), seen[spelling], meaning)
            for spelling, meaning in ENGLISH.spellings(section)
            if seen.setdefault(spelling, meaning) != meaning
        ]
        assert doubled == []


def test_a_file_of_ones_own_counts_most(tmp_path):
    file = tmp_path / "mine.yaml"
    file.write_text(
        "activities: {exercise: [Frobnication], fresh_air: [gym]}\nusual: {meal: {minutes: 20}}\n",
        encoding="utf-8",
    )
    words = load_words("german", file)
    assert match("frobnications", "activities", words).meaning == "exercise"
    assert match("Gym", "activities", words).meaning == "fresh_air"
    assert words.usual["meal"]["minutes"] == 20 and words.usual["meal"]["place"] == "dining_room"
    assert match("Gym", "activities", ENGLISH).meaning == "exercise"


def test_everything_wrong_in_a_file_of_words_is_told(tmp_path):
    file = tmp_path / "mine.yaml"
    file.write_text(
        "activites: {meal: [a]}\nactivities: {meel: [a], meal: b}\nusual: {meal: {colour: red}}\n",
        encoding="utf-8",
    )
    with pytest.raises(ConfigError) as caught:
        load_words(file)
    first, second, third, fourth = caught.value.problems
    assert "Did you mean 'activities'?" in first and "Did you mean 'meal'?" in second
    assert "must be a list of spellings" in third and "usual.meal" in fourth
    with pytest.raises(ConfigError, match="there is no language and no file 'germn'.*Did you mean 'german'"):
        load_words("germn")


@pytest.mark.parametrize(
    ("cell", "times", "name", "texts"),
    [
        ("Visiting 2pm-4pm", "14:00 16:00", "Visiting", {}),
        ("Visiting (14:00-16:00)", "14:00 16:00", "Visiting", {}),
        ("Group 2", None, "Group 2", {}),
        ("Rooms 1-3", None, "Rooms 1-3", {}),
        ("Art with OT", None, "Art with OT", {"leader": "OT"}),
        ("Tea with biscuits", None, "Tea with biscuits", {}),
    ],
)
def test_a_cell_says_when_and_with_whom_after_its_name(cell, times, name, texts):
    [(span, read, details)] = parts_of_cell(cell, ENGLISH)
    assert (told(span), read, details) == (times, name, texts)
