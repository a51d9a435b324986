"""How a problem is put to the person who can mend it."""

import difflib
import os
import shlex
import unicodedata
from collections import Counter

SHORT_WORD = 5
_UNSEEN = ("Zs", "Zl", "Zp", "Cf", "Cc")
_UNSEEN_NAMES = {"\u00a0": "non-breaking space", "\t": "tab", "\n": "line break"}


def near(word, known):
    """Return `` Did you mean 'x'?`` for a word close to a known one, else an empty string.

    Of two words that look the same on paper, what differs is said.
    """
    for other in map(str, known):
        if str(word) != other and _seen(str(word)) == _seen(other):
            return _differs_unseen(str(word), other)
    close = close_to(word, known)
    return f" Did you mean '{close}'?" if close else ""


def _differs_unseen(word, other):
    """Return how a word differs from another that looks the same."""
    ways = [f"this one holds {listed(signs)}" for signs in [unseen_in(word)] if signs]
    ways += [f"the other one holds {listed(signs)}" for signs in [unseen_in(other)] if signs]
    if not ways and " ".join(word.split()) != word:
        ways = ["this one has more spaces"]
    if not ways and " ".join(other.split()) != other:
        ways = ["the other one has more spaces"]
    told = " and ".join(ways) or "letters that look alike are written with different signs"
    return f" It looks like '{_seen(other)}', but {told}: type both names anew, or copy one to the other."


def unseen_in(word):
    """Return the signs of a word that do not show: blanks of other kinds, and what has no width at all."""
    signs = dict.fromkeys(sign for sign in word if sign != " " and unicodedata.category(sign) in _UNSEEN)
    return [
        f"a {_UNSEEN_NAMES.get(sign, unicodedata.name(sign, 'control sign').lower())} (U+{ord(sign):04X})"
        for sign in signs
    ]


def _seen(word):
    """Return a word as it looks on paper."""
    plain = "".join(" " if sign.isspace() else sign for sign in unicodedata.normalize("NFKC", word))
    return " ".join("".join(sign for sign in plain if unicodedata.category(sign) not in ("Cf", "Cc")).split())


def close_to(word, known, cutoff=None):
    """Return the known word closest to `word`, or None if none comes near.

    A guess far off misleads more than none does: 'Day room' is no slip of the pen for 'Art room'. In a short
    word one letter weighs more.
    """
    cutoff = cutoff or (0.7 if len(str(word)) <= SHORT_WORD else 0.8)
    by_spelling = {str(name).lower(): str(name) for name in known}
    close = difflib.get_close_matches(str(word)[:100].lower(), list(by_spelling), n=1, cutoff=cutoff)
    return by_spelling[close[0]] if close else None


def as_typed(text):
    """Return a name or path as it has to be typed in a command line."""
    text = str(text)
    if os.name == "nt":
        return f'"{text}"' if " " in text else text
    return shlex.quote(text)


def listed(words, last="and"):
    """Return ``a, b and c``."""
    words = [str(word) for word in words]
    return f" {last} ".join([", ".join(words[:-1]), words[-1]]) if len(words) > 1 else "".join(words)


def spelt(value, longest=60):
    """Return a value as a person would write it in a file, shortened."""
    if value is None:
        return "empty"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list | tuple) and len(value) < 8 and all(isinstance(item, str) for item in value):
        return f"[{', '.join(value)[:longest]}]"
    if isinstance(value, dict | list | tuple):
        return "a list" if isinstance(value, list | tuple) else "a mapping"
    text = repr(value)
    return text if len(text) <= longest else text[: longest - 3] + "..."


def sentence(text):
    """Return text ending in a full stop (or what it ends in already)."""
    text = " ".join(text.split())
    return text if text.endswith((".", "?", "!")) else text + "."


def used_twice(names):
    """Return a sentence for each name that stands more than once among `names`."""
    counts = Counter(names)
    return [
        f"the name '{name}' is used {'twice' if count == 2 else f'{count} times'}; each needs a name of its "
        "own"
        for name, count in counts.items()
        if count > 1
    ]
