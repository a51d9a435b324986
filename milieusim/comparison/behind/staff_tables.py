"""Whether designs can be staffed: hours asked for and left, slots that fall through, care missed, shifts short."""

import numpy as np

from milieusim.analysis.metrics.metrics import METRICS
from milieusim.comparison.behind.paired_rows import NUMBERS, numbers_of, with_holm
from milieusim.comparison.behind.rates import ROLES
from milieusim.comparison.behind.sample import MINUTES

COLUMNS = ["design", "about", "measure", "role", "reason", "unit", *NUMBERS]
HOUR_COLUMNS = (
    "design role hour minutes_needed minutes_available minutes_left low high p_value p_adjusted stands_out"
).split()
WHY_NOT = {
    "no_leader": "no leader free",
    "no_room": "no room free",
    "short_staffed": "staff needed elsewhere",
    "no_minutes": "no minutes left",
    "not_served": "not reached in time",
    "asleep": "asleep",
    "away": "off the ward",
    "held": "held or secluded",
    "not_planned": "not on the timetable",
    "stayed_away": "stayed away",
    "cut_short": "cut short",
    "elsewhere": "in something else",
}
SHIFTS = ("staff_short_shift_share", "paperwork_owed_minutes_per_shift", "undone_minutes_per_shift")
REPORTED = (
    "care_hours_per_patient_day restraint_hours_per_1000_midnight_hours seclusion_hours_per_1000_midnight_hours "
    "conflict_per_shift_recorded containment_per_shift_recorded"
).split()
REPORTED_AS = dict(
    zip(
        REPORTED,
        (
            "CHPPD: care hours per patient day",
            "HBIPS-2: hours of physical restraint",
            "HBIPS-3: hours of seclusion",
            "PCC-SR: conflict, as staff record it",
            "PCC-SR: containment, as staff record it",
        ),
    )
)


def staffing(result):
    """Return what planners ask of a rota, each alternative beside the base.

    Parameters
    ----------
    result : Comparison

    Returns
    -------
    pandas.DataFrame
        Columns COLUMNS: hours by role, slots and care by what stood in the way (from `result.sample`), shifts and what
        hospitals report (over all pairs). Each 95 % interval is by itself.
    """
    import pandas as pd

    rows = []
    for design in result.others:
        rows += _hours(result, design)
        rows += _slots(result, design)
        for task, what in (("medication", "doses missed"), ("meals", "meals missed")):
            rows += _missed(result, design, task, what)
        rows += _of_metrics(result, design, SHIFTS, "shifts")
        rows += [_stayed_on(result, design)]
        rows += _of_metrics(result, design, REPORTED, "reported")
    return pd.DataFrame(rows, columns=COLUMNS)


def staff_hours(result):
    """Return minutes asked for, there and left by design, role and hour of the day.

    Parameters
    ----------
    result : Comparison

    Returns
    -------
    pandas.DataFrame
        Columns HOUR_COLUMNS, minutes in an hour, means over the runs of `result.sample`; `low` to `high` is the 95 %
        interval of what is left in that hour by itself. Below 0 more is asked for than is there. `stands_out` says
        whether what is left is told from 0 with all rows counted (Holm). Roles that nobody has and nothing asks for
        are left out.
    """
    import pandas as pd

    rows = []
    for name, hours in result.sample.hours.items():
        for role in _roles(result):
            wanted = [f"{role}_minutes_{what}" for what in ("needed", "available")]
            needed, there = (hours.pivot(index="run", columns="hour", values=column) for column in wanted)
            rows += [
                {"design": name, "role": role, "hour": hour} | _left(needed[hour], there[hour], result)
                for hour in needed
            ]
    return pd.DataFrame(with_holm(rows), columns=HOUR_COLUMNS)


def _left(needed, there, result):
    found = numbers_of(needed, there, sets=result.sample.sets)
    names = {"base": "minutes_needed", "other": "minutes_available", "difference": "minutes_left"}
    return {names.get(name, name): value for name, value in found.items()}


def _roles(result):
    totals = sum(hours[MINUTES].sum() for hours in result.sample.hours.values())
    return [
        role for role in ROLES if totals[f"{role}_minutes_needed"] + totals[f"{role}_minutes_available"] > 0
    ]


def _row(result, design, about, measure, unit, base, other, role=None, reason=None):
    what = {
        "design": design,
        "about": about,
        "measure": measure,
        "role": role,
        "reason": reason,
        "unit": unit,
    }
    return what | numbers_of(base, other, sets=result.sample.sets)


def _hours(result, design):
    tables = [result.sample.hours[name] for name in (result.base, design)]
    for role in _roles(result):
        needed, there = (
            [24 / 60 * table.groupby("run")[f"{role}_minutes_{what}"].mean().to_numpy() for table in tables]
            for what in ("needed", "available")
        )
        left = [b - a for a, b in zip(needed, there)]
        for measure, (base, other) in (("asked for", needed), ("on duty", there), ("left", left)):
            yield _row(result, design, "hours", measure, "hours a day", base, other, role)


def _slots(result, design):
    rows = [result.sample.fates[name] for name in (result.base, design)]
    pairs, weeks = result.sample.pairs, result.days / 7
    planned = [_counts(table, pairs) / weeks for table in rows]
    yield _row(result, design, "slots", "slots planned", "a week", *planned)
    for reason in _reasons(rows, "reason", leave_out=["held"]):
        found = [_counts(table[table["reason"] == reason], pairs) / weeks for table in rows]
        yield _row(
            result, design, "slots", "slots that fell through", "a week", *found, reason=WHY_NOT[reason]
        )


def _missed(result, design, task, what):
    tables = [result.sample.undone[name] for name in (result.base, design)]
    # What residents refused is conflict, and counted there.
    rows = [table[(table["task"] == task) & (table["reason"] != "refused")] for table in tables]
    pairs, weeks = result.sample.pairs, result.days / 7
    yield _row(result, design, "care", what, "a week", *[_counts(table, pairs) / weeks for table in rows])
    for reason in _reasons(rows, "reason"):
        found = [_counts(table[table["reason"] == reason], pairs) / weeks for table in rows]
        yield _row(result, design, "care", what, "a week", *found, reason=WHY_NOT[reason])


def _counts(table, pairs):
    return np.bincount(table["run"], table["n"], pairs)


def _reasons(tables, column, leave_out=()):
    found = {reason for table in tables for reason in table[column]}
    return [reason for reason in WHY_NOT if reason in found and reason not in leave_out]


def _stayed_on(result, design):
    rows = [result.sample.stayed_on[name] for name in (result.base, design)]
    found = [_counts(table, result.sample.pairs) / (result.days / 7) for table in rows]
    return _row(result, design, "shifts", "shifts after which nurses stay on to write", "a week", *found)


def _of_metrics(result, design, names, about):
    mine = result.table[result.table["design"] == design].set_index("metric")
    for name in names:
        if name in mine.index:
            label = REPORTED_AS.get(name, METRICS[name].label)
            what = {"design": design, "about": about, "measure": label, "unit": METRICS[name].unit}
            yield what | mine.loc[name, NUMBERS].to_dict()
