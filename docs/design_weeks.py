"""The week of a design as a picture: a bar for each slot, its days and leader beside it.

Written by hand as SVG: the same bytes on every machine, so that a test can tell whether a picture is up to date.
"""

from xml.sax.saxutils import escape

NAMES, HOUR, ROW, TOP = 196, 40, 19, 64
LETTER = 6.1
"""Width of a letter of the text, a little more than it needs."""
INK, LINE, QUIET = "#222222", "#d0d4da", "#595959"


def week_svg(design):
    """Return the picture of a design's week.

    A slot that is asked of everybody has a dark rim and is told by more than its colour; what is offered has none.
    """
    from milieusim.workbook.made.look import FAMILIES, family_of

    slots = sorted(design.routine.slots, key=lambda slot: (slot.start_minute, slot.end_minute, slot.name))
    first = min(slot.start_minute for slot in slots) // 60
    beside = [_beside(slot) for slot in slots]
    right = NAMES + (24 - first) * HOUR
    width = right + 12 + round(LETTER * max(map(len, beside)))
    bottom = TOP + ROW * len(slots)
    parts = [*_legend(slots, FAMILIES, family_of), *_hours(design, first, bottom)]
    for row, (slot, words) in enumerate(zip(slots, beside)):
        y = TOP + row * ROW
        x = NAMES + (slot.start_minute / 60 - first) * HOUR
        wide = (slot.end_minute - slot.start_minute) / 60 * HOUR
        rim = f'stroke="{INK}" stroke-width="1.6"' if slot.is_expected else f'stroke="{LINE}"'
        parts += [
            _text(NAMES - 8, y + 13, slot.name, anchor="end"),
            f'<rect x="{x:.1f}" y="{y + 2.5}" width="{wide:.1f}" height="{ROW - 5}" '
            f'fill="#{FAMILIES[family_of(slot.activity)]}" {rim}><title>{escape(slot.name)}, '
            f"{slot.start}-{slot.end}</title></rect>",
            _text(right + 8, y + 13, words, colour=QUIET),
        ]
    title = f"The week of {design.name}"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {bottom + 8}" role="img" '
        f'font-family="Helvetica, Arial, sans-serif" font-size="11"><title>{escape(title)}</title>'
        f'<rect width="100%" height="100%" fill="#ffffff"/>\n' + "\n".join(parts) + "\n</svg>\n"
    )


def _beside(slot):
    from milieusim.config.telling.timetables_beside import days_told

    days = days_told(slot.day_numbers)
    if not slot.leader:
        return days
    many = f"{slot.leaders} " if slot.leaders > 1 else ""
    return f"{days}; {many}{slot.leader.replace('_', ' ')}{'s' if many else ''}"


def _legend(slots, colours, family_of):
    there = {family_of(slot.activity) for slot in slots}
    x, parts = 8, []
    for family in [name for name in colours if name in there]:
        parts.append(
            f'<rect x="{x}" y="8" width="12" height="12" fill="#{colours[family]}" stroke="{LINE}"/>'
        )
        parts.append(_text(x + 17, 18, family))
        x += 17 + round(LETTER * len(family)) + 14
    parts.append(
        f'<rect x="8" y="26" width="12" height="12" fill="#ffffff" stroke="{INK}" stroke-width="1.6"/>'
    )
    parts.append(_text(25, 36, "dark rim: asked of everybody (without: offered)"))
    return parts


def _hours(design, first, bottom):
    """The hours across, and where the day begins and ends."""
    from milieusim.config.parts.routine import minute_of

    parts = []
    for hour in range(first, 25):
        x = NAMES + (hour - first) * HOUR
        parts.append(f'<path d="M{x} {TOP - 4}V{bottom}" stroke="{LINE}"/>')
        parts.append(_text(x, TOP - 8, f"{hour:02d}", anchor="middle", colour=QUIET))
    for clock in (design.routine.wake, design.routine.lights_out):
        x = NAMES + (minute_of(clock) / 60 - first) * HOUR
        if x >= NAMES:
            parts.append(f'<path d="M{x:.1f} {TOP - 4}V{bottom}" stroke="{INK}" stroke-dasharray="4 3"/>')
    return parts


def _text(x, y, words, anchor="start", colour=INK):
    return f'<text x="{x}" y="{y}" text-anchor="{anchor}" fill="{colour}">{escape(words)}</text>'
