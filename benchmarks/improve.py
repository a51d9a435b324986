"""Print what `milieusim improve` finds where the truth is known: `python -m benchmarks.improve` (`--quick`, `--only`).

A good routine is made worse, by hand in three known ways and at random, and the search is asked to mend it without
knowing how. Told are the loss, the share of it that the first proposal wins back, and what it changes.

Rules, made before anything was looked at. Three lots of seeds: those of the search and its proposals, those that say
whether a worsening loses anything at all, and those that the loss and the share won back are measured on. A routine
drawn at random whose loss cannot be told from none (95 % interval over LOSS_PAIRS pairs) is drawn again. Moves that
add to the programme or take from it are left out, so that a loss can neither be made up for by more groups nor by
dropping those that have no leader.
"""

import argparse
import json
import sys
import time
from pathlib import Path

import milieusim as ms
from benchmarks.worsening import KNOWN, WARD, drawn, worsened
from milieusim.comparison.goals import load_goals
from milieusim.comparison.intervals import estimate
from milieusim.digests import digest_of
from milieusim.improving.improve_words import change_words
from milieusim.improving.race_runs import RaceRuns
from milieusim.ledger.parameters import load_parameters

GOALS = load_goals(
    {"weights": {"meals_missed_per_1000_obd": 1, "slots_held_share": 10, "disengaged_share": 5}}
)
"""Weights that let meals and groups count about alike: a tenth more meals missed as one group of a hundred not held.

Doses are no goal: more of them are taken where they lie on a meal, so that it would be no worsening at all.
"""
WITHOUT = ("add", "more_days", "stretch", "drop")
LOSS_SEED, SEED, LOSS_PAIRS = 400_000, 500_000, 40
ENOUGH, RANDOM_ROUTINES, WANTED = 0.5, 20, 15
MOST_DRAWS = 10
GROUPS = ("known", "random", "none")
CHOICES = ("moves", "runs", "pairs", "measured", "days", "parameters")


def main(arguments=None):
    """Worsen, search, and print what was won back."""
    asked = _asked(arguments)
    bench = Bench(asked)
    if "known" in asked.only:
        for name, slots in KNOWN.items():
            bench.case(name, worsened(bench.good, slots))
    if "random" in asked.only:
        shares = [bench.random(i) for i in range(asked.routines)]
        won, sure = (sum(found[key] for found in shares) for key in ("is_enough", "is_surely_enough"))
        print(
            f"{won} of {len(shares)} random routines: at least half of the loss won back ({WANTED} of 20 wanted); "
            f"surely so in {sure}."
        )
    if "none" in asked.only:
        bench.case("nothing worsened", bench.good)
    print(f"{bench.runs:,} runs, {time.process_time() - bench.began:,.0f} s of processor time.")


class Bench:
    """Cases, each measured on luck of its own; those that a folder holds already are printed as they were."""

    def __init__(self, asked):
        self.asked, self.good, self.runs, self.began = asked, ms.load_design(WARD), 0, time.process_time()
        sets = load_parameters(asked.parameters)
        self.loss = RaceRuns(asked.days, sets, LOSS_SEED, asked.workers)
        self.measure = RaceRuns(asked.days, sets, SEED, asked.workers)
        self.rows_of_good = {}

    def random(self, i):
        """Worsen at random until there is a loss, and mark what is won back."""
        for turn in range(1, MOST_DRAWS + 1):
            bad = worsened(self.good, drawn(self.good, 1000 * turn + i))
            if self._kept(f"loss of random {i}, draw {turn}", bad, lambda bad=bad: self._loses(bad)):
                break
        return self.case(f"random {i}{f' (draw {turn})' * (turn > 1)}", bad)

    def _loses(self, bad):
        return bool(self._worths(self.loss, bad, {"good": self.good}, LOSS_PAIRS)["good"].low > 0)

    def case(self, name, bad):
        """Mark a routine, print it and return what is known of it."""
        found = self._kept(name, bad, lambda: self._marked(name, bad))
        self.runs += found["runs"]
        print("\n".join(found["told"]), flush=True)
        return found

    def _kept(self, name, bad, make):
        """Return what a folder holds of a case, or work it out and keep it."""
        if self.asked.out is None:
            return make()
        asked = {key: str(getattr(self.asked, key)) for key in CHOICES}
        what = digest_of([name, asked, bad.model_dump(mode="json")], 12)
        path = self.asked.out / f"{what}.json"
        if path.exists():
            return json.loads(path.read_text(encoding="utf-8"))
        found = make()
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(found), encoding="utf-8")
        return found

    def _marked(self, name, bad):
        asked, began = self.asked, time.process_time()
        choices = {
            "days": asked.days,
            "parameters": asked.parameters,
            "workers": asked.workers,
            "without": WITHOUT,
        }
        found = ms.improve(
            bad,
            GOALS,
            moves=asked.moves,
            runs=asked.runs,
            replications=asked.pairs,
            progress=_progress(name),
            **choices,
        )
        first = found.proposals[0] if found.proposals else None
        others = {"good": self.good} | ({"first": first.design} if first else {})
        worths = self._worths(self.measure, bad, others, asked.measured)
        loss, won = worths["good"], worths.get("first")
        share = won.difference / loss.difference if won and loss.difference > 0 else 0.0
        half = worths.get("half")
        about = f"{found.searched.runs:,} runs to search, {time.process_time() - began:.0f} s"
        if bad is self.good:
            told = [f"{name}: {_words(won)} is to be won, {about}"]
        else:
            told = [f"{name}: lost {_words(loss)}, won back {_words(won)}, {share:.0%} of it; {about}"]
            told += [f"  worsened: {'; '.join(change_words(self.good, bad))}"]
        told += [f"  proposed: {'; '.join(first.changes) if first else 'nothing'}"]
        return {
            "told": told,
            "is_enough": share >= ENOUGH,
            "is_surely_enough": bool(half and half.low > 0),
            "runs": found.searched.runs,
        }

    def _worths(self, run, bad, others, pairs):
        """Return what routines are worth beside a bad one; `half` is what is won beyond half of what was lost."""
        if run not in self.rows_of_good:
            self.rows_of_good[run] = self._rows(run, {"good": self.good}, pairs)
        new = {name: design for name, design in {"bad": bad, **others}.items() if name != "good"}
        rows = self.rows_of_good[run] | self._rows(run, new, pairs)
        levels = rows["bad"].mean()
        worths = {name: GOALS.worth(levels, rows[name] - rows["bad"]) for name in others}
        if "first" in worths:
            worths["half"] = worths["first"] - ENOUGH * worths["good"]
        return {name: estimate(values) for name, values in worths.items()}

    def _rows(self, run, designs, pairs):
        """Return measures by name of the design, a row a pair; every design has the same pairs in the same order."""
        metrics = run(designs, 0, pairs, GOALS.metrics)
        self.runs += len(metrics)
        return {name: rows[GOALS.metrics].reset_index(drop=True) for name, rows in metrics.groupby("design")}


def _words(found):
    if found is None:
        return "nothing"
    return f"{found.difference:.1%} ({found.low:.1%} to {found.high:.1%})"


def _progress(name):
    """Return what writes how far a search is, where somebody looks on."""
    if not sys.stderr.isatty():
        return None
    return lambda stage, done, total: print(
        f"\r{name}: {stage}, {done:,} of {total:,}\033[K", end="\r", file=sys.stderr
    )


def _asked(arguments):
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--only", nargs="+", choices=GROUPS, default=list(GROUPS))
    parser.add_argument("--routines", type=int, default=RANDOM_ROUTINES, help="random routines")
    parser.add_argument("--moves", type=int, default=4)
    parser.add_argument("--runs", type=int, default=1000, help="runs of each search at most")
    parser.add_argument("--pairs", type=int, default=24, help="pairs of each proposal")
    parser.add_argument("--measured", type=int, default=60, help="pairs that loss and gain are measured on")
    parser.add_argument("--days", type=int, default=84)
    parser.add_argument("--parameters", default="posterior")
    parser.add_argument("--workers", type=int)
    parser.add_argument(
        "--out", type=Path, help="folder that keeps cases: the same command goes on after a stop"
    )
    parser.add_argument("--quick", action="store_true", help="less of everything: to see that it works")
    asked = parser.parse_args(arguments)
    if asked.quick:
        asked.runs, asked.pairs, asked.measured, asked.days, asked.routines = 500, 8, 16, 28, 1
    return asked


if __name__ == "__main__":
    main()
