"""The tables of a ward under way: rows that are not closed yet are in them as they stand."""

from types import SimpleNamespace

from milieusim.ward.memory import COUNTERS, ROWS
from milieusim.ward.tables import TABLES, dtype_of, row_dtype, sorted_rows

_CHANGED_AT_THE_END = ("slot_rows", "shift_rows", "stay_rows", "lived", "work")


def raw_tables(model):
    """Return the tables of a model so far as structured arrays, sorted; nothing of the model is changed.

    Parameters
    ----------
    model : WardModel

    Returns
    -------
    dict of str to numpy.ndarray
    """
    end = _as_if_it_ended(model)
    raw = {}
    for table in TABLES:
        rows = getattr(end, ROWS[table])
        del rows[getattr(end.now, COUNTERS[table]) :]
        raw[table] = rows.as_array(row_dtype(table)).view(dtype_of(table))
    raw["stays"] = raw["stays"][~(raw["stays"]["discharged_at_hour"] <= 0.0)]
    if "hours" not in model.inputs.keep:
        raw["hours"] = raw["hours"][:0]
    return {table: sorted_rows(table, rows) for table, rows in raw.items()}


def _as_if_it_ended(model):
    """Return the memory of a model after its window was closed, without closing it."""
    end = SimpleNamespace(**{name: value for name, value in vars(model).items() if not name.startswith("_")})
    end.now = model.now.copy()
    for name in set(ROWS.values()) - set(_CHANGED_AT_THE_END):
        rows = getattr(model, name)
        setattr(end, name, type(rows)(rows.blank, rows))
    for name in _CHANGED_AT_THE_END:
        setattr(end, name, getattr(model, name).copy())
    if end.now.is_open:
        model.text.close_window(end)
    return end
