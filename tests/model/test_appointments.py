"""Appointments stay as many as the timetable has: four of half an hour are four people, not one for two hours."""

import pytest

import milieusim as ms
from milieusim.engines.slot_rows import ordered_slots
from milieusim.engines.week import ordered_places

STARTS = ["10:00", "10:30", "11:00", "11:30"]
ENDS = [*STARTS[1:], "12:00"]


def appointments(**fields):
    """Return four ward rounds one after the other, by one doctor in one room, with one place each."""
    held = {"days": "daily", "activity": "ward_round", "place": "Interview room", "leader": "doctor"}
    times = enumerate(zip(STARTS, ENDS), 1)
    return [
        {
            "name": f"Round {k}",
            "start": a,
            "end": b,
            "places_offered": 1,
            "is_expected": True,
            **held,
            **fields,
        }
        for k, (a, b) in times
    ]


def ward_with(slots):
    design = ms.load_design("acute-ward").replace({"rota.early.doctor": 2, "rota.sickness": 0.0})
    return design.replace(routine=design.routine.replace(slots=slots))


def test_four_appointments_are_four_slots():
    design = ward_with(appointments())
    slots = ordered_slots(design, ordered_places(design))
    assert [name for *_, name in slots] == ["Round 1", "Round 2", "Round 3", "Round 4"]
    assert [end - start for _, start, end, _ in slots] == [30, 30, 30, 30]


@pytest.mark.parametrize("fields", [{}, {"minutes_each": 25}])
def test_four_appointments_are_four_people(fields):
    run = ms.simulate(
        ward_with(appointments(**fields)),
        days=14,
        seed=4,
        warm_up_days=7,
        keep=["slots", "time_use", "undone"],
    )
    assert run.slots["attended"].max() == 1
    used = run.time_use[run.time_use["activity"] == "ward_round"]
    people = used.groupby("day")["resident"].nunique()
    seen, in_vain = run.slots["attended"].sum(), (run.undone["reason"] == "not_served").sum()
    # Who had to be prompted comes late, and may not be seen to the end.
    assert 30 < seen <= people.sum() <= seen + in_vain and people.max() == 4
    each = fields.get("minutes_each", ms.load_parameters()["appointment_minutes"])
    assert used["hours"].median() == pytest.approx(each / 60.0)


def test_one_slot_with_minutes_each_sees_as_many_as_there_is_time_for():
    (first, *_) = appointments()
    rounds = {**first, "end": "12:00", "places_offered": 10, "minutes_each": 30}
    run = ms.simulate(ward_with([rounds]), days=14, seed=4, warm_up_days=7, keep=["slots", "undone"])
    assert 2 <= run.slots["attended"].max() <= 4
    assert (run.undone["reason"] == "not_served").any()
