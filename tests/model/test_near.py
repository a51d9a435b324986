"""Who is near whom: a bedroom is a room, and not a hall in which all beds stand."""

from types import SimpleNamespace

import pytest

import milieusim as ms
from milieusim.kinds import NOBODY
from milieusim.vocabulary import PlaceKind, ResponseKind
from milieusim.ward.conflict.aftermath import sees
from milieusim.ward.conflict.learning import slot_concerned
from milieusim.ward.residents.company import somebody_of
from milieusim.ward.residents.going import is_near, those_near
from milieusim.ward.residents.sleeping import can_sleep_here


def a_ward(kind, beds_in_a_room=1, present=6):
    """Return a ward whose residents are all in one place of a kind."""
    place = SimpleNamespace(kind=kind, index=0, first_member=0, n_members=present)
    beds = [
        SimpleNamespace(
            bed=k,
            bedroom=k // beds_in_a_room,
            place_index=0,
            is_present=True,
            is_asleep=False,
            hold=NOBODY,
            slot_index=NOBODY,
        )
        for k in range(present)
    ]
    return SimpleNamespace(places=[place], beds=beds, members=list(range(present)))


def near(ward, resident):
    """Return the beds of all who are near by the list of members, oneself included."""
    first, n = those_near(ward, resident)
    return [ward.members[m] for m in range(first, first + n)]


def test_who_has_a_room_of_their_own_has_nobody_near_in_it():
    ward = a_ward(PlaceKind.BEDROOM)
    for resident in ward.beds:
        assert near(ward, resident) == [resident.bed]
        assert not any(is_near(ward, resident, other) for other in ward.beds)


@pytest.mark.parametrize("beds", [2, 3, 4])
def test_who_shares_a_room_has_those_of_the_room_near_and_nobody_else(beds):
    ward = a_ward(PlaceKind.BEDROOM, beds_in_a_room=beds)
    for resident in ward.beds:
        room = [other.bed for other in ward.beds if other.bed // beds == resident.bed // beds]
        assert near(ward, resident) == room
        assert [o.bed for o in ward.beds if is_near(ward, resident, o)] == [
            b for b in room if b != resident.bed
        ]


def test_in_any_other_place_all_are_near_each_other():
    ward = a_ward(PlaceKind.DAY_ROOM)
    assert near(ward, ward.beds[2]) == list(range(6))
    assert sum(is_near(ward, ward.beds[2], other) for other in ward.beds) == 5


@pytest.mark.parametrize("u", [0.0, 0.5, 0.999999])
def test_one_never_meets_oneself(u):
    ward = a_ward(PlaceKind.DAY_ROOM)
    for resident in ward.beds:
        assert somebody_of(ward, resident, 0, 6, u).bed != resident.bed


def test_who_sleeps_or_has_gone_sees_nothing():
    ward = a_ward(PlaceKind.DAY_ROOM)
    one, other = ward.beds[:2]
    assert sees(other, one, 0)
    other.is_asleep = True
    assert not sees(other, one, 0)
    other.is_asleep, other.place_index = False, 1
    assert not sees(other, one, 0)


def test_who_is_secluded_can_sleep_there():
    ward = a_ward(PlaceKind.SECLUSION_ROOM)
    resident = ward.beds[0]
    assert not can_sleep_here(ward, resident)
    resident.hold = ResponseKind.SECLUSION
    assert can_sleep_here(ward, resident)


def test_what_happens_on_a_call_belongs_to_the_slot_called_to():
    assert slot_concerned(SimpleNamespace(demand_slot=3, slot_index=1)) == 3
    assert slot_concerned(SimpleNamespace(demand_slot=NOBODY, slot_index=1)) == 1


def test_beds_that_follow_each_other_share_a_bedroom():
    design = ms.load_design("acute-ward").replace({"ward.residents_per_bedroom": 3})
    model = ms.WardModel(design, seed=1)
    model.step()
    assert {r.bedroom for r in model.residents} > {0, 1}
    assert all(r.bedroom == r.bed // 3 for r in model.residents)


def test_nobody_is_hurt_or_met_in_a_bedroom_of_their_own():
    run = ms.simulate("acute-ward", days=56, seed=3)
    aimed = run.incidents[(run.incidents.place == "bedroom") & (run.incidents.target == "resident")]
    assert aimed.empty and (run.incidents.place == "bedroom").any()
