"""Where a store lies: a folder, or any address that fsspec knows (s3://, gs://, sftp://, memory://).

In a folder a file is there whole or not at all: it is written under another name, brought to disk, and renamed. An
address without such a rename may show half a file; the seals of files tell it (`seals`).
"""

import os
import uuid
from contextlib import suppress
from pathlib import Path

from milieusim.campaign.store.remote import DRAFT, Remote
from milieusim.errors import ConfigError
from milieusim.files import is_utf8


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

    def sizes(self, folder):
        """Return name -> length in bytes of the files in a folder, drafts left out."""
        found = {}
        with suppress(FileNotFoundError), os.scandir(self.path / folder) as entries:
            for entry in entries:
                with suppress(FileNotFoundError):
                    if not entry.name.endswith(DRAFT) and entry.is_file():
                        found[entry.name] = entry.stat().st_size
        return dict(sorted(found.items()))

    def size(self, name):
        """Return the length of a file in bytes, asked anew; None if it is not there."""
        try:
            return (self.path / name).stat().st_size
        except FileNotFoundError:
            return None

    def ends(self, sizes, most):
        """Yield name and last bytes, `most` at most, of files of known sizes; None for one that is gone."""
        for name, size in sizes.items():
            try:
                with open(self.path / name, "rb", buffering=0) as file:
                    file.seek(max(size - most, 0))
                    end = file.read(most)
            except FileNotFoundError:
                end = None
            yield name, end

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
                self.remove(f"{folder}/{name}" if folder else name)

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
