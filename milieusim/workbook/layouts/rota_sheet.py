"""Rota sheets with a row a shift and a column a role: numbers for every day, or for weekdays and weekend."""

from milieusim.config.parts.routine import DAY_SETS
from milieusim.vocabulary import DAYS
from milieusim.workbook.layouts.rota_found import (
    FoundRota,
    FoundShift,
    is_number,
    read_number,
    read_rates,
    read_times,
    refuse_too_many,
)
from milieusim.workbook.layouts.rota_names import NO_NAME, USUAL, shift_of
from milieusim.workbook.meanings.week_days import read_days, spelt_days
from milieusim.workbook.meanings.week_numbers import days_worked
from milieusim.workbook.opened.sheets import is_empty

LEAST_SHIFTS = 2
MOST_ROWS = 15
HALVES = {"weekday": DAY_SETS["weekdays"], "weekend": DAY_SETS["weekend"]}


def is_rota_head(sheet, row, words):
    """Whether a row heads a rota: roles above numbers, with names of shifts in a column below."""
    roles = _role_columns(sheet, row, words)
    column = _shift_column(sheet, row, words)
    named = set()
    for below in range(row + 1, min(sheet.height, row + MOST_ROWS)) if roles and column is not None else ():
        if any(is_number(sheet.value(below, at)) for at in roles):
            named.add(_likely_shift(sheet, row, below, column, words))
    return len(named - {None}) >= LEAST_SHIFTS


def _likely_shift(sheet, head, row, column, words):
    """Return the shift that a row is of, None if its name is not known and nothing else says that it is one."""
    name, rest = shift_of(sheet.text(row, column), words)
    is_headed = words.meaning("rota", sheet.text(head, column)) == "shift"
    return name if name in USUAL or is_headed or rest else None


def read_rota(sheet, head, last, words, found):
    """Read the rows below a head into `found.rota`."""
    roles = _role_columns(sheet, head, words)
    kinds = {words.meaning("rota", sheet.text(head, c)): c for c in range(sheet.width) if c not in roles}
    column = _shift_column(sheet, head, words)
    rota = found.rota = found.rota or FoundRota()
    read_rates(sheet, head, words, found)
    name, rest = None, ""
    for row in range(head + 1, last):
        label = sheet.text(row, column)
        if label:
            name, rest = shift_of(label, words)
            if name is None and any(is_number(sheet.value(row, c)) for c in roles):
                found.cannot_read(sheet.spot(row, column), label, f"{NO_NAME}; the row is left out")
        if name is None or not any(not is_empty(sheet.value(row, c)) for c in roles):
            continue
        shift = rota.shifts.setdefault(name, FoundShift(sheet.spot(row, column), label or name))
        read_times(sheet, row, kinds, rest if label else "", words, shift, found)
        days = _days_of_row(sheet, row, kinds, rest, words)
        if days and name not in USUAL:
            worked = days_worked(shift.days or ()) | set(days)
            shift.days = spelt_days(worked)
        for at, (role, half) in roles.items():
            shift.add(role, HALVES[half] if half else days or DAYS, read_number(sheet, row, at, found) or 0)
            refuse_too_many(sheet, row, shift, role, found)


def _shift_column(sheet, row, words):
    for column in range(sheet.width):
        if words.meaning("rota", sheet.text(row, column)) == "shift":
            return column
    return 0 if sheet.width else None


def _role_columns(sheet, row, words):
    """Return column -> (role, weekday, weekend or None) of the columns of numbers."""
    found = {}
    for column in range(sheet.width):
        own = sheet.text(row, column)
        half = words.meaning("rota", own)
        if half in HALVES and row and (role := words.meaning("roles", sheet.text(row - 1, column))):
            found[column] = (role, half)
            continue
        role, half = _role_and_half(own, words)
        above = words.meaning("rota", sheet.text(row - 1, column)) if row else None
        if role:
            found[column] = (role, half or (above if above in HALVES else None))
    return found


def _role_and_half(text, words):
    if not text or len(text) > 60:
        return None, None
    role = words.meaning("roles", text)
    if role:
        return role, None
    pieces = text.replace("(", " ").replace(")", " ").split()
    for at in range(1, len(pieces)):
        for first, second in ((pieces[:at], pieces[at:]), (pieces[at:], pieces[:at])):
            role, half = words.meaning("roles", " ".join(first)), words.meaning("rota", " ".join(second))
            if role and half in HALVES:
                return role, half
    return None, None


def _days_of_row(sheet, row, kinds, rest, words):
    """Return the days that a row is for, None if it does not say."""
    value = sheet.value(row, kinds["days"]) if "days" in kinds else rest
    return None if is_empty(value) else read_days(value, words)
