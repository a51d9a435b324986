"""Rotas as wards have them: shifts of any name and number, days of the week, roles with hours of their own."""

import numpy as np
import pandas as pd
import pytest
from both_engines import partings
from ward_invariants import check_all

import milieusim as ms

ACUTE = ms.load_design("acute-ward")
HOURS = {"days": ["tue", "thu"], "start": "09:00", "end": "17:00"}
TWO = {"rota.late": None, "rota.early.end": "21:30"}
LONG = ACUTE.rota.early.model_dump(mode="json") | {"end": "21:30"}
SPELT_OTHERWISE = {"rota.early": None, "rota.late": None, "rota.long_day": LONG}
NOBODY_ELSE = {"rota.sickness": 0.0, "rota.bank_share": 0.0, "rota.early.psychologist": 0}
TWILIGHT = {
    "rota.twilight": {"start": "16:00", "end": "24:00", "registered_nurse": 1, "healthcare_assistant": 1}
}
ALL_FORMS = TWILIGHT | {
    "rota.psychologist": HOURS,
    "rota.activity_worker": {"start": "12:00", "end": "20:00", "number": {"weekday": 1, "sat": 2}},
    "rota.early.psychologist": 0,
    "rota.early.registered_nurse": {"weekday": 3, "wed": 4, "weekend": 2},
    "rota.small_hours": {"start": "22:15", "end": "23:45", "days": ["sun"], "registered_nurse": 1},
}


def week_of(changes, **settings):
    return ms.simulate(ACUTE.replace(changes), days=7, seed=3, **({"warm_up_days": 2} | settings))


def as_text(table):
    return table.assign(shift=table["shift"].astype(str)) if "shift" in table else table


def test_two_spellings_of_long_days_are_one_ward():
    early, long_day = week_of(TWO), week_of(SPELT_OTHERWISE)
    assert list(early.shifts["shift"].cat.categories) == ["early", "late", "night"]
    assert list(long_day.shifts["shift"].cat.categories) == ["early", "late", "night", "long_day"]
    assert set(long_day.shifts["shift"]) == {"long_day", "night"}
    for name in ("incidents", "responses", "undone", "shifts", "stays", "staff_shifts", "resident_shifts"):
        one, other = as_text(getattr(early, name)), as_text(getattr(long_day, name))
        other = other.replace({"shift": {"long_day": "early"}}) if "shift" in other else other
        pd.testing.assert_frame_equal(one, other, check_exact=True)


def test_a_role_is_at_work_in_its_own_days_and_hours():
    rows = week_of({**NOBODY_ELSE, "rota.psychologist": HOURS}).staff_shifts
    own = rows[rows.role == "psychologist"]
    assert list(own.day) == [1, 3] and list(own.at_hour) == [33, 81]
    assert (own.hours_on_duty == 8).all() and (own["shift"] == "psychologist").all()


def test_numbers_may_differ_from_day_to_day():
    heads = {"weekday": 3, "wed": 5, "sat": 1, "weekend": 2}
    run = week_of({"rota.early.registered_nurse": heads})
    early = run.shifts[run.shifts["shift"] == "early"]
    assert list(early.rostered_registered) == [3, 3, 5, 3, 3, 1, 2]


def test_a_shift_beside_others_begins_none_of_its_own_in_the_table_of_shifts():
    plain, more = week_of({}), week_of(TWILIGHT)
    assert list(as_text(plain.shifts)["shift"]) == list(as_text(more.shifts)["shift"])
    late = (more.shifts["shift"] == "late").to_numpy()
    assert (more.shifts.rostered_registered - plain.shifts.rostered_registered == late).all()
    assert set(more.staff_shifts["shift"]) == {"early", "late", "night", "twilight"}


def test_a_shift_beside_others_leaves_their_people_as_they_were():
    one, other = ACUTE, ACUTE.replace(TWILIGHT)
    posts = [
        set(run.staff_shifts.staff) for run in (ms.simulate(d, days=14, warm_up_days=0) for d in (one, other))
    ]
    assert posts[0] <= posts[1]
    assert {post // 1000 % 10 for post in posts[1] - posts[0]} == {
        5
    }  # the second shift that begins after noon


@pytest.mark.parametrize("tick_minutes", [5, 15, 60])
def test_all_forms_together_keep_the_books_and_run_alike_on_both_engines(tick_minutes):
    design = ACUTE.replace(ALL_FORMS)
    check_all(ms.simulate(design, days=9, seed=2, warm_up_days=1, tick_minutes=tick_minutes))
    assert not partings(design, seed=2, days=2, tick_minutes=tick_minutes)


def test_who_came_and_went_before_hour_0_is_rostered_in_the_night_that_is_under_way():
    run = week_of({**ALL_FORMS, "rota.sickness": 0.0})
    first = run.shifts.iloc[0]
    assert first.day == -1 and first.rostered_registered == ACUTE.rota.night.registered_nurse + 1


def test_a_day_cut_otherwise_gives_no_verdict():
    """Two shifts instead of three with as many people each hour: what is judged does not depend on the cut."""
    people = {"registered_nurse": 3, "healthcare_assistant": 3}
    base = {f"rota.{shift}": None for shift in ("early", "late")}
    three = ACUTE.replace(
        {
            "rota.early": {"start": "07:00", "end": "14:00", **people},
            "rota.late": {"start": "13:30", "end": "21:00", **people},
            "rota.night": {"start": "20:30", "end": "07:30", **people},
        }
    )
    two = ACUTE.replace(
        {
            **base,
            "rota.long_day": {"start": "07:00", "end": "21:00", **people},
            "rota.night": {"start": "20:30", "end": "07:30", **people},
        }
    )
    result = ms.compare([three, two], days=28, replications=30, parameters="best")
    row = result.table.set_index("metric").loc["conflict_per_100_obd"]
    assert row.verdict not in ("better", "worse"), row.to_dict()
    each = [ms.simulate(design, days=28).metrics()["conflict_per_shift"] for design in (three, two)]
    assert each[1] > 1.2 * each[0]  # what a shift sees does depend on it


def test_thirteen_shifts_in_one_morning_have_posts_of_their_own():
    own = {f"rota.m{k}": {"start": "08:00", "end": "12:00", "registered_nurse": 2} for k in range(12)}
    run = ms.simulate(ACUTE.replace(own), days=1, warm_up_days=0, seed=1)
    posts = np.array([staff["post"] for staff in run._inputs.arrays["staff"]])
    assert len(set(posts)) == len(posts) and posts.max() < 1 << 19
