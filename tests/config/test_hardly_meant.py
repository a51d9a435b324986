"""What works but cannot be meant is told; what only looks odd is left alone."""

import pytest

from milieusim.config.feasibility.feasibility import warnings_of
from milieusim.config.feasibility.hardly_meant import CHECKS
from milieusim.config.feasibility.week_in_minutes import Week
from milieusim.config.reading.loading import load_design, shipped_designs


def told(design):
    return [line for check in CHECKS for line in check(design, Week(design))]


def with_slot(design, **fields):
    slots = [slot.model_dump(mode="json") for slot in design.routine.slots]
    slot = {
        "name": "New",
        "start": "19:30",
        "end": "20:30",
        "activity": "creative",
        "place": "studio",
        **fields,
    }
    return design.replace({"routine.slots": [*slots, slot]})


@pytest.mark.parametrize("name", shipped_designs())
def test_nothing_in_a_shipped_design_looks_like_a_slip(name):
    assert told(load_design(name)) == []


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        (
            {"residents.mix": {"psychosis": 45, "mania": 0.2, "depression": 0.3}},
            "psychosis 45 beside mania 0.2 and depression 0.3: weights count against each other, so that 1.1% of",
        ),
        ({"rota.early.registered_nurse": 30}, "rota.early has 32 nursing staff every day for 12 beds"),
        (
            {"rota.early.registered_nurse": {"weekday": 30, "weekend": 2}},
            "rota.early has 32 nursing staff Monday to Friday for 12 beds",
        ),
        ({"rota.late.doctor": 20}, "rota.late has 20 doctors on Monday for 12 beds"),
    ],
)
def test_a_value_that_cannot_be_meant_is_told(changes, says, small):
    (line,) = told(small.replace(changes))
    assert says in line


@pytest.mark.parametrize(
    "mix",
    [
        {"psychosis": 70, "mania": 29.5, "depression": 0.5},
        {"psychosis": 3, "mania": 0.5},
        {"psychosis": 1, "mania": 0.2},
        {"psychosis": 10, "mania": 0},
    ],
)
def test_per_cents_and_ratios_are_left_alone(mix, small):
    assert told(small.replace({"residents.mix": mix})) == []


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"start": "19:07", "end": "19:13"}, "19:07 to 19:13, lasts 6 minutes. Is its start mistyped?"),
        ({"start": "19:30", "end": "19:31"}, "lasts 1 minute. Is its end mistyped?"),
        (
            {"start": "10:00", "end": "20:00", "leader": "activity_worker"},
            "lasts 600 minutes, and is led all",
        ),
        ({"activity": "seclusion"}, "Seclusion follows an incident"),
    ],
)
def test_a_slot_that_cannot_be_meant_is_told(fields, says, small):
    (line,) = told(with_slot(small, **fields))
    assert line.startswith("routine.slots[New]") and says in line


def test_a_whole_evening_of_ones_own_is_left_alone(small):
    assert (
        told(with_slot(small, start="10:00", end="20:00", leader="activity_worker", is_structured=False))
        == []
    )


def test_a_week_without_doses_and_days_without_meals_are_told(small):
    slots = [slot.model_dump(mode="json") for slot in small.routine.slots if slot.activity != "medication"]
    assert "there is no medication in the week" in warnings_of(small.replace({"routine.slots": slots}))[0]
    slots = [slot.model_dump(mode="json") for slot in small.routine.slots]
    slots = [{**slot, "days": "weekdays"} if slot["activity"] == "meal" else slot for slot in slots]
    lines = warnings_of(small.replace({"routine.slots": slots}))
    assert any("there is no meal at the weekend" in line for line in lines)


def test_doses_beside_breakfast_are_told(small):
    lines = warnings_of(small.replace({"routine.slots[Medication].start": "08:00"}))
    assert any("share 30 minutes every day from 08:00" in line for line in lines)
