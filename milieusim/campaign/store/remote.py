"""An address that fsspec knows, as the place of a store."""

import uuid
from contextlib import suppress

from milieusim.errors import ConfigError

DRAFT = ".draft"
# What these hold appears when the last byte has arrived, and a rename is a copy.
WHOLE_PUTS = ("s3", "s3a", "gs", "gcs", "abfs", "az", "adl", "oci")
AT_ONCE = 256
"""Ends of files that are asked for together: places far away answer many questions in the time of one."""


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

    def sizes(self, folder):
        """Return name -> length in bytes of the files in a folder, drafts left out."""
        self.files.invalidate_cache()
        try:
            found = self.files.ls(self._at(folder), detail=True)
        except FileNotFoundError:
            return {}
        sizes = {one["name"].rsplit("/", 1)[-1]: one for one in found if one["type"] == "file"}
        return {name: self._size(sizes[name]) for name in sorted(sizes) if not name.endswith(DRAFT)}

    def _size(self, found):
        size = found.get("size")
        return self.files.size(found["name"]) if size is None else size

    def size(self, name):
        """Return the length of a file in bytes, asked anew; None if it is not there."""
        self.files.invalidate_cache()
        try:
            return self.files.size(self._at(name))
        except FileNotFoundError:
            return None

    def ends(self, sizes, most):
        """Yield name and last bytes, `most` at most, of files of known sizes; None for one that is gone."""
        names = list(sizes)
        for k in range(0, len(names), AT_ONCE):
            some = names[k : k + AT_ONCE]
            starts, stops = [max(sizes[name] - most, 0) for name in some], [sizes[name] for name in some]
            read = self.files.cat_ranges([self._at(name) for name in some], starts, stops, on_error="return")
            for name, end in zip(some, read):
                # A line that broke says nothing about the file: nothing is thrown away for it.
                if isinstance(end, Exception) and not isinstance(end, FileNotFoundError):
                    raise end
                yield name, None if isinstance(end, Exception) else bytes(end)

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
                self.remove(f"{folder}/{name}" if folder else name)

    def dataset(self, names):
        """Return some Parquet files as one pyarrow dataset."""
        from pyarrow import dataset

        return dataset.dataset([self._at(name) for name in names], filesystem=self.files, format="parquet")
