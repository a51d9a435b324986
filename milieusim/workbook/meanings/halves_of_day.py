"""Times of a clock of twelve hours in the half of the day that is meant, by what stands around them."""

from milieusim.workbook.meanings.clock_times import NOON, Moment, Span, clock

MORNING = 7 * 60


def after_noon(spans):
    """Return spans in which times of a clock of twelve hours are put after noon, and which were.

    Times that say neither am nor pm go on after noon where they fall from late morning to an early hour, and where
    they stand below one that says pm and the column runs on from there.

    Parameters
    ----------
    spans : list of Span or None
        In the order of the sheet.

    Returns
    -------
    list of Span or None
    list of str
        Those that were put after noon, as they stand and as they were read.
    list of str
        Times that stand below later ones and were read as they are written, although the evening may be meant.
    """
    if any(_is_of_24_hours(m) for span in spans if span for m in (span.start, span.end)):
        return spans, [], _out_of_order(spans)
    said = [m.minute for span in spans if span for m in (span.start, span.end) if m and m.has_half]
    latest = max(said, default=0)
    has_pm = latest > NOON
    moved, count = _put_after_noon(spans, has_pm, below_pm=True)
    if latest < NOON or runs_on(moved):
        return moved, count, []
    moved, count = _put_after_noon(spans, has_pm, below_pm=False)
    return moved, count, _out_of_order(moved)


def _is_of_24_hours(moment):
    return moment is not None and moment.minute > NOON + 59 and not moment.has_half


def runs_on(spans):
    """Whether times stand in the order in which they come."""
    starts = [span.start.minute for span in spans if span and span.start]
    return starts == sorted(starts)


def _out_of_order(spans):
    """Return times that are not sure, below a later one after which they would go on in the evening."""
    found, last = [], 0
    for span in spans:
        if span and span.start:
            start = span.start.minute
            if not span.start.is_sure and last > NOON + 59 and start < last <= start + NOON:
                found.append(clock(start))
            last = start
    return found


def _put_after_noon(spans, has_pm, below_pm):
    moved, is_after, last, count = [], False, 0, []
    for span in spans:
        if span is None or span.start is None:
            moved.append(span)
            continue
        start, shift = span.start.minute, 0
        is_open = not span.start.has_half and not (has_pm and span.start.is_sure)
        if not is_open:
            is_after = below_pm and start >= NOON
        elif start < last:
            is_after = start + NOON >= last and (is_after or last >= MORNING > start)
            shift = NOON if is_after and start < NOON else 0
        last = start + shift
        count += [f"{start // 60}.{start % 60:02d} as {clock(last)}"] if shift else []
        moved.append(
            Span(span.start._replace(minute=last), _ended_after(span, last, shift, has_pm), span.rest)
        )
    return moved, count


def _ended_after(span, start, shift, has_pm):
    """Return the end of a span that begins at a minute, after noon where only that can be meant."""
    end = span.end
    if end is None or end.has_half or (has_pm and end.is_sure):
        return end
    is_later = end.minute < NOON and (shift or end.minute <= start) and end.minute + NOON > start
    return Moment(end.minute + (NOON if is_later else 0), True)


def nearer(span, minute):
    """Return a span that may be in either half of the day in the one that is nearer to a minute of the day."""
    start = span.start.minute
    if span.start.is_sure or start >= NOON or abs(start + NOON - minute) >= abs(start - minute):
        return Span(span.start, _ended_after(span, start, 0, has_pm=False), span.rest) if span.end else span
    return Span(Moment(start + NOON, True), _ended_after(span, start + NOON, NOON, has_pm=True), span.rest)
