"""Contagion is told apart from residents who differ: against wards whose truth is known."""

import numpy as np
import pandas as pd
import pytest
from hawkes_truth import in_continuous_time, ward
from scipy.optimize import approx_fprime

from milieusim.analysis.patterns.hawkes import branching_sentence, hawkes_table
from milieusim.analysis.patterns.hawkes_data import binned, excitation
from milieusim.analysis.patterns.hawkes_likelihood import Likelihood
from milieusim.errors import DataError

FEW = {"half_lives": (2.0, 8.0, 24.0), "stay_parts": ()}


def fitted(**truth):
    incidents, stays = ward(**truth)
    # These wards begin with nothing before.
    table = hawkes_table(incidents, stays, 60, history_days=0, **FEW)
    return table, {bool(row.residents_differ): row for row in table[table["contagion"]].itertuples()}


def test_contagion_is_found_where_residents_are_alike():
    _, fits = fitted(own=0.2, others=0.2, seed=3)
    assert fits[True].branching_low < 0.4 < fits[True].branching_high
    assert fits[True].branching_low > 0.1
    assert fits[True].propensity_variance < 0.1


def test_residents_who_differ_are_no_contagion_but_look_like_it_to_a_model_without_them():
    table, fits = fitted(shape=0.5, seed=100)
    assert fits[False].branching_low > 0.4
    assert fits[True].branching < 0.1 and fits[True].branching_low == 0
    best = table.loc[table["aic"].idxmin()]
    assert best["model"] == "residents differ"
    assert "best described by: residents differ." in branching_sentence(table)


def test_both_are_found_where_both_are():
    table, fits = fitted(own=0.2, others=0.2, shape=0.5, seed=102)
    assert fits[True].branching_low < 0.4 < fits[True].branching_high
    assert fits[True].own == pytest.approx(0.2, abs=0.12) and fits[True].others == pytest.approx(
        0.2, abs=0.15
    )
    assert fits[True].half_life_hours == 2.0 or fits[True].half_life_hours == 8.0
    assert 1 < fits[True].propensity_variance < 5
    assert fits[False].branching_low > 0.5
    assert table["aic_above_best"].iloc[3] == 0


def test_without_stays_the_ward_is_fitted_as_one():
    incidents, _ = ward(own=0.5, per_day=1.0, days=40)
    table = hawkes_table(incidents, days=40, half_lives=(4.0,))
    assert table["model"].tolist() == ["chance alone", "contagion"]
    assert table["branching_low"][1] < 0.5 < table["branching_high"][1]
    assert table["others"][1] == 0


def test_several_runs_are_wards_of_their_own():
    incidents, stays = ward(own=0.3, runs=3, days=20)
    data = binned(incidents, stays, 20, stay_parts=())
    assert data.census.shape == (3, 480) and (data.census == 16).all()
    assert data.exposure.sum() == 3 * 16 * 480
    alone = [
        excitation(binned(*(t[t["run"] == run] for t in (incidents, stays)), 20), 4.0) for run in range(3)
    ]
    assert excitation(data, 4.0).own_total == pytest.approx(sum(one.own_total for one in alone))
    assert excitation(data, 4.0).others_total == pytest.approx(sum(one.others_total for one in alone))


def test_what_went_before_is_summed_as_the_kernel_says():
    stays = pd.DataFrame(
        {"resident": [1, 2], "admitted_at_hour": [-5.0, 0.0], "discharged_at_hour": [np.nan, 12.0]}
    )
    incidents = pd.DataFrame({"resident": [1, 1, 2, 1], "at_hour": [1.5, 1.75, 3.0, 5.2]})
    data = binned(incidents, stays, 1, day_blocks=1, stay_parts=())
    found = excitation(data, 1.0)
    halves = 0.5 ** np.arange(1, 25)  # the kernel of bins ahead: half, a quarter, ...
    assert data.count.tolist() == [2, 1, 1] and data.exposure.tolist() == [[24.0], [12.0]]
    assert found.own.tolist() == [0, 0, pytest.approx(2 * halves[3])]
    beds = 1.5
    assert found.others.tolist() == [0, pytest.approx(2 * halves[1] / beds), pytest.approx(halves[1] / beds)]
    assert found.own_total == pytest.approx(2 * halves[:22].sum() + halves[:8].sum() + halves[:18].sum())
    assert found.others_total == pytest.approx(
        (2 * halves[:10].sum() + halves[:20].sum() + halves[:6].sum()) / beds
    )


@pytest.mark.parametrize("differ", [True, False])
def test_slopes_of_the_likelihood_are_exact(differ):
    incidents, stays = ward(own=0.2, others=0.2, shape=1.0, days=20)
    likelihood = Likelihood(
        binned(incidents, stays, 20), excitation(binned(incidents, stays, 20), 4.0), differ
    )
    x = np.concatenate([np.linspace(-5, -3, likelihood.cells), [0.1, 0.2, 0.3]])
    nodes = likelihood.nodes(x) if differ else None
    _, slopes = likelihood.value(x, nodes)
    expected = approx_fprime(x, lambda y: likelihood.value(y, nodes)[0], 1e-6)
    assert slopes[likelihood.free] == pytest.approx(expected[likelihood.free], abs=2e-3, rel=1e-4)


def test_incidents_that_cannot_be_placed_are_refused():
    incidents, stays = ward(days=5)
    with pytest.raises(DataError, match="not in the table of stays"):
        binned(incidents.assign(resident=99), stays, 5)
    late = pd.DataFrame({"resident": [1], "admitted_at_hour": [90.0], "discharged_at_hour": [99.0]})
    with pytest.raises(DataError, match="outside their resident's stay"):
        binned(pd.DataFrame({"resident": [1], "at_hour": [5.0]}), late, 5)
    with pytest.raises(DataError, match="bin_hours is 0.7"):
        binned(incidents, stays, 5, bin_hours=0.7)
    with pytest.raises(DataError, match="day_blocks is 7"):
        binned(incidents, stays, 5, day_blocks=7)
    with pytest.raises(DataError, match="too few"):
        hawkes_table(incidents[:3], stays, 5, history_days=0)
    with pytest.raises(DataError, match="5 days are too short for half-lives up to 24 hours"):
        hawkes_table(incidents, stays, 5)
    with pytest.raises(DataError, match="history_days is 5"):
        hawkes_table(incidents, stays, 5, history_days=5)


@pytest.mark.parametrize("half_life", [4.0, 24.0])
def test_what_went_before_the_record_hides_no_contagion(half_life):
    found = []
    for seed in range(3):
        incidents, stays = in_continuous_time(half_life=half_life, seed=seed)
        table = hawkes_table(incidents, stays, 28, day_blocks=1, stay_parts=(), half_lives=(half_life,))
        found.append(table[table["contagion"] & table["residents_differ"]].iloc[0])
    truth = 0.2 + 0.2 * 15 / 16
    assert np.mean([row["branching"] for row in found]) == pytest.approx(truth, abs=0.07)
    assert all(row["branching_low"] < truth < row["branching_high"] for row in found)


def test_slopes_are_exact_given_a_history():
    incidents, stays = ward(own=0.2, others=0.2, shape=1.0, days=20)
    data = binned(incidents, stays, 20, history_days=5)
    likelihood = Likelihood(data, excitation(data, 4.0), True)
    x = np.concatenate([np.linspace(-5, -3, likelihood.cells), [0.1, 0.2, 0.3]])
    nodes = likelihood.nodes(x)
    expected = approx_fprime(x, lambda y: likelihood.value(y, nodes)[0], 1e-6)
    _, slopes = likelihood.value(x, nodes)
    assert slopes[likelihood.free] == pytest.approx(expected[likelihood.free], abs=2e-3, rel=1e-4)
