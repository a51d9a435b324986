"""Designs in order, in plain words: who is first, who cannot be told from it, who breaks a limit."""

import math

from milieusim.analysis.metrics.metrics import METRICS
from milieusim.analysis.numbers import number
from milieusim.phrasing import listed


def order_told(rows, titles=None):
    """Return the order of designs by one criterion, in a sentence or two.

    Parameters
    ----------
    rows : list of tuple
        Of a table of `milieusim.comparison.ranking.best_designs.ranked`, one criterion.
    titles : dict of str to str, optional
        What designs are called; their names if left out.
    """
    rows = [row._replace(design=(titles or {}).get(row.design, row.design)) for row in rows]
    first, *rest = rows
    if first.criterion not in METRICS:
        said = f"By your goals {first.design} comes first, {_worth(first.value)}"
    else:
        metric = METRICS[first.criterion]
        said = f"Ranked on {metric.label}, {first.design} comes first ({number(first.value)} {metric.unit})"
    near = [row.design for row in rest if row.is_among_best]
    behind = [row.design for row in rest if row.is_allowed and not row.is_among_best]
    if not first.is_allowed:
        said = f"No design keeps every limit. {said}"
    if near:
        said += f"; {listed(near)} cannot be told from it"
    if behind:
        said += f"; {listed(behind)} {'lies' if len(behind) == 1 else 'lie'} behind" + (
            " all of these" if near else ""
        )
    return " ".join([said + ".", *_limits(rows)])


def places_told(rows):
    """Return the place of each design by one criterion: a number only where it is told from chance.

    Parameters
    ----------
    rows : pandas.DataFrame
        As of `order_told`.

    Returns
    -------
    dict of str to int or str
        The best may be several, or all of them; these have words for a place.
    """
    best = int(rows["is_among_best"].sum())
    shared = "no order shown" if best == len(rows) else "among the best"
    return {
        row.design: shared if row.is_among_best and best > 1 else row.place
        for row in rows.itertuples(index=False)
    }


def _worth(value):
    if math.isnan(value):
        return "though no pair of runs says what it is worth"
    if value == 0:
        return "at the level of the base"
    way = "better" if value > 0 else "worse"
    return f"as good as {100 * abs(value):.2g} % {way} than the base on everything with a weight"


def _limits(rows):
    said = [f"{row.design} breaks a limit: {row.breaks}." for row in rows if row.breaks]
    open_ones = [row for row in rows if row.may_break and not row.breaks]
    return said + [f"{row.design} is not shown to keep a limit: {row.may_break}." for row in open_ones]
