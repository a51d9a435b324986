"""A table that was edited in a design's folder is not read when the ward is simulated, and every door says so."""

import pytest
import yaml

import milieusim as ms


def test_every_door_tells_of_an_edited_timetable_beside_a_design(folder, run, tmp_path):
    table = folder / "timetable.csv"
    table.write_text(
        table.read_text(encoding="utf-8").replace("Lunch,daily,12:00", "Lunch,daily,12:10"), "utf-8"
    )
    experiment = {"name": "e", "designs": ["mine"], "days": 1, "replications": 1, "parameters": "best"}
    (tmp_path / "e.yaml").write_text(yaml.safe_dump(experiment), encoding="utf-8")
    for door, given in (
        (ms.load_design, folder),
        (ms.load_experiment, tmp_path / "e.yaml"),
        (lambda one: ms.simulate(one, days=1, warm_up_days=0, engine="agents"), str(folder)),
    ):
        with pytest.warns(UserWarning, match="timetable.csv says something else than the design"):
            door(given)
    asked = run("sweep", tmp_path / "e.yaml", "--store", tmp_path / "store", "--shard", "1/1")
    assert asked.stderr.count("timetable.csv says something else than the design") == 1
    warning = "timetable.csv says something else"
    assert warning not in run("import", table, "--into", folder).output
    ms.load_design(folder)
