"""Where the rooms of a floor plan lie, and where in a room its marks stand: packing in whole pixels."""

import math
from typing import NamedTuple

from milieusim.vocabulary import PlaceKind

PITCH = 34  # from mark to mark
HEAD, EDGE, GAP = 28, 10, 8  # of a room: the line with its name, its margin, what lies between two
NARROWEST = 120
MOST_ROWS = 4  # of marks, in rooms that stand beside others
_TALLEST = HEAD + EDGE + MOST_ROWS * PITCH
ORDER = (
    "bedroom day_room dining_room garden corridor quiet_room activity_room therapy_room clinic_room "
    "nursing_office seclusion_room off_ward"
).split()
ORDER += [kind for kind in PlaceKind.labels() if kind not in ORDER]


class Box(NamedTuple):
    """A rectangle in pixels."""

    x: float
    y: float
    width: float
    height: float

    def overlaps(self, other):
        """Whether two rectangles share any of their insides."""
        apart_x = self.x + self.width <= other.x or other.x + other.width <= self.x
        return not (apart_x or self.y + self.height <= other.y or other.y + other.height <= self.y)


def in_rows(rooms, width):
    """Lay rooms out in rows that fill the width.

    Parameters
    ----------
    rooms : list of tuple
        Of each room how many marks it should have space for, and how narrow its name lets it be.
    width : float

    Returns
    -------
    list of Box
        In the same order, with y from 0.
    """
    boxes, y = [], 0.0
    for row in _rows_of(rooms, width):
        widths = _shared_out(row, width - GAP * (len(row) - 1))
        height = _row_height(row, width - GAP * (len(row) - 1))
        x = 0.0
        for room in widths:
            boxes.append(Box(x, y, room, height))
            x += room + GAP
        y += height + GAP
    return boxes


def _rows_of(rooms, width):
    """Cut the rooms into rows: full where no more names fit beside each other, or somebody would need a tower."""
    rows, row = [], []
    for need, least in rooms:
        wider = [*row, (need, max(least, NARROWEST))]
        inside = width - GAP * (len(wider) - 1)
        is_full = sum(each for _, each in wider) > inside or _row_height(wider, inside) > _TALLEST
        if row and is_full:
            rows.append(row)
            wider = wider[-1:]
        row = wider
    return [*rows, row] if row else rows


def _row_height(row, width):
    return max(_height(need, room) for (need, _), room in zip(row, _shared_out(row, width)))


def _shared_out(row, width):
    """Return the widths of the rooms of a row: in proportion to what they need, none too narrow for its name."""
    least = [each for _, each in row]
    spare = width - sum(least)
    if spare < 0:
        return [width * each / sum(least) for each in least]
    over = [max(need - each / PITCH, 1.0) for need, each in row]
    return [each + spare * share / sum(over) for each, share in zip(least, over)]


def _height(need, width):
    return HEAD + EDGE + PITCH * max(math.ceil(need / _columns(width, PITCH)), 1)


def _columns(width, pitch):
    return max(int((width - 2 * EDGE) // pitch), 1)


def spots(box, count):
    """Return where some marks stand in a room, and how far they are from each other.

    Parameters
    ----------
    box : Box
    count : int
        However many: where there is no space for so many, they stand closer.

    Returns
    -------
    tuple
        (list of (x, y) of centres, pitch).
    """
    pitch = float(PITCH)
    inside = box.height - HEAD - EDGE
    while _columns(box.width, pitch) * max(int(inside // pitch), 0) < count:
        pitch *= 0.95
    columns = _columns(box.width, pitch)
    left, top = box.x + EDGE + pitch / 2, box.y + HEAD + pitch / 2
    return [(left + pitch * (k % columns), top + pitch * (k // columns)) for k in range(count)], pitch
