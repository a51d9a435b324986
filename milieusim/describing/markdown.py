"""Pieces of Markdown: tables, lists, names as code."""

from milieusim.phrasing import listed


def table(head, rows):
    """Return a table, or a line that says that nothing is in it.

    Parameters
    ----------
    head : list of str
    rows : iterable of sequence
        What stands in the cells; a bar or a line break in one is taken as text.

    Returns
    -------
    str
    """
    rows = [[_cell(value) for value in row] for row in rows]
    if not rows:
        return "None."
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _cell(value):
    return " ".join(str(value).split()).replace("|", "\\|")


def code(name):
    """Return a name set as code."""
    return f"`{name}`"


def codes(names, none="none"):
    """Return names set as code, with commas between."""
    return ", ".join(map(code, names)) or none


def bullets(lines):
    """Return lines as a list; a line that says that there are none."""
    return "\n".join(f"- {line}" for line in lines) or "None."


def words(labels):
    """Return words of a vocabulary in a sentence, as people write them."""
    return listed([label.replace("_", " ") for label in labels])


def span(low, high):
    """Return a range as text."""
    if high == float("inf"):
        return "any" if low == -high else f"{low:g} or more"
    return f"{low:g} to {high:g}"
