"""Getting text out of files, with a sentence for everything that can be wrong with a file."""

import codecs
import os
import stat
from pathlib import Path

from milieusim.errors import ConfigError
from milieusim.phrasing import near

MOST_BYTES = 2_000_000


def text_of(path):
    """Return the text of a file of moderate size, or raise ConfigError saying why not."""
    return _read(path, _decoded, MOST_BYTES, "a file of a design")


def table_text(path, most_bytes, what):
    """Return the text of a table as spreadsheet programs save it, with plain ends of lines.

    Parameters
    ----------
    path : path-like
    most_bytes : int
        Larger files are not opened.
    what : str
        What it should be, such as ``a log``, for messages.

    Raises
    ------
    ConfigError
        If it cannot be read.
    """
    text = _read(path, _decoded_table, most_bytes, what)
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _read(path, decoded, most_bytes, what):
    path = Path(path)
    try:
        _refuse_unreadable(path, most_bytes, what)
        return decoded(path.read_bytes(), path)
    except OSError as error:
        raise ConfigError(f"{path}: {_why(error, path)}") from None
    except ValueError as error:
        if isinstance(error, ConfigError):
            raise
        raise ConfigError(f"{str(path)!r} cannot be the name of a file.") from None


def _refuse_unreadable(path, most_bytes, what):
    # From the file's entry alone: a huge file or a device is never opened.
    facts = os.stat(path)
    if stat.S_ISDIR(facts.st_mode):
        raise ConfigError(f"{path}: this is a folder, not a file.")
    if not stat.S_ISREG(facts.st_mode):
        raise ConfigError(f"{path}: this is not an ordinary file.")
    if facts.st_size > most_bytes:
        megabytes, most = facts.st_size / 1e6, most_bytes // 1_000_000
        raise ConfigError(f"{path}: {megabytes:.0f} MB is too large; {what} is at most {most} MB.")


def _encoding_of(raw):
    return "utf-16" if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else "utf-8-sig"


def _decoded_table(raw, path):
    try:
        text = raw.decode(_encoding_of(raw))
    except UnicodeDecodeError:
        # What spreadsheet programs on older systems write; it gives a letter to nearly every byte.
        text = raw.decode("cp1252", "replace")
    if "\0" in text:
        raise ConfigError(f"{path}: this is not a text file; save the sheet as .csv.")
    return text


def _decoded(raw, path):
    try:
        text = raw.decode(_encoding_of(raw))
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        kind = "this is not a text file" if b"\0" in raw else f"line {line} is not UTF-8 text"
        raise ConfigError(f"{path}: {kind}; save it as plain text in UTF-8.") from None
    if "\0" in text:
        raise ConfigError(f"{path}: this is not a text file; save it as plain text in UTF-8.")
    return text


def _why(error, path):
    if isinstance(error, FileNotFoundError):
        return f"there is no such file.{near(path.name, names_in(path.parent))}"
    if isinstance(error, PermissionError):
        return "may not be read by this user; ask its owner, or change its permissions."
    return f"cannot be read ({error.strerror or error})."


def names_in(folder):
    """Return the names in a folder; none if it cannot be listed."""
    try:
        return sorted(os.listdir(folder))[:1000]
    except (OSError, ValueError):
        return []


def shown(path):
    """Return a path as it should stand in a message: short if it lies below the working folder."""
    path = Path(path)
    try:
        return str(path.resolve().relative_to(Path.cwd()))
    except (OSError, ValueError):
        return str(path)
