"""What is legal but cannot work is told, with the slot or shift and what would mend it."""

# ruff: noqa: E501

import pytest

from milieusim.config.feasibility.feasibility import CHECKS, warnings_of
from milieusim.config.reading.loading import load_design, shipped_designs


def slot(name, start, end, **fields):
    return {"name": name, "start": start, "end": end, "activity": "creative", "place": "studio", **fields}


def with_slots(design, *slots):
    kept = [entry.model_dump(mode="json") for entry in design.routine.slots]
    return design.replace({"routine.slots": kept + list(slots)})


def only_warning(design):
    (warning,) = warnings_of(design)
    return warning


def test_a_ward_on_which_everything_works_has_no_warning(small):
    assert warnings_of(small) == []


@pytest.mark.parametrize("name", shipped_designs())
def test_warnings_of_shipped_designs_are_sentences(name):
    assert all(warning.endswith((".", "?")) for warning in warnings_of(load_design(name)))


def test_every_check_is_used_once():
    assert len(set(CHECKS)) == len(CHECKS) >= 17


def test_a_slot_without_its_leader_is_told_for_the_days_on_which_it_is_so(small):
    design = small.replace({"rota.early.activity_worker": {"weekday": 1, "weekend": 0}})
    warning = only_warning(design)
    assert "routine.slots[Art] needs 1 activity worker at the weekend from 10:00 to 11:00" in warning
    assert "the rota has 0 at 10:00. Add activity_worker to rota.early" in warning


def test_a_leader_who_goes_home_in_the_middle_is_told(small):
    warning = only_warning(with_slots(small, slot("Film", "14:00", "16:00", leader="activity_worker")))
    assert "routine.slots[Film]" in warning and "0 at 15:00" in warning and "rota.late" in warning


def test_both_shifts_lead_while_they_overlap(small):
    busy = {"leader": "registered_nurse", "leaders": 4, "place": "day_room"}
    carried = with_slots(small, slot("Change over", "14:35", "14:50", **busy))
    late = with_slots(small, slot("Change over", "14:35", "15:10", **busy))
    assert not [warning for warning in warnings_of(carried) if "needs 4" in warning]
    assert [warning for warning in warnings_of(late) if "needs 4 registered nurses" in warning]


def test_slots_that_share_a_leader_are_told_together(small):
    other = slot("Dance", "10:30", "11:30", leader="activity_worker", place="day_room", days=["tue"])
    warning = only_warning(with_slots(small, other))
    assert (
        "routine.slots Art and Dance together need 2 activity workers on Tuesday at 10:30; the rota has 1"
        in warning
    )


def test_slots_that_only_touch_do_not_clash(small):
    assert warnings_of(with_slots(small, slot("Dance", "11:00", "11:30", leader="activity_worker"))) == []


def test_two_slots_in_one_room_are_told(small):
    warning = only_warning(with_slots(small, slot("Yoga", "10:30", "11:30", days="weekend")))
    assert "routine.slots[Art] and routine.slots[Yoga] both need 'studio' at the weekend at 10:30" in warning


def test_two_slots_that_expect_everybody_are_told(small):
    first = slot("Round", "15:00", "16:00", is_expected=True)
    second = slot("Forum", "15:30", "16:30", is_expected=True, place="day_room")
    assert "both expect everybody every day at 15:30" in only_warning(with_slots(small, first, second))


def test_a_handover_that_empties_the_floor_is_told(small):
    found = warnings_of(
        small.replace({"rota.early.healthcare_assistant": 0, "rota.early.registered_nurse": 1})
    )
    (warning,) = [warning for warning in found if "handover" in warning]
    assert "during the handover to late, 14:30 to 15:00 every day" in warning
    assert "Put one more on early" in warning


def test_a_slot_in_the_handover_takes_its_leader_off_the_floor(small):
    led = slot("Talk", "21:05", "21:20", leader="registered_nurse", leaders=2, days=["fri"], place="day_room")
    found = [warning for warning in warnings_of(with_slots(small, led)) if "handover to night" in warning]
    assert len(found) == 1 and "21:00 to 21:30 on Friday" in found[0]


def test_shifts_without_overlap_are_told(small):
    assert "no time for a handover" in only_warning(small.replace({"rota.early.end": "14:30"}))


def test_the_night_shift_of_the_day_before_hands_over(small):
    design = small.replace({"rota.night.healthcare_assistant": {"weekday": 1, "weekend": 0}, "ward.beds": 8})
    assert "handover to early, 07:00 to 07:30 on Monday, Sunday" in only_warning(design)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"rota.night.registered_nurse": 0, "rota.night.healthcare_assistant": 2}, "rota.night has no registered nurse every day"),
        ({"routine.slots[Art].places_offered": 9}, "routine.slots[Art] offers 9 places; 'studio' holds 8"),
        ({"routine.slots[Art].places_offered": 0}, "places_offered is 0, so nobody can come"),
        ({"routine.slots[Lunch].places_offered": 10}, "routine.slots[Lunch] seats 10 of 12 residents every day"),
        ({"ward.places[bedrooms].capacity": 10}, "ward.beds is 12, but the bedrooms hold 10"),
        ({"routine.slots[Art].days": "weekdays"}, "nothing is offered at the weekend beyond meals"),
        ({"routine.slots[Breakfast].start": "10:00", "routine.slots[Breakfast].end": "10:20"}, "14.8 hours lie between 'Supper'"),
        ({"routine.lights_out": "02:00"}, "leave 5.5 hours in bed"),
        ({"routine.wake": "11:30"}, "leave 12.5 hours in bed"),
        ({"routine.slots[Art].start": "06:00", "routine.slots[Art].end": "07:15"}, "lies in the hours of sleep every day"),
        ({"ward.demand": 0}, "ward.demand is 0, so nobody is ever admitted"),
        ({"ward.demand": 90}, "most referrals are turned away"),
        ({"residents.stay.short_median_days": 40.0}, "is not below long_median_days"),
        ({"residents.stay.spread": 3}, "a few stays last many years"),
        ({"practices.open_door": 0.5, "policy.is_locked": True}, "practices.open_door is 0.5, but policy.is_locked is true"),
        ({"practices.sensory_room": 0.5}, "no place of kind quiet_room"),
        ({"milieu.involvement": 0.9, "routine.slots[Meeting].activity": "recreation"}, "milieu.involvement is 0.9, but no slot is a community_meeting"),
        ({"practices.safewards": 0.5, "routine.slots[Meeting].activity": "recreation"}, "practices.mutual_help_meeting is 0.5"),
        ({"practices.activity_programme": 0.5, "routine.slots[Art].leader": None}, "no activity on the timetable is led by staff"),
        ({"rota.sickness": 0.6}, "rota.sickness is 0.6, as a share of 1"),
    ],
)  # fmt: skip
def test_what_cannot_work_is_told(small, changes, expected):
    found = warnings_of(small.replace(changes))
    assert any(expected in warning for warning in found), found


def test_nurses_alone_and_tied_up_are_told(small):
    alone = warnings_of(small.replace({"rota.night.healthcare_assistant": 0}))
    assert any("one member of nursing staff alone with 12 beds" in warning for warning in alone)
    led = slot("Talk", "22:00", "22:45", leader="registered_nurse", place="day_room")
    tied = warnings_of(with_slots(small.replace({"rota.night.healthcare_assistant": 0}), led))
    assert any(
        "routine.slots[Talk] takes all nursing staff on duty every day at 22:00" in warning
        for warning in tied
    )


def test_odd_shift_patterns_are_told(small):
    two = small.replace({"rota.late": None, "rota.early.end": "21:30"})
    assert any("Should there be a late shift?" in warning for warning in warnings_of(two))
    exchanged = small.replace({"rota.night.registered_nurse": 6})
    assert any("Are the two exchanged?" in warning for warning in warnings_of(exchanged))


def test_a_ward_without_meals_is_told(small):
    design = small.replace(
        {"routine.slots": [entry for entry in small.routine.slots if entry.activity != "meal"]}
    )
    assert any("there is no meal in the week" in warning for warning in warnings_of(design))


def test_two_sittings_seat_everybody(small):
    later = {"routine.slots[Medication].start": "09:00", "routine.slots[Medication].end": "09:45"}
    small_tables = small.replace({"ward.places[dining_room].capacity": 7, **later})
    second = [
        slot(f"Second {name}", start, end, activity="meal", place="dining_room")
        for name, start, end in [
            ("breakfast", "08:30", "08:55"),
            ("lunch", "12:45", "13:15"),
            ("supper", "19:15", "19:45"),
        ]
    ]
    assert len([w for w in warnings_of(small_tables) if "seats 7 of 12" in w]) == 3
    assert warnings_of(with_slots(small_tables, *second)) == []


def test_slots_that_cannot_be_held_can_be_asked_for_alone():
    from milieusim.config.feasibility.feasibility import slots_not_held, warnings_of
    from milieusim.config.reading.loading import load_design

    assert warnings_of(load_design("open-unit")) and slots_not_held(load_design("open-unit")) == []
    ward = load_design("acute-ward")
    led = next(slot for slot in ward.routine.slots if slot.leader)
    crowded = ward.replace({f"routine.slots[{led.name}].leaders": 20})
    assert any(f"[{led.name}] needs 20" in told for told in slots_not_held(crowded))
    assert set(slots_not_held(crowded)) <= set(warnings_of(crowded))
