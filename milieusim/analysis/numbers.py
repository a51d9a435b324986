"""Numbers as people write them."""

import math
import re


def number(value):
    """Return a number with three significant digits, as people write it."""
    if value is None or math.isnan(value):
        return "n/a"
    if value == 0 or not math.isfinite(value):
        return f"{value:g}"
    digits = max(0, 2 - math.floor(math.log10(abs(value))))
    return f"{value:,.{digits}f}" if digits <= 7 else f"{value:.1e}"


def short_unit(unit):
    """Return a unit as narrow tables carry it: ``per 1,000 bed-days``."""
    return re.sub(r"^(events|incidents) per ([\d,]+) occupied bed-days$", r"per \2 bed-days", unit)


def days_long(days):
    """Return a length such as ``1 day`` or ``84 days``."""
    return "1 day" if days == 1 else f"{days} days"


def signed(value):
    """Return a difference with its sign, and a real minus."""
    text = number(value)
    if text == "n/a" or value == 0:
        return text
    return "+" + text if value > 0 else "\u2212" + text.removeprefix("-")
