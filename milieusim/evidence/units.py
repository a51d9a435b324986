"""Numbers of patterns in the units that people use: shares in per cent."""

from milieusim.analysis.numbers import number

UNITS = {"share": "%", "standard deviations": "SD", "hour of day": "h of day"}


def unit_of(target):
    """Return the unit as people read it: shares in per cent."""
    return UNITS.get(target.unit, target.unit)


def name_of(target):
    """Return a pattern's label with its unit."""
    return target.label if target.unit == "ratio" else f"{target.label}, {unit_of(target)}"


def scale_of(target):
    """Return by what a number is multiplied to stand in that unit."""
    return 100.0 if target.unit == "share" else 1.0


def shown(target, value):
    """Return a number of a pattern in that unit."""
    return number(value * scale_of(target))
