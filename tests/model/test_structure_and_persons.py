"""What the structure of a ward is to persons who need it, and to those who need a say."""

from types import SimpleNamespace

import numpy as np
import pytest

import milieusim as ms
from milieusim.engines.agents.ward_model import WardModel
from milieusim.ledger.parameters import ledger
from milieusim.rules.demands import compliance_probability, say_missed
from milieusim.rules.wellbeing import certainty_felt, hemmed_in, structure_gap, structure_wanted
from milieusim.vocabulary import Task
from milieusim.ward.lived import parts_of_self_care

ACUTE = ms.load_design("acute-ward")


def ward_after(structure, hours=72, **numbers):
    """Return a ward after some days without a warm-up."""
    design = ACUTE.replace({"milieu.structure": structure})
    ward = WardModel(design, seed=3, parameters=ledger().replace(numbers), warm_up_days=0, days=7)
    while ward.now.tick * ward.p.tick_hours < hours:
        ward.step()
    return ward


@pytest.fixture(scope="module")
def none():
    return ward_after(0.0)


@pytest.fixture(scope="module")
def full():
    return ward_after(1.0)


def mean(ward, state):
    return np.mean([getattr(resident, state) for resident in ward.beds if resident.is_here])


def shares_of_residents_with_too_much(ward):
    wanted = [structure_wanted(ward.p, need_structure=r.need_structure) for r in ward.beds]
    return np.mean([r.structure_lived > w for r, w in zip(ward.beds, wanted) if r.is_here])


def test_days_lived_are_more_laid_out_the_more_structure_there_is(none, full):
    assert mean(full, "structure_lived") > mean(none, "structure_lived") + 0.1


def test_some_have_less_structure_than_they_want_without_any_and_some_more_in_full(none, full):
    assert shares_of_residents_with_too_much(none) < 0.5 < shares_of_residents_with_too_much(full)


def test_full_structure_takes_of_having_a_say(none, full):
    assert mean(full, "autonomy") < mean(none, "autonomy") - 0.05


def test_nothing_is_laid_out_between_slots_where_the_ledger_says_so():
    ward = ward_after(1.0, 24, structure_between_slots=0.0)
    assert mean(ward, "structure_lived") < mean(ward_after(1.0, 24), "structure_lived")


def test_not_knowing_is_worse_for_who_needs_structure():
    p = SimpleNamespace(certainty_w_need=1.0)
    felt = [certainty_felt(p, predictability=0.5, need_structure=need) for need in (0.2, 0.5, 0.8)]
    assert felt[0] > felt[1] == 0.5 > felt[2]


def test_who_lost_the_say_they_need_does_less_of_what_is_asked():
    p = SimpleNamespace(**ledger().values())
    asked = {"fit": 0.5, "arousal": 0.3, "sleep_pressure": 0.3, "trust": 0.0, "notice": 0.5}

    def done(need, say):
        missed = say_missed(p, autonomy=say, need_autonomy=need)
        return compliance_probability(p, **asked, say_missed=missed)

    assert done(0.8, 0.1) < done(0.3, 0.1) < done(0.8, p.autonomy_at_admission)
    assert done(0.0, 0.1) == done(0.8, p.autonomy_at_admission)


def test_the_gap_is_widest_for_opposite_persons_at_opposite_ends():
    p = SimpleNamespace(structure_wanted_at_most=0.5)
    wants = [structure_wanted(p, need_structure=need) for need in (0.2, 0.9)]
    assert structure_gap(lived=0.1, wanted=wants[0]) < structure_gap(lived=0.1, wanted=wants[1])
    assert structure_gap(lived=0.5, wanted=wants[0]) > structure_gap(lived=0.5, wanted=wants[1])


def test_who_has_more_laid_out_than_they_want_is_hemmed_in_the_more_they_need_a_say():
    wanted = structure_wanted(SimpleNamespace(structure_wanted_at_most=0.5), need_structure=0.5)
    assert hemmed_in(lived=wanted, wanted=wanted, need_autonomy=0.9) == 0.0
    little, much = (hemmed_in(lived=0.5, wanted=wanted, need_autonomy=need) for need in (0.2, 0.9))
    assert 0.0 < little < much


@pytest.mark.parametrize("needs, gains", [((0.9, 0.1), True), ((0.1, 0.9), False)], ids=["shape", "a say"])
def test_full_structure_calms_by_days_with_a_shape_and_stirs_by_hemming_in(needs, gains):
    p = SimpleNamespace(**ledger().values())

    def stirred(predictability, lived):
        wanted = structure_wanted(p, need_structure=needs[0])
        worry = 1.0 - certainty_felt(p, predictability=predictability, need_structure=needs[0])
        loss = hemmed_in(lived=lived, wanted=wanted, need_autonomy=needs[1])
        return p.arousal_w_worry * worry + p.arousal_w_hemmed_in * loss

    assert (
        stirred(0.6, 0.45) < stirred(0.35, 0.16)
    ) == gains  # as on the acute ward at full, and at no structure


def test_to_be_hemmed_in_stirs_at_full_structure_and_not_in_the_middle():
    def stirs(structure):
        wards = [ward_after(structure, 48, arousal_w_hemmed_in=weight) for weight in (0.0, 0.5)]
        return mean(wards[1], "arousal") - mean(wards[0], "arousal")

    middle, full = stirs(0.5), stirs(1.0)
    assert abs(middle) < 0.02 < full


def test_a_day_told_to_nobody_keeps_who_needs_structure_from_a_schedule_of_their_own(full):
    resident = next(r for r in full.beds if r.is_here)
    resident.predictability, kept = 0.5, {}
    for resident.need_structure in (0.1, 0.9):
        kept[resident.need_structure] = parts_of_self_care(full, resident)[1]
    assert kept[0.9] < kept[0.1]


def test_telling_takes_minutes_of_nursing():
    asked = {}
    for minutes in (0.0, 0.5):
        ward = ward_after(1.0, 8, telling_minutes=minutes)
        total = 0.0
        for _ in range(8):
            ward.step()
            total += ward.need[Task.PROMPTS]
        asked[minutes] = total
    assert asked[0.5] > asked[0.0]
