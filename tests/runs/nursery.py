"""A process that loads the engine once and begins sweeps in children of its own, to be killed.

It reads lines of JSON (store, experiment, seconds after which to kill or null, signal) and answers each with a
line: how the child ended.
"""

import json
import os
import signal
import sys
import time

from sweeps import experiment

from milieusim.model.compiled import warm
from milieusim.runs.loading import load_experiment
from milieusim.runs.sweep import run_experiment


def sweep(asked):
    """Run a sweep in this process."""
    run_experiment(experiment(**asked["experiment"]), asked["store"], workers=2)


def main():
    """Answer requests until there are no more."""
    warm()
    load_experiment(experiment())
    print("ready", flush=True)
    for line in sys.stdin:
        asked = json.loads(line)
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
        if asked.get("kill_after") is not None:
            time.sleep(asked["kill_after"])
            os.kill(child, getattr(signal, asked.get("signal", "SIGKILL")))
        if asked.get("wait", True):
            _, status = os.waitpid(child, 0)
            print(json.dumps({"end": os.waitstatus_to_exitcode(status)}), flush=True)
        else:
            print(json.dumps({"pid": child}), flush=True)


if __name__ == "__main__":
    main()
