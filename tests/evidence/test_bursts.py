"""Bursts: pairs of different people in one place, soon after each other, against the same hour on other days."""

import math
from types import SimpleNamespace

import numpy as np
import pytest

from milieusim.evidence.counts import bursts as module
from milieusim.evidence.counts.bursts import LAGS, burst_ratios, bursts, pair_counts
from milieusim.incident_kinds import IncidentKind
from milieusim.ledger.parameter_sets import ParameterSets
from milieusim.ledger.parameters import load_parameters
from milieusim.vocabulary import PlaceKind
from milieusim.ward.tables import dtype_of

DAYS = 60
FACTS = SimpleNamespace(hours=DAYS * 24.0)
VERBAL, REFUSAL = IncidentKind.VERBAL_AGGRESSION, IncidentKind.MEDICATION_REFUSAL


def tables(rows):
    """Return tables with incidents of (hour, resident, place, kind)."""
    incidents = np.zeros(len(rows), dtype_of("incidents"))
    for name, column in zip(("at_hour", "resident", "place", "kind"), zip(*rows)):
        incidents[name] = column
    return {"incidents": incidents}


def near(*rows):
    """Return pairs by lag; incidents are verbal where no kind is given."""
    rows = [row if len(row) == 4 else (*row, VERBAL) for row in rows]
    return pair_counts(tables(rows), FACTS)["near"].tolist()


def test_lags_are_above_the_lower_edge_and_up_to_the_upper():
    assert near((10.0, 1, 1), (10.0, 2, 1)) == [0, 0, 0, 0]
    assert near((10.0, 1, 1), (10 + 1 / 12, 2, 1)) == [1, 0, 0, 0]
    assert near((10.0, 1, 1), (10.5, 2, 1)) == [1, 0, 0, 0]
    assert near((10.0, 1, 1), (10 + 7 / 12, 2, 1)) == [0, 1, 0, 0]
    assert near((10.0, 1, 1), (14.0, 2, 1)) == [0, 0, 0, 1]
    assert near((10.0, 1, 1), (14 + 1 / 12, 2, 1)) == [0, 0, 0, 0]


def test_only_aggression_of_different_people_in_one_place_counts():
    assert near((10.0, 1, 1), (10.25, 1, 1)) == [0, 0, 0, 0]
    assert near((10.0, 1, PlaceKind.DAY_ROOM), (10.25, 2, PlaceKind.GARDEN)) == [0, 0, 0, 0]
    assert near((10.0, 1, 1, VERBAL), (10.25, 2, 1, REFUSAL)) == [0, 0, 0, 0]


def test_pairs_in_different_places_are_counted_by_themselves():
    there = pair_counts(tables([(10.0, 1, 1, VERBAL), (10.25, 2, 2, VERBAL), (10.5, 2, 1, VERBAL)]), FACTS)
    assert there["near"].tolist() == [1, 0, 0, 0]
    assert there["near_elsewhere"].tolist() == [1, 0, 0, 0]


def test_pairs_days_apart_are_counted_both_ways_and_averaged_over_four_days():
    there = pair_counts(tables([(100.0, 1, 1, VERBAL), (124.25, 2, 1, VERBAL)]), FACTS)
    # One day later from the first; one day earlier from the second, with a lag that is not positive.
    whole = FACTS.hours * 60
    room = (whole - 15) / (whole - 24 * 60 - 15)
    assert there["near"].sum() == 0
    assert there["apart"].tolist() == pytest.approx([room / 4, 0, 0, 0])


def test_fast_counts_are_those_of_every_pair_looked_at():
    draw = np.random.default_rng(4)
    n = 300
    rows = list(
        zip(
            np.sort(draw.integers(0, DAYS * 288, n)) / 12,
            draw.integers(0, 12, n),
            draw.integers(0, 4, n),
            [0] * n,
        )
    )
    incidents = tables(rows)["incidents"]
    minute, who, place = np.rint(incidents["at_hour"] * 60), incidents["resident"], incidents["place"]
    lag = minute[None, :] - minute[:, None]
    pair = (who[None, :] != who[:, None]) & (place[None, :] == place[:, None])
    slow = [(pair & (lag > 60 * a) & (lag <= 60 * b)).sum() for a, b in zip(LAGS, LAGS[1:])]
    found = pair_counts({"incidents": incidents}, FACTS)
    assert found["near"].tolist() == slow
    a, b = (np.array(LAGS) * 60)[:2]
    apart = []
    for days in module.DAYS_APART:
        shifted = (pair & (lag > days * 1440 + a) & (lag <= days * 1440 + b)).sum()
        whole = DAYS * 1440
        apart.append(shifted * (whole - (a + b) / 2) / (whole - abs(days * 1440 + (a + b) / 2)))
    assert found["apart"][0] == pytest.approx(np.mean(apart))


def test_incidents_that_have_nothing_to_do_with_each_other_give_a_ratio_of_one():
    draw = np.random.default_rng(1)
    n, days = 40_000, 2000
    hours = np.sort(draw.integers(0, days * 288, n)) / 12
    rows = tables(list(zip(hours, draw.integers(0, 20, n), draw.integers(0, 5, n), [int(VERBAL)] * n)))
    ratios = burst_ratios(pair_counts(rows, SimpleNamespace(hours=days * 24.0)))
    assert ratios == pytest.approx(np.ones(4), abs=0.05)


def test_no_incident_gives_no_ratio():
    empty = pair_counts(tables([]), FACTS)
    assert empty["near"].tolist() == [0, 0, 0, 0]
    assert all(math.isnan(ratio) for ratio in burst_ratios(empty))


def test_models_share_sets_and_seeds_and_differ_in_one_thing(monkeypatch):
    asked = []

    def run_jobs(jobs, workers=None, progress=None, count=None):
        asked.extend(jobs)
        for job in jobs:
            counts = {"near": np.full(4, 3.0 + job.seeds[0]), "apart": np.full(4, 2.0)}
            yield [counts | {f"{name}_elsewhere": values / values for name, values in counts.items()}]

    monkeypatch.setattr(module.measuring, "run_jobs", run_jobs)
    table = bursts(load_parameters("best"), [1, 2, 3])
    assert [job.null for job in asked[::3]] == [None, "contagion_off", "identical_residents"]
    assert [job.seeds for job in asked[:3]] == [job.seeds for job in asked[3:6]] == [(1,), (2,), (3,)]
    assert table.model.unique().tolist() == list(module.MODELS) and len(table) == 12
    assert table.ratio.tolist() == pytest.approx([2.5] * 12) and (table.pairs == 15).all()
    assert (table.elsewhere == 1).all() and (table.elsewhere_error == 0).all()
    # Of a mean with one number a run, the jackknife gives the ordinary standard error.
    assert table.error.tolist() == pytest.approx([np.std([2.0, 2.5, 3.0], ddof=1) / math.sqrt(3)] * 12)


def test_runs_under_one_set_are_one_cluster(monkeypatch):
    def run_jobs(jobs, workers=None, progress=None, count=None):
        for job in jobs:
            counts = {"near": np.full(4, 1.0 + job.seeds[0]), "apart": np.full(4, 2.0)}
            yield [counts | {f"{name}_elsewhere": values for name, values in counts.items()}]

    monkeypatch.setattr(module.measuring, "run_jobs", run_jobs)
    sets = ParameterSets(load_parameters("best"), {"contagion_gain": [0.1, 0.2]}, [0, 1], [1, 1])
    names = [item.name for item in sets.choose(4)]
    table = bursts(sets, range(4))
    means = [np.mean([1 + seed for seed in range(4) if names[seed] == name]) / 2 for name in set(names)]
    assert table.error[0] == pytest.approx(np.std(means, ddof=1) / math.sqrt(2))


def test_bursts_are_read_off_runs_of_the_ward():
    table = bursts(load_parameters("best"), 2, days=28)
    told = "model lag_low lag_high ratio error elsewhere elsewhere_error pairs runs"
    assert list(table.columns) == told.split()
    assert (table.runs == 2).all() and table.pairs.sum() > 0
