"""What must hold in every run, held against every shipped ward."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from ward_invariants import CHECKS, check_all
from ward_strategies import small_wards

import milieusim as ms
from milieusim.config.parts.design import WardDesign
from milieusim.config.reading.finding import shipped_designs

SHIPPED = (
    "acute-ward acute-ward-evenings open-unit closed-unit closed-unit-locked structured-hospital-day "
    "therapeutic-community older-adult-week unstructured-ward reference-switzerland reference-england "
    "reference-nsw reference-australia reference-germany"
).split()
SEEDS = (1, 2)


@pytest.fixture(scope="module")
def runs():
    """Runs of every shipped ward."""
    return [ms.simulate(design, days=21, seed=seed) for design in SHIPPED for seed in SEEDS]


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_every_shipped_ward_keeps_its_books(runs, check):
    for run in runs:
        check(run)


def test_all_shipped_wards_are_held_against_the_checks():
    assert set(shipped_designs()) == set(SHIPPED)


def test_books_are_kept_where_there_was_no_warm_up():
    """The ward then begins in the middle of a night, with a shift nobody saw begin."""
    for seed in SEEDS:
        check_all(ms.simulate("reference-switzerland", days=9, seed=seed, warm_up_days=0))


def test_books_are_kept_where_a_shift_begins_at_midnight():
    shifts = {"rota.early.start": "08:00", "rota.early.end": "16:15", "rota.late.start": "16:00"}
    shifts |= {"rota.late.end": "24:00", "rota.night.start": "00:00", "rota.night.end": "08:15"}
    check_all(ms.simulate(ms.load_design("acute-ward").replace(shifts), days=9))


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    ward=small_wards(),
    seed=st.integers(0, 2**63 - 1),
    tick_minutes=st.sampled_from([5, 15, 30, 60]),
    warm_up_days=st.sampled_from([0, 1, 8]),
    days=st.sampled_from([2, 8, 16]),
)
def test_any_small_ward_keeps_its_books(ward, seed, tick_minutes, warm_up_days, days):
    design = WardDesign.model_validate(ward)
    check_all(ms.simulate(design, days=days, seed=seed, tick_minutes=tick_minutes, warm_up_days=warm_up_days))


@pytest.mark.slow
@pytest.mark.parametrize(
    "design", ["acute-ward", "closed-unit-locked", "reference-switzerland", "reference-australia"]
)
def test_many_seeds_keep_their_books(design):
    for seed in range(20):
        check_all(ms.simulate(design, days=56, seed=seed))
