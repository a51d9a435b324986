"""Seals: what a Parquet file says of itself, and of the files that belong to it, so that damage is seen.

The end of a sealed file (its Parquet footer) holds a note: how many rows it has, what the other files of its chunk
are like, and a seal of its own length, the digest of its end and that of all its bytes. Whether a file is whole
and its end unharmed is so told from a few thousand bytes; that every byte is right, by reading all of it. The
digests are of the file with zeros in the place of its seal.
"""

import hashlib
import json
import re
from typing import NamedTuple

from milieusim.campaign.store.parquet_writing import parquet_bytes
from milieusim.errors import DataError

KEY = "milieusim"
TAIL = 1 << 16
"""Bytes at the end of a file that nearly always hold all of its footer."""
MAGIC = b"PAR1"
FRAME = 8
"""Length of what follows a footer: its own length and the last four letters."""
UNSEALED = b"-".join((b"0" * 12, b"0" * 64, b"0" * 64))
NOTE = re.compile(rb'\{"rows": [^\0]*?"seal": "(\d{12})-([0-9a-f]{64})-([0-9a-f]{64})"\}')


class Damaged(DataError):
    """A file that is not as it was written."""


class Likeness(NamedTuple):
    """What is noted of another file of a chunk."""

    rows: int
    size: int
    sha256: str


class Note(NamedTuple):
    """What the end of a sealed file says: its rows, and the other files of its chunk by table."""

    rows: int
    files: dict


def likeness_of(table, content):
    """Return what is noted of a file.

    Parameters
    ----------
    table : pyarrow.Table
    content : bytes-like
        The table as a file.

    Returns
    -------
    Likeness
    """
    return Likeness(table.num_rows, len(content), hashlib.sha256(content).hexdigest())


def sealed_bytes(table, files=None):
    """Return an Arrow table as the content of a sealed Parquet file.

    Parameters
    ----------
    table : pyarrow.Table
    files : dict of str to Likeness, optional
        The other files of the chunk by table.

    Returns
    -------
    bytearray
    """
    note = {"rows": table.num_rows, "files": files or {}, "seal": UNSEALED.decode()}
    content = bytearray(parquet_bytes(table.replace_schema_metadata({KEY: json.dumps(note)})))
    start = len(content) - FRAME - _length(content)
    at = content.index(UNSEALED, start)
    digests = (hashlib.sha256(part).hexdigest() for part in (content[start:], content))
    content[at : at + len(UNSEALED)] = "-".join((f"{len(content):012d}", *digests)).encode()
    return content


def _length(content):
    return int.from_bytes(content[-FRAME : -len(MAGIC)], "little")


def footer_of(end, size):
    """Return how many bytes at the end of a file its footer is; raise Damaged if that cannot be.

    Parameters
    ----------
    end : bytes
        The last bytes of the file.
    size : int
        Of the file.
    """
    if len(end) < FRAME or end[-len(MAGIC) :] != MAGIC:
        raise Damaged(f"its end is missing (it has {size:,} bytes)")
    length = _length(end) + FRAME
    if length > size:
        raise Damaged(f"it is cut off (it has {size:,} bytes)")
    return length


def read_note(end, size):
    """Return the note of a sealed file, from its end.

    Parameters
    ----------
    end : bytes
        The last bytes of the file, at least as many as `footer_of` says.
    size : int
        Of the file.

    Returns
    -------
    Note

    Raises
    ------
    Damaged
        If the file has another size than when it was sealed, or its end was changed.
    """
    footer = end[-footer_of(end, size) :]
    found = NOTE.search(footer)
    if found is None:
        raise Damaged("its end cannot be read")
    sealed, digest = int(found[1]), found[2].decode()
    if hashlib.sha256(_unsealed(footer, found)).hexdigest() != digest:
        raise Damaged("its end was changed after it was written")
    if sealed != size:
        raise Damaged(f"it has {size:,} bytes, and had {sealed:,} when it was written")
    note = json.loads(found[0])
    return Note(note["rows"], {table: Likeness(*likeness) for table, likeness in note["files"].items()})


def _unsealed(content, found):
    at = found.start(1)
    return content[:at] + UNSEALED + content[at + len(UNSEALED) :]


def read_whole(content):
    """Return the note of a sealed file, all of whose bytes are as they were written.

    Parameters
    ----------
    content : bytes
        Of the whole file.

    Returns
    -------
    Note

    Raises
    ------
    Damaged
        If a byte is not.
    """
    note = read_note(content, len(content))
    start = len(content) - footer_of(content, len(content))
    found = NOTE.search(content, start)
    if hashlib.sha256(_unsealed(content, found)).hexdigest() != found[3].decode():
        raise Damaged("it was changed after it was written")
    return note
