"""The unit of every column: for ``DataFrame.attrs`` and for the columns of Parquet files."""

from functools import cache

from milieusim.vocabulary import Task
from milieusim.ward.state import RESIDENT
from milieusim.ward.tables import INCIDENT_COLUMNS, RESPONSE_COLUMNS, SPECS, columns

COUNT = "count"
NUMBERS = set("incident response_id resident target_id profile staff slot place leader from to".split())
"""Columns that say which, and not how much: they have no unit."""
UNITS = {
    **dict.fromkeys("day shift_day".split(), "d since hour 0"),
    **dict.fromkeys("hour start end".split(), "h of the day"),
    "at_hour": "h since hour 0",
    "severity": "points of SOAS-R, 0-22",
    "risk_score": "signs, 0-7",
    "age": "years",
    "frailty": "1, mean 1",
    "staff_load": "minutes asked for / minutes there",
    "value": "-1 to 1",
    "trust": "-1 to 1",
    **dict.fromkeys("burnout belonging hygiene own_schedule organisation life_skills".split(), "0-1"),
    "distress_rated": "0-1",
    "midnight_days": "bed-days",
    "minutes": "min",
    "hours": "h",
    **dict.fromkeys("census beds on_leave without_leave detained staff_in_reach".split(), COUNT),
    **dict.fromkeys("admissions discharges absconded returned sick invited attended".split(), COUNT),
    **dict.fromkeys("conflict containment containment_begun incidents aggression".split(), COUNT),
    **dict.fromkeys("slots_planned slots_held daytime_snapshots snapshots_without_contact".split(), COUNT),
    **dict.fromkeys("rostered_registered rostered_unregistered registered_on_duty".split(), COUNT),
    **dict.fromkeys("unregistered_on_duty bank_on_duty".split(), COUNT),
    **dict.fromkeys("prn_doses prn_within_14_days".split(), "doses"),
    **dict.fromkeys([*INCIDENT_COLUMNS, *RESPONSE_COLUMNS], COUNT),
}
STATES = {state.name: state.unit for state in RESIDENT if state.unit}
SUFFIXES = ("_recorded", "_admission", "_day7", "_day14", "_end")
ENDS = {
    "_minutes_needed": "min",
    "_minutes_available": "min",
    "_minutes": "min",
    "_at_hour": "h since hour 0",
    "_hours": "h",
    "_share": "share",
}


class Units(dict):
    """Column -> unit, shared by all tables that come of one; it cannot be changed, and ``dict(units)`` can.

    pandas copies `attrs` deeply whenever it makes a table of another: with a plain dict that is a third of its time.
    """

    def __copy__(self):
        return self

    def __deepcopy__(self, memo):
        return self

    def __reduce__(self):
        return type(self), (dict(self),)

    def _refuse(self, *args, **kwargs):
        raise TypeError(
            "units are shared by tables and cannot be changed; take a copy of them with dict(units)."
        )

    __setitem__ = __delitem__ = __ior__ = update = setdefault = pop = popitem = clear = _refuse


@cache
def unit_of(table, column):
    """Return the unit of a column of a run's table; None where it has none, as of words, flags and numbers of people.

    Parameters
    ----------
    table : str
    column : str

    Returns
    -------
    str or None
    """
    kind = dict(columns(table)).get(column, "") if table in SPECS else ""
    if kind not in ("int", "int?", "float") or column in NUMBERS and not _is_task(table, column):
        return None
    return "h" if _is_task(table, column) else _by_name(column)


def _is_task(table, column):
    return table == "staff_shifts" and column in Task.labels()


def _by_name(column):
    name = column.removeprefix("mean_")
    for end, unit in ENDS.items():
        if name.endswith(end):
            return unit
    found = UNITS.get(name) or STATES.get(name)
    if found or name.startswith("hours_"):
        return found or "h"
    for suffix in SUFFIXES:
        if name.endswith(suffix):
            return _by_name(name.removesuffix(suffix))
    return None


def units_of(table, names, metrics=None):
    """Return column -> unit of those of a table that have one.

    Parameters
    ----------
    table : str
        One of a run; or any other, whose columns may be metrics.
    names : iterable of str
    metrics : mapping of str to Metric, optional
        Those that are known; the registered ones if left out.

    Returns
    -------
    Units
        A dict of str to str that cannot be changed.
    """
    if table in SPECS:
        found = {name: unit_of(table, name) for name in names}
    else:
        from milieusim.analysis.metrics.metrics import METRICS

        metrics = METRICS if metrics is None else metrics
        found = {name: metrics[name].unit for name in names if name in metrics}
    return Units({name: unit for name, unit in found.items() if unit})


def with_units(frame, table):
    """Return a pandas table or series that says its units: ``frame.attrs["units"]``, by column or by metric.

    Parameters
    ----------
    frame : pandas.DataFrame or pandas.Series
    table : str
        What it is, as `units_of` takes it.

    Returns
    -------
    pandas.DataFrame or pandas.Series
        The same object.
    """
    names = frame.columns if frame.ndim == 2 else frame.index
    frame.attrs["units"] = units_of(table, names)
    return frame


def arrow_with_units(arrow, table, metrics=None):
    """Return an Arrow table whose fields say their units, as ``field.metadata[b"unit"]``; values are untouched.

    Parameters
    ----------
    arrow : pyarrow.Table
    table, metrics
        What it is, and which metrics are known, as `units_of` takes them.

    Returns
    -------
    pyarrow.Table
    """
    import pyarrow as pa

    units = units_of(table, arrow.column_names, metrics)
    fields = [
        field.with_metadata({**(field.metadata or {}), "unit": units[field.name]})
        if field.name in units
        else field
        for field in arrow.schema
    ]
    return pa.table(arrow.columns, schema=pa.schema(fields, arrow.schema.metadata))
