"""Tables and sentences on the screen: drawn for a person, plain text for a pipe."""

import sys

import typer

from milieusim.cli.guarding import is_terminal

PLAIN = str.maketrans({"\u2212": "-", "\u2192": "->", "\u2026": "...", "\u00b1": "+/-"})


def say(text):
    """Write a line of the answer, without signs that the other end cannot read."""
    encoding = getattr(sys.stdout, "encoding", None) or "utf-8"
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        text = text.translate(PLAIN).encode(encoding, "replace").decode(encoding)
    typer.echo(text)


def tell(text):
    """Write a message that is not part of the answer."""
    typer.echo(text, err=True)


def say_table(title, columns, rows):
    """Write a table.

    Parameters
    ----------
    title : str
    columns : list of str
        A name that starts with ``>`` is of numbers, set to the right.
    rows : list of list of str
    """
    if is_terminal():
        _drawn(title, columns, rows)
    else:
        _plain(title, columns, rows)


def _drawn(title, columns, rows):
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    # Cells are text and not markup: a design may be called [red].
    table = Table(title=Text(title), title_justify="left", box=None, pad_edge=False, title_style="bold")
    for column in columns:
        is_number = column.startswith(">")
        side = "right" if is_number else "left"
        table.add_column(Text(column.removeprefix(">")), justify=side, no_wrap=is_number, overflow="fold")
    for row in rows:
        table.add_row(*[Text(cell) for cell in row])
    Console().print(table)


def _plain(title, columns, rows):
    say(title)
    cells = [[column.removeprefix(">") for column in columns], *rows]
    widths = [max(len(row[i]) for row in cells) for i in range(len(columns))]
    for row in cells:
        padded = [
            cell.rjust(width) if column.startswith(">") else cell.ljust(width)
            for cell, width, column in zip(row, widths, columns)
        ]
        say("  ".join(padded).rstrip())


def plain_values(value):
    """Return data that JSON can hold: numbers that are not there become null."""
    if isinstance(value, dict):
        return {str(key): plain_values(item) for key, item in value.items()}
    if isinstance(value, list | tuple | range):
        return [plain_values(item) for item in value]
    if hasattr(value, "item") and not isinstance(value, str):
        value = value.item()
    if isinstance(value, float) and not (-float("inf") < value < float("inf")):
        return None
    return value


def say_json(document):
    """Write one JSON document as the whole answer."""
    import json

    typer.echo(json.dumps(plain_values(document), indent=2, allow_nan=False))


def write_tables(folder, tables):
    """Write tables as Parquet and as CSV."""
    for name, table in tables.items():
        table.to_parquet(folder / f"{name}.parquet", index=False, compression="zstd")
        table.to_csv(folder / f"{name}.csv", index=False)


def write_manifest(folder, **facts):
    """Write what the results in a folder were made from."""
    import json
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


def warmed():
    """Make the compiled engine ready, with a word if that takes long."""
    from milieusim.engines.compiled.building import warm

    warm(announce=tell)
