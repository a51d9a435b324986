"""The floor plan: rooms as the text of SVG, and where each resident and member of staff stands on it."""

from html import escape

from milieusim.dashboard.drawing.floor_layout import EDGE, GAP, ORDER, PITCH, in_rows, spots
from milieusim.dashboard.drawing.letters import shortened, width_of
from milieusim.dashboard.drawing.marks import LINE, RADIUS, resident_shape, resident_words, staff_shape
from milieusim.dashboard.seen import Room, plain

NAME, COUNT = 13, 12  # sizes of letters
STAFF_AT_BEDS = 2
WIDEST_COUNT = "00/00"
OFFICE, OFF, HATCH = "nursing_office", "off_ward", "clinic_room"
AWAY = Room("Off the ward", OFF, 0)
ELSEWHERE = Room("Staff elsewhere", OFFICE, 0)
FILLS = {"bedroom": "#eef3f7", "garden": "#e9f3e6", "off_ward": "#f4f1ec", "nursing_office": "#eaf0f5"}


def plan(seen, width, picked=None):
    """Return the floor plan of a ward.

    Parameters
    ----------
    seen : Seen
    width : int
        Pixels that it may take across.
    picked : int, optional
        Number of the resident who is followed.

    Returns
    -------
    dict
        width, height, `rooms` (the text of SVG; every name in it is escaped), and `people`: for each a key, x, y,
        its shape (SVG), its words, and of residents their number.
    """
    rooms, homes = _rooms_of(seen)
    order = sorted(range(len(rooms)), key=lambda k: ORDER.index(rooms[k].kind))
    boxes = in_rows([(_need(rooms[k], seen), _least(rooms[k])) for k in order], width)
    boxes = {k: box for k, box in zip(order, boxes)}
    height = max(box.y + box.height for box in boxes.values())
    people, lines = [], []
    for k, box in boxes.items():
        is_all_bedrooms = _is_all_bedrooms(rooms[k], seen)
        stand, line, beds = (_at_their_beds if is_all_bedrooms else _as_they_come)(box, *homes[k], seen)
        people += [_person(one, at, size, seen, picked) for one, at, size in stand]
        lines.append(_room(rooms[k], box, homes[k][0], seen.listed.get(k, 0), line, beds))
    people.sort(key=lambda one: one["key"])
    return {"width": width, "height": height, "rooms": "".join(lines), "people": people}


def _rooms_of(seen):
    """Return the rooms that are drawn, and who is in each: residents, then staff."""
    rooms = list(seen.rooms)
    kinds = [room.kind for room in rooms]
    office = kinds.index(OFFICE) if OFFICE in kinds else len(rooms)
    rooms += [ELSEWHERE] if office == len(rooms) else []
    away = kinds.index(OFF) if OFF in kinds else len(rooms)
    rooms += [AWAY] if away == len(rooms) else []
    homes = {k: ([], []) for k in range(len(rooms))}
    for one in seen.residents:
        homes[away if one.room is None else one.room][0].append(one)
    for one in seen.staff:
        homes[office if one.room is None else one.room][1].append(one)
    return rooms, homes


def _need(room, seen):
    """Return how many marks a room is made for, whoever is in it now: it does not change from tick to tick."""
    if _is_all_bedrooms(room, seen):
        return seen.beds + STAFF_AT_BEDS
    if room.kind in (OFFICE, OFF):
        return 8
    return min(max(room.comfort, 3), seen.beds) + 2


def _least(room):
    """Return how narrow a room may be for its name to stand in it beside its count."""
    return (
        width_of(room.name, NAME, is_bold=True)
        + width_of(WIDEST_COUNT, COUNT, is_bold=True)
        + 2 * EDGE
        + GAP
        + 1
    )


def _is_all_bedrooms(room, seen):
    """Whether everybody has their bed in this room: then each has a spot of their own."""
    return room.kind == "bedroom" and sum(one.kind == "bedroom" for one in seen.rooms) == 1


def _at_their_beds(box, residents, staff, seen):
    """Return who stands where among the beds, nobody's line, and where the beds are; staff stand behind them."""
    at, pitch = spots(box, seen.beds + max(len(staff), STAFF_AT_BEDS))
    stand = [(one, at[one.bed], pitch) for one in residents]
    stand += [(one, spot, pitch) for one, spot in zip(staff, at[seen.beds :])]
    return stand, [], at[: seen.beds]


def _as_they_come(box, residents, staff, seen):
    """Return who stands where in a room, and the line of those who wait in it."""
    waiting = sorted((one for one in residents if one.turn is not None), key=lambda one: one.turn)
    others = [one for one in residents if one.turn is None]
    at, pitch = spots(box, len(residents) + len(staff))
    # Staff first, as if behind the hatch; then the line in its order, and then everybody else.
    order = [*staff, *waiting, *others]
    line = at[len(staff) : len(staff) + len(waiting)] if len(waiting) > 1 else []
    return [(one, spot, pitch) for one, spot in zip(order, at)], line, []


def _person(one, at, pitch, seen, picked):
    radius = min(RADIUS, pitch * RADIUS / PITCH)
    place = {"x": round(at[0], 1), "y": round(at[1], 1)}
    if hasattr(one, "arousal"):
        words = resident_words(one, seen.rooms)
        ring = f'<circle r="{radius + 2:.1f}" fill="none" stroke="#1f5f8b" stroke-width="3"/>'
        shape = ring * (one.number == picked) + resident_shape(one, radius)
        return {"key": f"r{one.number}", "number": one.number, "shape": shape, "words": words, **place}
    words = escape(f"{plain(one.role).capitalize()}, {one.doing}")
    return {
        "key": f"s{one.post}",
        "number": None,
        "shape": staff_shape(one.sign, radius),
        "words": words,
        **place,
    }


def _room(room, box, residents, listed, line, beds):
    count = "" if room.kind == OFFICE else f"{len(residents)}" + f"/{room.comfort}" * bool(room.comfort)
    name, whole = room.name, f"{listed} to come \u00b7 {count}" if listed else count
    # What does not fit beside the name is left out; only then is the name cut.
    count = whole if _fits(name, whole, box) else count
    if not _fits(name, count, box):
        name = shortened(name, _space(box) - width_of(count, COUNT, is_bold=True), NAME, is_bold=True)
    fill = FILLS.get(room.kind, "#ffffff")
    crowded = room.comfort and len(residents) > room.comfort
    parts = [
        f'<g class="room"><title>{escape(room.name)} {whole}</title>',
        f'<rect x="{box.x + 0.5:.1f}" y="{box.y + 0.5:.1f}" width="{box.width - 1:.1f}" '
        f'height="{box.height - 1:.1f}" rx="6" fill="{fill}" stroke="#b9c4cd"/>',
        _text(box.x + EDGE, box.y + 19, name, "start", NAME, "#22303c", 600),
        _text(box.x + box.width - EDGE, box.y + 19, count, "end", COUNT, LINE, 700 if crowded else 400),
    ]
    parts += [f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="#c9d5df"/>' for x, y in beds]
    if line:
        path = " L".join(f"{x:.1f},{y:.1f}" for x, y in line)
        parts.append(f'<path class="line" d="M{path}" fill="none" stroke="{LINE}" stroke-width="2"/>')
    if room.kind == HATCH and line:
        x, y = line[0]
        parts.append(f'<rect x="{x - 18:.1f}" y="{y - 13:.1f}" width="3" height="26" fill="{LINE}"/>')
    return "".join([*parts, "</g>"])


def _space(box):
    return box.width - 2 * EDGE - GAP


def _fits(name, count, box):
    return width_of(name, NAME, is_bold=True) + width_of(count, COUNT, is_bold=True) <= _space(box)


def _text(x, y, text, anchor, size, fill, weight):
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" font-size="{size}" fill="{fill}" '
        f'font-weight="{weight}">{escape(text)}</text>'
    )
