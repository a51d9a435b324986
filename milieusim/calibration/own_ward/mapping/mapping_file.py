"""`mapping.yaml`: how a ward's own log was read, written on the first try, to be edited, and only added to."""

import textwrap
from pathlib import Path

from milieusim.calibration.own_ward.mapping.log_words import LEAVE_OUT, UNDECIDED, known_words, plain
from milieusim.config.reading.yaml_reading import read_yaml
from milieusim.errors import ConfigError
from milieusim.files import write_whole
from milieusim.phrasing import listed, near

NAME = "mapping.yaml"
CENSUS = "date shift residents beds".split()
MOST_WORDS = 100

COMMENT = {"initial_indent": "# ", "subsequent_indent": "# "}
LAST_LINES = [
    "",
    "# More words that say that something is not known, beside n/a, unknown, - and the like:",
    "not_known: []",
]


def mapping_of(path, labels):
    """Return how a log is to be read: all known spellings, and above them what a file says.

    Parameters
    ----------
    path : path-like or None
        A mapping file; None, or one that is not there, adds nothing.
    labels : dict of str to list of str
        Allowed words by column; a column without a list of words has an empty one.

    Returns
    -------
    Mapping

    Raises
    ------
    ConfigError
        With every problem of the file.
    """
    known = known_words()
    if path is None or not Path(path).exists():
        return known
    tree = read_yaml(path)
    problems = [f"{path}: {told}" for told in _problems(tree, labels)]
    if problems:
        raise ConfigError(problems)
    named = _decided(tree, "columns")
    columns = {plain(str(head)): name for name, head in named.items() if head}
    # A column without a header is not to be read, not even under its own name.
    columns = {name: None for name, head in named.items() if not head} | columns
    kept = {head: name for head, name in known.columns.items() if name not in named}
    words = {
        column: known.words.get(column, {})
        | {plain(word): meant for word, meant in (tree.get(column) or {}).items()}
        for column in labels
    }
    more = {" ".join(str(word).lower().split()) for word in tree.get("not_known") or []}
    return known._replace(columns=kept | columns, words=words, not_known=known.not_known | more, own=tree)


def census_mapping(path, labels):
    """Return how a census is to be read: all known spellings, and what a mapping file says under `census`.

    Parameters
    ----------
    path : path-like or None
    labels : dict of str to list of str
        As for the log.

    Returns
    -------
    Mapping
    """
    known = mapping_of(path, labels)
    named = _decided(known.own, "census")
    columns = {plain(str(head)): name for name, head in named.items() if head}
    own = {"columns": named}
    return known_words()._replace(columns=known_words().columns | columns, not_known=known.not_known, own=own)


def _decided(tree, key):
    return {name: head for name, head in (tree.get(key) or {}).items() if head != UNDECIDED}


def _problems(tree, labels):
    if not isinstance(tree, dict):
        return ["must hold keys with values, such as 'columns:'."]
    enumerated = [column for column in labels if labels[column]]
    allowed = ["columns", "census", "not_known", *enumerated]
    problems = [
        f"'{key}' is not known; there may be {listed(allowed)}.{near(key, allowed)}"
        for key in tree
        if key not in allowed
    ]
    problems += [
        f"{key} must hold keys with values."
        for key in ("columns", "census", *enumerated)
        if not isinstance(tree.get(key) or {}, dict)
    ]
    if not isinstance(tree.get("not_known") or [], list):
        problems.append("not_known must be a list of words.")
    if problems:
        return problems
    for key, known in (("columns", [*labels, "datetime"]), ("census", CENSUS)):
        for name, head in (tree.get(key) or {}).items():
            if name not in known:
                problems.append(
                    f"{key}.{name} is not known; there may be {listed(known)}.{near(name, known)}"
                )
            if isinstance(head, dict | list):
                problems.append(f"{key}.{name} must be the header of one column.")
    for column in enumerated:
        may = [*labels[column], LEAVE_OUT] if column == "kind" else labels[column]
        problems += [
            f"{column}: '{word}' is {meant!r}; it must be one of {listed(may, 'or')}.{near(meant, may)}"
            for word, meant in (tree.get(column) or {}).items()
            if meant not in may and meant != UNDECIDED
        ]
    return problems


def write_mapping(path, table, labels):
    """Write how a table was read, for its ward to edit; what is there already is left alone.

    Parameters
    ----------
    path : path-like
    table : OwnTable
    labels : dict of str to list of str

    Returns
    -------
    bool
        Whether it was written: only if something was read by other words than the template's, or could not be.
    """
    if Path(path).exists() or not (table.renamed or table.words_read or table.words_unread):
        return False
    return is_written(path, [*_column_lines(table.heads), *_word_lines(table, labels), *LAST_LINES])


def write_columns_asked(path, header, lacking):
    """Write which columns of a log were not found, for its ward to name them; what is there already is left alone.

    Parameters
    ----------
    path : path-like
    header : Header
        What comes nearest to a header.
    lacking : list of str

    Returns
    -------
    bool
        Whether it was written.
    """
    if Path(path).exists() or not lacking:
        return False
    other = [name for name in header.names if name and name not in header.heads]
    heads = listed(_quoted(name) for name in other) or "none"
    asked = textwrap.wrap(f"Write beside each ? one of the log's other columns: {heads}.", 118, **COMMENT)
    lines = _column_lines(dict.fromkeys(lacking, UNDECIDED) | header.heads)
    return is_written(path, [*asked, *lines, *LAST_LINES])


def write_census(path, heads, lacking=(), other=()):
    """Write how a census was read below what a mapping file holds, or what could not be found; once only.

    Parameters
    ----------
    path : path-like
    heads : dict of str to str
        The census's own header of each column.
    lacking : list of str
        Columns that are needed and were not found.
    other : list of str
        Headers that are none of these.

    Returns
    -------
    bool
        Whether it was written: not where the file says something of the census already.
    """
    file = Path(path)
    before = file.read_text(encoding="utf-8") if file.exists() else ""
    if before and "census" in read_yaml(path):
        return False
    told = f"Write beside each ? one of the other columns: {listed(map(_quoted, other)) or 'none'}."
    asked = textwrap.wrap(told, 118, **COMMENT) if lacking else []
    named = dict.fromkeys(lacking, UNDECIDED) | {name: heads[name] for name in CENSUS if name in heads}
    lines = [
        *([before.rstrip("\n"), ""] if before else []),
        "# How the census is read: what each column is headed in it.",
        *asked,
        "census:",
        *(f"  {name}: {_quoted(head)}" for name, head in named.items()),
    ]
    return is_written(path, lines if before else [*lines, *LAST_LINES])


def is_written(path, lines):
    """Write lines to a mapping file; return whether that could be done."""
    try:
        write_whole(path, ("\n".join(lines) + "\n").encode("utf-8"), "--mapping")
    except (ConfigError, OSError):
        # The answer does not hang on it: what is not known is told on the screen as well.
        return False
    return True


def to_decide(log):
    """Return what to do about words that nobody has said the meaning of, as sentences.

    Parameters
    ----------
    log : OwnLog or None

    Returns
    -------
    list of str
    """
    unread = log.words_unread if log is not None else {}
    if log is None or log.mapping is None or not unread:
        return []
    told = [f"{column}: {listed(map(_quoted, words))}" for column, words in unread.items()]
    return [
        f"{log.mapping} keeps what words mean. Write there what each of these is, and run the command again: "
        f"{'; '.join(told)}."
    ]


def _column_lines(heads):
    return [
        "# How this log is read. Edit what is wrong and run the same command again: it is read as it stands here.",
        "# What each column is headed in the log; null for one that is not to be read:",
        "columns:",
        *(f"  {name}: {_quoted(head)}" for name, head in heads.items()),
    ]


def _word_lines(table, labels):
    lines = []
    for column in (name for name in labels if labels[name]):
        unread, read = table.words_unread.get(column, {}), table.words_read.get(column, {})
        if not unread and not read:
            continue
        lines += ["", *means_lines(column, labels), *asked_lines(unread)]
        lines += [f"  {_quoted(word)}: {meant}" for word, meant in list(read.items())[:MOST_WORDS]]
    return lines


def means_lines(column, labels):
    """Return the head of the words of a column, below a comment on what they may mean."""
    more = f", or {LEAVE_OUT} for rows that are none of these" if column == "kind" else ""
    means = f"What each word means: {', '.join(labels[column])}{more}."
    return [*textwrap.wrap(means, 118, **COMMENT), f"{column}:"]


def asked_lines(unread):
    """Return lines that ask for the meaning of words, each with what it comes nearest to, if anything."""
    nearest = {word: f"  # perhaps {near}" if near else "" for word, near in unread.items()}
    return [f"  {_quoted(word)}: {_quoted(UNDECIDED)}{nearest[word]}" for word in list(unread)[:MOST_WORDS]]


def _quoted(text):
    """Return text as YAML in double quotes."""
    text = " ".join(str(text).split())
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
