"""Each pattern is read off counts as its entry says; answers here are worked out by hand."""

import math

import numpy as np
import pytest

from milieusim.evidence.counts.course_counts import MOST_A_STAY
from milieusim.evidence.counts.people_counts import DAY_EDGES, LENGTH_EDGES
from milieusim.evidence.counts.ward_counts import MOST_A_SHIFT
from milieusim.evidence.measuring import pooled, read
from milieusim.evidence.readings import READINGS, studies_of
from milieusim.evidence.studies import load_studies
from milieusim.evidence.targets import load_targets
from milieusim.vocabulary import ResponseKind

TARGETS = load_targets()
BY_HOUR = np.round(100 * (1 + 0.8 * np.cos(2 * np.pi * (np.arange(24) + 0.5 - 14.5) / 24)))


def at(size, **places):
    """Return zeros but for ``at_<place>=count``."""
    row = np.zeros(size)
    for name, count in places.items():
        row[int(name.removeprefix("at_"))] = count
    return row


def responses(**counts):
    row = np.zeros(len(ResponseKind))
    for name, count in counts.items():
        row[ResponseKind.of(name)] = count
    return row


N_DAYS, N_LENGTHS = len(DAY_EDGES) - 1, len(LENGTH_EDGES) - 1
MADE_UP = {
    "resident_hours": 24_000.0,  # 1,000 bed-days
    "aggression": 20,
    "physical": 6,
    "first_week": 7,
    "by_staff": 8,
    "denied_or_limited": 5,
    "no_trigger": 9,
    "coerced": 11,
    "severity": 180.0,
    "severity_squared": 20 * 81 + 19 * 25.0,  # SD 5
    "at_staff": 9,
    "at_residents": 3,
    "severe": 10,
    "verbal": 12,
    "verbal_severe": 6,
    "by_hour": BY_HOUR,
    "stays": 50,
    "ever": 8,
    "ever_physical": 3,
    "of_aggressors": 20,
    "by_detention": np.array([[30.0, 3.0], [12.0, 5.0]]),
    "by_psychosis": np.array([[28.0, 4.0], [14.0, 4.0]]),
    # Stays of 5, 10 and 20 d: 22, 4 and 16 without aggression, 2, 0 and 6 with it. The median is in the middle class.
    "by_length": np.stack([at(N_LENGTHS, at_10=22, at_20=4, at_40=16), at(N_LENGTHS, at_10=2, at_40=6)]),
    "responses": responses(
        manual_restraint=9, show_of_force=14, seclusion=7, rapid_tranquillisation=2, mechanical_restraint=3
    ),
    "seclusions": 7,
    "seclusion_lengths": 35.0,
    "restricted_hours": 120.0,
    "followed": 40,
    "given_prn": 26,
    "doses": 200,
    "doses_after_conflict": 60,
    "awake": 9000.0,
    "engaged": 1800.0,
    "organised": 360.0,
    "nursing": 5000.0,
    "nursing_contact": 1000.0,
    "snapshots": 400,
    "without_contact": 100,
    "rated": 4,
    "before": 4 * 0.6,
    "before_squared": 4 * 0.6**2 + 3 * 0.04,  # SD 0.2
    "after": 4 * 0.4,
    "after_squared": 4 * 0.4**2 + 3 * 0.04,
    "fall_by_day_7": 3.0,
    "fall_by_the_end": 6.0,
    "shifts": 3,
    "conflict": 12,
    "containment": 21,
    "conflict_squared": 4 + 16 + 36,
    "by_conflict": at(MOST_A_SHIFT + 1, at_0=30, at_1=40, at_2=20, at_5=10),
    "by_containment": at(MOST_A_SHIFT + 1, at_0=10, at_1=40, at_2=30, at_9=20),
    "inside": np.array([6.0, 3.0]),
    "outside": np.array([4.0, 6.0]),
    "inside_hours": np.array([10.0, 5.0]),
    "outside_hours": np.array([10.0, 15.0]),
    "nurse_hours": 200.0,
    "nurse_medication": 36.0,
    "nurse_indirect": 70.0,
    "nurse_for_ward": 22.0,
    "weeks": 40,
    "active_weeks": 30,
    "active_hours": 105.0,
    "cases": 40,
    "cases_tied": 2,
    "cases_held": 3,
    "hours_held": 120.0,
    "first_nights": 90,
    "first_nights_asleep": 675.0,
    # Of 50 stays seven are the top seventh: both with six incidents, and five of the ten with one.
    "stays_by_aggression": at(MOST_A_STAY + 1, at_0=38, at_1=10, at_6=2),
    "aggression_by_stays": at(MOST_A_STAY + 1, at_1=10, at_6=12),
    "admissions": 60,
    "absconded": 3,
    "first_psychosis": at(N_DAYS, at_1=3, at_2=2, at_9=3),
    "first_other": at(N_DAYS, at_2=2, at_11=4, at_30=2),
    "bed_hours": 26_000.0,
    "census_hours": 24_700.0,
    "day_census": 100.0,
    "day_nurses": 30.0,
    "on_duty": 400.0,
    "bank": 120.0,
}
WORKED_OUT = {
    "T01": 2.0,
    "T02": 0.3,
    "T03": 0.16,
    "T04": 0.06,
    "T05": 2.5,
    "T07": 14.5,
    "T09": 0.35,
    "T11": 0.4,
    "T12": 0.25,
    "T13": 0.45,
    "T14": 0.55,
    "T15": 9.0,
    "T16": 14.0,
    "T17": 7.0,
    "T18": 0.005,
    "T20": 0.65,
    "T21": 0.3,
    "T22": 0.8,
    "T23": 0.04,
    "T24": 0.2,
    "T25": 0.25,
    "T26": 1.0,
    "T31": 4.0,
    "T32": 2.0,
    "T33": 5.0,
    "T34": (5 / 12) / (3 / 30),
    "T35": (4 / 14) / (4 / 28),
    "T36": (6 / 16) / (2 / 26),
    "T37": 9.0,
    "T38": 0.5,
    "T39": 7.0,
    "T40": 0.18,
    "T41": 0.35,
    "T42": 0.11,
    "T43": 0.75,
    "T44": 0.75,
    "T45": 3.5,
    "T51": (6 * 10 / 20 + 3 * 15 / 20) / (4 * 10 / 20 + 6 * 5 / 20),
    "T52": 11.5,
    "T53": 0.05,
    "T54": 40.0,
    "I27": 10.0 + 0.5 * (25 - 24) / 4,
    "I28": 0.95,
    "I29": 0.3,
    "I30": 0.3,
    "V03": 2.5,
    "V11": 0.5,
    "V12": 7.5,
    "V13": 17 / 22,
    "V14": 5.0,
    "V15": 3.0,
    "V16": 5.0,
}


def test_every_target_has_a_reading_and_every_reading_a_target():
    assert set(READINGS) == set(TARGETS)


@pytest.mark.parametrize("key", READINGS)
def test_a_pattern_is_read_on_the_design_that_its_target_names(key):
    studies = load_studies()
    assert {studies[name].design for name in READINGS[key].studies} == {TARGETS[key].design}


@pytest.mark.parametrize("key", [key for key, target in TARGETS.items() if target.used_for == "fit"])
def test_nothing_that_is_fitted_looks_at_a_trial(key):
    assert not any(load_studies()[name].changes for name in READINGS[key].studies)


@pytest.mark.parametrize("key", WORKED_OUT)
def test_reading_of_made_up_counts(key):
    (study,) = READINGS[key].studies
    assert read(key, {study: MADE_UP}) == pytest.approx(WORKED_OUT[key], abs=2e-3 if key == "T07" else 1e-9)


@pytest.mark.parametrize("key", WORKED_OUT)
def test_reading_is_that_of_a_ward_however_often_it_is_counted(key):
    if key in ("T26", "T32", "V14"):
        pytest.skip("a standard deviation has one degree less than numbers")
    (study,) = READINGS[key].studies
    assert read(key, {study: pooled([MADE_UP] * 3)}) == pytest.approx(read(key, {study: MADE_UP}))


def nothing():
    return {name: np.zeros_like(np.asarray(count, float)) for name, count in MADE_UP.items()}


@pytest.mark.parametrize("key", READINGS)
def test_a_reading_of_nothing_is_not_a_number(key):
    assert math.isnan(read(key, dict.fromkeys(READINGS[key].studies, nothing())))


# Trials: base and treated, never simulated here.
FEWER = {
    "severe": 6,
    "aggression": 10,
    "coerced": 11 * 0.7,
    "responses": MADE_UP["responses"] * 0.7,
    "resident_hours": 24_000.0,
}


@pytest.mark.parametrize(("key", "ratio"), [("V08", 0.6), ("V09", 0.7), ("V10", 0.5)])
def test_effect_of_a_trial_is_treated_over_base_in_the_same_time(key, ratio):
    base, treated = READINGS[key].studies
    assert read(key, {base: MADE_UP, treated: MADE_UP | FEWER}) == pytest.approx(ratio)
    longer = MADE_UP | FEWER | {"resident_hours": 48_000.0}
    assert read(key, {base: MADE_UP, treated: longer}) == pytest.approx(ratio / 2)


@pytest.mark.parametrize("key", ["V05", "V06", "V07", "V08", "V09", "V10"])
def test_a_trial_that_changes_nothing_has_a_ratio_of_one(key):
    assert read(key, dict.fromkeys(READINGS[key].studies, MADE_UP)) == pytest.approx(1)


def test_safewards_is_read_off_shifts_with_events_and_quiet_ones_apart():
    rng, studies = np.random.default_rng(2), READINGS["V05"].studies
    arms = []
    for mean in (5.0, 4.0):
        drawn = rng.negative_binomial(1.5, 1.5 / (1.5 + mean), 40_000)
        arms.append(np.bincount(np.minimum(drawn, MOST_A_SHIFT), minlength=MOST_A_SHIFT + 1))
    by_conflict = {study: {"by_conflict": arm, "by_containment": arm} for study, arm in zip(studies, arms)}
    assert read("V05", by_conflict) == pytest.approx(0.8, abs=0.03)
    assert read("V06", by_conflict) == read("V05", by_conflict)
    quiet = [arm[0] / arm[1:].sum() for arm in arms]
    assert read("V07", by_conflict) == pytest.approx(quiet[1] / quiet[0])


def test_peak_is_only_one_of_a_round_clock():
    holds, words = READINGS["T07"].condition(MADE_UP)
    assert holds and "100 %" in words
    jagged = MADE_UP | {"by_hour": np.tile([0.0, 50.0], 12) + BY_HOUR / 10}
    assert not READINGS["T07"].condition(jagged)[0]


def test_others_must_come_three_days_after_the_schizophrenia_spectrum():
    holds, words = READINGS["T52"].condition(MADE_UP)
    assert holds and words.startswith("9.0 days")
    assert not READINGS["T52"].condition(MADE_UP | {"first_other": MADE_UP["first_psychosis"]})[0]


def test_stays_all_of_one_length_have_no_longer_ones():
    (study,) = READINGS["T36"].studies
    lengths = np.stack([at(N_LENGTHS, at_8=20), at(N_LENGTHS, at_8=5)])
    assert math.isnan(read("T36", {study: {"by_length": lengths}}))


def test_studies_are_named_once_in_the_order_of_the_patterns():
    assert studies_of(["T15", "V05", "T01", "T16"]) == ["england", "england-safewards", "switzerland"]
