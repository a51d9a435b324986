"""How many runs are lost when the process that makes them is killed half-way.

A child asks its question with one worker and notes every run that it has finished; it is killed once half of the runs
are noted. Lost is what was finished and has to be run again by the same call: what the tool itself left on disk is all
that counts.
"""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TOOLS = ("reduced ward, Mesa", "reduced ward, AgentPy", "sweep, EMA workbench", "sweep, milieusim")
NOTED, STORE = "noted", "store"
LONGEST_SECONDS = 600.0


def lost_in_kill(tool, folder, days, seeds):
    """Return how many runs a tool had finished when it was killed, and how many of these are lost.

    Parameters
    ----------
    tool : str
        One of TOOLS.
    folder : path-like
        A new one; what the tool writes goes there.
    days, seeds : int
        Of the question: two values, or points, and so many seeds of each.

    Returns
    -------
    tuple of int
    """
    folder = Path(folder)
    folder.mkdir()
    noted = folder / NOTED
    noted.touch()
    command = [
        sys.executable,
        "-W",
        "ignore",
        "-m",
        "benchmarks.peers.kills",
        tool,
        str(folder),
        str(days),
        str(seeds),
    ]
    env = dict(os.environ, PYTHONPATH=str(ROOT))
    child = subprocess.Popen(command, cwd=ROOT, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    begun = time.monotonic()
    while noted.stat().st_size < seeds and child.poll() is None:
        if time.monotonic() - begun > LONGEST_SECONDS:
            break
        time.sleep(0.005)
    child.send_signal(signal.SIGKILL)
    child.wait()
    finished = noted.stat().st_size
    return finished, finished - _kept(folder / STORE)


def _kept(store):
    if not store.exists():
        return 0
    import milieusim
    from milieusim.campaign.sweep.store_status import stored_of

    return stored_of(milieusim.open_store(store))[0]


def _noting(function, noted):
    """Return a function that notes with a byte that a run is done, after it has done what it did."""

    def run(*given, **named):
        found = function(*given, **named)
        os.write(noted, b".")
        return found

    return run


def _asked(tool, folder, days, seeds):
    """Ask a question in this process, each run noted as it is finished."""
    from benchmarks.peers import asked

    noted = os.open(Path(folder) / NOTED, os.O_WRONLY | os.O_APPEND)
    if tool == "reduced ward, Mesa":
        from mesa import batchrunner

        batchrunner._model_run_func = _noting(batchrunner._model_run_func, noted)
        asked.reduced_ward_by_mesa(days, seeds)
    elif tool == "reduced ward, AgentPy":
        from benchmarks.peers.reduced_agentpy import AgentPyWard

        AgentPyWard.end = _noting(AgentPyWard.end, noted)
        asked.reduced_ward_by_agentpy(days, seeds)
    else:
        from milieusim.engines import simulate as engines

        if tool == "sweep, EMA workbench":
            made = engines.runner_of
            engines.runner_of = lambda *given: _noting(made(*given), noted)
            asked.sweep_by_ema(days, 2 * seeds, 1)
        else:
            from milieusim.campaign.sweep.book import Book

            Book._run_one = _noting(Book._run_one, noted)
            asked.sweep_by_milieusim(days, 2 * seeds, 1, Path(folder) / STORE)


if __name__ == "__main__":
    _asked(sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4]))
