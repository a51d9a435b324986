"""Marks of runs: what a figure was made from, and whether it is that of the model as it is now.

A store is large and can be made again; it is not kept. Figures, tables, the words that a study printed and its finding
are, beside ``figure.json``: digests of these files, of the plan of all runs (experiment, designs, parameter sets,
code), of their ids and of the store, of the code that read them, and a few runs with their numbers.
"""

import ast
import hashlib
import json
import math
import re
from pathlib import Path

from plans import experiments_of

import milieusim as ms
from milieusim.campaign.experiment.points import Point, applied
from milieusim.campaign.store.manifest import Manifest
from milieusim.digests import digest_of, sources_digest, syntax_of

MARK = "figure.json"
SAMPLED = 8
NEAR = 1e-9
PRINTED = re.compile(r"(?<=^```text\n).*?(?=^```$)", re.M | re.S)
FOUND = re.compile(r"(?<=^<!-- finding -->\n).*?(?=^<!-- /finding -->$)", re.M | re.S)
STALE = "**Stale.**"
PLAN_FORMAT = 3
HERE = Path(__file__).resolve().parent
READING = (
    "analysis/columns.py", "analysis/numbers.py", "analysis/sensitivity", "analysis/surfaces",
    "comparison/carriers.py", "comparison/components.py", "comparison/intervals.py", "comparison/pairs.py",
)  # fmt: skip
"""Sources of the package that make findings of runs: a sampled run knows nothing of them."""


def marks_of(home, experiments, stores, metrics):
    """Return what marks the runs of a study: how many, digests, and a few of them with their numbers."""
    rows = {name: store.metrics() for name, store in stores.items()}
    return {
        "experiments": list(experiments),
        "runs": sum(map(len, rows.values())),
        "asked": _asked(experiments),
        "plan": plan_digest(experiments),
        "reading": reading_digest(home),
        "run_ids": digest_of({name: sorted(one["run_id"]) for name, one in rows.items()}),
        "store": digest_of_stores(stores),
        "sample": [
            {"experiment": name, **_sampled(row, stores[name].factors, metrics)}
            for name, row in _spread(rows)
        ],
    }


def file_digest(content):
    """Return the digest of the content of a file."""
    return hashlib.sha256(content).hexdigest()[:16]


def _spread(rows):
    """Return a few runs, spread over all, with the names of their experiments."""
    ordered = [(name, row) for name, one in rows.items() for row in one.sort_values("run").to_dict("records")]
    step = max(1, len(ordered) // SAMPLED)
    return ordered[step // 2 :: step][:SAMPLED]


def _asked(experiments):
    return digest_of({name: one.document() for name, one in experiments.items()})


def _sampled(row, factors, metrics):
    inputs = {key: row[key] for key in ("design", "parameter_set", "seed", "run_id")}
    values = {name: None if math.isnan(row[name]) else row[name] for name in metrics}
    return {**inputs, "factors": {path: row[path] for path in factors}, "metrics": values}


def plan_digest(experiments):
    """Return the digest of all that the runs of a study would be made from now."""
    plans = {}
    for name, experiment in experiments.items():
        facts = Manifest.of(experiment).facts
        # How a store lies on disk changes no number: a plan is told by the format in which it first was.
        plans[name] = {key: value for key, value in facts.items() if key != "versions"} | {
            "format": PLAN_FORMAT
        }
    return digest_of(plans)


def reading_digest(home):
    """Return the digest of the code that makes findings of the runs of a study: the package's and its scripts'."""
    scripts = [*home.glob("*.py"), *map(HERE.joinpath, ("contrasts.py", "elements.py"))]
    texts = {path.name: path.read_text(encoding="utf-8") for path in scripts}
    return digest_of(
        [sources_digest(*READING), {name: syntax_of(ast.parse(text)) for name, text in texts.items()}]
    )


def printed_on(page):
    """Return what a page says that its study printed and found."""
    text = page.read_text(encoding="utf-8")
    return "".join(found.group() for found in (PRINTED.search(text), FOUND.search(text)) if found)


def changed_files(home):
    """Return which of the kept files, and whether the printed words, are not those that the study made."""
    mark = json.loads((home / MARK).read_text(encoding="utf-8"))
    changed = [
        name
        for name, digest in mark["files"].items()
        if not (home / name).is_file() or file_digest((home / name).read_bytes()) != digest
    ]
    is_same = file_digest(printed_on(home / "README.md").encode()) == mark["printed"]
    return changed + ["README.md"] * (not is_same)


def state_of(home):
    """Tell whether the figures of a study are those of its experiment and of the model as they are now.

    Parameters
    ----------
    home : pathlib.Path

    Returns
    -------
    str
        ``current``: made from the same plan. ``same numbers``: something that the plan holds has changed, as code
        does that is only put in order, and the sampled runs give their numbers all the same. ``stale`` otherwise,
        and where the code has changed that makes findings of runs: a study whose store was kept is read anew in
        seconds.
    """
    mark = json.loads((home / MARK).read_text(encoding="utf-8"))
    experiments = experiments_of(home)
    if mark["reading"] != reading_digest(home):
        return "stale"
    if plan_digest(experiments) == mark["plan"]:
        return "current"
    if _asked(experiments) != mark["asked"]:
        return "stale"
    return "same numbers" if all(is_reproduced(run, experiments) for run in mark["sample"]) else "stale"


def is_reproduced(kept, experiments):
    """Tell whether a sampled run gives the same numbers now."""
    if kept["experiment"] not in experiments:
        return False
    experiment = experiments[kept["experiment"]]
    sets = {parameters.name: parameters for parameters, _ in experiment.sets}
    if kept["design"] not in experiment.designs or kept["parameter_set"] not in sets:
        return False
    if list(kept["factors"]) != experiment.paths:
        return False
    point = Point(kept["design"], tuple(kept["factors"].values()))
    design, parameters = applied(point, experiment.levers, experiment.designs, sets[kept["parameter_set"]])
    written = experiment.written
    run = ms.simulate(
        design,
        days=written.days,
        seed=kept["seed"],
        parameters=parameters,
        warm_up_days=written.warm_up_days,
        tick_minutes=written.tick_minutes,
        keep=[],
    )
    found = run.metrics()
    return all(
        name in found and _is_near(value, float(found[name])) for name, value in kept["metrics"].items()
    )


def _is_near(kept, found):
    return math.isnan(found) if kept is None else math.isclose(kept, found, rel_tol=NEAR, abs_tol=NEAR)


def digest_of_stores(stores):
    """Return one digest for the stores of a study."""
    return digest_of({name: store.digest() for name, store in stores.items()})
