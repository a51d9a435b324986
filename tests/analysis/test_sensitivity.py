"""Sensitivity indices, against functions whose indices are known."""

import math

import numpy as np
import pandas as pd
import pytest
from SALib.analyze import morris as analyze
from SALib.sample import morris, sobol

from milieusim.analysis.sensitivity.by_sampling import sensitivity_of
from milieusim.analysis.sensitivity.elementary_effects import morris_table
from milieusim.analysis.sensitivity.given_data import given_data_table
from milieusim.analysis.sensitivity.sobol import sobol_pairs, sobol_table
from milieusim.campaign.experiment.experiment import Sampling
from milieusim.campaign.experiment.factors import factor_of
from milieusim.campaign.experiment.points import places_of, sampled_points
from milieusim.errors import DataError

NAMES = ["one", "two", "three"]
UNIT = {"num_vars": 3, "names": NAMES, "bounds": [[0.0, 1.0]] * 3}
FIRST, TOTAL = [0.3139, 0.4424, 0.0], [0.5576, 0.4424, 0.2437]


def ishigami(shares):
    x = 2 * math.pi * shares - math.pi
    return np.sin(x[:, 0]) + 7 * np.sin(x[:, 1]) ** 2 + 0.1 * x[:, 2] ** 4 * np.sin(x[:, 0])


def numbered(shares):
    """Give equal rows one point, as a store does."""
    rows = [tuple(row) for row in shares]
    numbers = {row: number for number, row in enumerate(dict.fromkeys(rows))}
    return pd.DataFrame(shares, columns=NAMES).assign(point=[numbers[row] for row in rows])


def runs_of(sample, function=ishigami, noise=0.0, shared=0.0, seeds=1, seed=1):
    """Return one row a run: a value by point, chance of each run, and what a seed does to all points."""
    draw = np.random.default_rng(seed)
    points = sample.drop_duplicates("point")
    value = function(points[NAMES].to_numpy(float))
    parts = []
    for one in range(seeds):
        found = value + shared * draw.normal() + noise * draw.normal(size=len(value))
        parts.append(
            pd.DataFrame({"point": points["point"], "parameter_set": "best", "seed": one, "m": found})
        )
    return pd.concat(parts).sample(frac=1, random_state=1)


def test_sobol_indices_of_a_known_function_are_found_whatever_the_order_of_the_runs():
    sample = numbered(sobol.sample(UNIT, 512, calc_second_order=True, seed=1))
    runs = runs_of(sample)
    table = sobol_table(sample, runs, ["m"], second_order=True, resamples=100)
    assert table["first"].to_numpy() == pytest.approx(FIRST, abs=0.05)
    assert table["total"].to_numpy() == pytest.approx(TOTAL, abs=0.05)
    assert ((table["total_low"] <= TOTAL) & (table["total_high"] >= TOTAL)).all()
    assert table["chance_share"].isna().all()
    pairs = sobol_pairs(sample, runs, ["m"], resamples=20).set_index(["factor", "other"])
    assert pairs.loc[("one", "three"), "index"] == pytest.approx(0.2437, abs=0.08)
    assert pairs.loc[("one", "two"), "index"] == pytest.approx(0, abs=0.08)


@pytest.mark.parametrize("shared", [0.0, 5.0])
def test_chance_is_taken_off_sobol_indices_and_told(shared):
    sample = numbered(sobol.sample(UNIT, 512, calc_second_order=False, seed=1))
    table = sobol_table(sample, runs_of(sample, noise=4.0, shared=shared, seeds=4), ["m"], resamples=50)
    variance = 13.84
    assert table["chance_share"][0] == pytest.approx(4 / (4 + variance), abs=0.03)
    assert table["first"].to_numpy() == pytest.approx(FIRST, abs=0.08)
    assert table["total"].to_numpy() == pytest.approx(TOTAL, abs=0.08)


def test_points_that_a_sample_holds_twice_are_run_once():
    shares = sobol.sample(UNIT, 64, calc_second_order=False, seed=1)
    shares[:, 0] = np.floor(shares[:, 0] * 3) / 3
    sample = numbered(shares)
    assert sample["point"].nunique() < len(sample)
    table = sobol_table(sample, runs_of(sample), ["m"], resamples=20)
    assert np.isfinite(table["total"]).all()


def test_a_base_point_with_a_missing_value_is_left_out_and_told():
    sample = numbered(sobol.sample(UNIT, 64, calc_second_order=False, seed=1))
    runs = runs_of(sample)
    runs.loc[runs["point"] == 7, "m"] = np.nan
    assert sobol_table(sample, runs, ["m"], resamples=10)["dropped"].tolist() == [1, 1, 1]
    with pytest.raises(DataError, match="1 point.* have no run yet"):
        sobol_table(sample, runs[runs["point"] != 3], ["m"])
    with pytest.raises(DataError, match="blocks of 5"):
        sobol_table(sample[:-1], runs, ["m"])


def test_a_sobol_sample_in_another_order_is_refused_with_what_may_be_the_matter():
    sample = numbered(sobol.sample(UNIT, 16, calc_second_order=False, seed=1))
    runs = runs_of(sample)
    with pytest.raises(DataError, match="in the order in which they were drawn"):
        sobol_table(sample.sample(frac=1, random_state=1), runs, ["m"])
    turned = sample.iloc[[1, 0, *range(2, len(sample))]]
    with pytest.raises(DataError, match="Row 1 .*in the order"):
        sobol_table(turned, runs, ["m"])
    with pytest.raises(DataError, match="go from 0 to 1"):
        sobol_table(sample.assign(one=10 * sample["one"]), runs, ["m"])
    both = numbered(sobol.sample(UNIT, 16, calc_second_order=True, seed=1))
    with pytest.raises(DataError, match="was drawn for second-order indices: pass second_order=True"):
        sobol_table(both, runs_of(both), ["m"])
    fits = numbered(sobol.sample(UNIT, 64, calc_second_order=False, seed=1))
    with pytest.raises(DataError, match="was drawn without second-order indices: pass second_order=False"):
        sobol_table(fits, runs_of(fits), ["m"], second_order=True)
    with pytest.raises(DataError, match="2 designs .a, b.*Pass one at a time"):
        sobol_table(pd.concat([sample.assign(design=name) for name in "ab"]), runs, ["m"])


def test_words_and_values_of_a_sobol_sweep_show_its_order_as_well_as_shares_do():
    shares = sobol.sample(UNIT, 64, calc_second_order=False, seed=1)
    sample = numbered(np.floor(shares * 3) / 2)
    runs = runs_of(sample, lambda x: 3 * x[:, 0] + x[:, 1])
    words = sample.assign(design="ward", one=sample["one"].map({0.0: "few", 0.5: "some", 1.0: "many"}))
    table = sensitivity_of(words.assign(two=50 * words["two"]), runs, ["m"], "sobol")
    assert table["first"].to_numpy() == pytest.approx(sobol_table(sample, runs, ["m"])["first"].to_numpy())
    with pytest.raises(DataError, match="in the order in which they were drawn"):
        sensitivity_of(words.sample(frac=1, random_state=1), runs, ["m"], "sobol")


@pytest.mark.parametrize("seeds", [2, 4, 8])
def test_where_chance_leaves_next_to_nothing_only_plain_sobol_indices_are_told(seeds):
    sample, off, plain = numbered(sobol.sample(UNIT, 64, calc_second_order=False, seed=1)), [], []
    for seed in range(12):
        noise = math.sqrt(13.84 * seeds * 1.5)
        table = sobol_table(sample, runs_of(sample, noise=noise, seeds=seeds, seed=seed), ["m"], resamples=60)
        off += [(table["first"] - FIRST).tolist()] if table["first"].notna().all() else []
        plain.append(table["first_plain"] - FIRST)
        assert table[["first_plain", "total_plain"]].notna().all().all()
        assert (
            table[["first", "total", "first_low", "total_high"]].isna().all(axis=1) == table["first"].isna()
        ).all()
    assert len(off) <= 9
    assert not off or np.sqrt(np.mean(np.square(off))) < 1.6 * np.sqrt(np.mean(np.square(plain)))


def test_points_of_others_in_the_table_of_runs_change_nothing():
    sample = numbered(sobol.sample(UNIT, 32, calc_second_order=False, seed=1))
    runs = runs_of(sample, noise=1.0, seeds=3)
    more = pd.concat([runs, runs.assign(point=runs["point"] + 1000, m=100 * runs["m"])])
    for table in (sobol_table, given_data_table):
        alone, among = (table(sample, some, ["m"], resamples=20) for some in (runs, more))
        pd.testing.assert_frame_equal(alone, among)


def test_a_metric_that_never_changes_has_indices_of_nothing():
    sample = numbered(sobol.sample(UNIT, 16, calc_second_order=False, seed=1))
    table = sobol_table(sample, runs_of(sample, lambda x: np.ones(len(x))), ["m"])
    assert (table[["first", "total"]] == 0).all().all()


def test_elementary_effects_of_a_plane_are_its_slopes():
    sample = numbered(morris.sample(UNIT, 12, num_levels=4, seed=1))
    table = morris_table(sample, runs_of(sample, lambda x: 3 * x[:, 0] - 2 * x[:, 1]), ["m"], resamples=50)
    assert table["mu_star"].to_numpy() == pytest.approx([3, 2, 0], abs=1e-9)
    assert table["mu"].to_numpy() == pytest.approx([3, -2, 0], abs=1e-9)
    assert table["sigma"].to_numpy() == pytest.approx([0, 0, 0], abs=1e-9)


EVERY_KIND = {
    "range": {"low": 0, "high": 1},
    "log": {"low": 1, "high": 100, "scale": "log"},
    "whole": {"low": 0, "high": 2, "whole": True},
    "flag": [False, True],
    "two": [0, 1],
    "five": [0, 1, 2, 3, 4],
    "uneven": [5, 1, 2],
    "words": ["low", "middle", "high"],
    "single": [7],
}


@pytest.mark.parametrize("levels", [4, 6])
def test_an_effect_of_one_over_the_whole_range_is_one_for_every_kind_of_factor(levels):
    factors = [factor_of(path, entry) for path, entry in EVERY_KIND.items()]
    sampling = Sampling(kind="morris", points=20, levels=levels)
    places = places_of(sampling, factors)
    rows = [point.values for point in sampled_points(sampling, ["ward"], factors)]
    points = pd.DataFrame(rows, columns=list(EVERY_KIND))
    value = points["range"] + np.log(points["log"]) / np.log(100) + points["whole"] / 2 + points["flag"]
    value += points["two"] + points["five"] / 4 + (points["uneven"] - 1) / 4
    value += points["words"].map({"low": 0, "middle": 0.5, "high": 1})
    points.insert(0, "design", "ward")
    numbers = {row: number for number, row in enumerate(dict.fromkeys(rows))}
    points["point"] = [numbers[row] for row in rows]
    runs = pd.DataFrame({"point": points["point"], "seed": 1, "m": value}).drop_duplicates("point")
    table = sensitivity_of(points, runs, ["m"], "morris", places)
    expected = [1.0] * 8 + [0.0]
    for column in ("mu", "mu_star", "mu_star_low", "mu_star_high"):
        assert table[column].to_numpy() == pytest.approx(expected, abs=1e-9)
    assert table["sigma"].to_numpy() == pytest.approx([0] * 9, abs=1e-9)


def test_effects_and_intervals_are_those_of_salib_where_steps_are_as_drawn():
    shares = morris.sample(UNIT, 12, num_levels=4, seed=1)
    table = morris_table(numbered(shares), runs_of(numbered(shares)), ["m"], resamples=50, seed=1)
    found = analyze.analyze(UNIT, shares, ishigami(shares), num_levels=4, num_resamples=50, seed=1)
    for column in ("mu", "mu_star", "sigma"):
        assert table[column].to_numpy() == pytest.approx(np.asarray(found[column], float))
    half = (table["mu_star_high"] - table["mu_star"]).to_numpy()
    assert half == pytest.approx(np.asarray(found["mu_star_conf"], float))


@pytest.mark.parametrize("crossed", [True, False])
def test_elementary_effects_tell_what_chance_alone_would_give(crossed):
    sample = numbered(morris.sample(UNIT, 60, num_levels=4, seed=1))
    runs = runs_of(sample, lambda x: 3 * x[:, 0], noise=1.0, shared=3.0 * crossed, seeds=4)
    if not crossed:
        runs["seed"] = range(len(runs))
    table = morris_table(sample, runs, ["m"], resamples=50)
    assert table["mu_star"][2] == pytest.approx(table["chance"][2], rel=0.25)
    assert table["mu_star_low"][0] > 2 * table["chance"][0]


@pytest.mark.parametrize("seeds", [2, 5])
def test_intervals_of_effects_hold_the_luck_that_all_trajectories_share(seeds):
    """A seed that makes a factor matter more does so on every trajectory: drawing these anew does not show it."""
    sample, draw, held = numbered(morris.sample(UNIT, 8, num_levels=4, seed=1)), np.random.default_rng(5), 0
    for _ in range(60):
        runs = runs_of(sample, lambda x: 0 * x[:, 0], noise=0.05, seeds=seeds, seed=int(draw.integers(1e6)))
        slopes = dict(zip(sorted(runs["seed"].unique()), 3 + draw.normal(size=seeds)))
        x = sample.drop_duplicates("point").set_index("point")["one"]
        runs["m"] += runs["seed"].map(slopes) * runs["point"].map(x)
        row = morris_table(sample, runs, ["m"], resamples=20).set_index("factor").loc["one"]
        held += row["mu_star_low"] <= 3 <= row["mu_star_high"]
    assert held >= 53


def test_values_in_place_of_places_are_refused():
    sample = numbered(10 * morris.sample(UNIT, 8, num_levels=4, seed=1))
    with pytest.raises(DataError, match="go from 0 to 1"):
        morris_table(sample, runs_of(sample), ["m"], resamples=20)


@pytest.mark.parametrize("noise", [0.0, 4.0])
def test_first_order_indices_are_found_in_any_sample(noise):
    shares = np.random.default_rng(1).random((1500, 3))
    sample = numbered(shares)
    table = given_data_table(sample, runs_of(sample, noise=noise, seeds=2), ["m"], resamples=100)
    assert table["first"].to_numpy() == pytest.approx(FIRST, abs=0.08)
    assert table["first"][2] < table["threshold"][2]
    assert table["threshold"][2] < 0.03


def test_factors_with_few_levels_or_words_are_taken_level_by_level():
    draw = np.random.default_rng(1)
    sample = numbered(draw.integers(0, 3, (400, 3)) / 2 + 1e-12 * np.arange(400)[:, None])
    runs = runs_of(sample, lambda x: 2.0 * (x[:, 0] > 0.9) + draw.normal(size=len(x)))
    words = pd.Series(["a", "b", "c"])[(sample["one"] * 2).round().astype(int)].to_numpy()
    points = sample.assign(one=words, two=sample["two"].round(1), three=sample["three"].round(1))
    table = given_data_table(points, runs, ["m"], resamples=50).set_index("factor")
    assert table.loc["one", "first"] == pytest.approx(0.89 / 1.89, abs=0.08)
    assert table.loc["two", "first"] == pytest.approx(0, abs=0.03)


def test_a_factor_without_effect_stays_below_its_threshold_nineteen_times_in_twenty():
    draw = np.random.default_rng(2)
    points = pd.DataFrame({"point": range(60), **{f"x{k}": draw.random(60) for k in range(200)}})
    runs = pd.DataFrame({"point": range(60), "seed": 1, "m": draw.normal(size=60)})
    table = given_data_table(points, runs, ["m"], resamples=0)
    assert (table["first"] > table["threshold"]).mean() == pytest.approx(0.05, abs=0.035)


def test_no_factor_that_varies_is_no_sensitivity():
    points = pd.DataFrame({"point": range(9), "x": 1.0})
    runs = pd.DataFrame({"point": range(9), "seed": 1, "m": 1.0})
    with pytest.raises(DataError, match="no factor varies"):
        given_data_table(points, runs, ["m"])


def test_in_a_full_factorial_the_effects_of_others_are_no_error():
    side = np.linspace(0, 1, 5)
    grid = np.array([(a, b) for a in side for b in side])
    points = pd.DataFrame(grid, columns=["one", "two"]).assign(point=range(25))
    value = 10 * grid[:, 0] + 3 * grid[:, 1]
    runs = pd.DataFrame({"point": range(25), "seed": 1, "m": value})
    table = given_data_table(points, runs, ["m"], resamples=20)
    assert table["first"].tolist() == [pytest.approx(100 / 109), pytest.approx(9 / 109)]
    alone = given_data_table(points, runs, ["m"], together=False, resamples=20)
    assert alone["first"][1] < 0


def test_factors_that_go_together_share_what_they_explain_if_each_is_taken_alone():
    draw = np.random.default_rng(3)
    one = draw.random(400)
    points = pd.DataFrame({"point": range(400), "one": one, "two": one + 0.1 * draw.random(400)})
    runs = pd.DataFrame({"point": range(400), "seed": 1, "m": one + 0.05 * draw.normal(size=400)})
    table = given_data_table(points, runs, ["m"], together=False, resamples=20)
    assert (table["first"] > 0.8).all()


@pytest.mark.parametrize("method", ["sobol", "any"])
def test_luck_that_neighbouring_points_share_is_no_effect(method):
    draw = np.random.default_rng(5)
    if method == "sobol":
        sample = numbered(sobol.sample(UNIT, 128, calc_second_order=False, seed=1))
    else:
        sample = numbered(draw.random((400, 3)))
    points = sample.drop_duplicates("point")
    found = []
    for _ in range(30):
        # A seed tilts the whole surface along the second factor, which has no effect of its own.
        seeds = 8 if method == "sobol" else 3
        parts = [points["one"] + 0.6 * draw.normal() * points["two"] for _ in range(seeds)]
        runs = [
            pd.DataFrame({"point": points["point"], "seed": k, "m": part}) for k, part in enumerate(parts)
        ]
        table = (sobol_table if method == "sobol" else given_data_table)(
            sample, pd.concat(runs), ["m"], resamples=40
        )
        found.append(table["first"])
    assert np.isfinite(found).all(axis=1).mean() > 0.8
    assert np.nanmean(found, axis=0) == pytest.approx([1, 0, 0], abs=0.06)
