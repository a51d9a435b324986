"""Wards at the edge of what can be written down: they run, keep their books, and stay finite."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from ward_invariants import check_all

import milieusim as ms
from milieusim.config.parts.residents import PROFILES
from milieusim.vocabulary import LEVELS, PRACTICES, Instrument, Regime, Role

ALL = {f"milieu.{level}": 1.0 for level in LEVELS} | {f"practices.{practice}": 1.0 for practice in PRACTICES}
NONE = {path: 0.0 for path in ALL}
NO_NIGHT = {f"rota.night.{role}": 0 for role in Role.labels()}
NOBODY = {f"rota.{shift}.{role}": 0 for shift in ("early", "late", "night") for role in Role.labels()}
CROWD = {f"rota.{shift}.{role}": 12 for shift in ("early", "late", "night") for role in Role.labels()}
TWO_SHIFTS = {
    "rota.late": None,
    "rota.early.start": "07:00",
    "rota.early.end": "19:30",
    "rota.night.start": "19:00",
    "rota.night.end": "07:30",
}
SECLUSION_ROOM = {"name": "Seclusion", "kind": "seclusion_room", "capacity": 1}
EDITS = {
    "one bed": {"ward.beds": 1},
    "160 beds": {"ward.beds": 160},
    "no staff at night": NO_NIGHT,
    "no staff at all": NOBODY,
    "a crowd of staff": CROWD,
    "no slots": {"routine.slots": ()},
    "all detained": {"residents.detained_share": 1.0},
    "nobody referred": {"ward.demand": 0.0},
    "thrice the referrals": {"ward.demand": 3.0},
    "two shifts": TWO_SHIFTS,
    "no containment": {"milieu.containment": 0.0},
    "all containment": {"milieu.containment": 1.0},
    "all levels and practices": ALL,
    "no levels and practices": NONE,
    "leave beds are filled": {"ward.fills_leave_beds": True, "ward.demand": 3.0},
    "leave beds are kept": {"ward.fills_leave_beds": False},
    "stays of hours": {"residents.stay.short_share": 1.0, "residents.stay.short_median_days": 0.2},
    "stays of years": {"residents.stay.short_share": 0.0, "residents.stay.long_median_days": 2000.0},
    "all stays alike": {"residents.stay.spread": 0.0},
    "stays of all lengths": {"residents.stay.spread": 3.0},
    "all sick": {"rota.sickness": 1.0, "rota.bank_fill": 0.0},
    "all bank": {"rota.bank_share": 1.0},
    "bedrooms of eight": {"ward.residents_per_bedroom": 8},
    "a long night": {"routine.wake": "11:00", "routine.lights_out": "20:00"},
    "lights out after midnight": {"routine.lights_out": "01:30"},
}


@pytest.fixture(scope="module")
def ward():
    """A busy ward with a room for seclusion, in a country that allows everything."""
    design = ms.load_design("acute-ward")
    places = [*design.ward.places, SECLUSION_ROOM]
    return design.replace({"ward.places": places, "policy.regime": "germany"})


@pytest.mark.parametrize("seed", [1, pytest.param(2, marks=pytest.mark.slow)])
@pytest.mark.parametrize("name", EDITS)
def test_a_ward_at_the_edge_keeps_its_books(ward, name, seed):
    check_all(ms.simulate(ward.replace(EDITS[name]), days=10, seed=seed, warm_up_days=20))


@pytest.mark.parametrize("profile", PROFILES)
def test_a_ward_of_one_profile_keeps_its_books(ward, profile):
    run = ms.simulate(ward.replace({"residents.mix": {profile: 0.001}}), days=7, warm_up_days=7)
    check_all(run)
    assert set(run.stays.profile) == {profile}


@pytest.mark.parametrize("tick_minutes", [1, 5, 10, 12, 15, 20, 30, 60])
def test_any_tick_keeps_its_books(ward, tick_minutes):
    check_all(ms.simulate(ward, days=5, warm_up_days=5, tick_minutes=tick_minutes))


@pytest.mark.parametrize("days, warm_up_days", [(1, 0), (1, 1), (2, 60), (8, 0)])
def test_a_short_run_keeps_its_books(ward, days, warm_up_days):
    for seed in range(2):
        check_all(ms.simulate(ward, days=days, seed=seed, warm_up_days=warm_up_days))


@pytest.mark.parametrize("regime", Regime.labels())
@pytest.mark.parametrize("has_room", [True, False])
def test_restrictions_stay_within_what_the_country_allows(ward, regime, has_room):
    design = ward.replace({"policy.regime": regime, "milieu.containment": 1.0})
    if not has_room:
        design = design.replace({"ward.places": design.ward.places[:-1]})
    check_all(ms.simulate(design, days=28, seed=5, warm_up_days=5))


def test_a_ward_nobody_is_referred_to_empties():
    run = ms.simulate(ms.load_design("acute-ward").replace({"ward.demand": 0.0}), days=3)
    assert run.shifts.census.sum() == 0 and len(run.stays) == 0
    assert run.metrics()["occupancy"] == 0 and run.metrics().isna()["conflict_per_shift"] == 0
    check_all(run)


def test_nothing_is_answered_where_nobody_is_on_duty(ward):
    run = ms.simulate(ward.replace(NOBODY), days=14)
    assert len(run.incidents) > 0 and len(run.responses) == 0 and len(run.staff_shifts) == 0
    assert (run.incidents.response_kind == "none").all()
    assert run.metrics()["care_hours_per_patient_day"] == 0


def test_a_long_run_of_the_largest_ward_has_room():
    design = ms.load_design("acute-ward").replace({"ward.beds": 400, "ward.demand": 3.0})
    check_all(ms.simulate(design, days=3, warm_up_days=3))


shares = st.floats(0, 1)
few = st.integers(0, 3)


@st.composite
def edits(draw):
    """Changes to the busy ward, all at once."""
    roles = ["registered_nurse", "healthcare_assistant", "activity_worker"]
    rota = {f"rota.{shift}.{role}": draw(few) for shift in ("early", "late", "night") for role in roles}
    return rota | {
        "ward.beds": draw(st.integers(1, 30)),
        "ward.demand": draw(st.floats(0, 3)),
        "ward.fills_leave_beds": draw(st.booleans()),
        "ward.residents_per_bedroom": draw(st.integers(1, 4)),
        "residents.detained_share": draw(shares),
        "residents.stay.short_share": draw(shares),
        "residents.stay.short_median_days": draw(st.floats(0.2, 5)),
        "residents.stay.long_median_days": draw(st.floats(5, 300)),
        "residents.stay.spread": draw(st.floats(0, 2)),
        "rota.bank_share": draw(shares),
        "rota.sickness": draw(shares),
        "policy.regime": draw(st.sampled_from(Regime.labels())),
        "policy.instrument": draw(st.sampled_from(Instrument.labels())),
        "policy.is_locked": draw(st.booleans()),
        **{f"milieu.{level}": draw(shares) for level in LEVELS},
    }


def clock(minute):
    """Write a minute of the day as designs do."""
    return f"{minute // 60:02d}:{minute % 60:02d}"


@st.composite
def timetables(draw):
    """Slots that begin and end at any minute, overlap, and fight for rooms and leaders."""
    slots = []
    for k in range(draw(st.integers(0, 8))):
        start = draw(st.integers(0, 1430))
        slots.append(
            {
                "name": f"Slot {k}",
                "start": clock(start),
                "end": clock(min(start + draw(st.integers(1, 240)), 1440)),
                "activity": draw(
                    st.sampled_from("meal medication group_therapy recreation visiting".split())
                ),
                "place": draw(st.sampled_from(["Day room", "Therapy room", "Garden"])),
                "leader": draw(st.none() | st.sampled_from(["registered_nurse", "activity_worker"])),
                "leaders": draw(st.integers(1, 2)),
                "places_offered": draw(st.none() | st.integers(0, 9)),
                "is_expected": draw(st.booleans()),
            }
        )
    return slots


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(edits(), timetables(), st.sampled_from([5, 15, 20, 60]), st.integers(0, 2**63 - 1))
def test_any_ward_keeps_its_books(ward, edit, slots, tick_minutes, seed):
    design = ward.replace({**edit, "routine.slots": slots})
    check_all(ms.simulate(design, days=4, warm_up_days=3, tick_minutes=tick_minutes, seed=seed))
