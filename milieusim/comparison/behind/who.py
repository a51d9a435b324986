"""Who gains and who loses: differences by group of residents, with the correction for many groups."""

import numpy as np

from milieusim.comparison.behind.paired_rows import NUMBERS, level_together, numbers_of, with_holm
from milieusim.comparison.behind.stays_counted import counted_at, ended_in
from milieusim.comparison.verdicts import FEWEST_PAIRS

COLUMNS = (
    ["design", "grouped_by", "group", "measure", "label", "unit", "better", "residents", "is_shown"]
    + NUMBERS
    + ["p_adjusted", "stands_out", "level"]
)
FEWEST_RESIDENTS = 30
"""Stays in each design, over all pairs, below which a group is not shown: nobody should be found in it."""
AGES = {"18 to 24": (0, 25), "25 to 44": (25, 45), "45 to 64": (45, 65), "65 and over": (65, 200)}
WORDS = {
    "female": "women",
    "male": "men",
    "other": "others",
    "anxiety_stress": "anxiety or stress",
    "personality": "personality disorder",
}
GAIN_DAY = 14
MEASURES = {
    "wellbeing_gain": ("gain in wellbeing by day 14", "points on a 0-1 scale", "higher"),
    "conflict": ("conflict that they take part in", "events per 100 bed-days", "lower"),
    "self_care_gain": ("gain in self-care by the end of the stay", "points on a 0-1 scale", "higher"),
}


def who(result):
    """Return paired differences by group of residents.

    Parameters
    ----------
    result : Comparison

    Returns
    -------
    pandas.DataFrame
        Columns COLUMNS, from the stays of `result.sample`. Groups are told by what residents bring with them, so that
        they are the same in every design. All intervals of the table hold together with 95 %, each at its `level`;
        `stands_out` says whether a difference is told from chance with the correction for all of them (Holm). Groups
        with fewer than 30 stays or 10 pairs are named and not shown.
    """
    import pandas as pd

    groups = {name: groups_of(result.sample.stays[name], result) for name in result.designs}
    rows = []
    for design in result.others:
        for key in groups[result.base]:
            inside = [groups[name][key] for name in (result.base, design)]
            rows += _rows_of(result, design, key, inside)
    shown = [row for row in rows if row["is_shown"]]
    level, sets = level_together(len(shown)), result.sample.sets
    for row in shown:
        row |= numbers_of(*row["_values"], level, sets) | {"level": level}
    with_holm(shown)
    return pd.DataFrame(rows, columns=COLUMNS)


def groups_of(stays, result):
    """Return (grouped by, group) -> which stays are in it.

    Parameters
    ----------
    stays : pandas.DataFrame
    result : Comparison
        Thirds and the tenth are cut where those of its base design are.

    Returns
    -------
    dict of tuple to numpy.ndarray
    """
    base = result.sample.stays[result.base]
    found = {}
    for what, column in (("mix", "profile"), ("diagnosis", "diagnosis"), ("sex", "sex")):
        for name in _telling(base, column):
            found[what, WORDS.get(name, name.replace("_", " "))] = (stays[column] == name).to_numpy()
    for name, is_so in (("detained", True), ("not detained", False)):
        found["legal status", name] = (stays["is_detained"] == is_so).to_numpy()
    for name, (low, high) in AGES.items():
        found["age", f"aged {name}"] = ((stays["age"] >= low) & (stays["age"] < high)).to_numpy()
    cuts = np.quantile(base["frailty"], [1 / 3, 2 / 3])
    third = np.searchsorted(cuts, stays["frailty"], side="right")
    for place, name in enumerate(("least", "middle", "most")):
        found["proneness to conflict", f"{name} prone third"] = third == place
    worst = np.quantile(base["wellbeing_admission"], 0.1)
    found["wellbeing at admission", "worst-off tenth"] = (stays["wellbeing_admission"] <= worst).to_numpy()
    return found


def _telling(stays, column):
    """Return the words of a column, of diagnoses only those that are not told by one profile already."""
    words = list(stays[column].cat.categories)
    if column != "diagnosis":
        return words
    of_profile = stays.groupby("profile", observed=True)["diagnosis"].agg(
        lambda some: some.astype(str).unique().tolist()
    )
    sole = [found[0] for found in of_profile if len(found) == 1]
    shared = {name for found in of_profile if len(found) > 1 for name in found}
    return [name for name in words if sole.count(name) > 1 or name in shared]


def _rows_of(result, design, key, inside):
    stays = [result.sample.stays[name] for name in (result.base, design)]
    n = [int(chosen.sum()) for chosen in inside]
    if not any(n):
        return
    for measure, (label, unit, better) in MEASURES.items():
        values = [by_run(measure, table[chosen], result) for table, chosen in zip(stays, inside)]
        pairs = int((np.isfinite(values[0]) & np.isfinite(values[1])).sum())
        yield {
            "_values": values,
            "design": design,
            "grouped_by": key[0],
            "group": key[1],
            "measure": measure,
            "label": label,
            "unit": unit,
            "better": better,
            "residents": min(n),
            "is_shown": min(n) >= FEWEST_RESIDENTS and pairs >= FEWEST_PAIRS,
            "stands_out": False,
        }


def by_run(measure, stays, result):
    """Return a measure of the stays of a group in each run; NaN where it has none.

    Parameters
    ----------
    measure : str
        A key of MEASURES.
    stays : pandas.DataFrame
        Of `result.sample`, or some of them.
    result : Comparison

    Returns
    -------
    numpy.ndarray
        Shape (pairs,), in the unit of MEASURES.
    """
    if measure == "conflict":
        return _ratio(stays, stays["conflict"], stays["hours_in_window"] / (100 * 24), result)
    if measure == "wellbeing_gain":
        counts, then = counted_at(stays, GAIN_DAY, result.days)
        gain = then("wellbeing") - stays["wellbeing_admission"].to_numpy()
    else:
        counts = ended_in(stays, result.days)
        gain = (stays["self_care_end"] - stays["self_care_admission"]).to_numpy()
    return _ratio(stays[counts], gain[counts], np.ones(int(counts.sum())), result)


def _ratio(stays, above, below, result):
    runs = stays["run"].to_numpy()
    sums = [np.bincount(runs, np.asarray(part, float), result.sample.pairs) for part in (above, below)]
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.where(sums[1] > 0, sums[0] / sums[1], np.nan)
