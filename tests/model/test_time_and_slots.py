"""What is asked and given in a tick adds up, whatever its length; slots change leaders; who is held is cared for."""

from types import SimpleNamespace

import numpy as np
import pytest

import milieusim as ms
from milieusim.engines.slot_rows import ordered_slots, ranks_of
from milieusim.engines.week import ordered_places
from milieusim.kinds import NOBODY
from milieusim.vocabulary import SlotFate, Task
from milieusim.ward.staffing.tasks import paperwork_waiting

ALONE = {f"rota.{shift}.registered_nurse": 1 for shift in ("early", "late", "night")}
ALONE |= {f"rota.{shift}.healthcare_assistant": 0 for shift in ("early", "late", "night")}
CERTAIN = {"rota.sickness": 0.0, "rota.bank_share": 0.0}
WORKERS = {"rota.early.activity_worker": 1, "rota.late.activity_worker": 1}


def acute(slots=None, **changes):
    changes = CERTAIN | changes
    return ms.load_design("acute-ward").replace(
        changes if slots is None else {**changes, "routine.slots": slots}
    )


def slot(name, start, end, activity, place, **fields):
    return {"name": name, "start": start, "end": end, "activity": activity, "place": place, **fields}


def rows_of(undone, task, *reasons):
    return undone[(undone["task"] == task) & undone["reason"].isin(reasons)]


def test_one_nurse_alone_prompts_in_ticks_shorter_than_a_prompt():
    run = ms.simulate(acute(**ALONE), days=2, warm_up_days=0, tick_minutes=1, seed=1)
    assert (run.incidents["kind"] == "demand_refusal").sum() > 0
    assert run.staff_shifts["prompts"].sum() > 0


def test_minutes_for_a_prompt_are_kept_but_never_more_than_one():
    ward = ms.WardModel(acute(**ALONE), seed=1, warm_up_days=0, days=1, tick_minutes=1)
    kept = []
    while ward.running:
        ward.step()
        kept.append(ward.now.prompt_minutes_left)
    assert 0.0 < max(kept) <= ward.p.prompt_minutes and min(kept) >= 0.0


def test_who_is_called_twice_in_a_tick_is_prompted_in_between():
    """Morning care is over after ten minutes, and medication begins: in one tick of 15 minutes, in two of 5."""
    unmade = [
        len(
            rows_of(
                ms.simulate("closed-unit-locked", days=14, seed=2, tick_minutes=tick).undone,
                "prompts",
                "no_minutes",
            )
        )
        for tick in (15, 5)
    ]
    assert unmade[0] < 20 + 2 * unmade[1]


def test_draws_of_slots_that_begin_together_are_told_apart():
    clubs = [
        slot("Club 1", "14:00", "15:00", "recreation", "Day room"),
        slot("Club 2", "14:05", "15:00", "recreation", "Garden"),
        slot("Club 3", "14:00", "15:00", "recreation", "Corridor", days=["sun"]),
        slot("Walk", "14:00", "15:00", "exercise", "Garden"),
    ]
    for tick, ranks in ((15, [0, 1, 2, 0]), (5, [0, 0, 1, 0])):
        design = acute(clubs)
        slots = ordered_slots(design, ordered_places(design))
        found = dict(zip([name for *_, name in slots], ranks_of(slots, tick)))
        assert sorted(found[name] for name in ("Club 1", "Club 2", "Club 3", "Walk")) == sorted(ranks)


def test_two_clubs_at_one_time_are_not_joined_by_the_same_people_for_the_same_luck():
    class Noted(ms.Resident):
        def answer_invitation(self, slot):
            wish = super().answer_invitation(slot)
            asked.setdefault((self.number, self.model.now.tick), []).append(wish >= 0.0)
            return wish

    asked = {}
    clubs = [slot(f"Club {k}", "14:00", "15:00", "recreation", "Day room", places_offered=0) for k in (1, 2)]
    ward = ms.WardModel(acute(clubs), seed=3, warm_up_days=0, days=5, resident_class=Noted)
    while ward.running:
        ward.step()
    both = np.array([wishes for wishes in asked.values() if len(wishes) == 2])
    assert len(both) > 40 and (both[:, 0] != both[:, 1]).any()


def led_in(design, name):
    """Return, tick by tick, whether a slot is held, and who of those on duty leads it."""
    ward = ms.WardModel(design, seed=1, warm_up_days=0, days=1)
    (mine,) = [k for k, slot in enumerate(ward.slots) if ward.inputs.names["slots.slot"][k] == name]
    while ward.running:
        ward.step()
        if ward.slots[mine].fate == SlotFate.HELD:
            yield [staff.post for staff in ward.on_duty if staff.leading == mine]


FILM = [slot("Film", "13:30", "18:00", "recreation", "Day room", leader="activity_worker")]


def test_somebody_takes_over_a_slot_whose_leader_goes_home():
    leaders = list(led_in(acute(FILM, **WORKERS), "Film"))
    assert len(leaders) == 18 and all(leaders)
    assert len({post for posts in leaders for post in posts}) == 2


def test_a_slot_ends_when_its_leader_goes_home_and_nobody_takes_over():
    assert len(list(led_in(acute(FILM, **{"rota.early.activity_worker": 1}), "Film"))) == 6
    run = ms.simulate(acute(FILM, **{"rota.early.activity_worker": 1}), days=4, warm_up_days=0, seed=1)
    cut = run.undone[run.undone["reason"] == "cut_short"]
    assert len(cut) == 4 and (cut["at_hour"] % 24 == 15).all()
    assert run.time_use[run.time_use["activity"] == "recreation"]["hours"].max() <= 1.5


def test_a_turn_seen_to_the_end_takes_minutes_of_who_sees_it():
    rounds = [
        slot(
            "Round", "10:00", "10:30", "ward_round", "Interview room", leader="doctor", places_offered=4,
            minutes_each=20, is_expected=True,
        )
    ]  # fmt: skip
    run = ms.simulate(acute(rounds), days=5, warm_up_days=0, seed=2)
    doctors = run.staff_shifts[run.staff_shifts["role"] == "doctor"]
    assert run.slots["attended"].max() == 2
    assert doctors["leading_activity"].sum() * 60 == pytest.approx(run.slots["attended"].sum() * 20)


@pytest.fixture(scope="module")
def undone():
    return ms.simulate("acute-ward", days=28, seed=1, warm_up_days=7)


def test_a_meal_missed_in_silence_is_not_told_as_refused(undone):
    rows = undone.undone
    refused, silent = rows_of(rows, "meals", "refused"), rows_of(rows, "meals", "stayed_away")
    refusals = undone.incidents[undone.incidents["kind"] == "demand_refusal"]
    told = set(zip(refusals["at_hour"], refusals["resident"]))
    assert len(refused) > 0 and len(silent) > 0
    assert set(zip(refused["at_hour"], refused["resident"])) <= told


def test_an_appointment_that_one_does_not_come_to_is_left_undone(undone):
    rows = rows_of(undone.undone, "leading_activity", "refused", "stayed_away", "no_minutes")
    assert rows["resident"].notna().sum() > 0 and (rows["minutes"] > 0).all()


def test_staff_among_residents_are_a_share_of_all_who_could_be():
    crowd = {f"rota.{shift}.activity_worker": 12 for shift in ("early", "late", "night")}
    ward = ms.WardModel(acute([], **ALONE, **crowd), seed=1, warm_up_days=0, days=1)
    while ward.running:
        ward.step()
        assert 0.0 <= ward.now.staff_present <= 1.0


def test_paperwork_to_be_written_at_once_does_not_wait_as_well():
    need = np.zeros(len(Task))
    need[Task.PAPERWORK] = 10.0
    p = SimpleNamespace(tick_hours=0.25, paperwork_hours_to_clear=1.0)
    for owed, waiting in ((10.0, 0.0), (30.0, 5.0)):
        ward = SimpleNamespace(p=p, need=need, now=SimpleNamespace(paperwork_backlog=owed))
        assert paperwork_waiting(ward) == waiting


def test_who_is_held_is_brought_meals_and_doses_or_told_to_have_missed_them():
    class Noted(ms.Resident):
        def be_brought(self, slot):
            before = self.model.now.meals_brought, self.medicated
            super().be_brought(slot)
            came = self.model.now.meals_brought, self.medicated
            assert self.hold != NOBODY and self.demand == NOBODY
            brought.append(came != before)

    brought = []
    room = {"name": "Seclusion", "kind": "seclusion_room", "capacity": 2}
    places = [*ms.load_design("acute-ward").ward.places, room]
    design = acute(**{"ward.places": places, "policy.regime": "germany", "milieu.containment": 1.0})
    ward = ms.WardModel(design, seed=1, warm_up_days=0, days=21, resident_class=Noted)
    while ward.running:
        ward.step()
    assert 0 < sum(brought) < len(brought)
    missed = ms.simulate(design, days=21, seed=1, warm_up_days=0).undone
    assert len(rows_of(missed, "meals", "held")) > 0 and len(rows_of(missed, "medication", "held")) > 0


def test_what_was_attended_is_told_of_a_slot_under_way_as_the_run_ends():
    meal = slot("Feast", "20:00", "24:00", "meal", "Day room", is_expected=True)
    run = ms.simulate(acute([meal]), days=2, warm_up_days=0, seed=1)
    eaten = run.time_use[run.time_use["activity"] == "meal"].groupby("day")["resident"].nunique()
    assert (run.slots.set_index("day")["attended"] >= eaten).all()
