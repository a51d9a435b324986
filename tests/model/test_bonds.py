"""People come to know each other, learn from what happened, and carry what they lived into the next days."""

from types import SimpleNamespace

import numpy as np
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
from milieusim.ward.residents.company import be_together
from milieusim.ward.residents.knowing import liking_of
from milieusim.ward.residents.promising import keep_promises, see_exception, see_promise
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


def test_trust_grows_where_there_is_contact():
    # How far it goes is a matter of how warm, and how worn, the warmest of a team are: of one ward it says little.
    quarters = [ms.simulate("acute-ward", days=84, seed=seed, keep=["ties"]).ties for seed in range(1, 5)]
    trust = [ties[ties.kind == "staff"].value for ties in quarters]
    assert max(t.max() for t in trust) > 0.25 and all(t.std() > 0.05 for t in trust)


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


def test_every_word_given_is_kept_or_broken_by_itself():
    def after(promises, load):
        ward, resident = a_ward(), a_resident(promises=promises, is_here=True)
        resident = drawing(resident)
        ward.beds, ward.now.load_day, ward.now.paperwork_backlog, ward.now.tick = [resident], load, 0.0, 95
        keep_promises(ward)
        assert resident.promises == 0
        return ward.now.paperwork_backlog, ward.trust[0, 0], resident.autonomy

    minutes = numbers().promise_minutes
    assert after(0, 0.0) == (0.0, 0.2, 0.4)
    assert [after(n, 0.0)[0] for n in (1, 3)] == [minutes, 3 * minutes]
    assert after(3, 0.0)[1:] > after(1, 0.0)[1:]
    assert after(3, 100.0)[0] == 0.0 and after(3, 100.0)[1] < after(1, 100.0)[1] < 0.2
    assert 0.0 < after(30, 0.8)[0] < 30 * minutes  # some of many are kept, some are not


def drawing(person):
    """Let somebody draw as agents do, with nothing worked out ahead."""
    person.likely, person.luck_from, person.luck, person.person = [None] * 300, 0, [], person.number
    return person


def helped_in(ticks, beginner_distress, other_distress):
    """Return how often either of two residents helps the other while the first of them begins every contact."""
    ward = a_ward()
    ward.p.mutual_help_meeting = 0.0
    states = {"standing": 0.5, "arousal": 0.3, "conflict": 0.0, "is_here": True}
    one, other = (drawing(a_resident(bed=bed, number=7 + bed, **states)) for bed in (0, 1))
    given = {0: 0, 1: 0}
    for tick in range(ticks):
        ward.now.tick, ward.p.tick_hours = tick, 0.25
        ward.ties = {(0, 1): 0.3, (1, 0): 0.3}
        one.distress, other.distress = beginner_distress, other_distress
        be_together(ward, one, other)
        given[0] += other.distress < other_distress
        given[1] += one.distress < beginner_distress
    return given[0], given[1], one.standing, other.standing


def test_either_of_two_may_help_whoever_began():
    begun, beside, standing, other_standing = helped_in(2000, 0.5, 0.5)
    assert min(begun, beside) > 60 and 0.7 < begun / beside < 1.4
    assert standing == pytest.approx(other_standing, abs=0.25)


def test_who_is_in_distress_is_helped_by_who_can_and_not_the_other_way_round():
    begun, beside, standing, other_standing = helped_in(500, 0.95, 0.2)
    assert beside > 3 * begun and other_standing > standing


def test_standing_keeps_a_spread_over_weeks():
    model = ms.WardModel("acute-ward", seed=2, warm_up_days=0)
    model.run_days(14)
    standings = np.array([resident.standing for resident in model.residents])
    assert standings.std() > 0.05 and 0.25 < standings.mean() < 0.75


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
