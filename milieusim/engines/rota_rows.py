"""The rota as an engine sees it: lines, the posts that fill them, and the shift under way in each tick of a day."""

import numpy as np

from milieusim.config.parts.cover import LONGEST_OVERLAP, USUAL_HANDOVER
from milieusim.config.parts.routine import minute_of
from milieusim.kinds import NOBODY, ROLES
from milieusim.vocabulary import Role, Shift
from milieusim.ward.luck import person_of_post
from milieusim.ward.memory import LINE
from milieusim.ward.state import STAFF, blank
from milieusim.ward.tables import TABLES, columns

MINUTES_A_DAY, DAYS = 1440, 7
OWN_HOURS = len(Shift)
"""Thousands of the posts of a role with hours of its own, after those of the three usual shifts."""
# Where the thousands of a first, second and third shift of a kind begin; the fourth begins anew, a rank higher.
THOUSANDS = 0, 4, 7


def shift_names(rota):
    """Return what the numbers in columns of shifts stand for: the usual shifts, then what the rota has of its own."""
    return Shift.labels() + [name for name, _ in rota.duties if name not in Shift.labels()]


def names_of_shifts(rota):
    """Return the names in columns of shifts by table and column; none where the rota has the usual ones alone."""
    names = shift_names(rota)
    tables = [table for table in TABLES if ("shift", "Shift") in columns(table)]
    return {f"{table}.shift": names for table in tables} if len(names) > len(Shift) else {}


def first_post(rota, name, role):
    """Return the number of the first post of a role on a shift: it holds no name, and no place in a list."""
    if name in rota.role_hours:
        return role * 10_000 + OWN_HOURS * 1_000
    rank, kin = rota.numbered[name]
    turn, place = divmod(rank, len(THOUSANDS))
    return turn * 100_000 + role * 10_000 + (THOUSANDS[place] + Shift.of(kin)) * 1_000


def line_rows(rota, tick_minutes):
    """Return the lines of the rota and the posts that fill them, numbered alike in every design.

    Parameters
    ----------
    rota : Rota
    tick_minutes : int

    Returns
    -------
    lines : numpy.ndarray of LINE
    seats : numpy.ndarray of STAFF
    """
    lines, seats = [], []
    ticks = _line_ticks(rota, tick_minutes)
    names = shift_names(rota)
    for role in Role:
        on_it = sorted((first_post(rota, name, role), name, shift) for name, shift in rota.duties)
        for post, name, shift in on_it:
            heads = [shift.heads(role.label, day) for day in range(DAYS)]
            for number in range(max(heads)):
                facts = ROLES[role].is_nursing, ROLES[role].is_registered
                works = [number < head for head in heads]
                lines.append((role, names.index(name), len(seats), number, *ticks[name], *facts, works))
                for holder in range(3 if facts[0] else 2):
                    seats.append((post + holder * 300 + number, role, len(lines) - 1, holder == 2, *facts))
    return _line_array(lines), _seat_array(seats)


def _line_array(lines):
    rows = np.zeros(max(len(lines), 1), LINE)
    if not lines:
        rows["begins"] = NOBODY
    names = "role shift first_seat number begins duty_ticks standing_ticks is_nursing is_registered works"
    for row, line in zip(rows, lines):
        for name, value in zip(names.split(), line):
            row[name] = value
    return rows


def _seat_array(seats):
    rows = np.repeat(blank(STAFF), max(len(seats), 1))
    for k, (row, (post, role, line, is_bank, is_nursing, registered)) in enumerate(zip(rows, seats)):
        row["post"], row["person"], row["seat"] = post, person_of_post(post), k
        row["role"], row["line"], row["is_bank"] = role, line, is_bank
        row["is_registered"], row["is_nursing"] = registered, is_nursing
    return rows


def _line_ticks(rota, tick_minutes):
    """Return when in the day lines begin, for how many ticks, and for how many they stand at the start of a run."""
    found = {}
    for name, shift in rota.duties:
        begins, duty = _ticks_of(shift, tick_minutes)
        found[name] = (begins, duty, duty)
    for shift in shift_ticks(rota, tick_minutes):
        # At the start of a run only the shift under way is at work, not what is left of the one before.
        found[shift["name"]] = (shift["begins"], shift["duty"], shift["gap"])
    return found


def _ticks_of(shift, tick_minutes):
    ticks_a_day = MINUTES_A_DAY // tick_minutes
    begins = round(minute_of(shift.start) / tick_minutes) % ticks_a_day
    return begins, max(round(shift.hours * 60 / tick_minutes), 1)


def shift_ticks(rota, tick_minutes):
    """Return the shifts that follow each other, in the order in which they begin: when, for how long, handing over.

    Parameters
    ----------
    rota : Rota
    tick_minutes : int

    Returns
    -------
    list of dict
        name, code, begins (tick of the day), duty and gap (ticks to the end, and to the next shift), and handover
        (ticks in which the shift before hands over).
    """
    ticks_a_day = MINUTES_A_DAY // tick_minutes
    names, shifts = shift_names(rota), []
    for name, shift in rota.shifts:
        begins, duty = _ticks_of(shift, tick_minutes)
        shifts.append({"name": name, "code": names.index(name), "begins": begins, "duty": duty})
    shifts.sort(key=lambda shift: shift["begins"])
    for k, shift in enumerate(shifts):
        before = shifts[k - 1]
        before["gap"] = (shift["begins"] - before["begins"]) % ticks_a_day or ticks_a_day
        before["duty"] = max(before["duty"], before["gap"])
        overlap = before["duty"] - before["gap"]
        is_long = overlap * tick_minutes > LONGEST_OVERLAP
        shift["handover"] = max(round(USUAL_HANDOVER / tick_minutes), 1) if is_long else overlap
    return shifts


def duty_starts(rota, tick_minutes):
    """Return the ticks of the day at which somebody on the rota may begin."""
    return {begins for begins, *_ in _line_ticks(rota, tick_minutes).values()}


def write_shift(row, shifts, starts, of_day, ticks_a_day):
    """Write which shift is under way in a tick of the day, and whether anybody begins."""
    under_way = [shift for shift in shifts if shift["begins"] <= of_day] or [shifts[-1]]
    shift = under_way[-1]
    elapsed = (of_day - shift["begins"]) % ticks_a_day
    row["shift"], row["shift_elapsed"] = shift["code"], elapsed
    row["is_shift_start"], row["is_duty_start"] = elapsed == 0, of_day in starts
    row["handover_share"] = 1.0 if elapsed < shift["handover"] else 0.0
