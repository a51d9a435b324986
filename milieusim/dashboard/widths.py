"""How wide the parts of a page are, in pixels, from the width of the window."""

from typing import NamedTuple

WIDEST, SIDE, GAP = 1440, 360, 20
TWO_COLUMNS_FROM = 1000
EDGE, CARD = 24, 16
NARROW_EDGE, NARROW_CARD = 10, 10


class Widths(NamedTuple):
    """What fits into a floor plan, and into the column beside it."""

    floor: int
    side: int

    @classmethod
    def of(cls, window):
        """Return the widths in a window.

        Parameters
        ----------
        window : int
        """
        if window < TWO_COLUMNS_FROM:
            inside = max(window, 300) - 2 * (NARROW_EDGE + NARROW_CARD) - 2
            return cls(inside, min(inside, 620))
        inside = min(window, WIDEST) - 2 * EDGE
        return cls(inside - SIDE - GAP - 2 * CARD - 2, SIDE - 2 * CARD - 2)
