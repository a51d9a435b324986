"""What was asked of somebody is written as undone where it comes to nothing, with the reason that it had."""

import pandas as pd
import pytest

import milieusim as ms
from milieusim.kinds import NOBODY
from milieusim.vocabulary import Demand, ResponseKind, Trigger


@pytest.fixture
def morning():
    """A ward as its first round of doses goes on."""
    model = ms.WardModel("acute-ward", seed=1, warm_up_days=0)
    while model.tick < 36:
        model.step()
    return model


def slot_of(model, demand):
    """Return the first slot of the week that asks something."""
    return next(slot for slot in model.slots if slot.demand == demand)


def asked(model, demand, prompts=0):
    """Return somebody free of whom something is asked, and is not done."""
    there = [r for r in model.residents if r.is_present and r.hold == NOBODY and not r.is_asleep]
    somebody = next(r for r in there if r.demand == r.queue_slot == r.slot_index == NOBODY)
    somebody.demand, somebody.demand_slot = demand.value, slot_of(model, demand).index
    somebody.prompts, somebody.is_prompted, somebody.next_prompt = prompts, True, model.tick - 1
    return somebody


def new_rows(model, act):
    """Return the rows of care undone that an act writes."""
    before = model.tables()["undone"]
    act()
    return pd.concat([before, model.tables()["undone"]]).drop_duplicates(keep=False)


@pytest.mark.parametrize(
    "demand, task", [(Demand.DOSE, "medication"), (Demand.EAT, "meals"), (Demand.ATTEND, "leading_activity")]
)
@pytest.mark.parametrize("way", ["go_away", "abscond"])
def test_who_leaves_the_ward_misses_what_was_asked(morning, demand, task, way):
    somebody = asked(morning, demand)
    new = new_rows(morning, getattr(somebody, way))
    assert [(row.task, row.reason, row.resident) for row in new.itertuples()] == [
        (task, "away", somebody.number)
    ]
    assert somebody.demand == NOBODY


def test_who_is_discharged_from_a_line_misses_their_turn(morning):
    somebody, line = asked(morning, Demand.DOSE), slot_of(morning, Demand.DOSE)
    somebody.do_as_asked()
    assert somebody.queue_slot == line.index
    new = new_rows(morning, lambda: somebody.leave_ward(False))
    assert [(row.task, row.reason) for row in new.itertuples()] == [("medication", "away")]


def test_nothing_is_missed_by_who_leaves_with_nothing_asked(morning):
    somebody = asked(morning, Demand.DOSE)
    somebody.demand = somebody.demand_slot = NOBODY
    assert new_rows(morning, somebody.go_away).empty


class Refusing(ms.Resident):
    """Somebody whose refusals are grave, and answered by a hold."""

    def respond(self, kind, gravity, reach, row):
        self.be_held(int(ResponseKind.SECLUSION), NOBODY, False)
        return int(ResponseKind.SECLUSION)


@pytest.mark.parametrize("demand", [Demand.DOSE, Demand.EAT])
def test_a_refusal_is_an_event_of_the_slot_that_was_refused(morning, demand):
    somebody, slot = asked(morning, demand), slot_of(morning, demand)
    morning.gravity[:] = [1.0] * len(morning.gravity)
    before = slot.like_events[Trigger.STAFF_DEMAND]
    somebody.refuse()
    assert slot.like_events[Trigger.STAFF_DEMAND] == before + 1
    assert somebody.demand == somebody.demand_slot == NOBODY


def test_who_is_held_for_a_refusal_misses_it_once(morning_of_refusals):
    somebody = asked(morning_of_refusals, Demand.DOSE)
    new = new_rows(morning_of_refusals, somebody.refuse)
    assert somebody.hold != NOBODY
    assert [(row.task, row.reason) for row in new.itertuples()] == [("medication", "refused")]


@pytest.fixture
def morning_of_refusals():
    model = ms.WardModel("acute-ward", seed=1, warm_up_days=0, resident_class=Refusing)
    while model.tick < 36:
        model.step()
    return model


def test_what_kept_somebody_from_being_prompted_is_named(morning):
    group = slot_of(morning, Demand.EAT).index
    for now_in, until_now_in, reason in [
        (NOBODY, NOBODY, "no_minutes"),
        (group, NOBODY, "elsewhere"),
        (NOBODY, group, "elsewhere"),
    ]:
        somebody = asked(morning, Demand.SEE_SOMEBODY)
        somebody.slot_index, somebody.old_slot_index = now_in, until_now_in
        new = new_rows(morning, somebody.end_demand)
        assert set(zip(new.task, new.reason)) == {("prompts", reason), ("leading_activity", reason)}


def test_who_was_called_as_a_group_ended_was_not_kept_by_it(morning):
    somebody = asked(morning, Demand.DOSE)
    somebody.old_slot_index, somebody.next_prompt = slot_of(morning, Demand.EAT).index, morning.tick
    assert set(new_rows(morning, somebody.end_demand).reason) == {"no_minutes"}


def held_at_a_meal(takes_it, **changed):
    """Return somebody held as a meal begins, and the rows of care undone that are written of them in that tick."""

    class Held(ms.Resident):
        def complies(self):
            return takes_it

        def perhaps_be_released(self):
            pass

    design = ms.load_design("acute-ward").replace(
        {f"routine.slots[Breakfast].{k}": v for k, v in changed.items()}
    )
    model = ms.WardModel(design, seed=1, warm_up_days=0, resident_class=Held)
    while model.tick < 31:
        model.step()
    somebody = next(r for r in model.residents if r.is_present)
    somebody.be_held(int(ResponseKind.SECLUSION), NOBODY, False)
    somebody.hunger = 0.9
    while model.tick < 34:
        model.step()
    undone = model.tables()["undone"]
    return somebody, undone[(undone.task == "meals") & (undone.resident == somebody.number)]


@pytest.mark.parametrize("is_expected", [True, False])
@pytest.mark.parametrize("places", [None, 10])
def test_who_is_held_is_brought_every_meal_that_others_can_eat(is_expected, places):
    somebody, missed = held_at_a_meal(True, is_expected=is_expected, places_offered=places)
    assert somebody.hold != NOBODY and somebody.meals_today == 1 and somebody.hunger < 0.2
    assert missed.empty


@pytest.mark.parametrize("is_expected", [True, False])
def test_who_is_held_and_does_not_eat_what_is_brought_misses_a_meal(is_expected):
    somebody, missed = held_at_a_meal(False, is_expected=is_expected)
    assert somebody.meals_today == 0 and list(missed.reason) == ["held"]
