"""Rotas as wards write them: their own shifts, days of the week, roles with hours of their own."""

import pytest

from milieusim.config.feasibility.feasibility import warnings_of
from milieusim.config.reading.loading import load_design
from milieusim.config.reading.yaml_reading import parse_yaml
from milieusim.config.telling.differences import difference_lines
from milieusim.config.telling.yaml_writing import design_text
from milieusim.engines.identity import run_id
from milieusim.engines.inputs import build_inputs
from milieusim.ledger.parameters import ledger

ACUTE = load_design("acute-ward")
LONG = {"start": "07:00", "end": "19:30", "registered_nurse": 3, "healthcare_assistant": 3}
NIGHT = {"rota.night.start": "19:00", "rota.night.end": "07:30"}
LONG_DAYS = {"rota.early": None, "rota.late": None, "rota.long_day": LONG} | NIGHT
BESIDE = {"start": "11:00", "end": "19:00", "healthcare_assistant": 1}
OWN_HOURS = {"days": ["tue", "thu"], "start": "09:00", "end": "17:00"}


def following(changes):
    return [name for name, _ in ACUTE.replace(changes).rota.shifts]


def warnings(changes):
    return [warning for warning in warnings_of(ACUTE.replace(changes)) if warning.startswith("rota")]


def test_long_days_are_a_rota():
    assert following(LONG_DAYS) == ["long_day", "night"]
    assert not warnings(LONG_DAYS)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, ["early", "late", "night"]),
        ({"rota.long_day": LONG}, ["early", "late", "night"]),
        ({"rota.mid": BESIDE}, ["early", "late", "night"]),
        ({**LONG_DAYS, "rota.twilight": {**BESIDE, "start": "16:00", "end": "23:30"}}, ["long_day", "night"]),
        ({"rota.late": None, "rota.long_day": {**LONG, "end": "21:30"}}, ["long_day", "night"]),
        ({"rota.early": None, "rota.morning": {**LONG, "end": "15:00"}}, ["morning", "late", "night"]),
    ],
)
def test_shifts_without_which_the_day_is_covered_lie_beside_the_others(changes, expected):
    assert following(changes) == expected


def test_the_order_of_the_file_decides_nothing():
    forwards = {"rota.a": BESIDE, "rota.b": {**BESIDE, "start": "12:00"}, "rota.c": LONG}
    one, other = (ACUTE.replace(changes) for changes in (forwards, dict(reversed(forwards.items()))))
    assert one == other and one.rota.numbered == other.rota.numbered


def test_a_file_of_before_is_the_design_of_before():
    plain = ACUTE.model_dump(mode="json")["rota"]
    assert list(plain) == ["early", "late", "night", "bank_share", "sickness", "bank_fill"]
    assert "days" not in plain["early"] and plain["early"]["doctor"] == {"weekday": 2, "weekend": 0}
    with_words = ACUTE.replace({"rota.early.days": "daily", "rota.psychologist": None})
    ids = {
        run_id(design, build_inputs(design, ledger(), days=1), 1, "best") for design in (ACUTE, with_words)
    }
    assert len(ids) == 1


def test_a_day_that_is_named_goes_before_weekday_and_weekend():
    early = ACUTE.replace({"rota.early.registered_nurse.wed": 5, "rota.early.doctor.sat": 1}).rota.early
    assert [early.heads("registered_nurse", day) for day in range(7)] == [3, 3, 5, 3, 3, 3, 3]
    assert [early.heads("doctor", day) for day in range(7)] == [2, 2, 2, 2, 2, 1, 0]


def test_new_forms_are_told_apart_and_written_down():
    forms = LONG_DAYS | {
        "rota.psychologist": OWN_HOURS,
        "rota.night.registered_nurse": {"mon": 3, "weekday": 2},
    }
    design = ACUTE.replace(forms)
    assert load_design(parse_yaml(design_text(design), "written")) == design
    lines = "\n".join(difference_lines(ACUTE, design))
    assert "rota.long_day: (not there) -> 07:00-19:30 registered_nurse 3 healthcare_assistant 3" in lines
    assert "rota.psychologist: (not there) -> tue,thu 09:00-17:00 number 1" in lines
    assert "rota.night.registered_nurse: 2 -> mon 3, tue 2, wed 2, thu 2, fri 2, sat 0, sun 0" in lines
    assert not difference_lines(
        design, design.replace({"rota.psychologist.number": {"weekday": 1, "weekend": 1}})
    )


def test_a_shift_of_ones_own_is_left_out_by_leaving_it_empty():
    assert ACUTE.replace({"rota.mid": BESIDE}).replace({"rota.mid": None}) == ACUTE


def test_warnings_follow_the_hours_of_a_role():
    found = warnings_of(ACUTE.replace({"rota.early.psychologist": 0, "rota.psychologist": OWN_HOURS}))
    assert [line for line in found if "Talking therapy" in line] == [
        "routine.slots[Talking therapy] needs 1 psychologist on Monday from 10:00 to 10:50; the rota has 0 at 10:00. "
        "Change the hours or number of rota.psychologist (tue, thu, 09:00 to 17:00), or change the slot's leader, "
        "days or time."
    ]


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        (
            {"rota.psychologist": OWN_HOURS},
            "rota.early.psychologist both have people at work on Tuesday, Thursday",
        ),
        (
            {
                "rota.late.registered_nurse": 0,
                "rota.mid": {"start": "11:00", "end": "19:00", "registered_nurse": 1},
            },
            "rota.late has no registered nurse every day from 19:00 to 21:00",
        ),
        (
            {**LONG_DAYS, "rota.long_day.registered_nurse": {"weekday": 3, "sat": 1}},
            "no registered nurse on Sunday",
        ),
    ],
)
def test_what_cannot_be_meant_is_told(changes, told):
    assert any(told in line for line in warnings(changes))


def test_nurses_beside_a_shift_without_any_cover_it():
    cover = {"start": "14:00", "end": "21:30", "registered_nurse": 1}
    assert not warnings({"rota.late.registered_nurse": 0, "rota.beside": cover})


def test_a_slip_of_the_pen_is_asked_about():
    nights = ACUTE.rota.night.model_dump(mode="json")
    (line,) = warnings({"rota.night": None, "rota.nights": nights})
    assert line == "rota.nights is read as a shift of the ward's own, called nights. Is night meant?"


def test_nights_that_run_with_nobody_are_told_by_day():
    (line,) = [line for line in warnings({"rota.night.days": ["mon"]}) if "nobody of nursing on duty" in line]
    assert "on Tuesday, Wednesday, Thursday, Friday, Saturday, Sunday" in line and "rota.night" in line
    assert "from 21:30 for 9.5 hours" in line
    empty = {"rota.early.days": ["mon"], "rota.late.days": ["mon"], "rota.night.days": ["mon"]}
    (line,) = [line for line in warnings(empty) if "nobody of nursing on duty" in line]
    assert "on Tuesday from 07:30 for 143.5 hours" in line


def test_a_shift_that_is_put_on_every_day_is_told_as_daily_and_not_as_gone():
    ward, twilight = load_design("acute-ward"), {"start": "16:00", "end": "23:30", "healthcare_assistant": 1}
    friday = ward.replace({"rota.twilight": {**twilight, "days": ["fri"]}})
    assert difference_lines(friday, ward.replace({"rota.twilight": twilight})) == [
        "rota.twilight.days: fri -> daily"
    ]
