"""Routines that real units have published, laid out as wards keep them: times and names carry over from the source.

Each function writes one workbook and names the page that its times stand on.
"""

from datetime import datetime, time

import openpyxl

WEEK = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]


def saved(book, path):
    """Save a workbook and return its path."""
    book.save(path)
    return path


def sheet_of(rows, title="Sheet1", book=None):
    """Return a workbook with a sheet of these rows, and the sheet."""
    is_new = book is None
    book = openpyxl.Workbook() if is_new else book
    sheet = book.active if is_new else book.create_sheet()
    sheet.title = title
    for row in rows:
        sheet.append(row)
    return book, sheet


def rijnstate_list(path):
    """Title rows, heads, ranges of times in one column and days as Mon-Fri.

    Rijnstate, medical psychiatric unit, open ward: https://www.rijnstate.nl/aandoening-en-behandeling/
    opname-op-de-medisch-psychiatrische-unit-mpu/dagindeling/
    """
    book, _ = sheet_of([
        ["MPU open ward: programme of the day"],
        ["Version of last spring, please print on A4"],
        [],
        ["Time", "Days", "What", "Where"],
        ["07.30-08.00", "Mon-Fri", "Get up, start of morning care", "Bedrooms"],
        ["08.10-08.45", "Mon-Fri", "Breakfast", "Dining room"],
        ["09.00-12.15", "Mon-Fri", "(Individual) therapy programme", None],
        ["12.30-13.00", "Mon-Fri", "Shared bread meal", "Dining room"],
        ["13.30-16.30", "Mon-Fri", "(Individual) therapy programme", None],
        ["17.00-17.30", "Mon-Fri", "Shared hot meal", "Dining room"],
        ["18.00-20.00", "Mon-Fri", "Visiting hour", "Day room"],
        ["20.00", "Mon-Fri", "Own time", None],
        ["21.30", "Mon-Fri", "Night medication: patients collect it from nursing staff", None],
        ["23.00", "Mon-Fri", "Expected to be in bed", None],
    ])  # fmt: skip
    return saved(book, path)


def eickel_list(path):
    """Heads in German, starts only, times with Uhr: St. Marien-Hospital Eickel.

    https://www.marienhospital-eickel.de/untermenue/patienten-besucher/ihr-tagesablauf.html
    """
    book, _ = sheet_of([
        ["Tagesablauf"],
        ["Uhrzeit", "Wochentage", "Angebot", "Leitung"],
        ["7 Uhr", "täglich", "Wecken", "Pflege"],
        ["7.30 Uhr", "täglich", "Frühstück", None],
        ["8.15 Uhr", "täglich", "Soziotherapeutische Morgenrunde", None],
        ["11.45 Uhr", "täglich", "Mittagessen", None],
        ["14.30 Uhr", "täglich", "Kaffee", None],
        ["17.45 Uhr", "täglich", "Abendessen", None],
        ["23 Uhr", "täglich", "Bettzeit", None],
    ], "Tag")  # fmt: skip
    return saved(book, path)


def sonnenhalde_excel_times(path):
    """Real times of Excel, starts only, no days, and a leader in words.

    Klinik Sonnenhalde: https://www.sonnenhalde.ch/en/fuer-patienten/informationen-stationaer/tagesablauf/
    wie-verlaeuft-ein-typischer-tag.html
    """
    book, _ = sheet_of([
        ["Start", "Activity", "Led by"],
        [time(7, 30), "Breakfast", None],
        [time(8, 15), "Short morning devotion", "staff"],
        [time(8, 30), "Morning meeting of patients and treatment team", "treatment team"],
        [time(9, 0), "Therapeutic activities", "doctor, named carer"],
        [datetime(1899, 12, 30, 11, 30), "Lunch", None],
        [time(12, 15), "Rest", None],
        [time(13, 0), "Therapeutic activities", None],
        [time(17, 30), "Supper", None],
        [time(18, 0), "Free evening: visitors, walk, games, reading", None],
        [time(22, 0), "Night rest", "night watch"],
    ], "A typical day")  # fmt: skip
    return saved(book, path)


def cumberland_twelve_hours(path):
    """Am and pm, no heads at all, two columns: Cumberland Heights, sample schedule of a day.

    https://www.cumberlandheights.org/a-typical-day-in-treatment/
    """
    book, _ = sheet_of([
        ["A typical day"],
        ["7am", "Patients wake up"],
        ["8am", "Breakfast"],
        ["8:30am", "Morning meditation"],
        ["9am", "School"],
        ["11:30am", "Lunch"],
        ["noon", "Recreation"],
        ["1:30 pm", "Primary group"],
        ["3pm", "Personal time"],
        ["3.30pm", "Book study / education group"],
        ["4.45pm", "Personal time"],
        ["5.15 p.m.", "Dinner"],
        ["6 pm", "Personal time / phone time"],
        ["7pm", "In-house or outside 12-step meeting"],
        ["9.30pm", "Wrap-up"],
        ["10:30pm", "Lights out"],
    ])  # fmt: skip
    return saved(book, path)


def lifespan_grid(path):
    """A week grid, times down and days across, merged over days, blanks where nothing is.

    Lifespan, geriatric psychiatry inpatient unit: http://www.lifespan.org/services/mental-health/
    geriatric-psychiatry/services/inpatient/therapeutic-activities.html
    """
    book, sheet = sheet_of([
        ["Geriatric psychiatry: groups of the week"],
        [],
        [None, *WEEK],
        ["10.15 - 11.00", "A.M. check-in group"],
        ["11.15 - 12.00", "Recreation group", "Recreation group", "Devotion / meditation", "Recreation group",
         "Recreation group"],
        ["1.15 - 2.00", "Expressive therapy group", "Group therapy", "Expressive therapy group",
         "Expressive therapy group"],
        ["2.15 - 3.00", "Group therapy", "Expressive therapy group", "Group therapy", "Group therapy",
         "Expressive therapy group"],
        ["8.15 - 8.45", "Wrap-up / focus group"],
    ], "Groups")  # fmt: skip
    sheet.merge_cells("B4:H4")
    sheet.merge_cells("B8:H8")
    return saved(book, path)


def lifespan_turned(path):
    """The same groups with the days down and the times across."""
    book, sheet = sheet_of([
        ["Groups"],
        ["Day", "10:15-11:00", "11:15-12:00", "13:15-14:00", "14:15-15:00", "20:15-20:45"],
        ["Mon", "A.M. check-in group", "Recreation group", "Expressive therapy group", "Group therapy",
         "Wrap-up / focus group"],
        ["Tues", None, "Recreation group", "Group therapy", "Expressive therapy group"],
        ["Wed", None, "Devotion / meditation", "Expressive therapy group", "Group therapy"],
        ["Thurs", None, "Recreation group", "Expressive therapy group", "Group therapy"],
        ["Fri", None, "Recreation group", None, "Expressive therapy group"],
        ["Sat"],
        ["Sun"],
    ])  # fmt: skip
    sheet.merge_cells("B3:B9")
    sheet.merge_cells("F3:F9")
    return saved(book, path)


def half_hour_grid(path):
    """A grid of half hours with starts only, blocks merged down, and a room in brackets.

    Meals and the start of visiting of the Rijnstate unit (see `rijnstate_list`), set on half hours.
    """
    times = [f"{minutes // 60:02d}{minutes % 60:02d}" for minutes in range(8 * 60, 20 * 60, 30)]
    book, sheet = sheet_of([["Ward week"], ["Time", "Mon-Fri", "Sat & Sun"], *[[text] for text in times]])

    def put(text, column, start, end):
        first, last = (3 + (int(clock[:2]) * 60 + int(clock[2:]) - 480) // 30 for clock in (start, end))
        sheet.cell(first, column, text)
        if last - 1 > first:
            sheet.merge_cells(start_row=first, end_row=last - 1, start_column=column, end_column=column)

    put("Breakfast", 2, "0800", "0900")
    put("Therapy programme\n(Group room)", 2, "0900", "1200")
    put("Shared bread meal", 2, "1230", "1300")
    put("Visiting hour", 2, "1800", "2000")
    put("Visiting hour", 3, "1800", "2000")
    sheet.cell(12, 3, "Lunch")
    sheet.cell(13, 3, "Lunch")
    return saved(book, path)


def side_by_side(path):
    """Two lists beside each other, weekdays and weekend, with a clock of twelve hours that says neither am nor pm.

    QBH Recovery (meal windows, lights out): http://qbhrecovery.org/daily-activity-schedule/
    """
    book, sheet = sheet_of([
        [None, "Weekdays", None, None, "Weekends"],
        [None, "Time", "Activity", None, "Time", "Activity"],
        [None, "7.30 - 9.30", "Breakfast", None, "7.30 - 9.30", "Breakfast"],
        [None, "11.30 - 1.30", "Lunch", None, "11.30 - 1.30", "Lunch"],
        [None, "4.30 - 6.30", "Dinner", None, "4.30 - 6.30", "Dinner"],
        [None, "11.30", "Lights out"],
    ])  # fmt: skip
    sheet.merge_cells("B1:C1")
    sheet.merge_cells("E1:F1")
    return saved(book, path)


def a_sheet_a_day(path):
    """A sheet for each day that has something, and a cover sheet without a timetable.

    Heathfield House, Stockport (meals, Monday's meeting and Tai Chi, Tuesday's newsletter):
    https://inmywords.co.uk/a-week-in-rehab/
    """
    meals = [["9.00am", "Breakfast"], ["12.00", "Dinner (midday)"], ["5pm", "Tea"], ["9 pm", "Supper"]]
    book, _ = sheet_of([["Heathfield House"], ["Week in rehab"]], "Cover")
    sheet_of([["When", "What"], *meals, ["10.00am - 11.00am", "Community meeting"], ["11am-12", "Tai Chi class"]],
             "Monday", book)  # fmt: skip
    sheet_of(
        [["When", "What"], *meals, ["10am to 11.30am", "Design and prepare weekly ward newsletter"]],
        "Tuesday",
        book,
    )
    return saved(book, path)


def sections_by_day(path):
    """One list in which a line with a day heads what follows; closed ward in Japan, times of meals and doses.

    https://mohapuri.com/entry/2023/12/30/192115
    """
    book, _ = sheet_of([
        ["Start time", "Finish time", "Activity", "Staff", "Room"],
        ["Daily"],
        [630, None, "Ward lights on", None, None],
        [700, 730, "Morning medication", "2 x RN", "clinic"],
        [800, 845, "Breakfast", "nobody", "dining area"],
        ["9.15", "9.45", "Temperature check", "HCA", None],
        [1200, 1245, "Lunch", None, "dining area"],
        [1400, 1430, "Temperature check", "HCA", None],
        [1630, 1700, "Evening medication", "RN", "clinic"],
        [1800, 1845, "Supper", None, "dining area"],
        [2000, 2030, "Bedtime medication", "RN", "clinic"],
        [2200, None, "Ward lights off", None, None],
        ["Mon, Wed, Fri"],
        [1000, 1130, "Occupational therapy hobby time", "OT", "OT room"],
    ])  # fmt: skip
    return saved(book, path)
