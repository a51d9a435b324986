"""What a ward's own files can and cannot tell, looked at as a whole."""

from datetime import date
from typing import NamedTuple

import numpy as np

from milieusim.calibration.own_ward.log_counts import LEAST
from milieusim.errors import ConfigError
from milieusim.incident_kinds import AGGRESSION
from milieusim.phrasing import listed
from milieusim.vocabulary import Trigger

FEW_INCIDENTS, FEW_DAYS, MOST_DAYS = 20, 28, 3700
SILENT_CHANCE = 1e-4
"""A silence that chance alone would make less often than this is pointed out."""


class OwnDays(NamedTuple):
    """A log laid on its days: `events` with days from 0, `census` a day (NaN: no census), and what to say."""

    events: np.ndarray
    days: int
    census: np.ndarray
    notes: list


def laid_on_days(log, census=None):
    """Lay the incidents of a log on the days that it covers.

    Parameters
    ----------
    log : OwnLog
    census : OwnCensus, optional
        Its first and last date begin and end the log; without one, the first and the last incident do.

    Returns
    -------
    OwnDays

    Raises
    ------
    ConfigError
        If the dates lie too far apart to be of one log.
    """
    if census is not None and census.residents:
        first, last = min(census.residents), max(census.residents)
    elif len(log.events):
        first, last = int(log.events["day"].min()), int(log.events["day"].max())
    else:
        return OwnDays(log.events, 0, np.zeros(0), ["There is neither an incident nor a census."])
    days = last - first + 1
    if days > MOST_DAYS:
        ends = f"{date.fromordinal(first)} to {date.fromordinal(last)}"
        raise ConfigError(f"The dates run from {ends}, longer than ten years: is one of them mistaken?")
    inside = (log.events["day"] >= first) & (log.events["day"] <= last)
    events = log.events[inside].copy()
    events["day"] -= first
    events["severity"][~np.isin(events["kind"], AGGRESSION)] = np.nan
    daily, notes = _daily(census, first, days)
    outside = int((~inside).sum())
    if outside:
        notes.append(f"{_rows(outside)} dated before or after the census and left out.")
    return OwnDays(events, days, daily, notes)


def _daily(census, first, days):
    if census is None or not census.residents:
        return np.full(days, np.nan), [
            "No census: the ward is taken to have been as full as the model's, and to have been watched from the "
            "first incident to the last. Rates are less sure than they could be."
        ]
    daily = np.array([census.residents.get(first + day, np.nan) for day in range(days)])
    gaps = int(np.isnan(daily).sum())
    daily[np.isnan(daily)] = np.nanmean(daily)
    if not gaps:
        return daily, []
    return daily, [f"The census has no row for {gaps} of {days} days; the mean of the others stands in."]


def refuse_too_few(own, file):
    """Raise ConfigError for fewer incidents than can say anything about a ward.

    Parameters
    ----------
    own : OwnDays
    file : str
    """
    n = len(own.events)
    if n >= LEAST:
        return
    many = {0: "no incident", 1: "1 incident"}.get(n, f"{n} incidents")
    raise ConfigError(
        f"{file}: {many} in {own.days} days {'is' if n < 2 else 'are'} too few to weigh anything by. With {LEAST} or "
        f"more the ward's rate can be compared, with {FEW_INCIDENTS} or more its hours, triggers and the rest too."
    )


def whole_file_notes(own):
    """Return what to know about a log before believing what comes of it, a sentence each."""
    n, days, notes = len(own.events), own.days, []
    if n < FEW_INCIDENTS:
        notes.append(
            f"The log has fewer than {FEW_INCIDENTS} incidents: at most rates can be compared, and they tell little."
        )
    if 0 < days < FEW_DAYS:
        notes.append(
            f"The log covers {days} days; with fewer than {FEW_DAYS}, a few residents are most of what it shows."
        )
    notes += _silence(own)
    midnight = int((own.events["hour"] == 0).sum())
    if n >= FEW_INCIDENTS and midnight > 0.1 * n:
        notes.append(
            "Many incidents are dated 00:00 exactly; if that means 'not known', leave the time empty."
        )
    twins = n - len(np.unique(own.events))
    if twins >= 5 and twins > 0.05 * n:
        notes.append(f"{_rows(twins)} the same as another in all that is read; each is counted.")
    return notes


def _rows(count):
    return f"{count} row is" if count == 1 else f"{count} rows are"


def _silence(own):
    if len(own.events) < FEW_INCIDENTS:
        return []
    days = np.unique(np.concatenate([[-1], own.events["day"], [own.days]]))
    longest = int(np.diff(days).max()) - 1
    # Days with an incident, not incidents: those of one bad day say nothing about the days between.
    share = (len(days) - 2) / own.days
    if share >= 1 or own.days * (1 - share) ** longest > SILENT_CHANCE:
        return []
    return [f"Nothing is recorded on {longest} days in a row: was the log kept all the time?"]


def families_used(own, groups):
    """Return which families the log has enough of, and a sentence for each that it has not.

    Parameters
    ----------
    own : OwnDays
    groups : Groups

    Returns
    -------
    used : dict of str to bool
    notes : list of str
    """
    events, n = own.events, len(own.events)
    named = (events["trigger"] >= 0) & ~np.isin(events["trigger"], [Trigger.NONE, Trigger.OTHER])
    told = int((events["response"] >= 0).sum())
    known = int((events["resident"] >= 0).sum())
    used = {
        "hours": np.isfinite(events["hour"]).sum() >= FEW_INCIDENTS and len(groups.hours) > 1,
        "triggers": named.sum() >= FEW_INCIDENTS and len(groups.triggers) > 1,
        "coerced": told >= max(FEW_INCIDENTS, n / 2),
        "repeated": known >= max(FEW_INCIDENTS, 0.9 * n) and own.days >= FEW_DAYS,
        "clustering": n >= FEW_INCIDENTS and own.days >= FEW_DAYS,
        "severity": np.isfinite(events["severity"]).sum() >= FEW_INCIDENTS,
    }
    words = {
        "hours": "the hours of the day",
        "triggers": "triggers",
        "coerced": "what followed",
        "repeated": "how far incidents are of the same residents",
        "clustering": "how incidents cluster on days",
        "severity": "severity",
    }
    lacking = [words[family] for family in used if not used[family]]
    used = {family: bool(enough) for family, enough in used.items()}
    notes = [f"Not compared, because the log holds too little of it: {listed(lacking)}."] if lacking else []
    return used, notes
