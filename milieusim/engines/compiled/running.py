"""One run of the compiled engine: arrays in, arrays out."""

import math
from functools import lru_cache

import numpy as np

from milieusim.engines.compiled.view import addresses_of
from milieusim.errors import RunError
from milieusim.rules.basics.keyed_draws import key_of
from milieusim.ward.memory import ARRAYS, COUNTERS, N_ROLES, N_TASKS, ROWS
from milieusim.ward.tables import TABLES, dtype_of, sorted_rows

MOST_GROWTH = 256


def rows_for(inputs, growth):
    """Return how many rows of each table to make room for; growth 1, 2, 4 ... after an overflow.

    Generous, since a second try costs a run, and room that is never written to costs no memory.
    """
    days, beds, seats = inputs.days, inputs.bed_rows, len(inputs.arrays["staff"])
    people = int(
        beds
        + (days + inputs.warm_up_days) * inputs.p["referrals_per_day"] * 1.3
        + 20 * math.sqrt(days + 60)
        + 20
    )
    shifts = max(int(inputs.arrays["week"]["is_shift_start"].sum()) // 7, 3)
    a_week = int(inputs.arrays["stretches"]["is_first"].sum())
    kept = {table: float(inputs.p[f"keep_{table}"]) for table in ("resident_shifts", "time_use", "ties")}
    return {
        "incidents": int(growth * (50 + days * beds * 3)),
        "responses": int(growth * (50 + days * beds * 3)),
        "shifts": days * shifts + 6,
        "resident_shifts": int(kept["resident_shifts"] * growth * (days * shifts + 4) * (beds + 4)) + 1,
        "stays": int(growth * people),
        "time_use": int(kept["time_use"] * growth * (days + 1) * (beds + 3) * 14) + 1,
        "staff_shifts": int(growth * (days + 3) * (seats + 1)),
        "slots": int((days // 7 + 2) * (a_week + 1)),
        "hours": days * 24 + 2,
        "undone": int(growth * (50 + days * beds * 8)),
        "ties": int(kept["ties"] * (days // 7 + 1) * beds * (beds + seats)) + 1,
    }


@lru_cache
def _dtype_of_parameters(names):
    return np.dtype([(name, np.float64) for name in names])


def _world(inputs, seed, growth):
    """Return the arrays of a run by name, as it begins."""
    beds, seats, rows = inputs.bed_rows, len(inputs.arrays["staff"]), rows_for(inputs, growth)
    lengths = {
        "now": 1,
        "moments": 1,
        "beds": beds,
        "trust": (beds, seats),
        "ties": (beds, beds),
        "lived": beds,
        "work": seats,
        "need": N_TASKS,
        "done": (N_ROLES, N_TASKS),
        "members": beds,
        "attention": beds,
        "seats_on_duty": seats,
        "referred_at": rows["stays"],
    } | {ROWS[table]: rows[table] for table in TABLES}
    world = {name: np.zeros(length, ARRAYS[name][0]) for name, length in lengths.items()}
    world |= {name: array for name, array in inputs.arrays.items() if name in ARRAYS}
    world |= {name: inputs.arrays[name].copy() for name in ("staff", "places", "slots")}
    world["p"] = np.array(list(inputs.p.values()), np.float64).view(_dtype_of_parameters(tuple(inputs.p)))
    world["key"] = np.array([key_of(seed)], np.uint64)
    world["moment"] = world["moments"]
    world["beds"]["bed"] = np.arange(beds)
    return world


def run_once(inputs, seed, dispatcher):
    """Run one seed.

    Parameters
    ----------
    inputs : Inputs
    seed : int
    dispatcher : callable
        `compiled.kernel()`.

    Returns
    -------
    dict of str to numpy.ndarray
        Raw rows of every table.

    Raises
    ------
    RunError
        If a run needs more memory than any ward can.
    """
    growth = 1
    while growth <= MOST_GROWTH:
        world = _world(inputs, seed, growth)
        dispatcher(addresses_of(world), world["p"], inputs.first_tick, inputs.end_tick)
        if not world["now"][0]["overflow"]:
            return _raw(inputs, world)
        growth *= 2  # keyed draws make the second try the same run, with room
    raise RunError(f"Seed {seed}: the run writes more rows than any ward can; look at its parameters.")


def _raw(inputs, world):
    raw = {}
    for table in TABLES:
        rows = world[ROWS[table]][: int(world["now"][0][COUNTERS[table]])]
        raw[table] = rows.view(dtype_of(table))
    raw["stays"] = raw["stays"][~(raw["stays"]["discharged_at_hour"] <= 0.0)]
    if "hours" not in inputs.keep:
        raw["hours"] = raw["hours"][:0]
    return {table: sorted_rows(table, rows) for table, rows in raw.items()}
