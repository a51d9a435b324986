"""No level is best at an end by construction: what each end gains and what it costs."""

import numpy as np
import pandas as pd

from benchmarks.milieu import telling
from benchmarks.milieu.pairs import judged
from benchmarks.milieu.wards import base_ward, changed
from milieusim.vocabulary import LEVELS

ENDS = (0.0, 0.25, 0.5, 0.75, 1.0)
MINUTES = "floor prompts one_to_one paperwork observation containment ward_duties".split()
FELT = "trust autonomy predictability felt_safety".split()
FEW = 40  # pairs for what needs whole tables


def print_levels(runs):
    """Print each level at its ends: judged measures beside the middle, and costs in minutes, trust and autonomy."""
    telling.heading("Levels at their ends, with what they cost")
    middle = changed(base_ward(), "levels in the middle", {f"milieu.{level}": 0.5 for level in LEVELS})
    for level in LEVELS:
        wards = [_at(middle, level, value) for value in ENDS]
        for ward in wards:
            if ward is not middle:
                telling.differences(ward.name, runs.differences(ward, middle, judged()))
        costs = pd.DataFrame({f"{value:g}": costs_of(runs, ward) for value, ward in zip(ENDS, wards)})
        telling.table(costs, f"{level}: nursing minutes per resident-day, and what residents feel")
        telling.say(f"  best at: {_best(runs, wards)}")


def _at(middle, level, value):
    return middle if value == 0.5 else changed(middle, f"{level} {value:g}", {f"milieu.{level}": value})


def _best(runs, wards):
    signs = {judged()[0]: 1, judged()[1]: -1}
    best = {
        name: ENDS[int(np.argmin([sign * runs.measures(ward)[name].mean() for ward in wards]))]
        for name, sign in signs.items()
    }
    return ", ".join(f"{name} {value:g}" for name, value in best.items())


def costs_of(runs, ward):
    """Return nursing minutes a resident-day by task, and what residents feel, where tables tell."""
    minutes, felt, days, hours = dict.fromkeys(MINUTES, 0.0), {}, 0.0, 0.0
    for batch in runs.batches(ward, ["staff_shifts", "shifts", "resident_shifts"], FEW):
        nursing = batch.staff_shifts
        nursing = nursing[nursing["role"].isin(["registered_nurse", "healthcare_assistant"])]
        for task in MINUTES:
            minutes[task] += 60.0 * float(nursing.get(task, pd.Series(0.0)).sum())
        days += float(batch.shifts["resident_hours"].sum()) / 24.0
        lived = batch.resident_shifts
        hours += float(lived["hours_present"].sum())
        for state in FELT:
            if state in lived:
                felt[state] = felt.get(state, 0.0) + float((lived[state] * lived["hours_present"]).sum())
    found = {f"minutes of {task}": value / days for task, value in minutes.items()}
    return pd.Series(found | {state: value / hours for state, value in felt.items()})
