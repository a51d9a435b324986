"""Columns of the tables of a store that are about runs, their Arrow types, and what pandas makes of them."""

from milieusim.analysis.series import PLACES, SERIES
from milieusim.campaign.store.parquet_writing import ARROW_KINDS
from milieusim.errors import DataError
from milieusim.phrasing import near
from milieusim.shown.column_units import Units, units_of

METRICS, FAILURES = "metrics", "failures"
OF_RUNS = ["run", "point", "design"]
"""Columns of both that stand before the factors."""
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

    from milieusim.campaign.store.parquet_writing import records_table, rows_table, series_table
    from milieusim.ward.tables import dtype_of

    if table in manifest.outcomes:
        return series_table(table, manifest.outcomes[table], [], [])
    if table in (METRICS, FAILURES):
        return records_table([], kinds_of(table, manifest.factors, manifest.facts["metrics"]))
    return rows_table(table, [0], [np.empty(0, dtype_of(table))])


def empty_dataset(table, manifest):
    """Return the same as a dataset."""
    from pyarrow import dataset

    return dataset.dataset(empty_table(table, manifest))


def with_columns(table, first, factors, added):
    """Return an Arrow table whose columns are some columns and factors, and then what else it has.

    Parameters
    ----------
    table : pyarrow.Table
    first : list of str
        Columns before the factors.
    factors : dict of str to str
        Path -> kind.
    added : dict of str to object
        Path of a factor that came later -> its value in the runs of before.
    """
    import pyarrow as pa

    lacking = {path: added[path] for path in factors if path not in table.column_names}
    if not lacking and table.column_names[: len(first) + len(factors)] == [*first, *factors]:
        return table
    for path, value in lacking.items():
        table = table.append_column(path, pa.repeat(pa.scalar(value, ARROW_KINDS[factors[path]]), len(table)))
    rest = [name for name in table.column_names if name not in first and name not in factors]
    return table.select([*first, *factors, *rest])


def filled(dataset, name, manifest, plan, found):
    """Return a dataset in which runs from before a factor was added have its column too.

    Parameters
    ----------
    dataset : pyarrow.dataset.FileSystemDataset
    name : str
        Of its table.
    manifest : Manifest
    plan : Plan
    found : Found
        What its files belong to.
    """
    from pyarrow import compute
    from pyarrow import dataset as datasets

    if name not in (METRICS, FAILURES):
        return dataset
    last = {note.name: number for number, note in sorted(found.done.items()) if name in note.files}
    said = []
    for number in last.values():
        has, expression = manifest.factors_at(plan.stage_of(number)), compute.scalar(True)
        # What is said to hold for a whole file stands for a column that is not in it, in filters too.
        for path, value in manifest.added.items():
            expression = expression if path in has else expression & (compute.field(path) == value)
        said.append(expression)
    schema = empty_table(name, manifest).schema
    return datasets.FileSystemDataset.from_paths(
        dataset.files, schema=schema, format=dataset.format, filesystem=dataset.filesystem, partitions=said
    )


def as_contracted(name, frame):
    """Give every column of words its whole list, whether or not all of them occur; keep ids whole numbers.

    Shifts that designs have of their own come after the usual ones.

    Parameters
    ----------
    name : str
        Of a kept table.
    frame : pandas.DataFrame

    Returns
    -------
    pandas.DataFrame
        The same object.
    """
    import pandas as pd

    from milieusim.ward.tables import columns, words_in

    for column, kind in columns(name):
        words = words_in(kind)
        if words is not None and column in frame:
            own = sorted(set(frame[column].dropna().unique()) - set(words.labels()))
            frame[column] = pd.Categorical(frame[column], categories=[*words.labels(), *own])
        elif kind == "int?" and column in frame:
            frame[column] = frame[column].astype("Int64")
    return frame


def frame_of(store, name, columns=None, where=None):
    """Return a table of a store.

    Parameters
    ----------
    store : Store
    name : str
        Of the table.
    columns, where
        As `Store.metrics` takes them.

    Returns
    -------
    pandas.DataFrame

    Raises
    ------
    DataError
        If the table has no such column, or a file cannot be read.
    """
    import pyarrow as pa
    from pyarrow.parquet import filters_to_expression

    dataset = store.dataset(name)
    rows = filters_to_expression(where) if isinstance(where, list) else where
    asked = (
        [*(columns or ()), *(part[0] for part in where if isinstance(where, list))]
        if where
        else columns or ()
    )
    if unknown := [column for column in asked if column not in dataset.schema.names]:
        raise DataError(
            f"{store.location}/{name} has no column '{unknown[0]}'.{near(unknown[0], dataset.schema.names)}"
        )
    try:
        table = dataset.to_table(columns=None if columns is None else list(columns), filter=rows)
    except (OSError, pa.ArrowException) as error:
        raise DataError(
            f"{store.location}/{name}: a file cannot be read ({' '.join(str(error).split())[:200]}); "
            f"`milieusim status {store.location} --verify` says which are damaged."
        ) from None
    frame = table.unify_dictionaries().combine_chunks().to_pandas()
    frame.attrs["units"] = units_of(name, frame.columns, store.manifest.measures())
    return frame


def series_frame(store, by, columns=None, where=None):
    """Return measures by day or by hour, with their units in ``.attrs["units"]``.

    Parameters
    ----------
    store : Store
    by : {"day", "hour"}
    columns, where
        As `Store.metrics` takes them.

    Returns
    -------
    pandas.DataFrame

    Raises
    ------
    DataError
        If the store holds none.
    """
    table = {place: table for table, place in PLACES.items()}.get(by)
    if table is None:
        raise DataError(f"series: by is {by!r}; it must be {' or '.join(map(repr, PLACES.values()))}.")
    if table not in store.manifest.outcomes:
        raise DataError(
            f"{store.location} holds nothing {table}. Ask for it before the runs, as in outcomes: "
            f"{{{table}: [conflict]}}."
        )
    frame = frame_of(store, table, columns, where)
    known = SERIES[table]
    frame.attrs["units"] = Units({name: known[name].unit for name in frame.columns if name in known})
    return frame
