"""The whole way: a small ward, real runs, proposals that `compare` takes."""

import json

import pytest

from milieusim.cli.main import main
from milieusim.config.reading.loading import load_design
from milieusim.config.telling.yaml_writing import design_text

ASKED = "--moves 1 --runs 100 --replications 10 --days 7 --parameters best --json".split()


@pytest.fixture
def desk(ward, tmp_path, monkeypatch):
    """A folder with a ward of four beds, whose doses were moved onto lunch, and goals."""
    monkeypatch.chdir(tmp_path)
    moved = {
        "routine.slots[Midday medication].start": "12:00",
        "routine.slots[Midday medication].end": "12:35",
    }
    design = ward.replace({"name": "small", "ward.beds": 4, **moved})
    (tmp_path / "small.yaml").write_text(design_text(design))
    (tmp_path / "goals.yaml").write_text("weights: {meals missed: 1}\n")
    others = [
        name
        for name in (slot.name for slot in design.routine.slots)
        if name not in ("Lunch", "Midday medication")
    ]
    return [part for name in others for part in ("--fixed", name)]


def asked(*more):
    return main(["improve", "small.yaml", "--goals", "goals.yaml", *ASKED, *more])


def test_doses_that_lie_on_a_meal_are_moved_away_from_it(desk, capsys):
    assert asked("--out", "found", *desk) == 0
    said = json.loads(capsys.readouterr().out)
    first = said["proposals"][0]
    assert any(text.startswith(("Midday medication: ", "Lunch: ")) for text in first["changes"])
    assert len(said["sentence"].split()) <= 120
    whole = load_design(f"found/proposals/{first['name']}.yaml")
    patch = load_design(f"found/changes/{first['name']}.yaml")
    assert whole.routine == patch.routine != load_design("small.yaml").routine
    assert asked("--out", "found", *desk) == 0
    assert json.loads(capsys.readouterr().out) == said
    assert asked("--out", "found", "--seed", "2", *desk) == 2
    assert "another search" in capsys.readouterr().err


def test_without_goals_a_file_of_goals_is_shown(capsys):
    assert main(["improve", "acute-ward"]) == 2
    told = capsys.readouterr().err
    assert told.startswith("--goals is missing") and "weights:" in told and "limits:" in told


def test_every_problem_is_told_before_anything_runs(tmp_path, capsys):
    goals = tmp_path / "goals.yaml"
    goals.write_text("weights: {conflikt: 1}\n")
    assert main(["improve", "acute-ward", "--goals", str(goals), "--fixed", "Lunsh"]) == 2
    told = capsys.readouterr().err
    assert "conflikt" in told and "Did you mean 'Lunch'?" in told
