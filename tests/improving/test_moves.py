"""Moves: such as a ward could make, which its rota, rooms and hours allow, and which can be written down."""

import pytest

from milieusim.config.feasibility.feasibility import warnings_of
from milieusim.config.reading.loading import load_design
from milieusim.config.reading.merging import laid_over
from milieusim.improving.candidates import base_candidate, candidates_from, moved
from milieusim.improving.improve_words import change_words, cost_of, slot_changes
from milieusim.improving.moves import Move, moves_of


@pytest.fixture(scope="module")
def candidates(ward):
    return candidates_from(base_candidate(ward))


def test_all_kinds_of_moves_are_there(ward):
    kinds = {move.kind for move in moves_of(ward)}
    assert kinds == {"shift", "swap", "two_at_once", "lead", "place", "stretch", "more_days", "drop", "add"}


def test_meals_doses_and_rounds_are_never_dropped(ward):
    dropped = {move.slots[0] for move in moves_of(ward) if move.kind == "drop"}
    assert dropped == {"Art group", "Relaxation"}


def test_no_candidate_has_more_to_warn_of_than_the_ward_as_it_is(ward, candidates):
    assert len(candidates) > 50
    assert all(len(warnings_of(one.design)) <= len(warnings_of(ward)) for one in candidates[::7])


def test_candidates_are_told_apart_by_their_routines(ward, candidates):
    assert len({one.name for one in candidates}) == len(candidates)
    assert all(
        one.design.replace({"routine": ward.routine.model_dump(mode="json")}) == ward
        for one in candidates[::9]
    )


def test_the_edits_of_a_candidate_make_its_routine(ward, candidates):
    for one in candidates[::5]:
        tree = laid_over(ward.model_dump(mode="json"), {"routine": slot_changes(ward, one.design)}, [])
        assert {
            slot["name"]: slot
            for slot in ward.replace({"routine": tree["routine"]}).routine.model_dump(mode="json")["slots"]
        } == {slot.name: slot.model_dump(mode="json") for slot in one.design.routine.slots}
        assert change_words(ward, one.design)


def test_swapped_slots_take_each_others_turn_within_their_time(ward):
    (swap,) = [
        move
        for move in moves_of(ward)
        if move.slots == ("Lunch", "Midday medication") and move.kind == "swap"
    ]
    after = {slot.name: (slot.start, slot.end) for slot in moved(ward, swap).routine.slots}
    assert after["Midday medication"] == ("12:00", "12:35") and after["Lunch"] == ("12:35", "13:15")


def test_a_move_of_a_slot_that_is_gone_makes_nothing(ward):
    assert moved(ward, Move("drop", ("Tea",), "", {"remove": ["Tea"]})) is None


def test_what_a_group_more_costs_is_counted_by_role(ward):
    (move,) = [m for m in moves_of(ward) if m.key == ("more_days", ("Relaxation",), "weekend")]
    assert cost_of(ward, moved(ward, move)) == {"healthcare_assistant": 2 * 45}


def test_what_puts_a_warning_right_is_known_from_the_rest(ward):
    away = ward.replace({"routine.slots[Relaxation].leader": "peer_worker"})
    found = candidates_from(
        base_candidate(away), (), lambda move: move.slots == ("Relaxation",) and move.kind != "drop"
    )
    mended = {one.keys[0] for one in found if one.mends}
    assert ("lead", ("Relaxation",), "healthcare_assistant") in mended
    assert mended <= {one.keys[0] for one in found if one.keys[0][0] == "lead"}


def test_a_garden_hour_may_be_led_by_others_who_are_there():
    ward = load_design("acute-ward")
    others = [m.detail for m in moves_of(ward) if m.kind == "lead" and m.slots == ("Garden hour",)]
    assert others == ["registered_nurse"]
    assert not [m for m in moves_of(ward) if m.kind == "lead" and m.slots[0] in ("Lunch", "First ward round")]
