"""A process that loads the engine once and begins sweeps in children of its own, to be killed.

It reads lines of JSON and answers each with a line: how the child ended, or its number if nobody waits for it.
Beside what `run_experiment` takes, a line may hold: begin_at (a time, so that several begin at once); kill_after and
signal (seconds, a name); kill_at (chunks that are done, and then kill_after); dies_at (the number of a rename of a
file: the child kills itself before it if even, right after it if odd); wait (false: answer with its number now, and
with its end when asked for `ended`).
"""

import itertools
import json
import os
import signal
import sys
import time

from sweeps import experiment

from milieusim.campaign.experiment.experiment_files import load_experiment
from milieusim.campaign.sweep.sweep import run_experiment
from milieusim.engines.compiled.building import warm


def sweep(asked):
    """Run a sweep in this process."""
    workers = asked.get("workers", 2)
    loaded = load_experiment(experiment(**asked["experiment"]))
    if "dies_at" in asked:
        _die_at(asked["dies_at"])
    if "begin_at" in asked:
        time.sleep(max(0.0, asked["begin_at"] - time.time()))
    run_experiment(loaded, asked["store"], asked.get("executor"), workers, shard=asked.get("shard"))


def _die_at(moment):
    """Let this process be killed around the rename by which one of its files appears."""
    rename, numbers = os.replace, itertools.count()

    def renamed(*names):
        number = next(numbers)
        if number * 2 == moment:
            os.kill(os.getpid(), signal.SIGKILL)
        rename(*names)
        if number * 2 + 1 == moment:
            os.kill(os.getpid(), signal.SIGKILL)

    os.replace = renamed


def _wait_for(chunks, folder, child):
    """Wait until so many chunks are done, or the child has ended."""
    while not os.path.isdir(folder) or len([n for n in os.listdir(folder) if n[0] != "."]) < chunks:
        if os.waitid(os.P_PID, child, os.WEXITED | os.WNOHANG | os.WNOWAIT):
            return
        time.sleep(0.001)


def _tell_end(child):
    _, status = os.waitpid(child, 0)
    print(json.dumps({"end": os.waitstatus_to_exitcode(status)}), flush=True)


def main():
    """Answer requests until there are no more."""
    # A shell that starts tests in the background has its children ignore interrupts.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    warm()
    load_experiment(experiment())
    print("ready", flush=True)
    for line in sys.stdin:
        asked = json.loads(line)
        if "ended" in asked:
            _tell_end(asked["ended"])
            continue
        child = os.fork()
        if child == 0:
            try:
                sweep(asked)
            except KeyboardInterrupt:
                os._exit(130)
            except BaseException as error:
                print(f"{type(error).__name__}: {error}", file=sys.stderr, flush=True)
                os._exit(1)
            os._exit(0)
        if "kill_at" in asked:
            _wait_for(asked["kill_at"], os.path.join(asked["store"], "chunks", "0000"), child)
        if asked.get("kill_after") is not None:
            time.sleep(asked["kill_after"])
            os.kill(child, getattr(signal, asked.get("signal", "SIGKILL")))
        if asked.get("wait", True):
            _tell_end(child)
        else:
            print(json.dumps({"pid": child}), flush=True)


if __name__ == "__main__":
    main()
