"""Print what sweeping costs beside simulating: `python -m benchmarks.sweeps` (`--quick`, `--json FILE`)."""

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.timing import interleaved, machine, ratio

POINTS = [0.2, 0.4, 0.6, 0.8]
WORKERS = 2
PEAK = """
import resource, sys
from pathlib import Path
import milieusim as ms
asked = dict(name="memory", designs=["acute-ward"], days=7, warm_up_days=0, replications=int(sys.argv[2]))
ms.run_experiment(asked, sys.argv[1], workers=2)
# The kernel hands ru_maxrss on from the process that started this one: what this one held stands elsewhere.
status = Path("/proc/self/status")
lines = status.read_text().splitlines() if status.exists() else []
peak = [int(line.split()[1]) for line in lines if line.startswith("VmHWM")]
print((peak[0] if peak else resource.getrusage(resource.RUSAGE_SELF).ru_maxrss) / 1024)
"""


def experiment(replications, days=84, warm_up_days=60):
    """Return an experiment of ward-quarters: four points, so many replications of each."""
    return {
        "name": "quarters",
        "designs": ["acute-ward"],
        "days": days,
        "warm_up_days": warm_up_days,
        "replications": replications,
        "factors": {"milieu.structure": POINTS},
    }


def bare(asked):
    """Run what an experiment asks for on the engine alone, in this thread, and keep nothing."""
    from milieusim.campaign.experiment.experiment_files import load_experiment
    from milieusim.engines.inputs import build_inputs
    from milieusim.engines.simulate import runner_of

    loaded, run = load_experiment(asked), runner_of("compiled")
    (design,) = loaded.designs.values()
    parameters = loaded.sets[0][0]
    for value in POINTS:
        changed = design.replace({"milieu.structure": value})
        inputs = build_inputs(changed, parameters, asked["days"], asked["warm_up_days"], keep=())
        for seed in range(1, asked["replications"] + 1):
            run(inputs, seed)


def costs(replications, rounds):
    """Time the engine alone, sweeps on one and two threads, and on Dask, in turn."""
    from milieusim.campaign.sweep.sweep import run_experiment
    from milieusim.engines.compiled.building import warm

    warm()
    asked = experiment(replications)
    with tempfile.TemporaryDirectory() as folder, _cluster() as client:
        names = (f"{folder}/{k}" for k in range(10_000))
        kept = f"{folder}/kept"
        run_experiment(asked, kept, workers=WORKERS)
        if client is not None:
            run_experiment(asked, next(names), executor=client.get_executor(pure=False), workers=WORKERS)
        jobs = {
            "engine alone": lambda: bare(asked),
            "one thread": lambda: run_experiment(asked, next(names), workers=1),
            "two threads": lambda: run_experiment(asked, next(names), workers=2),
            "nothing left to do": lambda: run_experiment(asked, kept, workers=1),
        }
        if client is not None:
            own = client.get_executor(pure=False)
            jobs["two Dask workers"] = lambda: run_experiment(
                asked, next(names), executor=own, workers=WORKERS
            )
        times = interleaved(jobs, rounds, clock=time.perf_counter)
        seconds = _seconds(kept)
    runs = replications * len(POINTS)
    found = {f"{name}, ms a run": 1e3 * statistics.median(taken) / runs for name, taken in times.items()}
    found["one thread beside the engine alone"] = ratio(times, "one thread", "engine alone")
    found["two threads, share of twice one"] = ratio(times, "one thread", "two threads") / 2
    if client is not None:
        found["two Dask workers, share of twice one"] = ratio(times, "one thread", "two Dask workers") / 2
    found["nothing left to do, share of one thread"] = ratio(times, "nothing left to do", "one thread")
    return found | {f"{what}, share of simulating": share for what, share in seconds.items()}


def months(replications, rounds):
    """Return what of the processor time of a sweep of ward-months goes elsewhere than into simulating.

    Chunks are as large as those of 100,000 runs; what a start takes beyond the first chunk is left out, as it is once.
    """
    from milieusim.campaign.sweep.sweep import run_experiment
    from milieusim.engines.compiled.building import warm

    warm()
    found = {}
    for name, days in (("28 days after 21 of warm-up", 21), ("28 days, no warm-up", 0)):
        asked = {**experiment(replications, 28, days), "runs_per_file": 256}
        with tempfile.TemporaryDirectory() as folder:
            names = (f"{folder}/{k}" for k in range(10_000))
            run_experiment({**asked, "replications": 1}, next(names), workers=1)
            jobs = {
                "engine": lambda asked=asked: bare(asked),
                "sweep": lambda asked=asked, names=names: run_experiment(asked, next(names), workers=1),
            }
            times = interleaved(jobs, rounds, clock=time.process_time)
        found[f"{name}: not simulating, share"] = 1 - 1 / ratio(times, "sweep", "engine")
    return found


def _seconds(store):
    """Return what a worker did beside simulating, as shares of that, from the log of a store."""
    from milieusim.campaign.store.store_places import place_at
    from milieusim.campaign.sweep.log import read_logs

    lines = [line["seconds"] for log in read_logs(place_at(store)) for line in log if "chunk" in line]
    total = {what: sum(line[what] for line in lines) for what in lines[0]}
    simulating = total.pop("simulating")
    return {what: value / simulating for what, value in total.items()}


class _cluster:
    """A Dask cluster of two processes, or nothing where distributed is not installed."""

    def __enter__(self):
        try:
            from distributed import Client, LocalCluster
        except ImportError:
            self._cluster = self._client = None
            return None
        self._cluster = LocalCluster(n_workers=WORKERS, threads_per_worker=1, dashboard_address=None)
        self._client = Client(self._cluster)
        return self._client

    def __exit__(self, *error):
        if self._client is not None:
            self._client.close()
            self._cluster.close()


def memory(replications):
    """Return the most memory that a process of its own held, over few runs and over many."""
    found = {}
    with tempfile.TemporaryDirectory() as folder:
        for count in replications:
            command = [sys.executable, "-c", PEAK, f"{folder}/{count}", str(count)]
            done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=_root())
            found[f"peak MB over {count:,} runs"] = float(done.stdout)
    return found


def _root():
    return Path(__file__).resolve().parents[1]


def main(argv=None):
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--only", choices=["ward-months", "sweeps", "memory"], action="append")
    parser.add_argument("--json", type=Path)
    chosen = parser.parse_args(argv)
    replications, rounds, many = (4, 1, (20, 200)) if chosen.quick else (200, 5, (500, 20_000))
    sections = {
        "machine": machine,
        "ward-months": lambda: months(16 if chosen.quick else 256, min(rounds, 3)),
        "sweeps": lambda: costs(replications, rounds),
        "memory": lambda: memory(many),
    }
    figures = {}
    for section, measure in sections.items():
        if chosen.only and section not in ("machine", *chosen.only):
            continue
        figures[section] = measure()
        print(f"\n{section}")
        for name, value in figures[section].items():
            print(f"  {name:45} {value if isinstance(value, str) else format(value, '.3g')}", flush=True)
    if chosen.json:
        chosen.json.write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
