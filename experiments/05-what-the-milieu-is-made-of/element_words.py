"""The finding of the study in words that its numbers choose."""

from contrasts import MEASURES, NAMES, change_words, changes_words, is_better, listed, percent

PARTS, ELEMENTS, TOGETHER = "Single mechanisms", "Elements", "Together"
SHARED = 0.8


def findings(table):
    """Yield sentences: the elements together, each of them, which are worth most, and what moved nothing.

    Parameters
    ----------
    table : pandas.DataFrame
        Of `contrasts`, with the parts Elements, Together and Single mechanisms.
    """
    elements = table[table["part"] == ELEMENTS]
    yield _together(table, elements)
    for metric in MEASURES:
        yield _most(elements[elements["metric"] == metric], metric)
    for words, rows in elements.groupby("words", sort=False):
        yield f"**Without {words}**: {changes_words(rows)}."
    yield _burdens(elements)
    yield _still(table)


def _together(table, elements):
    said = []
    for row in table[table["part"] == TOGETHER].itertuples():
        summed = elements.loc[elements["metric"] == row.metric, "percent"].sum()
        chance = "" if row.is_told else ", not told apart from chance"
        said.append(
            f"{NAMES[row.metric]} {change_words(row)}{chance}, where the nine alone add up to {percent(summed)}"
        )
    return f"**All nine switched off at once**: {'; '.join(said)}."


def _most(rows, metric):
    """Say of which elements the loss is largest, by the mean over parameter sets."""
    told = rows[rows["is_told"]]
    if not len(told):
        return f"**For {NAMES[metric]}** no single element is told apart from chance."
    first = told.reindex(told["percent"].abs().sort_values(ascending=False).index).head(3)
    shown = listed(f"{row.words} ({percent(row.percent)} without it)" for row in first.itertuples())
    return f"**For {NAMES[metric]}** most hangs on {shown}; {len(told)} of {len(rows)} elements move it beyond chance."


def _burdens(elements):
    """Say where the ward does better without an element."""
    rows = elements[elements["is_told"]]
    better = [
        f"{row.words} ({NAMES[row.metric]} {percent(row.percent)})"
        for row in rows.itertuples()
        if is_better(row)
    ]
    if not better:
        return "No measure gets better, beyond chance, when an element is taken away."
    return (
        f"**An element can be a burden too**: taken away, these leave a measure better than before: {listed(better)}. "
        "Switched off, an element neither gives nor asks anything."
    )


def _still(table):
    """Say which elements and mechanisms move a measure."""
    moved = table.groupby(["part", "words"], sort=False)["is_told"].any()
    elements, parts = moved[ELEMENTS], moved[PARTS]
    still = list(elements[~elements].index)
    lacking = (
        f" (not {listed(still)}: what they do is smaller than what these runs can tell)" if still else ""
    )
    return (
        f"**Beyond chance, all tests counted**, {elements.sum()} of {len(elements)} elements move a measure{lacking}. "
        f"Of {len(parts)} single mechanisms these do: {listed(parts[parts].index) or 'none'}."
    )
