"""Which parameters stand behind the differences between sets, when heavy sets have more seeds than others."""

import numpy as np
import pandas as pd
import pytest

from milieusim.analysis.sensitivity.by_sampling import luck_sentence, sensitivity_to_sets

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


def _with_an_interplay(points=4, seeds=3):
    """Return sets of which one parameter explains the mean over points, and another what differs between points."""
    random = np.random.default_rng(1)
    cause, other = (random.permutation(np.linspace(0, 1, SETS)) for _ in range(2))
    names = [f"posterior-{k}" for k in range(SETS)]
    rows = [
        (point, name, seed, cause[k] + 4 * (point - (points - 1) / 2) * other[k] + 0.02 * random.normal())
        for point in range(points)
        for k, name in enumerate(names)
        for seed in range(seeds)
    ]
    values = pd.DataFrame({"parameter_set": names, "cause": cause, "other": other})
    return values, pd.DataFrame(rows, columns=["point", "parameter_set", "seed", "made"])


def test_what_differs_between_points_is_no_luck_and_no_difference_between_sets():
    found = sensitivity_to_sets(*_with_an_interplay(), ["made"]).set_index("factor")
    assert found.loc["cause", "first"] > 0.97 and found.loc["cause", "first_low"] > 0.9
    assert found.loc["other", "first"] < 0.05 and found["chance_share"].max() < 0.01
    assert found.notna().all(axis=None) and (found["runs"] == 3).all()


def test_a_run_without_a_value_does_not_count_as_a_difference_between_sets():
    values, runs = _with_an_interplay()
    whole = sensitivity_to_sets(values, runs.assign(made=runs["made"] + 50 * runs["point"]), ["made"])
    runs.loc[runs.index[5], "made"] = np.nan
    gaps = sensitivity_to_sets(values, runs.assign(made=runs["made"] + 50 * runs["point"]), ["made"])
    ends = [one.set_index("factor").loc["cause", "first"] for one in (whole, gaps)]
    assert ends[0] == pytest.approx(ends[1], abs=0.03)


def test_sets_that_differ_by_luck_alone_have_no_shares_and_a_sentence_that_says_so():
    values, runs = _sets_and_runs([4], 0.0)
    # Each set's seeds fall apart, while the means of all sets are nearly one.
    lift = runs["seed"].map({0: 3.0, 1: -3.0, 2: 1.0, 3: -1.0})
    sign = runs["parameter_set"].map(dict(zip(values["parameter_set"], [1, -1] * (SETS // 2))))
    found = sensitivity_to_sets(values, runs.assign(made=lift * sign + 1e-3 * runs["made"]), ["made"])
    assert found["first"].isna().all()
    assert "differ by no more than the luck of their seeds" in luck_sentence(found)
    known = sensitivity_to_sets(*_sets_and_runs([4], 0.0), ["made"])
    assert luck_sentence(known).endswith("%, taken off.")
    lone = sensitivity_to_sets(*_sets_and_runs([1], 0.0), ["made"])
    assert "not known with one seed" in luck_sentence(lone)
