"""The metrics of a run: the field's own measures, with the field's denominators."""

from milieusim.analysis.metrics import events, lives, services, undone_care
from milieusim.analysis.metrics.registry import (
    DIRECTIONS,
    HEADLINES,
    METRICS,
    PARTS,
    SHORT_LIST,
    Metric,
    checked_names,
    metric_called,
    register_metric,
)
from milieusim.analysis.metrics.run_view import RunView
from milieusim.errors import DataError, MilieusimError

__all__ = [
    "DIRECTIONS",
    "HEADLINES",
    "METRICS",
    "PARTS",
    "SHORT_LIST",
    "Metric",
    "checked_names",
    "metric_called",
    "metrics_of",
    "register_metric",
]
FAMILIES = (events, lives, services, undone_care)
"""The modules that define the metrics that come with the library; importing them registers them."""


def metrics_of(raw, facts):
    """Work out every metric of one run.

    Parameters
    ----------
    raw : mapping of str to numpy.ndarray
        Structured arrays by table name; incidents, responses, shifts, stays, staff_shifts,
        slots and undone are enough for every metric that comes with the library.
    facts : mapping
        ``days`` simulated and ``beds``; ``names`` if a metric of your own wants names of slots.

    Returns
    -------
    dict of str to float
        In the order of METRICS; NaN where there is nothing to count over.
    """
    run = RunView(raw, facts)
    return {name: _value(metric, run) for name, metric in METRICS.items()}


def _value(metric, run):
    try:
        return float(metric.function(run))
    except MilieusimError as problem:
        raise DataError(f"metric '{metric.name}': {problem}") from problem
    except Exception as problem:
        raise DataError(f"metric '{metric.name}' failed: {type(problem).__name__}: {problem}") from problem
