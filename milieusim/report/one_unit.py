"""One unit throughout the page, and no difference between shifts of another length."""

import re

from milieusim.analysis.metrics.made_of import SHARE
from milieusim.analysis.metrics.metrics import METRICS
from milieusim.comparison.answered.shift_rates import shifts_of
from milieusim.phrasing import listed

PER_1000, PER_100 = "per 1,000 occupied bed-days", "per 100 occupied bed-days"
SCALED = (
    "base other difference low high low_chance high_chance ignorance_spread low_world high_world margin total "
    "difference_left low_left high_left carried low_value_mean high_value_mean"
).split()
NOT_COMPARABLE = "not comparable"


def in_one_unit(table):
    """Return a table of differences with rates per 1,000 occupied bed-days told per 100.

    Parameters
    ----------
    table : pandas.DataFrame
        With a column `unit`.

    Returns
    -------
    pandas.DataFrame
    """
    is_per_1000 = table["unit"].str.endswith(PER_1000)
    table = table.copy()
    for name in (name for name in SCALED if name in table):
        table[name] = table[name].where(~is_per_1000, SHARE * table[name])
    table["unit"] = table["unit"].str.replace(PER_1000, PER_100)
    return table


def in_unit(unit):
    """Return a unit as the page tells it."""
    return unit.replace(PER_1000, PER_100)


def limits_in_unit(text, result):
    """Return a sentence on limits with what is told per 1,000 occupied bed-days told per 100, as the page has it.

    Limits are told as the file of goals has them, measure by measure: a clause ends at a semicolon or a full stop.
    """
    for name in result.goals.limits if result.goals else ():
        if in_unit(METRICS[name].unit) != METRICS[name].unit:
            clause = rf"(?<=[:;] ){re.escape(METRICS[name].label)} .*?(?=; |\.(?:\s|$))"
            text = re.sub(clause, lambda found: f"{_scaled(found[0])} {PER_100}", text)
    return text


def _scaled(clause):
    return re.sub(r"\d+(?:\.\d+)?(?:e[+-]?\d+)?", lambda found: f"{SHARE * float(found[0]):.3g}", clause)


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
