"""However an act of somebody's own comes about, and whenever, the ward asks for it; what it never asks for is told."""

import functools
import warnings

import pytest

import milieusim as ms

CALLS = []


@pytest.fixture(autouse=True)
def _no_calls():
    CALLS.clear()


def noted(method):
    """Return a method that notes each call, decorated as everybody does."""

    @functools.wraps(method)
    def wrapper(self, *args):
        CALLS.append(method.__name__)
        return method(self, *args)

    return wrapper


def note(self):
    """Note a call, and do nothing."""
    CALLS.append("note")


def lived(ticks=2, **classes):
    """Return a ward after some ticks."""
    ward = ms.WardModel("open-unit", seed=1, warm_up_days=0, days=1, **classes)
    for _ in range(ticks):
        ward.step()
    return ward


class Noting:
    """A mixin."""

    feel = note


OVERRIDES = {
    "a wrapped original": {"feel": noted(ms.Resident.feel)},
    "another act": {"feel": noted(ms.Resident.feel_boredom)},
    "a function": {"feel": note},
    "a static method": {"feel": staticmethod(lambda: CALLS.append("static"))},
}


@pytest.mark.parametrize("override", OVERRIDES)
def test_an_override_is_asked_for_however_it_is_made(override):
    lived(resident_class=type("Own", (ms.Resident,), OVERRIDES[override]))
    assert CALLS


def test_an_override_of_a_mixin_is_asked_for():
    lived(resident_class=type("Own", (Noting, ms.Resident), {}))
    assert CALLS


def test_an_alias_of_another_act_does_the_other():
    ward = lived(0, resident_class=type("Own", (ms.Resident,), {"feel": ms.Resident.feel_boredom}))
    before = [resident.arousal for resident in ward.residents]
    ward.step()
    assert [resident.arousal for resident in ward.residents] == before


def test_a_class_that_gives_the_originals_back_costs_nothing():
    parent = type("Noted", (ms.Resident,), {"feel": note})
    ward = lived(resident_class=type("Own", (parent,), {"feel": ms.Resident.feel}))
    assert not CALLS and not ward._asked


@pytest.mark.parametrize("kind", ["own", "shipped"])
def test_a_method_that_a_class_is_given_later_is_asked_for_from_the_next_tick(kind, monkeypatch):
    own = type("Own", (ms.Resident,), {}) if kind == "own" else ms.Resident
    ward = lived(resident_class=own)
    monkeypatch.setattr(own, "feel", note)
    ward.step()
    assert len(CALLS) == sum(resident.is_present for resident in ward.residents)
    monkeypatch.undo()
    CALLS.clear()
    ward.step()
    assert not CALLS


def test_somebody_who_turns_into_another_does_as_the_other_does():
    ward = lived()
    ward.residents[0].__class__ = type("Own", (ms.Resident,), {"feel": note})
    ward.step()
    assert len(CALLS) == 1


def test_an_act_given_to_one_person_is_asked_for_of_staff_and_residents_alike():
    ward = lived()
    ward.on_duty[0].take_tasks = lambda pool, to_floor: CALLS.append("staff")
    ward.residents[0].feel = lambda: CALLS.append("resident")
    ward.step()
    assert sorted(CALLS) == ["resident", "staff"]


def test_an_act_given_to_somebody_off_duty_is_asked_for_as_they_come():
    ward = lived(0)
    ward.run_days(0)
    off = next(staff for staff in ward.staff if staff not in ward.on_duty and staff.is_nursing)
    off.wear = lambda: CALLS.append("wear")
    while ward.running:
        ward.step()
    assert CALLS


def told_of(base, **own):
    """Return the warnings that making a class gives."""
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always")
        type("Own", (base,), own)
    return [str(warning.message) for warning in told]


@pytest.mark.parametrize(
    "name", "trigger_of can_be_asked be_calmed bond mean_trust is_free draw doing".split()
)
def test_what_reads_like_an_act_and_is_none_is_told(name):
    (told,) = told_of(ms.Resident, **{name: note})
    assert told.startswith(f"Own.{name}: the ward asks nobody for it") and "choose_place" in told


def test_a_property_that_the_ward_does_not_read_is_told():
    (told,) = told_of(ms.Resident, place=property(lambda self: self.model.bedroom))
    assert told.startswith("Own.place: the ward asks nobody for it")


def test_a_rule_among_the_methods_is_told_with_where_it_belongs():
    (told,) = told_of(ms.Resident, next_boredom=note)
    assert told.endswith("give the run rules={'next_boredom': function}")


@pytest.mark.parametrize(("base", "name"), [(ms.Resident, "take_tasks"), (ms.Staff, "feel")])
def test_an_act_of_the_other_kind_of_person_is_told(base, name):
    (told,) = told_of(base, **{name: note})
    assert told.startswith(f"Own.{name}: the ward asks nobody for it")


def test_helpers_of_ones_own_may_be_overridden_and_named_freely():
    class Parent(ms.Resident):
        def worry(self):
            return 0.0

    assert told_of(Parent, worry=note, burnout=property(note), hope=property(note), remove=note) == []
