"""A score says how the model stands, what chance leaves open, and simulates no more than it needs."""

import math

import numpy as np
import pytest
from fake_counts import fake_counts, run_fakes

import milieusim as ms
from milieusim.evidence import measuring
from milieusim.evidence.dials import dial_of
from milieusim.evidence.estimates import (
    Estimate,
    estimate,
    jackknife,
    luck,
    resampled,
    standard_error,
    with_control,
)
from milieusim.evidence.judging import is_settled, judged
from milieusim.evidence.readings import READINGS
from milieusim.evidence.sampling import FRESH, Effort, Sample
from milieusim.evidence.scorecard import scorecard
from milieusim.evidence.studies import NULL_MODELS
from milieusim.evidence.targets import load_targets

TARGETS = load_targets()
SMALL = Effort((3, 5), 3)


@pytest.fixture
def fakes(monkeypatch):
    """Runs that need no model; the jobs that were asked for."""
    asked = []

    def run(jobs, workers=None, progress=None):
        asked.extend(jobs)
        yield from run_fakes(jobs, workers, progress)

    monkeypatch.setattr(measuring, "run_jobs", run)
    return asked


@pytest.fixture
def three_sets(tmp_path):
    import pandas as pd

    from milieusim.calibration.calibrate import write_sets

    table = pd.DataFrame(
        {"parameter_set": [0, 1, 2], "weight": [0.5, 0.25, 0.25], "aggression_base": [0.02, 0.03, 0.04]}
    )
    facts = {
        "top_effects": {"T01": ["aggression_base", 0.7], "T02": ["physical_gain", 0.22], "V05": ["x", 0.9]},
        "solved_for": {"australia_threshold_seclusion": "T17"},
    }
    write_sets(tmp_path / "three.parquet", table, facts)
    return ms.load_parameters(tmp_path / "three.parquet")


def found(value, error, holds_too=True, words=""):
    return Estimate(value, error, math.nan, 10, 10, np.array([value]), holds_too, words)


def test_every_counter_of_a_run_has_its_fake():
    raw = counts_of_a_day()
    fake = fake_counts("switzerland", 1)
    assert set(raw) == set(fake)
    assert {name: raw[name].shape for name in raw} == {name: fake[name].shape for name in fake}


def counts_of_a_day():
    return next(measuring.run_jobs([measuring.Job("switzerland", "best", (1,), days=7)]))[0]


@pytest.mark.parametrize(
    ("value", "error", "status"),
    [
        (1.83, 0.05, "pass"),
        (1.50, 0.05, "undecided"),
        (1.39, 0.05, "undecided"),
        (1.20, 0.05, "miss"),
        (3.00, 0.05, "miss"),
        (1.43, 0.0, "pass"),
        (1.83, math.nan, "undecided"),
        (math.nan, math.nan, "undecided"),
    ],
)
def test_a_fitted_pattern_passes_misses_or_is_undecided_near_an_edge(value, error, status):
    assert judged(TARGETS["T01"], found(value, error))[0] == status


def test_a_condition_that_fails_makes_a_miss_and_is_told():
    status, reason = judged(TARGETS["T07"], found(14.5, 0.1, False, "one harmonic takes 40 %"))
    assert status == "miss" and reason == "one harmonic takes 40 %"
    assert judged(TARGETS["T07"], found(14.5, 0.1))[0] == "pass"


def test_checks_have_words_without_a_mark_and_inputs_none():
    assert judged(TARGETS["V05"], found(0.85, 0.01))[0] == "inside"
    assert judged(TARGETS["V05"], found(0.5, 0.01))[0] == "outside"
    assert judged(TARGETS["I28"], found(0.1, 0.01))[0] == "input"


def test_a_bound_asks_for_an_interval_below_it():
    bound = TARGETS["V10"]
    assert judged(bound, found(0.8, 0.05))[0] == "inside"
    assert judged(bound, found(0.95, 0.05)) == ("undecided", "its 95 % interval reaches 1.00")
    assert judged(bound, found(1.0, 0.0))[0] == "outside"
    assert judged(bound, found(1.3, 0.05))[0] == "outside"
    assert judged(bound, found(0.1, 0.01))[0] == "outside"


def test_simulation_may_stop_with_a_quarter_of_the_width_once_decided():
    target = TARGETS["T01"]  # 0.8 wide
    assert not is_settled(target, found(1.83, 0.21))
    assert not is_settled(target, found(1.83, math.nan))
    assert is_settled(target, found(5.0, 0.19))
    assert not is_settled(target, found(1.5, 0.06))
    assert is_settled(target, found(1.43, 0.019))


def test_leaving_out_is_as_the_core_does_it(fakes):
    sample = Sample(ms.load_parameters(), 1, 9)
    for key in ("T02", "T05", "V08"):
        studies = READINGS[key].studies
        sample.extend({(study, None): 9 for study in studies})
        runs = [{study: fake_counts(study, sample.first_seed + i) for study in studies} for i in range(9)]
        value, error = measuring.read_with_error(key, runs)
        mine = estimate(sample, key)
        assert mine.value == pytest.approx(value) and mine.error == pytest.approx(error)
        assert mine.by_run[3] == pytest.approx(measuring.read(key, runs[3]))


def rates_with_known_truth(draw, n):
    """Events of wards whose residents chance made more or less unsettled; the true rate is 2 in 100 days."""
    drawn = draw.gamma(12, 1 / 12, n)
    days = np.full(n, 7300.0)
    return {
        "events": draw.poisson(0.02 * days * drawn).astype(float),
        "days": days,
        "frailty_days": drawn * days,
        "expected_frailty_days": days,
    }


def test_the_residents_luck_is_taken_off_without_bias_and_with_a_smaller_error():
    draw = np.random.default_rng(7)
    rate = lambda counts: 100 * counts["events"] / counts["days"]
    plain, freed, errors, taken = [], [], [], []
    for _ in range(300):
        part = rates_with_known_truth(draw, 24)
        value, pseudo = jackknife(rate, [part])
        new, error, share = with_control(value, pseudo, luck(part))
        plain.append(value), freed.append(new), errors.append(error), taken.append(share)
    plain, freed, errors = np.array(plain), np.array(freed), np.array(errors)
    assert abs(freed.mean() - 2) < 3 * freed.std() / math.sqrt(len(freed))
    assert freed.std() < 0.5 * plain.std()
    assert np.mean(taken) == pytest.approx(1 - (freed.std() / plain.std()) ** 2, abs=0.08)
    # The error that is told is the error that is there.
    assert np.sqrt((errors**2).mean()) == pytest.approx(freed.std(), rel=0.12)
    assert 0.9 < np.mean(np.abs(freed - 2) <= 2 * errors) < 0.98


def test_a_control_that_says_nothing_changes_nothing():
    pseudo = np.array([1.0, 2.0, 4.0, 3.0])
    assert with_control(2.5, pseudo, np.zeros(4))[:2] == (2.5, standard_error(pseudo))


def test_luck_is_used_for_rates_of_many_runs_only(fakes):
    card = scorecard("best", keys=["T01", "T02"], effort=Effort((12,), 2))
    by_key = {row.target.key: row.found for row in card.rows}
    assert by_key["T01"].variance_taken > 0.5 and math.isnan(by_key["T02"].variance_taken)
    few = scorecard("best", keys=["T01"], effort=Effort((11,), 2)).rows[0].found
    assert math.isnan(few.variance_taken)
    assert any("squared error" in note for note in card.notes)


def test_an_hour_that_jumps_has_an_error_by_drawing_anew():
    read = READINGS["T50"].read
    by_hour = np.tile(100.0 + 50 * np.cos(2 * np.pi * (np.arange(24) - 14) / 24), (12, 1))
    error, is_there, words = resampled(read, [{"by_hour": by_hour}], read({"by_hour": by_hour.sum(axis=0)}))
    assert (error, is_there) == (0, False) and judged(TARGETS["T50"], found(math.nan, 0.0, False, words)) == (
        "miss",
        "there is none",
    )
    by_hour[:, 20] += 80
    assert resampled(read, [{"by_hour": by_hour}], 20.5)[:2] == (0, True)
    by_hour[:6, 20] = 100  # now a peak stands clear in some draws of the clusters and not in others
    assert resampled(read, [{"by_hour": by_hour}], 20.5)[0] == math.inf
    assert judged(TARGETS["T50"], found(20.0, math.inf))[0] == "undecided"


def test_what_differs_between_sets_is_no_chance():
    rng = np.random.default_rng(1)
    groups = np.repeat(np.arange(100), 4)
    repeats = []
    effects = rng.normal(0, 5, 100)[groups]  # the sets are given: only chance differs between repeats
    for _ in range(300):
        pseudo = effects + rng.normal(0, 1, 400)
        repeats.append((pseudo.mean(), standard_error(pseudo, groups), standard_error(pseudo)))
    means, within, plain = np.array(repeats).T
    assert within.mean() == pytest.approx(means.std(), rel=0.12)
    assert plain.mean() > 4 * means.std()


@pytest.mark.slow
def test_all_patterns_can_be_scored_and_nothing_is_run_twice(fakes):
    card = scorecard("best", effort=SMALL)
    assert [row.target.key for row in card.rows] == list(TARGETS)
    assert len(fakes) == len(set((job.study, job.seeds, job.null) for job in fakes)) == card.total_runs
    assert {job.null for job in fakes} == {None, "contagion_off", "identical_residents"}
    assert min(job.seeds[0] for job in fakes) == card.seeds[0] == FRESH + 10**6
    assert len(card.table) == 59 and "42 fitted patterns" in card.sentence
    assert "13 patterns kept for checking" in card.sentence and "no pass mark" in card.sentence
    assert card.is_as_committed and card.digest in card.sentence


def test_without_practices_reference_wards_stay_and_trials_show_nothing(fakes):
    card = scorecard("best", keys=["T02", "V05", "V10"], effort=SMALL)
    by_key = {row.target.key: row for row in card.rows}
    left = by_key["T02"].nulls["practices_off"]
    assert left.found.value == by_key["T02"].found.value and not left.differs
    for key in ("V05", "V10"):
        null = by_key[key].nulls["practices_off"]
        assert null.found.value == 1 and null.found.error == 0 and null.status == "outside"


def test_null_models_are_compared_on_the_runs_that_both_have(fakes):
    row = scorecard("best", keys=["T15"], effort=Effort((16,), 8)).rows[0]
    null = row.nulls["contagion_off"]
    assert (row.found.runs, null.found.runs) == (16, 8)
    # The same luck on both sides leaves little between them: luck of their own would leave twice the error of the model.
    with_luck = row.found.error / math.sqrt(1 - row.found.variance_taken)
    assert null.difference_error < 0.8 * 2 * with_luck
    assert not row.nulls["identical_residents"].differs


def test_runs_stop_when_patterns_are_settled(fakes):
    card = scorecard("best", keys=["T23", "T02"], effort=Effort((3, 40), 2))
    assert card.runs["england"] == 3 and not any(
        row.is_capped for row in card.rows if row.target.key == "T23"
    )


def test_a_limit_that_was_reached_is_told(fakes):
    card = scorecard("best", keys=["V08"], effort=Effort((2,), 2))
    assert card.rows[0].is_capped == any("V08" in note for note in card.notes)


def test_sets_take_turns_by_weight_and_are_clusters(fakes, three_sets):
    card = scorecard(three_sets, keys=["T01"], effort=Effort((8,), 2))
    names = [job.parameters.name for job in fakes if job.null is None]
    assert names == [item.name for item in three_sets.choose(8)] and names.count("three-0") == 4
    assert card.sets == 3 and card.rows[0].found.clusters == 3 and card.rows[0].found.runs == 8
    nulls = [job for job in fakes if job.null == "contagion_off"]
    assert [(job.parameters.name, job.seeds) for job in nulls] == [
        (job.parameters.name, job.seeds) for job in fakes if job.null is None
    ][:2]


def test_what_moves_a_pattern_is_said_where_it_is_known(three_sets):
    words = {
        key: dial_of(TARGETS[key], three_sets.facts).words
        for key in ("T01", "T02", "T03", "T17", "V05", "I28")
    }
    assert words == {
        "T01": "aggression_base, 70 %",
        "T02": "emergent (physical_gain 22 %)",
        "T03": "not screened",
        "T17": "solved for in each set",
        "V05": "not fitted",
        "I28": "the design",
    }


def test_patterns_that_are_solved_for_are_told_apart(fakes, three_sets):
    card = scorecard(three_sets, keys=["T01", "T17"], effort=SMALL)
    assert "Of these, T17 say nothing about the model" in card.sentence
    apart = [row for row in card.rows if row.dial.kind != "solved"]
    assert f"Without them, {sum(row.status == 'pass' for row in apart)} of 1 pass." in card.sentence
    assert "solved for" not in scorecard("best", keys=["T01"], effort=SMALL).sentence


def test_misses_are_named_with_their_numbers(monkeypatch):
    monkeypatch.setattr(measuring, "run_jobs", lambda *a: run_fakes(*a, level=4.0))
    card = scorecard("best", keys=["T01"], effort=Effort((14,), 2))
    assert card.rows[0].status == "miss"
    assert (
        "It misses T01 Recorded aggression (9." in card.sentence and "published 1.43 to 2.23" in card.sentence
    )


def test_changed_component_effects_are_told(fakes, monkeypatch):
    from milieusim.evidence import scorecard as module

    monkeypatch.setattr(module, "component_digest", lambda: "000000000000")
    card = scorecard("best", keys=["T01"], effort=SMALL)
    assert not card.is_as_committed and "have changed" in card.sentence


def test_the_document_is_plain_and_complete(fakes):
    import json

    from milieusim.cli.showing.screen_tables import plain_values

    document = plain_values(scorecard("best", keys=["T01", "V10", "I28"], effort=SMALL).document())
    assert json.loads(json.dumps(document, allow_nan=False)) == document
    assert document["runs_by_study"]["switzerland"]["days"] == 364
    first, last = document["seeds"]
    assert last - first == document["runs_by_study"]["switzerland"]["runs"] - 1
    assert set(document["rows"][0]) >= {
        "simulated",
        "error",
        "status",
        *NULL_MODELS,
        "top_parameter",
        "sources",
    }
    assert document["rows"][-1]["published"] is None or document["rows"][-1]["key"] == "V10"
    assert document["versions"]["milieusim"] == ms.__version__


def test_a_seed_decides_and_workers_do_not():
    keys, tiny = ["T01", "T02"], Effort((2,), 1)
    one = scorecard("best", keys=keys, effort=tiny, days=28, workers=1)
    two = ms.scorecard("best", keys=keys, effort=tiny, days=28, workers=2)
    assert one.table.equals(two.table)
    other = scorecard("best", keys=keys, effort=tiny, days=28, seed=2)
    assert other.table["simulated"].tolist() != one.table["simulated"].tolist()


def test_left_out_parameters_are_the_shipped_sets_or_the_ledger_with_a_word(fakes):
    from milieusim.ledger.parameter_sets import shipped_file

    card = scorecard(keys=["T01"], effort=SMALL)
    if shipped_file().is_file():
        assert card.parameters.name == "posterior"
    else:
        assert card.parameters.name == "best" and "ships no calibrated sets" in card.notes[0]
