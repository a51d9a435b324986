"""The last days of a ward as small pictures under each other: arousal, incidents, wellbeing."""

from html import escape

from milieusim.dashboard.seen import CRISIS_FROM, WEEKDAYS

LEFT, RIGHT, TOP, PANEL, FOOT = 34, 12, 26, 74, 22
AROUSAL, CONFLICT, WELLBEING, INK, PALE = "#b8450b", "#5b3a8c", "#1f5f8b", "#22303c", "#d5dde3"
MOST_BARS = 56
A_DAY = 24


def curves(instants, turns, width):
    """Return the pictures as the text of SVG.

    Parameters
    ----------
    instants : list of Instant
    turns : list of tuple
        (hour, words) of levels that were turned.
    width : int

    Returns
    -------
    str
    """
    instants = list(instants)
    start = instants[0].at_hour if instants else 0.0
    end = max(instants[-1].at_hour + 0.25 if instants else 0.0, start + A_DAY)
    scale = _scale(start, end, width)
    step = PANEL + TOP + FOOT
    panels = [
        _line_panel(
            "Mean arousal, 0 to 1", [(i.at_hour, i.arousal) for i in instants], scale, width, 0, AROUSAL
        ),
        _bar_panel(instants, start, end, scale, width, step),
        _line_panel(
            "Mean wellbeing, 0 to 1",
            [(i.at_hour, i.wellbeing) for i in instants],
            scale,
            width,
            2 * step,
            WELLBEING,
        ),
    ]
    height = 3 * step
    marks = "".join(_turn(scale(hour), words, height) for hour, words in turns if start <= hour <= end)
    last = instants[-1] if instants else None
    said = f"arousal {last.arousal:.2f}, wellbeing {last.wellbeing:.2f}" if last else "nothing yet"
    return (
        f'<svg class="curves" role="img" aria-label="The last days: now {said}" viewBox="0 0 {width} {height}" '
        f'width="{width}" height="{height}">{"".join(panels)}{_ticks(start, end, scale, step)}{marks}</svg>'
    )


def _scale(start, end, width):
    return lambda hour: LEFT + (hour - start) / (end - start) * (width - LEFT - RIGHT)


def _frame(title, width, top, labels):
    lines = "".join(
        f'<line x1="{LEFT}" x2="{width - RIGHT}" y1="{top + TOP + PANEL * (1 - at):.1f}" '
        f'y2="{top + TOP + PANEL * (1 - at):.1f}" stroke="{PALE}"/>'
        f'<text x="{LEFT - 6}" y="{top + TOP + PANEL * (1 - at) + 4:.1f}" font-size="11" text-anchor="end" '
        f'fill="{INK}">{label}</text>'
        for at, label in labels
    )
    return f'<text x="0" y="{top + 14}" font-size="13" font-weight="600" fill="{INK}">{escape(title)}</text>{lines}'


def _line_panel(title, points, scale, width, top, colour):
    known = [(hour, value) for hour, value in points if value == value]
    path = " L".join(f"{scale(hour):.1f},{top + TOP + PANEL * (1 - value):.1f}" for hour, value in known)
    line = f'<path d="M{path}" fill="none" stroke="{colour}" stroke-width="2"/>' if len(known) > 1 else ""
    now = f": now {known[-1][1]:.2f}" if known else ""
    return _frame(title + now, width, top, [(0, "0"), (0.5, "0.5"), (1, "1")]) + line


def _bar_panel(instants, start, end, scale, width, top):
    hours = next(h for h in (1, 2, 3, 4, 6, 8, 12) if (end - start) / h <= MOST_BARS)
    counts = {}
    for one in instants:
        if one.conflict:
            begin = one.at_hour // hours * hours
            counts[begin] = counts.get(begin, 0) + one.conflict
    most = max([4, *counts.values()])
    bars = "".join(
        f'<rect x="{scale(max(begin, start)):.1f}" y="{top + TOP + PANEL * (1 - n / most):.1f}" '
        f'width="{max(scale(begin + hours) - scale(begin) - 1, 1):.1f}" height="{PANEL * n / most:.1f}" '
        f'fill="{CONFLICT}"/>'
        for begin, n in counts.items()
    )
    today = sum(one.conflict for one in instants if one.at_hour >= instants[-1].at_hour - A_DAY)
    unit = "hour" if hours == 1 else f"{hours} hours"
    title = f"Incidents in each {unit}: {today} in the last 24 h"
    return _frame(title, width, top, [(0, "0"), (1, str(most))]) + bars


def _ticks(start, end, scale, step):
    """Return the names of days, or of hours where there is hardly more than one day."""
    is_short = end - start <= 1.5 * A_DAY
    each = 6 if is_short else A_DAY
    first = -int(-start // each) * each
    texts = []
    for hour in range(int(first), int(end) + 1, each):
        x = scale(hour)
        name = f"{hour % A_DAY:02d}:00" if is_short else WEEKDAYS[hour // A_DAY % 7][:3]
        anchor = "middle" if x < scale(end) - 20 else "end"
        for panel in range(3):
            base = panel * step + TOP + PANEL
            texts.append(f'<line x1="{x:.1f}" x2="{x:.1f}" y1="{base}" y2="{base + 4}" stroke="{INK}"/>')
            texts.append(
                f'<text x="{x:.1f}" y="{base + 16}" font-size="11" text-anchor="{anchor}" fill="{INK}">{name}</text>'
            )
    return "".join(texts)


def _turn(x, words, height):
    return (
        f'<g><title>{escape(words)}</title><line class="turn" x1="{x:.1f}" x2="{x:.1f}" y1="{TOP}" '
        f'y2="{height - FOOT}" stroke="{INK}" stroke-dasharray="2 3"/></g>'
    )


def arousal_curve(life, width):
    """Return one resident's arousal over the days remembered, with what happened, as the text of SVG.

    Parameters
    ----------
    life : list of Lived
    width : int
    """
    start = life[0].at_hour
    end = max(life[-1].at_hour + 0.25, start + A_DAY)
    scale = _scale(start, end, width)
    panel = _line_panel(
        "Arousal, 0 to 1", [(one.at_hour, one.arousal) for one in life], scale, width, 0, AROUSAL
    )
    y = TOP + PANEL * (1 - CRISIS_FROM)
    line = f'<line x1="{LEFT}" x2="{width - RIGHT}" y1="{y}" y2="{y}" stroke="{AROUSAL}" stroke-dasharray="4 3"/>'
    dots = "".join(
        f'<g><title>{escape(one.happened)}</title><path d="M{scale(one.at_hour):.1f},'
        f'{TOP + PANEL * (1 - one.arousal) - 9:.1f} l5,9 h-10 Z" fill="{CONFLICT}"/></g>'
        for one in life
        if one.happened
    )
    height = TOP + PANEL + FOOT
    return (
        f'<svg class="curves" role="img" aria-label="Arousal of the resident" viewBox="0 0 {width} {height}" '
        f'width="{width}" height="{height}">{panel}{line}{dots}{_own_ticks(start, end, scale)}</svg>'
    )


def _own_ticks(start, end, scale):
    each = 6 if end - start <= 1.5 * A_DAY else 12
    texts = []
    for hour in range(int(-(-start // each) * each), int(end) + 1, each):
        anchor = "middle" if scale(hour) < scale(end) - 20 else "end"
        texts.append(
            f'<text x="{scale(hour):.1f}" y="{TOP + PANEL + 16}" font-size="11" text-anchor="{anchor}" '
            f'fill="{INK}">{hour % A_DAY:02d}:00</text>'
        )
    return "".join(texts)
