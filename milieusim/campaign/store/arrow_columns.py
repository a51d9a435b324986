"""Columns of the tables of a store that are about runs, and their Arrow types."""

from milieusim.campaign.store.parquet_writing import ARROW_KINDS

METRICS, FAILURES = "metrics", "failures"
WHY = {"run_id": "string", "stage": "words", "error": "words", "message": "string"}


def kinds_of(table, factors, metrics):
    """Return column -> kind of the table of metrics or of failures.

    Parameters
    ----------
    table : {"metrics", "failures"}
    factors : dict of str to str
        Path -> kind.
    metrics : list of str

    Returns
    -------
    dict of str to str
    """
    return {
        "run": "int64",
        "point": "int64",
        "design": "words",
        **{path: ARROW_KINDS[kind] for path, kind in factors.items()},
        "parameter_set": "words",
        "seed": "int64",
        **(WHY if table == FAILURES else {"run_id": "string", **dict.fromkeys(metrics, "float64")}),
    }


def empty_table(table, manifest):
    """Return a table of a store without any row.

    Parameters
    ----------
    table : str
    manifest : Manifest

    Returns
    -------
    pyarrow.Table
    """
    import numpy as np

    from milieusim.campaign.store.parquet_writing import records_table, rows_table
    from milieusim.ward.tables import dtype_of

    if table in (METRICS, FAILURES):
        return records_table([], kinds_of(table, manifest.factors, manifest.facts["metrics"]))
    return rows_table(table, [0], [np.empty(0, dtype_of(table))])
