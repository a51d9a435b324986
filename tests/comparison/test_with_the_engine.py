"""A comparison and a run from the command line, on the compiled engine."""

import json

import pandas as pd
import pytest
from fake_runs import some_sets

from milieusim.cli.main import main
from milieusim.comparison.compare import compare
from milieusim.config.reading.loading import load_design
from milieusim.engines.simulate import simulate
from milieusim.ward.tables import TABLES


@pytest.fixture(scope="module")
def acute():
    return load_design("acute-ward")


def test_a_renamed_routine_changes_no_number(acute):
    name = acute.routine.slots[0].name
    other = acute.replace({f"routine.slots[{name}].name": "Something else", "name": "renamed"})
    result = compare([acute, other], days=7, replications=10, parameters="best")
    differences = result.table["difference"].dropna()
    assert (differences == 0).all() and len(differences) > 50
    assert set(result.table["verdict"]) == {"no_difference_shown", "not_judged"}


def test_a_row_of_a_comparison_is_the_run_alone(acute):
    result = compare(
        [acute, acute.replace({"milieu.support": 0.9})], days=7, replications=10, parameters="best", seed=3
    )
    alone = simulate(acute, days=7, seed=5).metrics()
    row = result.metrics[(result.metrics["design"] == "acute-ward") & (result.metrics["seed"] == 5)].iloc[0]
    pd.testing.assert_series_equal(row[alone.index].astype(float), alone, check_exact=True, check_names=False)


@pytest.mark.slow
def test_the_report_of_real_runs_has_all_its_pictures_for_desk_and_phone(acute, tmp_path):
    result = compare(
        [acute, acute.replace({"milieu.support": 0.9, "name": "warm"})],
        days=3,
        replications=10,
        parameters="best",
    )
    text = result.report(tmp_path / "page.html").read_text(encoding="utf-8")
    assert (text.count("<picture>"), text.count("data:image/png;base64,")) == (5, 2 * 5)


def test_run_writes_every_table_and_its_metrics(tmp_path, capsys):
    folder = tmp_path / "out"
    assert main(["run", "acute-ward", "--days", "2", "--out", str(folder), "--json"]) == 0
    document = json.loads(capsys.readouterr().out, parse_constant=pytest.fail)
    names = {file.name for file in folder.iterdir()}
    assert names == {f"{t}.{kind}" for t in TABLES for kind in ("csv", "parquet")} | {
        "metrics.csv",
        "manifest.json",
    }
    metrics = pd.read_csv(folder / "metrics.csv").set_index("metric")["value"]
    assert metrics["conflict_per_100_obd"] == pytest.approx(document["metrics"]["conflict_per_100_obd"])
    assert len(pd.read_parquet(folder / "incidents.parquet")) == len(pd.read_csv(folder / "incidents.csv"))


def test_run_writes_a_table_for_people(capsys):
    assert main(["run", "acute-ward", "--days", "1", "--seed", "2"]) == 0
    out = capsys.readouterr().out
    assert "acute-ward: 1 day, seed 2" in out
    assert "events a shift" in out and "One run is one draw of chance" in out


def test_a_row_under_one_of_many_sets_is_that_run_alone(acute):
    sets = some_sets(6)
    options = {"days": 3, "replications": 24, "parameters": sets}
    other = acute.replace({"milieu.support": 0.9, "name": "warm"})
    result = compare([acute, other], workers=2, **options)
    rows = result.metrics[result.metrics["design"] == "warm"]
    assert rows["parameter_set"].nunique() == 6 and rows["seed"].is_unique
    row = rows.iloc[13]
    one = sets[sets.labels().index(row["parameter_set"])]
    alone = simulate(other, days=3, seed=int(row["seed"]), parameters=one).metrics()
    pd.testing.assert_series_equal(row[alone.index].astype(float), alone, check_exact=True, check_names=False)
    alike = compare([acute, other], workers=1, **options)
    pd.testing.assert_frame_equal(alike.metrics, result.metrics)
    assert len(result.hours) == 48
