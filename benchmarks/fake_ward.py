"""A ward that takes no time, to see what a sweep costs beside simulating; importing it puts it in the place of the ward.

`python -m benchmarks.fake_ward EXPERIMENT STORE` sweeps on it and prints a line of JSON: what the start took.
"""

import argparse
import json
import os
import resource
import time
from pathlib import Path
from types import SimpleNamespace

from milieusim.analysis.metrics import metrics
from milieusim.campaign.sweep import book
from milieusim.engines import identity, inputs, simulate
from milieusim.engines.compiled import building

BEGAN = "MILIEUSIM_BENCHMARK_BEGAN"


def _install():
    names = list(metrics.METRICS)
    book.applied = lambda point, paths, designs, parameters: (point, parameters)
    inputs.build_inputs = lambda design, *_, **__: SimpleNamespace(point=design, names={})
    identity.run_ids = lambda design, inputs, seeds, *_: [
        f"{hash((design, s)) & 0xFFFFFFFFFFFF:016x}" for s in seeds
    ]
    simulate.runner_of = lambda *_: lambda inputs, seed: float(seed)
    simulate.facts_of = lambda *_: None
    building.warm = lambda *_: None
    metrics.metrics_of = lambda raw, facts: dict.fromkeys(names, raw)


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
    chosen = parser.parse_args()
    seen = []

    def told(progress):
        if not seen:
            seconds = time.time() - float(os.environ.get(BEGAN, "nan"))
            seen.append({"seconds": seconds, "processor": time.process_time(), "megabytes": peak_megabytes()})
            print(json.dumps(seen[0]), flush=True)

    workers = None if chosen.scheduler else 1
    run_experiment(
        chosen.experiment, chosen.store, None, workers, chosen.scheduler, chosen.shard, progress=told
    )


if __name__ == "__main__":
    main()
