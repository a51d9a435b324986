"""Threads, chunks and order of many runs change no number."""

import numpy as np
import pytest

import milieusim as ms
from milieusim.engines import simulate as simulating

SEEDS = list(range(11, 23))
ASKED = {"days": 5, "warm_up_days": 2}


@pytest.fixture(scope="module")
def alone():
    """Every seed run by itself."""
    return {seed: ms.simulate("closed-unit", seed=seed, **ASKED) for seed in SEEDS}


def equal(row, metrics):
    """Return whether a row of metrics is what one run gives, gaps included."""
    return np.array_equal(row[metrics.index].to_numpy(float), metrics.to_numpy(float), equal_nan=True)


@pytest.mark.parametrize("workers", [1, 2, 3])
def test_a_row_of_a_batch_is_the_same_single_run(alone, workers):
    rows = ms.simulate_many("closed-unit", seeds=SEEDS, workers=workers, **ASKED).metrics()
    assert rows["seed"].tolist() == SEEDS
    for _, row in rows.iterrows():
        assert equal(row, alone[row["seed"]].metrics())


@pytest.mark.parametrize("chunk", [1, 5])
def test_chunks_change_nothing(alone, chunk, monkeypatch):
    monkeypatch.setattr(simulating, "CHUNK", chunk)
    rows = ms.simulate_many("closed-unit", seeds=SEEDS, workers=2, **ASKED).metrics()
    for _, row in rows.iterrows():
        assert equal(row, alone[row["seed"]].metrics())


def test_order_changes_nothing(alone):
    rows = ms.simulate_many("closed-unit", seeds=SEEDS[::-1], workers=2, **ASKED).metrics()
    assert rows["seed"].tolist() == SEEDS[::-1]
    for _, row in rows.iterrows():
        assert equal(row, alone[row["seed"]].metrics())


def test_tables_of_a_batch_are_those_of_the_single_runs(alone):
    runs = ms.simulate_many("closed-unit", seeds=SEEDS, workers=2, keep=["shifts", "incidents"], **ASKED)
    for table in ("shifts", "incidents"):
        for k, seed in enumerate(SEEDS):
            mine = getattr(runs, table).query(f"run == {k}").drop(columns="run").reset_index(drop=True)
            assert mine.equals(getattr(alone[seed], table).reset_index(drop=True))


def test_a_run_that_needs_more_room_is_the_same_run(alone, monkeypatch):
    from milieusim.engines.compiled import running as engine

    roomy = engine.rows_for

    def scarce(inputs, growth):
        rows = roomy(inputs, growth)
        return rows | {"incidents": growth, "responses": growth, "staff_shifts": 8 * growth}

    monkeypatch.setattr(engine, "rows_for", scarce)
    again = ms.simulate("closed-unit", seed=SEEDS[0], **ASKED)
    for table, rows in alone[SEEDS[0]].raw.items():
        assert again.raw[table].tobytes() == rows.tobytes(), table
