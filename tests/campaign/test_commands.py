"""`milieusim sweep` and `milieusim status`: exit statuses, and what stands on which stream."""

import json
import re

import pytest
import yaml
from sweeps import SMALL, experiment

from milieusim.analysis.metrics.metrics import METRICS, register_metric
from milieusim.campaign.store.manifest import Manifest
from milieusim.campaign.store.store_places import place_at
from milieusim.cli.main import main


@pytest.fixture
def file(tmp_path):
    """Return an experiment file beside its design."""
    (tmp_path / "small.yaml").write_text(yaml.safe_dump(SMALL))
    path = tmp_path / "experiment.yaml"
    path.write_text(yaml.safe_dump({**experiment(designs=["small.yaml"]), "about": "Does it run?"}))
    return path


def test_sweep_runs_and_goes_on(file, tmp_path, capsys):
    store = str(tmp_path / "out")
    assert main(["sweep", str(file), "--store", store, "--workers", "2"]) == 0
    shown = capsys.readouterr()
    assert shown.out == f"12 runs in {store}: 12 new, 0 there before.\n"
    plan, *told = shown.err.splitlines()
    assert plan == "try: 3 design points x 1 parameter set x 4 replications = 12 runs of 7 days."
    assert all(
        line.startswith("small with milieu.structure 0.9: milieu.structure is 0.9, but") for line in told
    )
    assert main(["sweep", str(file), "--store", store]) == 0
    assert capsys.readouterr().out == f"12 runs in {store}: 0 new, 12 there before.\n"


def test_shard_and_status(file, tmp_path, capsys):
    store = str(tmp_path / "out")
    assert main(["sweep", str(file), "--store", store, "--shard", "1/3"]) == 0
    assert "4 runs of shard 1 of 3" in capsys.readouterr().out
    assert main(["status", store]) == 0
    assert capsys.readouterr().out.splitlines()[:3] == [
        "try: Does it run?",
        "4 of 12 runs are stored (33 %), 0 of them failed.",
        "3 design points of small; parameter sets: 1; replications: 4.",
    ]
    assert main(["status", store, "--json"]) == 0
    facts = json.loads(capsys.readouterr().out)
    assert (facts["done"], facts["runs"], facts["is_finished"], facts["owners"]) == (4, 12, False, [])


def test_failed_runs_end_with_3_again_and_again(file, tmp_path, capsys):
    def fails(run):
        raise ZeroDivisionError("nothing there")

    register_metric("fails", fails, "Fails.", "none", "a test")
    try:
        for new in (12, 0):
            assert main(["sweep", str(file), "--store", str(tmp_path / "out")]) == 3
            out = capsys.readouterr().out
            assert f"{new} new" in out and "12 of them failed and are kept as failures:" in out
            assert "  12 x measuring, ZeroDivisionError: metric 'fails' failed" in out and "(run 0)" in out
    finally:
        METRICS.pop("fails")


def test_bad_input_ends_with_2_and_all_problems(file, tmp_path, capsys):
    file.write_text(file.read_text().replace("days: 7", "days: seven"))
    assert main(["sweep", str(file), "--store", str(tmp_path / "out"), "--shard", "9/3"]) == 2
    told = capsys.readouterr().err
    assert "days is 'seven'; it must be a whole number" in told and "--shard is '9/3'" in told
    assert not (tmp_path / "out").exists()


def test_other_experiment_ends_with_2_and_the_difference(file, tmp_path, capsys):
    store = str(tmp_path / "out")
    main(["sweep", str(file), "--store", store])
    file.write_text(file.read_text().replace("\ndays: 7", "\ndays: 8"))
    assert main(["sweep", str(file), "--store", store]) == 2
    assert "days: 7 in the store, 8 now" in capsys.readouterr().err


def test_interruption_ends_with_130_and_says_what_is_stored(file, tmp_path, capsys, monkeypatch):
    from milieusim.cli.showing import sweep_progress as shown

    update = shown.Quiet.update

    def interrupted(self, progress):
        update(self, progress)
        if progress.done >= 4:
            raise KeyboardInterrupt

    monkeypatch.setattr(shown.Quiet, "update", interrupted)
    store = str(tmp_path / "out")
    assert main(["sweep", str(file), "--store", store, "--workers", "1"]) == 130
    told = capsys.readouterr().err
    # The worker may finish what it is in when the interruption comes.
    assert re.search(
        r"^[468] of 12 runs are stored; the same command goes on where it stopped\.$", told, re.M
    )
    monkeypatch.undo()
    assert main(["sweep", str(file), "--store", store]) == 0


def test_other_versions_of_libraries_are_told_before_the_runs(file, tmp_path, capsys, monkeypatch):
    from milieusim.campaign.sweep.sweep import _Sweep

    store, told = tmp_path / "out", []
    main(["sweep", str(file), "--store", str(store)])
    manifest = Manifest.read(place_at(store))
    manifest.facts["versions"]["pyarrow"] = "1.0"
    manifest.write(place_at(store))
    capsys.readouterr()
    assert main(["sweep", str(file), "--store", str(store)]) == 0
    assert "versions" not in capsys.readouterr().err
    run = _Sweep.run
    monkeypatch.setattr(_Sweep, "run", lambda *how: (told.append(capsys.readouterr().err), run(*how)))
    sorted((store / "metrics" / "0000").iterdir())[0].unlink()
    assert main(["sweep", str(file), "--store", str(store)]) == 0
    assert "begun with other versions (pyarrow 1.0 then, " in told[0]


def test_status_of_no_store_ends_with_2(tmp_path, capsys):
    assert main(["status", str(tmp_path)]) == 2
    assert "this is no store of runs" in capsys.readouterr().err


def test_bar_shows_speed_and_failures():
    from milieusim.campaign.sweep.sweep import Progress
    from milieusim.cli.showing.sweep_progress import Bar

    bar = Bar()
    bar.update(Progress(20, 100, 1, 20))
    bar.update(Progress(60, 100, 2, 20))
    bar.close()
    (task,) = bar._bar.tasks
    assert task.completed == 60 and task.total == 100
    assert task.fields["speed"].endswith("runs/s") and task.fields["failures"] == "2 failures"


def test_schema_of_experiments_is_printed(capsys):
    assert main(["schema", "experiment"]) == 0
    assert json.loads(capsys.readouterr().out)["title"] == "milieusim experiment"


def test_a_missing_store_is_told_with_an_example_and_all_else(file, capsys):
    file.write_text(file.read_text().replace("days: 7", "days: seven"))
    assert main(["sweep", str(file)]) == 2
    told = capsys.readouterr().err
    assert f"as in `milieusim sweep {file} --store out/experiment`" in told and "days is 'seven'" in told


def test_count_after_an_interruption_is_what_status_says(file, tmp_path, capsys, monkeypatch):
    from milieusim.campaign.sweep import sweep as sweeping

    def interrupted(self, outcome, log):
        # Two chunks may be done by the time that the first is looked at.
        raise KeyboardInterrupt

    monkeypatch.setattr(sweeping._Sweep, "_finish", interrupted)
    store = str(tmp_path / "out")
    assert main(["sweep", str(file), "--store", store, "--workers", "2"]) == 130
    told = capsys.readouterr().err
    assert main(["status", store, "--json"]) == 0
    done = json.loads(capsys.readouterr().out)["done"]
    assert done > 0 and f"{done} of 12 runs are stored; the same command goes on" in told
