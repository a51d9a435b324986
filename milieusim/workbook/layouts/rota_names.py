"""Names of shifts as people write them, and as a rota of the ward's own holds them."""

import re
import unicodedata

from milieusim.config.parts.rota import Rota
from milieusim.phrasing import listed
from milieusim.vocabulary import Shift
from milieusim.workbook.meanings.clock_times import leading_span

OWN_HOURS = "Own hours"
"""What stands for the shift where a role has hours of its own."""
USUAL = Shift.labels()
NAME = re.compile(r"[a-z][a-z0-9_]{0,39}")
TAKEN = {*Rota.model_fields} - {*USUAL}
NO_NAME = f"a shift is named in letters and digits, the first a letter, and not {listed(sorted(TAKEN), 'or')}"


def label_of(name):
    """Return a name of a shift for a sheet of milieusim's own: in plain words if `own_name` gives it back, else as is."""
    plain = name.replace("_", " ").capitalize()
    return plain if own_name(plain) == name and plain != OWN_HOURS else name


def own_name(text):
    """Return the name of a shift by a label, or None if there can be none: Long day -> long_day."""
    if NAME.fullmatch(text):
        return None if text in TAKEN else text
    letters = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(sign for sign in letters if not unicodedata.combining(sign))
    name = re.sub(r"[^a-z0-9]+", "_", plain).strip("_")
    return name if NAME.fullmatch(name) and name not in TAKEN else None


def shift_of(text, words):
    """Return the shift that a text names, and what else it says ("Early 07:00-15:00"); (None, "") for none."""
    pieces = re.split(r"[\s(,:]+", text)
    for at in range(len(pieces), 0, -1):
        name = words.meaning("shifts", " ".join(pieces[:at]))
        if name and at in (1, 2, 3, len(pieces)):
            return name, " ".join(pieces[at:]).strip(" ()")
    for at, (begin, _) in enumerate(_words_of(text)):
        rest = text[begin:].strip(" ()")
        if at and (span := leading_span(rest, words)) and span.end:
            return own_name(text[:begin].strip(" (,:-\u2013")), rest
    return (own_name(text), "") if text else (None, "")


def is_usual(text, words):
    """Whether a text names one of the shifts that every ward knows."""
    return shift_of(text, words)[0] in USUAL


def _words_of(text):
    return [match.span() for match in re.finditer(r"[^\s(,]+", text)]
