"""The files that the page about evidence is made from, and how they come about."""

import datetime
import json
import math
import shutil
import subprocess
from pathlib import Path
from types import SimpleNamespace
from typing import NamedTuple

import yaml

DOCS = Path(__file__).resolve().parent
TABLES = ("coverage", "ranks")
TRAIL_FACTS = ("sizes", "seeds", "seed", "days")
GOOD = ("pass", "inside")


class Files(NamedTuple):
    """Everything that the page says comes from here.

    Attributes
    ----------
    card : dict
        docs/scorecard.json, as `milieusim evidence --json` writes it.
    facts : dict
        What the shipped sets say of their calibration.
    sets : int
        How many there are.
    spread : dict
        Parameter -> 5 %, 50 % and 95 % of it over the weighted sets.
    asked : dict
        How much the calibration simulated.
    coverage, ranks, bursts : pandas.DataFrame
    notes : dict
        docs/evidence_notes.yaml: by key, why a pattern is missed and what would mend it.
    history : dict
        docs/check_scores.yaml.
    """

    card: dict
    facts: dict
    sets: int
    spread: dict
    asked: dict
    coverage: object
    ranks: object
    bursts: object
    notes: dict
    history: dict

    def rows(self, use):
        """Return the rows of a use, each with numbers where the JSON has nothing."""
        return [_row(row) for row in self.card["rows"] if row["used_for"] == use]


class Incomplete(Exception):
    """Something that the page needs is not there or does not fit the rest."""


def load(docs=DOCS, sets=None):
    """Read all files.

    Parameters
    ----------
    docs : pathlib.Path
    sets : ParameterSets, optional
        The shipped ones if left out.

    Returns
    -------
    Files
    """
    import pandas as pd

    if sets is None:
        from milieusim.ledger.parameter_sets import shipped_sets

        sets = shipped_sets()
    data = docs / "data"
    needed = [docs / "scorecard.json", data / "asked.json", data / "bursts.csv"]
    needed += [data / f"{name}.parquet" for name in TABLES]
    missing = [path.relative_to(docs).as_posix() for path in needed if not path.is_file()]
    if missing:
        raise Incomplete(
            f"There is no {', '.join(missing)} in docs; docs/evidence_report.py says how they are made."
        )
    return Files(
        card=json.loads((docs / "scorecard.json").read_text(encoding="utf-8")),
        facts=sets.facts,
        sets=len(sets),
        spread={name: quantiles(sets.values(name), sets.weights) for name in sets.names},
        asked=json.loads((data / "asked.json").read_text(encoding="utf-8")),
        **{name: pd.read_parquet(data / f"{name}.parquet") for name in TABLES},
        bursts=pd.read_csv(data / "bursts.csv"),
        notes=_yaml(docs / "evidence_notes.yaml"),
        history=_yaml(docs / "check_scores.yaml"),
    )


def _yaml(path):
    return yaml.safe_load(path.read_text(encoding="utf-8")) or {}


def _row(row):
    """Return a row as an object; it can stand for the target and for what was found."""
    numbers = {name: math.nan if value is None and name != "reason" else value for name, value in row.items()}
    return SimpleNamespace(**numbers, value=numbers["published"])


def quantiles(values, weights, at=(0.05, 0.5, 0.95)):
    """Return weighted quantiles: the smallest values that so much of the weight does not exceed."""
    order = sorted(range(len(values)), key=values.__getitem__)
    found, total, ends = [], 0.0, list(at)
    for place in order:
        total += weights[place]
        while ends and total >= ends[0] - 1e-12:
            found.append(values[place])
            ends.pop(0)
    return found + [values[order[-1]]] * len(ends)


def collect(trail, docs=DOCS):
    """Copy from a calibration's trail what the page shows."""
    trail, data = Path(trail), docs / "data"
    data.mkdir(exist_ok=True)
    for name in TABLES:
        shutil.copyfile(trail / f"{name}.parquet", data / f"{name}.parquet")
    asked = json.loads((trail / "asked.json").read_text(encoding="utf-8"))
    kept = {name: asked[name] for name in TRAIL_FACTS if name in asked}
    (data / "asked.json").write_text(json.dumps(kept, indent=1) + "\n", encoding="utf-8")


def simulate_bursts(n, docs=DOCS, workers=None):
    """Simulate so many ward-years a model and keep the table of bursts."""
    from milieusim.evidence.counts.bursts import bursts
    from milieusim.ledger.parameter_sets import shipped_sets

    (docs / "data").mkdir(exist_ok=True)
    table = bursts(shipped_sets(), n, workers).round(5)
    table.to_csv(docs / "data" / "bursts.csv", index=False, lineterminator="\n")


def score_entry(card, commit, changed=(), date=None):
    """Return what the history keeps of a score."""
    checks = [row for row in card["rows"] if row["used_for"] == "check"]
    return {
        "date": date or datetime.datetime.now(datetime.UTC).date().isoformat(),
        "commit": commit,
        "component_digest": card["component_digest"],
        "rules": card["versions"]["rules"],
        "parameters": card["parameters"],
        "inside": sum(row["status"] in GOOD for row in checks),
        "of": len(checks),
        "rows_inside": [row["key"] for row in checks if row["status"] in GOOD],
        "rows_undecided": [row["key"] for row in checks if row["status"] == "undecided"],
        "changed_since_the_look_before": list(changed),
    }


def record(commit=None, changed=(), docs=DOCS):
    """Add the present score to the history."""
    card = json.loads((docs / "scorecard.json").read_text(encoding="utf-8"))
    if commit is None:
        done = subprocess.run(
            ["git", "rev-parse", "--short", "HEAD"], cwd=docs, capture_output=True, text=True
        )
        commit = done.stdout.strip() or "unknown"
    path = docs / "check_scores.yaml"
    text = path.read_text(encoding="utf-8").rstrip() + "\n"
    entry = yaml.safe_dump(
        [score_entry(card, commit, changed)], sort_keys=False, allow_unicode=True, width=110
    )
    # Appended as text: what stands in the file, comments too, is history and stays as it is.
    path.write_text(text.replace("scores: []\n", "scores:\n") + entry, encoding="utf-8")
