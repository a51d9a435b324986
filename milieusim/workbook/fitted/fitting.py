"""From what was found on sheets to the routine and the rota of one ward, with everything told that was assumed."""

import re
from typing import NamedTuple

from milieusim.config.parts.part import validated
from milieusim.config.parts.rota import Rota
from milieusim.config.parts.routine import PLANNED
from milieusim.errors import ConfigError
from milieusim.phrasing import listed
from milieusim.vocabulary import DAYS
from milieusim.workbook.fitted.rota_fit import plain_rota, without_hours
from milieusim.workbook.fitted.slot_details import Details, is_whole, own_details
from milieusim.workbook.fitted.slot_times import ended, halves_at_midnight, joined, named_apart, over_days
from milieusim.workbook.meanings.clock_times import DAY, clock
from milieusim.workbook.meanings.week_days import spelt_days
from milieusim.workbook.meanings.word_matching import SURE, holds, match

GAP = re.compile(r"each shift must last until the next begins|rota has no shift")
MISSED = ("medication", "meal")
INNER = ("spot", "is_cell")
MOST_NAMED, MOST_TOLD = 6, 60
ENOUGH = 0.5
"""How sure a column of kinds must be, for the name not to be asked as well."""


class Reading(NamedTuple):
    """What one text of a spreadsheet was taken for, how sure that is, how it was found, how often and where first."""

    text: str
    activity: str
    confidence: float
    how: str
    count: int
    spot: str


class Fitted(NamedTuple):
    """A routine and perhaps a rota as plain data (None where the spreadsheet has none), and what each text became."""

    routine: dict | None
    rota: dict | None
    readings: list


def fitted(found, design, words, label):
    """Fit what was found to a design.

    Parameters
    ----------
    found : Found
        Notes and unread cells are added to it.
    design : WardDesign
        Whose places, rota and, for what a sheet does not say, earlier slots are used.
    words : Words
    label : str
        How the spreadsheet is called.

    Returns
    -------
    Fitted
    """
    rota, plain = design.rota, None
    if found.rota:
        plain = plain_rota(found, design.rota.model_dump(mode="json"))
        try:
            rota = validated(Rota, plain, lambda problem: f"{label}: rota: {problem.text}")
        except ConfigError as error:
            _leave_rota(found, error, without_hours(found.rota, design.rota.model_dump(mode="json")))
            plain = None
    if not found.entries:
        return Fitted(None, plain, [])
    fitting = _Fitting(found, design, rota, words)
    return Fitted(fitting.routine(), plain, fitting.readings())


def _leave_rota(found, error, lacking):
    """Tell why a rota is left as it was; cells of it that could not be read come first, as they are often why.

    Where a shift has no hours, that the others do not follow each other is no fault of theirs and is not told.
    """
    problems = [text for text in error.problems if not (lacking and GAP.search(text))]
    if not found.entries:
        cells = [f"{unread.spot}: '{unread.found}': {unread.why}." for unread in found.unread]
        raise ConfigError([*cells, *problems]) from None
    if not problems:
        labels = listed([f"'{shift.label}'" for shift in lacking])
        found.note(f"The rota stays as it was: without the hours of {labels} the day has gaps.")
    first = next(iter([*found.rota.shifts.values(), *found.rota.hours.values()]))
    for problem in problems:
        why = f"the rota stays as it was, as this is none ({problem.rstrip('.')})"
        found.cannot_read(first.spot, first.label, why)


class _Fitting:
    def __init__(self, found, design, rota, words):
        self.found, self.design, self.words = found, design, words
        self.details = Details(design, rota, words, found)
        self.marks = {}
        self.without_end, self.without_days, self.not_weekly, self.lost = [], [], [], []
        self._read = {}

    def routine(self):
        """Return plain data of the whole routine."""
        slots = []
        for entry in self.found.entries:
            if not (self._is_mark(entry)):
                slots += self._slots(entry)
        own = [slot for slot in slots if slot.get("is_own")]
        theirs, count = joined([slot for slot in slots if not slot.get("is_own")])
        if count:
            self.found.note(f"{count} cells that go on in the row below were joined with them.")
        theirs = named_apart(over_days(theirs))
        self._tell_assumed()
        tree = self.design.routine.model_dump(mode="json")
        marks = {**self.marks, **self.found.marks}
        tree |= {key: clock(minute) for key, minute in marks.items() if minute is not None}
        if marks.get("wake_weekend", 0) is None:
            tree["wake_weekend"] = None
        return {**tree, "slots": [_plain(slot) for slot in [*own, *theirs]]}

    def readings(self):
        """Return what each text was taken for, the least sure first."""
        return sorted(self._read.values(), key=lambda reading: reading.confidence)

    def _is_mark(self, entry):
        """Whether an entry says when the day begins or ends; it is taken as that and is no slot."""
        mark = None if entry.is_own else self.words.meaning("marks", entry.name)
        if mark is None:
            return False
        is_weekend = entry.days is not None and not set(entry.days) & set(DAYS[:5])
        key = "wake_weekend" if mark == "wake" and is_weekend else mark
        if key == "lights_out" and (is_weekend or key in self.marks):
            if self.marks.get(key) != entry.start:
                why = "a ward has one time for lights out; that of weekdays is kept"
                self.found.cannot_read(entry.spot, f"{entry.name} {clock(entry.start)}", why)
            return True
        self.marks[key] = entry.start
        if key == "wake" and (entry.days is None or set(entry.days) == set(DAYS)):
            self.marks.setdefault("wake_weekend", None)
        self.found.note(f"'{entry.name}' at {clock(entry.start)} was taken as {key.replace('_', ' ')}.")
        return True

    def _activity(self, entry):
        kind = entry.texts.get("activity", "")
        if entry.is_own and kind.strip() in PLANNED:
            self._count(kind, kind.strip(), SURE, "known", entry)
            return kind.strip()
        text, known = entry.name, match(kind, "activities", self.words)
        if known.confidence >= ENOUGH:
            text = kind
        else:
            known = max(known, match(entry.name, "activities", self.words), key=lambda each: each.confidence)
        if known.meaning is None:
            why = "no activity is known by this; it is kept as 'other' (words of your own: --words)"
            self.found.cannot_read(entry.spot, text, why)
        self._keep_lost(text, known)
        self._count(text, known.meaning or "other", known.confidence, known.how, entry)
        return known.meaning or "other"

    def _keep_lost(self, text, known):
        """Keep doses and meals that a cell names beside something else: nobody would miss them by the list."""
        lost = [meaning for meaning in MISSED if meaning in known.rivals]
        if lost:
            told = f"'{text}': {known.meaning.replace('_', ' ')}, without {listed(lost)}"
            self.lost.append(told)

    def _count(self, text, activity, confidence, how, entry):
        key = (text.casefold(), activity)
        before = self._read.get(key)
        count = before.count + 1 if before else 1
        self._read[key] = Reading(
            text, activity, confidence, how, count, before.spot if before else entry.spot
        )

    def _slots(self, entry):
        # A row that somebody added to milieusim's own list says no more than one of any other list.
        entry.is_own = entry.is_own and is_whole(entry, [place.name for place in self.design.ward.places])
        activity = self._activity(entry)
        if entry.is_own:
            end = clock(entry.end or DAY)
            own = own_details(entry) | {
                "activity": activity,
                "name": entry.name,
                "is_own": True,
                "is_cell": False,
            }
            return [own | {"start": clock(entry.start), "end": end}]
        end, is_given = ended(entry, activity, self.words.usual)
        if end <= entry.start:
            why = f"it ends at {clock(end)}, before it starts at {clock(entry.start)}; it is left out"
            self.found.cannot_read(entry.spot, entry.name, why)
            return []
        days = entry.days or list(DAYS)
        self.without_end += [] if is_given else [f"'{entry.name}': {clock(entry.start)} to {clock(end)}"]
        self.without_days += [] if entry.days else [entry.name]
        self.not_weekly += [entry.name] if holds(entry.name, "not_weekly", self.words) else []
        details = self.details.of(entry, activity, days, entry.start, min(end, DAY))
        slot = {
            "name": entry.name,
            "days": days,
            "start": entry.start,
            "end": end,
            "activity": activity,
            **details,
        }
        halves = halves_at_midnight(slot | {"is_cell": entry.is_cell, "spot": entry.spot})
        if len(halves) > 1:
            self.found.note(f"'{entry.name}' crosses midnight and was written as two slots.")
        return halves

    def _tell_assumed(self):
        assumed = self.details.assumed
        for names, text in (
            (self.not_weekly, "a design has one week: taken as held in every one, whatever its name says"),
            (self.lost, "of two things in one cell one was read; give the other a cell of its own"),
            (self.without_days, "no day is given: taken as daily"),
            (assumed["kept"], "what the sheet does not say was kept from the design's slot of this name"),
            (assumed["place"], "no place is given: taken as usual for what it is"),
            (
                assumed["leader"],
                "no leader is given: the first usual for what it is who is on the rota then",
            ),
            (
                self.without_end,
                "no end is given: taken as the usual length, or the next start if that is sooner",
            ),
        ):
            names = list(dict.fromkeys(names))
            # What a value became is told of each; for the rest, some names show what is meant.
            most = MOST_TOLD if names and ": " in names[0] else MOST_NAMED
            if names:
                more = f" and {len(names) - most} more" if len(names) > most else ""
                told = "; " if most == MOST_TOLD else ", "
                told = told.join(names[:most]) + more if more or most == MOST_TOLD else listed(names)
                self.found.note(f"{text[0].upper()}{text[1:]} ({told}).")


def _plain(slot):
    if slot.get("is_own"):
        return {
            key: value for key, value in slot.items() if key not in (*INNER, "is_own") and value is not None
        }
    times = {"start": clock(slot["start"]), "end": clock(slot["end"]), "days": spelt_days(slot["days"])}
    return {key: value for key, value in slot.items() if key not in INNER and value is not None} | times
