"""What is noted of a chunk beside it: its runs, and the rows, length and SHA-256 of each of its files.

The note is written last, and says that the chunk is done. It bears a digest of itself.
"""

import hashlib
import json
from typing import NamedTuple

from milieusim.campaign.store.chunks import PER_FOLDER
from milieusim.digests import digest_of
from milieusim.errors import DataError

NOTES = "chunks"
ENDING, OF_NOTES = ".parquet", ".json"


class Damaged(DataError):
    """A file that is not as it was written."""


class Likeness(NamedTuple):
    """What is noted of a file."""

    rows: int
    size: int
    sha256: str


class Note(NamedTuple):
    """What is noted of a chunk, or of a folder of chunks that was made compact.

    Attributes
    ----------
    name : str
        Of the chunk, with its folder; or of the folder.
    runs, failed : int
    files : dict of str to Likeness
        By table.
    """

    name: str
    runs: int
    failed: int
    files: dict

    def paths(self):
        """Return the files, by table."""
        return {table: path_of(table, self.name) for table in self.files}


def folder_of(number):
    """Return the name of the folder of a chunk."""
    return f"{number // PER_FOLDER:04d}"


def place_of(number, name):
    """Return where a chunk lies below the folder of each table."""
    return f"{folder_of(number)}/{name}"


def path_of(table, name):
    """Return the file of a table of a chunk, or of a folder of chunks."""
    return f"{table}/{name}{ENDING}"


def note_path(name):
    """Return the file of a note."""
    return f"{NOTES}/{name}{OF_NOTES}"


def likeness_of(rows, content):
    """Return what is noted of a file of so many rows.

    Parameters
    ----------
    rows : int
    content : bytes-like
    """
    return Likeness(rows, len(content), hashlib.sha256(content).hexdigest())


def write_note(place, note):
    """Write a note: with it a chunk is done."""
    facts = note._asdict()
    place.write(note_path(note.name), json.dumps({**facts, "digest": digest_of(facts)}).encode())


def read_note(name, content):
    """Return a note from what its file holds.

    Raises
    ------
    Damaged
        If the file is not there, or not as it was written.
    """
    if content is None:
        raise Damaged("it is not there")
    try:
        facts = json.loads(content)
        seal = facts.pop("digest")
        if seal != digest_of(facts) or facts["name"] != name:
            raise ValueError
        return Note(**{**facts, "files": {table: Likeness(*one) for table, one in facts["files"].items()}})
    except (ValueError, KeyError, TypeError, AttributeError):
        raise Damaged("it was changed after it was written") from None
