"""Timetables as wards keep them for themselves: parts of a day, two weeks, ticks, initials, footnotes, holidays."""

from real_routines import WEEK, saved, sheet_of

DAYS = WEEK[:5]


def parts_of_the_day(path):
    """AM and PM for times, a column for bank holidays, initials of staff, a key to colours below."""
    book, _ = sheet_of([
        ["Activities on the ward"], [],
        [None, *DAYS, "Bank Holiday"],
        ["AM", "Art group (JB)", "Ward round", "Cooking (OT)", "Planning", "Walking group", "Quiet day"],
        ["Lunch", "Lunch", "Lunch", "Lunch", "Lunch", "Lunch", "Lunch"],
        ["PM", "1:1s", "Community meeting\nDay room", "Gym", "Psychology group", "4-5 Film", "Visiting"],
        ["EVE", "Takeaway night", None, "Bingo 7pm", None, "Pamper"],
        [], ["Key: blue = OT, green = nursing"], ["* Groups are subject to staffing"],
    ])  # fmt: skip
    return saved(book, path)


def days_down_in_parts(path):
    """Days down, parts of the day across, times in some of the cells."""
    book, _ = sheet_of([
        ["Programme, week commencing 03/03/2025"], ["", "Morning", "Afternoon", "Evening"],
        ["Mon", "10-11 Art (OT room)", "2-3 Gym\n3.30-4.30 Mindfulness (psychology)", "6.30pm Film"],
        ["Tue", "9.30 Community meeting", "Ward round all afternoon", "7-8 Bingo"],
        ["Fri", "Shopping", "2pm Quiz", "Karaoke 7pm"],
        ["Bank holidays", "No groups"],
    ])  # fmt: skip
    return saved(book, path)


def two_weeks_below(path):
    """Week A and week B below each other on one sheet."""
    book, _ = sheet_of([
        ["Week A"], ["Time", *DAYS], ["9.30-10.30", "Yoga", "Art"], ["2.00-3.00", "Gym", "Quiz"], [],
        ["Week B"], ["Time", *DAYS], ["9.30-10.30", "Baking", "Art"], ["2.00-3.00", "Gym", "Bingo"],
    ])  # fmt: skip
    return saved(book, path)


def two_weeks_beside(path):
    """Two weeks beside each other under one column of times."""
    book, _ = sheet_of([
        [None, "Week 1", None, "Week 2"], ["Time", "Mon", "Tue", "Mon", "Tue"],
        ["9.30-10.30", "Yoga", "Art", "Baking", "Art"], ["14:00-15:00", "Gym", "Quiz", "Gym", "Bingo"],
    ])  # fmt: skip
    return saved(book, path)


def a_sheet_a_week(path):
    """Week A and week B, a sheet each."""
    book, _ = sheet_of(
        [["Time", *DAYS], ["9.30-10.30", "Yoga", "Art"], ["2.00-3.00", "Gym", "Quiz"]], "Week A"
    )
    sheet_of([["Time", *DAYS], ["9.30-10.30", "Baking"], ["2.00-3.00", "Gym"]], "Week B", book)
    return saved(book, path)


def two_weeks_in_a_list(path):
    """A list in which a line says which week follows."""
    book, _ = sheet_of([
        ["Day", "Time", "Group"], ["Week 1"], ["Mon", "9.30-10.30", "Yoga"], ["Tue", "9.30-10.30", "Art"],
        ["Week 2"], ["Mon", "9.30-10.30", "Baking"],
    ])  # fmt: skip
    return saved(book, path)


def ticked_days(path):
    """A list with a column a day and crosses; the evening is no longer said to be one; nothing is ticked for the last."""
    book, _ = sheet_of([
        ["Time", "What", "Mon", "Tue", "Wed", "BH"],
        ["9.30am", "Breakfast", "x", "x", "x", "x"], ["10-11", "Art", "x", None, "\u2713"],
        ["6pm", "Tea", "x", "x", "x", "x"], ["7.00", "Games", "x", "x", "-"], ["8.00", "Choir"],
        ["Please tell staff if you cannot come"],
    ])  # fmt: skip
    return saved(book, path)


def a_sheet_a_day_without_heads(path):
    """Times in four digits, abbreviations, a footnote, a third column that nothing says the meaning of."""
    rows = [
        ["0700", "Wake / Hygiene"],
        ["0800", "Breakfast & Meds"],
        ["1000-1100", "DBT skills (Psych)", "until May"],
    ]
    rows += [["1200", "Lunch"], ["2200", "Lights out"]]
    book, _ = sheet_of([["MONDAY"], *rows, ["Footnote: PRN meds on request"]], "Mon")
    sheet_of([["TUESDAY"], *rows], "Tue", book)
    sheet_of([["Staff initials"], ["JB", "OT"]], "Key", book)
    return saved(book, path)


def merged_times_in_a_list(path):
    """Days and times merged over several groups at once; leaders by initials and abbreviations."""
    book, sheet = sheet_of([
        ["Day", "Time", "Group", "Venue", "Lead"],
        ["Monday", "10.00 - 11.00", "Art", "OT Room", "OT"], [None, None, "Gym", "Gym", "TI"],
        ["Tuesday", "10.00 - 11.00", "Cooking", "Kitchen", "OT/HCA"], [None, None, "Gardening", "Garden", "JB"],
        [], ["*please note groups may be cancelled"],
    ])  # fmt: skip
    for merged in ("A2:A3", "B2:B3", "A4:A5", "B4:B5"):
        sheet.merge_cells(merged)
    return saved(book, path)


def cells_with_staff(path):
    """Initials and rooms on lines of their own, what was cancelled, what is held every other week."""
    book, _ = sheet_of([
        ["", "Mon", "Tue", "Wed"], ["10:00", "Art\nOT room\nKS", "Gym", "CANCELLED"],
        ["11:00", "-", "No group", "Pet therapy (fortnightly)"],
    ])  # fmt: skip
    return saved(book, path)


def durations(path):
    """How long each row lasts, as numbers and in words."""
    book, _ = sheet_of([
        ["Start", "Duration", "Session"], ["9.00", 20, "Check in"], ["10.00", "50 min", "Art"],
        ["13.30", "1.5 hrs", "Walking group"], ["16.00", "a while", "Quiz"],
    ])  # fmt: skip
    return saved(book, path)


def mornings_and_afternoons_below_the_days(path):
    """Each day over two columns, AM and PM, and numbers of groups down the side."""
    book, sheet = sheet_of([
        ["", "Monday", None, "Tuesday", None], ["", "am", "pm", "am", "pm"],
        ["Group 1", "Art 10.30", "Gym", "Yoga", "2-3 Quiz"], ["Group 2", None, "Walk"],
    ])  # fmt: skip
    sheet.merge_cells("B1:C1")
    sheet.merge_cells("D1:E1")
    return saved(book, path)
