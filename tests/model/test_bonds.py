"""People come to know each other, learn from what happened, and carry what they lived into the next days."""

from types import SimpleNamespace

import pytest

import milieusim as ms
from milieusim.kinds import NOBODY
from milieusim.ledger.parameters import ledger
from milieusim.rules.basics.keyed_draws import key_of
from milieusim.vocabulary import Trigger
from milieusim.ward.conflict.learning import (
    be_left_alone_with_it,
    calm_down_about,
    count_like_event,
    talk_it_over,
)
from milieusim.ward.residents.company import liking_of
from milieusim.ward.residents.promising import see_exception, see_promise
from milieusim.ward.residents.straining import be_strained

WAITING = Trigger.WAITING


def numbers(**more):
    """Return the ledger's values as the numbers of a run."""
    return SimpleNamespace(**{**ledger().values(), "kept_sensitivity_a_day": 0.98, **more})


def a_ward(trust=0.2, n_staff=2, **more):
    """Return a ward of one resident and some staff on duty, as far as what follows looks."""
    staff = [SimpleNamespace(seat=k, skill=0.2 + 0.6 * k) for k in range(n_staff)]
    return SimpleNamespace(
        p=numbers(**more),
        key=key_of(3),
        now=SimpleNamespace(n_on_duty=n_staff, is_open=False, incident_backlog=0.0),
        seats_on_duty=list(range(n_staff)),
        staff=staff,
        trust={(0, k): trust for k in range(n_staff)},
        slots=[SimpleNamespace(like_events=[0] * len(Trigger), told_more=0.0)],
    )


def a_resident(**more):
    """Return somebody in the first bed."""
    known = {"bed": 0, "number": 7, "coping": 0.3, "autonomy": 0.4, "strain": 0.0, "slot_index": 0}
    state = {"needs_debrief": True, "was_coerced": True, "debrief_trigger": int(WAITING)}
    return SimpleNamespace(**{**known, **state, "sensitivity": [1.0] * len(Trigger), **more})


@pytest.fixture(scope="module")
def quarter():
    return ms.simulate("acute-ward", days=84, seed=2)


def test_friendships_and_enmities_form_in_a_quarter(quarter):
    ties = quarter.ties[quarter.ties.kind == "resident"].value
    assert ties.max() > 0.5 and ties.min() < -0.3


def test_ties_are_the_same_from_either_side(quarter):
    ties = quarter.ties[quarter.ties.kind == "resident"]
    back = ties.rename(columns={"from": "to", "to": "from"})
    both = ties.merge(back, on=["day", "from", "to"], suffixes=("", "_back"))
    assert len(both) == len(ties) and (both.value == both.value_back).all()


def test_trust_grows_where_there_is_contact(quarter):
    trust = quarter.ties[quarter.ties.kind == "staff"].value
    assert trust.max() > 0.2 and trust.std() > 0.05


def test_two_residents_like_each_other_alike_whoever_asks():
    ward, one, other = a_ward(), SimpleNamespace(number=1004), SimpleNamespace(number=12)
    assert liking_of(ward, one, other) == liking_of(ward, other, one)
    drawn = {liking_of(ward, one, SimpleNamespace(number=k)) for k in range(40)}
    assert len(drawn) == 40 and min(drawn) < 0.0 < max(drawn)


def test_a_talk_makes_less_touchy_about_what_set_one_off_and_about_nothing_else():
    ward, resident = a_ward(), a_resident()
    talk_it_over(ward, resident)
    assert resident.sensitivity[WAITING] == pytest.approx(0.85)
    assert [s for k, s in enumerate(resident.sensitivity) if k != WAITING] == [1.0] * (len(Trigger) - 1)
    assert resident.coping > 0.3 and ward.trust[0, 0] > 0.2
    assert not resident.needs_debrief and not resident.was_coerced


def test_force_of_which_nobody_speaks_makes_touchier_up_to_a_bound_and_wears_off():
    ward, resident = a_ward(), a_resident()
    be_left_alone_with_it(ward, resident)
    assert resident.sensitivity[WAITING] == pytest.approx(1.05)
    for _ in range(100):
        be_left_alone_with_it(ward, resident)
    assert resident.sensitivity[WAITING] == ward.p.sensitivity_at_most
    calm_down_about(ward, resident)
    assert 1.0 < resident.sensitivity[WAITING] < ward.p.sensitivity_at_most


def test_three_grave_events_of_one_cause_at_a_slot_are_looked_at_by_the_team():
    ward, slot = a_ward(), 0
    for trigger in (WAITING, Trigger.STAFF_DEMAND, WAITING):
        count_like_event(ward, slot, 0.5, trigger)
    count_like_event(ward, slot, 0.05, WAITING)
    assert ward.slots[0].told_more == 0.0
    count_like_event(ward, slot, 0.5, WAITING)
    assert ward.slots[0].told_more > 0.0
    assert ward.now.incident_backlog == ward.p.review_minutes
    assert ward.slots[0].like_events[WAITING] == 0


def test_a_word_kept_mends_trust_and_a_word_broken_costs_it():
    kept, broken = a_ward(), a_ward()
    see_promise(kept, a_resident(), True)
    see_promise(broken, a_resident(), False)
    assert kept.trust[0, 1] > 0.2 > broken.trust[0, 1]


def test_an_exception_made_without_skill_costs_more_trust():
    ward = a_ward()
    for staff in ward.staff:
        see_exception(ward, a_resident(), staff)
    assert ward.trust[0, 0] < ward.trust[0, 1] < 0.2


def test_what_hits_one_leaves_a_part_of_itself():
    ward, resident = a_ward(), a_resident()
    be_strained(ward, resident, 0.5)
    once = resident.strain
    be_strained(ward, resident, 0.5)
    assert 0.0 < once < resident.strain < 1.0


def test_time_with_a_named_nurse_is_what_makes_a_plan_fit():
    def known(design):
        lived = ms.simulate(design, days=14, seed=1, warm_up_days=14).resident_shifts
        return lived.known.mean()

    acute = ms.load_design("acute-ward")
    assert known(acute.replace({"milieu.validation": 1.0})) > known(acute.replace({"milieu.validation": 0.0}))


def test_a_ward_without_registered_nurses_names_nobody():
    from milieusim.ward.residents.arrivals import named_nurse_of

    assistants = [SimpleNamespace(is_registered=False, is_nursing=True, is_bank=False, seat=0)]
    assert named_nurse_of(SimpleNamespace(key=key_of(1), staff=assistants), 5) == NOBODY


def test_the_hazard_differs_within_persons_and_not_between_them_alone(quarter):
    from milieusim.analysis.patterns.hazard_variance import hazard_variance_table

    shares = hazard_variance_table(quarter).share
    assert shares.sum() == pytest.approx(1.0)
    assert shares.between_days + shares.within_a_day > 0.08
