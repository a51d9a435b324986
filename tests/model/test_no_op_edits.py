"""Edits that change nothing about a ward change no number in any table."""

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import milieusim as ms
from milieusim.ward.tables import TABLES

WARDS = ["acute-ward", "therapeutic-community", "closed-unit-locked", "older-adult-week", "reference-germany"]
NAMES = {"slots": ["slot", "place"]}
"""Columns that hold a name of the design's own, as an index: what may be spelt differently."""


def assert_same_numbers(run, other):
    """Compare two runs to the last bit, names of slots and places aside."""
    for table in TABLES:
        ours, theirs = run.raw[table], other.raw[table]
        assert len(ours) == len(theirs), table
        for column in ours.dtype.names:
            if column not in NAMES.get(table, []):
                assert np.array_equal(ours[column], theirs[column], equal_nan=True), f"{table}.{column}"
    pairs = zip(run.metrics().items(), other.metrics().items())
    assert all(a == b or (a[0] == b[0] and np.isnan(a[1]) and np.isnan(b[1])) for a, b in pairs)


def run_of(design, seed=4, **clock):
    return ms.simulate(design, **({"days": 10, "warm_up_days": 12, "seed": seed} | clock))


def with_slots(design, slots):
    return design.replace(routine=design.routine.replace(slots=tuple(slots)))


def clock(minute):
    return f"{minute // 60:02d}:{minute % 60:02d}"


def halves(slot, minute):
    """Split a slot in two that adjoin."""
    first = slot.replace(name=f"{slot.name}, first half", end=clock(minute))
    return [first, slot.replace(name=f"{slot.name}, second half", start=clock(minute))]


def renamed(design):
    return with_slots(design, [slot.replace(name=f"Z {k}") for k, slot in enumerate(design.routine.slots)])


def backwards(design):
    places = tuple(reversed(design.ward.places))
    mix = dict(reversed(design.residents.mix.items()))
    design = with_slots(design, reversed(design.routine.slots))
    return design.replace({"ward.places": places, "residents.mix": mix})


def all_halved(design):
    """Split every slot that lasts half an hour or more, at a quarter of an hour."""
    slots = []
    for slot in design.routine.slots:
        middle = (slot.start_minute + slot.end_minute) // 2 // 15 * 15
        slots += halves(slot, middle) if slot.start_minute < middle < slot.end_minute else [slot]
    return with_slots(design, slots)


def with_an_office(design):
    kinds = ["nursing_office", "clinic_room", "dining_room", "off_ward", "therapy_room", "activity_room"]
    places = [{"name": f"Spare {kind}", "kind": kind, "capacity": 4} for kind in kinds]
    return design.replace({"ward.places": [*design.ward.places, *places]})


def with_places_renamed(design):
    slots = [slot.replace(place=f"The {slot.place}") for slot in design.routine.slots]
    places = tuple(place.replace(name=f"The {place.name}") for place in design.ward.places)
    return design.replace(
        ward=design.ward.replace(places=places), routine=design.routine.replace(slots=tuple(slots))
    )


def with_other_words(design):
    return design.replace(name="another-name", about=design.about.replace(title="Another title"))


def with_days_spelt_out(design):
    days = "mon tue wed thu fri sat sun".split()
    return with_slots(
        design, [s.replace(days=[days[d] for d in s.day_numbers]) for s in design.routine.slots]
    )


def with_a_role_that_nobody_holds(design):
    return design.replace({"rota.night.peer_worker": {"weekday": 0, "weekend": 0}})


EDITS = [
    renamed,
    backwards,
    all_halved,
    with_an_office,
    with_places_renamed,
    with_other_words,
    with_days_spelt_out,
    with_a_role_that_nobody_holds,
]


@pytest.fixture(scope="module")
def shipped():
    """Some shipped wards and a run of each."""
    designs = {name: ms.load_design(name) for name in WARDS}
    return {name: (design, run_of(design)) for name, design in designs.items()}


@pytest.mark.parametrize("edit", EDITS, ids=lambda edit: edit.__name__)
@pytest.mark.parametrize("name", WARDS)
def test_an_edit_that_changes_nothing_changes_no_number(shipped, name, edit):
    design, run = shipped[name]
    assert_same_numbers(run, run_of(edit(design)))


def test_roles_in_another_order_change_no_number(tmp_path, shipped):
    design, run = shipped["acute-ward"]
    plain = design.model_dump(mode="json", exclude_none=True)
    for shift, heads in plain["rota"].items():
        if isinstance(heads, dict):
            plain["rota"][shift] = dict(reversed(heads.items()))
    plain = {key: plain[key] for key in reversed(plain)}
    assert_same_numbers(run, run_of(type(design).model_validate(plain)))


def test_what_is_kept_and_how_often_it_is_asked_changes_no_number(shipped):
    design, run = shipped["acute-ward"]
    assert_same_numbers(run, run_of(design))
    only = run_of(design, keep=["incidents", "stays"])
    for table in ("incidents", "stays", "shifts"):
        assert all(
            np.array_equal(run.raw[table][c], only.raw[table][c], equal_nan=True)
            for c in run.raw[table].dtype.names
        )


def test_a_batch_holds_what_each_run_alone_gives(shipped):
    design, run = shipped["acute-ward"]
    batch = ms.simulate_many(design, seeds=[3, 4, 5], days=10, warm_up_days=12, keep=["incidents", "shifts"])
    for name in ("incidents", "shifts"):
        table = getattr(batch, name)
        alone = getattr(run, name)
        mine = table[table.run == 1].drop(columns="run").reset_index(drop=True)
        assert mine.equals(alone)
    assert batch.metrics().iloc[1][run.metrics().index].astype(float).equals(run.metrics())


def test_a_longer_run_begins_like_a_shorter_one(shipped):
    design, run = shipped["acute-ward"]
    longer = run_of(design, days=17).raw["incidents"]
    longer = longer[longer["at_hour"] < 240]
    unknown_yet = {"response_kind"}
    for column in set(longer.dtype.names) - unknown_yet:
        assert np.array_equal(run.raw["incidents"][column], longer[column], equal_nan=True), column


def test_an_edit_that_changes_something_is_seen(shipped):
    design, run = shipped["acute-ward"]
    with pytest.raises(AssertionError):
        assert_same_numbers(run, run_of(design.replace({"milieu.structure": 0.51})))


def test_an_alike_slot_that_overlaps_keeps_no_halves_apart():
    """Halves are one slot again even where another of the same content begins between them."""
    design = ms.load_design("acute-ward")
    group = design.routine.slots[0].replace(
        name="Open group",
        days="daily",
        start="16:00",
        end="18:00",
        activity="recreation",
        place="Day room",
        leader=None,
        leaders=1,
        places_offered=4,
    )
    late = group.replace(name="Late group", start="16:30", end="18:30")
    design = with_slots(design, [*design.routine.slots, group, late])
    split = with_slots(design, [*design.routine.slots[:-2], *halves(group, 17 * 60), late])
    assert_same_numbers(run_of(design), run_of(split))


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_any_slot_may_be_renamed_split_and_moved_in_the_file(shipped, data):
    design, run = shipped[data.draw(st.sampled_from(WARDS))]
    slots = []
    for k, slot in enumerate(design.routine.slots):
        slot = slot.replace(name=data.draw(st.sampled_from([slot.name, f"{slot.name} {k}", f"A {k}"])))
        cuts = range(slot.start_minute // 15 * 15 + 15, slot.end_minute, 15)
        minute = data.draw(st.none() | st.sampled_from(cuts)) if cuts else None
        slots += halves(slot, minute) if minute else [slot]
    design = with_slots(design, data.draw(st.permutations(slots)))
    assert_same_numbers(run, run_of(design))
