"""Searches on a ward of which the truth is known: they find it, and go on after any stop with the same result."""

import pytest
from fake_ward import FakeRuns

from milieusim.errors import ConfigError
from milieusim.improving.rounds import FACTS, InFolder, InMemory
from milieusim.improving.search import search

FACT = {"seed": 1}
NOT_TIMES = ("add", "drop", "lead", "more_days", "place", "stretch", "two_at_once")


def starts(design):
    return {slot.name: slot.start for slot in design.routine.slots}


def two_are_late(design):
    """Conflict falls the nearer two groups begin to half past three."""
    at = {slot.name: slot.start_minute for slot in design.routine.slots}
    return sum(abs(at.get(name, 0) - 930) / 15 for name in ("Art group", "Relaxation"))


def searched(ward, goals, runs=None, store=None, moves=3, **more):
    runs = runs or FakeRuns(two_are_late, noise=1.0)
    return search(ward, goals, runs, store or InMemory(), moves, 2000, **more)


def test_a_search_finds_what_several_moves_do_together(ward, goals):
    found = searched(ward, goals)
    best = found.finalists[0]
    assert two_are_late(best.design) < two_are_late(ward) / 2 and len(best.keys) in (2, 3)
    assert {slot for _, slots, _ in best.keys for slot in slots} == {"Art group", "Relaxation"}
    assert found.tried > 50 and found.behind + found.set_aside < found.tried


def test_slots_that_are_fixed_stay(ward, goals):
    found = searched(ward, goals, fixed=("Art group",), moves=2, without=NOT_TIMES)
    assert {starts(one.design)["Art group"] for one in found.finalists} == {"10:30"}


@pytest.mark.slow
def test_a_stage_never_runs_on_luck_of_another(ward, goals):
    runs = FakeRuns(two_are_late)
    searched(ward, goals, runs, without=NOT_TIMES)
    stages = {first // 1000 for _, first, _ in runs.calls}
    assert stages >= {0, 1, 2} and all((last - 1) // 1000 == first // 1000 for _, first, last in runs.calls)


@pytest.mark.slow
def test_a_search_that_was_stopped_goes_on_with_the_same_result(ward, goals, tmp_path):
    stop = 3
    whole = FakeRuns(two_are_late)
    wanted = searched(ward, goals, whole, moves=2, without=NOT_TIMES)
    with pytest.raises(KeyboardInterrupt):
        searched(
            ward,
            goals,
            FakeRuns(two_are_late, dies_after=stop),
            InFolder(tmp_path, FACT),
            moves=2,
            without=NOT_TIMES,
        )
    rest = FakeRuns(two_are_late)
    assert searched(ward, goals, rest, InFolder(tmp_path, FACT), moves=2, without=NOT_TIMES) == wanted
    assert rest.calls == whole.calls[stop:]
    nothing = FakeRuns(two_are_late, dies_after=0)
    assert searched(ward, goals, nothing, InFolder(tmp_path, FACT), moves=2, without=NOT_TIMES) == wanted


def test_a_folder_of_another_search_is_refused(tmp_path):
    InFolder(tmp_path, FACT)
    with pytest.raises(ConfigError, match="another search .other seed."):
        InFolder(tmp_path, {"seed": 2})
    (tmp_path / FACTS).write_text("{")
    with pytest.raises(ConfigError, match="cannot be read"):
        InFolder(tmp_path, FACT)


def test_a_folder_that_holds_something_else_is_refused(tmp_path):
    (tmp_path / "letter.txt").write_text("mine")
    with pytest.raises(ConfigError, match="not empty"):
        InFolder(tmp_path, FACT)
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]


@pytest.mark.parametrize("runs", [130, 2000])
def test_a_search_never_takes_more_runs_than_it_may(ward, goals, runs):
    fake = FakeRuns(two_are_late)
    found = search(ward, goals, fake, InMemory(), 2, runs, without=NOT_TIMES)
    assert found.runs == sum(count * (last - first) for count, first, last in fake.calls) <= runs


def test_runs_that_do_not_pay_for_one_of_each_are_refused_with_what_it_takes(ward, goals):
    with pytest.raises(ConfigError, match="runs is 20; one run of each of the .* take .* Ask for more"):
        search(ward, goals, FakeRuns(two_are_late), InMemory(), 1, 20, without=NOT_TIMES)


def test_kinds_of_moves_that_are_not_wanted_are_not_tried(ward, goals):
    found = searched(ward, goals, moves=2, without=(*NOT_TIMES, "swap"))
    assert {kind for one in found.finalists for kind, _, _ in one.keys} == {"shift"}


def test_long_rounds_are_kept_in_parts(ward, goals, tmp_path, monkeypatch):
    monkeypatch.setattr("milieusim.improving.search.RUNS_A_FILE", 60)
    store = InFolder(tmp_path, FACT)
    with pytest.raises(KeyboardInterrupt):
        search(ward, goals, FakeRuns(two_are_late, dies_after=4), store, 1, 300, without=NOT_TIMES)
    # The ward as it is and three parts of the first round: what was done of it is not lost.
    assert len(list((tmp_path / "rounds").iterdir())) == 4
