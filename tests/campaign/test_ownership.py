"""One owner at a time: a second one is refused, and what a killed one left is taken over."""

import json
import os
import subprocess
import sys
import time

import pytest
from sweeps import experiment

import milieusim as ms
from milieusim.campaign.store.store_places import place_at
from milieusim.campaign.sweep import lock, owners
from milieusim.campaign.sweep.guard import DEAD_AFTER_SECONDS
from milieusim.campaign.sweep.lock import living, owned
from milieusim.campaign.sweep.shards import Shard, shard_of
from milieusim.errors import RunError

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


def _until(is_so, seconds=300):
    end = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < end
        time.sleep(0.02)


def left_behind(store, **changes):
    """Write the lock of another process; `age` is that of its last sign of life."""
    age = changes.pop("age", 0)
    (store / "locks").mkdir(parents=True, exist_ok=True)
    draft = store / "another.json"  # put in place whole, as a sweep writes it: somebody may be reading
    draft.write_text(json.dumps({**owners.own_facts("all", "another"), "began": 1, **changes}))
    os.utime(draft, (time.time() - age, time.time() - age))
    draft.replace(store / "locks" / "all.json")
    return place_at(store)


def test_number_of_a_process_that_was_given_out_again_is_no_owner(tmp_path):
    with owned(left_behind(tmp_path)):
        pass


@pytest.mark.parametrize(("age", "is_free"), [(DEAD_AFTER_SECONDS + 60, True), (10, False)])
def test_owner_on_another_machine_is_known_by_its_sign_of_life(tmp_path, age, is_free):
    place = left_behind(tmp_path, host="elsewhere", age=age)
    if is_free:
        with owned(place):
            pass
        return
    told = "on elsewhere since 20.* UTC; wait for it, .* 10 seconds old.* free 5 minutes after its last sign of life"
    with pytest.raises(ms.ConfigError, match=told):
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


@pytest.mark.parametrize("where", ["boot", "namespace"])
def test_number_of_a_process_means_nothing_after_another_boot_or_in_another_container(tmp_path, where):
    place = left_behind(tmp_path, pid=2**30, **{where: "another"})
    with pytest.raises(ms.ConfigError, match="free 5 minutes after its last sign of life"):
        with owned(place):
            pass


@pytest.mark.parametrize("clock", [-4000, 4000])
def test_clock_of_the_owner_and_of_this_machine_do_not_matter(tmp_path, monkeypatch, clock):
    place = left_behind(tmp_path, host="elsewhere", beat=time.time() + clock)
    monkeypatch.setattr(time, "time", lambda: 1.0e9)
    assert [owner["host"] for owner in living(place)] == ["elsewhere"]
    monkeypatch.undo()
    assert living(left_behind(tmp_path, host="elsewhere", beat=time.time() + clock, age=400)) == []


def test_sign_of_life_keeps_a_lock_alive_at_a_folder_and_at_an_address(tmp_path):
    for place in (place_at(tmp_path), place_at("memory://owners/one")):
        with owned(place) as ownership:
            before = owners.owner_in(place, ownership.name)
            ownership.beat()
            after = owners.owner_in(place, ownership.name)
            assert before["nonce"] == after["nonce"] == ownership.nonce and not ownership.successor
            assert not place.is_local or after["written"] >= before["written"]


def test_age_at_an_address_is_that_of_its_own_clock():
    place = place_at("memory://owners/two")
    place.write("locks/all.json", json.dumps({"pid": 1, "host": "elsewhere", "beat": 1.0}).encode())
    (owner,) = living(place)
    assert owner["age"] < 60
    assert place.names("locks") == ["all.json"]
    place.remove("locks/all.json")


def test_owner_that_was_taken_over_leaves_the_new_lock_and_stops(tmp_path):
    with owned(place_at(tmp_path)) as ownership:
        left_behind(tmp_path, host="elsewhere")
        theirs = (tmp_path / "locks" / "all.json").read_bytes()
        ownership.check()
        ownership.beat()
        with pytest.raises(RunError, match="was taken over by process .* on elsewhere"):
            ownership.check()
        assert (tmp_path / "locks" / "all.json").read_bytes() == theirs
    assert (tmp_path / "locks" / "all.json").read_bytes() == theirs


def test_sweep_that_was_taken_over_stops_and_says_by_whom(tmp_path, monkeypatch):
    monkeypatch.setattr(lock, "BEAT_SECONDS", 0.01)
    seen, beating, beat = [], [], lock.Ownership.beat
    monkeypatch.setattr(
        lock.Ownership, "beat", lambda ownership: (beating.append(ownership), beat(ownership))
    )

    def take_over(progress):
        seen.append(progress.done)
        left_behind(tmp_path / "store", host="elsewhere")
        _until(lambda: beating and beating[-1].successor)

    with pytest.raises(RunError, match="was taken over by process .* on elsewhere"):
        ms.run_experiment(experiment(), tmp_path / "store", workers=1, progress=take_over)
    assert seen == [0]


def test_lock_that_was_removed_by_hand_is_written_again(tmp_path):
    with owned(place_at(tmp_path)) as ownership:
        (tmp_path / "locks" / "all.json").unlink()
        ownership.beat()
        assert len(living(place_at(tmp_path))) == 1
    assert living(place_at(tmp_path)) == []


@pytest.mark.parametrize("text", ["", "[]", "5", '{"shard": "all"}', '{"pid": "x", "began": 1}', "\ud83d{"])
def test_lock_that_says_nothing_keeps_others_away_for_as_long_as_it_is_fresh(tmp_path, text):
    place = left_behind(tmp_path)
    path = tmp_path / "locks" / "all.json"
    path.write_text(text, errors="replace")
    with pytest.raises(ms.ConfigError, match="last sign of life, or when locks/all.json is removed"):
        with owned(place):
            pass
    os.utime(path, (1, 1))
    with owned(place):
        assert len(living(place)) == 1


CONTAINER = ["unshare", "--pid", "--fork", "--kill-child", sys.executable, "-c"]
OWN = """
import sys, time
from milieusim.campaign.sweep.lock import owned
from milieusim.campaign.store.store_places import place_at
with owned(place_at(sys.argv[1])):
    print("owned", flush=True)
    sys.stdin.readline()
"""


def test_owner_in_another_container_of_this_machine_keeps_others_away(tmp_path):
    try:
        subprocess.run([*CONTAINER, ""], check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("needs namespaces")
    command = [*CONTAINER, OWN, str(tmp_path)]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment) as owner:
        assert owner.stdout.readline() == b"owned\n"
        with pytest.raises(ms.ConfigError, match="is being worked on by process"):
            with owned(place_at(tmp_path)):
                pass
        owner.stdin.close()
        owner.wait()
    assert living(place_at(tmp_path)) == []
