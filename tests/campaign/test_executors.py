"""The same bytes on threads, processes, Dask, an executor of one's own, shards, and stores of other kinds."""

import os
import re
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sweeps import experiment, files_of

import milieusim as ms
from milieusim.campaign.store.store_places import place_at
from milieusim.campaign.sweep import executors, sweep
from milieusim.campaign.sweep.store_status import status_of
from milieusim.errors import RunError


@pytest.mark.parametrize("workers", [1, 3])
def test_threads(tmp_path, undisturbed, workers):
    ms.run_experiment(experiment(), tmp_path / "store", executor="threads", workers=workers)
    assert files_of(tmp_path / "store") == files_of(undisturbed)


def test_processes(tmp_path, undisturbed):
    ms.run_experiment(experiment(), tmp_path / "store", executor="processes", workers=2)
    assert files_of(tmp_path / "store") == files_of(undisturbed)


def test_executor_of_ones_own_is_used_and_left_open(tmp_path, undisturbed):
    with ThreadPoolExecutor(2) as own:
        ms.run_experiment(experiment(), tmp_path / "store", executor=own)
        assert own.submit(int, "7").result() == 7
    assert files_of(tmp_path / "store") == files_of(undisturbed)


def test_four_shards(tmp_path, undisturbed):
    store, seen = tmp_path / "store", []
    for shard in ("3/4", "1/4", "4/4", "2/4"):
        ms.run_experiment(experiment(), store, shard=shard, progress=seen.append)
        assert seen[-1].done == seen[-1].total < 12
    assert files_of(store) == files_of(undisturbed)


def test_both_engines(tmp_path, undisturbed):
    asked = experiment(days=2, warm_up_days=1, replications=2, keep=["incidents"])
    stores = [
        ms.run_experiment({**asked, "engine": engine}, tmp_path / engine, executor="threads")
        for engine in ("compiled", "agents")
    ]
    one, other = (store.metrics() for store in stores)
    assert one.equals(other)


def test_store_at_an_address(undisturbed):
    import fsspec

    files = fsspec.filesystem("memory")
    store = ms.run_experiment(experiment(), "memory://sweeps/try", executor="threads")
    ms.run_experiment(experiment(), "memory://sweeps/try", executor="threads")
    there = {name: files.cat_file(f"/sweeps/try/{name}") for name in files_of(undisturbed)}
    assert there == {name: (undisturbed / name).read_bytes() for name in there}
    assert store.metrics().equals(ms.open_store(undisturbed).metrics())


def test_worker_that_dies_again_and_again_ends_the_sweep_with_a_reason(tmp_path, monkeypatch):
    monkeypatch.setattr(executors, "run_chunk", _die)
    with pytest.raises(RunError, match=r"Workers died 3 times .* It ended with EXIT\(9\)"):
        ms.run_experiment(experiment(), tmp_path / "store", executor="processes", workers=1)


def _die(*_):
    os._exit(9)


@pytest.mark.parametrize(
    ("how", "told"),
    [
        ({"executor": "thread"}, "executor is 'thread'; it must be threads, processes, dask or an Executor"),
        ({"executor": "threads", "scheduler": "tcp://x:1"}, "only dask takes one"),
        ({"workers": 0}, "workers is 0"),
        ({"scheduler": "tcp://x:1", "workers": 2}, "--workers is given with --scheduler"),
    ],
)
def test_what_does_not_go_together_is_told_before_anything_is_written(tmp_path, how, told):
    with pytest.raises(ms.ConfigError, match=re.escape(told)):
        ms.run_experiment(experiment(), tmp_path / "store", **how)
    assert not (tmp_path / "store").exists()


class Batched(executors.Threads):
    """Threads that are handed chunks three at a time at least."""

    fewest = 3

    def __init__(self):
        super().__init__(2)
        self.batches = []

    def submitted(self, location, digest, chunks, own):
        self.batches.append(len(chunks))
        return super().submitted(location, digest, chunks, own)


def test_workers_that_want_chunks_together_are_handed_them_so(tmp_path, undisturbed, monkeypatch):
    workers = Batched()
    monkeypatch.setattr(sweep, "chosen", lambda *_: lambda: workers)
    ms.run_experiment(experiment(), tmp_path / "store", executor="threads")
    assert workers.batches == [workers.window, 2]  # of six chunks four at first, and the last ones together
    assert files_of(tmp_path / "store") == files_of(undisturbed)


class Cluster:
    """A Dask scheduler and two workers, each a process of its own."""

    def __init__(self):
        self.scheduler = self._begun(
            "scheduler", "--port", "0", "--dashboard-address", ":0", "--host", "127.0.0.1"
        )
        self.address = self._told(self.scheduler, r"Scheduler at: +(tcp://\S+)")
        self.workers = [
            self._begun("worker", self.address, "--nthreads", "1", "--no-nanny", "--no-dashboard")
            for _ in range(2)
        ]

    def _begun(self, kind, *options):
        command = [sys.executable, "-m", "dask", kind, *options]
        paths = os.pathsep.join(sys.path)
        return subprocess.Popen(
            command, stderr=subprocess.PIPE, text=True, env={**os.environ, "PYTHONPATH": paths}
        )

    def _told(self, process, pattern):
        for line in process.stderr:
            if match := re.search(pattern, line):
                return match[1]
        raise AssertionError("the scheduler did not begin")

    def close(self):
        """End all."""
        for process in (*self.workers, self.scheduler):
            process.kill()
            process.wait()
            process.stderr.close()


@pytest.fixture
def cluster(tmp_path, monkeypatch):
    """Return a cluster of real processes."""
    monkeypatch.chdir(tmp_path)
    found = Cluster()
    yield found
    found.close()


@pytest.mark.slow
@pytest.mark.filterwarnings("default")
def test_dask_with_a_worker_that_is_killed_half_way(tmp_path, cluster):
    asked = experiment(replications=40, runs_per_file=3)
    ms.run_experiment(asked, tmp_path / "alone")
    seen = []

    def kill_one(progress):
        seen.append(progress)
        if progress.done >= progress.total / 2:
            cluster.workers[0].kill()

    ms.run_experiment(
        asked, tmp_path / "store", executor="dask", scheduler=cluster.address, progress=kill_one
    )
    assert cluster.workers[0].poll() == -9 and seen[-1].done == 120
    assert files_of(tmp_path / "store") == files_of(tmp_path / "alone")


@pytest.mark.filterwarnings("default")
def test_dask_cluster_of_this_machine(tmp_path, undisturbed):
    ms.run_experiment(experiment(), tmp_path / "store", executor="dask", workers=1)
    assert files_of(tmp_path / "store") == files_of(undisturbed)


@pytest.mark.filterwarnings("default")
def test_dask_scheduler_that_is_not_there_is_told(tmp_path, monkeypatch):
    monkeypatch.setattr(executors, "DASK_SECONDS", 1)
    with pytest.raises(ms.ConfigError, match="tcp://127.0.0.1:9' does not answer"):
        ms.run_experiment(experiment(), tmp_path / "store", scheduler="tcp://127.0.0.1:9")


@pytest.mark.slow
@pytest.mark.filterwarnings("default")
def test_dask_scheduler_that_goes_ends_the_sweep_with_what_to_do(tmp_path, cluster):
    asked = experiment(replications=200, runs_per_file=3, keep=[])

    def kill(progress):
        if progress.done >= 30:
            cluster.scheduler.kill()

    with pytest.raises(RunError, match="The same command goes on where it stopped"):
        ms.run_experiment(asked, tmp_path / "store", scheduler=cluster.address, progress=kill)
    assert status_of(ms.open_store(tmp_path / "store"))["owners"] == []


HAS_PROC = os.path.exists("/proc/self/stat")


@pytest.mark.slow
@pytest.mark.skipif(not HAS_PROC, reason="asks Linux for processes")
def test_process_that_is_killed_costs_nothing_but_its_chunk(tmp_path):
    asked, killed = experiment(replications=40, runs_per_file=3), []

    def kill_one(progress):
        if progress.done >= progress.total / 3 and not killed:
            killed.append(_workers_of(os.getpid())[0])
            os.kill(killed[0], 9)

    ms.run_experiment(asked, tmp_path / "store", executor="processes", workers=2, progress=kill_one)
    ms.run_experiment(asked, tmp_path / "alone")
    assert killed and files_of(tmp_path / "store") == files_of(tmp_path / "alone")


def _workers_of(parent):
    """Return the processes that a parent has begun to work."""
    children = [pid for pid in map(int, filter(str.isdigit, os.listdir("/proc"))) if _parent(pid) == parent]
    return [pid for pid in children if b"popen_loky" in Path(f"/proc/{pid}/cmdline").read_bytes()]


SWEEP = """
import sys
from sweeps import experiment
from milieusim.campaign.sweep.sweep import run_experiment

if __name__ == "__main__":
    run_experiment(experiment(replications=20_000), sys.argv[1], executor="processes", workers=1)
"""


@pytest.mark.slow
@pytest.mark.skipif(not HAS_PROC, reason="asks Linux for processes")
def test_processes_end_with_a_parent_that_was_killed(tmp_path):
    script = tmp_path / "script.py"
    script.write_text(SWEEP)
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    parent = subprocess.Popen([sys.executable, str(script), str(tmp_path / "store")], env=environment)
    _wait_until(lambda: len(place_at(tmp_path / "store").names("chunks/0000")) > 2)
    children = [
        pid for pid in map(int, filter(str.isdigit, os.listdir("/proc"))) if _parent(pid) == parent.pid
    ]
    parent.kill()
    parent.wait()
    assert children
    _wait_until(lambda: not any(_is_running(pid) for pid in children))


def _parent(pid):
    fields = _fields(pid)
    return int(fields[1]) if fields else None


def _is_running(pid):
    fields = _fields(pid)
    return bool(fields) and fields[0] != "Z"


def _fields(pid):
    """Return what Linux tells of a process after its name; nothing of one that has ended."""
    try:
        return Path(f"/proc/{pid}/stat").read_text(errors="replace").rpartition(")")[2].split()
    except OSError:
        return []


def _wait_until(is_so, seconds=300):
    end = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < end
        time.sleep(0.05)


def test_scheduler_that_does_not_answer_leaves_nothing_behind(tmp_path, monkeypatch):
    monkeypatch.setattr(executors, "DASK_SECONDS", 1)
    with pytest.raises(ms.ConfigError, match="'tcp://127.0.0.1:1' does not answer"):
        ms.run_experiment(experiment(), tmp_path / "store", scheduler="tcp://127.0.0.1:1")
    assert not (tmp_path / "store").exists()
