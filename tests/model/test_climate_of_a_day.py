"""What a day does: what was told and kept, coming and going, who may say yes, sleep, hunger, the acute phase."""

import numpy as np
import pytest

import milieusim as ms
from milieusim.engines.agents.ward_model import WardModel
from milieusim.kinds import NOBODY
from milieusim.ledger.parameters import ledger
from milieusim.rules.timetable import moving_now, predictability_between
from milieusim.rules.wellbeing import next_acute
from milieusim.vocabulary import RequestKind, Role

ACUTE = ms.load_design("acute-ward")
EMPTY = ACUTE.replace({"routine.slots": []})


class Numbers:
    """Numbers of a run, by attribute."""

    def __init__(self, **numbers):
        self.__dict__.update(ledger().values() | numbers)


def lived(design, hours=48, parameters=None):
    """Return a ward after some hours without a warm-up."""
    ward = WardModel(design, seed=3, parameters=parameters or ledger(), warm_up_days=0, days=7)
    while ward.now.tick * ward.p.tick_hours < hours:
        ward.step()
    return ward


def present(ward):
    return [resident for resident in ward.beds if resident.is_here and resident.is_present]


def mean(ward, state):
    return np.mean([getattr(resident, state) for resident in present(ward)])


def test_a_day_that_is_told_and_kept_is_known_and_an_empty_one_is_not():
    floor = ledger()["predictability_floor"]
    assert mean(lived(ACUTE, 44), "predictability") > floor + 0.1
    # Residents found there were told as anybody is; that has faded after some days.
    assert mean(lived(EMPTY, 140), "predictability") < floor + 0.01


def test_slots_that_nobody_was_told_of_teach_nothing():
    slots = {f"routine.slots[{slot.name}].is_told": False for slot in ACUTE.routine.slots}
    assert mean(lived(ACUTE.replace(slots), 140), "predictability") < ledger()["predictability_floor"] + 0.01


def test_structure_tells_more_only_where_staff_know_the_day():
    def told(structure, bank_share):
        design = ACUTE.replace({"milieu.structure": structure, "rota.bank_share": bank_share})
        return lived(design, 12).now.told_now

    assert told(1.0, 0.0) > told(0.0, 0.0)
    assert told(1.0, 1.0) == told(0.0, 1.0)


def test_what_falls_through_is_counted_once():
    ward = lived(ACUTE, 40)
    slot, resident = ward.slots[0], present(ward)[0]
    before = resident.predictability
    ward.text.let_down(ward, resident, slot)
    assert resident.predictability == before
    slot.fate = NOBODY
    ward.text.know_the_day(ward, resident, slot)
    assert resident.predictability == pytest.approx(before * (1.0 - ledger()["predictability_step"]))


def test_knowing_fades_to_what_anybody_knows_within_a_day_or_so():
    p, known = Numbers(kept_predictability=np.exp(-1.0 / 24.0)), 1.0
    for _ in range(24):
        known = predictability_between(p, predictability=known)
    floor = p.predictability_floor
    assert known - floor == pytest.approx((1.0 - floor) * np.exp(-1.0))


@pytest.mark.parametrize("minutes", [5, 15, 30])
def test_being_under_way_takes_as_long_whatever_the_tick(minutes):
    hours = minutes / 60.0
    p = Numbers(tick_hours=hours, kept_transition=np.exp(-hours / ledger()["hours_transition"]))
    moving, total = 1.0, 0.0
    for _ in range(100):
        total += moving_now(p, moving=moving) * hours
        moving *= p.kept_transition
    assert total == pytest.approx(ledger()["hours_transition"])


def test_there_is_coming_and_going_only_where_slots_begin_and_end():
    for design, any_at_all in ((ACUTE, True), (EMPTY, False)):
        ward, seen = lived(design, 7), []
        while ward.now.tick * ward.p.tick_hours < 14:
            ward.step()
            seen.append(ward.now.transition)
        assert (max(seen) > 0.0) == any_at_all


def test_leave_waits_for_a_doctor_and_medication_for_a_registered_nurse():
    ward = lived(ACUTE, 10)
    resident = present(ward)[0]
    resident.contact_seat = NOBODY
    for kind, role in ((RequestKind.LEAVE, Role.DOCTOR), (RequestKind.MEDICATION, Role.REGISTERED_NURSE)):
        resident.request_kind = kind
        assert ward.staff[ward.text.seat_that_answers(ward, resident)].role == role
    while ward.now.tick * ward.p.tick_hours < 20:
        ward.step()
    resident.request_kind, resident.contact_seat = RequestKind.LEAVE, ward.seats_on_duty[0]
    assert ward.text.seat_that_answers(ward, resident) == NOBODY
    resident.request_kind = RequestKind.ORDINARY
    assert ward.text.seat_that_answers(ward, resident) == ward.seats_on_duty[0]


def test_what_has_to_wait_is_not_forgotten_in_sleep():
    ward = lived(ACUTE, 1)
    resident = present(ward)[0]
    for kind, kept in ((RequestKind.ORDINARY, False), (RequestKind.LEAVE, True)):
        resident.has_request, resident.request_kind = True, kind
        ward.text.forget_request(resident)
        assert resident.has_request == kept


def test_a_broken_night_raises_arousal_the_next_day_and_not_before():
    woken = {"night_check_per_hour": 20.0, "night_check_least": 1.0}
    good, broken = lived(ACUTE, 9), lived(ACUTE, 9, ledger().replace(woken))
    assert mean(broken, "sleep_lost") > mean(good, "sleep_lost") + 0.2
    assert mean(lived(ACUTE, 6, ledger().replace(woken)), "sleep_lost") == 0.0


def test_without_meals_everybody_is_hungry_by_night():
    assert mean(lived(EMPTY, 20), "hunger") == 1.0
    assert mean(lived(ACUTE, 13), "hunger") < 0.5


def test_without_doses_treatment_wears_off():
    treated, untreated = lived(ACUTE, 44), lived(EMPTY, 44)
    assert mean(untreated, "medicated") < 0.1 < mean(treated, "medicated")


def test_the_acute_part_passes_alike_in_one_step_or_many():
    p, many = Numbers(), 0.4
    for _ in range(24 * 5):
        many = next_acute(p, acute=many, distress=0.8, days=1.0 / 24.0)
    assert many == pytest.approx(next_acute(p, acute=0.4, distress=0.8, days=5.0))
    assert many == pytest.approx(0.4 * np.exp(-5.0 / p.days_acute))


def test_help_that_relieves_distress_is_not_undone_by_its_acute_part():
    ward = lived(ACUTE, 1)
    resident = present(ward)[0]
    resident.distress, resident.acute = 0.1, 0.3
    ward.text.get_over(ward, resident, 0.0, 0.0, 1.0 / 24.0)
    assert resident.distress < 0.1


def test_the_acute_part_makes_the_first_week_the_better_one():
    none = {name: 0.0 for name in ledger() if name.startswith("profile_") and name.endswith("_acute")}
    gains = []
    for parameters in (ledger(), ledger().replace(none)):
        stays = ms.simulate(ACUTE, days=56, seed=1, parameters=parameters, warm_up_days=0).stays
        stays = stays[stays.admitted_at_hour > 0].dropna(subset=["distress_day14"])
        first = (stays.distress_admission - stays.distress_day7).mean()
        gains.append(first / (stays.distress_admission - stays.distress_day14).mean())
    assert gains[0] > gains[1]
