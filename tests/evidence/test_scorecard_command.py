"""`milieusim evidence` from the command line."""

import json
import sys

import pytest
from fake_counts import run_fakes

from milieusim.cli.main import main
from milieusim.evidence import measuring, sampling

TARGETS = """\
T01:
  metric: aggression_per_100_obd_recorded
  label: Recorded aggression
  unit: per 100 bed-days
  value: 1.9
  low: 1.5
  high: 2.3
  interval_is: band
  design: reference-switzerland
  population: a ward of ours
  sources: [Our own log of the year before]
  used_for: fit
  how: As it stands.
"""


@pytest.fixture(autouse=True)
def no_model(monkeypatch):
    monkeypatch.setattr(measuring, "run_jobs", run_fakes)
    monkeypatch.setattr("milieusim.cli.evidence_command.warmed", lambda: None)
    for name in ("FULL", "QUICK"):
        monkeypatch.setattr("milieusim.evidence.scorecard." + name, sampling.Effort((3,), 2))


def test_the_answer_is_a_plain_table_of_at_most_100_columns_and_sentences(capsys):
    assert main(["evidence", "--quick", "--parameters", "best"]) == 0
    out, err = capsys.readouterr()
    lines = out.splitlines()
    tables = [line for line in lines if line[:1] in "TIV" and line[1:3].isdigit()]
    assert len(tables) == 59 + 55 and [line for line in tables if len(line) > 100] == []
    assert "of 42 fitted patterns" in out and "no pass mark" in out and "Nothing here says" in out
    assert "runs" not in err


@pytest.mark.slow
def test_json_is_one_document_and_the_page_is_written(capsys, tmp_path):
    page = tmp_path / "page.html"
    assert main(["evidence", "--json", "--parameters", "best", "--out", str(page)]) == 0
    out, err = capsys.readouterr()
    document = json.loads(out)
    assert len(document["rows"]) == 59 and document["fit"]["model"]["of"] == 42
    assert page.read_text(encoding="utf-8").startswith("<!doctype html>") and "Wrote the page" in err


def test_targets_of_ones_own_are_scored(capsys, tmp_path):
    path = tmp_path / "mine.yaml"
    path.write_text(TARGETS, encoding="utf-8")
    assert main(["evidence", "--json", "--parameters", "best", "--targets", str(path)]) == 0
    rows = json.loads(capsys.readouterr().out)["rows"]
    assert [(row["key"], row["published"]) for row in rows] == [("T01", 1.9)]


def test_every_problem_is_told_before_anything_is_simulated(capsys, tmp_path, monkeypatch):
    monkeypatch.setattr(measuring, "run_jobs", None)
    path = tmp_path / "mine.yaml"
    path.write_text(TARGETS.replace("low: 1.5", "low: 9.5"), encoding="utf-8")
    asked = ["evidence", "--parameters", "bets", "--targets", str(path), "--out", str(tmp_path)]
    assert main(asked) == 2
    err = capsys.readouterr().err
    assert "is a folder" in err and "'bets'" in err and "low must be below high" in err


def test_an_interruption_ends_with_its_own_status(capsys, monkeypatch):
    def stopped(*args):
        raise KeyboardInterrupt
        yield

    monkeypatch.setattr(measuring, "run_jobs", stopped)
    assert main(["evidence", "--parameters", "best"]) == 130
    assert "Interrupted" in capsys.readouterr().err


def test_progress_is_shown_to_a_person(monkeypatch):
    from milieusim.cli.showing.screen_tables import of_stage, shown_progress

    with shown_progress() as quiet:
        assert quiet is None and of_stage(quiet, "runs") is None
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    with shown_progress() as announce:
        progress = of_stage(announce, "runs")
        progress(1, 4)
        progress(4, 8)
