"""Designs that belong together differ in what they say they differ in, and in nothing else."""

from milieusim.config.parts.routine import minute_of
from milieusim.kinds import ORGANISED

ORGANISED_LABELS = [activity.label for activity in ORGANISED]


def parts_that_differ(one, other):
    a, b = one.model_dump(), other.model_dump()
    return {part for part in a if a[part] != b[part]} - {"name", "about"}


def slot(design, name):
    return next(slot for slot in design.routine.slots if slot.name == name)


def times(design, name):
    return slot(design, name).start, slot(design, name).end


def test_open_and_closed_unit_differ_in_the_routine_only(designs):
    assert parts_that_differ(designs["open-unit"], designs["closed-unit"]) == {"routine"}
    assert [s.name for s in designs["open-unit"].routine.slots] == [
        s.name for s in designs["closed-unit"].routine.slots
    ]


def test_open_and_closed_unit_keep_their_published_times(designs):
    opened, closed = designs["open-unit"], designs["closed-unit"]
    assert (times(opened, "Bread meal"), times(closed, "Bread meal")) == (
        ("12:30", "13:00"),
        ("12:00", "12:30"),
    )
    assert (times(opened, "Hot meal"), times(closed, "Hot meal")) == (("17:00", "17:30"), ("17:10", "18:00"))
    for unit in (opened, closed):
        assert unit.routine.wake == "07:30"
        assert unit.routine.lights_out == "23:00"
        assert times(unit, "Breakfast") == ("08:10", "08:45")
        assert times(unit, "Visiting hour") == ("18:00", "20:00")
        assert slot(unit, "Own time").start == "20:00"
        assert slot(unit, "Night medication").start == "21:30"


def test_therapy_blocks_of_both_units_are_cut_by_one_rule(designs):
    """Three equal sessions with 15 minutes between them fill each published block."""
    for name, ends in (("open-unit", "12:15"), ("closed-unit", "12:00")):
        for start, end in (("09:00", ends), ("13:30", "16:30")):
            length = (minute_of(end) - minute_of(start) - 30) // 3
            begins = [minute_of(start) + i * (length + 15) for i in range(3)]
            expected = {(begin, begin + length) for begin in begins}
            assert sessions(designs[name], start, end) == expected


def sessions(design, start, end):
    return {
        (s.start_minute, s.end_minute)
        for s in design.routine.slots
        if s.activity in [*ORGANISED_LABELS, "ward_round"]
        and minute_of(start) <= s.start_minute < minute_of(end)
    }


def test_units_have_no_therapy_at_the_weekend(designs):
    for name in ("open-unit", "closed-unit", "closed-unit-locked"):
        for s in designs[name].routine.slots:
            if s.activity in ORGANISED_LABELS:
                assert not {5, 6} & set(s.day_numbers)


def test_locked_unit_differs_from_the_closed_one_in_its_door_only(designs):
    closed, locked = designs["closed-unit"], designs["closed-unit-locked"]
    assert parts_that_differ(closed, locked) == {"policy"}
    assert locked.policy == closed.policy.replace(is_locked=True)
    assert not designs["open-unit"].policy.is_locked


def test_evenings_add_slots_and_activity_workers_only(designs):
    plain, evenings = designs["acute-ward"], designs["acute-ward-evenings"]
    assert parts_that_differ(plain, evenings) == {"routine", "rota"}
    assert set(plain.routine.slots) < set(evenings.routine.slots)
    added = set(evenings.routine.slots) - set(plain.routine.slots)
    assert {s.leader for s in added} == {"activity_worker"}
    assert all(s.start_minute >= 18 * 60 or {5, 6} >= set(s.day_numbers) for s in added)
    assert parts_that_differ_in_rota(plain, evenings) == {"activity_worker"}


def parts_that_differ_in_rota(one, other):
    return {
        field
        for shift in ("early", "late", "night")
        for field, value in getattr(one.rota, shift).model_dump().items()
        if value != getattr(other.rota, shift).model_dump()[field]
    }


def test_unstructured_ward_offers_nothing_organised(designs):
    bare = designs["unstructured-ward"]
    assert parts_that_differ(designs["acute-ward"], bare) == {"routine", "milieu"}
    assert not [s.name for s in bare.routine.slots if s.activity in ORGANISED_LABELS]


def test_german_day_keeps_its_published_clock(designs):
    day = designs["structured-hospital-day"]
    assert day.routine.wake == "07:00"
    assert day.routine.lights_out == "23:00"
    starts = {"Breakfast": "07:30", "Morning round": "08:15", "Lunch": "11:45", "Coffee": "14:30"}
    assert all(slot(day, name).start == start for name, start in starts.items())
    assert slot(day, "Supper").start == "17:45"


def test_therapeutic_community_keeps_its_published_clock(designs):
    day = designs["therapeutic-community"]
    starts = {
        "Breakfast": "08:00",
        "Morning meditation": "08:30",
        "School and work skills": "09:00",
        "Lunch": "11:30",
        "Recreation": "12:00",
        "Primary group A": "13:30",
        "Primary group B": "13:30",
        "Book study": "15:30",
        "Dinner": "17:15",
        "Phone and personal time": "18:00",
        "Twelve-step meeting": "19:00",
        "Wrap-up": "21:30",
    }
    assert {name: slot(day, name).start for name in starts} == starts
    assert day.milieu.involvement > 0.5
    assert any(s.leader == "peer_worker" for s in day.routine.slots)


def test_older_adult_week_holds_the_published_groups(designs):
    week = designs["older-adult-week"]
    published = {
        ("community_meeting", "10:15"): {0, 1, 2, 3, 4, 5, 6},
        ("recreation", "11:15"): {0, 1, 2, 3, 4},
        ("quiet_time", "11:15"): {2},
        ("creative", "13:15"): {0, 2, 3, 5},  # Saturday's open art studio is at a time of ours
        ("group_therapy", "13:15"): {1},
        ("group_therapy", "14:15"): {0, 2, 3},
        ("creative", "14:15"): {1, 4},
        ("community_meeting", "20:15"): {0, 1, 2, 3, 4, 5, 6},
    }
    for (activity, start), days in published.items():
        held = [s for s in week.routine.slots if (s.activity, s.start) == (activity, start)]
        assert {day for s in held for day in s.day_numbers} == days, (activity, start)
