"""Timetables with a row a slot: columns found by their heads or, without heads, by what stands in them."""

import re

from milieusim.workbook.layouts.cell_lines import parts_of_cell
from milieusim.workbook.layouts.entries import Entry
from milieusim.workbook.layouts.ticked_days import days_ticked
from milieusim.workbook.layouts.weeks import rows_of_one_week
from milieusim.workbook.meanings.clock_times import Span, leading_span
from milieusim.workbook.meanings.halves_of_day import after_noon, runs_on
from milieusim.workbook.meanings.week_days import read_days
from milieusim.workbook.opened.sheets import is_empty, shown

OWN = {
    "name",
    "days",
    "start",
    "end",
    "activity",
    "place",
    "leader",
    "is_structured",
    "is_expected",
    "is_told",
}
DETAILS = (
    "activity place leader leaders places_offered minutes_each is_structured is_expected is_told".split()
)
SHORTEST_FOOTNOTE = 12
LASTS = re.compile(r"(\d+(?:[.,]\d+)?)\s*(m|mins?|minutes?|minuten|h|hrs?|hours?)?\.?", re.IGNORECASE)


class ListTable:
    """Reads the rows below a head, or of a table without one."""

    def __init__(self, sheet, heads, words, found, days=None, place_names=(), ticks=None):
        self.sheet, self.words, self.found, self.place_names = sheet, words, found, place_names
        self.columns = {kind: column for column, kind in heads.items()}
        kinds = set(self.columns)
        self.is_own = kinds >= OWN
        self.days, self.ticks = days, ticks
        self.name_column = self.columns.get("name", self.columns.get("activity", self.columns.get("time")))
        self._time_kind = "start" if "start" in self.columns else "time"
        self._section = self._carried = None

    def read(self, first, last):
        """Read rows into entries."""
        rows = [row for row in range(first, last) if self._has_something(row)]
        rows = self._without_footnotes(rows_of_one_week(self.sheet, rows, self.words, self.found))
        sections, current = [], None
        for row in rows:
            if self._begins_section(row):
                continue
            days = self._days(row)
            if not sections or days != current:
                sections.append([])
                current = days
            sections[-1].append((row, days))
        for section, spans in zip(sections, self._spans(sections)):
            self._read_section(section, spans)

    def _spans(self, sections):
        """Return the spans of each section, times that say neither am nor pm in the half of the day that is meant."""
        read = [[self._span(row) for row, _ in section] for section in sections]
        if self.is_own:
            return read
        whole, *told = after_noon([span for spans in read for span in spans])
        if runs_on(whole):
            # A row for other days between goes on with the same day's times.
            self.found.note_after_noon(self.sheet, *told)
            following = iter(whole)
            return [[next(following) for _ in spans] for spans in read]
        placed = []
        for spans in read:
            spans, *told = after_noon(spans)
            self.found.note_after_noon(self.sheet, *told)
            placed.append(spans)
        return placed

    def _without_footnotes(self, rows):
        """Return rows without lines of text alone that stand below the last time."""
        while rows and not self.is_own:
            filled = [c for c in range(self.sheet.width) if not is_empty(self.sheet.own_value(rows[-1], c))]
            at = filled[0] if filled else self.name_column
            value = self.sheet.own_value(rows[-1], at)
            is_text = isinstance(value, str) and not leading_span(value, self.words)
            is_name = at == self.name_column != self.columns.get("time")
            if len(filled) != 1 or not is_text or is_name or len(shown(value)) < SHORTEST_FOOTNOTE:
                break
            self.found.note(f"{self.sheet.spot(rows[-1], at)}: taken for a footnote: '{shown(value)[:60]}'.")
            rows = rows[:-1]
        return rows

    def _cell(self, row, kind):
        column = self.columns.get(kind)
        return None if column is None else self.sheet.value(row, column)

    def _spot_of_name(self, row):
        return self.sheet.spot(row, self.name_column)

    def _spot(self, row, kind):
        return self.sheet.spot(row, self.columns[kind])

    def _has_something(self, row):
        return any(not is_empty(self.sheet.value(row, column)) for column in self.columns.values())

    def _begins_section(self, row):
        """Whether a row only says for which days those below it are."""
        filled = [c for c in range(self.sheet.width) if not is_empty(self.sheet.own_value(row, c))]
        if len(filled) != 1 or self.is_own:
            return False
        days = read_days(self.sheet.value(row, filled[0]), self.words)
        # A day alone in the column of days is carried down as well: it may stand on a line of its own.
        if days:
            self._section, self._carried = days, None
        return bool(days)

    def _days(self, row):
        value = self._cell(row, "days")
        if not is_empty(value):
            days = read_days(value, self.words)
            if days is None:
                why = "days, such as Mon-Fri, Tue, or daily"
                self.found.cannot_read(
                    self._spot(row, "days"), shown(value), f"it must be {why}; the row is left out"
                )
                return "unread"
            self._carried = days
        ticked = days_ticked(self.sheet, row, self.ticks, self.words)
        if ticked == []:
            why = "no day is ticked for it; the row is left out"
            self.found.cannot_read(
                self._spot_of_name(row), shown(self.sheet.value(row, self.name_column)), why
            )
            return "unread"
        if ticked:
            return ticked
        beside = None if self.is_own else days_beside_time(self._cell(row, self._time_kind), self.words)[0]
        return beside or self._carried or self._section or self.days

    def _read_section(self, section, spans):
        for (row, days), span, following in zip(section, spans, _next_starts(spans)):
            if span and days != "unread":
                self._read_row(row, days, span, following)

    def _span(self, row):
        """Return the times of a row; None, and told, if there are none."""
        kind = self._time_kind
        value = self._cell(row, kind)
        start = leading_span(value, self.words) or days_beside_time(value, self.words)[1]
        ended = self._cell(row, "end")
        end = leading_span(ended, self.words) if not is_empty(ended) else None
        if start is None:
            found = shown(value) or shown(self.sheet.value(row, self.name_column))
            if is_empty(value):
                why = "it has no time; the row is left out"
            else:
                why = f"it must be a time of day, such as 09:30{_typed_hint(value)}; the row is left out"
            self.found.cannot_read(self._spot(row, kind), found, why)
            return None
        if not is_empty(ended) and end is None:
            why = "it must be a time of day, such as 10:30; an end was taken as below"
            self.found.cannot_read(self._spot(row, "end"), shown(ended), why)
        finish = end.start if end else start.end
        minutes = self._minutes(row) if finish is None else None
        if minutes:
            finish = start.start._replace(minute=start.start.minute + minutes)
        return Span(start.start, finish, start.rest)

    def _minutes(self, row):
        """Return how long a row says that something lasts; None if it does not, or not so that it can be read."""
        value = self._cell(row, "minutes")
        if is_empty(value):
            return None
        found = LASTS.fullmatch(shown(value))
        is_hours = found and (found[2] or "").startswith("h")
        minutes = round(float(found[1].replace(",", ".")) * (60 if is_hours else 1)) if found else 0
        if 0 < minutes < 1440:
            return minutes
        why = "it must be minutes, such as 45; an end was taken as below"
        self.found.cannot_read(self._spot(row, "minutes"), shown(value), why)
        return None

    def _read_row(self, row, days, span, following):
        texts, spots = {}, {}
        for kind in DETAILS:
            if kind in self.columns:
                value = self._cell(row, kind)
                texts[kind] = value if self.is_own and isinstance(value, str) else shown(value)
                spots[kind] = self.sheet.spot(row, self.columns[kind])
        for own_span, name, details in self._names(row, span):
            start = own_span.start.minute
            end = own_span.end.minute if own_span.end else None
            texts_of_it = {
                **details,
                **{kind: text for kind, text in texts.items() if text or kind not in details},
            }
            if "name" not in self.columns:
                texts_of_it.pop("activity", None)
            given = self._cell(row, "days")
            own_days = given if self.is_own and isinstance(given, str) else None
            entry = Entry(
                self.sheet.spot(row, self.name_column),
                name,
                days,
                start,
                end,
                texts_of_it,
                spots,
                self.is_own,
            )
            entry.following = following
            if own_days:
                entry.texts["days"] = own_days
            self.found.add(entry)

    def _names(self, row, span):
        value = self.sheet.value(row, self.name_column)
        if self.is_own:
            return [(span, value if isinstance(value, str) else shown(value), {})]
        if self.name_column == self.columns.get("time"):
            value = span.rest
        elif is_empty(value) and "activity" in self.columns:
            value = self._cell(row, "activity")
        if is_empty(value):
            spot = self.sheet.spot(row, self.name_column)
            self.found.cannot_read(spot, "empty", "it must say what is done; the row is left out")
            return []
        parts = parts_of_cell(value, self.words, self.place_names)
        return [(own if own else span, name, details) for own, name, details in parts if name]


def days_beside_time(value, words):
    """Return days and span of a cell that says both, such as "Mon & Wed 10.00-11.00"; None for each that it does not."""
    if not isinstance(value, str):
        return None, None
    span = leading_span(value, words)
    if span:
        return (read_days(span.rest, words) if span.rest else None), span
    pieces = shown(value).split(" ")
    for at in range(len(pieces) - 1, 0, -1):
        days, span = (
            read_days(" ".join(pieces[:at]).strip(" ,:"), words),
            leading_span(" ".join(pieces[at:]), words),
        )
        if days and span:
            return days, span
    return None, None


def _next_starts(spans):
    """Return for each entry when the next one of the same days begins, if any begins later."""
    starts = sorted({span.start.minute for span in spans if span})
    following = dict(zip(starts, starts[1:]))
    return [span and following.get(span.start.minute) for span in spans]


def _typed_hint(value):
    if isinstance(value, float):
        return f"; {value:g} may mean {int(value)}:30 or {int(value)}:50"
    return ""
