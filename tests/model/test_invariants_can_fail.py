"""Every invariant notices a small lie about a run: one that could not fail would hold nothing in place."""

import pytest
from event_invariants import REFUSALS
from ward_invariants import CHECKS, check_all
from ward_mutations import LIES, Changed

import milieusim as ms

NAMED = {check.__name__: check for check in CHECKS}
SECLUSION_ROOM = {"name": "Seclusion", "kind": "seclusion_room", "capacity": 1}
PAIRS = [(name, k) for name, lies in LIES.items() for k in range(len(lies))]


# Two countries in which, between them, everything happens that an invariant is about.
GERMANY = {"policy.regime": "germany", "milieu.containment": 1.0}
ENGLAND = {"policy.regime": "england", "policy.is_locked": False}
ONLY_IN_ENGLAND = {"observation_is_asked_for", "who_absconds_for_good_is_seen_no_more"}


def run_in(country, seed):
    """Run a busy ward that has a room for seclusion."""
    design = ms.load_design("acute-ward")
    places = [*design.ward.places, SECLUSION_ROOM]
    design = design.replace({"ward.places": places, **country})
    return ms.simulate(design, days=28, seed=seed, warm_up_days=14)


@pytest.fixture(scope="module")
def germany():
    """A run with mechanical restraint, seclusion and much of both."""
    return run_in(GERMANY, 1)


@pytest.fixture(scope="module")
def england():
    """A run with constant observation, and with somebody who got away and came back."""
    return run_in(ENGLAND, 6)


def test_the_runs_themselves_pass(germany, england):
    for run in (germany, england):
        check_all(run)
        check_all(Changed(run))


@pytest.mark.parametrize("name, k", PAIRS, ids=lambda value: str(value))
def test_an_invariant_notices_a_lie(germany, england, name, k):
    changed = Changed(england if name in ONLY_IN_ENGLAND else germany)
    LIES[name][k](changed)
    with pytest.raises(AssertionError):
        NAMED[name](changed)


def is_told_without_refusals(run):
    """Return whether staff spend more time with those held than they would if nobody were held after a refusal."""
    changed = Changed(run)
    changed.incidents.loc[changed.incidents.kind.isin(REFUSALS), "kind"] = "rule_breaking"
    try:
        NAMED["containment_time_is_for_those_held"](changed)
    except AssertionError:
        return True
    return False


def test_who_is_held_after_a_refusal_takes_staff_a_tick_longer_than_the_hours_of_the_hold():
    # The checks hold on all runs up to the first in which it shows.
    for seed in range(30):
        run = ms.simulate("reference-switzerland", 9, seed=seed, warm_up_days=0)
        check_all(run)
        if is_told_without_refusals(run):
            return
    pytest.fail("no run shows it")


def test_every_invariant_is_lied_to():
    assert set(LIES) == set(NAMED)
    assert len(NAMED) == len(CHECKS)


def test_every_invariant_says_what_it_holds():
    assert all((check.__doc__ or "").strip().endswith(".") for check in CHECKS)
