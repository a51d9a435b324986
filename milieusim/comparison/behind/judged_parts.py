"""What each judged difference is made of, by kind of event, by part of wellbeing and by care left undone."""

import math

import numpy as np

from milieusim.analysis.metrics.made_of import parts_of
from milieusim.analysis.metrics.metrics import METRICS
from milieusim.comparison.behind.paired_rows import NUMBERS, numbers_of
from milieusim.comparison.behind.stays_counted import counted_at, gain_day

COLUMNS = ["design", "metric", "unit", "made_of", "part", "label", *NUMBERS, "total", "adds_up"]
UNDONE = (
    "doses_missed_per_1000_obd meals_missed_per_1000_obd prompts_not_made_per_1000_obd "
    "appointments_missed_per_1000_obd undone_minutes_per_shift paperwork_owed_minutes_per_shift"
).split()
STATES = {
    "distress": ("less distress", -1),
    "belonging": ("more belonging", 1),
    "felt_safety": ("more felt safety", 1),
    "self_care": ("better self-care", 1),
}
SEEN = 1e-12
WEIGHTS = {
    "distress": "wellbeing_weight_distress",
    "belonging": "wellbeing_weight_belonging",
    "felt_safety": "wellbeing_weight_safety",
    "self_care": "wellbeing_weight_self_care",
}


def made_of(result):
    """Return the parts of every judged difference, and the undone care beside it.

    Parameters
    ----------
    result : Comparison

    Returns
    -------
    pandas.DataFrame
        Columns COLUMNS. `made_of` says what the parts are: kinds of event (over all pairs), parts of wellbeing
        (over the pairs of `result.sample`), or undone care, which stands beside every difference and is no part of
        it. `total` is the difference over the same pairs, and `adds_up` whether parts make it up.
    """
    import pandas as pd

    rows = []
    by_design = {name: [] for name in result.others}
    for row in result.table.itertuples(index=False):
        by_design[row.design].append(row)
    for design, table in by_design.items():
        for metric in result.judged:
            rows += _adding_up(_kinds(design, metric, table))
            rows += _adding_up(_of_wellbeing(result, design, metric))
        rows += _undone(design, table)
    return pd.DataFrame(rows, columns=COLUMNS)


def _kinds(design, metric, table):
    total = next(row for row in table if row.metric == metric)
    for part in parts_of(table, metric):
        numbers = {name: getattr(part, name) for name in NUMBERS}
        label = METRICS[part.metric].label
        yield _row(design, metric, "kind of event", part.metric, label, total.difference) | numbers


def _of_wellbeing(result, design, metric):
    day = gain_day(metric)
    if day is None:
        return
    base, other = (result.sample.stays[name] for name in (result.base, design))
    gains = [_weighted_gains(result.sample, stays, day) for stays in (base, other)]
    both = np.isfinite(gains[0]["total"]) & np.isfinite(gains[1]["total"])
    total = numbers_of(gains[0]["total"][both], gains[1]["total"][both])["difference"]
    labels = {state: label for state, (label, _) in STATES.items()} | {"cut": "cut at the ends of the scale"}
    for state, label in labels.items():
        inside = (np.where(both, gain[state], np.nan) for gain in gains)
        numbers = numbers_of(*inside, sets=result.sample.sets)
        if state != "cut" or abs(numbers["difference"]) > SEEN:
            yield _row(design, metric, "part of wellbeing", state, label, total) | numbers


def _weighted_gains(sample, stays, day):
    """Return by part what it adds to the mean gain of each run, and their sum's own name for the total."""
    counts, then = counted_at(stays, day, sample.days)
    runs = stays["run"].to_numpy()[counts]
    number = np.bincount(runs, minlength=sample.pairs).astype(float)

    def mean(values):
        with np.errstate(invalid="ignore", divide="ignore"):
            return np.bincount(runs, values[counts], sample.pairs) / number

    # Wellbeing is a weighted sum that is cut at the ends of its scale: what the cut takes is a part of its own.
    found = {"total": mean(then("wellbeing") - stays["wellbeing_admission"].to_numpy())}
    for state, (_, sign) in STATES.items():
        gain = mean(then(state) - stays[f"{state}_admission"].to_numpy())
        found[state] = sign * sample.values_of(WEIGHTS[state]) * gain
    found["cut"] = found["total"] - sum(found[state] for state in STATES)
    return found


def _undone(design, table):
    for row in table:
        if row.metric in UNDONE:
            numbers = {name: getattr(row, name) for name in NUMBERS}
            about = _row(design, row.metric, "undone care", row.metric, METRICS[row.metric].label, math.nan)
            yield about | numbers | {"adds_up": None}


def _row(design, metric, what, part, label, total):
    about = {"design": design, "metric": metric, "unit": METRICS[metric].unit, "made_of": what}
    return about | {"part": part, "label": label, "total": total}


def _adding_up(rows):
    rows = list(rows)
    if not rows:
        return rows
    total = rows[0]["total"]
    found = sum(row["difference"] for row in rows)
    size = max(abs(row["base"]) for row in rows)
    does = bool(abs(found - total) <= 1e-9 * max(size, abs(total), 1e-300))
    return [row | {"adds_up": does} for row in rows]
