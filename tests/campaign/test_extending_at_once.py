"""Shards of an array extend a store in any order and at once: each chunk is run once, and every byte is the same."""

import json
import os
import signal
import subprocess
import sys
import time

import pytest
from sweeps import experiment, files_of

import milieusim as ms
from milieusim.campaign.store.manifest import Manifest
from milieusim.campaign.store.store_places import place_at
from milieusim.campaign.sweep import work
from milieusim.campaign.sweep.store_status import status_of

MORE = {"replications": 8}
SHARDS = ["1/4", "2/4", "3/4", "4/4"]


@pytest.fixture(scope="module")
def extended(tmp_path_factory):
    """Return the files of a store that one process began and extended."""
    folder = tmp_path_factory.mktemp("extended") / "store"
    ms.run_experiment(experiment(), folder, workers=1)
    ms.run_experiment(experiment(**MORE), folder, workers=1)
    return files_of(folder)


def chunks_run(store):
    """Return the names of chunks that were run, as often as they were, from the logs."""
    lines = [json.loads(line) for path in (store / "log").iterdir() for line in path.read_text().splitlines()]
    return sorted(line["chunk"] for line in lines if "chunk" in line)


@pytest.mark.parametrize("_", [0, *(pytest.param(more, marks=pytest.mark.slow) for more in (1, 2))])
def test_four_shards_begin_and_extend_a_store_at_once(nursery, tmp_path, extended, _):
    store = tmp_path / "store"
    for changes in ({}, MORE):
        asked = [{"store": store, "experiment": changes, "shard": shard} for shard in SHARDS]
        assert nursery.at_once(asked) == [0, 0, 0, 0]
    assert files_of(store) == extended
    assert len(chunks_run(store)) == len(set(chunks_run(store))) == 12
    assert status_of(ms.open_store(store))["owners"] == []


def test_two_whole_sweeps_at_once_write_the_same_bytes(nursery, tmp_path, undisturbed):
    store = tmp_path / "store"
    assert nursery.at_once([{"store": store}] * 2) == [0, 0]
    assert files_of(store) == files_of(undisturbed)


def test_one_of_two_experiments_that_begin_at_once_is_refused(nursery, tmp_path):
    store = tmp_path / "store"
    ends = nursery.at_once([{"store": store, "experiment": {"seed": seed}} for seed in (1, 50)])
    assert sorted(ends) == [0, 1]
    assert len(ms.open_store(store).metrics()) == 12 and not status_of(ms.open_store(store))["strays"]


@pytest.mark.slow
def test_shard_of_the_plan_before_goes_on_while_others_extend(nursery, tmp_path):
    long, longer = ({"replications": n, "runs_per_file": 3, "keep": []} for n in (80, 84))
    store = tmp_path / "store"
    old = nursery.sweep(store, long, shard="1/4", workers=1, wait=False)["pid"]
    _until(lambda: place_at(store).names("chunks/0000"))
    os.kill(old, signal.SIGSTOP)
    asked = [{"store": store, "experiment": longer, "shard": shard} for shard in SHARDS]
    ends = nursery.at_once(asked)
    assert ends == [0, 0, 0, 0]
    assert [owner["pid"] for owner in status_of(ms.open_store(store))["owners"]] == [old]
    os.kill(old, signal.SIGCONT)
    assert nursery.end_of(old) == 0
    for changes in (long, longer):
        ms.run_experiment(experiment(**changes), tmp_path / "alone")
    assert files_of(store) == files_of(tmp_path / "alone")


def _until(is_so, seconds=300):
    end = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < end
        time.sleep(0.02)


def test_worker_that_begins_after_an_extension_does_chunks_of_the_plan_before(tmp_path, undisturbed):
    store = tmp_path / "store"
    ms.run_experiment(experiment(), store)
    before = Manifest.read(place_at(store))
    chunk = before.plan().chunk(3)
    larger = experiment(**MORE, factors={"milieu.structure": [0.1, 0.3, 0.5, 0.9]})
    ms.run_experiment(larger, store)
    files = [
        store / folder / "0000" / f"{chunk.name}.parquet" for folder in ("metrics", "incidents", "slots")
    ]
    files += [store / "chunks" / "0000" / f"{chunk.name}.json"]
    for file in files:
        file.unlink()
    work._context.cache_clear()
    work.run_chunk(str(store), before.digest, chunk)
    for file in files:
        assert file.read_bytes() == (undisturbed / file.relative_to(store)).read_bytes()


@pytest.mark.parametrize("changes", [{"days": 8}, {"name": "try", "designs": ["acute-ward"], "factors": {}}])
def test_worker_refuses_a_chunk_of_a_store_that_was_replaced(tmp_path, undisturbed, changes):
    before = Manifest.read(place_at(undisturbed))
    chunk = before.plan().chunk(0)
    ms.run_experiment(experiment(**{**changes, "replications": 1}), tmp_path / "store")
    files = files_of(tmp_path / "store")
    work._context.cache_clear()
    with pytest.raises(ms.ConfigError, match="the store is another one than when this sweep began"):
        work.run_chunk(str(tmp_path / "store"), before.digest, chunk)
    assert files_of(tmp_path / "store") == files


@pytest.mark.slow
def test_extension_killed_around_every_file_it_writes_goes_on_with_the_same_bytes(nursery, tmp_path):
    more = {"replications": 6, "keep": ["incidents"]}
    few = {"keep": ["incidents"]}
    for changes in (few, more):
        ms.run_experiment(experiment(**changes), tmp_path / "whole", workers=1)
    whole, store, ends = files_of(tmp_path / "whole"), tmp_path / "store", []
    ms.run_experiment(experiment(**few), store, workers=1)
    # One after the other in one store: each goes on from what the one before left, points and manifest first.
    for moment in (0, 1, 2, 3, 4, 5, 2, 3, 4, 5, 2, 3, 4, 5, 6):
        ends.append(nursery.sweep(store, more, workers=1, dies_at=moment)["end"])
    assert set(ends[:6]) == {-9} and set(ends) <= {-9, 0}
    assert nursery.sweep(store, more, workers=1)["end"] == 0
    assert files_of(store) == whole


READING = """
import os, sys
import pyarrow.parquet
from milieusim.campaign.store.manifest import Manifest
from milieusim.campaign.store.store_places import place_at
from milieusim.campaign.store.point_files import points_at

place = place_at(sys.argv[1])
manifest, before = Manifest.read(place), len(os.listdir("/proc/self/task"))
assert len(points_at(place, manifest, 0, 2)) == 3
print(len(os.listdir("/proc/self/task")) - before)
"""


@pytest.mark.skipif(not os.path.exists("/proc/self/task"), reason="asks Linux for threads")
def test_reading_what_a_store_holds_leaves_no_thread_behind_that_could_break_the_end(undisturbed):
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    command = [sys.executable, "-c", READING, str(undisturbed)]
    assert subprocess.run(command, capture_output=True, text=True, env=environment).stdout == "0\n"
