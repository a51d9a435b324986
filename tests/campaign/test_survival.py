"""Whatever stops a sweep: the same call goes on, and every byte is as if nothing had happened."""

import os
import random
import time
from pathlib import Path

import pytest
from sweeps import experiment, files_of

import milieusim as ms
from milieusim.campaign.store.store_places import OLD_SECONDS
from milieusim.errors import RunError

MANY = {"replications": 40, "runs_per_file": 3}


@pytest.fixture(scope="module")
def many(tmp_path_factory):
    """Return the folder of a sweep of 120 runs that nothing disturbed, and how long it took."""
    folder = tmp_path_factory.mktemp("many") / "store"
    began = time.perf_counter()
    ms.run_experiment(experiment(**MANY), folder, workers=2)
    return folder, time.perf_counter() - began


def until_one_is_hit(kill, tmp_path, whole, hit):
    """Disturb sweeps of one new store after the other until one of them was hit, and look at the bytes of each.

    On a busy machine a sweep may be through before the process that is to kill it has its turn.
    """
    for attempt in range(20):
        ends = kill(tmp_path / f"store{attempt}", attempt)
        assert set(ends) <= {0, *hit}
        assert files_of(tmp_path / f"store{attempt}") == whole
        if set(ends) & hit:
            return
    raise AssertionError("no sweep was still at work when it was to be stopped")


def killed(nursery, many, store, times, seed, signal="SIGKILL"):
    """Kill a sweep at random moments, let it finish, and return how the killed ones ended."""
    _, seconds = many
    moments = random.Random(seed)
    ends = [
        nursery.sweep(store, MANY, kill_after=moments.uniform(0, seconds * 1.5 / times), signal=signal)["end"]
        for _ in range(times)
    ]
    assert nursery.sweep(store, MANY)["end"] == 0
    return ends


def test_killed_sweep_ends_with_the_same_bytes(nursery, many, tmp_path):
    until_one_is_hit(
        lambda store, seed: killed(nursery, many, store, 3, seed), tmp_path, files_of(many[0]), {-9}
    )


@pytest.mark.slow
def test_sweep_killed_at_twenty_moments_ends_with_the_same_bytes(nursery, many, tmp_path):
    whole, seconds = files_of(many[0]), many[1]
    moments, kills, stores = random.Random(20), 0, 0
    while kills < 20:
        stores += 1
        end = -9
        while end:
            moment = moments.uniform(0, seconds) if kills < 20 else None
            end = nursery.sweep(tmp_path / f"store{stores}", MANY, kill_after=moment)["end"]
            assert end in (-9, 0)
            kills += end == -9
        assert files_of(tmp_path / f"store{stores}") == whole


FEW = {**MANY, "replications": 20}


@pytest.fixture(scope="module")
def extended(tmp_path_factory):
    """Return the files of a sweep of 60 runs that was extended to 120, undisturbed."""
    folder = tmp_path_factory.mktemp("extended") / "store"
    for asked in (FEW, MANY):
        ms.run_experiment(experiment(**asked), folder, workers=2)
    return files_of(folder)


def killed_while_it_grows(nursery, store, kills, executor, seed, workers=2):
    """Kill a sweep and then its extension at random chunks, as often each, and return how these ended."""
    moments, ends = random.Random(seed), []
    for asked, first, last in ((FEW, 0, 20), (MANY, 21, 40)):
        for chunks in sorted(moments.randrange(first, last) for _ in range(kills)):
            how = {"kill_at": chunks, "kill_after": moments.uniform(0, 0.02)}
            ends.append(nursery.sweep(store, asked, executor=executor, workers=workers, **how)["end"])
        assert nursery.sweep(store, asked, executor=executor, workers=workers)["end"] == 0
    return ends


@pytest.mark.parametrize(
    ("executor", "kills", "workers"),
    [("threads", 3, 2), pytest.param("processes", 1, 1, marks=pytest.mark.slow)],
)
def test_sweep_and_its_extension_killed_end_with_the_same_bytes(
    nursery, extended, tmp_path, executor, kills, workers
):
    until_one_is_hit(
        lambda store, seed: killed_while_it_grows(nursery, store, kills, executor, seed),
        tmp_path,
        extended,
        {-9},
    )


@pytest.mark.slow
@pytest.mark.parametrize("executor", ["threads", "processes"])
def test_sweep_and_its_extension_killed_at_twenty_moments(nursery, extended, tmp_path, executor):
    kills = 0
    for seed in range(20):
        store = tmp_path / f"store{seed}"
        kills += killed_while_it_grows(nursery, store, 5, executor, seed).count(-9)
        assert files_of(store) == extended
        if kills >= 20:
            return
    raise AssertionError(f"only {kills} kills")


def test_interrupted_sweep_keeps_what_is_done_and_goes_on(nursery, many, tmp_path):
    until_one_is_hit(
        lambda store, seed: killed(nursery, many, store, 2, seed, signal="SIGINT"),
        tmp_path,
        files_of(many[0]),
        {130, -2},
    )


def test_nothing_is_run_twice(tmp_path, undisturbed):
    before = {path: path.stat().st_mtime_ns for path in undisturbed.rglob("*.parquet")}
    seen = []
    ms.run_experiment(experiment(), undisturbed, progress=seen.append)
    assert [(p.done, p.before, p.total) for p in seen] == [(12, 12, 12)]
    assert before == {path: path.stat().st_mtime_ns for path in undisturbed.rglob("*.parquet")}


def test_lost_file_is_made_again(tmp_path, undisturbed):
    store = tmp_path / "store"
    ms.run_experiment(experiment(), store)
    victim = sorted((store / "metrics" / "0000").iterdir())[2]
    victim.unlink()
    ms.run_experiment(experiment(), store)
    assert files_of(store) == files_of(undisturbed)


def test_old_drafts_of_killed_writers_are_cleared_away(tmp_path, undisturbed):
    store = tmp_path / "store"
    ms.run_experiment(experiment(), store)
    victim = sorted((store / "metrics" / "0000").iterdir())[2]
    victim.rename(store / "drafts" / f"{victim.name}.0123abcd")
    (store / "drafts" / "manifest.json.0123abcd").write_bytes(b"half")
    old = time.time() - 2 * OLD_SECONDS
    os.utime(store / "drafts" / "manifest.json.0123abcd", (old, old))
    ms.run_experiment(experiment(), store)
    assert files_of(store) == files_of(undisturbed)
    # One that is young may be another sweep's, which is about to rename it.
    assert sorted(os.listdir(store / "drafts")) == [f"{victim.name}.0123abcd", "guard"]


def test_full_disk_is_told_and_leaves_nothing_half_written(tmp_path, undisturbed):
    resource = pytest.importorskip("resource")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)

    def fill(progress):
        if progress.done >= 4:
            resource.setrlimit(resource.RLIMIT_FSIZE, (4000, hard))

    store = tmp_path / "store"
    try:
        with pytest.raises(RunError, match="No space is left .* The same command goes on"):
            ms.run_experiment(experiment(), store, workers=1, progress=fill)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    there, whole = files_of(store), files_of(undisturbed)
    assert {name: there[name] for name in there} == {name: whole[name] for name in there}
    assert len(list((store / "metrics" / "0000").iterdir())) in (2, 3)
    ms.run_experiment(experiment(), store)
    assert files_of(store) == whole


def test_disk_that_is_full_from_the_start_is_told(tmp_path):
    resource = pytest.importorskip("resource")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (10, hard))
    try:
        with pytest.raises(RunError, match="No space is left"):
            ms.run_experiment(experiment(), tmp_path / "store")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert files_of(tmp_path / "store") == {}


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="needs a place where nobody may make files")
def test_place_that_cannot_be_written_is_told_with_what_to_do():
    with pytest.raises(
        ms.ConfigError, match="'/proc/runs' cannot be written .*name a folder in which you may"
    ):
        ms.run_experiment(experiment(), "/proc/runs")
