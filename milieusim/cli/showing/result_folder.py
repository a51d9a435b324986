"""What a command leaves in a folder: tables, and what they were made from."""

import json

from milieusim.cli.showing.screen_tables import plain_values


def write_tables(folder, tables):
    """Write tables as Parquet, whose fields say their units, and as CSV."""
    from pyarrow import parquet

    for name, table in tables.items():
        # Through a file that is open: the writers of Parquet take no path that is not UTF-8.
        with open(folder / f"{name}.parquet", "wb") as file:
            parquet.write_table(_with_units(table, name), file, compression="zstd")
        table.to_csv(folder / f"{name}.csv", index=False)


def _with_units(table, name):
    """Return a pandas table as an Arrow table that says its units, to pandas (`attrs`) and to everybody else."""
    import pyarrow as pa

    from milieusim.shown.column_units import arrow_with_units, units_of

    arrow = pa.Table.from_pandas(table, preserve_index=False)
    attrs = json.dumps({**table.attrs, "units": units_of(name, table.columns)})
    return arrow_with_units(
        arrow.replace_schema_metadata({**arrow.schema.metadata, "PANDAS_ATTRS": attrs}), name
    )


def write_manifest(folder, **facts):
    """Write what the results in a folder were made from."""
    import platform

    import numpy

    import milieusim

    versions = {
        "milieusim": getattr(milieusim, "__version__", None),
        "python": platform.python_version(),
        "numpy": numpy.__version__,
    }
    document = plain_values({**facts, "versions": versions})
    text = json.dumps(document, indent=2, allow_nan=False)
    (folder / "manifest.json").write_text(text + "\n", encoding="utf-8")
