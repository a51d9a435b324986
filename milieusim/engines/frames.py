"""From the rows that engines write to the pandas tables that a reader sees."""

import numpy as np

from milieusim.ward.tables import MISSING, columns, words_in


def frame(table, rows, names=None):
    """Turn raw rows into a pandas table.

    Parameters
    ----------
    table : str
        Name of the table.
    rows : numpy.ndarray
        Structured array of `dtype_of(table)`.
    names : dict of str to list of str, optional
        For columns that hold an index (``slot``, ``place``, ``profile``): what the index stands for.

    Returns
    -------
    pandas.DataFrame
    """
    import pandas as pd

    series = {}
    for name, kind in columns(table):
        labels = (names or {}).get(f"{table}.{name}")
        series[name] = _column(rows[name], kind, labels)
    return pd.DataFrame(series, copy=False)


def _column(values, kind, labels):
    import pandas as pd

    if labels is not None:
        return pd.Categorical.from_codes(values, categories=labels)
    if kind == "int?":
        return pd.array(values, dtype="Int64").copy() if not (values == MISSING).any() else _with_gaps(values)
    if words := words_in(kind):
        return pd.Categorical.from_codes(values, categories=words.labels())
    return np.ascontiguousarray(values)


def _with_gaps(values):
    import pandas as pd

    return pd.arrays.IntegerArray(np.ascontiguousarray(values), values == MISSING)
