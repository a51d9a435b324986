"""How many pairs to run when nobody said: enough for an interval of a width fixed beforehand.

The rule looks at the width of the interval and never at where it lies. It is a plan for estimation
with a fixed width, not a test that is repeated until it rejects: for means of many runs, spread and mean
are close to independent, so that stopping on the spread leaves the coverage of the interval close to 95 %.

Over several sets of parameters the interval has a part that no number of runs takes away: what nobody knows.
The rule looks at the rest, which is chance and the small number of sets.
"""

import math

from milieusim.comparison.intervals import NORMAL

FIRST = 40
FIRST_OVER_SETS = 200  # fifty sets of four: fewer cannot say what differs between them
MOST = 1000
STEP = 20
SHARE_OF_BASE = 0.05


def first_total(is_one_set):
    """Return how many pairs to begin with."""
    return FIRST if is_one_set else FIRST_OVER_SETS


def next_total(table, done):
    """Return how many pairs to have run after the next block; the number done if they are enough.

    Parameters
    ----------
    table : pandas.DataFrame
        A table of differences; judged rows decide.
    done : int
        Pairs so far.

    Returns
    -------
    int
    """
    ratios = [_too_wide(row) for row in table[~table["is_exploratory"]].itertuples()]
    # A metric without an interval (nothing to count over) will not get one by more of the same.
    ratio = max((r for r in ratios if not math.isnan(r)), default=0.0)
    if ratio <= 1 or done >= MOST:
        return done
    # Widths shrink with the root of the number; at most doubling keeps a chance wide start from costing much.
    wanted = min(math.ceil(done * ratio**2 / STEP) * STEP, 2 * done)
    return min(max(wanted, done + STEP), MOST)


def _too_wide(row):
    wanted = row.margin if not math.isnan(row.margin) else SHARE_OF_BASE * abs(row.base)
    half = (row.high - row.low) / 2
    if not math.isnan(row.ignorance_spread):
        half = max(0.0, half - NORMAL * row.ignorance_spread)
    if math.isnan(half) or half == 0:
        return half
    return half / wanted if wanted > 0 else math.inf
