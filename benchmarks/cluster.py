"""Print how sweeps fare on a cluster that is played by processes of this machine: `python -m benchmarks.cluster`.

`--runs`, `--workers` and `--shards` say how large; the ward takes no time (`fake_ward`). Workers and shards are killed
meanwhile; what is printed last is how many runs are lost. `--quick` is a small one; `--only` names sections.
"""

import argparse
import json
import math
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import yaml

from benchmarks.fake_ward import BEGAN, peak_megabytes
from benchmarks.starts import ROOT
from benchmarks.timing import machine

REPLICATIONS = 10
PER_CHUNK = 1_000
KILLS = 4
RANGE = {"low": 0.1, "high": 0.9}
IDLE = {
    "DASK_DISTRIBUTED__WORKER__PROFILE__ENABLED": "false",
    "DASK_DISTRIBUTED__ADMIN__TICK__INTERVAL": "1s",
    "DASK_DISTRIBUTED__ADMIN__TICK__LIMIT": "60s",
}
"""What idle workers of Dask do many times a second is left out: on a cluster each has a processor for it."""
SECTIONS = ["starts", "one machine", "Dask", "shards"]


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


def begun(folder, *words, **how):
    """Begin a process of the fake ward, with bytecode as an installation has it, whatever this shell says of that."""
    paths = os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")])
    environment = {
        **os.environ,
        "PYTHONPATH": paths,
        "PYTHONPYCACHEPREFIX": str(folder / "bytecode"),
        BEGAN: str(time.time()),
        **IDLE,
    }
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    return subprocess.Popen([sys.executable, "-m", *map(str, words)], env=environment, text=True, **how)


def sweeping(folder, *words):
    """Begin a sweep; what its start took, and later all of it, is read from its output."""
    return begun(folder, "benchmarks.fake_ward", *words, stdout=subprocess.PIPE)


def told_by(process):
    """Return the next thing that a sweep tells: what its start took, and then what all of it took."""
    line = process.stdout.readline()
    return json.loads(line) if line else None


def starts(folder, runs):
    """Return what the first shard of a hundred takes to start, and another one, whose work is not awaited."""
    path, found = experiment(runs, folder / "starts.yaml"), {}
    for name, shard in (("first shard", "1/100"), ("further shard", "2/100")):
        took = _start(folder, path, "starts-store", shard)
        found |= {f"{name} of 100, {what}": value for what, value in took.items()}
    return found


def _start(folder, path, store, shard):
    """Begin a shard, and end it as soon as it has begun; return what that took."""
    process = sweeping(folder, path, folder / store, "--shard", shard)
    took = told_by(process)
    process.kill()
    process.wait()
    process.stdout.close()
    return took


def write_bytecode(folder):
    """Write the bytecode of what is imported, so that no start that is measured compiles it."""
    begun(folder, "dask", "worker", "--help", stdout=subprocess.DEVNULL).wait()
    _start(folder, experiment(1_000, folder / "bytecode.yaml"), "bytecode-store", "1/1")


def on_one_machine(folder, runs):
    """Sweep on threads of one process, as is usual on one machine."""
    path = experiment(runs, folder / "one.yaml")
    process = sweeping(folder, path, folder / "one", "--workers", 2)
    told_by(process)
    took = told_by(process)
    process.wait()
    process.stdout.close()
    _refuse_failed(process, "sweep on threads")
    return {
        "runs": runs,
        "peak MB": took["megabytes"],
        "processor time beside simulating, ms a run": 1e3 * took["processor"] / runs,
    }


def by_shards(folder, runs, shards, at_once):
    """Sweep by shards, a few at once, as a scheduler of jobs would; some are killed and submitted again."""
    path, store = experiment(runs, folder / "shards.yaml"), folder / "shards"
    todo, running, kills, victims = list(range(shards, 0, -1)), {}, KILLS, set()
    moments, began, took, before = random.Random(1), time.time(), [], _processor_seconds()
    while todo or running:
        while todo and len(running) < at_once:
            part = todo.pop()
            running[part] = sweeping(folder, path, store, "--shard", f"{part}/{shards}")
            took.append(told_by(running[part]))
        if kills and len(running) == at_once and store.exists():
            time.sleep(moments.uniform(0, 1))
            victim = running[moments.choice(list(running))]
            if victim.poll() is None:
                victim.kill()
                victims.add(victim.pid)
                kills -= 1
        time.sleep(0.05)
        for part, process in list(running.items()):
            if process.poll() is not None:
                process.stdout.close()
                del running[part]
                _refuse_failed(process, "shard", process.pid in victims)
                todo += [part] if process.returncode else []
    seconds = time.time() - began, _processor_seconds() - before
    return _facts(store, runs, seconds, [one for one in took if one], KILLS - kills)


def by_dask(folder, runs, workers):
    """Sweep on Dask worker processes, some of which are killed."""
    path, store, before = experiment(runs, folder / "dask.yaml"), folder / "dask", _processor_seconds()
    (scheduler, nannies, address), process = _cluster(folder, workers), None
    try:
        pids = list(_on_workers(address, workers, os.getpid).values())
        began = time.time()
        process = sweeping(folder, path, store, "--scheduler", address)
        took, moments = told_by(process), random.Random(2)
        kills = min(KILLS, workers // 2)
        for victim in moments.sample(pids, kills):
            time.sleep(moments.uniform(1, 5))
            os.kill(victim, signal.SIGKILL)
        last = told_by(process)
        process.wait()
        process.stdout.close()
        _refuse_failed(process, "sweep on Dask")
        seconds = time.time() - began
        peaks = _on_workers(address, 1, peak_megabytes).values()
    finally:
        for one in (process, nannies, scheduler):
            if one is not None and one.poll() is None:
                one.terminate()
                one.wait()
    found = _facts(store, runs, (seconds, _processor_seconds() - before), [took], kills)
    return found | {
        "parent, peak MB": last["megabytes"],
        "parent, processor seconds": last["processor"],
        "worker, peak MB": max(peaks, default=math.nan),
    }


def _cluster(folder, workers):
    """Begin a Dask cluster; return its scheduler, what holds its workers, and its address."""
    file = folder / "scheduler.json"
    scheduler = begun(
        *(folder, "dask", "scheduler", "--port", 0, "--no-dashboard", "--host", "127.0.0.1"),
        *("--scheduler-file", file),
        stderr=subprocess.DEVNULL,
    )
    while not file.exists():
        time.sleep(0.1)
    address = json.loads(file.read_text())["address"]
    nannies = begun(
        *(folder, "dask", "worker", address, "--nworkers", workers, "--nthreads", 1, "--no-dashboard"),
        *("--preload", "benchmarks.fake_ward", "--local-directory", folder),
        stderr=subprocess.DEVNULL,
    )
    return scheduler, nannies, address


def _on_workers(address, workers, function):
    """Return what a function gives in each worker, once so many are there."""
    from distributed import Client

    with Client(address, timeout=60) as client:
        client.wait_for_workers(workers, timeout=1200)
        return client.run(function, on_error="ignore")  # of one that is gone since


def _refuse_failed(process, what, was_killed=False):
    """End all of it if a sweep failed by itself: what is measured then is nothing."""
    if process.returncode and not was_killed:
        raise SystemExit(f"A {what} ended with status {process.returncode}; what it printed stands above.")


def _processor_seconds():
    """Return the processor time of all processes that were begun here and have ended, with those that they began."""
    times = os.times()
    return times.children_user + times.children_system


def _facts(store, runs, seconds, took, kills):
    from milieusim.campaign.store.store import open_store

    opened, began = open_store(store), time.process_time()
    rows = opened.metrics(columns=["run"])["run"]
    read, there = time.process_time() - began, rows.nunique()
    by_clock, of_processors = seconds
    most = max(len(list(path.iterdir())) for path in (store / "metrics").iterdir())
    return {
        "start, seconds of processor": max(one["processor"] for one in took),
        "start, MB": max(one["megabytes"] for one in took),
        "rows a second": runs / by_clock,
        "seconds": by_clock,
        "seconds of processors, all processes": of_processors,
        "files of the fullest folder": most,
        "one column of all runs read, seconds of processor": read,
        "digest of all tables": opened.digest(),
        "killed": kills,
        "lost runs": runs - there,
        "runs twice": len(rows) - there,
    }


def _chosen(argv):
    parser = argparse.ArgumentParser(prog="python -m benchmarks.cluster", description=__doc__)
    parser.add_argument("--runs", type=int, default=10_000_000)
    parser.add_argument("--starts", type=int, default=10_000_000, help="runs whose starts are looked at")
    parser.add_argument("--one-machine", type=int, default=100_000, help="runs on threads of one process")
    parser.add_argument("--workers", type=int, default=64)
    parser.add_argument("--shards", type=int, default=100)
    at_once = 2 * (os.cpu_count() or 1)
    parser.add_argument("--at-once", type=int, default=at_once, help="shards that run at once")
    parser.add_argument("--only", choices=SECTIONS, action="append")
    parser.add_argument(
        "--folder", type=Path, help="where stores lie meanwhile; the system's for such if left out"
    )
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--json", type=Path)
    chosen = parser.parse_args(argv)
    if chosen.quick:
        chosen.runs = chosen.starts = chosen.one_machine = 20_000
        chosen.workers, chosen.shards = 2, 4
    return chosen


def main(argv=None):
    """Measure and print."""
    chosen = _chosen(argv)
    asked = {
        "runs": chosen.runs,
        "runs, for starts": chosen.starts,
        "Dask workers": chosen.workers,
        "shards": chosen.shards,
    }
    figures = {}
    with tempfile.TemporaryDirectory(dir=chosen.folder) as name:
        folder = Path(name)
        write_bytecode(folder)
        for section, measure in (
            ("machine", machine),
            ("asked", lambda: asked),
            ("starts", lambda: starts(folder, chosen.starts)),
            ("one machine", lambda: on_one_machine(folder, chosen.one_machine)),
            ("Dask", lambda: by_dask(folder, chosen.runs, chosen.workers)),
            ("shards", lambda: by_shards(folder, chosen.runs, chosen.shards, chosen.at_once)),
        ):
            if chosen.only and section in SECTIONS and section not in chosen.only:
                continue
            figures[section] = measure()
            print(f"\n{section}")
            for what, value in figures[section].items():
                print(f"  {what:50} {value if isinstance(value, str) else format(value, ',.4g')}", flush=True)
    if chosen.json:
        chosen.json.write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
