"""A ward can be copied and put away, goes on alike, and is let go of when nobody needs it."""

import copy
import gc
import pickle
import weakref

import pytest

import milieusim as ms

TICKS = 40
WAYS = {"pickle": lambda ward: pickle.loads(pickle.dumps(ward)), "deepcopy": copy.deepcopy}


class Quiet(ms.Resident):
    """A resident who never asks for anything."""

    def make_request(self, floor_each):
        """Ask for nothing."""


def one_in_twenty(model, number, bed):
    """Make one resident of twenty quiet."""
    return (Quiet if number % 20 == 0 else ms.Resident)(model, number, bed)


def lived(ward, ticks=TICKS):
    """Let some ticks pass."""
    for _ in range(ticks):
        ward.step()
    return ward


def ward_of(seed=1, **options):
    """Make a ward without a warm-up."""
    return ms.WardModel("open-unit", seed, warm_up_days=0, days=1, **options)


def rows_of(ward):
    """Return all tables as bytes."""
    return {name: rows.tobytes() for name, rows in ward.raw_tables().items()}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("resident_class", [None, Quiet, one_in_twenty])
def test_a_copy_goes_on_as_the_ward_does_and_apart_from_it(way, resident_class):
    ward = lived(ward_of(resident_class=resident_class, agent_reporters={"arousal": "arousal"}))
    other = WAYS[way](ward)
    before = rows_of(other)
    assert before == rows_of(ward)
    lived(ward)
    assert rows_of(other) == before and other.tick == other.steps == TICKS
    lived(other)
    assert rows_of(other) == rows_of(ward) and other.clock == ward.clock
    assert {agent.model for agent in other.agents} == {other}
    collected = [one.datacollector.get_agent_vars_dataframe() for one in (ward, other)]
    assert collected[0].equals(collected[1]) and len(collected[0].index.unique("Step")) == 2 * TICKS


@pytest.mark.parametrize("way", WAYS)
def test_a_copy_keeps_its_subclass_and_runs_to_its_end(way):
    other = WAYS[way](lived(ward_of()))
    other.run_model()
    assert not other.running and other.clock == "day 1, 00:00"
    assert rows_of(other) == rows_of(lived(ward_of(), 96))


def test_an_act_given_to_one_person_of_a_copy_is_that_persons_alone():
    ward = lived(ward_of())
    other, asked = copy.deepcopy(ward), []
    twin = other.residents[3]
    twin.feel = lambda: asked.append(other.tick)
    lived(other, 2)
    lived(ward, 3)
    assert asked == [TICKS, TICKS + 1]


def test_a_loop_in_a_notebook_keeps_no_ward_alive():
    gone = []
    for seed in range(3):
        ward = lived(ward_of(seed, resident_class=Quiet, agent_reporters={"arousal": "arousal"}), 2)
        gone += [weakref.ref(ward), weakref.ref(ward.residents[0]), weakref.ref(ward.staff[0])]
    del ward
    gc.collect()
    assert [one() for one in gone] == [None] * 9


@pytest.mark.parametrize("way", WAYS)
def test_copies_are_let_go_of_too(way):
    ward = lived(ward_of(), 2)
    other = lived(WAYS[way](ward), 2)
    gone = [weakref.ref(ward), weakref.ref(other)]
    del ward, other
    gc.collect()
    assert [one() for one in gone] == [None, None]


def test_a_ward_that_is_closed_lets_go_of_its_people_and_still_has_its_tables():
    ward = lived(ward_of())
    before = rows_of(ward)
    ward.close()
    assert not len(ward.agents)
    assert rows_of(ward) == before
