"""What a ward's own headers and words stand for: known spellings, and what the ward has written down itself."""

import re
from functools import cache
from importlib import resources
from typing import NamedTuple

from milieusim.config.reading.yaml_reading import read_yaml

LEAVE_OUT, UNDECIDED = "leave_out", "?"


class Mapping(NamedTuple):
    """How a file is read.

    Attributes
    ----------
    columns : dict of str to str
        What a header, as `plain` spells it, is a column of.
    words : dict of str to dict
        By column: what a word stands for; `LEAVE_OUT` for rows that are of nothing that the model knows.
    not_known : frozenset of str
        What says that something is not known, in lower case.
    own : dict
        What the ward has decided itself, as its file has it; empty if there is none.
    """

    columns: dict
    words: dict
    not_known: frozenset
    own: dict

    def is_not_known(self, text):
        """Whether a cell says that something is not known."""
        return " ".join(text.lower().split()) in self.not_known


def plain(text):
    """Return a word without what does not count: capitals, blanks, punctuation."""
    return re.sub(r"[\W_]+", "_", text.casefold()).strip("_")


@cache
def known_words():
    """Return the mapping of all known spellings.

    Returns
    -------
    Mapping
    """
    tree = read_yaml(resources.files("milieusim.data") / "log_words.yaml")
    words = {column: _turned(meant) for column, meant in tree["words"].items()}
    words["kind"] |= {plain(word): LEAVE_OUT for word in tree["left_out"]}
    return Mapping(_turned(tree["columns"]), words, frozenset(map(str, tree["not_known"])), {})


def _turned(meant):
    return {plain(str(word)): name for name, words in meant.items() for word in words}
