"""The finding of the study in words that its numbers choose."""

from ranking import label

from milieusim.analysis.metrics.metrics import METRICS
from milieusim.analysis.numbers import number, signed

PLACES = "first second third fourth fifth sixth seventh eighth ninth tenth".split()
NAMES = {"conflict_per_100_obd": "conflict", "wellbeing_gain_day14": "wellbeing"}
OFTEN = 0.8


def line_of(row):
    """Return a line of a ranking: where a routine stands, and how sure that is."""
    text = f"  {label(row.design):<26} {number(row.other):>7}"
    if row.verdict != "base":
        text += f"  {signed(row.difference):>9} ({signed(row.low)} to {signed(row.high)}), "
        text += row.verdict.replace("_", " ")
    ranks = f"rank {row.rank_low:.0f} to {row.rank_high:.0f}"
    return f"{text}; {ranks}, best in {100 * row.share_best:.0f} % of sets"


def findings(table, shown):
    """Yield sentences: what leads for each measure, what is told apart, each routine's places, and what they organise.

    Parameters
    ----------
    table : pandas.DataFrame
        Of `ranking`.
    shown : pandas.DataFrame
        Means of further metrics, by design.
    """
    for name, words in NAMES.items():
        rows = table[table["metric"] == name]
        yield _first(rows, words, METRICS[name].unit)
        yield _told(rows, words)
    yield from _places(table)
    held = shown["slots_held_share"]
    hours = shown["organised_hours_per_resident_day"].sort_values()
    yield (
        f"**Organised time** goes from {number(hours.iloc[0])} hours a resident and day "
        f"({label(hours.index[0]).lower()}) to {number(hours.iloc[-1])} ({label(hours.index[-1]).lower()}); "
        f"{100 * held.min():.0f} to {100 * held.max():.0f} % of slots were held."
    )


def _first(rows, words, unit):
    best = rows.loc[rows["share_best"].idxmax()]
    sure = "" if best["share_best"] >= OFTEN else ": which routine is best is open"
    beside = ""
    if best["verdict"] != "base":
        beside = f", {signed(best['difference'])} ({signed(best['low'])} to {signed(best['high'])}) beside no programme"
    return (
        f"**Best for {words} in most sets is {label(best['design']).lower()}**: {number(best['other'])} {unit}{beside}; "
        f"first of all in {100 * best['share_best']:.0f} % of parameter sets{sure}."
    )


def _told(rows, words):
    told = rows[rows["verdict"].isin(["better", "worse"])]
    others = (rows["verdict"] != "base").sum()
    if not len(told):
        return f"For {words} none of {others} routines is told apart from the one without a programme."
    said = ", ".join(f"{label(row.design).lower()} ({row.verdict})" for row in told.itertuples())
    return f"For {words} {len(told)} of {others} routines are told apart from the one without a programme: {said}."


def _places(table):
    """Yield the places that a routine has by its means."""
    means = table.pivot(index="design", columns="metric", values="other")
    ranks = {
        name: means[name].rank(ascending=METRICS[name].better == "lower", method="first").astype(int)
        for name in NAMES
    }
    said = [
        f"{label(design).lower()} "
        + ", ".join(f"{PLACES[ranks[name][design] - 1]} for {words}" for name, words in NAMES.items())
        for design in means.index[ranks["conflict_per_100_obd"].argsort()]
    ]
    moved = sum(abs(ranks["conflict_per_100_obd"] - ranks["wellbeing_gain_day14"]) >= len(means) // 2)
    yield f"**By their means**: {'; '.join(said)}."
    often = "not always " if moved else ""
    yield (
        f"**What is good for one is {often}good for the other**: {moved} of {len(means)} routines lie half the list "
        "or more apart in conflict and in wellbeing."
    )
