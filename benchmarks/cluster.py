"""Print how sweeps fare on a cluster that is played by processes of this machine: `python -m benchmarks.cluster`.

`--runs`, `--workers` and `--shards` say how large; the ward takes no time (`fake_ward`). Workers and shards are killed
meanwhile; what is printed last is how many runs are lost. `--quick` is a small one.
"""

import argparse
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import yaml

from benchmarks.fake_ward import BEGAN
from benchmarks.starts import ROOT
from benchmarks.timing import machine

REPLICATIONS = 10
PER_CHUNK = 1_000
KILLS = 4
RANGE = {"low": 0.1, "high": 0.9}


def experiment(runs, path):
    """Write an experiment of so many runs at a tenth as many points, and return its path."""
    asked = {
        "name": "cluster",
        "designs": ["acute-ward"],
        "days": 1,
        "warm_up_days": 0,
        "replications": REPLICATIONS,
        "runs_per_file": PER_CHUNK,
        "factors": {
            f"milieu.{name}": RANGE for name in ("structure", "support", "involvement", "validation")
        },
        "sampling": {"kind": "latin_hypercube", "points": runs // REPLICATIONS},
    }
    path.write_text(yaml.safe_dump(asked))
    return path


def begun(*words, **how):
    """Begin a process of the fake ward."""
    paths = os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")])
    environment = {**os.environ, "PYTHONPATH": paths, BEGAN: str(time.time())}
    return subprocess.Popen([sys.executable, "-m", *map(str, words)], env=environment, text=True, **how)


def sweeping(*words):
    """Begin a sweep; what its start took is read from its output."""
    return begun("benchmarks.fake_ward", *words, stdout=subprocess.PIPE)


def start_of(process):
    """Return what the start of a sweep took, once it has told."""
    line = process.stdout.readline()
    return json.loads(line) if line else None


def starts(folder, runs):
    """Return what the first shard of a hundred takes to start, and another one, whose work is not awaited."""
    path, found = experiment(runs, folder / "starts.yaml"), {}
    for name, shard in (("first shard", "1/100"), ("further shard", "2/100")):
        process = sweeping(path, folder / "starts", "--shard", shard)
        took = start_of(process)
        process.kill()
        process.wait()
        process.stdout.close()
        found |= {f"{name} of 100, {what}": value for what, value in took.items()}
    return found


def by_shards(folder, runs, shards, at_once):
    """Sweep by shards, a few at once, as a scheduler of jobs would; some are killed and submitted again."""
    path, store = experiment(runs, folder / "shards.yaml"), folder / "shards"
    todo, running, kills = list(range(shards, 0, -1)), {}, KILLS
    moments, began, took = random.Random(1), time.time(), []
    while todo or running:
        while todo and len(running) < at_once:
            part = todo.pop()
            running[part] = sweeping(path, store, "--shard", f"{part}/{shards}")
            took.append(start_of(running[part]))
        if kills and len(running) == at_once and store.exists():
            time.sleep(moments.uniform(0, 1))
            victim = moments.choice(list(running))
            running[victim].kill()
            kills -= 1
        time.sleep(0.05)
        for part, process in list(running.items()):
            if process.poll() is not None:
                process.stdout.close()
                del running[part]
                todo += [part] if process.returncode else []
    return _facts("shards", store, runs, time.time() - began, [one for one in took if one], KILLS - kills)


def by_dask(folder, runs, workers):
    """Sweep on Dask worker processes, some of which are killed."""
    path, store = experiment(runs, folder / "dask.yaml"), folder / "dask"
    options = (
        "--port",
        0,
        "--no-dashboard",
        "--host",
        "127.0.0.1",
        "--scheduler-file",
        folder / "scheduler.json",
    )
    scheduler = begun("dask", "scheduler", *options, stderr=subprocess.DEVNULL)
    while not (folder / "scheduler.json").exists():
        time.sleep(0.1)
    address = json.loads((folder / "scheduler.json").read_text())["address"]
    nannies = begun(
        *("dask", "worker", address, "--nworkers", workers, "--nthreads", 1, "--no-dashboard"),
        *("--preload", "benchmarks.fake_ward", "--local-directory", folder),
        stderr=subprocess.DEVNULL,
    )
    try:
        pids = _await(address, workers)
        began = time.time()
        process = sweeping(path, store, "--scheduler", address)
        took, moments = start_of(process), random.Random(2)
        for victim in moments.sample(pids, min(KILLS, workers)):
            time.sleep(moments.uniform(1, 5))
            os.kill(victim, signal.SIGKILL)
        process.wait()
        process.stdout.close()
        return _facts("Dask", store, runs, time.time() - began, [took], min(KILLS, workers))
    finally:
        for one in (nannies, scheduler):
            one.terminate()
            one.wait()


def _await(address, workers):
    """Return the processes of all workers, once they are there."""
    from distributed import Client

    with Client(address, timeout=60) as client:
        client.wait_for_workers(workers, timeout=600)
        return list(client.run(os.getpid).values())


def _facts(name, store, runs, seconds, took, kills):
    from milieusim.campaign.store.store import open_store

    opened = open_store(store)
    began = time.time()
    rows = opened.metrics(columns=["run"])["run"]
    read = time.time() - began
    return {
        f"{name}, start, seconds": max(one["seconds"] for one in took),
        f"{name}, start, MB": max(one["megabytes"] for one in took),
        f"{name}, rows a second": runs / seconds,
        f"{name}, seconds": seconds,
        f"{name}, killed": kills,
        f"{name}, lost runs": runs - rows.nunique(),
        f"{name}, runs twice": len(rows) - rows.nunique(),
        f"{name}, one column of all runs read, seconds": read,
    }


def main(argv=None):
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.cluster", description=__doc__)
    parser.add_argument("--runs", type=int, default=10_000_000)
    parser.add_argument(
        "--starts", type=int, default=10_000_000, help="runs of the sweep whose starts are looked at"
    )
    parser.add_argument("--workers", type=int, default=64)
    parser.add_argument("--shards", type=int, default=100)
    parser.add_argument(
        "--at-once", type=int, default=2 * (os.cpu_count() or 1), help="shards that run at once"
    )
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--json", type=Path)
    chosen = parser.parse_args(argv)
    runs, workers, shards = (20_000, 2, 4) if chosen.quick else (chosen.runs, chosen.workers, chosen.shards)
    begun_of = runs if chosen.quick else chosen.starts
    asked = {"runs": runs, "runs, for starts": begun_of, "Dask workers": workers, "shards": shards}
    figures = {}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for section, measure in (
            ("machine", machine),
            ("asked", lambda: asked),
            ("starts", lambda: starts(folder, begun_of)),
            ("Dask", lambda: by_dask(folder, runs, workers)),
            ("shards", lambda: by_shards(folder, runs, shards, chosen.at_once)),
        ):
            figures[section] = measure()
            print(f"\n{section}")
            for what, value in figures[section].items():
                print(f"  {what:50} {value if isinstance(value, str) else format(value, ',.4g')}", flush=True)
    if chosen.json:
        chosen.json.write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
