"""The sheets of numbers and of notes: the ward, its residents, what the week offers, and where it all comes from."""

from collections import Counter

from milieusim.config.parts.routine import PLANNED
from milieusim.vocabulary import LEVELS, PRACTICES, Role
from milieusim.workbook.made.look import FAMILIES, family_of, printed, put, widths

SIGNS_A_LINE, LINE_POINTS, TALLEST_POINTS = 100, 15, 400


def add_numbers_sheet(book, design):
    """Add the sheet of numbers to a workbook."""
    sheet = book.create_sheet("Ward in numbers")
    put(sheet, 1, 1, f"{design.name} in numbers", "title")
    put(sheet, 2, 1, "For reading: what stands here is changed in the design, and not read back.", "quiet")
    row = 4
    for title, heads, rows in (
        ("Ward", ("what", "number"), _ward(design)),
        ("What the week offers", ("activity", "hours a week", "slots a week"), _offered(design)),
        ("Staff hours that slots ask for", ("role", "hours a week"), _asked(design)),
        (
            "Residents",
            ("profile", "share"),
            [(_words(name), share) for name, share in design.residents.mix.items()],
        ),
        ("Places", ("place", "kind", "capacity"), _places(design)),
        (
            "Levels of the milieu, 0 to 1",
            ("level", "value"),
            [(name, getattr(design.milieu, name)) for name in LEVELS],
        ),
        ("Practices, 0 to 1", ("practice", "value"), _practices(design)),
    ):
        if rows:
            row = _add_table(sheet, row, title, heads, rows) + 2
    widths(sheet, 38, 22, 22)
    printed(sheet, is_landscape=False)


def _add_table(sheet, row, title, heads, rows):
    put(sheet, row, 1, title, "section")
    row += 1
    for column, head in enumerate(heads, 1):
        put(sheet, row, column, head, "head")
    for values in rows:
        row += 1
        for column, value in enumerate(values, 1):
            is_text = isinstance(value, str)
            cell = put(sheet, row, column, value, "cell" if is_text else "number")
            if heads[column - 1] == "share":
                cell.number_format = "0%"
            if heads[0] == "activity" and column == 1:
                put(sheet, row, column, _words(value), "cell", FAMILIES[family_of(value)])
    return row


def _words(name):
    return name.replace("_", " ")


def _ward(design):
    ward, residents = design.ward, design.residents
    return [
        ("Beds", ward.beds),
        ("Residents in a bedroom", ward.residents_per_bedroom),
        ("Referrals, as a share of what the beds can take", ward.demand),
        ("Detained, share of residents", residents.detained_share),
        ("Women, share of residents", residents.female_share),
        ("Front door", "locked" if design.policy.is_locked else "open"),
        ("Bank or agency staff, share of nursing shifts", design.rota.bank_share),
        ("Sickness, share of shifts", design.rota.sickness),
    ]


def _offered(design):
    hours, slots = Counter(), Counter()
    for slot in design.routine.slots:
        days = len(slot.day_numbers)
        hours[slot.activity] += days * (slot.end_minute - slot.start_minute) / 60
        slots[slot.activity] += days
    return [(name, round(hours[name], 1), slots[name]) for name in PLANNED if slots[name]]


def _asked(design):
    hours = Counter()
    for slot in design.routine.slots:
        if slot.leader:
            length = (slot.end_minute - slot.start_minute) / 60
            hours[slot.leader] += len(slot.day_numbers) * length * slot.leaders
    return [(_words(role), round(hours[role], 1)) for role in Role.labels() if hours[role]]


def _places(design):
    return [(place.name, _words(place.kind), place.capacity) for place in design.ward.places]


def _practices(design):
    return [
        (_words(name), getattr(design.practices, name))
        for name in PRACTICES
        if getattr(design.practices, name)
    ]


def add_notes_sheet(book, design):
    """Add the sheet of notes and sources to a workbook."""
    sheet = book.create_sheet("Notes")
    about = design.about
    put(sheet, 1, 1, f"Notes on {design.name}", "title")
    row = 3
    for title, lines in (
        ("What it is", [line for line in (about.title, about.summary) if line]),
        ("Sources", about.sources),
        ("Assumed where the sources are silent", about.assumed),
        ("This workbook", (
            "Timetable and Rota are read back by: milieusim import WORKBOOK.xlsx --into DESIGN",
            "Week and Ward in numbers show what the design holds; changes there are not read.",
            "A slot with the leader 'nobody' needs none; 'everybody' sets no limit; 'usual' leaves the minutes of a "
            "dose, a round or a talk as they are.",
        )),
    ):  # fmt: skip
        if lines:
            put(sheet, row, 1, title, "section")
            for line in lines:
                row += 1
                put(sheet, row, 1, line, "text")
                # Not every program makes room for lines that it breaks.
                sheet.row_dimensions[row].height = min(
                    TALLEST_POINTS, LINE_POINTS * (1 + len(line) // SIGNS_A_LINE)
                )
            row += 2
    widths(sheet, 110)
    printed(sheet, is_landscape=False)


def add_words_sheet(book):
    """Add the words that a spreadsheet program offers for the column of activities; nobody needs to see them."""
    sheet = book.create_sheet("Words")
    put(sheet, 1, 1, "Activities")
    for row, word in enumerate(PLANNED, 2):
        put(sheet, row, 1, word)
    sheet.sheet_state = "hidden"
