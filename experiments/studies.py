"""What the studies share: run an experiment into a store, and keep what was learned with a mark of its runs.

A store is large and can be made again; it is not kept. Figures, tables and the words that a study printed are, beside
``figure.json``: digests of these files, of the plan of all runs (experiment, designs, parameter sets, code), of
their ids and of the store, and a few runs with their numbers. `state_of` tells from it whether a figure is that of
the model as it is now.
"""

import argparse
import hashlib
import json
import math
import re
import sys
import time
from pathlib import Path

import milieusim as ms
from milieusim.campaign.experiment.points import Point, applied
from milieusim.campaign.store.manifest import Manifest
from milieusim.digests import digest_of
from milieusim.engines.compiled.building import warm
from milieusim.plots.style import png

MARK = "figure.json"
SAMPLED = 8
NEAR = 1e-9
PRINTED = re.compile(r"(?<=^```text\n).*?(?=^```$)", re.M | re.S)
STALE = "**Stale.**"


class Study:
    """A study in its folder: reads what it is asked, runs, and keeps what comes out.

    Parameters
    ----------
    script : str
        Path of the script, ``__file__``.
    about : str
        What ``--help`` says.
    trial : dict
        What ``--trial`` changes in the experiment, to see in seconds that all works.
    """

    def __init__(self, script, about, trial):
        self.home, self.began, self.lines = Path(script).parent, time.perf_counter(), []
        ask = argparse.ArgumentParser(description=about)
        ask.add_argument("--trial", action="store_true", help="a short try into the folder trial")
        ask.add_argument("--out", type=Path, help="folder for figures and tables; this one if left out")
        ask.add_argument("--store", type=Path, help="folder for the runs; out, in this one, if left out")
        ask.add_argument("--workers", type=int, help="threads; one a processor if left out")
        asked = ask.parse_args()
        self.out = asked.out or (self.home / "trial" if asked.trial else self.home)
        self.place = asked.store or (self.out / "store" if asked.trial else self.home / "out")
        self.workers, self.is_trial = asked.workers, asked.trial
        self.experiment = ms.load_experiment(self.home / "experiment.yaml")
        if asked.trial:
            self.experiment = self.experiment.replace(**trial)

    def run(self):
        """Run what is not in the store yet, and return the store."""
        warm()
        store = ms.run_experiment(
            self.experiment, self.place, workers=self.workers, progress=self._show if _is_watched() else None
        )
        failures = store.failures()
        if len(failures):
            raise SystemExit(f"{len(failures)} runs failed; the first: {failures['message'].iloc[0]}")
        written = self.experiment.written
        if self.is_trial:
            self.say(
                "A trial: it shows that all works. Shares of a few parameter sets, and figures of it, say nothing."
            )
        self.say(f"{self.experiment.runs:,} runs of {written.days} days.")
        return store

    def _show(self, progress):
        end = "\n" if progress.done == progress.total else ""
        print(f"\r{progress.done:,} of {progress.total:,} runs", end=end, file=sys.stderr, flush=True)

    def say(self, line=""):
        """Print a line of the finding."""
        self.lines.append(line)
        print(line)

    def keep(self, store, metrics, figures, tables):
        """Write figures and tables, what was printed, and the mark of the runs that they were made from.

        Parameters
        ----------
        store : Store
        metrics : list of str
            Metrics that the sampled runs are kept with.
        figures : dict of str to matplotlib.figure.Figure
        tables : dict of str to pandas.DataFrame
        """
        self.out.mkdir(parents=True, exist_ok=True)
        for name, figure in figures.items():
            (self.out / name).write_bytes(png(figure, dpi=200))
        for name, table in tables.items():
            table.to_csv(self.out / name, index=False, float_format="%.6g", lineterminator="\n")
        printed = "".join(f"{line}\n" for line in self.lines)
        if self.out == self.home:
            page = self.home / "README.md"
            page.write_text(
                PRINTED.sub(lambda _: printed, page.read_text(encoding="utf-8")), encoding="utf-8"
            )
        rows = store.metrics()
        mark = {
            "experiment": self.experiment.name,
            "runs": len(rows),
            "asked": digest_of(self.experiment.document()),
            "plan": plan_digest(self.experiment),
            "run_ids": digest_of(sorted(rows["run_id"])),
            "store": store.digest(),
            "printed": _digest(printed.encode()),
            "files": {name: _digest((self.out / name).read_bytes()) for name in (*figures, *tables)},
            "sample": [_sampled(row, store.factors, metrics) for row in _spread(rows).to_dict("records")],
        }
        (self.out / MARK).write_text(json.dumps(mark, indent=1) + "\n", encoding="utf-8")
        print(f"{time.perf_counter() - self.began:.0f} s", file=sys.stderr)


def _is_watched():
    return sys.stderr.isatty()


def _digest(content):
    return hashlib.sha256(content).hexdigest()[:16]


def _spread(rows):
    """Return a few runs, spread over all."""
    step = max(1, len(rows) // SAMPLED)
    return rows.sort_values("run")[step // 2 :: step].head(SAMPLED)


def _sampled(row, factors, metrics):
    inputs = {key: row[key] for key in ("design", "parameter_set", "seed", "run_id")}
    values = {name: None if math.isnan(row[name]) else row[name] for name in metrics}
    return {**inputs, "factors": {path: row[path] for path in factors}, "metrics": values}


def plan_digest(experiment):
    """Return the digest of all that the runs of an experiment would be made from now."""
    facts = Manifest.of(experiment).facts
    return digest_of({key: value for key, value in facts.items() if key != "versions"})


def printed_on(page):
    """Return what a page says that its study printed."""
    return PRINTED.search(page.read_text(encoding="utf-8")).group()


def changed_files(home):
    """Return which of the kept files, and whether the printed words, are not those that the study made."""
    mark = json.loads((home / MARK).read_text(encoding="utf-8"))
    changed = [
        name
        for name, digest in mark["files"].items()
        if not (home / name).is_file() or _digest((home / name).read_bytes()) != digest
    ]
    is_same = _digest(printed_on(home / "README.md").encode()) == mark["printed"]
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
        does that is only put in order, and the sampled runs give their numbers all the same. ``stale`` otherwise.
    """
    mark = json.loads((home / MARK).read_text(encoding="utf-8"))
    experiment = ms.load_experiment(home / "experiment.yaml")
    if plan_digest(experiment) == mark["plan"]:
        return "current"
    if digest_of(experiment.document()) != mark["asked"]:
        return "stale"
    return "same numbers" if all(is_reproduced(run, experiment) for run in mark["sample"]) else "stale"


def is_reproduced(kept, experiment):
    """Tell whether a sampled run gives the same numbers now."""
    sets = {parameters.name: parameters for parameters, _ in experiment.sets}
    if kept["design"] not in experiment.designs or kept["parameter_set"] not in sets:
        return False
    if list(kept["factors"]) != experiment.paths:
        return False
    point = Point(kept["design"], tuple(kept["factors"].values()))
    design, parameters = applied(point, experiment.paths, experiment.designs, sets[kept["parameter_set"]])
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
