"""What is measured in processes of their own: starting, compiling, memory."""

import math
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CLI = "import sys; from milieusim.cli.main import main; sys.argv[0] = 'milieusim'; main()"
WARM = "from milieusim.engines.compiled import building; building.warm()"
MEMORY = """
from benchmarks.{module} import {name}
{name}(*{arguments})
with open("/proc/self/status") as status:
    print(next(int(line.split()[1]) / 1024 for line in status if line.startswith("VmHWM")))
"""


def seconds_of(code, *arguments, cache=None, rounds=1):
    """Return the median wall time of a Python process that runs `code`."""
    env = dict(os.environ, PYTHONPATH=str(ROOT), **({"NUMBA_CACHE_DIR": cache} if cache else {}))
    times = []
    for _ in range(rounds):
        begun = time.perf_counter()
        command = [sys.executable, "-c", code, *arguments]
        subprocess.run(command, check=True, env=env, cwd=ROOT, stdout=subprocess.DEVNULL)
        times.append(time.perf_counter() - begun)
    return statistics.median(times)


def starts(rounds):
    """Return how long starts take, seconds, the bare interpreter taken off from the first three."""
    bare = seconds_of("pass", rounds=rounds)
    return {
        "import milieusim": seconds_of("import milieusim", rounds=rounds) - bare,
        "milieusim --help": seconds_of(CLI, "--help", rounds=rounds) - bare,
        "milieusim check acute-ward": seconds_of(CLI, "check", "acute-ward", rounds=rounds) - bare,
    }


def compiling(rounds):
    """Return how long the first start of the compiled engine takes, and every later one, seconds."""
    with tempfile.TemporaryDirectory() as folder:
        before = _processor_seconds()
        first = seconds_of(WARM, cache=folder)
        worked = _processor_seconds() - before
        later = seconds_of(WARM, cache=folder, rounds=rounds)
    return {
        "first start, compiling": first,
        "first start, compiling, processor time": worked,
        "later starts, from the cache": later,
    }


def _processor_seconds():
    times = os.times()
    return times.children_user + times.children_system


def peak_megabytes(name, *arguments, module="contestants"):
    """Return the most memory that a process holds which does one job; NaN where the system does not tell."""
    if not Path("/proc/self/status").exists():
        return math.nan
    code = MEMORY.format(module=module, name=name, arguments=repr(arguments))
    env = dict(os.environ, PYTHONPATH=str(ROOT))
    done = subprocess.run(
        [sys.executable, "-c", code], check=True, env=env, cwd=ROOT, capture_output=True, text=True
    )
    return float(done.stdout.split()[-1])
