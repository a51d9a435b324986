"""`milieusim sensitivity` on small stores of every kind."""

import json

import numpy as np
import pandas as pd
import pytest

from milieusim.cli.main import main
from milieusim.config.parameters import load_parameters

SWEEP = """
name: small
designs: acute-ward
days: 3
warm_up_days: 2
replications: {replications}
factors:
  milieu.support: {{low: 0, high: 1, levels: 4}}
  ward.beds: {{low: 14, high: 22, whole: true, levels: 3}}
sampling: {{kind: {kind}{points}}}
"""


def store(folder, kind, points=None, replications=2, text=SWEEP):
    path = folder / "experiment.yaml"
    points = "" if points is None else f", points: {points}"
    path.write_text(text.format(kind=kind, points=points, replications=replications), encoding="utf-8")
    assert main(["sweep", str(path), "--store", str(folder / "out"), "--workers", "1"]) == 0
    return str(folder / "out")


@pytest.mark.parametrize(
    ("kind", "points", "columns"),
    [
        ("sobol", 4, ["total", "alone"]),
        ("morris", 5, ["mean size", "by chance alone"]),
        ("latin_hypercube", 16, ["alone", "without effect, below"]),
        ("factorial", None, ["alone", "without effect, below"]),
    ],
)
def test_each_sample_has_the_indices_it_was_drawn_for(tmp_path, capsys, kind, points, columns):
    out = store(tmp_path, kind, points)
    capsys.readouterr()
    assert main(["sensitivity", out]) == 0
    shown = capsys.readouterr().out
    assert all(column in shown for column in columns)
    assert shown.count("ward.beds") == 2 and shown.count("milieu.support") == 2
    assert "conflict a shift (events a shift), acute-ward" in shown
    assert main(["sensitivity", out, "--json", "--metric", "felt safety"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert document["sampling"] == kind and len(document["factors"]) == 2
    assert {row["metric"] for row in document["factors"]} == {"felt_safety"}
    assert document["factors"][0]["runs"] == 2


def test_what_cannot_be_answered_is_told_in_one_line(tmp_path, capsys):
    assert main(["sensitivity", str(tmp_path / "nowhere")]) == 2
    out = store(tmp_path, "factorial", text="name: one\ndesigns: acute-ward\ndays: 1\nwarm_up_days: 0\n")
    capsys.readouterr()
    assert main(["sensitivity", out]) == 2
    assert "nothing to be sensitive to" in capsys.readouterr().err
    assert main(["sensitivity", out, "--metric", "conflict_per_shif"]) == 2
    assert "Did you mean 'conflict_per_shift'?" in capsys.readouterr().err


def test_parameters_behind_the_differences_between_sets_are_told(tmp_path, capsys):
    draw = np.random.default_rng(1)
    best = load_parameters()
    varied = {"wellbeing_weight_distress": (0.5, 1.5), "trait_spread": (0.98, 1.02)}
    table = {name: best[name] * draw.uniform(*ends, 30) for name, ends in varied.items()}
    table |= {"parameter_set": range(30), "weight": 1 / 30}
    pd.DataFrame(table).to_parquet(tmp_path / "sets.parquet")
    text = "name: sets\ndesigns: acute-ward\ndays: 3\nwarm_up_days: 2\nparameters: sets.parquet\nreplications: 2\n"
    out = store(tmp_path, "factorial", text=text)
    capsys.readouterr()
    assert main(["sensitivity", out, "--metric", "wellbeing_mean"]) == 0
    shown = capsys.readouterr().out
    assert "parameters behind the differences between sets" in shown
    assert shown.index("wellbeing_weight_distress") < shown.index("trait_spread")
    assert main(["sensitivity", out, "--metric", "wellbeing_mean", "--json"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert document["factors"] == [] and document["parameters"][0]["first"] > 0.5
