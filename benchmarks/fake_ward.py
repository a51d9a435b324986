"""A ward that takes no time, to see what a sweep costs beside simulating; importing it puts it in the place of the ward.

`python -m benchmarks.fake_ward EXPERIMENT STORE` sweeps on it and prints two lines of JSON: what the start took, and
what all of it did.
"""

import argparse
import json
import os
import resource
import time
from pathlib import Path
from types import SimpleNamespace

from milieusim.campaign.sweep import book
from milieusim.engines import identity, inputs, simulate
from milieusim.engines.compiled import building

BEGAN = "MILIEUSIM_BENCHMARK_BEGAN"


def _install():
    book.applied = lambda point, paths, designs, parameters: (point, parameters)
    inputs.build_inputs = lambda design, *_, **__: SimpleNamespace(point=design, names={})
    identity.run_ids = lambda design, inputs, seeds, *_: [
        f"{hash((design.values, s)) & 0xFFFFFFFFFFFF:016x}"
        for s in seeds  # the same in every process, without words
    ]
    simulate.runner_of = lambda *_, **__: lambda inputs, seed: float(seed)
    simulate.facts_of = lambda *_: None
    building.warm = lambda *_: None
    book.measured = lambda measures, raw, facts: dict.fromkeys(measures, raw)


_install()


def peak_megabytes():
    """Return the most memory that this process has held."""
    # The kernel hands ru_maxrss on from the process that started this one: what this one held stands elsewhere.
    status = Path("/proc/self/status")
    lines = status.read_text().splitlines() if status.exists() else []
    peak = [int(line.split()[1]) for line in lines if line.startswith("VmHWM")]
    return (peak[0] if peak else resource.getrusage(resource.RUSAGE_SELF).ru_maxrss) / 1024


def main():
    """Sweep, and print what the start took."""
    from milieusim.campaign.sweep.sweep import run_experiment

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("experiment")
    parser.add_argument("store")
    parser.add_argument("--shard")
    parser.add_argument("--scheduler")
    parser.add_argument("--workers", type=int, default=1, help="threads, where no scheduler is named")
    chosen = parser.parse_args()
    seen = []

    def told(progress):
        if not seen:
            seen.append(_taken())
            print(json.dumps(seen[0]), flush=True)

    workers = None if chosen.scheduler else chosen.workers
    run_experiment(
        chosen.experiment, chosen.store, None, workers, chosen.scheduler, chosen.shard, progress=told
    )
    print(json.dumps(_taken()), flush=True)


def _taken():
    """Return what this process has taken until now."""
    seconds = time.time() - float(os.environ.get(BEGAN, "nan"))
    return {"seconds": seconds, "processor": time.process_time(), "megabytes": peak_megabytes()}


if __name__ == "__main__":
    main()
