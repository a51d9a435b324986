"""`milieusim sensitivity` on small stores of every kind."""

import json

import numpy as np
import pandas as pd
import pytest

from milieusim.campaign.store.store import open_store
from milieusim.cli.main import main
from milieusim.cli.sensitivity_command import _bounded
from milieusim.ledger.parameters import load_parameters

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


OF_A_TABLE = """
name: table
designs: [acute-ward, open-unit]
days: 2
warm_up_days: 0
replications: 2
sampling: {kind: table, file: points.csv}
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
    assert "conflict (events per 100 occupied bed-days), acute-ward" in shown
    assert "The numbers hold for these parameters, over chance." in shown
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
    assert "Luck of seeds in the differences between sets: " in shown
    assert shown.index("wellbeing_weight_distress") < shown.index("trait_spread")
    assert main(["sensitivity", out, "--metric", "wellbeing_mean", "--json"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert document["factors"] == [] and document["parameters"][0]["first"] > 0.5


def test_numbers_of_several_sets_say_that_they_hold_over_plausible_sets(tmp_path, capsys):
    text = FEW.replace("replications: 2", "replications: 1\nparameters: posterior\nsets: 3")
    out = store(tmp_path, "factorial", text=text)
    capsys.readouterr()
    assert main(["sensitivity", out]) == 0
    shown = capsys.readouterr().out
    assert "The numbers hold over plausible parameter sets." in shown
    assert "Which sets were drawn, and chance, in the differences between points: " in shown


FEW = """
name: few
designs: acute-ward
days: 2
warm_up_days: 0
replications: 2
factors: {{milieu.structure: [0.2, 0.5, 0.8], milieu.support: [0.2, 0.8]}}
"""


def test_no_share_of_a_small_factorial_is_beyond_the_whole(tmp_path, capsys):
    out = store(tmp_path, "factorial", text=FEW)
    capsys.readouterr()
    assert main(["sensitivity", out]) == 0
    shown = capsys.readouterr().out
    assert "\u2212" not in shown


def test_json_and_python_have_the_same_numbers(tmp_path, capsys):
    out = store(tmp_path, "factorial", text=FEW)
    capsys.readouterr()
    assert main(["sensitivity", out, "--json"]) == 0
    rows = json.loads(capsys.readouterr().out)["factors"]
    table = open_store(out).sensitivity().factors
    shown = [[row["first_low"], row["first_high"], row["threshold"]] for row in rows]
    found = table[["first_low", "first_high", "threshold"]].to_numpy(float)
    assert np.allclose(np.array(shown, float), found, equal_nan=True)


def test_a_small_sample_says_that_it_answers_nothing(tmp_path, capsys):
    out = store(tmp_path, "morris", 5)
    capsys.readouterr()
    assert main(["sensitivity", out]) == 0
    assert "Read nothing from these numbers. Points: 5 of a Morris sample" in capsys.readouterr().out


def test_a_design_with_too_few_points_takes_no_answer_from_the_others(tmp_path, capsys):
    draw = np.random.default_rng(1)
    rows = ["acute-ward,{:.3f},{:.3f}".format(*draw.random(2)) for _ in range(16)]
    rows += [f"open-unit,{share},0.5" for share in (0.1, 0.9)]
    table = "\n".join(["design,milieu.structure,milieu.support", *rows])
    (tmp_path / "points.csv").write_text(f"{table}\n", encoding="utf-8")
    (tmp_path / "e.yaml").write_text(OF_A_TABLE, encoding="utf-8")
    out = str(tmp_path / "out")
    assert main(["sweep", str(tmp_path / "e.yaml"), "--store", out, "--workers", "1"]) == 0
    capsys.readouterr()
    assert main(["sensitivity", out]) == 0
    shown = capsys.readouterr()
    assert (
        "conflict (events per 100 occupied bed-days), acute-ward" in shown.out
        and "open-unit" not in shown.out
    )
    assert "Left out: open-unit: 2 points with a value of 'conflict_per_100_obd'" in shown.err
    assert "Left out: acute-ward: 0 points with a value of 'wellbeing_gain_day14'" in shown.err


def test_shares_beyond_the_whole_are_cut_and_that_is_told():
    table = pd.DataFrame({"first": [-0.56, 0.96], "first_low": [-340.0, 0.9], "first_high": [341.0, 1.001]})
    cut, is_cut = _bounded(table)
    assert is_cut and cut.to_numpy().tolist() == [[0, 0, 1], [0.96, 0.9, 1]]
    assert not _bounded(table[1:])[1] and _bounded(None) == (None, False)


def test_an_unfinished_store_gives_no_numbers(tmp_path, capsys):
    path, out = tmp_path / "experiment.yaml", str(tmp_path / "out")
    path.write_text(FEW.format() + "runs_per_file: 2\n", encoding="utf-8")
    assert main(["sweep", str(path), "--store", out, "--workers", "1", "--shard", "1/3"]) == 0
    capsys.readouterr()
    assert main(["sensitivity", out]) == 2
    shown = capsys.readouterr()
    assert shown.out == "" and "4 of 12 runs are stored: finish the sweep first" in shown.err
