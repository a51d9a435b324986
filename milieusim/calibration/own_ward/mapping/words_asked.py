"""Words of a log that nobody has said the meaning of, put into a mapping file that is there already, to be filled in."""

import re
from pathlib import Path

from milieusim.calibration.own_ward.mapping.log_words import UNDECIDED, plain
from milieusim.calibration.own_ward.mapping.mapping_file import (
    MOST_WORDS,
    asked_lines,
    is_written,
    means_lines,
)
from milieusim.config.reading.yaml_reading import parse_yaml
from milieusim.errors import ConfigError


def ask_for_words(path, table, labels):
    """Add to a mapping file the words of a log that it does not speak of; all else in it stays as it was written.

    Parameters
    ----------
    path : path-like
        Of a file that is there.
    table : OwnTable
    labels : dict of str to list of str

    Returns
    -------
    bool
        Whether anything was added.
    """
    before = Path(path).read_text(encoding="utf-8")
    tree = parse_yaml(before, str(path))
    text = before
    for column in (name for name in labels if labels[name]):
        said = {plain(str(word)) for word in tree.get(column) or {}}
        unread = table.words_unread.get(column, {})
        asked = [word for word in unread if plain(word) not in said][:MOST_WORDS]
        if asked:
            text = _with_words(text, column, {word: unread[word] for word in asked}, labels)
    return text != before and is_written(path, text.splitlines())


def _with_words(text, column, asked, labels):
    """Return the text with words under a column; as it was where they cannot be put there without harm."""
    tree = parse_yaml(text, "mapping")
    lines, fresh = text.splitlines(), asked_lines(asked)
    if tree.get(column):
        head = next((at for at, line in enumerate(lines) if re.match(rf"{column}\s*:\s*(#.*)?$", line)), None)
        if head is None:
            return text
        below = next(
            (re.match(r" *", line)[0] for line in lines[head + 1 :] if re.match(r" +[^\s#]", line)), "  "
        )
        changed = [*lines[: head + 1], *(below + line.strip() for line in fresh), *lines[head + 1 :]]
    else:
        # A head with nothing below it would stand there twice.
        kept = [line for line in lines if column not in tree or not re.match(rf"{column}\s*:", line)]
        changed = [*kept, "", *means_lines(column, labels), *fresh]
    told = "\n".join(changed) + "\n"
    wanted = {**tree, column: {**(tree.get(column) or {}), **dict.fromkeys(map(_folded, asked), UNDECIDED)}}
    try:
        return told if parse_yaml(told, "mapping") == wanted else text
    except ConfigError:
        return text


def _folded(word):
    return " ".join(str(word).split())
