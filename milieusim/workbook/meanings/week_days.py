"""Days of the week as people write them: Mon-Fri, Thurs, daily, weekdays, Sat & Sun, daily except Wed, or a date."""

import re
from datetime import date, datetime

from milieusim.config.parts.routine import DAY_SETS
from milieusim.vocabulary import DAYS
from milieusim.workbook.meanings.words_file import plain_words
from milieusim.workbook.opened.sheets import shown

_PIECE = re.compile(
    r"(?P<word>[^\W\d_]+)\.?|(?P<dash>[-\u2010-\u2015\u2212]+)|(?P<and>[,;/&+|\n]+)|(?P<digits>\d[\d./:]*)"
)
_WHOLE_WEEK = 7
MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec januar februar marz mai juni juli oktober dezember".split()
ENDINGS = ("st", "nd", "rd", "th")


def read_days(value, words):
    """Return the days of a cell.

    Parameters
    ----------
    value : object
        Text, or a date.
    words : Words

    Returns
    -------
    list of str or None
        Days as `milieusim.vocabulary.DAYS` spells them, in the order of the week; None if it names none, or more
        than days.
    """
    if isinstance(value, datetime | date):
        return [DAYS[value.weekday()]]
    text = shown(value)
    known = words.meaning("day_sets", text)
    if known:
        return list(DAY_SETS[known])
    if not isinstance(value, str) or len(text) > 120:
        return None
    pieces = _pieces(text, words)
    return _combined(pieces) if pieces else None


def _pieces(text, words):
    """Return the parts of a text as days, sets of days and words between them; None if there is anything else."""
    found, at = [], 0
    while at < len(text):
        match = _PIECE.match(text, at)
        if match is None:
            if text[at] in " .()":
                at += 1
                continue
            return None
        at = match.end()
        piece = _meaning(match, words)
        if piece is None:
            return None
        found += [piece] if piece != "pass" else []
    return found


def _meaning(match, words):
    if match.lastgroup in ("dash", "and"):
        return {"dash": "to", "and": "and"}[match.lastgroup]
    if match.lastgroup == "digits":
        return "pass"
    word = match["word"]
    day = words.meaning("days", word)
    if day:
        return [day]
    chosen = words.meaning("day_sets", word)
    if chosen:
        return list(DAY_SETS[chosen])
    between = words.meaning("day_words", word)
    plain = "".join(plain_words(word))
    return between or ("pass" if plain in ENDINGS or plain[:3] in MONTHS or plain in MONTHS else None)


def _combined(pieces):
    days, taken_away, between, last = [], [], None, None
    for piece in pieces:
        if isinstance(piece, str):
            between = "except" if piece == "except" or between == "except" else piece
            continue
        fresh = piece
        if between == "to" and last and len(last) == len(piece) == 1:
            fresh = _through(last[0], piece[0])
        (taken_away if between == "except" else days).extend(fresh)
        between = between if between == "except" else None
        last = piece
    if taken_away and not days:
        days = list(DAYS)
    left = [day for day in DAYS if day in days and day not in taken_away]
    return left or None


def _through(first, last):
    start, end = DAYS.index(first), DAYS.index(last)
    return [DAYS[(start + k) % _WHOLE_WEEK] for k in range((end - start) % _WHOLE_WEEK + 1)]


def spelt_days(days):
    """Return days as a design writes them: a word for a set that has one, else a list."""
    days = [day for day in DAYS if day in days]
    return next((name for name, each in DAY_SETS.items() if list(each) == days), days)
