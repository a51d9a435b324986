"""Times of day as people write them: 9.30, 9:30am, 0930, 7pm, 09.30-10.15, noon, and Excel's own."""

import re
from datetime import datetime, time, timedelta
from typing import NamedTuple

from milieusim.workbook.meanings.words_file import plain_words
from milieusim.workbook.opened.sheets import shown

DAY, NOON = 1440, 720
LEAST_DIGITS_TOGETHER = 3
AFTER_DIGITS = ("dash", "to", "am", "pm", "noon", "midnight", "passed_over")
_TOKEN = re.compile(
    r"(?P<clock>(?<!\d)\d{1,2}[.:h]\d{2}(?::\d{2}(?:\.\d+)?)?(?!\d))|(?P<digits>(?<![\d.:])\d{1,4}(?![\d.:]\d))"
    r"|(?P<dash>[-\u2010-\u2015\u2212/\u2192>]+)|(?P<word>[^\W\d_]+(?:\.[^\W\d_]\b\.?)*)",
    re.IGNORECASE,
)


class Moment(NamedTuple):
    """A minute of the day, whether it can be none but this one, and whether that is so because am, pm or noon is said."""

    minute: int
    is_sure: bool
    has_half: bool = False


class Span(NamedTuple):
    """When something begins and, if said, ends; `rest` is the text that stood beside it."""

    start: Moment | None
    end: Moment | None
    rest: str = ""


def read_span(value, words):
    """Return the time or the two times of a cell, or None if it holds none that can be read.

    Parameters
    ----------
    value : object
        What stands in the cell.
    words : Words

    Returns
    -------
    Span or None
        Without `rest`: a cell with other text is none of times alone.
    """
    span = leading_span(value, words)
    return span if span and not span.rest else None


def leading_span(value, words):
    """Return the times with which a cell begins, and the text that follows; None if it begins with none."""
    moment = _of_excel(value)
    if moment is not None:
        return Span(moment, None)
    if not isinstance(value, str):
        return None
    return _Reader(shown(value), words).read()


def _of_excel(value):
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, datetime):
        # A whole day is a date and no midnight, but for Excel's days before all days.
        is_time = value.year <= 1900 or value.time() != time(0)
        return Moment(value.hour * 60 + value.minute, True) if is_time else None
    if isinstance(value, time):
        return Moment(value.hour * 60 + value.minute, True)
    if isinstance(value, timedelta):
        minutes = round(value.total_seconds() / 60)
        return Moment(minutes, True) if 0 <= minutes <= DAY else None
    if isinstance(value, int | float):
        return _of_number(value)
    return None


def _of_number(value):
    """A number typed for a time: 9, 930, 9.3 for 9.30; a fraction of a day where a cell has lost its format."""
    if 0 < value < 1:
        return Moment(round(value * DAY), True)
    if float(value).is_integer():
        return _clock_of_digits(str(int(value)))
    hours, minutes = divmod(round(value * 100), 100)
    # 9.5 may be half past nine or ten to ten.
    if minutes == 50 or abs(value * 100 - round(value * 100)) > 1e-6:
        return None
    return _moment(hours, minutes)


def _clock_of_digits(digits):
    if len(digits) < LEAST_DIGITS_TOGETHER:
        return _moment(int(digits), 0)
    return _moment(int(digits[:-2]), int(digits[-2:]), len(digits) == 4)


def _moment(hours, minutes, is_sure=False):
    if minutes >= 60 or hours > 24 or (hours == 24 and minutes):
        return None
    return Moment(hours * 60 + minutes, is_sure or hours >= 13 or hours == 0)


class _Reader:
    """Reads tokens from the front of a text."""

    def __init__(self, text, words):
        self.text = text
        self.words = words
        self.at = 0

    def read(self):
        """Return the span with which the text begins, or None."""
        start = self._time()
        if start is None:
            return None
        end, before = None, self.at
        self._pass("passed_over")
        if self._is_to():
            self._pass("dash", "to")
            end = self._time(is_end=True)
        self.at = self.at if end else before
        self._pass_words()
        if not self._begins_new_word():
            return None
        rest = self.text[self.at :].lstrip(" -\u2013\u2014:;,.|)").rstrip(" -\u2013\u2014:;,|(")
        return Span(*_halved(start, end), rest)

    def _begins_new_word(self):
        at = self.at
        return at >= len(self.text) or not (self.text[at - 1].isalnum() and self.text[at].isalnum())

    def _token(self):
        """Return the next token, past brackets and spaces; None if something else stands there."""
        start = re.compile(r"[\s(~\u2248.,]*").match(self.text, self.at).end()
        return _TOKEN.match(self.text, start)

    def _kind(self, token):
        if not token or token.lastgroup != "word":
            return token and token.lastgroup
        return self._meaning(token["word"])

    def _meaning(self, word):
        return self.words.meaning("time_words", word) or "text"

    def _pass(self, *kinds):
        while (token := self._token()) and self._kind(token) in kinds:
            self.at = token.end()

    def _pass_words(self):
        # What follows a time and belongs to it ("hrs", "onwards"), but no word of a name.
        while (token := self._token()) and self._kind(token) == "passed_over":
            self.at = token.end()
        token = self._token()
        if token and token.lastgroup == "dash":
            self.at = token.end()

    def _is_to(self):
        return self._kind(self._token()) in ("dash", "to")

    def _time(self, is_end=False):
        """Return a time as (moment, half of the day or None)."""
        before = self.at
        self._pass("passed_over")
        token = self._token()
        kind = self._kind(token)
        if kind in ("noon", "midnight"):
            self.at = token.end()
            return Moment(NOON if kind == "noon" else 0, True, True), None
        if kind not in ("clock", "digits"):
            self.at = before
            return None
        moment = _clock_of(token)
        if moment is None or not is_end and self._is_part_of_a_name(token):
            self.at = before
            return None
        self.at = token.end()
        return self._with_half(moment, token)

    def _is_part_of_a_name(self, token):
        """Whether digits are no time: "12 step meeting", "1:1 session", "2nd floor"."""
        if token.lastgroup == "clock" or re.match(r"\s*$", self.text[token.end() :]):
            return False
        following = self.text[token.end() :]
        if following[0] in ":%" or re.match(r"[-\u2010-\u2015][^\W\d]", following):
            return True
        if len(token["digits"]) >= LEAST_DIGITS_TOGETHER:
            return False
        rest = _Reader(self.text, self.words)
        rest.at = token.end()
        return rest._kind(rest._token()) not in AFTER_DIGITS

    def _with_half(self, moment, before):
        token = self._token()
        kind = self._kind(token)
        is_lone_letter = (
            token and token.lastgroup == "word" and len(plain_words(token[0])) == 1 and len(token[0]) == 1
        )
        if kind not in ("am", "pm", "noon", "midnight") or (is_lone_letter and token.start() != before.end()):
            return moment, None
        self.at = token.end()
        if kind in ("noon", "midnight"):
            return Moment(NOON if kind == "noon" else 0, True, True), None
        if moment.minute >= NOON + 60 or moment.minute < 60:
            return moment, None
        return Moment(moment.minute % NOON + (NOON if kind == "pm" else 0), True, True), kind


def _clock_of(token):
    if token.lastgroup == "digits":
        return _clock_of_digits(token["digits"])
    hours, minutes = re.split(r"[.:hH]", token["clock"])[:2]
    return _moment(int(hours), int(minutes), len(hours) == 2 and hours[0] == "0")


def _halved(start, end):
    """Return start and end, the half of the day of one taken for the other where only that can be meant."""
    (begin, begin_half), (finish, finish_half) = start, end or (None, None)
    if finish is None:
        return begin, None
    if finish_half and not begin_half and not begin.is_sure:
        later = begin.minute % NOON + (NOON if finish_half == "pm" else 0)
        # "11-1pm" begins in the morning.
        begin = Moment(later if later < finish.minute else begin.minute, True, True)
    if begin_half == "pm" and not finish_half and not finish.is_sure and finish.minute < NOON:
        finish = Moment(finish.minute + NOON, True, True)
    if begin_half == "am" and not finish_half and not finish.is_sure and finish.minute <= begin.minute:
        finish = Moment(finish.minute % NOON + NOON, True, True)
    return begin, finish


def clock(minute):
    """Return a minute of the day as designs write it."""
    return f"{minute // 60:02d}:{minute % 60:02d}"
