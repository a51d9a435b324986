"""The floor plan: every room in its place, every mark in its room, nothing over anything, no markup from names."""

import itertools
import re
from html import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

import milieusim as ms
from milieusim.dashboard.drawing.curves import arousal_curve, curves
from milieusim.dashboard.drawing.floor_layout import Box, in_rows, spots
from milieusim.dashboard.drawing.floor_plan import plan
from milieusim.dashboard.drawing.legend import legend
from milieusim.dashboard.drawing.letters import shortened
from milieusim.dashboard.drawing.marks import STEPS, resident_shape, step_of
from milieusim.dashboard.live_ward import Instant, Lived
from milieusim.dashboard.seen import CRISIS_FROM, ResidentMark, Room, Seen, StaffMark

ROOMS = [Room("Bedrooms", "bedroom", 20), Room("Day room", "day_room", 14), Room("Hatch", "clinic_room", 4)]


def a_ward(residents=(), staff=(), rooms=ROOMS, listed=None):
    return Seen(9.5, list(rooms), list(residents), list(staff), 22, [], listed or {})


A_ROOM = st.tuples(st.integers(1, 60), st.integers(20, 900))


@given(st.lists(A_ROOM, min_size=1, max_size=40), st.integers(300, 1400))
def test_rooms_fill_the_width_and_never_overlap(rooms, width):
    boxes = in_rows(rooms, width)
    assert len(boxes) == len(rooms)
    assert all(box.width >= min(least, width) - 1e-6 for box, (_, least) in zip(boxes, rooms))
    assert all(0 <= box.x and box.x + box.width <= width + 1e-6 for box in boxes)
    assert not any(one.overlaps(other) for one, other in itertools.combinations(boxes, 2))


@given(st.integers(0, 120), st.integers(140, 900), st.integers(80, 300))
def test_however_many_there_are_they_stand_in_their_room_apart(count, width, height):
    box = Box(10.0, 20.0, width, height)
    at, pitch = spots(box, count)
    assert len(set(at)) == count
    for x, y in at:
        assert box.x < x - pitch / 2 + 1 and x + pitch / 2 <= box.x + width
        assert box.y < y - pitch / 2 and y + pitch / 2 <= box.y + height
    for (x, y), (other_x, other_y) in itertools.islice(itertools.combinations(at, 2), 500):
        assert max(abs(x - other_x), abs(y - other_y)) >= pitch - 1e-6


@pytest.mark.parametrize("width", [338, 836])
def test_everybody_is_drawn_once_even_where_there_is_no_office(width):
    residents = [ResidentMark(k, k, 1 if k < 12 else 0, "free time", k / 20) for k in range(18)]
    residents.append(ResidentMark(1001, 18, None, "on leave", 0.2))
    staff = [
        StaffMark(1, "registered_nurse", 2, "leading x"),
        StaffMark(2, "doctor", None, "on duty elsewhere"),
    ]
    drawn = plan(a_ward(residents, staff), width)
    assert sorted(one["number"] for one in drawn["people"] if one["number"] is not None) == [*range(18), 1001]
    assert [one["key"] for one in drawn["people"]] == sorted(one["key"] for one in drawn["people"])
    assert "Staff elsewhere" in drawn["rooms"] and "Off the ward" in drawn["rooms"]
    assert len({(one["x"], one["y"]) for one in drawn["people"]}) == len(drawn["people"]) == 21


def test_rooms_stay_where_they_are_whoever_is_in_them():
    crowd = [ResidentMark(k, k, 1, "meal", 0.2) for k in range(20)]
    full, empty = plan(a_ward(crowd), 800), plan(a_ward(), 800)
    box = re.compile(r'<rect x="[\d.]+" y="[\d.]+" width="[\d.]+" height="[\d.]+" rx')
    boxes = [box.findall(one["rooms"]) for one in (full, empty)]
    assert boxes[0] == boxes[1] and full["height"] == empty["height"]


def test_those_who_wait_stand_in_line_behind_the_hatch_in_their_order():
    waiting = [
        ResidentMark(7, 0, 2, "waiting", 0.4, turn=5),
        ResidentMark(8, 1, 2, "medication", 0.4, turn=-1),
    ]
    waiting.append(ResidentMark(9, 2, 2, "waiting", 0.4, turn=4))
    drawn = plan(a_ward(waiting, [StaffMark(1, "registered_nurse", 2, "leading")], listed={2: 6}), 900)
    at = {one["key"]: (one["y"], one["x"]) for one in drawn["people"]}
    assert at["s1"] < at["r8"] < at["r9"] < at["r7"]
    assert 'class="line"' in drawn["rooms"] and "6 to come" in drawn["rooms"]


def test_no_name_becomes_markup():
    rooms = [Room("<script>bad()</script>", "day_room", 3), Room('"><img src=x onerror=bad()>', "garden", 3)]
    held = ResidentMark(1, 0, 0, "<b>", 0.9, incident="<i>", held_in="<u>")
    drawn = plan(a_ward([held], rooms=rooms), 700)
    whole = drawn["rooms"] + "".join(one["shape"] + one["words"] for one in drawn["people"])
    assert not re.search(r"<(script|img|b|i|u)\b", whole)


def test_a_long_name_is_cut_and_kept_whole_in_its_title():
    name = "The room at the end of the long corridor on the left"
    drawn = plan(a_ward(rooms=[Room(name, "day_room", 14), *ROOMS]), 340)
    assert f"<title>{name}" in drawn["rooms"] and "\u2026</text>" in drawn["rooms"]
    assert shortened("Garden", 100, 13) == "Garden" and shortened("Garden", 41, 13) == "Gard\u2026"
    assert shortened("Garden", 0, 13) == "G\u2026"


def test_shape_tells_crisis_sleep_and_restriction_without_colour():
    calm, crisis = (ResidentMark(3, 0, 0, "", arousal) for arousal in (CRISIS_FROM - 0.01, CRISIS_FROM))
    asleep, held = ResidentMark(3, 0, 0, "", 0.1, is_asleep=True), ResidentMark(3, 0, 0, "", 0.1, held_in="x")
    assert "<circle" in resident_shape(calm) and "<path" not in resident_shape(calm)
    assert "<path" in resident_shape(crisis)
    assert "dasharray" in resident_shape(asleep) and "<rect" in resident_shape(held)
    assert [step_of(value) for value in (-0.1, 0.0, 0.5, 1.0)] == [0, 0, 2, len(STEPS) - 1]
    assert "in crisis" in legend() and str(CRISIS_FROM) in legend()


@pytest.mark.parametrize("hours", [0, 1, 30, 168])
def test_curves_are_drawn_from_nothing_to_a_week(hours):
    instants = [Instant(k / 4, 0.5, float("nan") if k < 3 else 0.6, k % 7 == 0) for k in range(4 * hours)]
    drawn = curves(instants, [(0.5, "support <1>")], 320)
    assert "<1>" not in drawn and "nan," not in drawn
    assert drawn.count("Mean arousal") == drawn.count("Mean wellbeing") == 1
    assert ("turn" in drawn) == (hours >= 0)


def test_what_happened_is_marked_on_the_curve_of_a_life():
    life = [
        Lived(k / 4, "Day room", "meal", 0.5, "", "verbal aggression" if k == 3 else "") for k in range(8)
    ]
    assert arousal_curve(life, 300).count("verbal aggression") == 1


@pytest.mark.parametrize("width", [338, 836])
@pytest.mark.parametrize("name", ms.shipped_designs())
def test_names_of_the_shipped_wards_are_whole_at_a_desk_and_on_a_phone(name, width):
    places = ms.load_design(name).ward.places
    rooms = [Room(place.name, place.kind, place.capacity) for place in places]
    drawn = plan(a_ward(rooms=rooms), width)
    assert [one.name for one in places if f">{escape(one.name)}</text>" not in drawn["rooms"]] == []


@pytest.mark.parametrize("n_staff", [0, 1, 9])
@pytest.mark.parametrize("width", [338, 836])
def test_everybody_in_bed_lies_where_a_bed_is_drawn_and_staff_beside(width, n_staff):
    residents = [ResidentMark(100 + bed, bed, 0, "sleep", 0.1) for bed in (0, 7, 21)]
    staff = [StaffMark(k, "registered_nurse", 0, "with somebody") for k in range(n_staff)]
    drawn = plan(a_ward(residents, staff), width)
    beds = re.findall(r'<circle cx="([\d.]+)" cy="([\d.]+)" r="3"', drawn["rooms"])
    beds = {(float(x), float(y)) for x, y in beds}
    at = {one["key"]: (one["x"], one["y"]) for one in drawn["people"]}
    assert len(beds) == 22
    assert {key for key, spot in at.items() if spot in beds} == {"r100", "r107", "r121"}
