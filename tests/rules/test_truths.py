"""What can be worked out on paper: distributions, exact steps, exact attribution."""

import math
from types import SimpleNamespace

import numpy as np
import pytest

from milieusim.rules.admission import mean_stay_days, referral_gap_hours, stay_days, stay_days_under_way
from milieusim.rules.arousal import next_arousal
from milieusim.rules.basics.numerics import (
    approach,
    balanced,
    chance,
    gamma_accepts,
    gamma_shrunk,
    kept,
    normal_quantile,
)
from milieusim.rules.hazards import cause_of, provocation
from milieusim.rules.response import drawn_hours, end_per_hour_for, hold_end_per_hour
from milieusim.rules.sleep import next_sleep_pressure
from milieusim.rules.staffing import hours_stood_for, next_burnout
from milieusim.rules.ties import next_tie
from milieusim.rules.wellbeing import next_coping, next_distress, next_self_care

STAY_NUMBERS = SimpleNamespace(
    stay_short_share=0.3,
    stay_short_median_days=4.0,
    stay_long_median_days=30.0,
    stay_spread=0.7,
    longest_stay_days=1e9,
)
STAY = {"short_share": 0.3, "short_median": 4.0, "long_median": 30.0, "spread": 0.7}
CAUSES = "denied limited demanded conflict crowding changed waiting craving".split()


def even(n):
    """Return n draws in the middle of equal parts of 0-1."""
    return (np.arange(n) + 0.5) / n


def test_normal_quantiles_match_the_reference():
    from scipy.stats import norm

    draws = np.concatenate([even(2001), [1e-12, 1e-6, 1 - 1e-9]])
    assert np.allclose([normal_quantile(u) for u in draws], norm.ppf(draws), rtol=1e-13, atol=1e-13)


def test_medians_of_the_two_humps_of_the_stay_are_as_given():
    long = stay_days(u_hump=0.9, u_length=0.5, longest=365.0, **STAY)
    short = stay_days(u_hump=0.1, u_length=0.5, longest=365.0, **STAY)
    assert (short, long) == pytest.approx((4.0, 30.0), rel=1e-12)


def test_half_of_all_stays_are_longer_than_the_median_of_the_mixture():
    from scipy.optimize import brentq
    from scipy.stats import norm

    def below(days):
        short, long = (norm.cdf(math.log(days / m) / 0.7) for m in (4.0, 30.0))
        return 0.3 * short + 0.7 * long - 0.5

    median = brentq(below, 1.0, 100.0)
    days = [stay_days(u_hump=h, u_length=u, longest=1e9, **STAY) for h in even(200) for u in even(500)]
    assert np.mean(np.array(days) > median) == pytest.approx(0.5, abs=0.002)
    assert np.mean(days) == pytest.approx(mean_stay_days(**STAY), rel=0.005)


def test_stays_found_under_way_are_biased_by_length_and_nothing_else():
    fresh = np.array(
        [stay_days(u_hump=h, u_length=u, longest=1e9, **STAY) for h in even(200) for u in even(500)]
    )
    found = np.array(
        [stay_days_under_way(STAY_NUMBERS, u_hump=h, u_length=u) for h in even(200) for u in even(500)]
    )
    for days in (2.0, 5.0, 20.0, 60.0, 120.0):
        assert np.mean(found < days) == pytest.approx(fresh[fresh < days].sum() / fresh.sum(), abs=0.01)


@pytest.mark.parametrize("shape", [0.2, 0.35, 1.0])
def test_gamma_draws_have_the_mean_and_variance_of_a_gamma(shape):
    from scipy.stats import gamma, kstest

    rng = np.random.default_rng(2)
    draws = []
    while len(draws) < 20_000:
        tried = gamma_accepts(z=normal_quantile(rng.random()), u=rng.random(), shape=shape + 1.0)
        if tried >= 0.0:
            draws.append(gamma_shrunk(deviate=tried, u=rng.random(), shape=shape))
    assert np.mean(draws) == pytest.approx(shape, rel=0.06)
    assert np.var(draws) == pytest.approx(shape, rel=0.15)
    assert kstest(draws, gamma(shape).cdf).pvalue > 1e-4


def test_exponential_draws_have_their_mean():
    assert np.mean([drawn_hours(u=u, mean_hours=2.5) for u in even(20_000)]) == pytest.approx(2.5, rel=1e-3)
    gaps = [referral_gap_hours(u=u, referrals_per_day=0.8) for u in even(20_000)]
    assert np.mean(gaps) == pytest.approx(30.0, rel=1e-3)


@pytest.mark.parametrize("parts", [2, 3, 12])
def test_cutting_a_tick_leaves_an_exponential_path_unchanged(parts):
    whole, part = kept(0.25, 1.2), kept(0.25 / parts, 1.2)
    one, many = approach(0.9, 0.3, whole), 0.9
    tie, bonds, pressure, distress = 0.2, 0.2, 0.4, 0.8
    p = SimpleNamespace(kept_arousal=part, kept_pressure_awake=kept(0.25 / parts, 18.2))
    for _ in range(parts):
        many = next_arousal(p, many, 0.3, False)
        bonds = next_tie(tie=bonds, valence=0.9, hours=0.25 / parts, hours_to_settle=8.0)
        pressure = next_sleep_pressure(p, pressure, False)
        distress = next_distress(distress=distress, floor=0.3, recovery_per_day=0.06, days=1.0 / parts)
    assert many == pytest.approx(one, rel=1e-12)
    assert bonds == pytest.approx(next_tie(tie, 0.9, 0.25, 8.0), rel=1e-12)
    once = SimpleNamespace(kept_pressure_awake=kept(0.25, 18.2))
    assert pressure == pytest.approx(next_sleep_pressure(once, 0.4, False), rel=1e-12)
    assert distress == pytest.approx(next_distress(0.8, 0.3, 0.06, 1.0), rel=1e-12)


def test_learning_in_two_halves_is_learning_once():
    p = SimpleNamespace(
        coping_per_therapy_hour=0.02,
        coping_per_day=0.01,
        coping_w_trust=0.5,
        coping_w_hope=0.0,
        discharge_messages=0.0,
        self_care_per_skills_hour=0.02,
        self_care_per_day=0.03,
        self_care_w_predictability=0.5,
        self_care_decay_per_day=0.02,
    )
    half = next_coping(p, coping=0.3, therapy_hours=1.0, trust=0.2, days=0.5)
    twice = next_coping(p, coping=half, therapy_hours=1.0, trust=0.2, days=0.5)
    assert twice == pytest.approx(next_coping(p, 0.3, 2.0, 0.2, 1.0), rel=1e-12)
    half = next_self_care(p, self_care=0.3, skills_hours=1.0, distress=0.6, predictability=0.4, days=0.5)
    twice = next_self_care(p, self_care=half, skills_hours=1.0, distress=0.6, predictability=0.4, days=0.5)
    assert twice == pytest.approx(next_self_care(p, 0.3, 2.0, 0.6, 0.4, 1.0), rel=1e-12)


def test_two_days_that_teach_and_let_forget_are_one_of_twice_the_length():
    half = balanced(level=0.9, gain=0.02, loss=0.05, days=10.0)
    assert balanced(half, 0.02, 0.05, 10.0) == pytest.approx(balanced(0.9, 0.02, 0.05, 20.0), rel=1e-12)
    assert balanced(0.9, 0.02, 0.05, 4000.0) == pytest.approx(0.02 / 0.07)
    assert balanced(0.9, 0.0, 0.0, 10.0) == 0.9


def test_in_the_warm_up_burnout_comes_to_the_mean_of_what_it_was_drawn_to():
    p = SimpleNamespace(
        hours_burnout=300.0,
        settling_hours=8.0,
        usual_burnout=0.3,
        burnout_w_load=0.5,
        burnout_w_conflict=0.0,
        comfortable_load=0.7,
    )
    drawn_to = 0.3 + 0.5 * 0.3 / 2  # a load of 1 every other hour
    for start in (0.0, 1.0):
        burnout = start
        for hour in range(60):
            hours = hours_stood_for(p, hours_worked=float(hour))
            load = float(hour % 2)
            burnout = next_burnout(p, burnout=burnout, load=load, conflict_seen=0.0, hours=hours)
        assert burnout == pytest.approx(drawn_to, abs=0.02)
    assert hours_stood_for(p, hours_worked=1e5) == 1.0


@pytest.mark.parametrize("parts", [2, 4])
def test_the_chance_over_a_tick_is_that_over_its_parts(parts):
    survived = (1.0 - chance(0.7, 0.5 / parts)) ** parts
    assert chance(0.7, 0.5) == pytest.approx(1.0 - survived, rel=1e-12)


def test_published_mean_hours_of_a_restriction_come_back():
    per_hour = end_per_hour_for(mean_hours=5.4, midpoint=0.5, w_containment=0.3)
    p = SimpleNamespace(containment=0.5, hold_w_containment=0.3)
    at_middle = hold_end_per_hour(p, per_hour=per_hour, arousal=0.5)
    assert 1.0 / at_middle == pytest.approx(5.4, rel=1e-12)


def test_each_cause_gets_exactly_its_share():
    levels = dict(zip(CAUSES, [0.5, 0.25, 0.0, 0.125, 0.25, 0.0, 0.5, 0.375]))
    weights = SimpleNamespace(**{f"beta_{name}": 1.0 for name in CAUSES})
    total, unprovoked = provocation(weights, **levels), 0.5
    assert total == sum(levels.values())
    n = 20_000
    codes = [cause_of(at=u * (total + unprovoked), nothing=8, **levels) for u in even(n)]
    shares = np.bincount(codes, minlength=9) / n
    expected = np.array([*levels.values(), unprovoked]) / (total + unprovoked)
    assert np.allclose(shares, expected, atol=1.0 / n)


def test_causes_have_the_codes_of_the_vocabulary():
    from milieusim.vocabulary import Trigger

    spelt = [
        Trigger.DENIED_REQUEST,
        Trigger.LIMIT_SETTING,
        Trigger.STAFF_DEMAND,
        Trigger.RESIDENT_CONFLICT,
        Trigger.CROWDING,
        Trigger.ROUTINE_CHANGE,
        Trigger.WAITING,
        Trigger.CRAVING,
    ]
    for cause, trigger in zip(CAUSES, spelt):
        levels = {name: float(name == cause) for name in CAUSES}
        assert cause_of(at=0.5, nothing=8, **levels) == trigger
