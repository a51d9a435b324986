"""What a store gives back: the same tables as runs, lazily, and to any tool that reads Parquet."""

import numpy as np
import pandas as pd
import pytest
from sweeps import experiment, files_of, small

import milieusim as ms


@pytest.fixture(scope="module")
def store(undisturbed):
    """Return the undisturbed store."""
    return ms.open_store(undisturbed)


def run_of(row, keep=("incidents", "slots")):
    """Run again, alone, what a row of metrics tells of."""
    design = small().replace({"milieu.structure": row["milieu.structure"]})
    return ms.simulate(design, days=7, warm_up_days=7, seed=int(row["seed"]), keep=list(keep))


def test_metrics_are_those_of_each_run_alone(store):
    metrics = store.metrics()
    assert list(metrics.columns)[:7] == "run point design milieu.structure parameter_set seed run_id".split()
    for k in (0, 7, 11):
        row, run = metrics.iloc[k], run_of(metrics.iloc[k])
        assert row["run_id"] == run.run_id
        assert np.array_equal(row[list(ms.METRICS)].to_numpy(float), run.metrics().to_numpy(), equal_nan=True)


@pytest.mark.parametrize("name", ["incidents", "slots"])
def test_tables_are_those_of_each_run_alone(store, name):
    table, metrics = store.table(name), store.metrics()
    for k in (0, 7):
        alone = getattr(run_of(metrics.iloc[k]), name)
        mine = table[table["run"] == k].drop(columns="run").reset_index(drop=True)
        pd.testing.assert_frame_equal(mine, alone)


@pytest.mark.parametrize("name", ["time_use", "stays", "ties", "resident_shifts"])
def test_any_table_can_be_kept(tmp_path, name):
    asked = experiment(keep=[name], replications=1, days=8)
    found = ms.run_experiment(asked, tmp_path / "store").table(name)
    alone = ms.simulate_many(
        small().replace({"milieu.structure": 0.1}), days=8, warm_up_days=7, seeds=[1], keep=[name]
    )
    mine = found[found["run"] == 0].reset_index(drop=True)
    pd.testing.assert_frame_equal(mine, getattr(alone, name))


def test_points_stand_in_the_order_of_the_sample(tmp_path):
    asked = experiment(factors={"milieu.structure": [0.9, 0.1]})
    points = ms.run_experiment(asked, tmp_path / "store").points()
    assert points["milieu.structure"].tolist() == [0.9, 0.1] and points["point"].tolist() == [0, 1]
    asked = experiment(factors={"milieu.structure": [0.5, 0.9, 0.1]})
    points = ms.run_experiment(asked, tmp_path / "store").points()
    assert points["milieu.structure"].tolist() == [0.5, 0.9, 0.1] and points["point"].tolist() == [2, 0, 1]


def test_dataset_reads_only_what_is_asked_for(store):
    found = store.dataset("metrics").to_table(columns=["run", "seed"]).to_pandas()
    assert found["run"].tolist() == list(range(12))


def test_plain_pandas_reads_the_folder(store, undisturbed):
    found = pd.read_parquet(undisturbed / "metrics")
    assert found["run"].tolist() == list(range(12)) and found["conflict_per_shift"].notna().all()


def test_duckdb_reads_the_files(undisturbed):
    import duckdb

    query = f"select count(*), avg(conflict_per_shift) from '{undisturbed}/metrics/*/*.parquet'"
    assert duckdb.connect().execute(query).fetchall()[0][0] == 12


def test_table_that_was_not_kept_is_told(store):
    with pytest.raises(
        ms.DataError, match="did not keep 'shifts'; it has metrics, failures, incidents, slots"
    ):
        store.table("shifts")
    with pytest.raises(ms.DataError, match="has no 'metric'"):
        store.table("metric")


def test_store_without_failures_has_an_empty_table_of_them(store):
    assert len(store.failures()) == 0 and "message" in store.failures()


def test_unfinished_chunks_are_not_read(tmp_path):
    store = ms.run_experiment(experiment(), tmp_path / "store")
    sorted((tmp_path / "store" / "metrics" / "0000").iterdir())[0].unlink()
    assert store.metrics()["run"].tolist() == list(range(2, 12))
    assert store.table("incidents")["run"].min() >= 2


def test_digest_is_of_the_tables_alone(tmp_path, store):
    other = ms.run_experiment(experiment(), tmp_path / "store")
    assert other.digest() == store.digest()
    fewer = ms.run_experiment(experiment(replications=3), tmp_path / "fewer")
    assert fewer.digest() != store.digest()


def test_nothing_about_time_or_machine_is_outside_the_log(tmp_path, undisturbed):
    import os
    import socket

    for name in files_of(undisturbed):
        content = (undisturbed / name).read_bytes()
        assert socket.gethostname().encode() not in content or len(socket.gethostname()) < 4
        assert str(undisturbed).encode() not in content and str(os.getcwd()).encode() not in content


def test_folder_without_a_store_is_told(tmp_path):
    with pytest.raises(ms.DataError, match="there is no manifest.json"):
        ms.open_store(tmp_path)
