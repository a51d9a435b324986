"""Numbers as people write them."""

import math


def number(value):
    """Return a number with three significant digits, as people write it."""
    if value is None or math.isnan(value):
        return "n/a"
    if value == 0 or not math.isfinite(value):
        return f"{value:g}"
    digits = max(0, 2 - math.floor(math.log10(abs(value))))
    return f"{value:,.{min(digits, 6)}f}" if abs(value) >= 1e-4 else f"{value:.2g}"


def signed(value):
    """Return a difference with its sign, and a real minus."""
    text = number(value)
    if text == "n/a" or value == 0:
        return text
    return "+" + text if value > 0 else "\u2212" + text.removeprefix("-")
