"""How many pairs to run when nobody said, and intervals that may be looked at as often as one likes.

Whoever runs a few pairs, looks, and runs more until something shows has shown nothing: an ordinary 95 % interval
leaves out the truth at *some* look far more often than once in twenty. The intervals here hold it at every look
from the first on, all at once, with 95 % (a confidence sequence), so that runs may stop whenever the answer is
good enough, and a comparison may be taken further afterwards.

The boundary is that of Robbins (1970) for a Brownian motion that is looked at from a time t0 on: it leaves
±√t·√(a² + log(t/t0)) at any later time with a probability of 2(1 - Φ(a) + a φ(a)). Means of pairs follow it once
there are many (Waudby-Smith and others 2024), so that nothing is looked at before `FIRST`.
"""

import math

FIRST = 50
"""Pairs before the first look: a spread of fewer is not known well enough to go by."""
FIRST_OVER_SETS = 200
"""Fifty sets of four: fewer cannot say what differs between them."""
MOST = 1000
FEWEST = 2
"""Pairs of designs that are known to be the same."""
STEP = 20
SHARE_OF_BASE = 0.05
FURTHEST = 1e7


def first_total(is_one_set):
    """Return how many pairs to begin with."""
    return FIRST if is_one_set else FIRST_OVER_SETS


def next_total(rows, done):
    """Return how many pairs to have run after the next block; the number done if they are enough.

    They are enough when the interval of every judged measure is at most as wide, on each side, as its margin and
    its verdict is settled; without a margin, when it is as wide as 5 % of the base design or half of the difference.

    Parameters
    ----------
    rows : list of tuple
        Judged rows of a table of differences.
    done : int
        Pairs so far.

    Returns
    -------
    int
    """
    ratios = [_too_wide(row) for row in rows]
    # A metric without an interval (nothing to count over) will not get one by more of the same.
    ratio = max((r for r in ratios if not math.isnan(r)), default=0.0)
    if ratio <= 1 or done >= MOST:
        return done
    # Widths shrink with the root of the number; at most doubling keeps a chance wide start from costing much.
    wanted = math.ceil(done * min(ratio**2, 2) / STEP) * STEP
    return min(max(wanted, done + STEP), MOST)


def _too_wide(row):
    half = (row.high - row.low) / 2
    if math.isnan(half) or half == 0:
        return half
    wanted = row.margin
    if math.isnan(wanted):
        wanted = max(SHARE_OF_BASE * abs(row.base), abs(row.difference) / 2)
    if not wanted > 0:
        return math.inf
    if row.verdict == "not_settled":
        wanted = min(wanted, width_that_settles(row.difference, wanted))
        return max(half / wanted, 1.01)
    return half / wanted


def width_that_settles(difference, margin):
    """Return the half width at which an interval around `difference` leaves out 0 or lies within the margin."""
    return max(abs(difference), margin - abs(difference))


def more_pairs(found, wanted, tail, sets_held=math.inf):
    """Return about how many more pairs bring an interval down to a half width; infinite if no number does.

    Parameters
    ----------
    found : Estimate
    wanted : float
        Half width.
    tail : callable
        Tail of the interval by number of pairs.
    sets_held : float
        Parameter sets there are to draw from: once all are drawn, more pairs shrink chance alone.

    Returns
    -------
    float
    """
    import numpy as np
    from scipy.special import ndtri

    pairs = np.unique(np.ceil(found.pairs * np.geomspace(1, FURTHEST, 400)))
    reaches = np.array([-ndtri(tail(n) / 2) for n in pairs])
    ratio = found.half_width / (reaches[0] * found.error) if found.error > 0 else 1.0
    falls = found.pairs / pairs
    if found.components is not None and not math.isnan(found.components.within):
        ignorance = found.components.ignorance * found.components.concentration
        share = min(1.0, ignorance / found.error**2) if found.error > 0 else 0.0
        falls = (1 - share) * falls + share * np.maximum(falls, min(1.0, found.sets / sets_held))
    enough = ratio * reaches * found.error * np.sqrt(falls) <= wanted
    return float(pairs[enough.argmax()] - found.pairs) if enough.any() else math.inf
