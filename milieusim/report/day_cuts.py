"""No difference between shifts of another length: what depends on how a day is cut is told by the day or not at all."""

from milieusim.comparison.answered.shift_rates import shifts_of
from milieusim.phrasing import listed

NOT_COMPARABLE = "not comparable"


def day_unit(unit):
    """Return a unit by the shift as one by the day."""
    return unit.replace("per shift", "a day").replace("a shift", "a day")


def cut_differently(result, name):
    """Return how a design cuts the day otherwise than the base, such as ``2 shifts a day against 3``; else nothing."""
    mine, base = (shifts_of(result.designs[one]) for one in (name, result.base))
    return "" if mine == base else f"{mine} shifts a day against {base}"


def cuts_told(result, titles=None):
    """Return what cannot be compared for it, in a sentence; nothing where all designs cut the day alike."""
    titles = titles or {name: name for name in result.designs}
    cut = {name: cut_differently(result, name) for name in result.others}
    told = [f"{titles[name]} ({how})" for name, how in cut.items() if how]
    if not told:
        return ""
    return (
        f"Measures by the shift cannot be compared with {titles[result.base]} for {listed(told)}: a longer shift holds "
        "more of everything. They are marked, and have no difference."
    )
