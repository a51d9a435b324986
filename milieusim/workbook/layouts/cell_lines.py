"""A cell that says more than a name: several lines, times of its own, a room or a leader in brackets."""

import re

from milieusim.workbook.meanings.clock_times import leading_span
from milieusim.workbook.meanings.word_matching import match
from milieusim.workbook.opened.sheets import shown

BLANK = re.compile(r"[-\u2013\u2014_./x]+|n/?a", re.IGNORECASE)
BRACKETED = re.compile(r"^(.*\S)\s*[(\[]([^()\[\]]+)[)\]]$")
TIMES_LAST = re.compile(r"^(?P<name>.*?[^\d\s:.,(\-\u2013])[\s,(\-\u2013]+(?P<times>\d.*?)\)?$")
REMARK = re.compile(r"[(\[]([^()\[\]]+)[)\]]$")
MINUTES = re.compile(r"(\d{1,3})\s*(?:m|min|mins|minutes?)\.?", re.IGNORECASE)
MOST_MINUTES = 300
TWO_IN_ONE = re.compile(r";\s*|\.\s+(?=[A-Z])")
NUMBERED = re.compile(
    r"\b(?:rooms?|bands?|bays?|beds?|bedrooms?|floors?|levels?|wards?|zones?|units?|phases?|steps?|stages?|weeks?|wk|"
    r"groups?|max|min|tiers?|parts?|sessions?|numbers?|no|nos|table|ages?|aged|grades?)\s*$",
    re.IGNORECASE,
)
"""What a range of numbers behind it counts, which is no time of day then."""
INITIALS = re.compile(r"[A-Z]{2,4}(?:\s*[/&,+]\s*[A-Z]{2,4})*")
HOW_MANY = re.compile(r"^\d{1,2}\s*[x\u00d7]?\s+", re.IGNORECASE)
TIMES_STAFF = re.compile(r"^(.*\S)\s+\(?[x\u00d7]\s?([1-9])\)?$", re.IGNORECASE)
LED = re.compile(r"\b(?:with|led by|run by|by)\s+(?:the\s+)?(?P<leader>.+)$", re.IGNORECASE)
BESIDE = re.compile(r"\s+[-\u2013\u2014]\s+|\s*[/;,]\s*")
EITHER = re.compile(r"\s*[&+]\s*|\s+(?:and|und)\s+")
"""What stands between two things that are held at one time: a time behind them is that of both."""
SEPARATE = 0.9
"""How sure a further line must be to be an entry of its own, and not a part of the name."""


def parts_of_cell(value, words, place_names=()):
    """Return (span or None, name, texts) of each entry that a cell holds.

    Parameters
    ----------
    value : object
    words : Words
    place_names : list of str
        What the ward calls its places.

    Returns
    -------
    list of tuple
    """
    lines = [shown(line) for line in (_lines(value, words) if isinstance(value, str) else [shown(value)])]
    parts = []
    for line in lines:
        if not line or BLANK.fullmatch(line) or words.meaning("nothing_on", line):
            continue
        span = _span_in_front(line, words) or _span_at_the_end(line, words)
        if span and not span.rest and parts and not parts[-1][0]:
            # Times on a line of their own below a name are those of that.
            parts[-1][0] = span
        elif span and (span.rest or not parts):
            parts.append([span, span.rest, {}])
        elif not parts:
            parts.append([None, line, {}])
        else:
            _add_line(parts, line, words, place_names)
    parts = [_without_brackets(*part, words, place_names) for part in parts]
    return [_with_leader_named(*part, words) for part in parts]


def _lines(value, words):
    """Return the lines of a cell; "Visiting 6-8pm; bingo 8-9pm" are two, as each has its time, and "Lie in - meds" is."""
    for line in value.split("\n"):
        pieces = [piece.strip() for piece in TWO_IN_ONE.split(line) if piece.strip()]
        spans = [_span_in_front(piece, words) or _span_at_the_end(piece, words) for piece in pieces]
        lines = pieces if all(span and span.rest for span in spans) else [line]
        for each in lines:
            yield from _with_doses_apart(each, words) or [each]


def _with_doses_apart(line, words):
    """Return the two things that a line names if one of them is doses, which it would lose; None of any other line."""
    for signs in (BESIDE, EITHER):
        pieces = [piece for piece in signs.split(line) if piece.strip()]
        if len(pieces) != 2:
            continue
        spans = [_span_in_front(piece, words) or _span_at_the_end(piece, words) for piece in pieces]
        if signs is EITHER and spans[1]:
            continue
        names = [span.rest if span else piece for span, piece in zip(spans, pieces)]
        known = [match(name, "activities", words) for name in names if name]
        meanings = {each.meaning for each in known if each.confidence >= SEPARATE}
        if len(meanings) == 2 and "medication" in meanings:
            return pieces
    return None


def _span_in_front(line, words):
    """Return the times with which a line begins; a word such as "midday" before a name is a part of that."""
    span = leading_span(line, words)
    is_word = span and span.rest and not span.end and not re.search(r"\d", line.removesuffix(span.rest))
    return None if is_word else span


def _span_at_the_end(line, words):
    """Return the times with which a line ends, its name as their rest."""
    # "Breakfast 8.30-9.15 (protected)": what stands in brackets behind the times is not what ends the line.
    aside = REMARK.search(line)
    found = TIMES_LAST.match(line[: aside.start()] if aside else line) or TIMES_LAST.match(line)
    span = found and leading_span(found["times"], words)
    if not span or span.rest:
        return None
    # "Room 1-3" and "Band 7" have no time, but "Visiting 2-4" has.
    name = found["name"]
    is_range = span.end and (span.end.is_sure or not NUMBERED.search(name))
    is_clock = span.start.has_half or re.search(r"\d[.:]\d\d", found["times"])
    if not is_range and not is_clock:
        return None
    is_aside = aside and found.end() <= aside.start()
    return _lasting(span, aside[1] if is_aside else "")._replace(
        rest=f"{name} {aside[0]}" if is_aside else name
    )


def _lasting(span, remark):
    """Return a span that ends when a remark says so: "9.30 (15 mins)"."""
    minutes = MINUTES.fullmatch(remark)
    if span.end or not minutes or not 0 < int(minutes[1]) <= MOST_MINUTES:
        return span
    return span._replace(end=span.start._replace(minute=span.start.minute + int(minutes[1])))


def _with_leader_named(span, name, texts, words):
    """Take the leader from a name that says with whom; the name stays as it is."""
    led = LED.search(name)
    if led and "leader" not in texts and words.meaning("roles", led["leader"]):
        return span, name, {**texts, "leader": led["leader"]}
    return span, name, texts


def _add_line(parts, line, words, place_names):
    span, name, texts = parts[-1]
    detail = _detail(line, words, place_names) or _of_initials(line.strip("()[] "), words)
    if not name:
        parts[-1][1] = line
    elif detail and detail not in texts:
        texts[detail] = line.strip("()[] ")
    elif (
        match(line, "activities", words).confidence >= SEPARATE
        and match(name, "activities", words).confidence >= SEPARATE
    ):
        parts.append([span, line, {}])
    else:
        parts[-1][1] = f"{name}, {line}"


def _without_brackets(span, name, texts, words, place_names):
    many = TIMES_STAFF.match(name)
    if many and "leaders" not in texts:
        # "Evening meds x2" takes two to lead it.
        name, texts = many[1], {**texts, "leaders": many[2]}
    bracketed = BRACKETED.match(name)
    detail = bracketed and (_detail(bracketed[2], words, place_names) or _of_initials(bracketed[2], words))
    if detail and detail not in texts:
        return span, bracketed[1], {**texts, detail: bracketed[2]}
    return span, name, texts


def _of_initials(text, words):
    """Initials in brackets are of somebody who leads, whom nobody but the ward knows."""
    known = any(words.meaning(section, text) for section in ("activities", "time_words", "days", "day_sets"))
    return "leader" if INITIALS.fullmatch(text) and not known else None


def _detail(text, words, place_names):
    """Return whether a text is a place or a leader as a whole, and nothing else."""
    text = text.strip("()[] ")
    if text.casefold() in {name.casefold() for name in place_names}:
        return "place"
    if words.meaning("roles", HOW_MANY.sub("", text)):
        return "leader"
    return "place" if words.meaning("places", text) else None
