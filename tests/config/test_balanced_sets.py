"""The first of the shipped sets stand for all of them."""

from importlib.resources import files

import numpy as np
import pytest
from pyarrow import parquet

from milieusim.ledger import balanced
from milieusim.ledger.parameter_sets import ParameterSets, shipped_sets


def levels():
    known = balanced._known()
    return np.array([known[label] for label in shipped_sets().labels()])


def test_what_is_known_is_of_the_sets_that_are_shipped():
    # Fails after a new calibration: `python -m benchmarks.verdict_bank` writes it anew.
    sets = shipped_sets()
    digests = [
        balanced.digest_of(sets.names, row) for row in zip(*(sets.values(name) for name in sets.names))
    ]
    table = parquet.read_table(str(files("milieusim").joinpath(balanced.FILE)))
    assert table[balanced.LABEL].to_pylist() == sets.labels()
    assert table[balanced.DIGEST].to_pylist() == digests
    assert np.isfinite(levels()).all()


def test_the_fifty_sets_of_the_default_lie_near_all_of_them_on_the_judged_measures():
    sets = shipped_sets()
    of_all = np.array(sets.weights) @ levels()
    off = levels()[sets.places(50)].mean(axis=0) / of_all - 1
    assert np.abs(off).max() < 0.03


def test_an_order_by_weight_stands_for_weighted_means(monkeypatch):
    draw = np.random.default_rng(1)
    table, weights = {"x": draw.normal(size=100)}, draw.uniform(1, 3, 100)
    given = {f"posterior-{place}": (value,) for place, value in enumerate(table["x"])}
    monkeypatch.setattr(balanced, "_known", lambda: given)
    sets = ParameterSets(None, table, range(100), weights)
    means = [table["x"][sets.places(n)].mean() for n in (20, 40, 60)]
    assert means == pytest.approx([np.average(table["x"], weights=weights)] * 3, abs=0.06)


def test_sets_that_are_not_known_keep_the_order_they_had():
    assert balanced.balanced_order(["mine-1", "mine-2"], [1, 1], [1, 0]) == [1, 0]
