"""Where a store lies: a folder, or any address that fsspec knows (s3://, gs://, sftp://, memory://).

A file is there whole or not at all: it is written under another name, brought to disk, and renamed.
"""

import os
import uuid
from contextlib import suppress
from pathlib import Path

from milieusim.errors import ConfigError

DRAFT = ".draft"
# What these hold appears when the last byte has arrived, and a rename is a copy.
WHOLE_PUTS = ("s3", "s3a", "gs", "gcs", "abfs", "az", "adl", "oci")


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

    @property
    def location(self):
        """Where it is, for another process."""
        return str(self.path)

    def names(self, folder=""):
        """Names in a folder, drafts left out; none if it is not there."""
        return [name for name in self._listed(folder) if not name.endswith(DRAFT)]

    def _listed(self, folder):
        try:
            return sorted(os.listdir(self.path / folder))
        except FileNotFoundError:
            return []

    def exists(self, name):
        """Whether a file is there."""
        return (self.path / name).exists()

    def read(self, name):
        """Return what a file holds."""
        return (self.path / name).read_bytes()

    def size(self, name):
        """Return the length of a file in bytes."""
        return (self.path / name).stat().st_size

    def write(self, name, content):
        """Write a file whole: on disk before it gets its name."""
        target = self.path / name
        draft = target.with_name(f".{target.name}.{uuid.uuid4().hex[:8]}{DRAFT}")
        try:
            self._write_draft(draft, content)
            os.replace(draft, target)
        except BaseException:
            with suppress(OSError):
                draft.unlink()
            raise
        _settle(target.parent)

    def _write_draft(self, draft, content):
        draft.parent.mkdir(parents=True, exist_ok=True)
        with open(draft, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())

    def remove(self, name):
        """Remove a file that may be gone already."""
        with suppress(FileNotFoundError):
            (self.path / name).unlink()

    def remove_drafts(self, folder, is_ours):
        """Remove what killed writers left of files that are `is_ours`."""
        for name in self._listed(folder):
            if name.endswith(DRAFT) and is_ours(name.removeprefix(".")):
                self.remove(f"{folder}/{name}")

    def dataset(self, names):
        """Return some Parquet files as one pyarrow dataset."""
        from pyarrow import dataset

        return dataset.dataset([str(self.path / name) for name in names], format="parquet")


def _settle(folder):
    """Bring the names in a folder to disk: what says that a chunk is done may not come before its tables."""
    with suppress(OSError):  # some systems cannot open a folder
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


class Remote:
    """An address that fsspec knows."""

    is_local = False

    def __init__(self, location, protocol):
        try:
            import fsspec

            self.files, root = fsspec.url_to_fs(location)
        except ImportError as error:
            raise ConfigError(
                f"--store: '{location}' needs fsspec and what it uses for {protocol}:// ({error}); install it "
                "with pip, or name a folder."
            ) from None
        except ValueError as error:
            raise ConfigError(f"--store: '{location}' cannot be used ({error}); name a folder.") from None
        self.location, self.protocol, self.root = location.rstrip("/"), protocol, root.rstrip("/")

    def _at(self, name):
        return f"{self.root}/{name}" if name else self.root

    def names(self, folder=""):
        """Names in a folder, drafts left out; none if it is not there."""
        return [name for name in self._listed(folder) if not name.endswith(DRAFT)]

    def _listed(self, folder):
        self.files.invalidate_cache()
        try:
            found = self.files.ls(self._at(folder), detail=False)
        except FileNotFoundError:
            return []
        return sorted(name.rstrip("/").rsplit("/", 1)[-1] for name in found)

    def exists(self, name):
        """Whether a file is there."""
        self.files.invalidate_cache()
        return self.files.exists(self._at(name))

    def read(self, name):
        """Return what a file holds."""
        return self.files.cat_file(self._at(name))

    def size(self, name):
        """Return the length of a file in bytes."""
        return self.files.size(self._at(name))

    def write(self, name, content):
        """Write a file whole."""
        target, content = self._at(name), bytes(content)
        folder, _, last = target.rpartition("/")
        if self.protocol in WHOLE_PUTS:
            self.files.pipe_file(target, content)
            return
        self.files.makedirs(folder, exist_ok=True)
        draft = f"{folder}/.{last}.{uuid.uuid4().hex[:8]}{DRAFT}"
        try:
            self.files.pipe_file(draft, content)
            self.files.mv(draft, target)
        except BaseException:
            with suppress(OSError):
                self.files.rm_file(draft)
            raise

    def remove(self, name):
        """Remove a file that may be gone already."""
        with suppress(FileNotFoundError):
            self.files.rm_file(self._at(name))

    def remove_drafts(self, folder, is_ours):
        """Remove what killed writers left of files that are `is_ours`."""
        for name in self._listed(folder):
            if name.endswith(DRAFT) and is_ours(name.removeprefix(".")):
                self.remove(f"{folder}/{name}")

    def dataset(self, names):
        """Return some Parquet files as one pyarrow dataset."""
        from pyarrow import dataset

        return dataset.dataset([self._at(name) for name in names], filesystem=self.files, format="parquet")
