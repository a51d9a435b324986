"""What no digest can stand for, said so that somebody can act on it."""

import io
import sys

ALLOWED = "numbers, texts, lists, dicts, sets, arrays, tables, functions, classes and objects made of these"
OF_A_MOMENT = {
    "os.environ": "the environment of the process",
    "os.getenv": "the environment of the process",
    "sys.argv": "the arguments of the process",
}
UNFOLLOWED = ("eval", "exec", "globals", "__import__")
DATABASES = ("sqlite3", "duckdb", "_duckdb", "sqlalchemy", "psycopg", "psycopg2")


def of_a_moment(dotted):
    """Return what is wrong with something of an installed module, or None."""
    what = OF_A_MOMENT.get(dotted.replace("posix.", "os."))
    return what and f"{what}; read the value once and hold it in a variable of your own."


def unfollowed(name):
    """Return what is wrong with a built-in function that uses what nobody can tell beforehand, or None."""
    if name not in UNFOLLOWED:
        return None
    return "something that may use anything, so that no digest can stand for it; write out what it is to do."


def is_random(value):
    """Return whether something is a random generator."""
    import random

    if isinstance(value, random.Random):
        return True
    numpy_random = sys.modules.get("numpy.random")
    if numpy_random is None:
        return False
    kinds = (numpy_random.Generator, numpy_random.RandomState, numpy_random.BitGenerator)
    return isinstance(value, (*kinds, numpy_random.SeedSequence))


def fault_of(value):
    """Return what is wrong with a thing of which it is known what it is, or None."""
    module = type(value).__module__.partition(".")[0]
    if is_random(value):
        return (
            "a random generator, which gives something else at each call; use only what the function is given, "
            "so that a seed gives the same run again."
        )
    if isinstance(value, io.IOBase):
        return "an open file; read it beforehand and hold what it contained."
    if module in DATABASES:
        return "a handle of a database; ask it beforehand and hold what it answered."
    if module == "_thread" or type(value).__module__ in ("threading", "multiprocessing.synchronize"):
        return "a lock or a thread; leave it out, since each run is on its own."
    if hasattr(type(value), "__next__"):
        return "an iterator, which is used up; hold a list instead."
    if type(value).__module__ == "os" and type(value).__name__ == "_Environ":
        return of_a_moment("os.environ")
    return None


def unreadable(reason):
    """Return what is wrong with a thing of which nothing is known but that it cannot be taken apart."""
    return f"something whose content cannot be read ({reason}); hold the plain values that it is needed for."


def line(where, path, value, fault):
    """Return the sentence about something that a function of somebody's own holds on to.

    Parameters
    ----------
    where : str
        ``"rule next_arousal"``
    path : str
        The variable, as somebody would write it.
    value : object
    fault : str
        What it is and what to do.
    """
    kind = type(value)
    shown = kind.__qualname__ if kind.__module__ == "builtins" else f"{kind.__module__}.{kind.__qualname__}"
    return f"{where}: {path or 'it'} ({shown}) is {fault} It may use {ALLOWED}."
