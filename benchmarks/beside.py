"""Print how this checkout fares beside another: `python -m benchmarks.beside OTHER` (`--rounds N`, `--compiling N`)."""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.starts import ROOT
from benchmarks.timing import machine

JOBS = {
    "compiled, no tables": "compiled_run(90)",
    "compiled, all tables": "compiled_run(90, keep=None)",
    "agents": "agents_run(5)",
    "plain Mesa": "plain_run(5)",
}
# A process that does one job whenever it is asked to, and tells what processor time that took.
ASKED = """
import sys, time
from benchmarks import contestants
for job in sys.stdin:
    begun = time.process_time()
    eval(job, vars(contestants))
    print(time.process_time() - begun, flush=True)
"""
COMPILING = """
import time
from benchmarks.contestants import compiled_run
begun = time.process_time()
compiled_run(1)
print(time.process_time() - begun)
"""


class Checkout:
    """A process that runs the code of one checkout.

    Parameters
    ----------
    folder : path
    """

    def __init__(self, folder):
        self.folder = Path(folder).resolve()
        self.process = subprocess.Popen(
            [sys.executable, "-c", ASKED], stdin=subprocess.PIPE, stdout=subprocess.PIPE, **self._where()
        )

    def seconds_of(self, job):
        """Return the processor time of one job."""
        self.process.stdin.write(job + "\n")
        self.process.stdin.flush()
        return float(self.process.stdout.readline())

    def seconds_of_compiling(self):
        """Return the processor time of a first run, with nothing cached."""
        with tempfile.TemporaryDirectory() as cache:
            done = subprocess.run(
                [sys.executable, "-c", COMPILING], capture_output=True, check=True, **self._where(cache)
            )
        return float(done.stdout)

    def close(self):
        """End the process."""
        self.process.stdin.close()
        self.process.stdout.close()
        self.process.wait()

    def _where(self, cache=None):
        env = dict(os.environ, PYTHONPATH=str(self.folder), **({"NUMBA_CACHE_DIR": cache} if cache else {}))
        return {"cwd": self.folder, "env": env, "text": True}


def shown(ratios):
    """Return ratios in words: median, middle half and range."""
    low, middle, high = statistics.quantiles(ratios, n=4)
    return f"{middle:.3f} (half within {low:.3f}-{high:.3f}, all {min(ratios):.3f}-{max(ratios):.3f})"


def ratios_of(pairs, rounds):
    """Let functions that return seconds take turns; return the first's by the second's of every round."""
    return {name: [one() / other() for _ in range(rounds)] for name, (one, other) in pairs.items()}


def compare(here, there, rounds, compiling_rounds):
    """Return ratios of processor time by what was done: this checkout's, by the other's.

    Parameters
    ----------
    here, there : Checkout
    rounds, compiling_rounds : int
    """

    def of(checkout, job):
        return lambda: checkout.seconds_of(job)

    pairs = {f"{name}, by the other's": (of(here, job), of(there, job)) for name, job in JOBS.items()}
    agents, plain = of(here, JOBS["agents"]), of(here, JOBS["plain Mesa"])
    pairs["agents, by plain Mesa"] = (agents, plain)
    ratios_of(pairs, 1)  # imports, and compiling if nothing is cached
    found = ratios_of(pairs, rounds)
    if compiling_rounds:
        first = {"first start, by the other's": (here.seconds_of_compiling, there.seconds_of_compiling)}
        found |= ratios_of(first, compiling_rounds)
    return found


def main(arguments=None):
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.beside", description=__doc__)
    parser.add_argument("other", help="folder of another checkout")
    parser.add_argument("--rounds", type=int, default=25)
    parser.add_argument("--compiling", type=int, default=5, help="rounds of first starts; 0 for none")
    chosen = parser.parse_args(arguments)
    here, there = Checkout(ROOT), Checkout(chosen.other)
    try:
        found = compare(here, there, chosen.rounds, chosen.compiling)
    finally:
        here.close()
        there.close()
    for name, value in machine().items():
        sys.stdout.write(f"{name}: {value}\n")
    for name, ratios in found.items():
        sys.stdout.write(f"{name}: {shown(ratios)}\n")


if __name__ == "__main__":
    main()
