"""Which parameters stand behind the differences between sets, when heavy sets have more seeds than others."""

import numpy as np
import pandas as pd

from milieusim.analysis.by_sampling import sensitivity_to_sets

SETS = 60


def _sets_and_runs(seeds_of, shared_luck):
    random = np.random.default_rng(1)
    cause = random.permutation(np.linspace(0, 1, SETS))
    luck = shared_luck * random.normal(size=2 * max(seeds_of))
    names = [f"posterior-{k}" for k in range(SETS)]
    values = pd.DataFrame({"parameter_set": names, "cause": cause, "idle": random.random(SETS)})
    rows = [
        (0, name, seed, value + luck[seed] + 0.05 * random.normal())
        for k, (name, value) in enumerate(zip(names, cause))
        for seed in range(seeds_of[k % len(seeds_of)])
    ]
    return values, pd.DataFrame(rows, columns=["point", "parameter_set", "seed", "made"])


def _found(seeds_of, shared_luck):
    table = sensitivity_to_sets(*_sets_and_runs(seeds_of, shared_luck), ["made"])
    return table.set_index("factor")


def test_a_parameter_behind_the_differences_is_found():
    found = _found([4], 0.0)
    assert found.loc["cause", "first"] > 0.95 and found.loc["idle", "first"] < found.loc["idle", "threshold"]


def test_luck_that_all_sets_share_counts_for_nothing_where_heavy_sets_have_more_seeds():
    found = _found([4, 4, 4, 8], 2.0)
    assert found.loc["cause", "first_low"] > 0.9 and found.loc["cause", "first"] < 1.05
    assert found["chance_share"].max() < 0.05
    assert (found["runs"] == 4).all()


def test_sets_without_a_seed_in_common_are_all_kept():
    values, runs = _sets_and_runs([4], 0.0)
    runs["seed"] += 10 * runs.groupby("parameter_set", sort=False).ngroup()
    assert (sensitivity_to_sets(values, runs, ["made"])["runs"] == 4).all()
