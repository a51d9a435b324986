"""Wards that patterns are computed on: as published, as a trial changed them, and with one thing left out."""

import numpy as np
import pytest

from milieusim.config.reading.loading import load_design
from milieusim.engines.compiled import building as compiled
from milieusim.engines.compiled.running import run_once
from milieusim.engines.inputs import build_inputs
from milieusim.evidence.measuring import Job, counted, pooled, read
from milieusim.evidence.studies import (
    NULL_MODELS,
    Facts,
    alike,
    committed_digest,
    component_digest,
    component_effects,
    design_of,
    load_studies,
    parameters_under,
)
from milieusim.ledger.parameters import load_parameters
from milieusim.vocabulary import PRACTICES, SAFEWARDS

BEST = load_parameters("best")
SEEDS = tuple(range(1, 9))


def stays_of(parameters, study="switzerland", days=28, seed=1):
    inputs = build_inputs(design_of(study), parameters, days, contagion=True, keep=())
    return run_once(inputs, seed, compiled.kernel())["stays"], inputs


@pytest.fixture(scope="module")
def by_null():
    """Return counts of the same seeds under each null model and none, by name."""
    jobs = {null: Job("switzerland", BEST, SEEDS, null=null, days=84) for null in (None, *NULL_MODELS)}
    return {null: pooled(counted(job)) for null, job in jobs.items()}


@pytest.mark.parametrize("name", load_studies())
def test_studies_differ_from_a_shipped_design_only_in_what_a_trial_changed(name):
    study = load_studies()[name]
    assert design_of(name) == load_design(study.design).replace(study.changes)
    assert study.days % 7 == 0  # whole weeks: no day of the week counts more than another


@pytest.mark.parametrize("name", load_studies())
def test_practices_off_leaves_no_practice(name):
    design = design_of(name, "practices_off")
    assert all(getattr(design.practices, practice) == 0 for practice in PRACTICES)
    assert design.replace(practices=design_of(name).practices) == design_of(name)


def test_the_trial_of_safewards_sets_all_ten():
    practices = design_of("england-safewards").practices
    assert {getattr(practices, name) for name in SAFEWARDS} == {0.4}


def test_component_effects_are_still_those_that_were_fixed():
    assert component_digest() == committed_digest()


def test_every_component_effect_is_a_parameter_with_a_range():
    for name, found in component_effects().items():
        if name not in load_studies():
            value, low, high = found
            assert low <= value <= high and value == BEST[name]


def test_other_null_models_leave_parameters_as_they_are():
    design = design_of("switzerland")
    assert all(
        parameters_under(null, BEST, design) is BEST for null in (None, "practices_off", "contagion_off")
    )


@pytest.mark.parametrize("study", ["switzerland", "england"])
def test_identical_residents_have_one_propensity(study):
    stays, _ = stays_of(alike(BEST, design_of(study)), study)
    assert len(stays) > 10
    assert stays["frailty"].std() / stays["frailty"].mean() < 0.05
    spread_out, _ = stays_of(BEST, study)
    assert spread_out["frailty"].std() / spread_out["frailty"].mean() > 1


def test_identical_residents_come_and_stay_as_they_did():
    before, after = stays_of(BEST)[0], stays_of(alike(BEST, design_of("switzerland")))[0]
    both, first, second = np.intersect1d(before["resident"], after["resident"], return_indices=True)
    assert len(both) > 10
    for name in ("diagnosis", "is_detained", "sex"):
        assert (before[name][first] == after[name][second]).all()


def test_mean_propensity_of_identical_residents_is_that_of_the_ward():
    stays, inputs = [], None
    for seed in SEEDS:
        rows, inputs = stays_of(BEST, days=112, seed=seed)
        stays.append(rows)
    stays = np.concatenate(stays)
    facts = Facts("switzerland", BEST, 112, inputs.names["stays.profile"])
    usual = np.average(facts.expected_frailty(stays), weights=stays["hours_in_window"])
    same, _ = stays_of(alike(BEST, design_of("switzerland")))
    assert same["frailty"].mean() == pytest.approx(usual, rel=0.06)


def test_a_ward_without_differences_has_no_odds_ratio(by_null):
    usual, same = ({"switzerland": by_null[null]} for null in (None, "identical_residents"))
    for key, groups in (("T34", "by_detention"), ("T35", "by_psychosis")):
        chance = np.sqrt((1 / same["switzerland"][groups]).sum())  # of the logarithm, by Woolf
        assert abs(np.log(read(key, same))) < 3 * chance
    assert read("T05", same) < read("T05", usual)


def test_without_contagion_other_incidents_happen(by_null):
    usual, without = by_null[None], by_null["contagion_off"]
    assert not np.array_equal(usual["by_hour"], without["by_hour"])
    assert usual["stays"] == pytest.approx(without["stays"], rel=0.2)


def test_expected_propensity_of_a_stay_follows_profile_legal_status_and_length():
    stays, inputs = stays_of(BEST)
    names = inputs.names["stays.profile"]
    rows = stays[:4].copy()
    rows["profile"] = 0
    rows["is_detained"] = [False, True, False, False]
    rows["admitted_at_hour"] = 0.0
    reference = BEST["stay_reference_days"]
    rows["discharged_at_hour"] = 24 * np.array([reference, reference, 4 * reference, np.nan])
    found = Facts("switzerland", BEST, 28, names).expected_frailty(rows)
    assert found[0] == pytest.approx(BEST[f"profile_{names[0]}_frailty_factor"])
    assert found[1] / found[0] == pytest.approx(BEST["detained_frailty_factor"])
    assert found[2] / found[0] == pytest.approx(4 ** BEST["stay_frailty_power"])
    assert found[3] / found[0] == pytest.approx((28 / reference) ** BEST["stay_frailty_power"])


def test_points_of_the_routine_are_meals_medication_and_handovers():
    facts = Facts("switzerland", BEST, 7, [])
    design = design_of("switzerland")
    monday = facts.points[: 24 * 12]
    for slot in design.routine.slots:
        if slot.activity in ("meal", "medication") and slot.days in ("daily", "weekdays"):
            hour, minute = map(int, slot.start.split(":"))
            assert monday[hour * 12 + minute // 5], slot.name
    early, late = design.rota.early, design.rota.late
    assert late.start < early.end
    hour, minute = map(int, late.start.split(":"))
    assert monday[hour * 12 + minute // 5]
    assert not monday[10 * 12]


def test_strata_are_waking_stretches_around_points_of_the_routine():
    facts = Facts("england", BEST, 7, [])
    blocks, points = facts.blocks, facts.points
    hour = np.arange(len(blocks)) // 12 % 24
    assert (blocks[(hour < 7) | (hour >= 23)] == -1).all()
    near = np.flatnonzero(blocks >= 0)
    far = np.flatnonzero((blocks < 0) & (hour >= 7) & (hour < 23))
    distance = np.abs(np.flatnonzero(points)[None, :] - np.arange(len(blocks))[:, None]).min(axis=1)
    assert len(far) and distance[near].max() == 12 and distance[far].min() > 12  # an hour of steps
    for one in range(blocks.max() + 1):
        steps = np.flatnonzero(blocks == one)
        assert (np.diff(steps) == 1).all(), "a stretch has no gap"
        assert points[steps].any() and len(set(steps // (24 * 12))) == 1


def test_practices_vary_in_a_fit_within_the_ranges_that_were_fixed():
    from milieusim.calibration.settings import load_settings
    from milieusim.evidence.studies import component_effects

    fixed, free = component_effects(), load_settings().free
    varied = [name for name in free if name in fixed]
    assert set(varied) == set(fixed) - set(load_studies())
    assert {name: [free[name]["low"], free[name]["high"]] for name in varied} == {
        name: fixed[name][1:] for name in varied
    }
