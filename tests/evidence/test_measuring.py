"""Runs pool by adding up, errors are those that repeats show, and no result hangs on who computed it."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from milieusim.evidence import measuring
from milieusim.evidence.measuring import (
    Job,
    averaged,
    counted,
    evaluate,
    pooled,
    read,
    read_with_error,
    run_jobs,
)
from milieusim.evidence.readings import READINGS
from milieusim.ledger.parameters import load_parameters

KEYS = ["T01", "T15", "T24"]
DAYS = 14
BEST = load_parameters("best")
OTHER = BEST.replace({"aggression_base": 2 * BEST["aggression_base"]})
SWISS = ("switzerland",)


def cluster(aggression, days):
    return {
        "switzerland": {
            "aggression": np.asarray(float(aggression)),
            "resident_hours": np.asarray(24.0 * days),
        }
    }


def drawn_clusters(rng, n):
    """Draw wards whose rates differ, as those of seeds do."""
    days = rng.uniform(80, 120, n)
    return [cluster(rng.poisson(rate * d), d) for rate, d in zip(rng.gamma(4, 0.005, n), days)]


@given(
    st.lists(st.tuples(st.integers(0, 50), st.integers(1, 200)), min_size=1, max_size=12), st.integers(0, 12)
)
def test_pooling_parts_is_pooling_the_whole(rows, cut):
    parts = [{"events": np.array([k, 1.0]), "days": np.asarray(float(d))} for k, d in rows]
    whole = pooled(parts)
    some = [pooled(group) for group in (parts[:cut], parts[cut:]) if group]
    again = pooled(some)
    assert (whole["events"] == again["events"]).all() and whole["days"] == again["days"]


def test_jackknife_error_is_the_spread_of_independent_repeats():
    rng = np.random.default_rng(11)
    found = np.array([read_with_error("T01", drawn_clusters(rng, 30)) for _ in range(400)])
    spread = found[:, 0].std(ddof=1)
    assert np.sqrt((found[:, 1] ** 2).mean()) == pytest.approx(spread, rel=0.12)


def test_jackknife_of_a_ratio_keeps_what_seeds_share_in_pairs():
    rng = np.random.default_rng(4)
    base, treated = READINGS["V10"].studies
    luck = rng.gamma(2, 0.5, 40)
    pairs = [
        {base: cluster(200 * x, 100)["switzerland"], treated: cluster(100 * x, 100)["switzerland"]}
        for x in luck
    ]
    value, error = read_with_error("V10", pairs)
    assert value == pytest.approx(0.5)
    assert error == pytest.approx(0, abs=1e-9)


def test_one_run_has_a_value_and_no_error():
    value, error = read_with_error("T01", [cluster(2, 100)])
    assert value == 2 and math.isnan(error)


def test_error_is_unknown_where_leaving_one_out_leaves_nothing():
    clusters = [
        {"switzerland": {"no_trigger": np.asarray(part), "aggression": np.asarray(whole)}}
        for part, whole in ((1.0, 3.0), (0.0, 0.0))
    ]
    value, error = read_with_error("T13", clusters)
    assert value == pytest.approx(1 / 3) and math.isnan(error)


def test_variances_are_averaged_over_sets_that_have_one():
    found = averaged(np.array([[1.0, np.nan, np.nan], [3.0, 5.0, np.nan]]))
    assert found[:, :2].tolist() == [[2, 5], [2, 5]]
    assert np.isnan(found[:, 2]).all()


@pytest.fixture(scope="module")
def alone():
    return evaluate([BEST, OTHER], KEYS, 2, first_seed=5, workers=1, days=DAYS)


def test_values_do_not_hang_on_the_number_of_workers(alone):
    assert all(
        map(np.array_equal, evaluate([BEST, OTHER], KEYS, 2, first_seed=5, workers=3, days=DAYS), alone)
    )


def test_a_set_in_a_batch_is_the_same_set_alone_on_the_same_seeds(alone):
    for place, parameters in enumerate((BEST, OTHER)):
        values, _ = evaluate([parameters], KEYS, 2, first_seed=5 + 2 * place, days=DAYS)
        assert np.array_equal(values[0], alone[0][place])


def test_sets_have_seeds_of_their_own_unless_they_share_them():
    apart, _ = evaluate([BEST, BEST], KEYS, 1, days=DAYS)
    shared, variances = evaluate([BEST, BEST], KEYS, 1, days=DAYS, is_common=True)
    assert not np.array_equal(apart[0], apart[1])
    assert np.array_equal(shared[0], shared[1]) and np.array_equal(shared[0], apart[0])
    assert np.isnan(variances).all()


def test_number_of_runs_may_differ_between_studies(monkeypatch):
    asked = []

    def count(job):
        asked.append((job.study, job.seeds))
        kinds = np.ones(11)
        return [{"aggression": 2.0, "resident_hours": 24.0 * seed, "responses": kinds} for seed in job.seeds]

    monkeypatch.setattr(measuring, "counted", count)
    values, variances = evaluate([BEST, OTHER], ["T01", "T15"], {"switzerland": 3, "england": 1}, workers=1)
    assert asked == [
        ("switzerland", (1, 2, 3)),
        ("england", (1,)),
        ("switzerland", (4, 5, 6)),
        ("england", (4,)),
    ]
    assert values[0] == pytest.approx([100 * 6 / 6, 1000.0])
    assert variances[0, 0] > 0 and np.isnan(variances[0, 1])


def test_a_pattern_of_two_wards_takes_runs_of_the_same_seeds(monkeypatch):
    def count(job):
        factor = 0.5 if job.study.endswith("de-escalation") else 1.0
        return [{"aggression": factor * seed, "resident_hours": 24.0} for seed in job.seeds]

    monkeypatch.setattr(measuring, "counted", count)
    values, variances = evaluate([BEST], ["V10"], 4, first_seed=7)
    assert values[0, 0] == pytest.approx(0.5)
    assert variances[0, 0] == pytest.approx(0, abs=1e-12)


def test_higher_propensity_gives_more_aggression():
    values, _ = evaluate([BEST, OTHER], ["T01"], 3, days=DAYS, is_common=True)
    assert values[1, 0] > values[0, 0]


def test_jobs_come_back_in_their_order_and_tell_how_far_they_are():
    jobs = [Job("switzerland", BEST, (seed,), days=1) for seed in (3, 1, 2)]
    told = []
    found = list(run_jobs(jobs, workers=2, progress=told.append))
    for job, rows in zip(jobs, found):
        (expected,) = counted(job)
        assert all(np.array_equal(expected[name], rows[0][name]) for name in expected)
    assert told == [1, 2, 3]
    assert list(run_jobs([])) == []


def test_every_reading_of_an_ordinary_run_can_be_taken_from_its_counts():
    keys = [key for key, reading in READINGS.items() if reading.studies == SWISS]
    (found,) = counted(Job("switzerland", BEST, (1,), days=DAYS))
    for key in keys:
        read(key, {"switzerland": found})
