"""The sheet of mechanisms: what goes of each judged difference when one of them is switched off."""

from milieusim.analysis.metrics.metrics import METRICS
from milieusim.report.numbers_book.number_table import Column, add_table

COLUMNS = [
    Column("Design", 24),
    Column("Judged measure", 30),
    Column("Unit", 36),
    Column("Mechanism", 44),
    Column("Difference with it", 12, "change"),
    Column("Difference without it", 12, "change"),
    Column("Low, without it", 12, "change"),
    Column("High, without it", 12, "change"),
    Column("Carried", 12, "change"),
    Column("Low, carried", 12, "change"),
    Column("High, carried", 12, "change"),
    Column("p, by itself", 11, "level"),
    Column("p, all counted", 11, "level"),
    Column("Beyond chance", 11),
    Column("Pairs", 8, "count"),
]
NAMES = (
    "difference difference_left low_left high_left carried low high p_value p_adjusted stands_out pairs"
).split()


def add_mechanisms(book, result):
    """Add the sheet of what each mechanism carries of the judged differences."""
    notes = [
        "Each mechanism is switched off in all designs, in some pairs that are run again. What is carried is the "
        "difference with the mechanism less that without it: its intervals hold together with 95 %, and 'beyond "
        "chance' counts all of them; the interval of what is left is by itself."
    ]
    rows = [
        [row.design, METRICS[row.metric].label, row.unit, row.label, *(getattr(row, name) for name in NAMES)]
        for row in result.carried_by.itertuples(index=False)
    ]
    add_table(book, "Mechanisms", "Which mechanisms carry the differences", notes, COLUMNS, rows)
