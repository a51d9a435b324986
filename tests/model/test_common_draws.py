"""Two designs at one seed share every draw that both make: the same people come, and differences show."""

import pandas as pd
import pytest

import milieusim as ms

TRAITS = ["profile", "diagnosis", "sex", "age", "is_detained", "frailty", "referred_at_hour"]
OTHER_DAYS = {
    "milieu.structure": 0.9,
    "milieu.support": 0.9,
    "milieu.containment": 0.1,
    "practices.safewards": 1.0,
    "practices.activity_programme": 1.0,
    "rota.early.registered_nurse": 6,
    "rota.night.healthcare_assistant": 1,
    "routine.wake": "06:30",
    "policy.instrument": "pcc_sr",
}
MEASURES = ["conflict_per_shift", "wellbeing_gain_day14"]


def stays_of(design, seed):
    return ms.simulate(design, days=56, seed=seed).stays.set_index("resident")


@pytest.mark.parametrize("name", ["acute-ward", "closed-unit-locked", "reference-germany"])
def test_the_same_people_come_at_the_same_hours_under_two_designs(name):
    design = ms.load_design(name)
    for seed in (1, 2):
        base, other = stays_of(design, seed), stays_of(design.replace(OTHER_DAYS), seed)
        both = base.index.intersection(other.index)
        assert len(both) > 0.8 * len(base)
        pd.testing.assert_frame_equal(base.loc[both, TRAITS], other.loc[both, TRAITS])
        referred = base.referred_at_hour[base.index >= 1000].sort_index()
        assert referred.is_monotonic_increasing
        states = [c for c in base if c.endswith("_admission") and c.split("_")[0] in ("distress", "coping")]
        pd.testing.assert_frame_equal(base.loc[both, states], other.loc[both, states])


def test_another_routine_keeps_the_residents_found_at_hour_0():
    base, other = stays_of("acute-ward", 7), stays_of("acute-ward-evenings", 7)
    first = base.index[base.admitted_at_hour < -30 * 24]
    pd.testing.assert_frame_equal(base.loc[first, TRAITS], other.reindex(first)[TRAITS])


def test_posts_are_numbered_alike_where_a_ward_has_more_staff():
    more = ms.load_design("acute-ward").replace({"rota.late.registered_nurse": 5})
    base, other = (ms.simulate(d, days=7, seed=1).staff_shifts for d in ("acute-ward", more))
    assert set(base.staff) <= set(other.staff)
    roles = other.drop_duplicates("staff").set_index("staff").role
    assert (roles.loc[base.staff.unique()] == base.drop_duplicates("staff").set_index("staff").role).all()


def variance_ratios(seeds, days=84):
    """Return how many times more seeds a comparison of independent runs would need, a measure each."""
    base, other = (
        ms.simulate_many(name, days=days, seeds=seeds).metrics()[MEASURES]
        for name in ("acute-ward", "acute-ward-evenings")
    )
    return (base.var(ddof=1) + other.var(ddof=1)) / (other - base).var(ddof=1)


def test_other_seeds_bring_other_people():
    one, two = stays_of("acute-ward", 1), stays_of("acute-ward", 2)
    both = one.index.intersection(two.index)
    assert (one.loc[both, "frailty"] != two.loc[both, "frailty"]).all()


@pytest.mark.slow
# Pairs part by what the evenings do to each person, and by what one incident sets off: of 120 pairs, three hold a
# quarter of the variance of the difference in gain and half of that in conflict, so that ratios of few pairs scatter:
# three sets of 200 pairs gave 9.6, 12.7 and 10.7 for gain, where all 600 say 10.9 (bootstrap 9.3 to 13.0). It did not
# help to let the same staff and partners be drawn where others are there besides: what is left is the ward's own.
def test_shared_draws_save_seeds_when_designs_are_compared():
    assert (variance_ratios(range(40)) > 7).all()


@pytest.mark.slow
def test_shared_draws_save_nine_of_ten_seeds():
    assert (variance_ratios(range(600)) >= 10).all()
