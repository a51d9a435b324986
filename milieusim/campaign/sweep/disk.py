"""Disks that take no more, and folders that take nothing, told in plain words."""

import errno
from contextlib import contextmanager

from milieusim.campaign.sweep.executors import GO_ON
from milieusim.errors import ConfigError, RunError

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
