"""How commands end: exit statuses, and messages instead of tracebacks."""

import functools
import os
import sys

import typer

from milieusim.errors import ConfigError, DataError, MilieusimError

INTERNAL_ERROR, BAD_INPUT, INTERRUPTED = 1, 2, 130


def complain(problems):
    """Write one line a problem to stderr."""
    for problem in problems:
        typer.echo(" ".join(problem.split()), err=True)


def guarded(command):
    """Let a command end with a message and the right exit status, whatever happens in it."""

    @functools.wraps(command)
    def ended_well(*args, **kwargs):
        try:
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


def is_terminal():
    """Whether the answer goes to a person's screen and not to a file or pipe."""
    try:
        return sys.stdout.isatty()
    except (AttributeError, ValueError):
        return False
