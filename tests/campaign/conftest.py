"""Stores to compare with, and a process whose children may be killed."""

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from sweeps import experiment

import milieusim as ms

HERE = Path(__file__).parent


@pytest.fixture(scope="session")
def undisturbed(tmp_path_factory):
    """Return the folder of the small experiment, run without any disturbance."""
    folder = tmp_path_factory.mktemp("undisturbed") / "store"
    ms.run_experiment(experiment(), folder, workers=1)
    return folder


class Nursery:
    """Begins sweeps in processes that can be killed."""

    def __init__(self):
        paths = [str(HERE), str(Path(ms.__file__).parents[1]), os.environ.get("PYTHONPATH", "")]
        self.process = subprocess.Popen(
            [sys.executable, str(HERE / "nursery.py")],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(paths)},
        )
        assert self.process.stdout.readline() == "ready\n"

    def sweep(self, store, experiment=None, **how):
        """Begin a sweep and return how it ended."""
        return self._asked(store=str(store), experiment=experiment or {}, **how)

    def end_of(self, pid):
        """Return how a sweep ended that nobody waited for."""
        return self._asked(ended=pid)["end"]

    def at_once(self, sweeps):
        """Begin sweeps at one moment, each the arguments of `sweep`; return how they ended."""
        moment = time.time() + 0.1
        begun = [self.sweep(**sweep, begin_at=moment, wait=False)["pid"] for sweep in sweeps]
        return [self.end_of(pid) for pid in begun]

    def _asked(self, **what):
        self.process.stdin.write(json.dumps(what) + "\n")
        self.process.stdin.flush()
        return json.loads(self.process.stdout.readline())

    def close(self):
        """End it."""
        self.process.stdin.close()
        self.process.wait()
        self.process.stdout.close()


@pytest.fixture(scope="session")
def nursery():
    """Return a process that begins sweeps."""
    if not hasattr(os, "fork"):
        pytest.skip("needs fork")
    found = Nursery()
    yield found
    found.close()
