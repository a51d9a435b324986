"""How people are drawn: residents by shape and colour, staff as blue squares with the letters of their role.

Nothing is told by colour alone: shape says crisis, an outline sleep or a restriction, and each mark has its words.
"""

import math
from html import escape

# ColorBrewer's YlOrRd, five steps: colour-blind readers tell them apart, and they darken in steps in grey.
STEPS = ("#ffffcc", "#fecc5c", "#fd8d3c", "#e31a1c", "#800026")
DARK_FROM = 3  # step from which letters on it are white
INK, STAFF_FILL, LINE = "#22303c", "#1f5f8b", "#5b6b78"
RADIUS = 14.5
DIGITS = {1: 12.0, 2: 12.0, 3: 11.5, 4: 8.5}  # size of a number by how many digits it has


def step_of(arousal):
    """Return the step of the scale that an arousal of 0-1 falls into, 0 to 4."""
    return min(int(max(arousal, 0.0) * len(STEPS)), len(STEPS) - 1)


def resident_shape(mark, radius=RADIUS):
    """Return the inside of a resident's mark as SVG, around (0, 0)."""
    step = step_of(mark.arousal)
    edge = f'stroke="{INK}" stroke-width="{1.0 if not mark.is_in_crisis else 2.0}"'
    dashes = ' stroke-dasharray="3 2.2"' if mark.is_asleep else ""
    body = (
        f'<path d="{_star(radius)}" fill="{STEPS[step]}" {edge}{dashes}/>'
        if mark.is_in_crisis
        else f'<circle r="{radius - 1.5:.1f}" fill="{STEPS[step]}" {edge}{dashes}/>'
    )
    held = radius * 0.98
    box = (
        f'<rect x="{-held:.1f}" y="{-held:.1f}" width="{2 * held:.1f}" height="{2 * held:.1f}" fill="none" '
        f'stroke="{INK}" stroke-width="2"/>'
        if mark.held_in
        else ""
    )
    return _burst(radius) * bool(mark.incident) + body + box + _label(str(mark.number), step, radius)


def _label(text, step, radius):
    if radius < RADIUS * 0.75:
        return ""
    size = DIGITS.get(len(text), 7.0) * radius / RADIUS
    fill = "#ffffff" if step >= DARK_FROM else INK
    return (
        f'<text y="{size * 0.35:.1f}" font-size="{size:.1f}" text-anchor="middle" fill="{fill}">{text}</text>'
    )


def _star(radius):
    """Return the path of a star: a shape that no resident has who is not in crisis."""
    corners = []
    for k in range(16):
        far = radius * (1.08 if k % 2 == 0 else 0.82)
        angle = math.pi * k / 8
        corners.append(f"{far * math.sin(angle):.1f},{-far * math.cos(angle):.1f}")
    return f"M{' L'.join(corners)} Z"


def _burst(radius):
    return f'<circle class="burst" r="{radius + 2.5:.1f}" fill="none" stroke="#800026" stroke-width="3"/>'


def staff_shape(sign, radius=RADIUS):
    """Return the inside of a mark of staff as SVG, around (0, 0)."""
    half = radius - 3.0
    text = f'<text y="3.8" font-size="{10.5 * radius / RADIUS:.1f}" text-anchor="middle" fill="#ffffff">{sign}</text>'
    return (
        f'<rect x="{-half:.1f}" y="{-half:.1f}" width="{2 * half:.1f}" height="{2 * half:.1f}" rx="3" '
        f'fill="{STAFF_FILL}"/>' + text * (radius >= RADIUS * 0.75)
    )


def resident_words(mark, rooms):
    """Return what a resident's mark says in words."""
    where = "off the ward" if mark.room is None else rooms[mark.room].name
    told = [f"Resident {mark.number}", where, mark.doing, f"arousal {mark.arousal:.2f}"]
    told += ["in crisis"] if mark.is_in_crisis else []
    told += [mark.held_in] if mark.held_in else []
    told += [f"now: {mark.incident}"] if mark.incident else []
    return escape(", ".join(told))
