"""An address that fsspec knows, as the place of a store."""

import contextlib
import uuid
from contextlib import suppress

from milieusim.errors import ConfigError

# What these hold appears when the last byte has arrived, and a rename is a copy.
WHOLE_PUTS = ("s3", "s3a", "gs", "gcs", "abfs", "az", "adl", "oci")
MANY = 8
"""Files of one folder from which on it is listed rather than each of them asked for."""


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

    def _listed(self, folder):
        self.files.invalidate_cache()
        try:
            return self.files.ls(self._at(folder), detail=True)
        except (FileNotFoundError, NotADirectoryError):
            return []

    def names(self, folder=""):
        """Names in a folder; none if it is not there."""
        found = (one["name"].rstrip("/").rsplit("/", 1)[-1] for one in self._listed(folder))
        return sorted(name for name in found if name)

    def exists(self, name):
        """Whether a file is there."""
        self.files.invalidate_cache()
        return self.files.exists(self._at(name))

    def read(self, name):
        """Return what a file holds."""
        return self.files.cat_file(self._at(name))

    def open(self, name):
        """Open a file to read parts of it."""
        self.files.invalidate_cache()
        return self.files.open(self._at(name), "rb")

    def read_many(self, names):
        """Return what files hold by name, without those that are not there; many are asked for at once."""
        found = self.files.cat([self._at(name) for name in names], on_error="return") if names else {}
        if not isinstance(found, dict):  # of one file
            found = {self._at(names[0]): found}
        for content in found.values():
            # A line that broke says nothing about the file: nothing is thrown away for it.
            if isinstance(content, Exception) and not isinstance(content, FileNotFoundError):
                raise content
        at = {self.files._strip_protocol(self._at(name)): name for name in names}
        return {
            at[self.files._strip_protocol(path)]: content
            for path, content in found.items()
            if not isinstance(content, Exception)
        }

    def size(self, name):
        """Return the length of a file in bytes; None if it is not there."""
        self.files.invalidate_cache()
        try:
            return self.files.size(self._at(name))
        except FileNotFoundError:
            return None

    def sizes(self, names):
        """Return the lengths of files by name; None for one that is not there."""
        folders, found = {}, {}
        for name in names:
            folders.setdefault(name.rpartition("/")[0], []).append(name)
        for folder, wanted in folders.items():
            if len(wanted) < MANY:
                found |= {name: self.size(name) for name in wanted}
                continue
            there = {one["name"].rsplit("/", 1)[-1]: one.get("size") for one in self._listed(folder)}
            found |= {name: there.get(name.rsplit("/", 1)[-1]) for name in wanted}
        return found

    def write(self, name, content):
        """Write a file whole."""
        target, content = self._at(name), bytes(content)
        if self.protocol in WHOLE_PUTS:
            self.files.pipe_file(target, content)
            return
        self.files.makedirs(target.rpartition("/")[0], exist_ok=True)
        draft = self._at(f"drafts/{target.rpartition('/')[2]}.{uuid.uuid4().hex[:8]}")
        self.files.makedirs(draft.rpartition("/")[0], exist_ok=True)
        try:
            self.files.pipe_file(draft, content)
            self.files.mv(draft, target)
        except BaseException:
            with suppress(OSError):
                self.files.rm_file(draft)
            raise

    def write_new(self, name, content):
        """Write a file that is not there yet; where the store can tell, only one of several writers may.

        Raises
        ------
        FileExistsError
            If another one has written it.
        """
        if self.protocol not in ("s3", "s3a"):
            self.write(name, content)
            return
        self.files.pipe_file(self._at(name), bytes(content), mode="create")

    def remove(self, name):
        """Remove a file that may be gone already."""
        with suppress(FileNotFoundError):
            self.files.rm_file(self._at(name))

    def remove_folder(self, name):
        """Leave it: many addresses know none."""

    def remove_drafts(self):
        """Leave drafts: they have names of their own, and an address tells no age."""

    @contextlib.contextmanager
    def alone(self):
        """Keep nobody waiting: an address knows no locks."""
        yield

    def dataset(self, names):
        """Return some Parquet files as one pyarrow dataset."""
        from pyarrow import dataset

        return dataset.dataset([self._at(name) for name in names], filesystem=self.files, format="parquet")
