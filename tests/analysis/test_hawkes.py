"""Contagion is told apart from residents who differ: against wards whose truth is known."""

import numpy as np
import pandas as pd
import pytest
from scipy.optimize import approx_fprime

from benchmarks.truths.contagion import followers_in_ward, ward
from milieusim.analysis.patterns.hawkes import branching_sentence, hawkes_table
from milieusim.analysis.patterns.hawkes_data import placed, rounding_of
from milieusim.analysis.patterns.hawkes_excitation import excitation
from milieusim.analysis.patterns.hawkes_likelihood import Likelihood
from milieusim.errors import DataError

FEW = {"stay_parts": (), "day_blocks": 4}


def fitted(days=42, half_lives=None, **truth):
    incidents, stays = ward(days=days, runs=2, **truth)
    table = hawkes_table(incidents, stays, days, half_lives=half_lives, **FEW)
    return table, {bool(row.residents_differ): row for row in table[table["contagion"]].itertuples()}


def test_contagion_is_found_where_residents_are_alike():
    _, fits = fitted(own=0.2, others=0.2, seed=3)
    assert 0.1 < fits[True].branching_low < 0.4 < fits[True].branching_high
    assert fits[True].propensity_variance < 0.2


def test_residents_who_differ_are_no_contagion_but_look_like_it_to_a_model_without_them():
    table, fits = fitted(shape=0.5, seed=100)
    assert fits[False].branching_low > 0.3
    assert fits[True].branching < 0.15 and fits[True].branching_low == 0
    best = table.loc[table["aic"].idxmin()]
    assert best["model"] == "residents differ"
    assert "best described by: residents differ." in branching_sentence(table)


def test_both_are_found_where_both_are():
    table, fits = fitted(own=0.2, others=0.2, shape=0.5, seed=103)
    assert fits[True].branching_low < 0.4 < fits[True].branching_high
    assert fits[True].own == pytest.approx(0.2, abs=0.12)
    assert fits[True].others == pytest.approx(0.2, abs=0.15)
    assert 1 < fits[True].half_life_hours < 16
    assert 1 < fits[True].propensity_variance < 5
    assert fits[False].branching_low > 0.4
    assert table["aic_above_best"].iloc[3] == 0


@pytest.mark.parametrize("seed", [0, 1, 2, 3])
def test_a_slow_contagion_that_is_hardly_seen_is_not_ruled_out(seed):
    incidents, _ = ward(days=84, own=0.3, per_day=0.5, half_life=24.0, seed=seed)
    row = hawkes_table(incidents, days=84).iloc[1]
    assert row["branching_low"] <= followers_in_ward(own=0.3, half_life=24.0) <= row["branching_high"]


def test_where_no_half_life_is_settled_the_interval_is_of_all_of_them():
    incidents, stays = ward(
        days=42, runs=2, per_day=0.25, shape=0.7, own=0.15, others=0.15, half_life=48.0, seed=6
    )
    row = hawkes_table(incidents, stays, 42).iloc[-1]
    # By luck a contagion of a quarter of an hour explains them best, and a small one of that is all there can be.
    assert row["half_life_hours"] < 1 and row["branching"] < 0.1
    assert row["branching_low"] == 0 and row["branching_high"] > 0.3


@pytest.mark.parametrize(("own", "others"), [(0.3, 0.0), (0.0, 0.3)])
def test_followers_in_a_ward_are_as_many_as_come(own, others):
    days, beds, per_day = 3000, 16, 0.5
    incidents, _ = ward(days, beds, per_day, own, others, half_life=48.0)
    followers = 1 - days * beds * per_day / len(incidents)
    assert followers == pytest.approx(followers_in_ward(own, others, 48.0), abs=0.02)


@pytest.mark.parametrize(("half_life", "rounded_to"), [(0.5, 0.25), (1.0, 0.0)])
def test_no_follower_is_lost_however_soon_it_comes(half_life, rounded_to):
    found = []
    for seed in range(8):
        incidents, _ = ward(own=0.3, per_day=0.5, half_life=half_life, rounded_to=rounded_to, seed=seed)
        found.append(hawkes_table(incidents, days=84).iloc[1])
    assert np.mean([row["branching"] for row in found]) == pytest.approx(0.3, abs=0.03)
    assert sum(row["branching_low"] < 0.3 < row["branching_high"] for row in found) >= 6


def test_chance_alone_is_seldom_taken_for_contagion_though_times_are_rounded():
    found = []
    for seed in range(20):
        incidents, _ = ward(days=28, per_day=0.5, rounded_to=0.25, seed=seed)
        found.append(hawkes_table(incidents, days=28, half_lives=(0.5, 8.0)).iloc[1])
    assert sum(row["branching_low"] > 0 for row in found) <= 3
    assert {row["rounded_to_hours"] for row in found} == {0.25}


def test_without_stays_the_ward_is_fitted_as_one():
    incidents, _ = ward(own=0.5, per_day=0.5, days=40)
    table = hawkes_table(incidents, days=40, half_lives=(4.0,))
    assert table["model"].tolist() == ["chance alone", "contagion"]
    assert table["branching_low"][1] < 0.5 < table["branching_high"][1]
    assert table["others"][1] == 0 and table["half_life_hours"][1] == pytest.approx(4.0)


def test_several_runs_are_wards_of_their_own():
    incidents, stays = ward(own=0.3, runs=3, days=20)
    data = placed(incidents, stays, 20)
    assert data.beds == pytest.approx([16, 16, 16])
    assert data.exposure.sum() == pytest.approx(3 * 16 * 480)
    alone = [
        excitation(placed(*(t[t["run"] == run] for t in (incidents, stays)), 20), 4.0) for run in range(3)
    ]
    assert excitation(data, 4.0).own_total == pytest.approx(sum(one.own_total for one in alone))
    assert excitation(data, 4.0).others_total == pytest.approx(sum(one.others_total for one in alone))


def test_what_went_before_is_summed_as_the_kernel_says():
    stays = pd.DataFrame(
        {"resident": [1, 2], "admitted_at_hour": [-5.03, 0.0], "discharged_at_hour": [np.nan, 12.0]}
    )
    at, who = np.array([1.507, 1.752, 3.001, 5.2]), np.array([1, 1, 2, 1])
    incidents = pd.DataFrame({"resident": who, "at_hour": at})
    data = placed(incidents, stays, 1, day_blocks=1)
    assert data.rounded_to == 0 and data.exposure.tolist() == [[24.0], [12.0]]
    found, rate, beds = excitation(data, 1.0), np.log(2), 1.5
    faded = np.tril(np.exp(-rate * np.subtract.outer(at, at)), -1)
    same = np.equal.outer(who, who)
    order = np.lexsort((at, who))
    assert found.own == pytest.approx(rate * (faded * same).sum(axis=1)[order])
    assert found.others == pytest.approx(rate * (faded * ~same).sum(axis=1)[order] / beds)
    left = {1: 24.0, 2: 12.0}
    rest = {one: 1 - np.exp(-rate * (left[one] - at)) for one in left}
    own = np.where(who == 1, rest[1], rest[2])
    assert found.own_total == pytest.approx(own.sum())
    assert found.others_total == pytest.approx((rest[1] + rest[2] - own).sum() / beds)


@pytest.mark.parametrize("history_days", [0, 5])
@pytest.mark.parametrize("differ", [True, False])
def test_slopes_of_the_likelihood_are_exact(differ, history_days):
    incidents, stays = ward(own=0.2, others=0.2, shape=1.0, days=20)
    likelihood = Likelihood(placed(incidents, stays, 20, history_days=history_days), True, differ)
    x = np.concatenate([np.linspace(-5, -3, likelihood.cells), [0.1, 0.2, 1.0, 0.3]])
    nodes = likelihood.nodes(x) if differ else None
    _, slopes = likelihood.value(x, nodes)
    expected = approx_fprime(x, lambda y: likelihood.value(y, nodes)[0], 1e-6)
    free = np.concatenate([likelihood.filled, [True, True, True, differ]])
    assert slopes[free] == pytest.approx(expected[free], abs=2e-3, rel=1e-4)


@pytest.mark.parametrize("seed", [1, 2])
def test_what_went_before_the_record_hides_no_contagion(seed):
    incidents, stays = ward(days=28, own=0.2, others=0.2, half_life=24.0, runs=6, before=60.0, seed=seed)
    table = hawkes_table(incidents, stays, 28, day_blocks=1, stay_parts=(), half_lives=(24.0,))
    row = table[table["contagion"] & table["residents_differ"]].iloc[0]
    assert row["branching_low"] < 0.4 < row["branching_high"]


def test_incidents_that_cannot_be_placed_are_refused():
    incidents, stays = ward(days=5)
    with pytest.raises(DataError, match="not in the table of stays: .*row"):
        hawkes_table(incidents.assign(resident=999), stays, 5)
    late = pd.DataFrame({"resident": [1], "admitted_at_hour": [90.0], "discharged_at_hour": [99.0]})
    with pytest.raises(DataError, match=r"outside their resident's stay: 1 of 1 \(row 0\)"):
        hawkes_table(pd.DataFrame({"resident": [1], "at_hour": [5.0]}), late, 5)
    with pytest.raises(DataError, match="discharged before they were admitted: 1 of 1"):
        placed(incidents[:0], late.assign(discharged_at_hour=80.0), 5)
    with pytest.raises(DataError, match="day_blocks is 0"):
        placed(incidents, stays, 5, day_blocks=0)
    with pytest.raises(DataError, match="too few"):
        hawkes_table(incidents[:3], stays, 5, history_days=0)
    with pytest.raises(DataError, match="5 days are too short for half-lives up to 48 hours"):
        hawkes_table(incidents, stays, 5, half_lives=(1.0, 48.0))
    with pytest.raises(DataError, match="history_days is 5"):
        hawkes_table(incidents, stays, 5, history_days=5)
    with pytest.raises(DataError, match="half_lives is .*above 0"):
        hawkes_table(incidents, stays, 5, half_lives=(0.0, 2.0))


def test_times_that_are_missing_or_outside_the_record_are_refused_with_their_rows():
    table = pd.DataFrame({"resident": range(60), "at_hour": np.arange(60) * 5.5 - 99.0})
    with pytest.raises(DataError, match=r"before hour 0.* 18 of 60 \(rows 0, 1, 2, 3, 4 and 13 more\)"):
        hawkes_table(table)
    with pytest.raises(DataError, match="after the record, which is 7 days long, in 11 of 60"):
        hawkes_table(table.assign(at_hour=table["at_hour"].abs()), days=7)
    gaps = table.assign(at_hour=table["at_hour"].abs().where(table["resident"] % 5 > 0))
    with pytest.raises(DataError, match=r"'at_hour' is missing in 12 of 60 \(rows 0, 5"):
        hawkes_table(gaps)
    with pytest.raises(DataError, match="holds dates; it must hold hours"):
        hawkes_table(table.assign(at_hour=pd.Timestamp("2024-01-01")))
    with pytest.raises(DataError, match="no number in 60 of 60"):
        hawkes_table(table.assign(at_hour="late"))
    stays = pd.DataFrame({"resident": range(60), "admitted_at_hour": np.nan, "discharged_at_hour": "soon"})
    with pytest.raises(
        DataError, match="'admitted_at_hour' is missing in 60 .*\n.*'discharged_at_hour' is no number"
    ):
        hawkes_table(table.assign(at_hour=5.0), stays)


def test_what_times_are_rounded_to_is_found():
    draw = np.random.default_rng(1)
    exact = draw.uniform(0, 500, 60)
    for minutes in (60, 15, 5, 1):
        assert rounding_of(np.floor(exact * 60 / minutes) * minutes / 60) == minutes / 60
    assert rounding_of(exact) == 0
