"""Settings for every test, and the workers that share them out.

All of them, and every process that a test begins, use the code of this checkout and one compiled engine: it is
compiled once, while the workers collect, and then found in numba's cache.
"""

import os
import subprocess
import sys
from pathlib import Path

from hypothesis import settings

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH")]))
os.environ.setdefault("MPLBACKEND", "Agg")
# How long one example takes says nothing on a machine that is busy with other things.
settings.register_profile("milieusim", deadline=None, print_blob=True)
# The same examples every time: a change is judged by what it changes. Elsewhere, new ones are tried.
settings.register_profile("ci", settings.get_profile("milieusim"), derandomize=True, database=None)
settings.load_profile("ci" if os.environ.get("CI") else "milieusim")

MOST_WORKERS = 4  # each holds an engine and tables, and some tests begin processes of their own
FEW_FILES = 3
WARM = "from milieusim.engines.compiled.building import warm; warm()"


def pytest_xdist_auto_num_workers(config):
    """Return how many workers `-n auto` means: one a processor, and none for a few files that are named."""
    named = [Path(name.split("::")[0]) for name in config.args]
    if all(path.is_file() for path in named) and len(named) <= FEW_FILES:
        return 0
    return min(_processors(), MOST_WORKERS)


def _processors():
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class EngineForAll:
    """Compiles the engine beside the workers, and holds the first test back until that is done."""

    def __init__(self):
        self.process = subprocess.Popen([sys.executable, "-c", WARM])

    def pytest_xdist_node_collection_finished(self):
        """Wait for the engine."""
        self.process.wait()

    def pytest_sessionfinish(self):
        """Leave no process behind when tests were never begun."""
        self.process.kill()
        self.process.wait()


def pytest_sessionstart(session):
    """Compile the engine once, if tests are shared out; workers fill the processors without threads of linear algebra."""
    if getattr(session.config.option, "tx", None) and not hasattr(session.config, "workerinput"):
        for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
            os.environ.setdefault(name, "1")
        session.config.pluginmanager.register(EngineForAll())
