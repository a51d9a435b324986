"""How commands are declared: the options that several share, and how every one of them ends."""

import functools
import os
import warnings
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from milieusim.cli.showing.screen_tables import complain, tell
from milieusim.config.reading.beside_designs import DesignWarning
from milieusim.errors import ConfigError, DataError, MilieusimError
from milieusim.vocabulary import LONGEST_DAYS

INTERNAL_ERROR, BAD_INPUT, INTERRUPTED = 1, 2, 130

DESIGN_IS = "Name of a shipped design, or path of a design file or folder."
Design = Annotated[str, typer.Argument(help=DESIGN_IS, metavar="DESIGN", show_default=False)]
Days = Annotated[int, typer.Option(min=1, max=LONGEST_DAYS, help="Simulated days.")]
Seed = Annotated[int, typer.Option(min=0, help="Seed of the random draws.")]
Threads = Annotated[int | None, typer.Option(min=1, help="Threads; all cores if left out.")]
SetsOfParameters = Annotated[
    str, typer.Option(metavar="posterior|best|FILE.parquet", help="All plausible parameter sets, or one.")
]
Json = Annotated[bool, typer.Option("--json", help="Answer as JSON.")]
OutFolder = Annotated[
    Path | None, typer.Option(help="New or empty folder for all tables.", show_default=False)
]
Targets = Annotated[
    Path | None, typer.Option(metavar="FILE", help="Published targets; the shipped ones if left out.")
]
Stored = Annotated[str, typer.Argument(metavar="STORE", help="Folder of a sweep.", show_default=False)]


def guarded(command):
    """Let a command end with a message and the right exit status, whatever happens in it."""

    @functools.wraps(command)
    def ended_well(*args, **kwargs):
        try:
            with _tables_told():
                return command(*args, **kwargs)
        except (ConfigError, DataError) as error:
            complain(getattr(error, "problems", [str(error)]))
            raise typer.Exit(BAD_INPUT) from None
        except KeyboardInterrupt:
            complain(["Interrupted."])
            raise typer.Exit(INTERRUPTED) from None
        except (typer.Exit, typer.Abort, BrokenPipeError):
            raise
        except Exception as error:
            if os.environ.get("MILIEUSIM_DEBUG") or _is_of_typer(error):
                raise
            complain([_told(error)])
            raise typer.Exit(INTERNAL_ERROR) from None

    return ended_well


def _is_of_typer(error):
    # Usage errors raised inside a command (typer.BadParameter): typer shows them and exits with 2.
    return hasattr(error, "exit_code") and hasattr(error, "show")


def _told(error):
    if isinstance(error, MilieusimError):
        return str(error)
    if isinstance(error, OSError) and error.strerror:
        return f"{error.filename or 'milieusim'}: {error.strerror}."
    kind = type(error).__name__
    return (
        f"milieusim failed ({kind}: {error}). This is a fault of milieusim and not of your files; "
        "set MILIEUSIM_DEBUG=1 to see where it happened."
    )


@contextmanager
def _tables_told():
    """Show what is said of the folders of designs as messages, each once."""
    told = set()
    with warnings.catch_warnings():
        before = warnings.showwarning

        def show(message, category, *where, **how):
            if not issubclass(category, DesignWarning):
                before(message, category, *where, **how)
            elif str(message) not in told:
                told.add(str(message))
                tell(str(message))

        warnings.simplefilter("always", DesignWarning)
        warnings.showwarning = show
        yield


def loaded_all(loads):
    """Load several things that a command was given, or raise ConfigError with the problems of all of them.

    Parameters
    ----------
    loads : list of tuple
        (function, what it is given).

    Returns
    -------
    list
    """
    problems, found = [], []
    for load, given in loads:
        try:
            found.append(load(given))
        except ConfigError as error:
            problems += error.problems
    if problems:
        raise ConfigError(list(dict.fromkeys(problems)))
    return found
