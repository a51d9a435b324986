"""Both engines give the same run: every table, every column, every bit."""

import pytest
from both_engines import partings
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from ward_strategies import small_wards

from milieusim.config.parts.design import WardDesign
from milieusim.config.reading.loading import load_design, shipped_designs
from milieusim.vocabulary import LEVELS, PRACTICES

SHIPPED = [str(getattr(design, "name", design)) for design in shipped_designs()]


@pytest.mark.parametrize("name", SHIPPED)
def test_a_shipped_design_runs_alike_on_both(name):
    assert not partings(load_design(name), seed=1, days=2)


@pytest.mark.slow
@pytest.mark.parametrize(("seed", "name"), list(enumerate(SHIPPED, start=1)))
def test_a_shipped_design_runs_alike_for_two_weeks(name, seed):
    assert not partings(load_design(name), seed, days=14, warm_up_days=3)


@settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    ward=small_wards(),
    seed=st.integers(0, 2**63 - 1),
    warm_up_days=st.sampled_from([0, 1]),
    tick_minutes=st.sampled_from([30, 60]),
    contagion=st.booleans(),
)
def test_any_small_ward_runs_alike_on_both(ward, seed, warm_up_days, tick_minutes, contagion):
    design = WardDesign.model_validate(ward)
    assert not partings(design, seed, 2, warm_up_days, tick_minutes, contagion)


@pytest.mark.slow
@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(ward=small_wards(), seed=st.integers(0, 2**63 - 1), tick_minutes=st.sampled_from([5, 15]))
def test_any_small_ward_runs_alike_for_ten_days(ward, seed, tick_minutes):
    assert not partings(WardDesign.model_validate(ward), seed, 10, 2, tick_minutes)


@pytest.mark.parametrize("practice", PRACTICES)
def test_a_practice_on_and_off_runs_alike_on_both(practice):
    without = load_design("acute-ward")
    for fidelity in (0.0, 1.0):
        design = without.replace({f"practices.{practice}": fidelity})
        assert not partings(design, seed=3, days=1, warm_up_days=0)


def test_all_practices_together_run_alike_on_both():
    design = load_design("acute-ward").replace({f"practices.{practice}": 1.0 for practice in PRACTICES})
    assert not partings(design, seed=4, days=3)


@pytest.mark.parametrize("level", LEVELS)
def test_a_level_at_either_end_runs_alike_on_both(level):
    for value in (0.0, 1.0):
        design = load_design("closed-unit").replace({f"milieu.{level}": value})
        assert not partings(design, seed=5, days=1, warm_up_days=0)


@pytest.mark.parametrize("tick_minutes", [5, 10, 20, 30, 60])
def test_any_length_of_tick_runs_alike_on_both(tick_minutes):
    assert not partings(load_design("therapeutic-community"), seed=6, tick_minutes=tick_minutes)


def test_a_run_without_contagion_or_optional_tables_is_alike_on_both():
    design = load_design("acute-ward")
    assert not partings(design, seed=7, days=7, warm_up_days=0, contagion=False, keep=[])


def calmer(p, arousal, target, is_asleep):
    """Let arousal follow half as far."""
    if is_asleep:
        return arousal * p.kept_arousal_asleep
    return arousal + (target - arousal) * (1.0 - p.kept_arousal) * 0.5


@pytest.mark.slow
def test_a_replaced_rule_runs_alike_on_both():
    design = load_design("open-unit")
    assert not partings(design, days=2, rules={"next_arousal": calmer})
