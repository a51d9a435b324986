"""Cells of a ward's own files: dates, times, numbers and words, read one way or refused with what is allowed."""

import math
import re
from datetime import date
from typing import NamedTuple

from milieusim.calibration.own_ward.mapping.log_words import LEAVE_OUT, plain
from milieusim.phrasing import close_to

ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})")
MIDNIGHT = re.compile(r"(?:,? |T)(?:0?0[:.]00(?:[:.]00)?(?:\.0+)?Z?|12:00(?::00)? ?A\.?M\.?)$", re.I)
NAMED = re.compile(r"(\d{1,2})\.?[ /-]([a-z]{3,9})\.?,?[ /-](\d{4}|\d{2})", re.I)
MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_OF_DAY = r"\d{1,2}(?:[:.h]\d{2}){1,2}(?:[.,]\d+)?(?: ?[ap]\.?m\.?)?"
MOMENT = re.compile(rf"(.*\d)(?:,? +|T)({_OF_DAY})(?:Z|[+-]\d\d:?\d\d)?", re.I)
EPOCH = re.compile(
    r"(?:1899-12-30|1900-01-0[01]|30[./]12[./]1899|12/30/1899|0?[01][./]0?1[./]1900)[ T]+(?=\d)"
)
DOTTED = re.compile(r"(\d{1,2})\. ?(\d{1,2})\. ?(\d{4})")
SLASHED = re.compile(r"(\d{1,2})([/-])(\d{1,2})\2(\d{4})(?!\d)")
SHORT_YEAR = re.compile(r"(\d{1,2})([./-]) ?(\d{1,2})\2 ?(\d{2})")
CLOCK = re.compile(r"(\d{1,2})[:.h](\d{2})(?::(\d{2})(?:[.,]\d+)?)?")
HALF_DAY = re.compile(r"(\d{1,2})(?:[:.](\d{2}))?(?::\d{2})? ?([ap])\.?m\.?", re.I)
NUMBER = re.compile(r"[+-]?\d+(?:[.,]\d+)?")
YEARS = range(1980, 2101)
DATE_ALLOWED = "a date such as 2025-03-31 or 31.03.2025"
TIME_ALLOWED = "a time from 00:00 to 23:59, such as 14:20"
SURE_SHARE = 0.95
"""Share of the telling dates of a file that must agree on day or month first before the others follow."""
SHOWN = 40


class BadCell(NamedTuple):
    """One value that cannot be read, and where it stands."""

    file: str
    line: int
    column: str
    found: str
    allowed: str
    nearest: str

    @property
    def sentence(self):
        """The problem as one line."""
        hint = f" Nearest: {self.nearest}." if self.nearest else ""
        return (
            f"{self.file} line {self.line}: {self.column} is {self.found}; it must be {self.allowed}.{hint}"
        )


class Unreadable(ValueError):
    """A cell that cannot be read: what is allowed there, and what comes nearest."""

    def __init__(self, allowed, nearest=""):
        super().__init__(allowed)
        self.allowed, self.nearest = allowed, nearest


class LeftOut(Exception):
    """A row of something that the model does not know, such as a fall."""


def shown_cell(text):
    """Return a cell as it stands in a message."""
    text = " ".join(str(text).split())
    return f"'{text}'" if len(text) <= SHOWN else f"'{text[: SHOWN - 3]}...'"


def slash_order(cells):
    """Return whether dates with slashes of a file are ``"dmy"`` or ``"mdy"``, or None if it does not show.

    Parameters
    ----------
    cells : iterable of str
        All cells of the date column. A number above 12 tells the day; a slip among many does not count.
    """
    day_first = month_first = 0
    for cell in cells:
        match = SLASHED.match(cell.strip())
        if match:
            first, second = int(match[1]), int(match[3])
            day_first += 12 < first <= 31 and second <= 12
            month_first += 12 < second <= 31 and first <= 12
    telling = day_first + month_first
    if telling and day_first >= SURE_SHARE * telling:
        return "dmy"
    if telling and month_first >= SURE_SHARE * telling:
        return "mdy"
    return None


def read_date(text, order=None):
    """Return the date of a cell.

    Parameters
    ----------
    text : str
        ``2025-03-31``, ``31.03.2025``, or with slashes where day and month cannot be mistaken.
    order : {"dmy", "mdy"}, optional
        What the other dates of the file show about slashes.

    Returns
    -------
    datetime.date

    Raises
    ------
    Unreadable
    """
    # Spreadsheet programs write a day as its midnight.
    text = MIDNIGHT.sub("", text)
    match = ISO.fullmatch(text)
    if match:
        return _date(match[1], match[2], match[3])
    match = NAMED.fullmatch(text)
    if match and match[2][:3].lower() in MONTHS:
        # "01-Jun-26" is how Excel shows a day; a month in letters leaves no doubt which number is which.
        return _date(
            match[3] if len(match[3]) == 4 else f"20{match[3]}",
            MONTHS.index(match[2][:3].lower()) + 1,
            match[1],
        )
    match = DOTTED.fullmatch(text)
    if match:
        return _date(match[3], match[2], match[1])
    match = SLASHED.fullmatch(text)
    if match:
        return _slashed(match[1], match[3], match[4], order)
    match = SHORT_YEAR.fullmatch(text)
    if match:
        raise Unreadable(
            "a date with the year in four digits", f"{match[1]}{match[2]}{match[3]}{match[2]}20{match[4]}"
        )
    if MOMENT.fullmatch(text):
        raise Unreadable(f"{DATE_ALLOWED}, without the time, which has a column of its own")
    raise Unreadable(DATE_ALLOWED)


def read_moment(text, order=None):
    """Return the date and the hour of a cell that holds both; the hour is None where only the date stands.

    Raises
    ------
    Unreadable
    """
    match = MOMENT.fullmatch(text)
    if not match:
        return read_date(text, order), None
    return read_date(match[1], order), read_time(match[2])


def _slashed(first, second, year, order):
    one, other = int(first), int(second)
    if order == "mdy" or (order is None and one <= 12 < other):
        return _date(year, first, second)
    if order == "dmy" or one > 12 or one == other:
        return _date(year, second, first)
    choices = f"{year}-{other:02d}-{one:02d} or {year}-{one:02d}-{other:02d}"
    raise Unreadable(
        "a date that cannot be read in two ways, and no other date here shows which comes first", choices
    )


def _date(year, month, day):
    try:
        found = date(int(year), int(month), int(day))
    except ValueError:
        raise Unreadable(f"a day of the calendar; {DATE_ALLOWED}") from None
    if found.year not in YEARS:
        raise Unreadable(f"a date of the years {YEARS[0]} to {YEARS[-1]}")
    if found > date.today():
        raise Unreadable("a day that has been: today at the latest")
    return found


def read_time(text):
    """Return the hour of the day of a cell, 24 hours a day, as a number of hours.

    Raises
    ------
    Unreadable
    """
    text = EPOCH.sub("", text)
    match = CLOCK.fullmatch(text)
    if match:
        hour, minute, second = int(match[1]), int(match[2]), int(match[3] or 0)
        if hour < 24 and minute < 60 and second < 60:
            return hour + minute / 60 + second / 3600
        if hour == 24 and minute == second == 0:
            raise Unreadable(TIME_ALLOWED, "00:00, with the date of the next day")
        raise Unreadable(TIME_ALLOWED)
    match = HALF_DAY.fullmatch(text)
    if match and 1 <= int(match[1]) <= 12 and int(match[2] or 0) < 60:
        return int(match[1]) % 12 + (12 if match[3].lower() == "p" else 0) + int(match[2] or 0) / 60
    if re.fullmatch(r"\d{3,4}", text) and int(text) < 2400 and int(text) % 100 < 60:
        if len(text) == len("0930"):
            return int(text) // 100 + int(text) % 100 / 60
        raise Unreadable(TIME_ALLOWED, f"{int(text) // 100:02d}:{text[-2:]}")
    raise Unreadable(TIME_ALLOWED)


def number_reader(low, high, what):
    """Return a function that reads a number from `low` to `high`, with a decimal point or comma."""
    allowed = f"a number from {low:g} to {high:g} ({what})"

    def read(text):
        if not NUMBER.fullmatch(text):
            raise Unreadable(allowed)
        value = float(text.replace(",", "."))
        if not math.isfinite(value) or not low <= value <= high:
            raise Unreadable(allowed, f"{min(max(value, low), high):g}")
        return value

    return read


def word_reader(words, meant=None):
    """Return a function that reads a word of an enumeration into its code, whatever its case and spaces.

    Parameters
    ----------
    words : type
        The enumeration.
    meant : dict of str to str, optional
        What other words stand for, as `mapping.log_words.plain` spells them.
    """
    labels = words.labels()
    codes = {label: code for code, label in enumerate(labels)}

    def read(text):
        spelt = _spelt(text)
        label = spelt if spelt in codes else (meant or {}).get(plain(text))
        if label == LEAVE_OUT:
            raise LeftOut
        if label in codes:
            return codes[label]
        raise Unreadable(f"one of {', '.join(labels)}", nearest_word(spelt, labels))

    return read


def place_reader(names, kinds):
    """Return a function that accepts the name of a place of the ward, or a kind of place."""
    known = {_spelt(name) for name in (*names, *kinds)}

    def read(text):
        if _spelt(text) not in known:
            shown = [*dict.fromkeys(names), *(kind for kind in kinds if kind not in names)]
            raise Unreadable(
                f"a place of the ward or a kind of place ({', '.join(shown)})", close_to(text, shown) or ""
            )
        return text

    return read


def nearest_word(word, labels):
    """Return the label that a word may stand for: the closest in spelling, or the only one it is a part of."""
    said = set(word.replace("/", "_").split("_"))
    whole = [label for label in labels if set(label.split("_")) <= said]
    close = whole[0] if len(whole) == 1 else close_to(word, labels, cutoff=0.6)
    if close:
        return close
    return " or ".join(label for label in labels if len(word) > 3 and (word in label or label in word))


def read_code(text):
    """Return a resident's code; which resident it is matters to nothing but who is who within the file."""
    if len(text) > SHOWN:
        raise Unreadable(f"a number, or at most {SHOWN} letters")
    return text


def _spelt(text):
    return re.sub(r"[\s_-]+", "_", text.strip().lower())
