"""Raw tables with nothing in them but what a test puts there."""

import numpy as np

from milieusim.ward.tables import columns, dtype_of

TABLES = "incidents responses shifts stays staff_shifts slots undone".split()


def rows(table, *values, **common):
    """Return raw rows of a table: zeros, with the values given."""
    made = np.zeros(len(values), dtype_of(table))
    for row, given in zip(made, values):
        for name, value in {**common, **given}.items():
            row[name] = value
    return made


def ward(days=2, night_starts=22, **tables):
    """Return the raw tables of a ward with three shifts of eight hours and no events."""
    starts = [night_starts - 24 + 8 * i for i in range(3 * days + 1)]
    shifts = rows("shifts", *[{"at_hour": at, "shift": (2 + i) % 3} for i, at in enumerate(starts)], beds=10)
    edges = np.clip([*starts, 24 * days], 0, 24 * days)
    shifts["shift_hours"] = np.diff(edges)
    shifts["census"] = 5
    shifts["resident_hours"] = 5 * shifts["shift_hours"]
    empty = {name: np.zeros(0, dtype_of(name)) for name in TABLES}
    return {**empty, "shifts": shifts, **tables}


def nothing():
    """Return raw tables without a row."""
    return {name: np.zeros(0, dtype_of(name)) for name in TABLES}


def noise(seed, days=28):
    """Return raw tables full of numbers, in the shape of a real run."""
    draw = np.random.default_rng(seed)
    raw = ward(days)
    sizes = {
        "incidents": 50,
        "responses": 200,
        "shifts": 3 * days + 1,
        "stays": 40,
        "staff_shifts": 900,
        "slots": 200,
    }
    for table, size in sizes.items():
        made = np.zeros(size, dtype_of(table))
        for name, kind in columns(table):
            made[name] = draw.random(size) if kind == "float" else draw.integers(0, 2, size)
        if table == "shifts":
            for name in ("at_hour", "shift", "shift_hours", "resident_hours", "census", "beds"):
                made[name] = raw["shifts"][name]
        raw[table] = made
    raw["stays"]["admitted_at_hour"] = draw.uniform(-500, 24 * days, 40)
    raw["stays"]["discharged_at_hour"] = raw["stays"]["admitted_at_hour"] + draw.exponential(400, 40)
    return raw
