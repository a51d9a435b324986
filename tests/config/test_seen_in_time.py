"""What cannot be served in time, meals beside rounds, and what practices take, is told."""

import pytest

from milieusim.config.feasibility.feasibility import warnings_of
from milieusim.config.reading.loading import load_design

ROUND = "routine.slots[Medication]"


def slot(name, start, end, activity, **fields):
    return {"name": name, "start": start, "end": end, "activity": activity, "place": "day_room", **fields}


def told_with(design, *slots):
    kept = [entry.model_dump(mode="json") for entry in design.routine.slots]
    return warnings_of(design.replace({"routine.slots": kept + list(slots)}))


def test_twenty_doses_by_one_nurse_in_an_hour_are_told():
    ward = load_design("acute-ward").replace({"routine.slots[Morning medication].end": "09:45"})
    (warning,) = warnings_of(ward)
    assert "about 14 doses at 4.6 minutes (70% of 20 residents; 15% of doses begin again)" in warning
    assert "1 registered nurse from 08:45 to 09:45 has 60, enough for 13" in warning
    assert "End it at 09:50, or set leaders to 2." in warning


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({f"{ROUND}.end": "09:00"}, "has 30, enough for 6. End it at 09:10, or set leaders to 2."),
        ({f"{ROUND}.minutes_each": 8.0}, "about 8 doses at 9.2 minutes"),
        ({f"{ROUND}.minutes_each": 8.0, f"{ROUND}.leaders": 2}, None),
        ({f"{ROUND}.days": "weekdays"}, "there is no medication at the weekend, so doses are missed"),
        ({"routine.slots[Lunch].days": "daily"}, None),
        ({f"{ROUND}.start": "08:15"}, "and routine.slots[Breakfast] share 15 minutes every day from 08:15"),
        ({"practices.safewards": 1.0}, "a fidelity that no trial reached: in the randomised one it was about 0.4"),
        ({"practices.safewards": 0.4}, None),
        ({"practices.individual_schedules": 0.5}, "the timetable has 2 kinds of activity to choose from"),
        ({"practices.individual_schedules": 0.5}, "nobody has minutes to make them with residents"),
        ({"practices.activity_programme": 0.5, "routine.slots[Art].days": "mon"}, "lead comes to 40 minutes"),
    ],
)  # fmt: skip
def test_what_a_day_lacks_is_told(small, changes, words):
    found = warnings_of(small.replace(changes))
    quiet = {"practices": "fidelity", f"{ROUND}": "enough for", "routine": "share"}
    assert (
        any(words in warning for warning in found)
        if words
        else not any(word in warning for warning in found for word in quiet.values())
    ), found


def test_a_day_without_meals_is_told(small):
    names = [entry.name for entry in small.routine.slots if entry.activity == "meal"]
    design = small.replace({f"routine.slots[{name}].days": "weekdays" for name in names})
    assert any(
        "there is no meal at the weekend, so residents go hungry" in told for told in warnings_of(design)
    )


def test_appointments_that_do_not_fit_are_told(small):
    doctor = small.replace({"rota.early.doctor": 1})
    held = {"leader": "doctor", "places_offered": 4}
    (warning,) = told_with(doctor, slot("Round", "13:00", "14:00", "ward_round", **held))
    assert "4 residents at 20 minutes each, which is usual where minutes_each is left out, take 80" in warning
    assert "End it at 14:20, or set leaders to 2, or offer fewer places." in warning
    assert told_with(doctor, slot("Round", "13:00", "14:20", "ward_round", **held)) == []


def test_appointments_of_which_nobody_said_how_long_are_told(small):
    design = small.replace({"rota.early.psychologist": 1})
    held = {"leader": "psychologist", "places_offered": 1}
    (warning,) = told_with(design, slot("Talk", "13:00", "13:50", "individual_therapy", **held))
    assert "each is seen for 20 minutes and 30 stay empty" in warning
    assert (
        told_with(design, slot("Talk", "13:00", "13:50", "individual_therapy", minutes_each=45, **held)) == []
    )


def test_appointments_without_anybody_who_sees_people_are_told(small):
    (warning,) = told_with(small, slot("Talk", "13:00", "14:00", "one_to_one", places_offered=3))
    assert "sees residents one by one, but has no leader" in warning


def test_nobody_plans_to_wait(small):
    with pytest.raises(Exception, match="'waiting'"):
        told_with(small, slot("Wait", "13:00", "14:00", "waiting"))
