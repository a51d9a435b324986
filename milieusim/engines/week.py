"""The week as an engine sees it: a table of ticks, and the slots under way in each."""

import math
from functools import lru_cache

import numpy as np

from milieusim.config.parts.routine import minute_of
from milieusim.engines.rota_rows import duty_starts, line_rows, shift_ticks, write_shift
from milieusim.engines.slot_rows import content_of, slot_rows
from milieusim.kinds import PLACES
from milieusim.rules.basics.numerics import hour_rhythm
from milieusim.rules.basics.units import MINUTES_AN_HOUR
from milieusim.vocabulary import PlaceKind
from milieusim.ward.memory import PLACE, STRETCH, TICK

MINUTES_A_DAY, DAYS = 1440, 7
DAYTIME = (8, 20)
SNAPSHOTS = (8, 18)
DAYLIGHT = (8, 20)
WEEKS_KEPT = 8  # sweeps that leave routine and rota alone work a week out once


def ordered_places(design):
    """Return the places in an order that depends neither on the file nor, where they are used unlike, on their names."""
    uses = {place.name: [] for place in design.ward.places}
    for slot in design.routine.slots:
        uses[slot.place].append((slot.start_minute, slot.end_minute, content_of(slot, 0)))
    return sorted(
        design.ward.places,
        key=lambda place: (
            PlaceKind.of(place.kind),
            -place.capacity,
            place.noise,
            place.sight,
            sorted(uses[place.name]),
            place.name,
        ),
    )


def arrays_of(design, values, tick_minutes, places, slots, used_places):
    """Return the places, the slots, the week and the rota of a design as arrays, by name.

    Parameters
    ----------
    design : WardDesign
    values : dict of str to float
        The parameters.
    tick_minutes : int
    places : list
        As `ordered_places` gives them.
    slots : list
        As `ordered_slots` gives them.
    used_places : list of int
        Which places slots use.

    Returns
    -------
    dict of str to numpy.ndarray
    """
    stretches, counts = stretch_rows(slots, tick_minutes)
    lines, seats = line_rows(design.rota, tick_minutes)
    first, hours = values["discharge_first_hour"], values["discharge_hours_a_day"]
    return {
        "places": place_rows(places),
        "slots": slot_rows(slots, used_places, values, tick_minutes),
        "stretches": stretches,
        "week": tick_rows(design, tick_minutes, counts, values["alertness_peak_hour"], first, hours),
        "lines": lines,
        "staff": seats,
    }


def place_rows(places):
    """Return the state of the places at the start of a run."""
    rows = np.zeros(len(places), PLACE)
    for k, (row, place) in enumerate(zip(rows, places)):
        kind = PlaceKind.of(place.kind)
        row["index"], row["kind"], row["capacity"] = k, kind, place.capacity
        row["noise"], row["sight"] = place.noise, place.sight
        row["is_free_choice"], row["is_exclusive"] = PLACES[kind].is_free_choice, PLACES[kind].is_exclusive
    return rows


def stretch_rows(slots, tick_minutes):
    """Return, for each tick of the week in turn, the slots under way and their share of the tick.

    A slot that ends as a tick begins has a share of nothing in that tick: there it is over, not before.
    """
    return _stretch_rows(tuple(slots), tick_minutes)


@lru_cache(maxsize=WEEKS_KEPT)
def _stretch_rows(slots, tick_minutes):
    per_tick = [[] for _ in range(DAYS * MINUTES_A_DAY // tick_minutes)]
    for k, (content, start, end, _) in enumerate(slots):
        for day in content[0]:
            begin, finish = day * MINUTES_A_DAY + start, day * MINUTES_A_DAY + end
            first, last = begin // tick_minutes, finish // tick_minutes
            for tick in range(first, last + 1):
                overlap = min(finish, (tick + 1) * tick_minutes) - max(begin, tick * tick_minutes)
                per_tick[tick % len(per_tick)].append(
                    (k, tick == first, tick == last, overlap / tick_minutes)
                )
    rows = np.zeros(max(sum(map(len, per_tick)), 1), STRETCH)
    at = 0
    for entries in per_tick:
        for slot, is_first, is_last, share in entries:
            row = rows[at]
            row["slot_index"], row["is_first"], row["is_last"], row["share"] = slot, is_first, is_last, share
            at += 1
    return _shared(rows), [len(entries) for entries in per_tick]


def _shared(rows):
    """Return rows that nobody may write to, since many runs read them."""
    rows.flags.writeable = False
    return rows


def tick_rows(design, tick_minutes, active_counts, peak_hour, first_discharge_hour, discharge_hours):
    """Return the ticks of the week."""
    discharge = first_discharge_hour, first_discharge_hour + discharge_hours
    return _tick_rows(design.routine, design.rota, tick_minutes, tuple(active_counts), peak_hour, discharge)


@lru_cache(maxsize=WEEKS_KEPT)
def _tick_rows(routine, rota, tick_minutes, active_counts, peak_hour, discharge):
    rows = np.zeros(DAYS * MINUTES_A_DAY // tick_minutes, TICK)
    ticks_a_day = MINUTES_A_DAY // tick_minutes
    shifts, starts = shift_ticks(rota, tick_minutes), duty_starts(rota, tick_minutes)
    at = 0
    for tick, row in enumerate(rows):
        day, of_day = divmod(tick, ticks_a_day)
        minute = of_day * tick_minutes
        hour = minute / MINUTES_AN_HOUR
        row["day_of_week"], row["hour"], row["hour_of_day"] = day, hour, minute // 60
        row["first_stretch"], row["n_stretches"] = at, active_counts[tick]
        at += active_counts[tick]
        row["is_hour_start"], row["is_hour_end"] = minute % 60 == 0, (minute + tick_minutes) % 60 == 0
        row["is_day_end"] = of_day == ticks_a_day - 1
        row["is_daytime"] = DAYTIME[0] <= hour < DAYTIME[1]
        row["is_snapshot"] = SNAPSHOTS[0] <= hour < SNAPSHOTS[1]
        row["is_daylight"] = DAYLIGHT[0] <= hour < DAYLIGHT[1]
        row["is_discharge_time"] = discharge[0] <= hour < discharge[1]
        row["is_wake_time"], row["is_bed_time"] = _wakes_or_goes(routine, day, minute, tick_minutes)
        row["night"] = _night_share(routine, day, minute, tick_minutes)
        row["alertness"] = hour_rhythm(hour + tick_minutes / MINUTES_AN_HOUR / 2, peak_hour)
        write_shift(row, shifts, starts, of_day, ticks_a_day)
    return _shared(rows)


def _wakes_or_goes(routine, day, minute, tick_minutes):
    wake = minute_of(routine.wake_weekend if day >= 5 and routine.wake_weekend else routine.wake)
    out = minute_of(routine.lights_out) % MINUTES_A_DAY
    return tuple(minute <= at < minute + tick_minutes for at in (wake, out))


def _night_share(routine, day, minute, tick_minutes):
    wake = minute_of(routine.wake_weekend if day >= 5 and routine.wake_weekend else routine.wake)
    out = minute_of(routine.lights_out)
    if out < MINUTES_A_DAY // 2:  # lights out after midnight
        night = [(out, wake)]
    else:
        night = [(0, wake), (out, MINUTES_A_DAY)]
    overlap = sum(max(min(minute + tick_minutes, end) - max(minute, start), 0) for start, end in night)
    return min(overlap / tick_minutes, 1.0)


def is_tick(tick_minutes):
    """Return whether a tick length divides the hour."""
    return (
        isinstance(tick_minutes, int)
        and not isinstance(tick_minutes, bool)
        and 1 <= tick_minutes <= 60
        and math.gcd(60, tick_minutes) == tick_minutes
    )
