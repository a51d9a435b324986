"""Lines, appointments and calls, looked at as they are in every tick."""

import numpy as np
import pytest

import milieusim as ms
from milieusim.kinds import NOBODY
from milieusim.vocabulary import SlotFate

CLOSE = 1e-9
BACKLOGS = "paperwork_backlog incident_backlog admission_backlog preparation_backlog".split()
LEFT = "prompt_minutes_left left_registered left_assistant".split()
SHORT = {"rota.sickness": 0.3, "rota.bank_fill": 0.0}
WARDS = [
    ms.load_design("acute-ward"),
    ms.load_design("acute-ward").replace({**SHORT, "routine.slots[Morning medication].start": "08:00"}),
    ms.load_design("closed-unit"),
    ms.load_design("structured-hospital-day"),
]


def ticks_of(design, days=2, **options):
    """Return a ward after each of its ticks."""
    ward = ms.WardModel(design, seed=3, warm_up_days=0, days=days, **options)
    while ward.running:
        ward.step()
        yield ward


def is_in_one_line(ward, resident):
    """Return whether somebody stands in the one line that they are listed in, if in any."""
    listed, where = resident.queue_slot, resident.slot_index
    stands_in = where if where != NOBODY and ward.slots[where].is_queue else NOBODY
    is_open = listed == NOBODY or (ward.slots[listed].is_queue and ward.slots[listed].fate == SlotFate.HELD)
    return is_open and stands_in in (NOBODY, listed)


@pytest.mark.parametrize("design", WARDS, ids=lambda design: design.name)
def test_nobody_stands_in_two_lines_and_no_two_have_one_turn(design):
    lines = 0
    for ward in ticks_of(design):
        here = [resident for resident in ward.beds if resident.is_here]
        assert all(is_in_one_line(ward, resident) for resident in here), ward.clock
        turns = [(r.queue_slot, r.queue_number) for r in here if r.queue_slot != NOBODY]
        assert len(set(turns)) == len(turns), ward.clock
        lines += len(turns) > 1
    assert lines > 0


@pytest.mark.parametrize("design", WARDS, ids=lambda design: design.name)
def test_nobody_lives_longer_than_the_tick_and_nobody_leads_longer(design):
    for ward in ticks_of(design):
        for r in ward.residents:
            assert r.slot_share + r.old_share + r.served_share <= 1.0 + CLOSE, ward.clock
        for staff in ward.on_duty:
            assert staff.lead_minutes + staff.dose_minutes <= ward.p.tick_minutes + CLOSE, ward.clock


@pytest.mark.parametrize("design", WARDS, ids=lambda design: design.name)
def test_no_backlog_is_less_than_nothing(design):
    for ward in ticks_of(design):
        owed = {name: getattr(ward.now, name) for name in BACKLOGS + LEFT}
        assert min(owed.values()) >= -CLOSE, (ward.clock, owed)


@pytest.mark.parametrize("design", WARDS, ids=lambda design: design.name)
def test_who_is_prompted_is_asked_for_something_that_is_still_on(design):
    asked = 0
    for ward in ticks_of(design):
        for r in ward.residents:
            assert r.is_prompted == (r.demand != NOBODY), ward.clock
            if r.demand_slot != NOBODY:
                assert ward.slots[r.demand_slot].fate == SlotFate.HELD, ward.clock
            asked += r.is_prompted
    assert asked > 0


def appointments_of(design):
    """Return what became of the ward rounds of two weeks."""
    run = ms.simulate(design, days=14, seed=2, warm_up_days=7)
    return run, run.slots[run.slots["activity"] == "ward_round"]


def test_appointments_without_a_doctor_see_nobody():
    run, rounds = appointments_of(WARDS[0].replace({"rota.early.doctor": 0}))
    assert len(rounds) > 0 and not rounds["is_held"].any()
    assert rounds["attended"].sum() == 0
    assert not (run.time_use["activity"] == "ward_round").any()


def test_appointments_that_nobody_leads_see_nobody():
    names = [slot.name for slot in WARDS[0].routine.slots if slot.activity == "ward_round"]
    run, rounds = appointments_of(WARDS[0].replace({f"routine.slots[{name}].leader": None for name in names}))
    assert rounds["attended"].sum() == 0
    assert not (run.time_use["activity"] == "ward_round").any()


def test_who_did_not_come_when_called_may_come_when_prompted_in_the_same_tick():
    asked = {}

    class Noted(ms.Resident):
        def complies(self):
            does = super().complies()
            asked[self.number, self.model.now.tick, self.demand, self.prompts] = does
            return does

    for _ in ticks_of(WARDS[0], days=3, resident_class=Noted):
        pass
    prompted = [
        does
        for (number, tick, demand, prompts), does in asked.items()
        if prompts == 1 and asked.get((number, tick, demand, 0)) is False
    ]
    assert len(prompted) > 20
    assert 0.3 < np.mean(prompted) < 0.95
