"""Tables say their units: to pandas, in the files of commands and in those of stores."""

import copy
import json
import pickle

import pandas as pd
import pytest
from pyarrow import parquet

import milieusim as ms
from milieusim.shown.column_units import NUMBERS, unit_of, units_of
from milieusim.ward.tables import TABLES, columns

SHORT = {"days": 2, "warm_up_days": 1, "engine": "agents"}


@pytest.fixture(scope="module")
def run():
    return ms.simulate("acute-ward", seed=1, **SHORT)


@pytest.mark.parametrize("table", TABLES)
def test_every_column_that_says_how_much_has_a_unit(table):
    measured = [name for name, kind in columns(table) if kind in ("int", "int?", "float")]
    without = [name for name in measured if unit_of(table, name) is None]
    assert set(without) <= NUMBERS


@pytest.mark.parametrize(
    "table, column, unit",
    [
        ("shifts", "seclusion", "count"),
        ("shifts", "seclusion_hours_recorded", "h"),
        ("shifts", "mean_arousal", "0-1"),
        ("staff_shifts", "observation", "h"),
        ("staff_shifts", "incident", "h"),
        ("incidents", "incident", None),
        ("incidents", "kind", None),
        ("incidents", "is_recorded", None),
        ("stays", "wellbeing_day14", "0-1"),
        ("stays", "discharged_at_hour", "h since hour 0"),
        ("resident_shifts", "hazard", "1/h"),
        ("hours", "doctor_minutes_needed", "min"),
        ("metrics", "occupancy", None),
    ],
)
def test_units_are_those_that_the_column_is_documented_with(table, column, unit):
    assert unit_of(table, column) == unit


def test_tables_and_metrics_of_a_run_carry_units(run):
    assert run.incidents.attrs["units"]["at_hour"] == "h since hour 0"
    metrics = run.metrics()
    assert metrics.attrs["units"] == {name: metric.unit for name, metric in ms.METRICS.items()}


def test_metrics_of_many_runs_carry_units():
    runs = ms.simulate_many("acute-ward", seeds=[1], keep=["shifts"], **SHORT)
    assert runs.metrics().attrs["units"]["occupancy"] == ms.METRICS["occupancy"].unit
    assert runs.shifts.attrs["units"]["census"] == "count"


def test_files_of_a_folder_of_results_say_their_units_and_hold_the_same_values(run, tmp_path):
    from milieusim.cli.showing.result_folder import write_tables

    write_tables(tmp_path, {"shifts": run.shifts})
    field = parquet.read_schema(tmp_path / "shifts.parquet").field("care_hours")
    assert field.metadata[b"unit"] == b"h"
    read = pd.read_parquet(tmp_path / "shifts.parquet")
    assert read.equals(run.shifts) and read.attrs["units"] == run.shifts.attrs["units"]


def test_files_of_a_store_say_their_units(tmp_path):
    experiment = {"name": "small", "designs": "acute-ward", "keep": ["shifts"], **SHORT}
    store = ms.run_experiment(experiment, tmp_path / "store", executor="threads", workers=1)
    schemas = {
        name: parquet.read_schema(next((tmp_path / "store" / name).rglob("*.parquet")))
        for name in ("metrics", "shifts")
    }
    assert schemas["shifts"].field("care_hours").metadata[b"unit"] == b"h"
    assert schemas["metrics"].field("occupancy").metadata[b"unit"].decode() == ms.METRICS["occupancy"].unit
    for table in (store.metrics(), store.table("shifts")):
        name = "metrics" if "occupancy" in table else "shifts"
        assert table.attrs["units"] == units_of(name, table.columns)
        json.dumps(table.attrs)


def test_units_are_shared_by_what_comes_of_a_table_and_cannot_be_changed(run):
    units = run.shifts.attrs["units"]
    assert run.shifts.head(3).attrs["units"] is units and copy.deepcopy(units) is units
    assert pickle.loads(pickle.dumps(units)) == units and dict(units) == units
    for change in (lambda: units.update(census="heads"), lambda: units.pop("census"), lambda: units.clear()):
        with pytest.raises(TypeError, match=r"dict\(units\)"):
            change()
