"""Moves together: what each adds is learnt from routines that hold it beside others, and slots are moved once."""

import pytest

from milieusim.improving.candidates import Candidate, base_candidate
from milieusim.improving.combining import Effects, combined
from milieusim.improving.racing import BREAKS, LEFT, Finish

ART, REST, LATE = (("shift", (name,), "+30") for name in ("Art group", "Relaxation", "Evening meal"))


def learnt(*rows, fate=LEFT):
    """Learn from routines, each (keys, worth, pairs)."""
    effects, names = Effects(), [str(i) for i in range(len(rows))]
    worth, pairs = ({name: row[i] for name, row in zip(names, rows)} for i in (1, 2))
    finish = Finish(names, worth, dict.fromkeys(names, fate), pairs)
    effects.learn(finish, {name: Candidate(name, None, row[0]) for name, row in zip(names, rows)})
    return effects


def test_what_a_move_adds_beside_others_counts_for_it():
    alone = ((ART,), 0.02, 1), ((REST,), 0.02, 1)
    beside = ((ART, LATE), 0.1, 40), ((REST, LATE), 0.0, 40)
    assert learnt(*alone, *beside).best()[ART] > 0.04 > learnt(*alone, *beside).best().get(REST, 0.0)


def test_few_pairs_are_believed_less():
    best = learnt(((ART,), 0.03, 1), ((REST,), 0.02, 40)).best()
    assert list(best) == [REST, ART] and best[ART] == pytest.approx(0.03 / 5)


def test_moves_that_lose_or_break_a_limit_are_not_tried_again():
    assert learnt(((ART,), -0.01, 20)).best() == {}
    assert learnt(((ART,), 0.05, 20), fate=BREAKS).best() == {}


def test_routines_hold_as_many_moves_as_may_be_and_none_that_is_there(ward):
    base, good = base_candidate(ward), {ART: 0.03, REST: 0.02, LATE: 0.01}
    found = combined(base, [], good, 2, 8, shifts=False)
    assert {frozenset(one.keys) for one in found} == {
        frozenset(two) for two in ((ART, REST), (ART, LATE), (REST, LATE))
    }
    assert found[0].keys == (ART, REST)
    rest = combined(base, found[:1], good, 3, 8)
    assert found[0].name not in {one.name for one in rest}
    assert any(len(one.keys) == 3 and {slot for _, slots, _ in one.keys for slot in slots} for one in rest)
