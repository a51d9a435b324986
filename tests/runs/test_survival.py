"""Whatever stops a sweep: the same call goes on, and every byte is as if nothing had happened."""

import random
import time

import pytest
from sweeps import experiment, files_of

import milieusim as ms
from milieusim.errors import RunError

MANY = {"replications": 40, "runs_per_file": 3}


@pytest.fixture(scope="module")
def many(tmp_path_factory):
    """Return the folder of a sweep of 120 runs that nothing disturbed, and how long it took."""
    folder = tmp_path_factory.mktemp("many") / "store"
    began = time.perf_counter()
    ms.run_experiment(experiment(**MANY), folder, workers=2)
    return folder, time.perf_counter() - began


def killed(nursery, many, store, times, signal="SIGKILL"):
    """Kill a sweep at random moments, let it finish, and return how the killed ones ended."""
    _, seconds = many
    moments = random.Random(time.time_ns())
    ends = [
        nursery.sweep(store, MANY, kill_after=moments.uniform(0, seconds * 1.5 / times), signal=signal)["end"]
        for _ in range(times)
    ]
    assert nursery.sweep(store, MANY)["end"] == 0
    return ends


def test_killed_sweep_ends_with_the_same_bytes(nursery, many, tmp_path):
    ends = killed(nursery, many, tmp_path / "store", times=3)
    assert -9 in ends and set(ends) <= {-9, 0}
    assert files_of(tmp_path / "store") == files_of(many[0])


@pytest.mark.slow
def test_sweep_killed_at_twenty_moments_ends_with_the_same_bytes(nursery, many, tmp_path):
    whole, seconds = files_of(many[0]), many[1]
    moments, kills, stores = random.Random(time.time_ns()), 0, 0
    while kills < 20:
        stores += 1
        end = -9
        while end:
            moment = moments.uniform(0, seconds) if kills < 20 else None
            end = nursery.sweep(tmp_path / f"store{stores}", MANY, kill_after=moment)["end"]
            assert end in (-9, 0)
            kills += end == -9
        assert files_of(tmp_path / f"store{stores}") == whole


def test_interrupted_sweep_keeps_what_is_done_and_goes_on(nursery, many, tmp_path):
    ends = killed(nursery, many, tmp_path / "store", times=2, signal="SIGINT")
    assert set(ends) <= {130, 0, -2}
    assert files_of(tmp_path / "store") == files_of(many[0])


def test_nothing_is_run_twice(tmp_path, undisturbed):
    before = {path: path.stat().st_mtime_ns for path in undisturbed.rglob("*.parquet")}
    seen = []
    ms.run_experiment(experiment(), undisturbed, progress=seen.append)
    assert [(p.done, p.before, p.total) for p in seen] == [(12, 12, 12)]
    assert before == {path: path.stat().st_mtime_ns for path in undisturbed.rglob("*.parquet")}


def test_lost_file_is_made_again(tmp_path, undisturbed):
    store = tmp_path / "store"
    ms.run_experiment(experiment(), store)
    victim = sorted((store / "metrics").iterdir())[2]
    victim.unlink()
    ms.run_experiment(experiment(), store)
    assert files_of(store) == files_of(undisturbed)


def test_drafts_of_killed_writers_are_cleared_away(tmp_path, undisturbed):
    store = tmp_path / "store"
    ms.run_experiment(experiment(), store)
    victim = sorted((store / "metrics").iterdir())[2]
    victim.rename(victim.with_name(f".{victim.name}.0123abcd.draft"))
    ms.run_experiment(experiment(), store)
    assert files_of(store) == files_of(undisturbed)


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
    assert len(list((store / "metrics").iterdir())) in (2, 3)
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
