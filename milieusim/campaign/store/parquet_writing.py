"""From the raw rows of runs to Parquet, the same bytes wherever and whenever they are written."""

import numpy as np

from milieusim.analysis.series import PLACES
from milieusim.ward.tables import MISSING, columns, words_in

OPTIONS = {
    "compression": "zstd",
    "version": "2.6",
    "data_page_version": "1.0",
    "write_statistics": True,
    "write_page_checksum": True,
}


def parquet_bytes(table):
    """Return an Arrow table as the content of a Parquet file.

    Parameters
    ----------
    table : pyarrow.Table

    Returns
    -------
    pyarrow.Buffer
    """
    return merged_bytes([table], 0)[0]


def merged_bytes(tables, rows):
    """Return Arrow tables, one below the other, as the content of a Parquet file, and how many rows it has.

    Parameters
    ----------
    tables : iterable of pyarrow.Table
        Of the same columns, held no longer than they are needed.
    rows : int
        Tables are put together up to this many rows, which are then a group of the file.

    Returns
    -------
    tuple of pyarrow.Buffer and int
    """
    import pyarrow as pa
    from pyarrow import parquet

    sink, writer, waiting, count = pa.BufferOutputStream(), None, [], 0

    def put():
        group = joined(waiting)
        writer.write_table(group, row_group_size=max(group.num_rows, 1))
        waiting.clear()

    for table in tables:
        if writer is None:
            # Numbers hardly repeat: a dictionary of them costs time and space. Words do.
            words = [field.name for field in table.schema if _is_words(field.type)]
            writer = parquet.ParquetWriter(sink, table.schema, use_dictionary=words, **OPTIONS)
        waiting.append(table)
        count += table.num_rows
        if sum(one.num_rows for one in waiting) >= rows:
            put()
    if waiting:
        put()
    writer.close()
    return sink.getvalue(), count


def _is_words(kind):
    import pyarrow as pa

    return pa.types.is_dictionary(kind) or pa.types.is_string(kind)


def rows_table(name, runs, parts, names=None):
    """Return the raw rows of some runs of one design as an Arrow table with a `run` column.

    Parameters
    ----------
    name : str
        Of the table.
    runs : list of int
    parts : list of numpy.ndarray
        Raw rows, one array a run.
    names : dict of str to list of str, optional
        As in `milieusim.engines.frames.frame`.

    Returns
    -------
    pyarrow.Table
    """
    import pyarrow as pa

    rows = np.concatenate(parts)
    found = {"run": pa.array(np.repeat(np.array(runs, np.int64), [len(part) for part in parts]))}
    for column, kind in columns(name):
        labels = (names or {}).get(f"{name}.{column}")
        found[column] = _column(np.ascontiguousarray(rows[column]), kind, labels)
    return pa.table(found)


def _column(values, kind, labels):
    import pyarrow as pa

    if labels is None and words_in(kind):
        labels = words_in(kind).labels()
    if labels is not None:
        codes = pa.array(values.astype(np.int32), mask=values == MISSING)
        return pa.DictionaryArray.from_arrays(codes, pa.array(labels, pa.string()))
    if kind == "int?":
        return pa.array(values, mask=values == MISSING)
    return pa.array(values)


def joined(tables):
    """Return tables one below the other, with one list of words a column."""
    import pyarrow as pa

    if len(tables) == 1:
        return tables[0]
    return pa.concat_tables(tables).unify_dictionaries().combine_chunks()


ARROW_KINDS = {"number": "float64", "text": "string", "flag": "bool"}


def records_table(records, kinds):
    """Return records as an Arrow table.

    Parameters
    ----------
    records : list of tuple
    kinds : dict of str to str
        Column -> Arrow type, in order; ``words`` for text that repeats.

    Returns
    -------
    pyarrow.Table
    """
    import pyarrow as pa

    found = list(zip(*records)) if records else [()] * len(kinds)
    return pa.table({name: _array(values, kind) for (name, kind), values in zip(kinds.items(), found)})


def _array(values, kind):
    import pyarrow as pa

    if kind == "words":
        return pa.array(values, pa.string()).dictionary_encode()
    return pa.array(values, kind)


def series_table(table, names, runs, found):
    """Return measures of runs as an Arrow table: a row a run and day, or a run and hour.

    Parameters
    ----------
    table : {"by_day", "by_hour"}
    names : sequence of str
        Measures.
    runs : sequence of int
    found : sequence of numpy.ndarray
        Of each run, as `milieusim.analysis.series.series_of` gives it.

    Returns
    -------
    pyarrow.Table
    """
    import pyarrow as pa

    rows = np.concatenate(found) if found else np.empty((0, len(names)))
    length = len(rows) // len(runs) if runs else 0
    columns = {
        "run": np.repeat(np.array(runs, np.int64), length),
        PLACES[table]: np.tile(np.arange(length, dtype=np.int64), len(runs)),
        **{name: np.ascontiguousarray(rows[:, k]) for k, name in enumerate(names)},
    }
    return pa.table(columns)
