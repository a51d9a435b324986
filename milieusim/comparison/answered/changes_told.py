"""How a change is told to somebody who reads one line of it: as a share of the base, with its interval."""

import math

from milieusim.analysis.numbers import number, signed

MOST_SHARE = 10.0
"""Beyond this share of the base a change is told in its unit: ten times nearly nothing says nothing."""


def change_told(row):
    """Return a difference without its interval, such as ``-1.8 %``; in the unit of the row where the base is 0.

    Parameters
    ----------
    row : tuple
        Of a table of differences.
    """
    if not is_share(row):
        return signed(row.difference)
    return _percent(row.difference / abs(row.base), _digits(row)) + " %"


def interval_told(row):
    """Return a difference and its interval, such as ``-1.8 % (-2.5 to -1.0)``; without one if `low` is None."""
    if row.low is None or row.difference == row.low == row.high == 0:
        return change_told(row) if row.difference else "the same"
    if not row.low <= row.high:
        return "n/a"
    if not is_share(row):
        return f"{signed(row.difference)} ({signed(row.low)} to {signed(row.high)})"
    low, high = (_percent(end / abs(row.base), _digits(row)) for end in (row.low, row.high))
    return f"{change_told(row)} ({low} to {high})"


def level_told(value):
    """Return a level as words, with a real minus."""
    return number(value).replace("-", "\u2212")


def is_share(row):
    """Whether a difference can be told as a share of the base."""
    if not row.base or not math.isfinite(row.base) or not math.isfinite(row.difference):
        return False
    return abs(row.difference) <= MOST_SHARE * abs(row.base)


def share_of_base(row):
    """Return the size of a difference as a share of the base; infinite where the base is 0."""
    return abs(row.difference / row.base) if row.base else math.inf


def _digits(row):
    """Return the digits after the point that all of one row have."""
    ends = [end for end in (row.difference, row.low, row.high) if end is not None and math.isfinite(end)]
    largest = 100 * max(map(abs, ends), default=0.0) / abs(row.base)
    return 0 if largest >= 100 else 1 if largest >= 1 else 2


def _percent(share, digits):
    if not math.isfinite(share):
        return "n/a"
    size = f"{abs(100 * share):,.{digits}f}"
    # What rounds to nothing has no direction: "-0.0 %" says less than "0.0 %".
    sign = "" if not size.strip("0.,") else "+" if share > 0 else "\u2212"
    return sign + size
