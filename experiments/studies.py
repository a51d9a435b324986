"""What the studies share: run experiments into stores, and keep what was learned with a mark of its runs.

A study is the experiment of its ``experiment.yaml``, or, where it has a ``plan.py``, those that ``experiments`` there
makes of it: a dict from names to experiments, each with a store of its own.
"""

import argparse
import json
import re
import shutil
import sys
import time
from pathlib import Path

from marks import FOUND, MARK, PRINTED, STALE, file_digest, marks_of
from plans import experiments_of, places_of

import milieusim as ms
from milieusim.engines.compiled.building import warm
from milieusim.plots.style import png

FEWER, FEWEST = 5, 12
DRAFT = (
    f"{STALE} Figures and numbers are those of a few parameter sets, until the study is run as it is written."
)
STALE_PART = re.compile(r"^\*\*Stale\.\*\*.*?\n\n", re.M | re.S)


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
        self.home, self.began = Path(script).parent, time.perf_counter()
        self.lines, self.found = [], []
        ask = argparse.ArgumentParser(description=about)
        ask.add_argument("--trial", action="store_true", help="a short try into the folder trial")
        ask.add_argument(
            "--few", action="store_true", help="a fifth of the parameter sets: a draft, and the page says so"
        )
        ask.add_argument("--out", type=Path, help="folder for figures and tables; this one if left out")
        ask.add_argument("--store", type=Path, help="folder for the runs; out, in this one, if left out")
        ask.add_argument(
            "--anew", action="store_true", help="throw away what the store holds, as of other code"
        )
        ask.add_argument("--workers", type=int, help="threads; one a processor if left out")
        asked = ask.parse_args()
        self.out = asked.out or (self.home / "trial" if asked.trial else self.home)
        self.place = asked.store or (self.out / "store" if asked.trial else self.home / "out")
        self.workers, self.is_trial = asked.workers, asked.trial
        if asked.anew:
            shutil.rmtree(self.place, ignore_errors=True)
        self.experiments = experiments_of(self.home, trial if asked.trial else None)
        self.is_draft = asked.few
        if asked.few:
            self.experiments = {name: _with_few_sets(one) for name, one in self.experiments.items()}

    def run(self):
        """Run what is not in the stores yet, and return them, name -> Store."""
        warm()
        places = places_of(self.place, self.experiments)
        stores = {name: self._run(one, places[name]) for name, one in self.experiments.items()}
        if self.is_trial:
            self.say(
                "A trial: it shows that all works. Shares of a few parameter sets, and figures of it, say nothing."
            )
        runs = {}
        for one in self.experiments.values():
            runs[one.written.days] = runs.get(one.written.days, 0) + one.runs
        self.say(" ".join(f"{number:,} runs of {days} days." for days, number in runs.items()))
        return stores

    def _run(self, experiment, place):
        progress = self._show if _is_watched() else None
        store = ms.run_experiment(experiment, place, workers=self.workers, progress=progress)
        failures = store.failures()
        if len(failures):
            raise SystemExit(f"{len(failures)} runs failed; the first: {failures['message'].iloc[0]}")
        return store

    def _show(self, progress):
        end = "\n" if progress.done == progress.total else ""
        print(f"\r{progress.done:,} of {progress.total:,} runs", end=end, file=sys.stderr, flush=True)

    def say(self, line=""):
        """Print a line of what came out."""
        self.lines.append(line)
        print(line)

    def find(self, sentence):
        """Add a finding in words, which the page lists."""
        self.found.append(f"- {sentence}\n")

    def keep(self, stores, metrics, figures, tables):
        """Write figures and tables, what was printed and found, and the mark of the runs that they were made from.

        Parameters
        ----------
        stores : dict of str to Store
            Of `run`.
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
            self._write_page(printed)
        mark = {
            **marks_of(self.home, self.experiments, stores, metrics),
            "printed": file_digest((printed + "".join(self.found)).encode()),
            "files": {name: file_digest((self.out / name).read_bytes()) for name in (*figures, *tables)},
        }
        (self.out / MARK).write_text(json.dumps(mark, indent=1) + "\n", encoding="utf-8")
        print("".join(self.found), end="")
        print(f"{time.perf_counter() - self.began:.0f} s", file=sys.stderr)

    def _write_page(self, printed):
        page = self.home / "README.md"
        text = STALE_PART.sub("", page.read_text(encoding="utf-8"))
        if self.is_draft:
            head, below = text.split("\n\n", 1)
            text = f"{head}\n\n{DRAFT}\n\n{below}"
        text = FOUND.sub(lambda _: "".join(self.found), PRINTED.sub(lambda _: printed, text))
        page.write_text(text, encoding="utf-8")


def _with_few_sets(experiment):
    return experiment.replace(sets=max(experiment.written.sets // FEWER, FEWEST))


def _is_watched():
    return sys.stderr.isatty()
