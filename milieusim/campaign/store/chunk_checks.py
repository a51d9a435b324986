"""Which chunks of a store are done: those that are noted, and whose files are all there with their lengths.

Looking costs a listing of each folder of notes, and for each chunk that is asked about the note and a look at its
files; `every_fault` reads all of it.
"""

import hashlib
from typing import NamedTuple

from milieusim.campaign.store.arrow_columns import FAILURES, METRICS
from milieusim.campaign.store.chunks import number_of
from milieusim.campaign.store.notes import (
    ENDING,
    NOTES,
    OF_NOTES,
    Damaged,
    folder_of,
    note_path,
    path_of,
    place_of,
    read_note,
)


class Found(NamedTuple):
    """What lies in a store.

    Attributes
    ----------
    done : dict of int to Note
        Of the chunks asked about, by number; chunks of a compact folder share a note.
    damaged : dict of str to list of str
        What is wrong with which file, by the name of what was noted.
    """

    done: dict
    damaged: dict

    @property
    def notes(self):
        """The different notes, in the order of chunks."""
        return list({note.name: note for _, note in sorted(self.done.items())}.values())

    @property
    def failed(self):
        """Number of failed runs in chunks that are done."""
        return sum(note.failed for note in self.notes)

    @property
    def faults(self):
        """What is wrong with which file, a line each."""
        return [line for lines in self.damaged.values() for line in lines]

    def files(self, table):
        """Return the files of a table that belong to chunks that are done, in the order of chunks."""
        return [path_of(table, note.name) for note in self.notes if table in note.files]


def tables_of(manifest):
    """Return the tables of a store, metrics and failures first."""
    return [METRICS, FAILURES, *manifest.facts["keep"], *manifest.outcomes]


def found_in(place, plan, numbers, known=None):
    """Look at which of some chunks are done.

    Parameters
    ----------
    place : Folder or Remote
    plan : Plan
    numbers : iterable of int
        Of chunks.
    known : dict, optional
        Notes that were read before, to be kept up: they are not read again.

    Returns
    -------
    Found
    """
    known = {} if known is None else known
    folders = {}
    for number in numbers:
        folders.setdefault(folder_of(number), []).append(number)
    compact = set(place.names(NOTES)) if folders else set()
    done, damaged = {}, {}
    for folder, wanted in folders.items():
        names = {folder: wanted} if folder + OF_NOTES in compact else {}
        if folder in compact:
            there = set(place.names(f"{NOTES}/{folder}"))
            alone = {place_of(n, plan.name(n)): [n] for n in wanted}
            names |= {name: own for name, own in alone.items() if name.rpartition("/")[2] + OF_NOTES in there}
        for name, note in _read(place, names, known):
            if isinstance(note, list):
                damaged[name] = note
            else:
                done |= {number: note for number in names[name] if number not in done}
    return Found(done, damaged)


def _read(place, names, known):
    """Yield the name of what is noted, and its note or what is wrong with which file."""
    contents = place.read_many([note_path(name) for name in names if name not in known])
    good = {}
    for name in names:
        try:
            good[name] = known.get(name) or read_note(name, contents.get(note_path(name)))
        except Damaged as fault:
            yield name, [f"{note_path(name)}: {fault}"]
    sizes = place.sizes([path for note in good.values() for path in note.paths().values()])
    for name, note in good.items():
        lacking = list(_lacking(note, sizes))
        if not lacking:
            known[name] = note
        yield name, lacking or note


def _lacking(note, sizes):
    """Yield what is wrong with the files of a note, as far as their lengths tell."""
    for table, path in note.paths().items():
        size, was = sizes.get(path), note.files[table].size
        if size is None:
            yield f"{path}: it is not there"
        elif size != was:
            yield f"{path}: it has {size:,} bytes, and had {was:,} when it was written"


def every_fault(place, found):
    """Read every file of the chunks that are done, and yield those that are not as they were written.

    Parameters
    ----------
    place : Folder or Remote
    found : Found

    Yields
    ------
    tuple of str
        The name of what was noted, the file, and what is wrong with it.
    """
    for note in found.notes:
        for table, path in note.paths().items():
            try:
                digest = hashlib.sha256(place.read(path)).hexdigest()
            except OSError as error:
                yield note.name, path, f"it cannot be read ({error.strerror or error})"
                continue
            if digest != note.files[table].sha256:
                yield note.name, path, "it was changed after it was written"


def strays_in(place, plan, tables, found):
    """Return the files that belong to no chunk of a store.

    Parameters
    ----------
    place : Folder or Remote
    plan : Plan
    tables : list of str
    found : Found
        Of all chunks.
    """
    compact = {note.name for note in found.notes if "/" not in note.name}
    strays = []
    for table in (*tables, NOTES):
        ending = OF_NOTES if table == NOTES else ENDING
        for top in place.names(table):
            if top.removesuffix(ending) in compact and top.endswith(ending):
                continue
            inner = place.names(f"{table}/{top}") if top.isdecimal() else [""]
            strays += [
                f"{table}/{top}/{name}".rstrip("/")
                for name in inner
                if not _has_place(plan, table, top, name, ending, found)
            ]
    return strays


def _has_place(plan, table, folder, file, ending, found):
    name, number = file.removesuffix(ending), number_of(file)
    if name + ending != file or number is None or number >= plan.chunks:
        return False
    if plan.name(number) != name or folder_of(number) != folder:
        return False
    # What an unfinished chunk has written is on its way; beside a finished one nothing else belongs.
    note = found.done.get(number)
    return note is None or table == NOTES or note.name == f"{folder}/{name}" and table in note.files


def removed(place, name, tables):
    """Remove a chunk or a compact folder: first the note, which says that it is done."""
    place.remove(note_path(name))
    for table in tables:
        place.remove(path_of(table, name))
