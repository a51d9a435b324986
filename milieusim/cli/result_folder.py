"""What a command leaves in a folder: tables, and what they were made from."""

import json

from milieusim.cli.screen_tables import plain_values


def write_tables(folder, tables):
    """Write tables as Parquet and as CSV."""
    for name, table in tables.items():
        # Through a file that is open: the writers of Parquet take no path that is not UTF-8.
        with open(folder / f"{name}.parquet", "wb") as file:
            table.to_parquet(file, index=False, compression="zstd")
        table.to_csv(folder / f"{name}.csv", index=False)


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
