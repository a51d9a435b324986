"""A factor that is added at the value that designs have anyway extends a store: runs that are there stay its runs."""

import shutil
from types import SimpleNamespace

import pandas as pd
import pytest
from sweeps import experiment, files_of, small

import milieusim as ms
from milieusim.campaign.store import compacting
from milieusim.campaign.store.store_places import place_at
from milieusim.campaign.sweep.stages import begun
from milieusim.campaign.sweep.what_differs import are_comparable

SHORT = {"days": 1, "warm_up_days": 0, "replications": 2, "keep": ["slots"], "runs_per_file": 2}
STRUCTURE = {"milieu.structure": [0.1, 0.9]}
LOCKED = {"options": {"locked": {"policy.is_locked": True}, "as it is": {}}}


def asked(**changes):
    """Return a short experiment."""
    return ms.load_experiment(experiment(**{**SHORT, "factors": STRUCTURE, **changes}))


@pytest.fixture(scope="module")
def extended(tmp_path_factory):
    """Return a store to which two factors were added, with the files of before and of one that had them at once."""
    folder = tmp_path_factory.mktemp("added")
    ms.run_experiment(asked(), folder / "store", workers=1)
    before = files_of(folder / "store")
    more = asked(factors={"door": LOCKED, "milieu.support": [0.5, 0.9], **STRUCTURE})
    store = ms.run_experiment(more, folder / "store", workers=1)
    return store, before, more, ms.run_experiment(more, folder / "alone", workers=1)


def same(one, other):
    """Whether two tables hold the same runs."""
    keys = ["milieu.structure", "milieu.support", "door", "seed"]
    tables = [
        table.drop(columns=["run", "point"]).astype({"design": str, "parameter_set": str, "door": str})
        for table in (one, other)
    ]
    one, other = (table.sort_values(keys, ignore_index=True) for table in tables)
    pd.testing.assert_frame_equal(one, other)
    return True


def test_runs_of_before_are_kept_and_only_new_ones_are_run(extended, tmp_path):
    store, before, _, alone = extended
    after = files_of(store.place.path)
    assert {name: after[name] for name in before if name != "manifest.json"}.items() <= before.items()
    assert store.plan.runs == 16 == len(store.metrics()) and len(store.plan.stages) == 2
    assert same(store.metrics(), alone.metrics())
    assert len(store.points()) == 8 and len(store.table("slots")["run"].unique()) == 16


def test_runs_of_before_have_the_column_at_its_old_value_wherever_they_are_read(extended):
    store, *_ = extended
    first = store.metrics().iloc[:4]
    assert set(first["milieu.support"]) == {0.5} and set(first["door"]) == {"as it is"}
    where = [("milieu.support", "==", 0.5), ("door", "==", "as it is")]
    assert store.metrics(columns=["run", "door"], where=where)["run"].tolist() == [0, 1, 2, 3]
    assert store.dataset("metrics").count_rows() == 16
    found = store.sensitivity(["conflict_per_100_obd"]).factors
    assert set(found["factor"]) == {"door", "milieu.support", "milieu.structure"}


def test_a_store_that_was_extended_so_grows_on_and_is_made_compact(extended, tmp_path, monkeypatch):
    kept, _, more, _ = extended
    store = ms.open_store(shutil.copytree(kept.place.path, tmp_path / "store"))
    again = ms.run_experiment(more.replace(replications=3), store.place.path, workers=1)
    assert len(again.metrics()) == 24 and again.plan.name(0) == store.plan.name(0)
    assert again.metrics().iloc[:16].equals(store.metrics())
    before = again.metrics()
    monkeypatch.setattr(compacting, "PER_FOLDER", again.plan.chunks)
    assert again.compact() == 1
    pd.testing.assert_frame_equal(ms.open_store(store.location).metrics(), before)


def test_chunks_that_were_not_done_when_a_factor_came_get_the_same_bytes(tmp_path):
    begun(place_at(tmp_path / "late"), asked())
    more = asked(factors={**STRUCTURE, "milieu.support": [0.5]})
    ms.run_experiment(asked(), tmp_path / "early", workers=1)
    for name in ("late", "early"):
        ms.run_experiment(more, tmp_path / name, workers=1)
    assert files_of(tmp_path / "late") == files_of(tmp_path / "early")


@pytest.mark.parametrize(
    ("factors", "told"),
    [
        ({"milieu.support": [0.2, 0.8]}, "none of its values (0.2, 0.8) is what the design in the store"),
        ({"contagion_gain": {"low": 0.1, "high": 0.4, "levels": 2}}, "none of its values (0.1, 0.4)"),
        (
            {"nurses": {"values": [1, 2], "adds_to": ["rota.early.registered_nurse"]}},
            "none of its values (1, 2)",
        ),
    ],
)
def test_a_factor_without_its_old_value_is_refused_with_what_it_lacks(tmp_path, factors, told):
    begun(place_at(tmp_path), asked())
    with pytest.raises(ms.ConfigError) as refused:
        begun(place_at(tmp_path), asked(factors={**STRUCTURE, **factors}))
    assert any(told in line for line in refused.value.problems), refused.value.problems


def test_a_factor_that_is_part_of_another_one_cannot_be_added(tmp_path):
    begun(place_at(tmp_path), asked(factors={"rota.early.registered_nurse": [2, 3]}))
    both = {"rota.early.registered_nurse": [2, 3], "rota.early.registered_nurse.weekday": [2]}
    with pytest.raises(ms.ConfigError, match="is part of rota.early.registered_nurse, which varies already"):
        begun(place_at(tmp_path), asked(factors=both))


def test_designs_that_differ_in_a_value_have_none_in_common_to_add_it_at(tmp_path):
    both = {"designs": [small(), small(name="other", milieu={"support": 0.9})]}
    begun(place_at(tmp_path), asked(**both))
    with pytest.raises(ms.ConfigError, match="is what every design in the store"):
        begun(place_at(tmp_path), asked(**both, factors={**STRUCTURE, "milieu.support": [0.5, 0.9]}))


def test_a_table_may_have_a_further_column_and_further_rows(tmp_path):
    def table(text):
        (tmp_path / "points.csv").write_text(text)
        return asked(factors={}, sampling={"kind": "table", "file": str(tmp_path / "points.csv")})

    place = place_at(tmp_path / "store")
    before = begun(place, table("milieu.structure\n0.1\n0.9\n"))
    rows = "0.1,england\n0.9,england\n0.9,germany\n"
    after = begun(place, table("milieu.structure,policy.regime\n" + rows))
    assert (before.plan().runs, after.plan().runs) == (4, 6)


def test_a_factor_whose_levels_are_of_another_kind_is_another_factor():
    kept, fresh = (SimpleNamespace(factors={"a.b": kind}) for kind in ("number", "text"))
    assert are_comparable(kept, kept) and not are_comparable(kept, fresh)
