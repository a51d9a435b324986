"""While one process looks at locks others wait, on folders that know locks of files and on those that do not."""

import os
import threading
import time

import pytest

import milieusim as ms
from milieusim.campaign.store.store_places import place_at
from milieusim.campaign.sweep import guard
from milieusim.campaign.sweep.guard import alone

fcntl = pytest.importorskip("fcntl")


@pytest.fixture(params=[True, False], ids=["flock", "no flock"])
def place(tmp_path, request, monkeypatch):
    """Return a folder that knows locks of files, or refuses them as some shared ones do."""

    def refused(*_):
        raise OSError(37, "No locks available")

    if not request.param:
        monkeypatch.setattr(fcntl, "flock", refused)
    return place_at(tmp_path)


def test_one_at_a_time(place):
    inside, most = [], []

    def enter():
        for _ in range(5):
            with alone(place):
                inside.append(1)
                most.append(len(inside))
                time.sleep(0.002)
                inside.pop()

    threads = [threading.Thread(target=enter) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert most == [1] * 20
    assert not (place.path / "locks" / guard.HELD).exists()


def test_guard_is_let_go_when_something_fails(place):
    with pytest.raises(RuntimeError, match="stop"):
        with alone(place):
            raise RuntimeError("stop")
    with alone(place):
        pass


@pytest.fixture
def held(tmp_path, monkeypatch):
    """Return the guard of a process that is gone, on a folder without locks of files."""
    monkeypatch.setattr(guard, "_is_locked", lambda file: False)
    path = tmp_path / "locks" / guard.HELD
    path.parent.mkdir()
    path.touch()
    return path


def test_guard_that_a_killed_process_left_is_broken_when_it_is_old(tmp_path, held):
    os.utime(held, (1, 1))
    with alone(place_at(tmp_path)):
        assert held.stat().st_mtime > 1
    assert list(held.parent.glob(".guard-*")) == []


def test_guard_that_stays_is_told_with_what_to_remove(tmp_path, held, monkeypatch):
    monkeypatch.setattr(guard, "DEAD_AFTER_SECONDS", 0.1)
    (held.parent / guard.BREAKING).touch()
    with pytest.raises(ms.ConfigError, match="is guarded by another process .* remove .*guard-held"):
        with alone(place_at(tmp_path)):
            pass
    assert held.exists()


def test_guard_that_was_broken_and_taken_by_another_is_left_to_it(tmp_path, held):
    os.utime(held, (1, 1))
    with alone(place_at(tmp_path)):
        held.unlink()
        held.with_name("other").touch()
        held.with_name("other").rename(held)
        os.utime(held, (5, 5))
    assert held.exists()
