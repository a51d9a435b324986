"""The words of spreadsheets: those that are shipped, and those that a file of one's own adds."""

import unicodedata
from functools import lru_cache
from pathlib import Path

from milieusim.config.reading.yaml_reading import read_yaml
from milieusim.data import shipped_yaml
from milieusim.errors import ConfigError
from milieusim.phrasing import listed, near
from milieusim.vocabulary import PlaceKind, Role

SHIPPED = "spreadsheet_words.yaml"
LANGUAGES = {"german": "spreadsheet_words_german.yaml"}
LISTS = ("passed_over", "goes_with", "nothing_on", "not_weekly", "outdoors", "off_work")
USUAL = {"minutes", "goes_on", "place", "leader", "is_expected", "is_structured"}
EXACT = ("columns",)
"""Where a final s tells things apart: who is the leader, and how many leaders it takes."""


@lru_cache(maxsize=50_000)
def plain_words(text, is_exact=False):
    """Return the words of a text as they are compared: no capitals, accents, signs or, unless exact, final s."""
    text = unicodedata.normalize("NFKD", str(text).casefold())
    letters = "".join(sign if sign.isalnum() or sign == "*" else " " for sign in text if not _is_accent(sign))
    return tuple(word if is_exact else _singular(word) for word in letters.split())


def _is_accent(sign):
    return unicodedata.combining(sign)


def _singular(word):
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


class Words:
    """Spellings by section and meaning, such as ``columns`` -> ``start`` -> [(from,), (begins,)]."""

    def __init__(self, sections, usual):
        self.sections = sections
        self.usual = usual
        self.matches = {}
        """What has been asked for before: a timetable says most things many times."""

    def spellings(self, section):
        """Return (spelling, meaning) of a section, of which later ones count more."""
        return [(words, meaning) for meaning, each in self.sections[section].items() for words in each]

    def meaning(self, section, text):
        """Return what a whole text means in a section, or None."""
        return self._by_spelling(section).get(plain_words(text, section in EXACT))

    def _by_spelling(self, section):
        cache = self.__dict__.setdefault("_known", {})
        if section not in cache:
            cache[section] = dict(self.spellings(section))
        return cache[section]


def load_words(*own):
    """Return the shipped words, and those of languages or files over them.

    Parameters
    ----------
    *own : str or path-like
        The name of a shipped language (``german``), or the path of a file; the last counts most.

    Returns
    -------
    Words

    Raises
    ------
    ConfigError
        Listing every section and word of a file that is not known.
    """
    base = shipped_yaml(SHIPPED)
    base |= {name: {name: base[name]} for name in LISTS}
    sections = {name: _spelt(name, found) for name, found in base.items() if name != "usual"}
    usual = {activity: dict(facts) for activity, facts in base["usual"].items()}
    _add_own_labels(sections)
    for given in own:
        _lay_over(sections, usual, *_own(given))
    return Words(sections, usual)


def _spelt(section, found):
    is_exact = section in EXACT
    return {meaning: [plain_words(word, is_exact) for word in words] for meaning, words in found.items()}


def _add_own_labels(sections):
    from milieusim.config.parts.routine import PLANNED

    for section, labels in (
        ("activities", PLANNED),
        ("roles", Role.labels()),
        ("places", PlaceKind.labels()),
    ):
        for label in labels:
            sections[section].setdefault(label, []).insert(0, plain_words(label))


def _own(given):
    if str(given).lower() in LANGUAGES:
        name = LANGUAGES[str(given).lower()]
        return name, shipped_yaml(name)
    path = Path(given)
    if not path.suffix and not path.exists():
        raise ConfigError(
            f"--words: there is no language and no file '{given}'; languages are {listed(LANGUAGES)}."
            f"{near(given, LANGUAGES)}"
        )
    return str(path), read_yaml(path)


def _lay_over(sections, usual, label, tree):
    problems = []
    for name, found in tree.items() if isinstance(tree, dict) else [("", None)]:
        if name in LISTS and isinstance(found, list):
            found = {name: found}
        if name not in (*sections, "usual") or not isinstance(found, dict):
            known = listed([*sections, "usual"])
            problems.append(
                f"{label}: '{name}' is no section of words; there are {known}.{near(name, sections)}"
            )
        elif name == "usual":
            problems += _add_usual(usual, found, label)
        else:
            problems += _add(sections[name], found, f"{label}: {name}", name in EXACT)
    if problems:
        raise ConfigError(problems)


def _add(known, found, where, is_exact):
    problems = []
    for meaning, words in found.items():
        if meaning not in known:
            problems.append(
                f"{where}.{meaning} is not known; there are {listed(known)}.{near(meaning, known)}"
            )
        elif not isinstance(words, list) or not all(isinstance(word, str | int) for word in words):
            problems.append(f"{where}.{meaning} must be a list of spellings, such as [one, another].")
        else:
            fresh = [plain_words(word, is_exact) for word in words]
            # The same spelling has one meaning: that of the file which says it last.
            for other in known.values():
                other[:] = [spelling for spelling in other if spelling not in fresh]
            known[meaning] += [spelling for spelling in fresh if spelling]
    return problems


def _add_usual(usual, found, label):
    problems = []
    for activity, facts in found.items():
        if activity not in usual or not isinstance(facts, dict) or not set(facts) <= USUAL:
            problems.append(
                f"{label}: usual.{activity} must be an activity that holds {listed(sorted(USUAL), 'or')}."
            )
        else:
            usual[activity] |= facts
    return problems
