"""What rota sheets say, cell by cell, before it becomes the rota of a ward."""

import re
from dataclasses import dataclass, field

from milieusim.vocabulary import DAYS
from milieusim.workbook.meanings.clock_times import DAY, NOON, clock, leading_span
from milieusim.workbook.opened.sheets import is_empty, shown

MOST_HEADS = 99
LEAST_MINUTES, MOST_MINUTES = 120, 810
"""Of a shift, where nothing else says which half of the day is meant."""
RATES = {
    "bank_share": "Nursing shifts worked by bank or agency staff",
    "sickness": "Shifts lost to sickness",
    "bank_fill": "Sick colleagues replaced from the bank",
}
"""Shares that stand above the table, and what they are called there."""


@dataclass
class FoundShift:
    """A shift, or a role's hours of its own, as far as sheets say something of it.

    Attributes
    ----------
    spot, label : str
        Where it is first named, and how.
    start, end : str or None
    days : str or list of str or None
    roles : dict of str to dict of str to int
        Role -> day -> number; a day that is left out has a blank cell.
    is_by_day : bool
        Whether every day has a number of its own, so that these say on which days it is worked.
    is_usual : bool
        Whether it is one of the shifts that every ward knows.
    """

    spot: str
    label: str
    start: str | None = None
    end: str | None = None
    days: str | list | None = None
    roles: dict = field(default_factory=dict)
    is_by_day: bool = False
    is_usual: bool = False

    def say(self, key, value, spot, found):
        """Take a start, an end or days; what contradicts a row above is told and left out."""
        before = getattr(self, key)
        if before is None:
            setattr(self, key, value)
        elif before != value:
            text = value if isinstance(value, str) else " ".join(value)
            kept = before if isinstance(before, str) else " ".join(before)
            found.cannot_read(spot, text, f"a row above says {kept} for {self.label}; that is kept")

    def add(self, role, days, number):
        """Add to the numbers of a role: two rows or columns of one role ("RMN", "Nurse in charge") add up."""
        numbers = self.roles.setdefault(role, {})
        for day in days if number is not None else ():
            numbers[day] = numbers.get(day, 0) + number


@dataclass
class FoundRota:
    """What the sheets of a spreadsheet say of the rota.

    Attributes
    ----------
    shifts : dict of str to FoundShift
    hours : dict of str to FoundShift
        Roles with hours of their own.
    rates : dict of str to float
        Shares that stand above a table: bank, sickness.
    is_whole : bool
        Whether a sheet of milieusim's own was read, on which nothing is left unsaid.
    """

    shifts: dict = field(default_factory=dict)
    hours: dict = field(default_factory=dict)
    rates: dict = field(default_factory=dict)
    is_whole: bool = False


def read_rates(sheet, head, words, found):
    """Read what stands above a table about bank staff and sickness: a name, and a share right of it."""
    for row in range(head):
        for column in range(sheet.width - 1):
            rate = words.meaning("rota", shown(sheet.own_value(row, column)))
            if rate not in RATES:
                continue
            at = next(
                (c for c in range(column + 1, sheet.width) if not is_empty(sheet.own_value(row, c))), None
            )
            if at is not None:
                _read_rate(sheet, row, at, rate, found)


def _read_rate(sheet, row, column, rate, found):
    value = sheet.value(row, column)
    text = shown(value).removesuffix("%").strip().replace(",", ".")
    try:
        share = float(text) / (100 if shown(value).endswith("%") else 1)
    except ValueError:
        share = -1
    if 0 <= share <= 1 and not isinstance(value, bool):
        found.rota.rates[rate] = share
    else:
        found.cannot_read(
            sheet.spot(row, column), shown(value), "it must be a share from 0 to 1, such as 0.2 or 20%"
        )


def read_times(sheet, row, kinds, rest, words, shift, found):
    """Read the start and the end of a shift from the columns that are for them, or from what follows its name."""
    is_night = words.meaning("shifts", shift.label) == "night"
    for kind in ("start", "end", "time"):
        if kind not in kinds or is_empty(value := sheet.value(row, kinds[kind])):
            continue
        spot, span = sheet.spot(row, kinds[kind]), leading_span(value, words)
        if span is None:
            found.cannot_read(spot, shown(value), "it must be a time of day, such as 07:00")
            continue
        if span.end:
            start, end = map(clock, shift_hours(span, is_night))
            shift.say("end" if kind == "end" else "start", start, spot, found)
            shift.say("end", end, spot, found)
        else:
            shift.say("end" if kind == "end" else "start", clock(span.start.minute), spot, found)
    span = leading_span(rest, words) if rest else None
    if span and span.end:
        shift.start, shift.end = map(clock, shift_hours(span, is_night))


def shift_hours(span, is_night=False):
    """Return the minutes at which a shift begins and ends: of "9-5" those of a day's work, and not 20 hours."""
    starts, ends = (
        [m.minute] + ([m.minute + NOON] if not m.is_sure and m.minute < NOON else [])
        for m in (span.start, span.end)
    )
    for start in starts:
        for end in ends:
            if LEAST_MINUTES <= (end - start) % DAY <= MOST_MINUTES and (end < start) >= is_night:
                return start, end
    return span.start.minute, span.end.minute


def read_number(sheet, row, column, found):
    """Return the number of staff in a cell, None if it is blank; what is no number is told and counted as 0."""
    value = sheet.value(row, column)
    text = shown(value)
    if is_empty(value):
        return None
    if text in "-\u2013\u2014":
        return 0
    if re.fullmatch(r"\d{1,2}", text):
        return int(text)
    why = f"it must be a whole number of staff, from 0 to {MOST_HEADS}; it is counted as 0"
    found.cannot_read(sheet.spot(row, column), text, why)
    return 0


def is_number(value):
    """Whether a cell holds a number of staff."""
    return (
        isinstance(value, int | float)
        and not isinstance(value, bool)
        or bool(re.fullmatch(r"\d{1,2}", shown(value)))
    )


def refuse_too_many(sheet, row, shift, role, found):
    """Tell of numbers that have added up to more than a rota can hold."""
    for day in DAYS:
        if shift.roles.get(role, {}).get(day, 0) > MOST_HEADS:
            shift.roles[role][day] = MOST_HEADS
            found.cannot_read(
                sheet.spot(row, 0), shift.label, f"there are more than {MOST_HEADS} of {role} on {day}"
            )
