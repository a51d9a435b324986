"""The finding of the study in words that its numbers choose."""

from contrasts import NAMES, changes_words, listed, percent

from milieusim.analysis.metrics.metrics import METRICS
from milieusim.analysis.numbers import number, signed

MEASURES = ["wellbeing_gain_day7", "wellbeing_gain_day14", "conflict_per_100_obd", "undone_minutes_per_shift"]
GAIN, EARLY = "wellbeing_gain_day14", "wellbeing_gain_day7"
FIRM = 0.95
"""Share of plausible sets that have to agree on a direction for the model to be held to it."""


def findings(table, apart):
    """Yield sentences: does it treat, when, through what, for whom, and what the model is held to.

    Parameters
    ----------
    table : pandas.DataFrame
        Of `contrasts`: With the milieu, Without one element, With one element alone.
    apart : pandas.DataFrame
        The same of what the milieu is worth, other mixes beside the ward's own.
    """
    whole = table[table["part"] == "With the milieu"]
    own = whole[whole["words"] == "own mix"]
    yield f"**Does it treat?** With the whole milieu beside none of it: {changes_words(own)}."
    yield _when(own)
    yield _through_what(table)
    yield _sum(table, own)
    for mix, rows in apart.groupby("words", sort=False):
        yield f"**For residents {mix}**, {_beside_own(rows)}."
    yield from _held_to(table)


def _when(own):
    at = own.set_index("metric")
    if not at.loc[GAIN, "is_told"]:
        return "**When?** What the milieu is worth by day 14 is not told apart from chance."
    early, late = at.loc[EARLY, "difference"], at.loc[GAIN, "difference"]
    return (
        f"**When?** By day 7 the milieu is worth {number(early)} points of wellbeing (0-1), by day 14 {number(late)}: "
        f"{100 * early / late:.0f} % of it is there after the first week."
    )


def _through_what(table):
    """Say which elements the gain falls without, and which raise it alone."""
    gain = table[(table["metric"] == GAIN) & table["is_told"]]
    needed = gain[(gain["part"] == "Without one element") & (gain["difference"] < 0)]
    enough = gain[(gain["part"] == "With one element alone") & (gain["difference"] > 0)]
    both = [name for name in needed["words"] if name in set(enough["words"])]
    return (
        f"**Through what?** The gain by day 14 falls beyond chance without {_ranked(needed) or 'none of the nine'}; "
        f"alone, it is raised by {_ranked(enough) or 'none of the nine'}. Both hold for {listed(both) or 'none'}."
    )


def _ranked(rows):
    rows = rows.reindex(rows["percent"].abs().sort_values(ascending=False).index)
    return listed(f"{row.words} ({percent(row.percent)})" for row in rows.itertuples())


def _sum(table, own):
    gain = table[table["metric"] == GAIN]
    alone = gain.loc[gain["part"] == "With one element alone", "difference"].sum()
    without = -gain.loc[gain["part"] == "Without one element", "difference"].sum()
    all_of_it = own.set_index("metric").loc[GAIN, "difference"]
    said = (
        f"**Is the whole more than its parts?** Alone, the nine add up to {100 * alone / all_of_it:.0f} % of what the "
        f"whole milieu is worth by day 14; the losses without each add up to {100 * without / all_of_it:.0f} %"
    )
    if alone < all_of_it < without:
        return f"{said}: an element is worth more where the others are there."
    return f"{said}: elements stand in for each other." if without < all_of_it < alone else f"{said}."


def _beside_own(rows):
    """Say in units what the milieu changes for a mix, and for the ward's own: in percent of a change signs mislead."""
    told = [
        f"the milieu changes {NAMES[row.metric]} by {signed(row.other)} where it is {signed(row.base)} for the "
        f"ward's own ({signed(row.difference)}, {signed(row.low)} to {signed(row.high)}, {METRICS[row.metric].unit})"
        for row in rows.itertuples()
        if row.is_told
    ]
    if not told:
        return "what the milieu is worth is not told apart from what it is worth on the ward's own mix"
    return listed(told)


def _held_to(table):
    """Yield which directions the model is held to, with what would contradict each."""
    firm = table[table["is_told"] & (table["share_of_sets_agreeing"] >= FIRM)]
    for mix, rows in firm[firm["part"] == "With the milieu"].groupby("words", sort=False):
        told = listed(
            f"{NAMES[row.metric]} {percent(row.percent)}{_agreed(row)}" for row in rows.itertuples()
        )
        yield (
            f"**Held to, residents{':' * (mix == 'own mix')} {mix}**: with the milieu {told}. A trial that took a milieu "
            "away, all else alike, and found one of these the other way round would refute the model there."
        )
    named = firm[(firm["part"] == "Without one element") & (firm["metric"] == GAIN)]
    open_ones = table[(table["part"] == "Without one element") & (table["metric"] == GAIN)]
    still = [row.words for row in open_ones.itertuples() if row.words not in set(named["words"])]
    yield (
        f"**Held to, element by element**: a smaller gain by day 14 without {listed(named['words']) or 'none'}. "
        f"On {listed(still) or 'no other'} plausible parameter sets do not agree, or chance could do it: the model "
        "predicts nothing there."
    )


def _agreed(row):
    return f" ({100 * row.share_of_sets_agreeing:.0f} % of sets agree)"
