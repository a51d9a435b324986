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


def renamed(design):
    return with_slots(design, [slot.replace(name=f"Z {k}") for k, slot in enumerate(design.routine.slots)])


def backwards(design):
    places = tuple(reversed(design.ward.places))
    mix = dict(reversed(design.residents.mix.items()))
    design = with_slots(design, reversed(design.routine.slots))
    return design.replace({"ward.places": places, "residents.mix": mix})


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


def with_places_in_another_order_of_names(design):
    """Name the places so that the last of the alphabet comes first."""
    names = sorted(place.name for place in design.ward.places)
    new = {name: f"{len(names) - k:02d} {name}" for k, name in enumerate(names)}
    slots = tuple(slot.replace(place=new[slot.place]) for slot in design.routine.slots)
    places = tuple(place.replace(name=new[place.name]) for place in design.ward.places)
    return design.replace(
        ward=design.ward.replace(places=places), routine=design.routine.replace(slots=slots)
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
    with_places_in_another_order_of_names,
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


def test_two_short_rounds_are_not_one_long_round(shipped):
    """Halves are two slots: who missed the first is called again, and there are two beginnings and two ends."""
    design, run = shipped["acute-ward"]
    slots = list(design.routine.slots)
    at = next(k for k, slot in enumerate(slots) if slot.activity == "medication")
    middle = (slots[at].start_minute + slots[at].end_minute) // 2
    clock = f"{middle // 60:02d}:{middle % 60:02d}"
    slots[at : at + 1] = [slots[at].replace(end=clock), slots[at].replace(name="Second round", start=clock)]
    more = run_of(with_slots(design, slots)).raw["slots"]
    assert len(more) == len(run.raw["slots"]) + sum(day % 7 in slots[at].day_numbers for day in range(10))


def test_alike_rooms_are_told_apart_by_their_use_and_not_by_their_names():
    design = ms.load_design("acute-ward")
    rooms = [{"name": name, "kind": "activity_room", "capacity": 8} for name in ("A", "B")]
    first = design.routine.slots[0].replace(
        name="Painting",
        days="daily",
        start="16:00",
        end="17:00",
        activity="creative",
        place="A",
        leader=None,
        leaders=1,
        places_offered=4,
    )
    second = first.replace(name="Music", place="B", places_offered=3)
    design = design.replace({"ward.places": [*design.ward.places, *rooms]})
    swapped = [first.replace(place="B"), second.replace(place="A")]
    runs = [run_of(with_slots(design, [*design.routine.slots, *pair])) for pair in ([first, second], swapped)]
    assert_same_numbers(*runs)


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_any_slot_may_be_renamed_and_moved_in_the_file(shipped, data):
    design, run = shipped[data.draw(st.sampled_from(WARDS))]
    slots = []
    for k, slot in enumerate(design.routine.slots):
        slots.append(slot.replace(name=data.draw(st.sampled_from([slot.name, f"{slot.name} {k}", f"A {k}"]))))
    assert_same_numbers(run, run_of(with_slots(design, data.draw(st.permutations(slots)))))
