"""Digests of what made a number: short hashes of plain data, of text, and of the sources of the package."""

import hashlib
import json
from importlib.resources import files

LENGTH = 16


def digest_of(content, length=LENGTH):
    """Return the digest of plain data, text or bytes.

    Parameters
    ----------
    content : bytes, str, or anything that JSON can hold
        Plain data are digested in the order of their keys.
    length : int
        Hexadecimal digits, at most 64.

    Returns
    -------
    str
    """
    if not isinstance(content, bytes | str):
        content = json.dumps(content, sort_keys=True, separators=(",", ":"))
    if isinstance(content, str):
        content = content.encode()
    return hashlib.sha256(content).hexdigest()[:length]


def sources_digest(*places):
    """Return the digest of sources of the package, folders with all that lies below them.

    Parameters
    ----------
    *places : str
        Files and folders by their path in the package, such as ``rules`` or ``vocabulary.py``.

    Returns
    -------
    str
    """
    parts = []
    for place in places:
        for path, content in sorted(_sources(files("milieusim").joinpath(place), place)):
            parts.append(f"{path}\0".encode() + content.replace(b"\r\n", b"\n") + b"\0")
    return digest_of(b"".join(parts))


def _sources(entry, path):
    if entry.is_dir():
        for inner in entry.iterdir():
            yield from _sources(inner, f"{path}/{inner.name}")
    elif path.endswith(".py"):
        yield path, entry.read_bytes()
