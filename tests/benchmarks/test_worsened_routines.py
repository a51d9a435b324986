"""Routines that were made worse: what the benchmark of the search does to them, and that it marks what comes back."""

import sys
from functools import partial
from pathlib import Path

import pytest

import milieusim as ms

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

QUICK = "--moves 1 --runs 20 --pairs 4 --measured 4 --days 14 --parameters best --workers 1".split()


@pytest.fixture
def bench(monkeypatch, tmp_path):
    """The benchmark, on a search that may only give a group another leader."""
    from benchmarks import improve

    good = ms.load_design(improve.WARD)
    others = [slot.name for slot in good.routine.slots if slot.name != "Garden hour"]
    kinds = ("add", "drop", "more_days", "place", "shift", "stretch", "swap")
    monkeypatch.setattr(improve.ms, "improve", partial(ms.improve, fixed=others))
    monkeypatch.setattr(improve, "WITHOUT", kinds)
    return improve.Bench(improve._asked([*QUICK, "--out", str(tmp_path)]))


def test_a_leader_who_was_taken_away_is_given_back_and_the_loss_with_it(bench, tmp_path, monkeypatch, capsys):
    from benchmarks import improve

    bad = improve.worsened(bench.good, {"Garden hour": (None, None, "psychologist")})
    found = bench.case("a garden without a leader", bad)
    assert found["is_enough"] and "Garden hour: led by" in found["told"][-1]
    assert capsys.readouterr().out.splitlines() == found["told"]
    # What is kept is not run again.
    monkeypatch.setattr(improve.ms, "improve", None)
    assert bench.case("a garden without a leader", bad) == found


def test_routines_are_worsened_by_the_number_alone_and_as_told():
    from benchmarks.worsening import MEALS, ROUNDS, drawn, worsened

    good = ms.load_design("acute-ward")
    for seed in range(5):
        slots = drawn(good, seed)
        assert slots == drawn(good, seed) and len(slots) == 4
        bad = {slot.name: slot for slot in worsened(good, slots).routine.slots}
        changed = [slot.name for slot in good.routine.slots if bad[slot.name] != slot]
        assert set(changed) <= {*slots} and len(changed) >= 3
        assert sum(name in ROUNDS for name in slots) == 1 == sum(name in MEALS for name in slots)
