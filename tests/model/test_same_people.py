"""Whatever differs between two designs, at one seed those of one number are the same people to the last bit."""

import numpy as np
import pytest

import milieusim as ms
from milieusim.vocabulary import LEVELS, PRACTICES

BORN_WITH = ["profile", "diagnosis", "sex", "age", "is_detained", "frailty"]
BROUGHT = ["distress_admission", "coping_admission", "self_care_admission", "distress_rated_admission"]
FIRST_REFERRAL = 1000
CHANGES = {
    "another routine": {"routine.slots": ()},
    "all levels": {f"milieu.{level}": 1.0 for level in LEVELS},
    "all practices": {f"practices.{practice}": 1.0 for practice in PRACTICES},
    "no staff at night": {"rota.night.registered_nurse": 0, "rota.night.healthcare_assistant": 0},
    "another country": {"policy.regime": "germany", "policy.instrument": "soas_r", "policy.is_locked": True},
    "leave beds are filled": {"ward.fills_leave_beds": True},
}


def people(design, **settings):
    """Return the stays of a run by number of resident."""
    settings = {"days": 42, "seed": 11, "warm_up_days": 14, "keep": ["stays"]} | settings
    return ms.simulate(design, **settings).stays.set_index("resident")


def assert_same(people, others, columns):
    """Refuse residents of one number who differ."""
    both = people.index.intersection(others.index)
    assert len(both) > 15
    for column in columns:
        first, second = people[column].loc[both], others[column].loc[both]
        assert np.array_equal(first.to_numpy(), second.to_numpy()), column


@pytest.fixture(scope="module")
def ward():
    """A ward with many referrals."""
    return ms.load_design("acute-ward")


@pytest.fixture(scope="module")
def usual(ward):
    """The people of the ward as it is."""
    return people(ward)


@pytest.mark.parametrize("change", CHANGES)
def test_the_same_people_are_referred_at_the_same_hours(ward, usual, change):
    others = people(ward.replace(CHANGES[change]))
    assert_same(usual, others, [*BORN_WITH, *BROUGHT, "referred_at_hour"])


@pytest.mark.parametrize("tick_minutes", [5, 60])
def test_the_tick_changes_nobody(ward, usual, tick_minutes):
    others = people(ward, tick_minutes=tick_minutes)
    assert_same(usual, others, [*BORN_WITH, *BROUGHT])
    both = usual.index.intersection(others.index)
    gap = usual.referred_at_hour[both] - others.referred_at_hour[both]
    assert gap.abs().max() < 1e-9


def test_the_warm_up_changes_nobody_who_is_referred(ward, usual):
    others = people(ward, warm_up_days=7)
    came = usual.index[usual.index >= FIRST_REFERRAL].intersection(others.index)
    for column in BORN_WITH:
        assert np.array_equal(usual[column].loc[came].to_numpy(), others[column].loc[came].to_numpy()), column


def test_demand_changes_when_people_come_and_not_who_they_are(ward, usual):
    others = people(ward.replace({"ward.demand": 0.8}))
    came = usual.index[usual.index >= FIRST_REFERRAL].intersection(others.index)
    assert_same(usual.loc[came], others.loc[came], BORN_WITH)
    assert (usual.referred_at_hour[came] != others.referred_at_hour[came]).any()
