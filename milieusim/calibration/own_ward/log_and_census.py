"""A ward's own incident log and census, read from the files that the ward keeps."""

from pathlib import Path
from typing import NamedTuple

import numpy as np

from milieusim.calibration.own_ward.log_counts import RECORDED
from milieusim.calibration.own_ward.spreadsheet_cells import (
    BadCell,
    number_reader,
    place_reader,
    read_code,
    read_date,
    read_time,
    word_reader,
)
from milieusim.calibration.own_ward.spreadsheet_rows import Column, read_table
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


class OwnCensus(NamedTuple):
    """Residents on the ward, day by day: `residents` by day number, and what could not be read."""

    residents: dict
    beds: float
    bad: list
    given: int
    notes: list


def read_log(path, design=None):
    """Read a ward's incident log.

    Parameters
    ----------
    path : path-like
        CSV file with the columns of the template ``incident_log.csv``; date, time and kind are needed.
    design : WardDesign, optional
        The ward, for the names of its places.

    Returns
    -------
    OwnLog

    Raises
    ------
    ConfigError
        If the file cannot be read as a log at all. Single bad rows are in `bad`.
    """
    table = read_table(path, _log_columns(design))
    codes = {}
    events = np.zeros(len(table.rows), RECORDED)
    for place, (_, row) in enumerate(table.rows):
        resident = row.get("resident")
        number = MISSING if resident is None else codes.setdefault(resident, len(codes))
        events[place] = (
            row["date"].toordinal(),
            _or(row.get("time"), np.nan),
            number,
            row["kind"],
            _or(row.get("severity"), np.nan),
            _or(row.get("trigger"), MISSING),
            _or(row.get("response"), MISSING),
        )
    return OwnLog(events, table.bad, table.given, table.present, table.notes + _named(codes))


def _log_columns(design):
    names = [place.name for place in design.ward.places] if design is not None else []
    places = place_reader(names, PlaceKind.labels()) if design is not None else read_any
    return [
        Column("date", read_date, is_needed=True, is_filled=True, is_date=True),
        Column("time", read_time, is_needed=True),
        Column("resident", read_code, is_private=True),
        Column("kind", word_reader(IncidentKind), is_needed=True, is_filled=True),
        Column("severity", number_reader(0, 22, "SOAS-R")),
        Column("trigger", word_reader(Trigger)),
        Column("activity", word_reader(Activity)),
        Column("place", places),
        Column("target", word_reader(Target)),
        Column("response", word_reader(ResponseKind)),
    ]


def read_any(text):
    """Return any text as it is."""
    return text


def _or(value, missing):
    return missing if value is None else value


def _named(codes):
    words = sum(any(len(part) > 2 and part.isalpha() for part in str(code).split()) for code in codes)
    if not words:
        return []
    return [
        f"{words} of {len(codes)} residents are written as words. If these are names, replace them by numbers that "
        "mean nothing outside the log; nothing of them is kept here."
    ]


def read_census(path):
    """Read how many residents were on the ward.

    Parameters
    ----------
    path : path-like
        CSV file with the columns of the template ``census.csv``; date and residents are needed.

    Returns
    -------
    OwnCensus
        With the mean of a day that has several rows (shifts).

    Raises
    ------
    ConfigError
        If the file cannot be read as a census at all.
    """
    columns = [
        Column("date", read_date, is_needed=True, is_filled=True, is_date=True),
        Column("shift", word_reader(Shift)),
        Column("residents", number_reader(0, MOST_RESIDENTS, "residents"), is_needed=True, is_filled=True),
        Column("beds", number_reader(1, MOST_RESIDENTS, "beds")),
    ]
    table = read_table(path, columns)
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


def _over(path, line, row):
    allowed = f"at most {MOST_PER_BED * row['beds']:g}, half as many again as the {row['beds']:g} beds of the same row"
    return BadCell(Path(path).name, line, "residents", f"'{row['residents']:g}'", allowed, "")


def _twice(path, line, first):
    found = f"the date and shift of line {first} once more"
    return BadCell(Path(path).name, line, "date", found, "one row a date, or one a date and shift", "")
