"""One run of the compiled engine: arrays in, arrays out."""

import math
from functools import lru_cache

import numpy as np

from milieusim.engines.compiled.view import addresses_of
from milieusim.errors import RunError
from milieusim.rules.basics.keyed_draws import key_of
from milieusim.ward.codes import LADDER, N_ACTIVITIES, N_ROLES, N_TASKS
from milieusim.ward.state import ARRAYS, RESIDENT, WORLD, World
from milieusim.ward.tables import TABLES, sorted_rows

MOST_GROWTH = 256
_COUNTERS = {
    "incidents": "n_incidents",
    "responses": "n_responses",
    "shifts": "shift_row",
    "resident_shifts": "n_resident_shifts",
    "stays": "n_stays",
    "time_use": "n_time_use",
    "staff_shifts": "n_staff_shifts",
    "slots": "n_slots",
    "hours": "hour_row",
    "ties": "n_ties",
}
_FIELDS = {"slots": "slots_out", "ties": "ties_out"}


def rows_for(inputs, growth):
    """Return how many rows of each table to make room for; growth 1, 2, 4 ... after an overflow.

    Generous, since a second try costs a run, and room that is never written to costs no memory.
    """
    days, beds, seats = inputs.days, inputs.bed_rows, len(inputs.staff)
    people = int(
        beds
        + (days + inputs.warm_up_days) * inputs.p["referrals_per_day"] * 1.3
        + 20 * math.sqrt(days + 60)
        + 20
    )
    a_week = sum(1 for row in inputs.active if row["is_first"])
    kept = {table: float(inputs.p[f"keep_{table}"]) for table in ("resident_shifts", "time_use", "ties")}
    return {
        "incidents": int(growth * (50 + days * beds * 3)),
        "responses": int(growth * (50 + days * beds * 3)),
        "shifts": days * 3 + 6,
        "resident_shifts": int(kept["resident_shifts"] * growth * (days * 3 + 4) * (beds + 4)) + 1,
        "stays": int(growth * people),
        "time_use": int(kept["time_use"] * growth * (days + 1) * (beds + 3) * 14) + 1,
        "staff_shifts": int(growth * (days + 3) * (seats + 1)),
        "slots": int((days // 7 + 2) * (a_week + 1)),
        "hours": days * 24 + 2,
        "ties": int(kept["ties"] * (days // 7 + 1) * beds * (beds + seats)) + 1,
    }


@lru_cache
def _dtype_of_parameters(names):
    return np.dtype([(name, np.float64) for name in names])


def _world(inputs, seed, growth):
    beds, seats, rows = inputs.bed_rows, len(inputs.staff), rows_for(inputs, growth)
    p = np.array(list(inputs.p.values()), np.float64).view(_dtype_of_parameters(tuple(inputs.p)))
    out = {
        _FIELDS.get(name, name): np.zeros(rows[name], ARRAYS[_FIELDS.get(name, name)][0]) for name in TABLES
    }
    for name in ("stays",):
        for column in out[name].dtype.names:
            if out[name].dtype[column] == np.float64 and column.endswith(("day7", "day14", "_end")):
                out[name][column] = np.nan
    return World(
        key=np.array([key_of(seed)], np.uint64),
        p=p,
        w=np.zeros(1, WORLD),
        residents=np.zeros(beds, RESIDENT),
        staff=inputs.staff.copy(),
        lines=inputs.lines,
        places=inputs.places.copy(),
        slots=inputs.slots.copy(),
        grid=inputs.grid,
        active=inputs.active,
        profiles=inputs.profiles,
        trust=np.zeros((beds, seats)),
        ties=np.zeros((beds, beds)),
        lived=np.zeros(beds, ARRAYS["lived"][0]),
        staff_lived=np.zeros(seats, ARRAYS["staff_lived"][0]),
        time_now=np.zeros((beds, N_ACTIVITIES)),
        need=np.zeros(N_TASKS),
        done=np.zeros((N_ROLES, N_TASKS)),
        members=np.zeros(beds, np.int64),
        weights=np.zeros(beds),
        on_duty=np.zeros(seats, np.int64),
        referred_at=np.zeros(rows["stays"]),
        ladder=LADDER,
        thresholds=inputs.thresholds,
        records_incident=inputs.records_incident,
        records_response=inputs.records_response,
        minutes_needed=np.zeros(N_ROLES),
        minutes_available=np.zeros(N_ROLES),
        **out,
    )


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
        dispatcher(addresses_of(world), world.p, inputs.first_tick, inputs.end_tick)
        if not world.w[0]["overflow"]:
            return _raw(inputs, world)
        growth *= 2  # keyed draws make the second try the same run, with room
    raise RunError(f"Seed {seed}: the run writes more rows than any ward can; look at its parameters.")


def _raw(inputs, world):
    raw = {}
    for table in TABLES:
        rows = getattr(world, _FIELDS.get(table, table))
        raw[table] = rows[: int(world.w[0][_COUNTERS[table]])]
    raw["stays"] = raw["stays"][~(raw["stays"]["discharged_at_hour"] <= 0.0)]
    if "hours" not in inputs.keep:
        raw["hours"] = raw["hours"][:0]
    return {table: sorted_rows(table, rows) for table, rows in raw.items()}
