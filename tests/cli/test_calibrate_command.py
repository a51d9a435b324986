"""`milieusim calibrate`: a small one with the real wards, and messages for what does not go together."""

import json

import pyarrow.parquet as pq
import pytest

from milieusim.cli.main import main


@pytest.mark.slow
def test_a_small_calibration_of_the_real_wards_writes_sets_and_keeps_its_trail(tmp_path, capsys):
    out = tmp_path / "sets.parquet"
    assert main(["calibrate", "--small", "--out", str(out), "--workers", "2"]) == 0
    shown = capsys.readouterr()
    assert "Targets on fresh seeds" in shown.out and "T01" in shown.out
    assert "Wrote 12 sets" in shown.err and "T17" in shown.out
    facts = json.loads(pq.read_schema(out).metadata[b"milieusim"])
    assert {"code", "ledger", "designs", "targets", "settings", "seed"} <= set(facts)
    assert (tmp_path / "sets.trail" / "facts.json").exists()
    assert not [key for key in facts["pass_share"] if key.startswith("V")]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--data", "x.csv", "--small"], "--small does not go with --data"),
        (["--data", "x.csv"], "--data needs --design"),
        (["--census", "x.csv"], "--census is given without --data"),
        (["--settings", "nowhere.yaml"], "nowhere.yaml"),
        (["--targets", "nowhere.yaml"], "nowhere.yaml"),
    ],
)
def test_what_does_not_go_together_is_told(arguments, told, tmp_path, capsys):
    assert main(["calibrate", "--out", str(tmp_path / "sets.parquet"), *arguments]) == 2
    assert told in capsys.readouterr().err


def test_a_folder_cannot_be_the_file_to_write(tmp_path, capsys):
    assert main(["calibrate", "--out", str(tmp_path)]) == 2
    assert "is a folder" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "example"),
    [
        ([], "`milieusim calibrate --out sets.parquet`"),
        (
            ["--data", "log.csv"],
            "`milieusim calibrate --data log.csv --design acute-ward --out sets.parquet`",
        ),
    ],
)
def test_a_missing_out_is_told_with_an_example(arguments, example, capsys):
    assert main(["calibrate", *arguments]) == 2
    told = capsys.readouterr().err
    assert "--out is missing" in told and example in told
