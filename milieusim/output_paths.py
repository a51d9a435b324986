"""Where a command may write: no output takes the place of an input, bears another format's name, or makes folders.

How files are written is in `files`; every path that a person gives for an output is looked at here first.
"""

import os
import zipfile
from pathlib import Path

from milieusim.files import file_problems, folder_problems
from milieusim.phrasing import listed

MADE_BY_COMPARE, MADE_BY_EVIDENCE = "milieusim compare", "milieusim evidence"
"""Marks that a page bears in a meta tag and a workbook as its category: what bears one is nobody's own work."""
HEAD = 65_536
"""Bytes of a page in which its mark stands, if it bears one."""
PAGE, SETS, WORKBOOK, TEXT = (".html", ".htm"), (".parquet",), (".xlsx",), (".md",)


def output_problems(path, option, suffixes, inputs=(), coming=None, made_by=None):
    """Return why an output cannot be written to a file, one sentence a problem, before anything is computed for it.

    Parameters
    ----------
    path : path-like or None
        None: nothing is asked for, and nothing is wrong.
    option : str
        How the person who gave the path calls it.
    suffixes : tuple of str
        Endings that a file of this format has, the usual one first; in lower case, with the dot.
    inputs : iterable of path-like
        Files that the command reads; of designs, see `milieusim.config.reading.design_files.files_of_designs`.
    coming : path-like, optional
        Folder that will be there by then.
    made_by : str, optional
        Mark of the command that writes: a file that is there already is only replaced if it bears it.

    Returns
    -------
    list of str
    """
    if path is None:
        return []
    # Of a file that is no ordinary one, nothing else is worth telling.
    problems = file_problems(path, option)
    if problems:
        return problems
    return [
        problem
        for problem in (
            _input_problem(path, option, suffixes, inputs),
            _suffix_problem(path, option, suffixes),
            _missing_folder(path, option, coming),
            made_by and _somebodys(path, option, made_by),
        )
        if problem
    ][:1]


def output_folder_problems(path, option):
    """Return why a folder cannot be made for results: it holds something, or the one to make it in is not there.

    Parameters
    ----------
    path : path-like or None
    option : str

    Returns
    -------
    list of str
    """
    problems = folder_problems(path, option)
    if path is None or problems or _real(path).parent.is_dir():
        return problems
    above = Path(path).parent
    return [
        f"{option}: there is no folder '{above}' to make '{Path(path).name}' in; make it first, or name one that "
        "is there."
    ]


def _input_problem(path, option, suffixes, inputs):
    if not any(is_same_file(path, file) for file in inputs):
        return None
    instead = Path(path).with_name(f"{Path(path).stem}-new{suffixes[0]}")
    return (
        f"{option}: '{path}' is a file that this command reads, and nothing is written over what is read; name "
        f"another file, such as {instead}."
    )


def _suffix_problem(path, option, suffixes):
    suffix = Path(path).suffix.lower()
    if suffix in suffixes:
        return None
    found = f"ends in {suffix}" if suffix else "has no ending"
    return (
        f"{option}: '{path}' {found}; what is written there ends in {listed(suffixes, 'or')}: name "
        f"{Path(path).with_suffix(suffixes[0])}?"
    )


def _missing_folder(path, option, coming):
    folder = _real(path).parent
    if folder.is_dir() or coming is not None and folder == _real(coming):
        return None
    return (
        f"{option}: there is no folder '{Path(path).parent}' for '{Path(path).name}'; make it first, or name a "
        "file in one that is there."
    )


def _somebodys(path, option, made_by):
    if not os.path.lexists(path) or _real(path).is_file() and made_by in _mark(path):
        return None
    path = Path(path)
    return (
        f"{option}: '{path}' is there already and was not written by {made_by}, so that it may be somebody's work; "
        f"name a new file, such as {path.with_name(f'{path.stem}-new{path.suffix}')}, or move that one away."
    )


def _mark(path):
    """Return the part of a file in which its mark would stand; empty if it has none."""
    try:
        if Path(path).suffix.lower() in WORKBOOK:
            with zipfile.ZipFile(path) as book, book.open("docProps/core.xml") as part:
                found = part.read(HEAD).decode("utf-8", "replace")
            return found.partition("category>")[2].partition("<")[0]
        with open(path, "rb") as file:
            found = file.read(HEAD).decode("utf-8", "replace")
    except (OSError, KeyError, ValueError, RuntimeError, NotImplementedError, zipfile.BadZipFile):
        return ""
    return found.partition('<meta name="generator" content="')[2].partition('"')[0]


def is_same_file(one, other):
    """Whether two paths lead to one file, through links and however they are spelt."""
    try:
        return os.path.samefile(one, other)
    except (OSError, ValueError):
        return _real(one) == _real(other)


def _real(path):
    return Path(os.path.realpath(path))
