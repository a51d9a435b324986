"""What a judged total is made of: its parts in the unit of the total, so that they add up to it."""

from milieusim.analysis.metrics.registry import METRICS, PARTS

SHARE = 0.1
"""Parts are counted per 1,000 bed-days, totals per 100."""


def parts_of(rows, total):
    """Return the rows of the parts of a total, in its unit and in the order of the register.

    Parameters
    ----------
    rows : iterable of tuple
        Rows of one design in a table of differences.
    total : str
        Name of a metric; one that is no total has no parts.

    Returns
    -------
    list of tuple
    """
    by_metric = {row.metric: row for row in rows}
    found = [by_metric[name] for name in PARTS.get(total, ()) if name in by_metric]
    return [_in_unit(row, METRICS[total].unit) for row in found]


def _in_unit(row, unit):
    numbers = {name: SHARE * getattr(row, name) for name in ("base", "other", "difference", "low", "high")}
    return row._replace(unit=unit, **numbers)


def with_parts(names):
    """Return names of metrics, each total followed by its parts."""
    told = [part for name in names for part in (name, *PARTS.get(name, ()))]
    return list(dict.fromkeys(told))
