"""A ward's own incident log and census, read from the files that the ward keeps."""

import re
from pathlib import Path
from typing import NamedTuple

import numpy as np

from milieusim.calibration.own_ward.log_counts import RECORDED
from milieusim.calibration.own_ward.mapping.headers import NoHeader
from milieusim.calibration.own_ward.mapping.mapping_file import (
    census_mapping,
    mapping_of,
    write_census,
    write_columns_asked,
    write_mapping,
)
from milieusim.calibration.own_ward.mapping.words_asked import ask_for_words
from milieusim.calibration.own_ward.spreadsheet_cells import (
    BadCell,
    number_reader,
    place_reader,
    read_code,
    read_date,
    read_moment,
    read_time,
    word_reader,
)
from milieusim.calibration.own_ward.spreadsheet_rows import Column, read_table
from milieusim.errors import ConfigError
from milieusim.incident_kinds import IncidentKind
from milieusim.vocabulary import Activity, PlaceKind, ResponseKind, Shift, Target, Trigger

MISSING = -1
MOST_RESIDENTS = 400
MOST_PER_BED = 1.5
"""Beds of those on leave are given away, so that a ward can be over-full; more than this is a slip."""


class OwnLog(NamedTuple):
    """A ward's incidents, without anything that tells who somebody is.

    `events` has one row a good row of the file: `day` as a number of the calendar (`datetime.date.toordinal`), `hour` of
    the day (NaN where not given), `resident` numbered by order of appearance (-1 where not given), and codes
    of the vocabulary (-1 where not given). `bad` holds every cell that cannot be read.
    """

    events: np.ndarray
    bad: list
    given: int
    present: list
    notes: list
    words_unread: dict = {}
    mapping: object = None


class OwnCensus(NamedTuple):
    """Residents on the ward, day by day: `residents` by day number, and what could not be read."""

    residents: dict
    beds: float
    bad: list
    given: int
    notes: list


def read_log(path, design=None, mapping=None):
    """Read a ward's incident log.

    Parameters
    ----------
    path : path-like
        CSV file with the columns of the template ``incident_log.csv``, or others that mean the same; date, time and
        kind are needed.
    design : WardDesign, optional
        The ward, for the names of its places.
    mapping : path-like, optional
        Says how columns and words are read; written if it is not there, and other words than the template's are in
        use. Words that it does not speak of, and nobody knows, are added to be filled in.
        All known spellings alone if left out.

    Returns
    -------
    OwnLog

    Raises
    ------
    ConfigError
        If the file cannot be read as a log at all. Single bad rows are in `bad`.
    """
    known = mapping_of(mapping, _log_labels())
    try:
        table = read_table(path, _log_columns(design, known), known)
    except NoHeader as problem:
        if mapping is None:
            raise
        write_columns_asked(mapping, problem.header, problem.lacking)
        asked = f"{mapping} keeps what columns mean: write there which is which, and run the command again."
        raise ConfigError(
            [*problem.problems, asked] if Path(mapping).exists() else problem.problems
        ) from None
    is_written = mapping is not None and write_mapping(mapping, table, _log_labels())
    if mapping is not None and not is_written and known.own:
        ask_for_words(mapping, table, _log_labels())
    codes = {}
    events = np.zeros(len(table.rows), RECORDED)
    for place, (_, row) in enumerate(table.rows):
        resident = row.get("resident")
        number = MISSING if resident is None else codes.setdefault(resident, len(codes))
        day, hour = row["datetime"] if "datetime" in row else (row["date"], row.get("time"))
        events[place] = (
            day.toordinal(),
            _or(hour, np.nan),
            number,
            row["kind"],
            _or(row.get("severity"), np.nan),
            _or(row.get("trigger"), MISSING),
            _or(row.get("response"), MISSING),
        )
    notes = [*table.notes, *_named(codes)]
    if is_written:
        notes.append(
            f"How columns and words were read stands in {mapping}, to be edited if something is not so."
        )
    used = mapping if mapping is not None and Path(mapping).exists() else None
    return OwnLog(events, table.bad, table.given, table.present, notes, table.words_unread, used)


WORDS = {
    "kind": IncidentKind,
    "trigger": Trigger,
    "activity": Activity,
    "target": Target,
    "response": ResponseKind,
}


def _log_labels():
    """Return the columns of a log, and the words that may stand in those that hold words."""
    names = "date time resident kind severity trigger activity place target response".split()
    return {name: WORDS[name].labels() if name in WORDS else [] for name in names}


def _log_columns(design, known):
    names = [place.name for place in design.ward.places] if design is not None else []
    places = place_reader(names, PlaceKind.labels()) if design is not None else read_any
    return [
        Column("date", read_date, is_needed=True, is_filled=True, is_date=True),
        Column("time", read_time, is_needed=True),
        Column("datetime", read_moment, is_filled=True, is_date=True),
        Column("resident", read_code, is_private=True),
        _of_words("kind", known, is_needed=True, is_filled=True),
        Column("severity", number_reader(0, 22, "SOAS-R")),
        _of_words("trigger", known),
        _of_words("activity", known, is_used=False),
        Column("place", places, is_used=False),
        _of_words("target", known, is_used=False),
        _of_words("response", known),
    ]


def _of_words(name, known, **facts):
    words = WORDS.get(name, Shift)
    return Column(name, word_reader(words, known.words.get(name)), labels=tuple(words.labels()), **facts)


def read_any(text):
    """Return any text as it is."""
    return text


def _or(value, missing):
    return missing if value is None else value


NO_NAMES = "bed room patient resident client case user mrn nhs pat person".split()


def _named(codes):
    parts = [re.findall(r"[^\W\d_]{3,}", str(code)) for code in codes]
    words = sum(any(part.lower() not in NO_NAMES for part in found) for found in parts)
    if not words:
        return []
    return [
        f"{words} of {len(codes)} residents are written as words. If these are names, replace them by numbers that "
        "mean nothing outside the log; nothing of them is kept here."
    ]


def read_census(path, mapping=None):
    """Read how many residents were on the ward.

    Parameters
    ----------
    path : path-like
        CSV file with the columns of the template ``census.csv``, or others that mean the same; date and residents are
        needed.
    mapping : path-like, optional
        Says under `census` how columns are headed.

    Returns
    -------
    OwnCensus
        With the mean of a day that has several rows (shifts).

    Raises
    ------
    ConfigError
        If the file cannot be read as a census at all.
    """
    known = census_mapping(mapping, _log_labels())
    columns = [
        Column("date", read_date, is_needed=True, is_filled=True, is_date=True),
        _of_words("shift", known),
        Column("residents", number_reader(0, MOST_RESIDENTS, "residents"), is_needed=True, is_filled=True),
        Column("beds", number_reader(1, MOST_RESIDENTS, "beds")),
    ]
    table = _census_table(path, columns, known, mapping)
    seen, days, beds, bad = {}, {}, [], list(table.bad)
    for line, row in table.rows:
        key = row["date"].toordinal(), row.get("shift")
        if key in seen:
            bad.append(_twice(path, line, seen[key]))
            continue
        seen[key] = line
        if row.get("beds") is not None and row["residents"] > MOST_PER_BED * row["beds"]:
            bad.append(_over(path, line, row))
            continue
        days.setdefault(key[0], []).append(row["residents"])
        beds += [row["beds"]] if row.get("beds") is not None else []
    residents = {day: float(np.mean(values)) for day, values in sorted(days.items())}
    bad.sort(key=lambda cell: cell.line)
    return OwnCensus(residents, float(np.mean(beds)) if beds else np.nan, bad, table.given, table.notes)


def _census_table(path, columns, known, mapping):
    """Return the table of a census; how its columns were read, or which are lacking, is written for its ward to edit."""
    try:
        table = read_table(path, columns, known)
    except NoHeader as problem:
        if mapping is None:
            raise
        head = problem.header
        write_census(
            mapping, head.heads, problem.lacking, [n for n in head.names if n and n not in head.heads]
        )
        asked = (
            f"{mapping} keeps what columns mean: write there, below census, which is which, and run again."
        )
        there = Path(mapping).exists()
        raise ConfigError([*problem.problems, asked] if there else problem.problems) from None
    if mapping is not None and table.renamed:
        write_census(mapping, table.heads)
    return table


def _over(path, line, row):
    allowed = f"at most {MOST_PER_BED * row['beds']:g}, half as many again as the {row['beds']:g} beds of the same row"
    return BadCell(Path(path).name, line, "residents", f"'{row['residents']:g}'", allowed, "")


def _twice(path, line, first):
    found = f"the date and shift of line {first} once more"
    return BadCell(Path(path).name, line, "date", found, "one row a date, or one a date and shift", "")
