"""What a machine refuses, told in plain words: disks that are full, folders that take nothing, files and memory."""

import errno
import re
from contextlib import contextmanager

from milieusim.errors import ConfigError, RunError

GO_ON = "The same command goes on where it stopped."
FILES, FILES_A_WORKER = 32, {"threads": 4, "processes": 8, "dask": 24}
"""Open files of a sweep by itself, and for each worker: rounded up from what was seen."""
CLOSED = (
    errno.EROFS,
    errno.EACCES,
    errno.EPERM,
    errno.ENOENT,
    errno.ENOTDIR,
    errno.EISDIR,
    errno.ENAMETOOLONG,
)
FULL = (errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC))


@contextmanager
def told_of_disk(place):
    """Say in plain words that a file could not be written, and what to do."""
    try:
        yield
    except OSError as error:
        if error.errno in CLOSED:
            raise ConfigError(
                f"--store: '{place.location}' cannot be written ({error.strerror}); name a folder in which you may "
                "make files. Reading a store, as `milieusim status` does, needs no more than to see it."
            ) from error
        if error.errno == errno.EMFILE:
            raise RunError(
                f"Too many files are open at once in this process: raise the limit with `ulimit -n 1024`. {GO_ON}"
            ) from error
        if error.errno not in FULL:
            raise
        raise RunError(
            f"No space is left for {place.location} ({error.strerror}). Nothing is half-written; finished runs are "
            f"kept. Make room. {GO_ON}"
        ) from error


def refuse_few_files(executor, workers):
    """Raise ConfigError if this process may open too few files for workers of a kind."""
    try:
        import resource
    except ImportError:  # Windows
        return
    may, needed = resource.getrlimit(resource.RLIMIT_NOFILE)[0], FILES + FILES_A_WORKER[executor] * workers
    if may < needed:
        raise ConfigError(
            f"This shell lets a process open {may} files at once, and {executor} with {workers} workers need about "
            f"{needed}: raise the limit with `ulimit -n {needed}`, or ask for fewer --workers."
        )


def told_of_death(error):
    """Return why a worker died, as far as the error says, and what to do about it.

    Parameters
    ----------
    error : BaseException or None
    """
    codes = re.search(r"exit codes of the workers are \{(.+?)\}", str(error))
    told = f"It ended with {codes[1]}" if codes else f"It says: {' '.join(str(error).split())[:300]}"
    if error.__cause__ is not None:
        told = f"The reason: {str(error.__cause__).strip().splitlines()[-1]}"
    if codes and "SIGKILL" not in codes[1]:
        return f"{told}; what it printed stands above."
    return f"{told}. Often memory ran out: try fewer workers, or keep fewer tables."
