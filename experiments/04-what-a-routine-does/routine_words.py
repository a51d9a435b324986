"""The finding of the study in words that its numbers choose."""

from contrasts import MEASURES, NAMES, change_words, listed, percent

from milieusim.analysis.metrics.metrics import METRICS
from milieusim.analysis.metrics.registry import PARTS
from milieusim.analysis.numbers import signed

UNDONE = [
    "doses_missed_per_1000_obd",
    "meals_missed_per_1000_obd",
    "prompts_not_made_per_1000_obd",
    "appointments_missed_per_1000_obd",
]
KINDS = [*PARTS["conflict_per_100_obd"], *UNDONE]
LARGEST = 2
STAR = "\\*"


def mostly(kinds):
    """Return which kinds of conflict and of undone care a change moves most; an empty text if none beyond chance.

    Parameters
    ----------
    kinds : pandas.DataFrame
        Rows of one change, of `contrasts` over KINDS.
    """
    said = []
    for names in (PARTS["conflict_per_100_obd"], UNDONE):
        rows = kinds[kinds["metric"].isin(names) & kinds["is_told"]]
        rows = rows.reindex(rows["difference"].abs().sort_values(ascending=False).index).head(LARGEST)
        said += [f"{METRICS[row.metric].label} {signed(row.difference)}" for row in rows.itertuples()]
    return f"per 1,000 bed-days: {', '.join(said)}" if said else ""


def findings(table, kinds, added):
    """Yield sentences: what moves each measure most, part by part what moves it, and leaders taken apart.

    Parameters
    ----------
    table, kinds : pandas.DataFrame
        Of `contrasts`, over MEASURES and over KINDS.
    added : dict
        Parts in which those who lead are taken apart.
    """
    changes = table[~table["part"].isin(added)]
    for metric in MEASURES:
        yield _most(changes[changes["metric"] == metric], metric)
    for part, rows in changes.groupby("part", sort=False):
        yield f"**{part}.** " + _part(rows, kinds[kinds["part"] == part])
    for part in added:
        yield _apart(part, table[table["part"] == part])


def _most(rows, metric):
    told = rows[rows["is_told"]]
    if not len(told):
        return f"**{NAMES[metric].capitalize()}** is moved by no single change beyond chance."
    first = told.reindex(told["percent"].abs().sort_values(ascending=False).index).head(3)
    shown = listed(f"{_named(row)} ({percent(row.percent)})" for row in first.itertuples())
    return (
        f"**{NAMES[metric].capitalize()}** is moved beyond chance by {len(told)} of {len(rows)} changes, "
        f"most by: {shown}."
    )


def _named(row):
    return row.words if row.part == "All" else f"{row.part.lower()}: {row.words}"


def _part(rows, kinds):
    """Say change by change what is told apart, and of what kind it is; then what moves nothing."""
    said, still = [], []
    for words, some in rows.groupby("words", sort=False):
        told = some[some["is_told"]]
        if not len(told):
            still.append(words)
            continue
        moved = listed(f"{NAMES[row.metric]} {change_words(row)}" for row in told.itertuples())
        of_kind = mostly(kinds[kinds["words"] == words])
        said.append(f"*{words}*: {moved}" + (f" [{of_kind}]" if of_kind else ""))
    if still:
        said.append(f"not told apart from chance on any of the three: *{listed(still)}*")
    return "; ".join(said) + "."


def _apart(part, rows):
    """Say what those who lead do by being there, and what is added beyond that."""
    said = []
    for metric in MEASURES:
        alone, added, both = rows[rows["metric"] == metric].itertuples()
        said.append(
            f"{NAMES[metric]} {_short(alone)} by those who lead being there, {_short(added)} by what they lead "
            f"beyond that, {_short(both)} by both"
        )
    return f"**{part}, leaders taken apart.** " + "; ".join(said) + ". A star: told apart from chance."


def _short(row):
    ends = f"{percent(row.percent_low)} to {percent(row.percent_high)}"
    return f"{percent(row.percent)}{STAR if row.is_told else ''} ({ends})"
