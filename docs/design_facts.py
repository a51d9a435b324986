"""What a shipped design says and what short runs of it give: everything that its page tells as a number."""

import json
import math
from functools import cache
from pathlib import Path

import yaml

DOCS = Path(__file__).resolve().parent
KEPT = DOCS / "data" / "design_facts.json"
TRIES = DOCS / "design_tries.yaml"
DAYS, SEEDS = 28, range(1, 25)
MEASURES = (
    "organised_hours_per_resident_day",
    "staff_contact_hours_per_resident_day",
    "prompts_not_made_per_1000_obd",
    "doses_missed_per_1000_obd",
    "staff_short_shift_share",
    "conflict_per_100_obd",
    "conflict_per_100_obd_recorded",
    "containment_per_shift",
    "wellbeing_gain_day14",
)
RARE = 0.05
"""Doses a day of one reason below which it is not told."""
TABLES = ("slots", "undone", "staff_shifts", "hours")
MOMENTS = {"10:00": 600, "16:00": 960, "19:00": 1140, "03:00": 180}
"""Moments at which hands are counted."""


def named():
    """Return the names of shipped designs, in their order."""
    from milieusim.config.reading.finding import shipped_designs

    return shipped_designs()


@cache
def loaded(name):
    """Return a shipped design."""
    from milieusim.config.reading.loading import load_design

    return load_design(name)


@cache
def tries():
    """Return docs/design_tries.yaml: by design its counterpart, and what to try on it."""
    return yaml.safe_load(TRIES.read_text(encoding="utf-8"))


def try_text(name, tried):
    """Return the file of one thing to try."""
    return f"name: {tried['name']}\nbased_on: {name}\n{tried['change'].rstrip()}\n"


def kept():
    """Return what the runs gave when they were last made: by design."""
    return json.loads(KEPT.read_text(encoding="utf-8"))


def simulated(names):
    """Run designs for some weeks each and return what their pages tell of it.

    Parameters
    ----------
    names : list of str
        With their counterparts.
    """
    import milieusim as ms

    metrics, facts = {}, {}
    for name in names:
        runs = ms.simulate_many(name, days=DAYS, seeds=SEEDS, parameters="best", keep=list(TABLES))
        metrics[name] = runs.metrics()
        facts[name] = _of_runs(runs, metrics[name], loaded(name))
    for name, told in facts.items():
        other = tries()[name]["counterpart"]
        told["beside"] = _beside(metrics[name], metrics[other]) if other else {}
    return facts


def _of_runs(runs, metrics, design):
    measures = {
        measure: {"mean": _short(metrics[measure].mean()), "sd": _short(metrics[measure].std())}
        for measure in MEASURES
    }
    return {"measures": measures, "doses": _doses(runs, design), "nurses": _nurses(runs.hours)} | {
        "conflict": _hour_of(runs.hours, "conflict"),
        "held": _least_held(runs.slots),
    }


def _doses(runs, design):
    """Doses a day: due and given, what kept others from being given, and the minutes that they took and had."""
    days = len(SEEDS) * DAYS
    rounds = runs.slots[runs.slots["activity"] == "medication"]
    lost = runs.undone[runs.undone["task"] == "medication"]
    why = lost.groupby("reason", observed=True).size() / days
    on_it = 60 * runs.staff_shifts["medication"].sum() / days
    planned = sum(
        (slot.end_minute - slot.start_minute) * slot.leaders * len(slot.day_numbers) / 7
        for slot in design.routine.slots
        if slot.activity == "medication"
    )
    return {
        "asked": _short(rounds["invited"].sum() / days),
        "given": _short(rounds["attended"].sum() / days),
        "missed": {reason: _short(often) for reason, often in why[why >= RARE].items()},
        "minutes": _short(on_it),
        "planned": _short(planned),
    }


def _nurses(hours):
    """The hour in which registered nurses are shortest of minutes, and by how many."""
    left = hours["registered_nurse_minutes_available"] - hours["registered_nurse_minutes_needed"]
    by_hour = left.groupby(hours["hour"]).mean()
    return {"hour": int(by_hour.idxmin()), "left": _short(by_hour.min())}


def _hour_of(hours, column):
    """The hour of the day with most of something, and its share of the day."""
    by_hour = hours.groupby("hour")[column].sum()
    return {"hour": int(by_hour.idxmax()), "share": _short(by_hour.max() / by_hour.sum())}


def _least_held(slots):
    """The slot that falls through most often, and the share of all slots that are held."""
    by_slot = slots.groupby("slot", observed=True)["is_held"].mean()
    least = by_slot.idxmin()
    return {"all": _short(slots["is_held"].mean()), "slot": str(least), "share": _short(by_slot[least])}


def _beside(own, other):
    """Differences from the counterpart at the same seeds, each with its 95 % interval (Student's t)."""
    from scipy import stats

    told = {}
    for measure in MEASURES:
        gaps = own[measure].to_numpy() - other[measure].to_numpy()
        reach = stats.t.ppf(0.975, len(gaps) - 1) * gaps.std(ddof=1) / math.sqrt(len(gaps))
        told[measure] = {
            "other": _short(other[measure].mean()),
            "low": _short(gaps.mean() - reach),
            "high": _short(gaps.mean() + reach),
        }
    return told


def _short(number):
    return float(f"{number:.3g}")


def write():
    """Run all designs and keep what the pages tell of it."""
    text = json.dumps(simulated(named()), indent=1, sort_keys=True)
    KEPT.write_text(text + "\n", encoding="utf-8")


def week_in_hours(design):
    """Return by family of activities the hours a week on the timetable: all, at weekends, asked of everybody."""
    from milieusim.workbook.made.look import family_of

    found = {}
    for slot in design.routine.slots:
        hours = (slot.end_minute - slot.start_minute) / 60
        days = slot.day_numbers
        row = found.setdefault(family_of(slot.activity), {"week": 0.0, "weekend": 0.0, "asked": 0.0})
        row["week"] += hours * len(days)
        row["weekend"] += hours * sum(day >= 5 for day in days)
        row["asked"] += hours * len(days) * slot.is_expected
    return dict(sorted(found.items(), key=lambda one: -one[1]["week"]))


def free_of_slots(design, day):
    """Return the waking hours of a day (0 = Monday), those of them with nothing on, and the longest such stretch.

    Returns
    -------
    tuple
        (waking hours, hours with nothing on, start and end of the longest stretch in minutes)
    """
    from milieusim.config.parts.routine import minute_of

    routine = design.routine
    wake = minute_of((routine.wake_weekend if day >= 5 else None) or routine.wake)
    night = minute_of(routine.lights_out)
    taken = {
        minute
        for slot in routine.slots
        if day in slot.day_numbers and slot.activity != "free_time"
        for minute in range(slot.start_minute, slot.end_minute)
    }
    free = [minute for minute in range(wake, night) if minute not in taken]
    stretches = []
    for minute in free:
        if stretches and stretches[-1][1] == minute:
            stretches[-1][1] = minute + 1
        else:
            stretches.append([minute, minute + 1])
    longest = max(stretches, key=lambda one: one[1] - one[0], default=[wake, wake])
    return (night - wake) / 60, len(free) / 60, tuple(longest)


def hands(design, day):
    """Return nursing staff on the rota at some moments of a day."""
    from milieusim.config.feasibility.week_in_minutes import Week

    week = Week(design)
    return {clock: week.nursing(day, minute) for clock, minute in MOMENTS.items()}
