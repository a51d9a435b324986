"""Where a store lies: a folder, or any address that fsspec knows (s3://, gs://, sftp://, memory://).

In a folder a file is there whole or not at all: it is written under another name, brought to disk, and renamed. An
address without such a rename may show half a file; what is noted of a chunk tells it (`notes`).
"""

import contextlib
import os
import time
import uuid
from contextlib import suppress
from pathlib import Path

from milieusim.campaign.store.remote import Remote
from milieusim.errors import ConfigError
from milieusim.files import is_utf8

DRAFTS = "drafts"
"""Folder of files that are being written, and of the guard."""
GUARD = "guard"
OLD_SECONDS = 3_600.0
"""Age from which on a draft is what a killed writer left."""


def place_at(location):
    """Return the place of a store.

    Parameters
    ----------
    location : str or path-like

    Returns
    -------
    Folder or Remote

    Raises
    ------
    ConfigError
        If nothing can be stored there.
    """
    text = os.fspath(location)
    protocol, mark, rest = text.partition("://")
    if mark and protocol == "file":
        return Folder(rest)
    return Remote(text, protocol) if mark else Folder(text)


class Folder:
    """A folder of this machine, or one that several machines share."""

    is_local = True

    def __init__(self, path):
        self.path = Path(path).expanduser().absolute()
        if self.path.exists() and not self.path.is_dir():
            raise ConfigError(f"--store: '{path}' is a file; name a folder.")
        if not is_utf8(self.path):
            raise ConfigError(
                f"--store: '{self.path}' has a sign in it that is not UTF-8, and no reader of Parquet would find "
                "it; rename that folder, or name another."
            )

    @property
    def location(self):
        """Where it is, for another process."""
        return str(self.path)

    def names(self, folder=""):
        """Names in a folder; none if it is not there."""
        try:
            return sorted(os.listdir(self.path / folder))
        except (FileNotFoundError, NotADirectoryError):
            return []

    def exists(self, name):
        """Whether a file is there."""
        return (self.path / name).exists()

    def read(self, name):
        """Return what a file holds."""
        return (self.path / name).read_bytes()

    def open(self, name):
        """Open a file to read parts of it."""
        return open(self.path / name, "rb")

    def read_many(self, names):
        """Return what files hold by name, without those that are not there."""
        found = {}
        for name in names:
            with suppress(FileNotFoundError):
                found[name] = self.read(name)
        return found

    def size(self, name):
        """Return the length of a file in bytes; None if it is not there."""
        try:
            return os.stat(self.path / name).st_size
        except (FileNotFoundError, NotADirectoryError):
            return None

    def sizes(self, names):
        """Return the lengths of files by name; None for one that is not there."""
        return {name: self.size(name) for name in names}

    def write(self, name, content, put=None):
        """Write a file whole: on disk before it gets its name, by `put` or by a rename."""
        target = self.path / name
        draft = self.path / DRAFTS / f"{target.name}.{uuid.uuid4().hex[:8]}"
        draft.parent.mkdir(parents=True, exist_ok=True)
        try:
            with open(draft, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            target.parent.mkdir(exist_ok=True, parents=True)
            (put or os.replace)(draft, target)
        except BaseException:
            with suppress(OSError):
                draft.unlink()
            raise
        _settle(target.parent)

    def write_new(self, name, content):
        """Write a file that is not there yet; only one of several writers may.

        Raises
        ------
        FileExistsError
            If another one has written it.
        """
        self.write(name, content, _put_new)

    def remove(self, name):
        """Remove a file that may be gone already."""
        with suppress(FileNotFoundError, NotADirectoryError):
            (self.path / name).unlink()

    def remove_folder(self, name):
        """Remove a folder that is empty."""
        with suppress(OSError):
            (self.path / name).rmdir()

    def remove_drafts(self):
        """Remove what killed writers left long ago."""
        for name in self.names(DRAFTS):
            path = self.path / DRAFTS / name
            with suppress(FileNotFoundError):
                if name != GUARD and time.time() - path.stat().st_mtime > OLD_SECONDS:
                    path.unlink()

    @contextlib.contextmanager
    def alone(self):
        """Keep others waiting who begin or extend this store, where the file system knows locks."""
        path = self.path / DRAFTS / GUARD
        path.parent.mkdir(parents=True, exist_ok=True)
        with open(path, "a") as guard:
            with suppress(ImportError, OSError):
                import fcntl

                fcntl.flock(guard, fcntl.LOCK_EX)
            yield

    def dataset(self, names):
        """Return some Parquet files as one pyarrow dataset."""
        from pyarrow import dataset

        return dataset.dataset([str(self.path / name) for name in names], format="parquet")


def _put_new(draft, target):
    """Give a draft its name unless that is taken; a disk without links of files cannot tell."""
    try:
        os.link(draft, target)
    except FileExistsError:
        raise
    except OSError:
        os.replace(draft, target)
    else:
        draft.unlink()


def _settle(folder):
    """Bring the names in a folder to disk: what says that a chunk is done may not come before its tables."""
    with suppress(OSError):  # some systems cannot open a folder
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
