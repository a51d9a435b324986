"""A calibration as a whole: it finds what made the data, goes on where it stopped, and never sees a check."""

import json

import numpy as np
import pyarrow.parquet as pq
import pytest
import toy

from milieusim.calibration.calibrate import calibrate
from milieusim.errors import ConfigError
from milieusim.ledger.parameter_sets import read_sets

SIZES = {"screen": 2, "waves": 2, "wave_points": 40, "bank": 80, "sets": 40, "coverage": 8}


def fitted(folder, targets=None, simulate=None, **options):
    options = {"settings": toy.settings(**SIZES), **options}
    return calibrate(
        folder / "sets.parquet", targets or toy.published(), simulate=simulate or toy.Toy(), **options
    )


@pytest.fixture(scope="module")
def result(tmp_path_factory):
    return fitted(tmp_path_factory.mktemp("whole"))


def test_parameters_that_made_the_data_lie_in_the_intervals(tmp_path):
    targets = toy.published(seed=4)
    settings = toy.settings(bank=400, sets=200)
    found = calibrate(tmp_path / "sets.parquet", targets, settings=settings, simulate=toy.Toy(), seed=2)
    weights, order = found.sets["weight"].to_numpy(), [0.05, 0.95]
    for name, truth in zip(toy.NAMES, toy.TRUTH):
        values = found.sets[name].to_numpy()
        along = np.argsort(values)
        low, high = np.interp(order, np.cumsum(weights[along]), values[along])
        assert low < truth < high, name
    assert set(found.facts["identified"]) == {"a", "b", "c", "d"}
    assert set(found.facts["not_constrained"]) == {"idle", "loose"}
    assert found.score["is_inside"].all() and found.facts["inside"]["X"]


def test_file_holds_weighted_sets_and_what_they_were_made_from(result, tmp_path_factory):
    path = result.folder.with_suffix(".parquet")
    table, facts = pq.read_table(path), json.loads(pq.read_schema(path).metadata[b"milieusim"])
    assert table.column_names == ["parameter_set", "weight", *toy.NAMES, "door"]
    assert sum(table["weight"].to_pylist()) == pytest.approx(1) and table.num_rows == 40
    assert facts["roles"] == {
        **dict.fromkeys("abcd", "fitted"),
        "idle": "fitted",
        "loose": "free",
        "door": "solved",
    }
    assert facts["prior"]["c"] == [1.0, 9.0] and facts["seed"] == 1
    assert set(facts["pass_share"]) == set(toy.KEYS) and set(facts["top_effects"]) == set(toy.KEYS[:-1])


def test_every_step_is_kept(result):
    names = {path.name for path in result.folder.iterdir()}
    wanted = (
        "asked.json screen.parquet wave1.json wave2.json bank-points.npz rescore.parquet coverage.parquet"
    )
    assert {*wanted.split(), "ranks.parquet", "facts.json"} <= names
    assert not [name for name in names if name.startswith(".")]


def test_a_calibration_goes_on_where_it_stopped_and_gives_the_same_bytes(result, tmp_path):
    for limit in (4, 2, 5, 4):
        with pytest.raises(KeyboardInterrupt):
            fitted(tmp_path, simulate=toy.Toy(stops_at=limit))
        assert not (tmp_path / "sets.parquet").exists()
    fitted(tmp_path)
    whole = result.folder.with_suffix(".parquet").read_bytes()
    assert (tmp_path / "sets.parquet").read_bytes() == whole
    again = toy.Toy()
    fitted(tmp_path, simulate=again)
    assert again.calls == 0 and (tmp_path / "sets.parquet").read_bytes() == whole


def test_another_seed_gives_other_sets(result, tmp_path):
    other = fitted(tmp_path, seed=2)
    assert not np.allclose(other.sets["a"], result.sets["a"])


def test_trail_of_another_calibration_is_refused_with_what_differs(result):
    targets = toy.published()
    targets["S2"] = targets["S2"]._replace(value=targets["S2"].value * 1.01)
    with pytest.raises(ConfigError, match="trail of another calibration") as caught:
        fitted(result.folder.parent, targets, seed=3, work=result.folder)
    assert any("S2 centre" in problem for problem in caught.value.problems)
    assert any(problem == "seed: 1 in the trail, 3 now." for problem in caught.value.problems)


def test_folder_that_holds_something_else_is_refused(tmp_path):
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters" / "dear.txt").write_text("hello")
    with pytest.raises(ConfigError, match="holds something that is no trail"):
        fitted(tmp_path, work=tmp_path / "letters")
    with pytest.raises(ConfigError, match="is a file"):
        fitted(tmp_path, work=tmp_path / "letters" / "dear.txt")


def test_what_is_written_can_be_read_as_sets_of_parameters(tmp_path):
    import pandas as pd

    from milieusim.calibration.calibrate import write_sets
    from milieusim.ledger.parameters import ledger

    table = pd.DataFrame({"parameter_set": [0, 1], "weight": [0.25, 0.75], "hours_arousal": [1.0, 2.0]})
    write_sets(tmp_path / "two.parquet", table, {"roles": {"hours_arousal": "fitted"}})
    sets = read_sets(tmp_path / "two.parquet", ledger())
    assert len(sets) == 2 and sets[1]["hours_arousal"] == 2.0 and sets.roles == {"hours_arousal": "fitted"}


def with_checks():
    checks = {key: toy.Published(key, 1.0, 0.5, 2.0, "check") for key in ("V01", "T99")}
    return toy.published() | checks | {"I01": toy.Published("I01", 1.0, 0.5, 2.0, "input")}


def test_check_targets_are_never_asked_for_and_change_nothing(result, tmp_path):
    watched = toy.Toy()
    fitted(tmp_path, with_checks(), watched)
    assert watched.asked == set(toy.KEYS)
    assert (tmp_path / "sets.parquet").read_bytes() == result.folder.with_suffix(".parquet").read_bytes()
    kept = "".join(path.read_text() for path in (tmp_path / "sets.trail").glob("*.json"))
    assert not [key for key in ("V01", "T99", "I01") if key in kept]


def test_settings_that_name_a_check_target_are_refused():
    for settings in (
        toy.settings()._replace(discrepancy={"V01": 0.1}),
        toy.settings()._replace(solved={"door": {"target": "V01", "low": 0, "high": 1}}),
        toy.settings()._replace(scale={"V01": "log"}),
    ):
        with pytest.raises(ConfigError, match="V01 has used_for: check; only targets to fit"):
            settings.problem(with_checks())
