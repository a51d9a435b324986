"""What a text of a spreadsheet means, and how sure that is: never more is claimed than its words carry."""

import difflib
import re
from fnmatch import fnmatchcase
from typing import NamedTuple

from milieusim.workbook.meanings.words_file import plain_words

SURE = 1.0
RIVAL = 0.7
"""What is left of confidence where other words of the same text mean something else."""
MISSPELT = 0.6
LEAST_LIKENESS = 0.84
SHORTEST_GUESSED = 5
AND = re.compile(r"[/&+]")


class Match(NamedTuple):
    """A meaning, how sure it is (0-1), and how it was found, in words."""

    meaning: str | None
    confidence: float
    how: str
    rivals: tuple = ()
    """What other words of the text mean."""


NO_MATCH = Match(None, 0.0, "nothing known")


def match(text, section, words):
    """Return what a text means.

    Confidence is 1 where the whole text is a known spelling; else the share of its letters that the spelling
    accounts for, between a half and 1; less where other words of it mean something else, or were misspelt.

    Parameters
    ----------
    text : str
    section : str
        Of the words: activities, roles, places.
    words : Words

    Returns
    -------
    Match
    """
    key = (section, text)
    if key not in words.matches:
        words.matches[key] = _match(text, section, words)
    return words.matches[key]


def holds(text, section, words):
    """Whether a text holds one of the spellings of a section, whatever else it says."""
    return bool(_phrases(plain_words(text), words.spellings(section)))


def meaning_of_all(text, section, words):
    """Return what all words of a text mean together, None if one is not known or they mean different things."""
    tokens = plain_words(text)
    found = _phrases(tokens, words.spellings(section))
    covered = {at for _, begin, _, n in found for at in range(-begin, -begin + n)}
    meanings = {meaning for *_, meaning, _ in found}
    return meanings.pop() if len(meanings) == 1 and len(covered) == len(tokens) else None


def _match(text, section, words):
    if not plain_words(text):
        return NO_MATCH
    whole = words.meaning(section, text)
    if whole:
        return Match(whole, SURE, "known")
    text = AND.sub(" and ", text)
    tokens = plain_words(text)
    spellings = words.spellings(section)
    found = _phrases(tokens, spellings)
    if found:
        return _best(text, tokens, found, words)
    return _guessed(tokens, spellings, words)


def _phrases(tokens, spellings):
    """Return (letters, -position, meaning, length) of every known spelling inside a text."""
    found = []
    for spelling, meaning in spellings:
        n = len(spelling)
        for at in range(len(tokens) - n + 1):
            if all(_is_same(token, word) for token, word in zip(tokens[at : at + n], spelling)):
                found.append((sum(map(len, tokens[at : at + n])), -at, meaning, n))
    return found


def _is_same(token, word):
    return fnmatchcase(token, word) if "*" in word else token == word


def _best(text, tokens, found, words):
    # "Evening meds": the last word says what it is, and those before it which.
    turn = _turn(tokens, words)
    letters, at, meaning, n = max(found, key=lambda each: (each[3], -each[1] < turn, -each[1], each[0]))
    passed = {word for each, _ in words.spellings("passed_over") for word in each}
    inside = range(-at, -at + n)
    telling = sum(len(token) for k, token in enumerate(tokens) if k in inside or token not in passed)
    confidence = 0.5 + 0.5 * letters / max(telling, letters)
    rivals = [
        each
        for each in found
        if each[2] != meaning and not set(inside) & set(range(-each[1], -each[1] + each[3]))
    ]
    how = f"by '{' '.join(plain_words(text, is_exact=True)[-at : -at + n])}'"
    if rivals:
        confidence *= RIVAL
        how += f"; it also speaks of {max(rivals)[2].replace('_', ' ')}"
    # Only a text that is known as a whole is sure.
    return Match(meaning, min(confidence, 0.99), how, tuple(dict.fromkeys(each[2] for each in rivals)))


def _turn(tokens, words):
    """Return the place of the first word after which a text only says more of what it is."""
    signs = {word for each, _ in words.spellings("goes_with") for word in each}
    return next((place for place, token in enumerate(tokens) if place and token in signs), len(tokens))


def _guessed(tokens, spellings, words):
    """A slip of the pen: one word that is nearly a known one."""
    best = (LEAST_LIKENESS, None, None, None)
    for spelling, meaning in spellings:
        for token in tokens:
            # Hardly anybody misspells the first letter, and few words begin with it.
            if len(spelling) != 1 or spelling[0][0] != token[0]:
                continue
            if len(token) < SHORTEST_GUESSED or abs(len(token) - len(spelling[0])) > 2:
                continue
            likeness = difflib.SequenceMatcher(None, token, spelling[0]).ratio()
            if likeness > best[0]:
                best = (likeness, meaning, spelling[0], token)
    likeness, meaning, word, token = best
    if meaning is None:
        return NO_MATCH
    share = len(token) / sum(map(len, tokens))
    return Match(meaning, MISSPELT * likeness * share, f"'{token}' is nearly '{word}'")
