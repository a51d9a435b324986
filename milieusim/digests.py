"""Digests of what made a number: short hashes of plain data, of text, and of the sources of the package."""

import ast
import hashlib
import json
from functools import cache
from importlib.resources import files

LENGTH = 16
SAYS_NOTHING = {"ctx", "kind", "type_comment", "type_ignores"}
"""Fields of Python's syntax trees that follow from the others, or are spelling."""


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


@cache
def sources_digest(*places):
    """Return the digest of what sources of the package do: docstrings, comments and layout do not count.

    Parameters
    ----------
    *places : str
        Files, and folders with all that lies below them, by their path in the package, such as ``rules`` or
        ``vocabulary.py``.

    Returns
    -------
    str
    """
    root = files("milieusim")
    found = [pair for place in places for pair in _sources(root.joinpath(place), place)]
    return digest_of("".join(f"{path}\n{syntax_of(ast.parse(text))}\n" for path, text in sorted(found)))


def _sources(entry, path):
    if entry.is_dir():
        for inner in entry.iterdir():
            yield from _sources(inner, f"{path}/{inner.name}")
    elif path.endswith(".py") and entry.is_file():
        yield path, entry.read_bytes()


def syntax_of(tree):
    """Return a syntax tree as text, the same in every version of Python that can read its source.

    `ast.dump` writes fields that a newer version has added, or leaves out what is empty.

    Parameters
    ----------
    tree : ast.AST

    Returns
    -------
    str
    """
    parts = []
    _say(tree, parts.append)
    return "".join(parts)


def _say(node, say):
    say(type(node).__name__)
    say("(")
    for name in node._fields:
        value = getattr(node, name, None)
        if value is None or value == [] or name in SAYS_NOTHING:
            continue
        say(f"{name}=")
        for one in value if isinstance(value, list) else (value,):
            if not isinstance(one, ast.AST):
                say(f"{one!a},")
            elif not _is_note(one):
                _say(one, say)
    say(")")


def _is_note(node):
    """Return whether a statement is a bare text: a docstring, or a note below a constant."""
    if not isinstance(node, ast.Expr) or not isinstance(node.value, ast.Constant):
        return False
    return isinstance(node.value.value, str)
