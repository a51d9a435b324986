"""Week grids: days across and times down, with merged cells and blanks; turned round, times across and days down."""

from milieusim.vocabulary import DAYS
from milieusim.workbook.layouts.cell_lines import parts_of_cell
from milieusim.workbook.layouts.day_blocks import (
    block_minute,
    blocks_below_days,
    blocks_of,
    tell_of_blocks,
    times_placed,
)
from milieusim.workbook.layouts.entries import Entry
from milieusim.workbook.layouts.weeks import of_one_week, rows_of_one_week
from milieusim.workbook.meanings.clock_times import Span, clock, leading_span, read_span
from milieusim.workbook.meanings.halves_of_day import after_noon
from milieusim.workbook.meanings.week_days import read_days
from milieusim.workbook.opened.sheets import column_letters, is_empty, shown

LEAST_DAYS = 2
LEAST_TIMES = 2
LAST_ROW = 60
"""Minutes that the last row of a grid stands for where nothing says how long it is."""


def day_columns(sheet, row, words):
    """Return column -> days of a row that heads a week grid; empty if it heads none."""
    found = {}
    for column in range(sheet.width):
        value = sheet.value(row, column)
        days = None if is_empty(value) else read_days(value, words)
        if days:
            found[column] = days
    initials = [shown(sheet.value(row, column)).upper() for column in sorted(found)]
    if len({tuple(days) for days in found.values()}) < LEAST_DAYS and "".join(initials) not in _INITIALS:
        return {}
    return _by_initials(sheet, row) or found


_INITIALS = ("MTWTF", "MTWTFSS")


def _by_initials(sheet, row):
    """M T W T F S S: which of two Ts it is only the order tells."""
    filled = [c for c in range(sheet.width) if len(shown(sheet.own_value(row, c))) == 1]
    letters = "".join(shown(sheet.value(row, column)).upper() for column in filled)
    return {column: [day] for column, day in zip(filled, DAYS)} if letters in _INITIALS else None


def is_turned_grid(sheet, words):
    """Whether days stand below each other in one column, beside a row of times."""
    if sheet.height < LEAST_DAYS + 1:
        return False
    for column in range(min(sheet.width, 6)):
        named = [row for row in range(sheet.height) if read_days(sheet.own_value(row, column), words)]
        if len(named) < LEAST_DAYS:
            continue
        for row in range(named[0]):
            beside = range(column + 1, sheet.width)
            values = [sheet.own_value(row, c) for c in beside]
            times = [v for v in values if read_span(v, words) or block_minute(v, words) is not None]
            if len(times) >= LEAST_TIMES:
                return True
    return False


class WeekGrid:
    """Reads the cells below a row of days."""

    def __init__(self, sheet, head, columns, words, found, place_names=()):
        self.sheet, self.head, self.columns = sheet, head, columns
        self.words, self.found, self.place_names = words, found, place_names

    def read(self, last):
        """Read the rows up to `last` into entries."""
        rows = rows_of_one_week(self.sheet, range(self.head + 1, last), self.words, self.found)
        self._leave_out_later_weeks()
        times = self._time_columns(rows)
        spans = self._spans(rows, times)
        label = times[0] if times else self._label_column(rows)
        rows, below_days = blocks_below_days(self.sheet, rows, self.columns, self.words)
        in_rows = blocks_of(self.sheet, rows, label, self.words)
        places = [(row, column) for row in rows for column in self.columns]
        self.blocks = {at: in_rows.get(at[0], below_days.get(at[1])) for at in places}
        parts = self._parts(rows, spans)
        self._tell_of_other_columns(rows, times or [label])
        used = {}
        for row in rows:
            for column in sorted(self.columns):
                if (row, column) in parts and self._read_cell(row, column, parts[row, column], spans):
                    said = (row, label) if row in in_rows else (self.head + 1, column)
                    used[self.sheet.text(*said)] = clock(self.blocks[row, column])
            self._read_across(row, times)
        tell_of_blocks(self.sheet, used, self.found)

    def _leave_out_later_weeks(self):
        self.columns, later = of_one_week(self.columns)
        for column in later:
            why = "a design has one week, and this day stands further left; the column is left out"
            self.found.cannot_read(
                self.sheet.spot(self.head, column), self.sheet.text(self.head, column), why
            )
        self.later = later

    def _label_column(self, rows):
        """Return the column that says in words for which part of the day a row is, None if there is none."""
        before = range(min(self.columns))
        counts = {c: len(blocks_of(self.sheet, rows, c, self.words)) for c in before}
        return max((c for c in before if counts[c]), key=counts.get, default=None)

    def _parts(self, rows, spans):
        parts = {}
        for row in rows:
            for column in self.columns:
                value = self.sheet.own_value(row, column)
                if not is_empty(value):
                    parts[row, column] = parts_of_cell(value, self.words, self.place_names)
        anchors = {at: minute for at, minute in self.blocks.items() if minute is not None}
        anchors |= {at: spans[at[0]].start.minute for at in parts if spans.get(at[0])}
        parts, *told = times_placed(parts, anchors)
        self.found.note_after_noon(self.sheet, *told)
        return parts

    def _tell_of_other_columns(self, rows, labels):
        """Tell of what stands beside the days: a column for holidays, or one that nothing is known of."""
        for column in range(self.sheet.width):
            if column in self.columns or column in labels or column in self.later:
                continue
            filled = [row for row in rows if not is_empty(self.sheet.own_value(row, column))]
            head = self.sheet.text(self.head, column)
            if filled and (column < min(self.columns) or self.words.meaning("columns", head) == "not_read"):
                self.found.note(
                    f"{self.sheet.name}: columns that are not read: {head or column_letters(column)}."
                )
            elif filled:
                at = self.head if head else filled[0]
                why = "it stands under no day of the week; the column is left out"
                self.found.cannot_read(self.sheet.spot(at, column), self.sheet.text(at, column), why)

    def _time_columns(self, rows):
        """Return the column of times and, if there is one, that of ends."""
        counts = {}
        for column in range(self.sheet.width):
            if column not in self.columns:
                cells = [self.sheet.own_value(row, column) for row in rows]
                counts[column] = sum(leading_span(cell, self.words) is not None for cell in cells)
        timed = [column for column, n in counts.items() if n >= min(LEAST_TIMES, max(1, len(rows)))]
        first_day = min(self.columns)
        timed = [c for c in timed if c < first_day] or timed
        return timed[:2] if len(timed) > 1 and timed[1] == timed[0] + 1 else timed[:1]

    def _spans(self, rows, times):
        """Return row -> its span, and where that ends; rows without a time go on with the one above."""
        if not times:
            return {}
        read = []
        for row in rows:
            span = leading_span(self.sheet.value(row, times[0]), self.words)
            ended = leading_span(self.sheet.value(row, times[1]), self.words) if len(times) > 1 else None
            if span and ended:
                span = Span(span.start, ended.start, span.rest)
            read.append(span)
        read, *told = after_noon(read)
        self.found.note_after_noon(self.sheet, *told)
        return dict(zip(rows, self._carried_down(rows, read, times[0])))

    def _carried_down(self, rows, read, column):
        carried = None
        for row, span in zip(rows, read):
            label = self.sheet.value(row, column)
            # A heading between times ("Afternoon") ends what stood above it.
            carried = span if span or not is_empty(label) else carried
            yield carried

    def _read_cell(self, row, column, parts, spans):
        """Read the entries of a cell; returns whether one of them took its time from a part of the day."""
        below, across = self.sheet.span(row, column)
        days = [day for c in range(column, across + 1) for day in self.columns.get(c, [])]
        days = [day for day in DAYS if day in days]
        start, end, following = self._between(row, below, spans)
        value, spot, by_block = self.sheet.value(row, column), self.sheet.spot(row, column), False
        for span, name, texts in parts:
            if not name:
                self.found.cannot_read(spot, shown(value), "it says when but not what; it is left out")
                continue
            begins = span.start.minute if span else start
            if begins is None:
                begins = self.blocks.get((row, column))
                by_block = by_block or begins is not None
            if begins is None and (said := leading_span(name, self.words)):
                begins = said.start.minute
            if begins is None:
                why = "it has no time, nor has its row; it is left out"
                self.found.cannot_read(spot, shown(value), why)
                continue
            ends = (span.end.minute if span.end else None) if span else end
            spots = dict.fromkeys(texts, spot)
            entry = Entry(spot, name, days, begins, ends, texts, spots, is_cell=not span)
            entry.following = None if span else following
            self.found.add(entry)
        return by_block

    def _between(self, row, below, spans):
        """Return start and end of a cell, and when the next row begins if the end is not given."""
        first, last = spans.get(row), spans.get(below)
        if first is None or last is None:
            return None, None, None
        start = first.start.minute
        if last.end is not None:
            return start, last.end.minute, None
        following = _next_start(spans, below, last.start.minute)
        step = _step(spans)
        if step or below > row:
            return start, following or last.start.minute + (step or LAST_ROW), None
        return start, None, following

    def _read_across(self, row, times):
        """Read a line such as "12:00 Lunch" that is merged over the times and the days."""
        if not times or not self.sheet.is_first(row, times[0]):
            return
        _, across = self.sheet.span(row, times[0])
        covered = [c for c in self.columns if times[0] < c <= across]
        span = leading_span(self.sheet.value(row, times[0]), self.words) if covered else None
        if span and span.rest:
            days = [day for day in DAYS if any(day in self.columns[c] for c in covered)]
            end = span.end and span.end.minute
            spot = self.sheet.spot(row, times[0])
            self.found.add(Entry(spot, span.rest, days, span.start.minute, end))


def _step(spans):
    """Return how many minutes a row stands for where nearly all stand for the same; else None."""
    starts = sorted({span.start.minute for span in spans.values() if span})
    steps = [after - before for before, after in zip(starts, starts[1:])]
    usual = max(set(steps), key=steps.count, default=None)
    return usual if len(steps) >= LEAST_TIMES and steps.count(usual) * 3 >= len(steps) * 2 else None


def _next_start(spans, below, start):
    """Return when the next row begins; None where a heading stands between, as nothing says what lasts until then."""
    for row in sorted(spans):
        if row > below and (spans[row] is None or spans[row].start.minute > start):
            return spans[row] and spans[row].start.minute
    return None
