"""Null models break what they should: a pattern a row, a null model a column."""

import numpy as np
import pandas as pd
from scipy.stats import t

from benchmarks.milieu import telling
from benchmarks.milieu.wards import THERAPISTS, Ward, base_ward, changed
from milieusim.config.parts.routine import minute_of
from milieusim.evidence.studies import alike
from milieusim.incident_kinds import AGGRESSION
from milieusim.vocabulary import PRACTICES, SAFEWARDS

FIDELITY = 0.4
NEAR_HOURS = 1.0
TOP = 1 / 7
SEEN = [kind.label for kind in AGGRESSION]  # what others are stirred by
MOST_RUNS = 200
WAKE, SLEEP = 450, 1380  # minutes of the day between which the timetable is turned


def wards():
    """Return the ward that null models are made of, and these, by name."""
    rota = {f"rota.late.{role}": {"weekday": 1, "weekend": 1} for role in THERAPISTS}
    rota |= {f"rota.early.{role}": 1 for role in THERAPISTS} | {"rota.early.doctor": 2, "rota.late.doctor": 2}
    practised = {f"practices.{name}": FIDELITY for name in SAFEWARDS}
    model = changed(base_ward(), "the model", rota | practised)
    return [
        model,
        changed(model, "contagion off", contagion=False),
        Ward("identical residents", model.design, alike(model.parameters, model.design)),
        changed(model, "practices off", {f"practices.{name}": 0.0 for name in PRACTICES}),
        changed(model, "routine off", slots=list(spread_evenly(model.design))),
    ]


def spread_evenly(design):
    """Yield every slot on each of its days at another hour, so that over the week no hour asks more than another.

    Exposure stays as it was: the same slots, lengths, leaders and places on the same days.
    """
    span = SLEEP - WAKE
    for slot in design.routine.slots:
        length = slot.end_minute - slot.start_minute
        for day in slot.day_numbers:
            start = WAKE + (slot.start_minute - WAKE + day * span // 7) % span
            start = min(start, 1440 - length)
            times = {"start": _clock(start), "end": _clock(start + length)}
            yield slot.replace(name=f"{slot.name}, day {day + 1}", days=(design_day(day),), **times)


def design_day(day):
    """Return a day of the week as designs spell it."""
    return ("mon", "tue", "wed", "thu", "fri", "sat", "sun")[day]


def _clock(minute):
    return f"{minute // 60:02d}:{minute % 60:02d}"


def print_nulls(runs):
    """Print what null models leave of four patterns."""
    telling.heading("Null models")
    points = _points(base_ward().design)
    rows = {ward.name: _patterns(runs, ward, points) for ward in wards()}
    model = rows["the model"]
    shown = {}
    for name, found in rows.items():
        shown[name] = {
            what: _told(values, model[what], name == "the model") for what, values in found.items()
        }
    telling.say("mean over runs +- half width; * another than the model's, run by run")
    telling.say("\n".join("  " + line for line in pd.DataFrame(shown).to_string().splitlines()))


def _told(values, model, is_model):
    values = np.asarray(values, float)
    gap = values - np.asarray(model, float)
    text = f"{_mean(values):.3f} +- {_half(values):.3f}"
    return text if is_model or not abs(_mean(gap)) > _half(gap) else text + " *"


def _mean(values):
    values = values[~np.isnan(values)]
    return values.mean() if len(values) else np.nan


def _half(values):
    values = values[~np.isnan(values)]
    if len(values) < 2:
        return np.nan
    return t.ppf(0.975, len(values) - 1) * values.std(ddof=1) / np.sqrt(len(values))


def _patterns(runs, ward, points):
    found = {
        "bursts of aggression": [],
        "top_seventh": [],
        "at_routine_points": [],
        "conflict_per_100_obd": [],
    }
    for batch in runs.batches(ward, ["incidents", "stays", "shifts"], MOST_RUNS):
        for run, events in _by_run(batch):
            stays = batch.stays[batch.stays["run"] == run]
            found["bursts of aggression"].append(bursts(events[events["kind"].isin(SEEN)]))
            found["top_seventh"].append(top_share(stays["incidents"].to_numpy(float)))
            found["at_routine_points"].append(at_points(events, points))
        found["conflict_per_100_obd"] += list(batch.metrics()["conflict_per_100_obd"])
    return found


def _by_run(batch):
    events = batch.incidents
    return [(run, events[events["run"] == run]) for run in range(len(batch))]


def bursts(events):
    """Return the share of events after which somebody else has one there within the hour, beyond what chance gives."""
    at, who = events["at_hour"].to_numpy(), events["resident"].to_numpy()
    if len(at) < 2:
        return np.nan
    there = events["place"].to_numpy()
    near = _share_followed(at, who, there)
    days = max(int(at.max() // 24), 1)  # residents' own days are exchanged: hours of the day stay as they are
    moved = 24.0 * (1 + np.unique(who, return_inverse=True)[1] % days)
    shifted = (at + moved) % (24.0 * (days + 1))
    return near - _share_followed(shifted, who, there)


def _share_followed(at, who, there):
    """Return the share of events that somebody else's follows, in the same place and within the hour."""
    followed = [
        np.any((at > a) & (at <= a + NEAR_HOURS) & (who != w) & (there == place))
        for a, w, place in zip(at, who, there)
    ]
    return np.mean(followed)


def top_share(counts):
    """Return the share of conflict by the seventh of stays that has most of it."""
    first = np.sort(counts)[::-1][: max(int(round(TOP * len(counts))), 1)]
    return first.sum() / counts.sum() if counts.sum() else np.nan


def at_points(events, points):
    """Return the rate of conflict at the meals and doses of the usual timetable over that of other waking hours."""
    minutes = (events["at_hour"].to_numpy() * 60.0).astype(int) % (7 * 1440)
    awake = np.zeros(7 * 1440, bool)
    for day in range(7):
        awake[day * 1440 + WAKE : day * 1440 + SLEEP] = True
    inside, outside = points & awake, ~points & awake
    rates = [np.sum(where[minutes]) / np.sum(where) for where in (inside, outside)]
    return rates[0] / rates[1] if rates[1] else np.nan


def _points(design):
    points = np.zeros(7 * 1440, bool)
    for slot in design.routine.slots:
        if slot.activity in ("meal", "medication"):
            for day in slot.day_numbers:
                points[day * 1440 + minute_of(slot.start) : day * 1440 + minute_of(slot.end)] = True
    return points
