"""What a person or a program at the other end sees: sentences, tables, JSON and progress.

Drawn for a person, plain text for a pipe, plain signs for a terminal that has no others, and nothing at all
where an end is closed.
"""

import codecs
import os
import sys
import unicodedata
from contextlib import contextmanager

from milieusim.python_values import as_python

_SIGNS = {
    "\u2212": "-", "\u2192": "->", "\u2190": "<-", "\u2026": "...", "\u00b1": "+/-", "\u00d7": "x",
    "\u2264": "<=", "\u2265": ">=", "\u2248": "~", "\u2010": "-", "\u2011": "-", "\u2013": "-", "\u2014": "-",
    "\u2018": "'", "\u2019": "'", "\u201c": '"', "\u201d": '"', "\u2022": "*", "\u00b7": "*", "\u00df": "ss",
}  # fmt: skip
_LINES = {"\u2500": "-", "\u2501": "-", "\u2550": "=", "\u2502": "|", "\u2503": "|", "\u2551": "|"}
_PLAIN = "milieusim-plain"


def plain_sign(sign):
    """Return a sign in ASCII, for a terminal that cannot show it as it is."""
    if sign in _SIGNS or sign in _LINES:
        return _SIGNS.get(sign) or _LINES[sign]
    if "\u2500" <= sign <= "\u257f":
        return "+"
    if "\udc80" <= sign <= "\udcff":  # a byte of a file's name that is no text
        return f"\\x{ord(sign) - 0xDC00:02x}"
    return unicodedata.normalize("NFKD", sign).encode("ascii", "ignore").decode() or "?"


def _plainly(error):
    return "".join(map(plain_sign, error.object[error.start : error.end])), error.end


codecs.register_error(_PLAIN, _plainly)


def ready_streams():
    """Let what is written go nowhere where a stream is closed, and be plain where a terminal cannot show it."""
    for number, name in enumerate(("stdin", "stdout", "stderr")):
        try:
            os.fstat(number)
        except OSError:
            # The lowest number that is free, so this one: else the next file opened would be taken for it.
            os.set_inheritable(os.open(os.devnull, os.O_RDWR), True)
        if getattr(sys, name) is None:
            setattr(sys, name, os.fdopen(number, "w" if number else "r", encoding="utf-8", closefd=False))
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="ascii" if _shows_ascii_alone(stream) else None, errors=_PLAIN)


def _shows_ascii_alone(stream):
    # Under LC_ALL=C Python writes UTF-8 all the same, which suits files and pipes, but not such a terminal.
    is_told = os.environ.get("LC_ALL") in ("C", "POSIX") and not os.environ.get("PYTHONIOENCODING")
    return is_told and _is_screen(stream)


def say(text):
    """Write a line of the answer."""
    print(text, flush=True)


def tell(text):
    """Write a message that is not part of the answer."""
    print(text, file=sys.stderr, flush=True)


def complain(problems):
    """Write one line a problem to stderr."""
    for problem in problems:
        tell(" ".join(problem.split()))


def is_terminal():
    """Whether the answer goes to a person's screen and not to a file or pipe."""
    return _is_screen(sys.stdout)


def is_watched():
    """Whether a person sees messages and progress."""
    return _is_screen(sys.stderr)


def _is_screen(stream):
    try:
        return stream.isatty()
    except (AttributeError, ValueError):
        return False


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
    """Return data that JSON can hold: values of other libraries as Python's, numbers that are not there as null."""
    value = as_python(value)
    if isinstance(value, dict):
        return {str(key): plain_values(item) for key, item in value.items()}
    if isinstance(value, list):
        return [plain_values(item) for item in value]
    if isinstance(value, float) and not (-float("inf") < value < float("inf")):
        return None
    return value


def say_json(document):
    """Write one JSON document as the whole answer."""
    import json

    say(json.dumps(plain_values(document), indent=2, allow_nan=False))


@contextmanager
def shown_progress(is_timed=True, is_kept=False):
    """Show on stderr how far each stage of a long work is, if somebody is looking.

    Parameters
    ----------
    is_timed : bool
        Whether what is left can be told; else the time so far is shown.
    is_kept : bool
        Whether it stays on the screen afterwards.

    Yields
    ------
    callable or None
        Takes stage, done and total; None if nobody is looking.
    """
    if not is_watched():
        yield None
        return
    from rich import progress
    from rich.console import Console

    time = progress.TimeRemainingColumn() if is_timed else progress.TimeElapsedColumn()
    parts = (
        progress.TextColumn("{task.description}"),
        progress.BarColumn(),
        progress.MofNCompleteColumn(),
        time,
    )
    with progress.Progress(*parts, console=Console(stderr=True), transient=not is_kept) as bar:
        tasks = {}

        def announce(stage, done, total):
            if stage not in tasks:
                tasks[stage] = bar.add_task(stage, total=total)
            bar.update(tasks[stage], completed=done, total=total)

        yield announce


def of_stage(announce, stage):
    """Return what tells the progress of one stage, given (done, total); None if nobody is looking."""
    return announce and (lambda done, total: announce(stage, done, total))


def warmed():
    """Make the compiled engine ready, with a word if that takes long."""
    from milieusim.engines.compiled.building import warm

    warm(announce=tell)
