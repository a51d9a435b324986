"""Metrics of care that was due and was not given, by what it would have been."""

import numpy as np

from milieusim.analysis.metrics.events import OBD
from milieusim.analysis.metrics.registry import register_metric
from milieusim.analysis.metrics.run_view import share
from milieusim.kinds import ACTIVITIES
from milieusim.vocabulary import Demand, Task

SOURCE = "after surveys of care left undone (BERNCA, MISSCARE), counted here in every shift"
REFUSED = "what residents refused is conflict and not counted"
APPOINTMENTS = [
    activity.value
    for activity, facts in ACTIVITIES.items()
    if facts.is_appointment and facts.demand != Demand.DOSE  # doses have a count of their own
]


def _of(run, task):
    return run.left_undone[run.left_undone["task"] == task]


def _rows_per_1000(task):
    return lambda run: share(len(_of(run, task)), run.occupied_bed_days, 1000)


def appointments_missed(run):
    """Return how many appointments were missed: of slots of the timetable where people are seen one by one."""
    slots, missed = run.rows("slots"), _of(run, Task.LEADING_ACTIVITY)
    names = slots["slot"][np.isin(slots["activity"], APPOINTMENTS)]
    return int(np.isin(missed["slot"], names).sum())


def _minutes_a_shift(rows):
    return lambda run: share(float(rows(run)["minutes"].sum()), run.shifts_begun)


for _name, _task, _words, _what in (
    ("doses_missed", Task.MEDICATION, "doses missed", "Doses that were due and not given"),
    ("meals_missed", Task.MEALS, "meals missed", "Meals that a resident missed"),
    ("prompts_not_made", Task.PROMPTS, "prompts not made", "Prompts that were due and not made"),
):
    register_metric(
        f"{_name}_per_1000_obd",
        _rows_per_1000(_task),
        f"{_what} in the window, whatever stood in the way, per 1,000 {OBD}; {REFUSED}.",
        "per 1,000 occupied bed-days",
        SOURCE,
        "lower",
        _words,
    )
register_metric(
    "appointments_missed_per_1000_obd",
    lambda run: share(appointments_missed(run), run.occupied_bed_days, 1000),
    "Ward rounds, individual therapy and one-to-ones that were due and did not take place, one for each resident who "
    f"was not seen, and for each place of a slot that was not held, per 1,000 {OBD}; {REFUSED}.",
    "per 1,000 occupied bed-days",
    SOURCE,
    "lower",
    "appointments missed",
)
register_metric(
    "paperwork_owed_minutes_per_shift",
    _minutes_a_shift(lambda run: _of(run, Task.PAPERWORK)),
    "Minutes of paperwork and care planning that are owed as a shift ends, summed over the shifts of the window / shifts "
    "that began in it: what is still owed at the next shift's end counts there too.",
    "minutes a shift",
    SOURCE,
    "lower",
    "paperwork owed",
)
register_metric(
    "undone_minutes_per_shift",
    _minutes_a_shift(lambda run: run.left_undone[run.left_undone["task"] != Task.PAPERWORK]),
    "Minutes that care left undone would have taken in the window / shifts that began in it; paperwork that is owed has "
    f"a measure of its own, and {REFUSED}.",
    "minutes a shift",
    SOURCE,
    "lower",
    "care left undone",
)
