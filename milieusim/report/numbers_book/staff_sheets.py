"""Sheets of what it takes and for whom: staff, what they cost, and groups of residents."""

from milieusim.comparison.answered.shift_rates import BY_SHIFT, is_cut_alike, not_comparable
from milieusim.comparison.behind.costs import ALL
from milieusim.comparison.behind.who import FEWEST_RESIDENTS
from milieusim.report.numbers_book.measure_sheets import INCOMPARABLE, NUMBERS, numbers_told
from milieusim.report.numbers_book.number_table import Column, add_table

DESIGN = Column("Design", 24)
ABOUT = {
    "hours": "hours by role",
    "slots": "slots of the timetable",
    "care": "doses and meals",
    "shifts": "shifts",
    "reported": "as hospitals report",
}


def add_staff(book, result):
    """Add the sheet of hours asked for and left, slots and care that fell through, and what hospitals report."""
    notes = [
        f"Hours, slots, doses and meals over {result.sample}; shifts and what hospitals report over all pairs. What "
        "could not be done is asked for again until it is done, so that more can be asked for than there is work. Each "
        "95 % interval is by itself.",
        *not_comparable(result),
    ]
    columns = [DESIGN, Column("About", 22), Column("Measure", 40), Column("Role", 24), Column("Why not", 22)]
    columns += [Column("Unit", 26), *NUMBERS, Column("Note", 18)]
    rows = []
    for row in result.staffing.itertuples(index=False):
        is_told = not row.unit.endswith(BY_SHIFT) or is_cut_alike(result, row.design)
        words = [ABOUT.get(row.about, row.about), row.measure, _words(row.role), _words(row.reason), row.unit]
        rows.append([row.design, *words, *numbers_told(row, is_told), "" if is_told else INCOMPARABLE])
    add_table(book, "Staff", "Staff: what is asked for, there and left", notes, columns, rows)


def add_costs(book, result):
    """Add the sheet of hours, and with rates whole-time equivalents and money, by role."""
    rates = result.rates
    notes = [
        f"Hours of the rota are the design's own. Hours worked{' and money' if rates else ''} are means over "
        f"{result.sample}, in which sickness and bank staff differ by chance."
    ]
    notes.append(
        f"One whole-time equivalent works {rates.wte_hours_a_week:g} hours a week; money is {rates.currency} a week, its "
        "interval 95 %."
        if rates
        else "No money and no whole-time equivalents: rates were not given, and nothing is taken for granted."
    )
    columns = [DESIGN, Column("Role", 26), Column("Rota, hours a week", 12, "level")]
    columns += [Column(head, 12, "level") for head in ("Worked, hours a week", "Of these by bank staff")]
    columns.append(Column("Rota, more than the base's", 13, "change"))
    names = [
        "design",
        "role",
        "rota_hours_a_week",
        "hours_worked_a_week",
        "bank_hours_a_week",
        "rota_hours_more",
    ]
    if rates:
        columns += [
            Column("Whole-time equivalents", 12, "level"),
            Column("More than the base's", 12, "change"),
        ]
        columns += [Column(f"Cost, {rates.currency} a week", 14, "level")]
        columns += [Column(head, 14, "change") for head in ("Cost, more than the base's", "Low", "High")]
        names += ["wte", "wte_more", "cost_a_week", "cost_more", "low", "high"]
    rows = result.costs[names].itertuples(index=False)
    told = [[row.design, "all roles" if row.role == ALL else _words(row.role), *row[2:]] for row in rows]
    add_table(
        book, "Cost", "What designs cost in hours" + (" and money" if rates else ""), notes, columns, told
    )


def add_who(book, result):
    """Add the sheet of differences by group of residents."""
    table = result.who
    notes = [
        f"Differences by group of residents, over {result.sample}. All intervals hold together with 95 %, and 'beyond "
        "chance' counts all of them: without that, about one in twenty would differ by chance alone.",
        f"Groups of fewer than {FEWEST_RESIDENTS} simulated stays are named without a number: nobody should be found in "
        "them.",
    ]
    columns = [
        DESIGN,
        Column("Grouped by", 22),
        Column("Group", 28),
        Column("Measure", 38),
        Column("Unit", 28),
    ]
    columns += [*NUMBERS, Column("Beyond chance", 14), Column("Residents", 11, "count")]
    rows = []
    for row in table.itertuples(index=False):
        found = numbers_told(row) if row.is_shown else [None] * len(NUMBERS)
        beyond = _beyond(row) if row.is_shown else "not shown"
        residents = row.residents if row.is_shown else None
        rows.append([row.design, row.grouped_by, row.group, row.label, row.unit, *found, beyond, residents])
    add_table(book, "Who gains", "Who gains and who loses", notes, columns, rows)


def _beyond(row):
    if not row.stands_out:
        return "no"
    return "yes, better" if (row.difference > 0) == (row.better == "higher") else "yes, worse"


def _words(name):
    return name.replace("_", " ") if isinstance(name, str) else ""
