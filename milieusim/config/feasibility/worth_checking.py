"""The few warnings that stand beside a result, because the design behind it may not mean what it says."""

from milieusim.config.feasibility.feasibility import slots_not_held, warnings_of
from milieusim.phrasing import as_typed

MOST_LINES = 3


def worth_checking(name, design, given):
    """Return short lines on slots of a design that cannot be held.

    Parameters
    ----------
    name : str
        What the answer calls the design.
    design : WardDesign
    given : str
        Name or path by which the command was given it.

    Returns
    -------
    list of str
        None if every slot has its leader; else three at most, and where to see the rest.
    """
    told = slots_not_held(design)
    lines = [f"Worth checking in {name}: {_what(warning)}" for warning in told[:MOST_LINES]]
    more = len(warnings_of(design)) - len(lines)
    if lines and more > 0:
        lines.append(f"and {more} more: milieusim check {as_typed(given)}")
    return lines


def _what(warning):
    # Without the advice that follows: `check` gives it.
    return warning.split(". ")[0].removesuffix(".") + "."
