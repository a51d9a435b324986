"""Seeds of parameter sets: shared unless each has its own, and the same at every point and design."""

import milieusim as ms
from milieusim.campaign.store.chunks import APART, Stage

ASKED = {
    "name": "seeds",
    "designs": ["acute-ward", "open-unit"],
    "days": 1,
    "warm_up_days": 0,
    "parameters": "posterior",
    "sets": 3,
    "replications": 2,
}


def _seeds(tmp_path, **changes):
    runs = ms.run_experiment({**ASKED, **changes}, tmp_path / "store").metrics()
    return {
        key: sorted(some["seed"]) for key, some in runs.groupby(["design", "parameter_set"], observed=True)
    }


def test_sets_share_their_seeds_unless_asked_otherwise(tmp_path):
    assert all(seeds == [1, 2] for seeds in _seeds(tmp_path).values())
    assert "own_seeds" not in ms.load_experiment(ASKED).document()


def test_each_set_has_seeds_of_its_own_that_are_the_same_in_every_design(tmp_path):
    seeds = _seeds(tmp_path, own_seeds=True)
    by_design = [{s: found for (d, s), found in seeds.items() if d == design} for design in ASKED["designs"]]
    assert by_design[0] == by_design[1]
    assert sorted(map(tuple, by_design[0].values())) == [(1 + k * APART, 2 + k * APART) for k in range(3)]


def test_more_sets_and_replications_keep_the_seeds_that_are_there(tmp_path):
    few = _seeds(tmp_path, own_seeds=True)
    many = _seeds(tmp_path, own_seeds=True, sets=5, replications=3)
    assert all(set(seeds) < set(many[key]) for key, seeds in few.items())


def test_a_set_that_comes_twice_has_twice_as_many_seeds():
    stage = Stage(3, [("a", 2), ("b", 1)], 7, 2, 10, True, "")
    assert stage.seeds() == {"a": range(7, 11), "b": range(7 + APART, 9 + APART)}
