"""The yardsticks are what they claim to be, and the one command prints every figure."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))


def test_the_twin_in_c_is_one_to_the_last_bit():
    from benchmarks import twin

    if twin.compiler() is None:
        assert not os.environ.get("CI"), "CI needs a C compiler: the twin was not checked"
        pytest.skip("no C compiler here")
    assert twin.differing_fields(ticks=672, residents=20) == []


def test_the_plain_model_lives_like_a_ward():
    from benchmarks.plain_mesa import PlainWard

    model = PlainWard(residents=12, days=4, seed=3)
    while model.running:
        model.step()
    assert model.tick == 4 * 96
    assert 0 < len(model.present) <= 12
    assert model.incident_rows and model.slot_rows and len(model.shift_rows) >= 11
    assert all(0.0 <= r.arousal <= 1.0 and 0.0 <= r.distress <= 1.0 for r in model.present)


def test_the_plain_model_runs_under_batch_run():
    from benchmarks.plain_mesa import run

    assert len(run(residents=5, days=1)) == 1


def test_the_plain_model_does_as_much_work_as_the_kernel():
    from benchmarks import counting

    kernel, plain = counting.of_kernel(20, 1), counting.of_plain(20, 1)
    for kind in ("rules", "draws"):
        assert 0.85 < plain[kind] / kernel[kind] < 1.15, (kind, kernel, plain)


@pytest.mark.slow
def test_quick_prints_every_section_within_a_minute(tmp_path):
    begun = _seconds_of_children()
    file = tmp_path / "figures.json"
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.engines", "--quick", "--json", str(file)],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    figures = json.loads(file.read_text(encoding="utf-8"))
    for section in ("machine", "growth", "many runs", "starting, seconds", "hottest phases beside C"):
        assert section in figures and section in done.stdout
    assert _seconds_of_children() - begun < 60


def _seconds_of_children():
    """Return what ended children have had of the processor, whatever else is at work on it."""
    times = os.times()
    return times.children_user + times.children_system


@pytest.mark.slow
def test_what_the_milieu_does_is_printed_by_one_command(capsys):
    from benchmarks.milieu import __main__ as milieu

    milieu.main("--pairs 2 --days 7 --warm-up-days 0".split())
    shown = capsys.readouterr().out
    for words in (
        "empty timetable against acute-ward",
        "the groups alone",
        "load above 1 in",
        "half the nurses against acute-ward",
        "structure: nursing minutes per resident-day",
        "without therapy builds coping",
        "pairs above 0.5",
        "minutes a day at the hatch",
        "a day shift of a registered nurse",
        "routine off",
    ):
        assert words in shown, words
    assert "the ledger has no" not in shown


@pytest.mark.slow
def test_a_checkout_beside_itself_is_as_quick(capsys):
    from benchmarks import beside

    beside.main([str(ROOT), "--rounds", "5", "--compiling", "0"])
    lines = capsys.readouterr().out.splitlines()
    (found,) = [line for line in lines if line.startswith("compiled, no tables")]
    assert 0.5 < float(found.split()[6]) < 2.0


@pytest.mark.slow
@pytest.mark.filterwarnings("default")
def test_costs_of_sweeps_are_printed(capsys):
    from benchmarks import sweeps

    sweeps.main(["--quick"])
    shown = capsys.readouterr().out
    for line in (
        "one thread beside the engine alone",
        "storing, share of simulating",
        "peak MB over 200 runs",
    ):
        assert line in shown


@pytest.mark.slow
def test_memory_of_a_sweep_does_not_grow_with_its_runs():
    from benchmarks import sweeps

    few, many = sweeps.memory((50, 4000)).values()
    assert many < few + 30 and many < 400


@pytest.mark.slow
def test_played_cluster_loses_no_run_and_writes_the_same_bytes_on_dask_and_by_shards(tmp_path):
    file = tmp_path / "figures.json"
    options = ["--quick", "--folder", str(tmp_path), "--json", str(file)]
    command = [sys.executable, "-m", "benchmarks.cluster", *options]  # the fake ward stays in its process
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    figures = json.loads(file.read_text(encoding="utf-8"))
    dask, shards = figures["Dask"], figures["shards"]
    assert dask["killed"] == 1
    for one in (dask, shards):
        assert one["lost runs"] == one["runs twice"] == 0
    assert dask["digest of all tables"] == shards["digest of all tables"]
