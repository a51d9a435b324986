"""Two timetables beside each other: what is new, moved, changed or dropped is told by day and time."""

from milieusim.config.reading.loading import load_design
from milieusim.config.telling.timetables_beside import counts_told, days_told, weeks_beside

BASE = load_design("acute-ward")


def beside(*changes, without=(), **added):
    """Return the weeks of acute-ward and of what is made of it; `changes` are (slot, fields)."""
    changed = dict(changes)
    slots = [
        slot.replace(**changed.get(slot.name, {})) for slot in BASE.routine.slots if slot.name not in without
    ]
    routine = BASE.routine.replace(slots=tuple(slots), **added)
    return weeks_beside(BASE, BASE.replace(routine=routine))


def told(weeks):
    """Return what is marked: (days, mark, says)."""
    return [
        (days_told(days), row.mark, row.says) for _, rows in weeks for days, row in rows if row.mark != "same"
    ]


def test_days_are_folded_as_people_write_them():
    assert days_told([0, 1, 2, 3, 4]) == "Mon\u2013Fri"
    assert days_told([0, 2]) == "Mon, Wed" and days_told([5, 6]) == "Sat, Sun" and days_told([3]) == "Thu"


def test_the_same_timetable_has_nothing_marked_and_every_entry_once_for_all_its_days():
    weeks = beside()
    assert told(weeks) == [] and counts_told(weeks) == "The timetables are the same."
    assert [days_told(days) for days, _ in weeks] == ["Mon\u2013Fri", "Sat, Sun"]
    lunches = [days for _, rows in weeks for days, row in rows if row.base.name == "Lunch"]
    assert lunches == [[0, 1, 2, 3, 4], [5, 6]]


def test_a_week_of_equal_days_is_one_block():
    daily = tuple(slot for slot in BASE.routine.slots if slot.days == "daily")
    same = BASE.replace(routine=BASE.routine.replace(slots=daily, wake_weekend=None))
    assert [days_told(days) for days, _ in weeks_beside(same, same)] == ["Mon\u2013Sun"]


def test_what_moved_says_whence_and_whither():
    weeks = beside(("Garden hour", {"start": "14:00", "end": "14:45"}))
    assert ("Mon\u2013Fri", "moved", "moved to 14:00") in told(weeks)
    assert ("Sat, Sun", "moved", "moved from 16:00") in told(weeks)
    assert counts_told(weeks) == "Moved: Garden hour (Mon\u2013Sun)."


def test_another_day_is_a_move_and_one_day_more_is_new():
    weeks = beside(("Art group", {"days": ("thu",)}))
    assert told(weeks) == [("Mon", "moved", "moved to Thu"), ("Thu", "moved", "moved from Mon")]
    more = told(beside(("Art group", {"days": ("mon", "thu")})))
    assert [(days, mark) for days, mark, _ in more] == [("Thu", "new")]
    assert more[0][2] == "new: Activity room; led by activity worker; open to 8 residents"


def test_what_is_dropped_and_what_changes_in_place_are_told():
    weeks = beside(("Art group", {"end": "12:00", "place": "Garden"}), without=("Film night",))
    assert told(weeks) == [
        ("Mon", "changed", "ends 12:00, was 11:30; where: Garden, was Activity room"),
        ("Sat", "dropped", "dropped"),
    ]


def test_a_meal_under_another_name_is_the_same_meal():
    weeks = beside(("Lunch", {"name": "Dinner", "start": "12:30", "end": "13:10"}))
    assert ("Mon\u2013Fri", "moved", "moved from 12:00; called Lunch before") in told(weeks)
    assert not any(mark in ("new", "dropped") for _, mark, _ in told(weeks))


def test_the_hours_of_getting_up_and_of_going_to_bed_are_entries():
    weeks = beside(wake="06:30", lights_out="22:00")
    assert "The ward gets up (Mon\u2013Fri) and Lights out (Mon\u2013Sun)" in counts_told(weeks)
