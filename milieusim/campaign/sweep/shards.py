"""A part of a sweep for one machine out of several that share a folder."""

import re
from typing import NamedTuple

from milieusim.errors import ConfigError


class Shard(NamedTuple):
    """The chunks whose number leaves `index - 1` when divided by `count`."""

    index: int
    count: int

    @property
    def label(self):
        """Name in files."""
        return f"shard-{self.index}-of-{self.count}"

    def numbers(self, chunks):
        """Return the numbers of the chunks that belong to it, out of so many."""
        return range(self.index - 1, chunks, self.count)


def shard_of(text):
    """Return the shard written ``3/16``, or None for no text.

    Parameters
    ----------
    text : str, Shard or None

    Returns
    -------
    Shard or None

    Raises
    ------
    ConfigError
        If it is no part of a whole.
    """
    if text is None or isinstance(text, Shard):
        return text
    match = re.fullmatch(r"\s*(\d{1,6})\s*/\s*(\d{1,6})\s*", str(text))
    index, count = map(int, match.groups()) if match else (0, 0)
    if not 1 <= index <= count:
        raise ConfigError(f"--shard is '{text}'; it must be a part and a number of parts, such as 3/16.")
    return Shard(index, count)
