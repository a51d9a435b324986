"""Metrics of what the ward gives and what it costs: beds, staff time, and how the day is spent."""

from milieusim.analysis.metrics.events import OBD
from milieusim.analysis.metrics.registry import register_metric
from milieusim.analysis.metrics.run_view import share, weighted_mean

TIME_USE = "time-use studies of wards (Radcliffe and Smith 2007)"


def _occupancy(run):
    shifts = run.rows("shifts")
    hours = run.shift_hours_counted
    return share(float((shifts["census"] * hours).sum()), float((shifts["beds"] * hours).sum()))


def _per_resident_day(column):
    return lambda run: share(run.totals[column], run.occupied_bed_days)


def _daytime(part, whole):
    return lambda run: share(run.totals[part], run.totals[whole])


def _staff_short(run):
    return share(int(run.rows("shifts")["is_staff_short"][run.is_begun].sum()), run.shifts_begun)


def _burnout(run):
    staff = run.rows("staff_shifts")
    return weighted_mean(staff["burnout"], staff["hours_on_duty"])


register_metric(
    "care_hours_per_patient_day",
    _per_resident_day("care_hours"),
    f"Hours on duty of registered nurses and healthcare assistants, bank included / {OBD}; the national "
    "return approximates the same denominator by patients at midnight.",
    "hours per patient day",
    "CHPPD, NHS England",
    "neither",
    "care hours per patient day",
)
register_metric(
    "occupancy",
    _occupancy,
    "Residents under the ward's care at the start of each shift, on leave or not / beds, by the hours of the "
    "shift; above 1 where beds of residents on leave are used.",
    "share of beds",
    "bed returns",
    "neither",
)
register_metric(
    "organised_hours_per_resident_day",
    _per_resident_day("organised_hours"),
    f"Hours that residents spent in groups and sessions / {OBD}.",
    "hours per resident and day",
    TIME_USE,
    "neither",
    "time in groups and sessions",
)
register_metric(
    "staff_contact_hours_per_resident_day",
    _per_resident_day("staff_contact_hours"),
    f"Hours that residents spent in contact with staff / {OBD}.",
    "hours per resident and day",
    TIME_USE,
    "higher",
    "time with staff",
)
register_metric(
    "disengaged_share",
    lambda run: 1 - share(run.totals["engaged_daytime_hours"], run.totals["awake_daytime_hours"]),
    "1 - engaged hours / waking hours of residents on the ward between 08 and 20 h.",
    "share of waking daytime",
    TIME_USE,
    "lower",
    "daytime without engagement",
)
register_metric(
    "slots_held_share",
    _daytime("slots_held", "slots_planned"),
    "Slots of the timetable that were held / slots planned.",
    "share of slots",
    "ward records",
    "higher",
    "slots of the timetable held",
)
register_metric(
    "staff_short_shift_share",
    _staff_short,
    "Shifts whose tasks asked for more staff time than there was / shifts that began in the window.",
    "share of shifts",
    "this model's count of tasks and hands",
    "lower",
    "shifts short of staff",
)
register_metric(
    "staff_burnout",
    _burnout,
    "Mean burnout of staff, by hours on duty, over all shifts of the window.",
    "0-1",
    "this model's scale",
    "lower",
    "burnout of staff",
)
register_metric(
    "nursing_contact_share",
    _daytime("nursing_contact_hours", "nursing_hours"),
    "Hours of nursing staff in direct contact with residents / their hours on duty.",
    "share of nursing time",
    "work sampling studies (Sharac 2010)",
    "higher",
    "nursing time spent with residents",
)
register_metric(
    "no_staff_contact_share",
    _daytime("snapshots_without_contact", "daytime_snapshots"),
    "Daytime snapshots in which no nurse is with a resident / daytime snapshots.",
    "share of snapshots",
    "ward visits (Ford 1998)",
    "lower",
    "moments without a nurse among residents",
)
