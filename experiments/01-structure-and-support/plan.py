"""The plane of structure and support; and each of the five levels at its ends, with tables that tell what it costs."""

COSTS = "costs"
TABLE = {"kind": "table", "file": "costs.csv"}
TABLES = ["staff_shifts", "resident_shifts"]


def experiments(main):
    """Return the experiment of the plane, and that of the costs: fewer sets and days, more tables."""
    costs = main.replace(
        name=COSTS, factors={}, sampling=TABLE, keep=TABLES, days=28, sets=20, replications=1
    )
    return {main.name: main, COSTS: costs}
