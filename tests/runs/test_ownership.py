"""One owner at a time: a second one is refused, and what a killed one left is taken over."""

import json
import os
import socket
import time

import pytest
from sweeps import experiment, files_of

import milieusim as ms
from milieusim.runs.lock import DEAD_AFTER_SECONDS, living, owned
from milieusim.runs.places import place_at
from milieusim.runs.shards import Shard, shard_of

LONG = {"replications": 3000, "runs_per_file": 20}


def test_second_process_is_refused_and_a_killed_ones_lock_is_taken_over(nursery, tmp_path):
    store = tmp_path / "store"
    pid = nursery.sweep(store, LONG, kill_after=0.3, signal="SIGCONT", wait=False)["pid"]
    _until(lambda: living(place_at(store)))
    with pytest.raises(ms.ConfigError, match=f"is being worked on by process {pid} on "):
        ms.run_experiment(experiment(**LONG), store)
    os.kill(pid, 9)
    _until(lambda: not living(place_at(store)))
    assert (store / "locks" / "all.json").exists()
    ms.run_experiment(experiment(replications=1, runs_per_file=20), tmp_path / "other")
    with owned(place_at(store)):
        assert [owner["pid"] for owner in living(place_at(store))] == [os.getpid()]
    assert not (store / "locks" / "all.json").exists()


def _until(is_so, seconds=30):
    end = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < end
        time.sleep(0.02)


def left_behind(store, **changes):
    """Write the lock of another process."""
    facts = {
        "shard": "all",
        "pid": os.getpid(),
        "host": socket.gethostname(),
        "began": 1,
        "beat": time.time(),
    }
    (store / "locks").mkdir(parents=True, exist_ok=True)
    (store / "locks" / "all.json").write_text(json.dumps({**facts, **changes}))
    return place_at(store)


def test_number_of_a_process_that_was_given_out_again_is_no_owner(tmp_path):
    with owned(left_behind(tmp_path)):
        pass


@pytest.mark.parametrize(("age", "is_free"), [(DEAD_AFTER_SECONDS + 60, True), (10, False)])
def test_owner_on_another_machine_is_known_by_its_sign_of_life(tmp_path, age, is_free):
    place = left_behind(tmp_path, host="elsewhere", beat=time.time() - age)
    if is_free:
        with owned(place):
            pass
        return
    with pytest.raises(ms.ConfigError, match="on elsewhere; .* free 5 minutes after its last sign of life"):
        with owned(place):
            pass


def test_lock_is_given_back_when_a_sweep_fails(tmp_path):
    place = place_at(tmp_path / "store")
    with pytest.raises(RuntimeError, match="stop"):
        with owned(place):
            raise RuntimeError("stop")
    assert living(place) == []


@pytest.mark.parametrize(
    ("one", "other", "is_free"),
    [
        ("1/4", "2/4", True),
        ("1/4", "1/4", False),
        ("1/4", None, False),
        (None, "1/4", False),
        ("1/4", "2/3", False),
    ],
)
def test_shards_of_one_division_work_side_by_side(tmp_path, one, other, is_free):
    place = place_at(tmp_path / "store")
    with owned(place, shard_of(one)):
        if is_free:
            with owned(place, shard_of(other)):
                assert len(living(place)) == 2
        else:
            with pytest.raises(ms.ConfigError, match="is being worked on"):
                with owned(place, shard_of(other)):
                    pass


@pytest.mark.parametrize("text", ["0/4", "5/4", "4", "a/b", "1/0", "-1/4"])
def test_shard_that_is_no_part_is_told(text):
    with pytest.raises(ms.ConfigError, match="must be a part and a number of parts, such as 3/16"):
        shard_of(text)


def test_shards_hold_every_chunk_once():
    held = [number for k in range(1, 5) for number in range(40) if Shard(k, 4).has(number)]
    assert sorted(held) == list(range(40))


def test_store_is_not_extended_while_a_shard_is_at_work(tmp_path):
    store = tmp_path / "store"
    ms.run_experiment(experiment(), store)
    whole = files_of(store)
    with owned(place_at(store), shard_of("2/4")):
        ms.run_experiment(experiment(), store, shard="1/4")
        with pytest.raises(ms.ConfigError, match="extend it when that is done"):
            ms.run_experiment(experiment(replications=6), store, shard="1/4")
    assert files_of(store) == whole
