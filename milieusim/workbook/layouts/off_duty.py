"""Off-duties, a row a person and a letter a day (E, L, LD, N, A/L): counted by shift, role and day, names passed over."""

import re

from milieusim.vocabulary import DAYS
from milieusim.workbook.layouts.rota_found import (
    FoundRota,
    FoundShift,
    is_number,
    read_rates,
    refuse_too_many,
    shift_hours,
)
from milieusim.workbook.layouts.rota_names import USUAL, own_name
from milieusim.workbook.layouts.week_grid import day_columns
from milieusim.workbook.layouts.weeks import of_one_week
from milieusim.workbook.meanings.clock_times import clock, read_span
from milieusim.workbook.opened.sheets import is_empty, shown

LEAST_DAYS = 3
LEAST_CODES = 4
LONGEST_CODE = 4
NURSING = ("registered_nurse", "healthcare_assistant")
KEY = re.compile(
    r"\b(?P<code>[A-Za-z](?:[A-Za-z/ ]{0,14}[A-Za-z])?)\s*(?:[=:(]|\s[-\u2013])\s*"
    r"(?P<hours>\d[\d.:]*\s*(?:am|pm)?\s*(?:[-\u2013]|to)\s*\d[\d.:]*\s*(?:am|pm)?)",
    re.IGNORECASE,
)
BRACKETED = re.compile(r"[(\[]([^()\[\]]+)[)\]]")
NO_HOURS = (
    "the hours are said nowhere, so that those of the design's shift of this name are kept if it has one; a key on the "
    "sheet says them, such as LD = 07:15-19:45"
)


def is_off_duty_head(sheet, row, words):
    """Whether a row heads an off-duty: days, below which most cells are names of shifts or reasons to be away."""
    days = day_columns(sheet, row, words)
    if len({day for each in days.values() for day in each}) < LEAST_DAYS or not min(days):
        return False
    cells = [sheet.value(below, at) for below in range(row + 1, sheet.height) for at in days]
    cells = [cell for cell in cells if not is_empty(cell)]
    at_work = sum(_shift_of_code(cell, words) is not None for cell in cells)
    known = at_work + sum(_is_away(cell, words) or _hours(cell, words) is not None for cell in cells)
    return at_work >= LEAST_CODES and known * 3 >= len(cells) * 2 and at_work * 4 >= known


def read_off_duty(sheet, head, last, words, found):
    """Count the rows below a head into `found.rota`."""
    found.rota = found.rota or FoundRota()
    read_rates(sheet, head, words, found)
    _Reader(sheet, head, last, words, found).read()


def _shift_of_code(value, words):
    """Return the shift that a cell names and nothing else; signs around it ("N*", "(E)") make no difference."""
    text = shown(value).strip("*()[]+ ")
    return words.meaning("shifts", text) if isinstance(value, str) and len(text) <= 20 else None


def _is_away(value, words):
    return shown(value) in "-\u2013\u2014." or words.meaning("off_work", shown(value)) is not None


def _hours(value, words):
    span = read_span(value, words) if isinstance(value, str) else None
    return span if span and span.end else None


class _Reader:
    def __init__(self, sheet, head, last, words, found):
        self.sheet, self.head, self.last = sheet, head, last
        self.words, self.found, self.rota = words, found, found.rota
        self.days, later = of_one_week(day_columns(sheet, head, words))
        for column in later:
            why = "a rota is one week, and this day stands further left; the column is left out"
            found.cannot_read(sheet.spot(head, column), sheet.text(head, column), why)
        self.labels = [column for column in range(min(self.days)) if sheet.text(head, column) or column < 3]
        self.key = self._key()
        self.unknown, self.counted, self.above = {}, 0, None

    def read(self):
        """Count every row of somebody who is at work or away."""
        for row in range(self.head + 1, self.last):
            cells = {c: self.sheet.value(row, c) for c in self.days if not is_empty(self.sheet.value(row, c))}
            if not any(self._is_known(cell) for cell in cells.values()):
                # A line between the rows says whose they are: "Registered nurses".
                self.above = next(filter(None, map(self._role_of, self._texts(row))), self.above)
                self._tell_of_codes(row, cells)
            elif role := self._role(row):
                self.counted += 1
                for column, cell in cells.items():
                    self._count(row, column, cell, role)
            elif any(self._at_work(cell) for cell in cells.values()):
                self._tell_of_role(row)
        self._tell()

    def _tell_of_codes(self, row, cells):
        for column, cell in cells.items():
            if isinstance(cell, str) and len(shown(cell)) <= LONGEST_CODE and not is_number(cell):
                self.unknown.setdefault(shown(cell), []).append(self.sheet.spot(row, column))

    def _texts(self, row):
        return [text for column in self.labels if (text := self.sheet.text(row, column))]

    def _is_known(self, cell):
        return self._at_work(cell) or _is_away(cell, self.words)

    def _at_work(self, cell):
        return bool(self._shift(cell) or _hours(cell, self.words))

    def _shift(self, cell):
        """Return the shift of a cell: one that every off-duty knows, or one of the key of this one."""
        text = shown(cell)
        if name := _shift_of_code(cell, self.words):
            return name
        return own_name(text) if _plain(text) in self.key else None

    def _role(self, row):
        """Return the role of a row: what stands in brackets by a name, a grade, or the line above."""
        texts = self._texts(row)
        inside = [each for text in texts for each in BRACKETED.findall(text)]
        titles = [text.split()[0] for text in texts if len(text.split()) > 1]
        graded = [
            self.sheet.text(row, column)
            for column in self.labels
            if self.words.meaning("rota", self.sheet.text(self.head, column)) == "role"
        ]
        bands = [f"band {text}" for text in graded]
        return next(filter(None, map(self._role_of, [*inside, *titles, *graded, *bands, *texts])), self.above)

    def _role_of(self, text):
        return self.words.meaning("roles", text) if len(text) <= 60 else None

    def _tell_of_role(self, row):
        graded = [
            c for c in self.labels if self.words.meaning("rota", self.sheet.text(self.head, c)) == "role"
        ]
        at = graded[0] if graded else self.labels[0]
        # Nobody's name is repeated.
        text = self.sheet.text(row, at) if graded else "a member of staff"
        why = "no role is known by this; write a role or band in a column 'Role' (roles: --words); the row is left out"
        self.found.cannot_read(self.sheet.spot(row, at), text, why)

    def _count(self, row, column, cell, role):
        name, span = self._shift(cell), _hours(cell, self.words)
        if name:
            shift = self._shift_named(name, row, column, shown(cell))
        elif span:
            shift = self._shift_of_hours(span, row, column, role)
        else:
            if not _is_away(cell, self.words):
                self.unknown.setdefault(shown(cell), []).append(self.sheet.spot(row, column))
            return
        shift.roles.setdefault(role, dict.fromkeys(DAYS, 0))
        shift.add(role, self.days[column], 1)
        refuse_too_many(self.sheet, row, shift, role, self.found)

    def _shift_named(self, name, row, column, label):
        is_new = name not in self.rota.shifts
        shift = self.rota.shifts.setdefault(name, FoundShift(self.sheet.spot(row, column), label))
        shift.is_by_day, shift.is_usual = True, name in USUAL
        hours = self._hours_by_key(name)
        if is_new and hours:
            shift.start, shift.end = hours
        return shift

    def _hours_by_key(self, name):
        for code, span in self.key.items():
            if name in (self.words.meaning("shifts", code), own_name(code)):
                start, end = shift_hours(span, name == "night")
                return clock(start), clock(end)
        return None

    def _shift_of_hours(self, span, row, column, role):
        """Return where hours in a cell count: a nurse's are a shift beside the others, another role's its own."""
        start, end = map(clock, shift_hours(span))
        spot = self.sheet.spot(row, column)
        if role in NURSING:
            name = own_name(f"from {start} to {end}")
            shift = self.rota.shifts.setdefault(name, FoundShift(spot, f"{start}-{end}", start, end))
        else:
            shift = self.rota.hours.setdefault(role, FoundShift(spot, role))
            shift.say("start", start, spot, self.found)
            shift.say("end", end, spot, self.found)
        shift.is_by_day = True
        return shift

    def _key(self):
        """Return code -> hours, wherever the sheet says them: "LD = 07:15-19:45", or a code and its hours beside it."""
        key = {}
        for row in range(self.sheet.height):
            texts = [self.sheet.text(row, column) for column in range(self.sheet.width)]
            for text in texts:
                for each in KEY.finditer(text):
                    self._add_to_key(key, each["code"], each["hours"])
            if row <= self.head or row >= self.last or not any(texts[column] for column in self.days):
                for code, hours in zip(texts, texts[1:]):
                    self._add_to_key(key, code, hours)
        return key

    def _add_to_key(self, key, code, hours):
        span = _hours(hours, self.words)
        if span and own_name(code) and len(code) <= 16:
            key.setdefault(_plain(code), span)

    def _tell(self):
        for code, spots in self.unknown.items():
            more = "" if len(spots) == 1 else f" ({len(spots)} cells)"
            why = f"no shift is known by this{more}; a key on the sheet can say its hours, such as {code} = 07:00-15:00"
            self.found.cannot_read(spots[0], code, f"{why}; it is not counted")
        for name, shift in self.rota.shifts.items():
            if not shift.start and shift.is_by_day:
                self.found.note(
                    f"{self.sheet.name}: of '{shift.label}' ({name.replace('_', ' ')}) {NO_HOURS}."
                )
        rows = "1 row" if self.counted == 1 else f"{self.counted} rows"
        self.found.note(
            f"{self.sheet.name}: {rows} of staff were counted by shift, role and day; no name is kept."
        )


def _plain(code):
    return code.casefold().strip()
