"""What a run adds to published patterns about the ward: shifts, time and staffing."""

import numpy as np

from milieusim.vocabulary import Role, Shift

MOST_A_SHIFT = 60
"""Counts a shift from here on share one class."""


def time_counts(raw, facts):
    """Add up the hours of residents and of nursing staff, and snapshots without contact."""
    shifts = raw["shifts"]
    names = {
        "resident_hours": "resident_hours",
        "awake": "awake_daytime_hours",
        "engaged": "engaged_daytime_hours",
        "organised": "organised_daytime_hours",
        "nursing": "nursing_hours",
        "nursing_contact": "nursing_contact_hours",
        "snapshots": "daytime_snapshots",
        "without_contact": "snapshots_without_contact",
    }
    return {name: shifts[column].sum() for name, column in names.items()}


def shift_counts(raw, facts):
    """Count shifts by the conflict and the containment that was recorded in them."""
    shifts = raw["shifts"]
    begun = shifts[shifts["at_hour"] >= 0]
    conflict, containment = begun["conflict_recorded"], begun["containment_recorded"]
    return {
        "shifts": len(begun),
        "conflict": conflict.sum(),
        "conflict_squared": (conflict.astype(float) ** 2).sum(),
        "containment": containment.sum(),
        "by_conflict": _classes(conflict),
        "by_containment": _classes(containment),
    }


def _classes(counts):
    return np.bincount(np.minimum(counts, MOST_A_SHIFT), minlength=MOST_A_SHIFT + 1)


def nurse_counts(raw, facts):
    """Add up what registered nurses do by day, and their time on duty without breaks."""
    rows = raw["staff_shifts"]
    rows = rows[(rows["role"] == Role.REGISTERED_NURSE) & (rows["shift"] != Shift.NIGHT)]
    return {
        "nurse_hours": rows["hours_on_duty"].sum() - rows["rest_break"].sum(),
        "nurse_medication": rows["medication"].sum(),
        "nurse_indirect": rows["paperwork"].sum() + rows["handover"].sum(),
        "nurse_for_ward": rows["ward_duties"].sum(),
    }


def staffing_counts(raw, facts):
    """Add up beds, residents and nurses: what a design sets, shown beside what was published."""
    shifts = raw["shifts"]
    hours = shifts["shift_hours"]
    by_day = shifts["shift"] != Shift.NIGHT
    on_duty = shifts["registered_on_duty"] + shifts["unregistered_on_duty"]
    return {
        "bed_hours": (shifts["beds"] * hours).sum(),
        "census_hours": (shifts["census"] * hours).sum(),
        "day_census": shifts["census"][by_day].sum(),
        "day_nurses": on_duty[by_day].sum(),
        "on_duty": on_duty.sum(),
        "bank": shifts["bank_on_duty"].sum(),
    }
