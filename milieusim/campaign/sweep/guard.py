"""A guard around a moment: while one process looks at locks or extends a store, others wait."""

import contextlib
import os
import time
import uuid

from milieusim.errors import ConfigError

FOLDER = "locks"
HELD = ".guard-held"
BREAKING = ".guard-breaking"
POLL_SECONDS = 0.05
DEAD_AFTER_SECONDS = 300.0


@contextlib.contextmanager
def alone(place):
    """Keep other processes of this folder waiting while locks are looked at and written.

    Where a shared folder or a system knows no lock of files, a file that only one can create does it. An address
    that is no folder has neither.

    Parameters
    ----------
    place : Folder or Remote

    Raises
    ------
    ConfigError
        If another one does not let go.
    """
    if not place.is_local:
        yield
        return
    folder = place.path / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    with open(folder / ".guard", "a") as guard:
        if _is_locked(guard):
            yield
        else:
            with _held(folder):
                yield


def _is_locked(guard):
    try:
        import fcntl

        fcntl.flock(guard, fcntl.LOCK_EX)
    except (ImportError, OSError):
        return False
    return True


@contextlib.contextmanager
def _held(folder):
    ours = _created_in_turn(folder)
    try:
        yield
    finally:
        # Who was taken for dead and lives leaves alone what another one has created since.
        if _identity(folder / HELD) == ours:
            _removed(folder / HELD)


def _created_in_turn(folder):
    end = time.monotonic() + 2 * DEAD_AFTER_SECONDS
    while not _created(folder / HELD):
        if _is_old(folder, HELD):
            _break(folder)
        if time.monotonic() > end:
            raise ConfigError(
                f"--store: '{folder.parent}' is guarded by another process for too long; if none begins on it, "
                f"remove {folder / HELD} and {folder / BREAKING}."
            )
        time.sleep(POLL_SECONDS)
    return _identity(folder / HELD)


def _break(folder):
    """Remove the guard of a process that was killed; only one at a time looks and removes."""
    if not _created(folder / BREAKING):
        return
    try:
        if _is_old(folder, HELD):
            _removed(folder / HELD)
    finally:
        _removed(folder / BREAKING)


def _created(path):
    try:
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY))
    except FileExistsError:
        return False
    return True


def _removed(path):
    with contextlib.suppress(FileNotFoundError):
        path.unlink()


def _identity(path):
    try:
        found = path.stat()
    except FileNotFoundError:
        return None
    return found.st_ino, found.st_mtime_ns


def _is_old(folder, name):
    try:
        written = (folder / name).stat().st_mtime
    except FileNotFoundError:
        return False
    return now_of(folder) - written > DEAD_AFTER_SECONDS


def now_of(folder):
    """Return the time by the clock that stamps files of a folder; this machine's where nothing can be written.

    Parameters
    ----------
    folder : pathlib.Path
    """
    path = folder / f".clock.{uuid.uuid4().hex[:8]}.draft"
    try:
        with open(path, "x") as file:
            return os.fstat(file.fileno()).st_mtime
    except OSError:
        return time.time()
    finally:
        with contextlib.suppress(OSError):
            path.unlink()
