"""What holds for every design that comes with milieusim."""

from collections import Counter

import pytest

from milieusim.config.feasibility.feasibility import warnings_of
from milieusim.config.parts.residents import PROFILES
from milieusim.config.parts.routine import minute_of
from milieusim.config.reading.finding import SHIPPED_FOLDER, SHIPPED_ORDER, shipped_designs
from milieusim.config.reading.yaml_reading import read_yaml

FREE_OF_LEADERS = ("hygiene", "meal", "visiting", "free_time", "quiet_time", "recreation")
STEP_MINUTES = 5


def covers(shift, minute):
    """Whether a shift is at work at a minute of the day."""
    since = (minute - minute_of(shift.start)) % 1440
    return since < shift.hours * 60


def heads_at(design, role, day, minute):
    """Staff of a role at work; the part of a shift after midnight belongs to the day before."""
    return sum(
        shift.heads(role, (day - 1) % 7 if minute < minute_of(shift.start) else day)
        for _, shift in design.rota.shifts
        if covers(shift, minute)
    )


def incoming_heads_at(design, role, day, minute):
    """As `heads_at`, of the shift that began last: enough even if leaders go home at the hand-over."""
    begun = [(name, shift) for name, shift in design.rota.shifts if covers(shift, minute)]
    _, last = min(begun, key=lambda named: (minute - minute_of(named[1].start)) % 1440)
    return last.heads(role, (day - 1) % 7 if minute < minute_of(last.start) else day)


def slots_at(design, day, minute):
    return [
        slot
        for slot in design.routine.slots
        if day in slot.day_numbers and slot.start_minute <= minute < slot.end_minute
    ]


def moments():
    return [(day, minute) for day in range(7) for minute in range(0, 1440, STEP_MINUTES)]


def capacity_of(design, place_name):
    return next(place.capacity for place in design.ward.places if place.name == place_name)


def kind_of(design, place_name):
    return next(place.kind for place in design.ward.places if place.name == place_name)


def test_every_named_design_is_shipped_and_no_other():
    assert shipped_designs() == SHIPPED_ORDER
    assert {path.stem for path in SHIPPED_FOLDER.glob("*.yaml")} == set(SHIPPED_ORDER)


@pytest.mark.parametrize("name", SHIPPED_ORDER)
def test_each_file_tells_its_own_story(name):
    tree = read_yaml(SHIPPED_FOLDER / f"{name}.yaml")
    assert tree["name"] == name
    assert set(tree["about"]) == {"title", "summary", "sources", "assumed"}
    assert tree["about"]["sources"] and tree["about"]["assumed"]


def test_design_says_what_it_is_and_where_it_comes_from(design):
    about = design.about
    assert 10 < len(about.title) < 80
    assert 50 < len(about.summary) < 400
    assert all(len(line) > 10 for line in about.sources + about.assumed)


def test_leaders_are_on_the_rota_when_their_slots_are_held(design):
    for day, minute in moments():
        wanted = Counter()
        for slot in slots_at(design, day, minute):
            if slot.leader:
                wanted[slot.leader] += slot.leaders
        for role, number in wanted.items():
            assert number <= heads_at(design, role, day, minute), (design.name, role, day, minute / 60)
            assert incoming_heads_at(design, role, day, minute), (design.name, role, day, minute / 60)


def test_no_room_is_used_for_two_things_at_once(design):
    for day, minute in moments():
        rooms = Counter(slot.place for slot in slots_at(design, day, minute) if slot.leader)
        assert not rooms or max(rooms.values()) == 1, (design.name, day, minute / 60, rooms)


def test_nobody_is_expected_in_two_places_at_once(design):
    for day, minute in moments():
        for_all = [
            slot.name
            for slot in slots_at(design, day, minute)
            if slot.is_expected and slot.places_offered is None
        ]
        assert len(for_all) <= 1, (design.name, day, minute / 60, for_all)


def test_everybody_gets_a_bed_three_meals_and_medication_every_day(design):
    capacities = {place.kind: place.capacity for place in design.ward.places}
    assert capacities["bedroom"] >= design.ward.beds
    for day in range(7):
        held = [slot for slot in design.routine.slots if day in slot.day_numbers]
        meals = [slot for slot in held if slot.activity == "meal" and slot.is_expected]
        rounds = [slot for slot in held if slot.activity == "medication"]
        assert len(meals) == 3
        assert len(rounds) >= 2
        assert any(slot.activity == "hygiene" for slot in held)
        assert all(slot.is_expected for slot in rounds)
        assert all(kind_of(design, slot.place) == "dining_room" for slot in meals)
        assert all(capacity_of(design, slot.place) >= design.ward.beds for slot in meals)
        assert all(slot.leader == "registered_nurse" for slot in rounds)


def test_visitors_may_come_every_week(design):
    assert any(slot.activity == "visiting" for slot in design.routine.slots)


def test_slots_fit_their_rooms_and_have_the_right_leaders(design):
    for slot in design.routine.slots:
        assert slot.leader or slot.activity in FREE_OF_LEADERS, slot.name
        assert (slot.places_offered or 1) <= capacity_of(design, slot.place), slot.name
        if slot.activity in ("individual_therapy", "ward_round"):
            assert 1 <= slot.places_offered <= 4
        if slot.activity == "ward_round":
            assert slot.leader == "doctor"


def test_slots_are_held_while_the_ward_is_awake(design):
    routine = design.routine
    for slot in routine.slots:
        weekend = set(slot.day_numbers) >= {5, 6} and len(slot.day_numbers) == 2
        wake = (routine.wake_weekend if weekend else None) or routine.wake
        assert slot.start_minute >= minute_of(wake), slot.name
        assert slot.end_minute <= minute_of(routine.lights_out), slot.name


def test_mix_uses_known_profiles_and_adds_up_to_one(design):
    assert set(design.residents.mix) <= set(PROFILES)
    assert sum(design.residents.mix.values()) == pytest.approx(1.0)


def test_day_nurses_are_between_published_bounds(design):
    """Between the lowest staffing in the sources (about 1 in 8) and three times the English mean."""
    for shift in (design.rota.early, design.rota.late):
        for day in range(7):
            nurses = shift.heads("registered_nurse", day) + shift.heads("healthcare_assistant", day)
            assert 0.12 <= nurses / design.ward.beds <= 0.45, (design.name, day)


def test_a_nurse_is_always_there(design):
    for day, minute in moments():
        assert heads_at(design, "registered_nurse", day, minute) >= 1


@pytest.mark.parametrize("name", ["acute-ward", "acute-ward-evenings", "structured-hospital-day"])
def test_designs_that_planners_start_from_raise_no_warning(designs, name):
    assert not list(warnings_of(designs[name]))
