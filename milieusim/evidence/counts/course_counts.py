"""What a run adds to published patterns about how stays go: who is held, who is aggressive, weeks and nights."""

import numpy as np

from milieusim.rules.basics.units import HOURS_A_DAY
from milieusim.vocabulary import ResponseKind, Shift

MOST_A_STAY = 300
"""Incidents of a stay from here on share one class."""
A_WEEK = 7 * HOURS_A_DAY
FIRST_NIGHTS = 3
LONGEST_NIGHT = HOURS_A_DAY / 2


def concentration_counts(raw, facts):
    """Count stays that ended in the window, and their recorded aggression, by how much of it each had."""
    left = raw["stays"]["discharged_at_hour"]
    had = raw["stays"]["aggression_recorded"][(left >= 0) & (left <= facts.hours)]
    classes = np.minimum(had, MOST_A_STAY)
    return {
        "stays_by_aggression": np.bincount(classes, minlength=MOST_A_STAY + 1),
        "aggression_by_stays": np.bincount(classes, weights=had, minlength=MOST_A_STAY + 1),
    }


def held_case_counts(raw, facts):
    """Count stays that lie wholly in the window by who was held, and add up how long."""
    stays, responses = raw["stays"], raw["responses"]
    whole = (stays["admitted_at_hour"] >= 0) & (stays["discharged_at_hour"] <= facts.hours)
    ours = np.isin(responses["resident"], stays["resident"][whole])
    tied = ours & (responses["kind"] == ResponseKind.MECHANICAL_RESTRAINT)
    held = tied | (ours & (responses["kind"] == ResponseKind.SECLUSION))
    return {
        "cases": whole.sum(),
        "cases_tied": len(np.unique(responses["resident"][tied])),
        "cases_held": len(np.unique(responses["resident"][held])),
        "hours_held": responses["hours"][held].sum(),
    }


def leaving_counts(raw, facts):
    """Count admissions, and residents who left without leave."""
    return {"admissions": raw["shifts"]["admissions"].sum(), "absconded": raw["shifts"]["absconded"].sum()}


def activity_counts(raw, facts):
    """Count weeks of residents who were under the ward's care from Monday to Sunday, by organised activity."""
    lived = raw["resident_shifts"]
    lived = lived[lived["at_hour"] >= 0]
    week = np.floor(lived["at_hour"] / A_WEEK).astype(int)
    begun, ended = _stay_of(raw["stays"], lived["resident"])
    whole = (begun <= week * A_WEEK) & ~(ended < (week + 1) * A_WEEK) & ((week + 1) * A_WEEK <= facts.hours)
    pairs = np.stack([lived["resident"][whole], week[whole]])
    which = np.unique(pairs, axis=1, return_inverse=True)[1].reshape(-1)
    hours = np.bincount(which, weights=lived["hours_organised"][whole])
    return {"weeks": len(hours), "active_weeks": (hours > 0).sum(), "active_hours": hours.sum()}


def sleep_counts(raw, facts):
    """Add up the hours that residents slept in the first night shifts of stays begun in the window."""
    lived = raw["resident_shifts"]
    begun, _ = _stay_of(raw["stays"], lived["resident"])
    # A night that the window cuts short says nothing of how long anybody sleeps.
    nights = (lived["shift"] == Shift.NIGHT) & (lived["at_hour"] <= facts.hours - LONGEST_NIGHT)
    lived = lived[nights & (begun >= 0) & (lived["at_hour"] >= begun)]
    lived = lived[np.lexsort((lived["at_hour"], lived["resident"]))]
    number = np.arange(len(lived)) - np.searchsorted(lived["resident"], lived["resident"])
    first = number < FIRST_NIGHTS
    return {"first_nights": first.sum(), "first_nights_asleep": lived["hours_asleep"][first].sum()}


def _stay_of(stays, residents):
    """Return when the stays of residents began and ended; NaN while they last."""
    if not len(stays):
        return np.full((2, len(residents)), np.nan)
    order = np.argsort(stays["resident"])
    place = np.searchsorted(stays["resident"], residents, sorter=order)
    place = order[np.minimum(place, len(order) - 1)]
    return stays["admitted_at_hour"][place], stays["discharged_at_hour"][place]
