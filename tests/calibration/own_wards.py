"""Logs of wards that the model knows, and sets of parameters to weigh by them."""

import csv
from datetime import date, timedelta

import numpy as np

from milieusim import simulate
from milieusim.incident_kinds import AGGRESSION, IncidentKind
from milieusim.ledger.parameter_sets import ParameterSets
from milieusim.ledger.parameters import ledger
from milieusim.vocabulary import Activity, PlaceKind, ResponseKind, Target, Trigger

FIRST = date(2021, 3, 3)
# Values of these tests' own: a ledger that is fitted anew must not change what they see.
BASE = ledger().replace(
    {
        **{"aggression_base": 0.02, "rule_base": 0.03, "self_harm_base": 0.01, "frailty_shape": 0.28},
        **{"severity_size": 0.6, "severity_spread": 4.5, "physical_gain": 0.62, "arousal_gain": 4.5},
        **{"unprovoked": 0.08, "beta_denied": 1.35, "hours_impulse": 1.0, "recovery_per_day": 0.026},
    }
)
HEADER = "date time resident kind severity trigger activity place target response".split()


def sets_around(n=60, varied=("aggression_base",), seed=5, spread=2.0, facts=None):
    """Return sets in which some parameters vary by a factor either way, and one that does nothing to a log."""
    draws = np.random.default_rng(seed)
    table = {name: BASE[name] * spread ** draws.uniform(-1, 1, n) for name in varied}
    table["hygiene_w_distress"] = draws.uniform(0.0, 0.6, n)
    facts = facts or {"roles": {name: "fitted" for name in varied} | {"hygiene_w_distress": "free"}}
    return ParameterSets(BASE, table, range(n), np.ones(n), facts)


def log_of(run, path, first=FIRST, offset=700000):
    """Write what the log of a simulated ward would hold, with codes for residents that are easily found again."""
    rows = run.raw["incidents"]
    rows = rows[rows["is_recorded"]]
    with open(path, "w", encoding="utf-8", newline="") as file:
        out = csv.writer(file)
        out.writerow(HEADER)
        for row in rows:
            out.writerow(_cells(row, first, offset))
    return len(rows)


def _cells(row, first, offset):
    at = float(row["at_hour_recorded"])
    minute = int(at * 60)
    kind = IncidentKind(row["kind_recorded"])
    return [
        (first + timedelta(days=minute // 1440)).isoformat(),
        f"{minute // 60 % 24:02d}:{minute % 60:02d}",
        offset + row["resident"],
        kind.label,
        f"{row['severity']:g}" if kind in AGGRESSION and np.isfinite(row["severity"]) else "",
        Trigger(row["trigger_recorded"]).label,
        Activity(row["activity"]).label,
        PlaceKind(row["place"]).label,
        Target(row["target"]).label,
        ResponseKind(row["response_kind"]).label,
    ]


def census_of(run, path, first=FIRST):
    """Write the census of a simulated ward at each midnight."""
    rows = run.raw["shifts"]
    with open(path, "w", encoding="utf-8", newline="") as file:
        out = csv.writer(file)
        out.writerow(["date", "shift", "residents", "beds"])
        for day in range(run.days):
            of_day = rows[rows["day"] == day]
            held = float((of_day["resident_hours"]).sum() / of_day["shift_hours"].sum())
            out.writerow([(first + timedelta(days=day)).isoformat(), "", f"{held:.1f}", run.design.ward.beds])


def own_files(folder, design, parameters, days=112, seed=9001):
    """Write log and census of a ward that runs on known parameters; return their paths and the run."""
    run = simulate(design, days=days, seed=seed, parameters=parameters, keep=[])
    log, census = folder / "log.csv", folder / "census.csv"
    log_of(run, log)
    census_of(run, census)
    return log, census, run
