"""What a run adds to published patterns about people: incidents, stays, restriction and medication.

Every count is a sum over what happened in one run, so that runs pool by adding up, and what a pattern says
is read off the pooled sums (`milieusim.evidence.readings`).
"""

import numpy as np

from milieusim.incident_kinds import AGGRESSION, IncidentKind
from milieusim.rules.basics.units import HOURS_A_DAY
from milieusim.vocabulary import Diagnosis, ResponseKind, Target, Trigger

WEEK_HOURS = 7 * HOURS_A_DAY
FORTNIGHT_HOURS = 2 * WEEK_HOURS
SEVERE = 9.0
"""Severity on the SOAS-R from which the Swiss studies call an incident severe."""
BY_STAFF = [Trigger.DENIED_REQUEST, Trigger.LIMIT_SETTING, Trigger.STAFF_DEMAND]
DENIED_OR_LIMITED = BY_STAFF[:2]
COERCION = [
    ResponseKind.SECLUSION,
    ResponseKind.MECHANICAL_RESTRAINT,
    ResponseKind.MANUAL_RESTRAINT,
    ResponseKind.RAPID_TRANQUILLISATION,
]
LENGTH_EDGES = np.append(np.arange(0.0, 200.0, 0.5), [250.0, 300.0, 400.0, np.inf])
"""Classes of the length of a stay, days."""
DAY_EDGES = np.append(np.arange(0.0, 120.0), np.inf)
"""Days of a stay on which a first incident falls."""


def _in(values, words):
    return np.isin(values, [int(word) for word in words])


def recorded_aggression(raw):
    """Return the aggressive incidents that the ward's instrument recorded, under the kind that it noted."""
    incidents = raw["incidents"]
    return incidents[incidents["is_recorded"] & _in(incidents["kind_recorded"], AGGRESSION)]


def aggression_counts(raw, facts):
    """Count recorded aggression: how much, of what kind, when, why, how grave, with what answer."""
    found = recorded_aggression(raw)
    kind, severity, trigger = found["kind_recorded"], found["severity"], found["trigger_recorded"]
    verbal, severe = kind == IncidentKind.VERBAL_AGGRESSION, severity >= SEVERE
    # Whole hours first: a time just before hour 0 would round up to hour 24.
    hour = np.floor(found["at_hour_recorded"]).astype(int) % int(HOURS_A_DAY)
    hours = np.bincount(hour, minlength=int(HOURS_A_DAY))
    return {
        "aggression": len(found),
        "physical": (kind == IncidentKind.PHYSICAL_AGGRESSION).sum(),
        "first_week": (found["hours_since_admission"] < WEEK_HOURS).sum(),
        "by_staff": _in(trigger, BY_STAFF).sum(),
        "denied_or_limited": _in(trigger, DENIED_OR_LIMITED).sum(),
        "no_trigger": (trigger == Trigger.NONE).sum(),
        "coerced": _in(found["response_kind"], COERCION).sum(),
        "at_staff": (found["target"] == Target.STAFF).sum(),
        "at_residents": (found["target"] == Target.RESIDENT).sum(),
        "severity": severity.sum(),
        "severity_squared": (severity**2).sum(),
        "severe": severe.sum(),
        "verbal": verbal.sum(),
        "verbal_severe": (verbal & severe).sum(),
        "by_hour": hours,
    }


def routine_point_counts(raw, facts):
    """Count true aggression at meals, medication and handovers and in the hour before and after each.

    What is written down may be an hour off, which would blur a comparison of one hour with the next.
    """
    found = raw["incidents"][_in(raw["incidents"]["kind"], AGGRESSION)]
    steps = np.floor(found["at_hour"] * facts.steps_an_hour).astype(int)
    place = steps % len(facts.blocks)
    block, at_point = facts.blocks[place], facts.points[place]
    n = facts.blocks.max() + 1
    near = block >= 0
    weeks = facts.days / 7
    inside = np.bincount(block[near & at_point], minlength=n)
    outside = np.bincount(block[near & ~at_point], minlength=n)
    near = facts.blocks >= 0
    hours = weeks / facts.steps_an_hour
    return {
        "inside": inside,
        "outside": outside,
        "inside_hours": hours * np.bincount(facts.blocks[near & facts.points], minlength=n),
        "outside_hours": hours * np.bincount(facts.blocks[near & ~facts.points], minlength=n),
    }


def stay_counts(raw, facts):
    """Count stays that ended in the window by whether they held recorded aggression, and by what goes with it."""
    ended = _ended(raw["stays"], facts)
    ever = ended["aggression_recorded"] > 0
    days = (ended["discharged_at_hour"] - ended["admitted_at_hour"]) / HOURS_A_DAY
    psychosis = ended["diagnosis"] == Diagnosis.SCHIZOPHRENIA_SPECTRUM
    lengths = [np.histogram(days[ever == side], LENGTH_EDGES)[0] for side in (False, True)]
    return {
        "stays": len(ended),
        "stay_days": days.sum(),
        "ever": ever.sum(),
        "ever_physical": (ended["physical_aggression_recorded"] > 0).sum(),
        "of_aggressors": ended["aggression_recorded"].sum(),
        "by_detention": _two_by_two(ended["is_detained"], ever),
        "by_psychosis": _two_by_two(psychosis, ever),
        "by_length": np.stack(lengths),
    }


def _ended(stays, facts):
    left = stays["discharged_at_hour"]
    return stays[(left >= 0) & (left <= facts.hours)]


def _two_by_two(exposed, ever):
    table = np.zeros((2, 2))
    np.add.at(table, (exposed.astype(int), ever.astype(int)), 1)
    return table


def first_incident_counts(raw, facts):
    """Count the days of stays begun in the window on which their first recorded aggression fell."""
    found = recorded_aggression(raw)
    stays = raw["stays"][raw["stays"]["admitted_at_hour"] >= 0]
    found = found[np.isin(found["resident"], stays["resident"])]
    who, first = np.unique(found["resident"], return_index=True)  # rows are in the order of time
    day = found["hours_since_admission"][first] / HOURS_A_DAY
    order = np.argsort(stays["resident"])
    place = order[np.searchsorted(stays["resident"], who, sorter=order)]
    psychosis = stays["diagnosis"][place] == Diagnosis.SCHIZOPHRENIA_SPECTRUM
    return {
        "first_psychosis": np.histogram(day[psychosis], DAY_EDGES)[0],
        "first_other": np.histogram(day[~psychosis], DAY_EDGES)[0],
    }


def restriction_counts(raw, facts):
    """Count responses by kind, and the hours of seclusion and mechanical restraint."""
    responses = raw["responses"]
    kind, hours = responses["kind"], responses["hours"]
    secluded = (kind == ResponseKind.SECLUSION) & ~np.isnan(hours)
    shifts = raw["shifts"]
    return {
        "responses": np.bincount(kind, minlength=len(ResponseKind)),
        "seclusions": secluded.sum(),
        "seclusion_lengths": hours[secluded].sum(),
        "restricted_hours": shifts["seclusion_hours"].sum() + shifts["mechanical_restraint_hours"].sum(),
    }


def medication_counts(raw, facts):
    """Count residents with a PRN dose in their first fortnight, and doses that followed conflict."""
    stays, responses = raw["stays"], raw["responses"]
    admitted = stays["admitted_at_hour"]
    # Only those whose fortnight lies in the window: who had left before its end would stand for short stays.
    seen = (admitted >= 0) & (admitted + FORTNIGHT_HOURS <= facts.hours)
    doses = responses["kind"] == ResponseKind.PRN_MEDICATION
    return {
        "followed": seen.sum(),
        "given_prn": (stays["prn_within_14_days"][seen] > 0).sum(),
        "doses": doses.sum(),
        "doses_after_conflict": responses["is_after_conflict"][doses].sum(),
    }


def distress_counts(raw, facts):
    """Add up rated distress at admission and at the end of stays, and how much of the fall came in a week."""
    ended = _ended(raw["stays"], facts)
    before, after = ended["distress_rated_admission"], ended["distress_rated_end"]
    known = ~np.isnan(before) & ~np.isnan(after)
    before, after = before[known], after[known]
    days = (ended["discharged_at_hour"] - ended["admitted_at_hour"]) / HOURS_A_DAY
    long = (days >= 14) & ~np.isnan(ended["distress_day7"])
    at_first = ended["distress_admission"][long]
    return {
        "rated": len(before),
        "before": before.sum(),
        "before_squared": (before**2).sum(),
        "after": after.sum(),
        "after_squared": (after**2).sum(),
        "fall_by_day_7": np.nansum(at_first - ended["distress_day7"][long]),
        "fall_by_the_end": np.nansum(at_first - ended["distress_end"][long]),
    }


def frailty_counts(raw, facts):
    """Add up days by the propensity that residents brought along, as drawn and as expected of such residents.

    The draws are the same whatever happens on the ward, so that their mean is known and the difference
    tells how unsettled a group chance has sent (a control variate of event rates).
    """
    # How long a stay under way will last is not known, and what is expected of its resident hangs on that.
    stays = _ended(raw["stays"], facts)
    days = stays["hours_in_window"] / HOURS_A_DAY
    return {
        "frailty_days": (days * stays["frailty"]).sum(),
        "expected_frailty_days": (days * facts.expected_frailty(stays)).sum(),
    }
