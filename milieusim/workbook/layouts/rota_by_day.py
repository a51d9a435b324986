"""Rota sheets with days across: a row a shift and role, as `milieusim export` writes them, or roles under shifts."""

import re

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
from milieusim.workbook.layouts.rota_names import (
    NAME,
    NO_NAME,
    OWN_HOURS,
    USUAL,
    is_usual,
    own_name,
    shift_of,
)
from milieusim.workbook.layouts.week_grid import day_columns
from milieusim.workbook.meanings.clock_times import leading_span, read_span
from milieusim.workbook.meanings.week_days import read_days, spelt_days
from milieusim.workbook.meanings.word_matching import meaning_of_all
from milieusim.workbook.opened.sheets import is_empty, shown

HEADS = ("Shift", "Days", "Start", "End", "Role", *(day.capitalize() for day in DAYS))
"""Heads of the sheet that `milieusim export` writes; where all of them stand, an empty cell says something."""
KINDS = ("shift", "days", "start", "end", "time", "role")
MOST_ROWS = 15


def is_head_by_day(sheet, row, words):
    """Whether a row heads a rota with days across: numbers under the days, beside names of roles or shifts."""
    days, kinds = _columns(sheet, row, words)
    if not days:
        return False
    labels = _label_columns(sheet, days, kinds)
    for below in range(row + 1, min(sheet.height, row + MOST_ROWS)):
        cells = [sheet.value(below, at) for at in days if not is_empty(sheet.value(below, at))]
        texts = [sheet.text(below, at) for at in labels]
        is_named = any(_role_of(text, words) or is_usual(text, words) for text in texts)
        if is_named and cells and all(is_number(value) or shown(value) in "-\u2013\u2014" for value in cells):
            return True
    return False


def read_by_day(sheet, head, last, words, found):
    """Read the rows below a head into `found.rota`."""
    rota = found.rota = found.rota or FoundRota()
    read_rates(sheet, head, words, found)
    _Reader(sheet, head, words, found, rota).read(range(head + 1, last))


def _columns(sheet, row, words):
    """Return column -> days of the numbers, and kind -> column of what else is said of a row."""
    kinds = {}
    for column in range(sheet.width):
        kind = words.meaning("rota", sheet.text(row, column))
        if kind in KINDS and kind not in kinds:
            kinds[kind] = column
    found = day_columns(sheet, row, words)
    return {column: days for column, days in found.items() if column not in kinds.values()}, kinds


def _label_columns(sheet, days, kinds):
    said = [kinds[kind] for kind in ("shift", "role") if kind in kinds]
    return said or [c for c in range(min(days)) if c not in kinds.values()][:3]


def days_of(value, words):
    """Return days of a cell as a rota writes them, in the order in which they stand; None if they cannot be read."""
    text = shown(value).lower()
    if text in DAY_SETS:
        return text
    listed_days = re.split(r"[,\s]+", text)
    if set(listed_days) <= set(DAYS):
        return listed_days
    days = read_days(value, words)
    return spelt_days(days) if days else None


def _role_of(text, words):
    return words.meaning("roles", text) if text and len(text) <= 60 else None


class _Reader:
    def __init__(self, sheet, head, words, found, rota):
        self.sheet, self.words, self.found, self.rota = sheet, words, found, rota
        self.days, self.kinds = _columns(sheet, head, words)
        self.labels = _label_columns(sheet, self.days, self.kinds)
        self.is_own = {sheet.text(head, column) for column in range(sheet.width)} >= {*HEADS}
        rota.is_whole = rota.is_whole or self.is_own
        self._leave_out_later_weeks(head)
        self.shift, self.role, self.rest, self.is_hours = None, None, "", False
        self.named, self.before = "", None
        for column in self.labels:
            # The corner may say whose rota it is.
            self.role = self.role or _role_of(sheet.text(head, column), words)

    def _leave_out_later_weeks(self, head):
        seen = set()
        for column, days in sorted(self.days.items()):
            if seen & set(days):
                text = self.sheet.text(head, column)
                why = f"a rota is one week, and {' '.join(days)} stands further left; the column is left out"
                self.found.cannot_read(self.sheet.spot(head, column), text, why)
                del self.days[column]
            seen |= set(days)

    def read(self, rows):
        """Read rows below the head."""
        for row in rows:
            has_numbers = any(not is_empty(self.sheet.value(row, column)) for column in self.days)
            if self._take_names(row, has_numbers) and (has_numbers or self.is_own):
                self._read_row(row)

    def _take_names(self, row, has_numbers):
        """Take the shift and the role that a row names, or keep those of the rows above; False if it is no row."""
        spot = self.sheet.spot(row, self.labels[0])
        texts = {column: self.sheet.text(row, column) for column in self.labels}
        if not has_numbers and not any(texts.values()):
            return False
        for column, text in texts.items():
            if text and not self._take(row, column, text, has_numbers):
                return False
        missing = "role" if not self.role else "shift" if not (self.shift or self.is_hours) else None
        if self.is_own and not texts[self.kinds["role"]]:
            missing, spot = "role", self.sheet.spot(row, self.kinds["role"])
        if missing and has_numbers:
            self.found.cannot_read(
                spot, " ".join(texts.values()).strip(), f"no {missing} is named; the row is left out"
            )
        return not missing

    def _take(self, row, column, text, has_numbers):
        is_for_role = column == self.kinds.get("role")
        role = _role_of(text, self.words) or (
            # "B3 HCA" is a grade beside the role.
            is_for_role and meaning_of_all(text, "roles", self.words) or None
        )
        if role and column != self.kinds.get("shift"):
            self.role = role
            return True
        if is_for_role:
            return self._refuse(row, column, text, has_numbers, "no role is known by this (roles: --words)")
        is_times = self._is_hours_alone(text)
        self.is_hours = (
            is_times or self.words.meaning("rota", text) == "own_hours" and not NAME.fullmatch(text)
        )
        if self.is_hours:
            self.shift, self.rest = None, text if is_times else ""
            return True
        text, self.role = self._without_role(text)
        self.shift, self.rest = (own_name(text), "") if self.is_own else shift_of(text, self.words)
        self.named = text
        return bool(self.shift) or self._refuse(row, column, text, has_numbers, self._no_name(text))

    def _is_hours_alone(self, text):
        """Whether the shift of a row is "9-5": hours, which its role then works apart from the shifts."""
        span = read_span(text, self.words)
        return bool(span and span.end and "role" in self.kinds and not self.is_own and "/" not in text)

    def _no_name(self, text):
        span = leading_span(text, self.words)
        if span and span.end and "/" not in text:
            return f"these are hours and no shift: write '{OWN_HOURS}' here and {text} in a column 'Hours'"
        return NO_NAME

    def _without_role(self, text):
        """Return what names the shift, and the role if it is named beside it: Early RN, HCA - late."""
        pieces = re.split(r"[\s(),:\u2013-]+", text)
        for at in () if self.is_own or "role" in self.kinds else range(1, len(pieces)):
            first, second = " ".join(pieces[:at]), " ".join(pieces[at:])
            for shift, role in ((first, second), (second, first)):
                if is_usual(shift, self.words) and (known := _role_of(role, self.words)):
                    return shift, known
        return text, self.role

    def _refuse(self, row, column, text, has_numbers, why):
        if has_numbers:
            self.found.cannot_read(self.sheet.spot(row, column), text, f"{why}; the row is left out")
        self.shift = self.shift if column == self.kinds.get("role") else None
        return False

    def _has_label(self, row):
        return "shift" in self.kinds and bool(self.sheet.text(row, self.kinds["shift"]))

    def _read_days(self, row, shift):
        if "days" not in self.kinds or is_empty(value := self.sheet.value(row, self.kinds["days"])):
            return
        spot, days = self.sheet.spot(row, self.kinds["days"]), days_of(value, self.words)
        if days is None:
            why = "it must be days, such as daily, weekdays, weekend or fri sat; it is taken as daily"
            self.found.cannot_read(spot, shown(value), why)
        else:
            shift.say("days", days, spot, self.found)

    def _read_row(self, row):
        kept = self.rota.hours if self.is_hours else self.rota.shifts
        key = self.role if self.is_hours else self.shift
        spot = self.sheet.spot(row, self.labels[0])
        shift = kept.setdefault(key, FoundShift(spot, self.role if self.is_hours else self.named))
        shift.is_by_day, shift.is_usual = True, key in USUAL
        is_timed = any(
            self.sheet.text(row, self.kinds[kind]) for kind in ("time", "start") if kind in self.kinds
        )
        rest = "" if self.is_hours and is_timed else self.rest
        read_times(self.sheet, row, self.kinds, rest, self.words, shift, self.found)
        self._read_days(row, shift)
        if self.is_hours and self.before and not self._has_label(row):
            # A row without a name goes on with the hours of the row above.
            shift.start, shift.end = shift.start or self.before.start, shift.end or self.before.end
        self.before = shift
        shift.roles.setdefault(self.role, {})
        for column, days in self.days.items():
            shift.add(self.role, days, read_number(self.sheet, row, column, self.found))
        refuse_too_many(self.sheet, row, shift, self.role, self.found)
