"""Sheets of the day by the clock: how it goes hour by hour, and what staff are asked for in each hour."""

from milieusim.report.numbers_book.number_table import Column, add_table

MEASURES = {
    "mean_arousal": ("Arousal, 0-1", "mean of those present"),
    "conflict": ("Conflict, events an hour", "on the whole ward"),
    "containment": ("Containment, measures an hour", "on the whole ward"),
}
DESIGN, HOUR = Column("Design", 24), Column("Hour", 9)


def add_day(book, result):
    """Add the sheet of arousal, conflict and containment by hour of the day."""
    runs = min(result.runs_for_the_day, result.replications)
    notes = [
        f"Means over {runs} runs of each design, run again for it; low and high are the 95 % interval of each mean."
    ]
    columns, names = [DESIGN, HOUR], ["design", "hour"]
    for name, (label, what) in MEASURES.items():
        if name in result.hours:
            columns += [
                Column(f"{label}: {what}", 20, "level"),
                Column("Low", 10, "level"),
                Column("High", 10, "level"),
            ]
            names += [name, f"{name}_low", f"{name}_high"]
    add_table(book, "Day by hour", "The day by the clock", notes, columns, _by_the_clock(result.hours[names]))


def add_day_differences(book, result):
    """Add the sheet of what each design adds to an hour of the day, or takes from it."""
    notes = [
        f"Differences from the base in each hour of the day, over {result.sample}. All intervals hold together with "
        "95 %, and 'beyond chance' counts all hours, measures and designs."
    ]
    names = ["base", "other", "difference", "low", "high", "p_value", "p_adjusted", "stands_out", "pairs"]
    columns = [DESIGN, HOUR, Column("Measure", 34)]
    columns += [Column(head, 12, "level") for head in ("Base", "Other")]
    columns += [Column(head, 12, "change") for head in ("Difference", "Low", "High")]
    columns += [Column(head, 11, "level") for head in ("p, by itself", "p, all counted")]
    columns += [Column("Beyond chance", 11), Column("Pairs", 8, "count")]
    table = result.day_differences[["design", "hour", "measure", *names]]
    table = table.assign(measure=table["measure"].map({name: label for name, (label, _) in MEASURES.items()}))
    title = "The day by the clock, as differences"
    add_table(book, "Day differences", title, notes, columns, _by_the_clock(table))


def add_staff_hours(book, result):
    """Add the sheet of minutes asked for, there and left by role and hour."""
    notes = [
        f"Minutes in an hour, all of a role together, means over {result.sample}; low and high are the 95 % interval of "
        "what is left. Below 0 more is asked for than is there."
    ]
    names = ["design", "hour", "role", "minutes_needed", "minutes_available", "minutes_left", "low", "high"]
    columns = [DESIGN, HOUR, Column("Role", 26)]
    columns += [Column(head, 12, "level") for head in ("Asked for, minutes", "There, minutes")]
    columns += [Column(head, 12, "change") for head in ("Left, minutes", "Low", "High")]
    table = result.staff_hours[names]
    table = table.assign(role=table["role"].str.replace("_", " "))
    add_table(book, "Staff by hour", "Minutes of staff by the clock", notes, columns, _by_the_clock(table))


def _by_the_clock(table):
    return [[row[0], f"{int(row[1]):02d}:00", *row[2:]] for row in table.itertuples(index=False, name=None)]
