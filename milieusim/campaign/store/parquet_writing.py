"""From the raw rows of runs to Parquet, the same bytes wherever and whenever they are written."""

import numpy as np

from milieusim.ward.tables import MISSING, columns, words_in

OPTIONS = {"compression": "zstd", "version": "2.6", "data_page_version": "1.0", "write_statistics": True}


def parquet_bytes(table):
    """Return an Arrow table as the content of a Parquet file.

    Parameters
    ----------
    table : pyarrow.Table

    Returns
    -------
    pyarrow.Buffer
    """
    import pyarrow as pa
    from pyarrow import parquet

    # Numbers hardly repeat: a dictionary of them costs time and space. Words do.
    words = [field.name for field in table.schema if _is_words(field.type)]
    sink = pa.BufferOutputStream()
    rows = max(table.num_rows, 1)
    parquet.write_table(table, sink, row_group_size=rows, use_dictionary=words, **OPTIONS)
    return sink.getvalue()


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
