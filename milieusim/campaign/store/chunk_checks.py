"""Which chunks of a store are done: those whose files are all there as they were written.

The file with the metrics of a chunk comes last, and its note names the other files of the chunk (`seals`). Looking at
a store costs the end of each such file and one listing a folder; `every_fault` reads all of it.
"""

import hashlib
from typing import NamedTuple

from milieusim.campaign.store.arrow_columns import FAILURES, METRICS
from milieusim.campaign.store.seals import TAIL, Damaged, Note, footer_of, read_note, read_whole

ENDING = ".parquet"


class Found(NamedTuple):
    """What lies in a store.

    Chunks that are done with their notes; chunks whose metrics are there, yet not all is well, with what is wrong
    with which file; and the length of each file by table.
    """

    done: dict
    damaged: dict
    sizes: dict

    @property
    def failed(self):
        """Number of failed runs in chunks that are done."""
        return sum(note.files[FAILURES].rows for note in self.done.values() if FAILURES in note.files)

    @property
    def faults(self):
        """What is wrong with which file, a line each."""
        return [line for lines in self.damaged.values() for line in lines]

    def files(self, table):
        """Return the files of a table that belong to chunks that are done, in the order of chunks."""
        done = sorted(self.done)
        return [path_of(table, name) for name in done if table == METRICS or table in self.done[name].files]

    def left_over(self, name):
        """Return the files of a chunk that is not done, the one that says so first."""
        return [path_of(table, name) for table in self.sizes if name + ENDING in self.sizes[table]]

    def strays(self, names):
        """Return the files that belong to no chunk of the store.

        Parameters
        ----------
        names : set of str
            Of all chunks of the store, done or not.
        """
        return [
            f"{table}/{file}"
            for table, sizes in self.sizes.items()
            for file in sizes
            if not self._has_place(table, file, names)
        ]

    def _has_place(self, table, file, names):
        name = file.removesuffix(ENDING)
        if name + ENDING != file or name not in names:
            return False
        # What an unfinished chunk has written is on its way; beside a finished one nothing else belongs.
        return table == METRICS or name not in self.done or table in self.done[name].files


def path_of(table, name):
    """Return the file of a table of a chunk."""
    return f"{table}/{name}{ENDING}"


def found_in(place, manifest, names, known=None):
    """Look at which of some chunks are done.

    Parameters
    ----------
    place : Folder or Remote
    manifest : Manifest
    names : iterable of str
        Of chunks.
    known : dict, optional
        Notes that were read before, to be kept up: a file of the same length is not read again.

    Returns
    -------
    Found
    """
    # Metrics are listed first: a chunk that ends meanwhile is not done yet rather than without its tables.
    sizes = {table: place.sizes(table) for table in (METRICS, FAILURES, *manifest.facts["keep"])}
    there = {name: sizes[METRICS][name + ENDING] for name in names if name + ENDING in sizes[METRICS]}
    if not manifest.is_sealed:
        return Found({name: _noted_by_names(place, sizes, name) for name in there}, {}, sizes)
    done, damaged = {}, {}
    for name, note in _notes(place, there, {} if known is None else known):
        faults = [note] if isinstance(note, str) else list(_lacking(place, name, note, sizes))
        if faults:
            damaged[name] = faults
        else:
            done[name] = note
    return Found(done, damaged, sizes)


def _notes(place, there, known):
    """Yield each chunk with its note, or with what is wrong with the file that should have it."""
    new = {path_of(METRICS, name): size for name, size in there.items() if (name, size) not in known}
    read = {}
    for path, end in place.ends(new, TAIL):
        name = path[len(METRICS) + 1 : -len(ENDING)]
        try:
            known[name, new[path]] = _note(place, path, end, new[path])
        except Damaged as fault:
            read[name] = f"{path}: {fault}"
    for name, size in there.items():
        yield name, read.get(name) or known[name, size]


def _note(place, path, end, size):
    if end is None:
        raise Damaged("it is not there any more")
    if footer_of(end, size) > len(end):
        end = place.read(path)
    return read_note(end, size)


def _lacking(place, name, note, sizes):
    """Yield what is wrong with files that the note of a chunk names, as far as their lengths tell."""
    for table, like in note.files.items():
        size = sizes.get(table, {}).get(name + ENDING)
        if size != like.size:
            # A shared folder may list late what another machine has just written.
            size = place.size(path_of(table, name))
        if size is None:
            yield f"{path_of(table, name)}: it is not there"
        elif size != like.size:
            yield f"{path_of(table, name)}: it has {size:,} bytes, and had {like.size:,} when it was written"


def _noted_by_names(place, sizes, name):
    """Return the note of a chunk of a store that was made before there were seals."""
    import pyarrow as pa
    from pyarrow import parquet

    from milieusim.campaign.store.seals import Likeness

    files = {table: found[name + ENDING] for table, found in sizes.items() if name + ENDING in found}
    rows = 0
    if FAILURES in files:
        rows = parquet.read_metadata(pa.BufferReader(place.read(path_of(FAILURES, name)))).num_rows
    return Note(0, {t: Likeness(rows, size, "") for t, size in files.items() if t != METRICS})


def every_fault(place, found):
    """Read every file of the chunks that are done, and yield those that are not as they were written.

    Parameters
    ----------
    place : Folder or Remote
    found : Found

    Yields
    ------
    tuple of str
        The file, and what is wrong with it.
    """
    for name in sorted(found.done):
        path = path_of(METRICS, name)
        try:
            note = read_whole(_content(place, path))
        except Damaged as fault:
            yield path, str(fault)
            note = found.done[name]
        for table, like in note.files.items():
            path = path_of(table, name)
            try:
                content = _content(place, path)
            except Damaged as fault:
                yield path, str(fault)
                continue
            if hashlib.sha256(content).hexdigest() != like.sha256:
                yield path, "it was changed after it was written"


def _content(place, path):
    try:
        return place.read(path)
    except OSError as error:
        raise Damaged(f"it cannot be read ({error.strerror or error})") from None
