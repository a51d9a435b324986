"""Where time goes: a day of a resident, of a registered nurse and of an assistant; doses; ties; hazard."""

import numpy as np
import pandas as pd

from benchmarks.milieu import telling
from benchmarks.milieu.wards import base_ward
from milieusim.analysis.patterns.hazard_variance import COLUMNS, hazard_variance_table
from milieusim.vocabulary import Task

FEW = 20  # runs whose whole tables are looked at
LONG_ON_DOSES = 20  # minutes a day
CLOSE, HOSTILE = 0.5, -0.3
PUBLISHED = {
    "registered_nurse": "published: medication 17.5 %, indirect care 35.4 %, ward 11.3 % of time without breaks",
    "healthcare_assistant": "",
}
INDIRECT = "paperwork handover admission_discharge".split()


def print_days(runs):
    """Print the day of a resident and the shift of a nurse and an assistant."""
    telling.heading("Where time goes")
    ward = base_ward()
    used, staff = [], []
    for batch in runs.batches(ward, ["time_use", "staff_shifts"], FEW):
        used.append(batch.time_use)
        staff.append(batch.staff_shifts)
    used, staff = pd.concat(used), pd.concat(staff)
    days = used.groupby(["run", "day", "resident"], observed=True)["hours"].sum()
    share = used.groupby("activity", observed=True)["hours"].sum() / days.sum() * 24.0
    telling.table(share[share > 0].sort_values(ascending=False).to_frame("hours a day"), "a resident's day")
    _print_doses(used, days)
    for role, published in PUBLISHED.items():
        _print_shift(staff[(staff["role"] == role) & (staff["shift"] != "night")], role, published)


def _print_doses(used, days):
    """Print minutes a day on doses, with the wait for them and without."""
    taken = used[used["activity"].isin(["medication"])].groupby("resident")["hours"].sum()
    waiting = used[used["activity"].isin(["medication", "waiting"])].groupby("resident")["hours"].sum()
    whole = days.groupby("resident").sum()
    for words, hours in (("at the hatch", taken), ("at the hatch or waiting for anything", waiting)):
        minutes = 60.0 * 24.0 * (hours / whole).fillna(0.0)
        telling.say(
            f"minutes a day {words}: mean {minutes.mean():.1f}, most {minutes.max():.1f}; residents above "
            f"{LONG_ON_DOSES}: {(minutes > LONG_ON_DOSES).mean():.1%}"
        )


def _print_shift(staff, role, published):
    hours = staff[Task.labels()].sum()
    table = pd.DataFrame(
        {"hours in 8": 8.0 * hours / staff["hours_on_duty"].sum(), "share without breaks": _shares(hours)}
    )
    telling.table(table[hours > 0], f"a day shift of a {role.replace('_', ' ')}; {published}".rstrip("; "))
    indirect = sum(_shares(hours)[task] for task in INDIRECT)
    contact = staff["contact_hours"].sum() / staff["hours_on_duty"].sum()
    telling.say(
        f"  indirect care {indirect:.1%}; in contact with residents {contact:.1%} (published 22 %, 15-32)"
    )


def _shares(hours):
    return hours / (hours.sum() - hours["rest_break"])


def print_ties(runs):
    """Print how many pairs are close or hostile, and in how many runs."""
    telling.heading("Ties")
    close, hostile, highest, lowest = [], [], [], []
    for batch in runs.batches(base_ward(), ["ties"], FEW):
        ties = batch.ties[batch.ties["kind"] == "resident"]
        for _, values in ties.groupby("run")["value"]:
            close.append((values > CLOSE).mean())
            hostile.append((values < HOSTILE).mean())
            highest.append(values.max())
            lowest.append(values.min())
    for words, shares in ((f"above {CLOSE:g}", close), (f"below {HOSTILE:g}", hostile)):
        telling.say(
            f"pairs {words}: {np.mean(shares or [0.0]):.2%} of those that have met; in "
            f"{np.mean(np.array(shares or [0.0]) > 0):.0%} of {len(shares)} runs"
        )
    if highest:
        telling.say(f"mean of the highest {np.mean(highest):.2f}, of the lowest {np.mean(lowest):.2f}")


def print_hazard(runs):
    """Print how the variance of the hazard splits."""
    telling.heading("State over trait: the variance of the hazard of an incident")
    parts = [batch.resident_shifts for batch in runs.batches(base_ward(), ["resident_shifts"], FEW)]
    if not set(COLUMNS) <= set(parts[0].columns):
        telling.say("these tables do not hold the hazard")
        return
    for k, part in enumerate(parts):
        part["run"] += k * len(runs.seeds)
    telling.table(hazard_variance_table(pd.concat(parts)))
