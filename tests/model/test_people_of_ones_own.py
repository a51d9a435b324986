"""Residents and staff of somebody's own: what they are made with, how a slip is told, and how they are read."""

import functools
import inspect
import warnings

import numpy as np
import pytest
from ward_invariants import check_all

import milieusim as ms
from milieusim.engines.agents.plain import Place, Slot
from milieusim.engines.simulate import Run
from milieusim.vocabulary import Activity, Diagnosis
from milieusim.ward import run
from milieusim.ward.day import attending
from milieusim.ward.residents import feeling
from milieusim.ward.staffing import tasks
from milieusim.ward.tables import TABLES


def ward_of(**options):
    """Make a ward without a warm-up."""
    return ms.WardModel("open-unit", **{"seed": 1, "warm_up_days": 0, "days": 1, **options})


def lived(ward, ticks):
    """Let some ticks pass."""
    for _ in range(ticks):
        ward.step()
    return ward


class Calm(ms.Resident):
    """A resident whom nothing stirs."""

    def feel(self):
        """Feel as before."""


def one_in_twenty(model, number, bed):
    """Make one resident of twenty calm."""
    return (Calm if number % 20 == 0 else ms.Resident)(model, number, bed)


def told_of(base, **methods):
    """Return the warnings that a subclass with some methods gives."""
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always")
        type("Own", (base,), {name: lambda self: None for name in methods or ()} | methods)
    return [str(warning.message) for warning in told]


@pytest.mark.parametrize(
    ("base", "name", "meant"),
    [
        (ms.Resident, "chose_place", "choose_place"),
        (ms.Resident, "anwser_invitation", "answer_invitation"),
        (ms.Resident, "fell", "feel"),
        (ms.Resident, "Feel", "feel"),
        (ms.Staff, "take_task", "take_tasks"),
    ],
)
def test_a_misspelt_act_is_told_with_the_one_that_was_meant(base, name, meant):
    assert told_of(base, **{name: lambda self: None}) == [
        f"Own.{name}: nobody asks for it; did you mean '{meant}'?"
    ]


@pytest.mark.parametrize(("base", "example"), [(ms.Resident, "choose_place"), (ms.Staff, "take_tasks")])
def test_a_step_of_a_person_is_told_since_nobody_calls_it(base, example):
    (told,) = told_of(base, step=lambda self: None)
    assert told.startswith("Own.step: nobody calls it") and example in told


@pytest.mark.parametrize("name", ["feel", "_feel", "mood", "worry_about_tomorrow", "remove", "__repr__"])
def test_acts_and_helpers_of_ones_own_are_told_nothing(name):
    assert told_of(ms.Resident, **{name: lambda self: None}) == []


@pytest.mark.parametrize(
    ("state", "value", "allowed"),
    [
        ("arousal", 5.0, "from 0 to 1"),
        ("arousal", float("nan"), "from 0 to 1"),
        ("distress", None, "from 0 to 1"),
        ("boredom", "high", "from 0 to 1"),
        ("coping", np.float64(-0.1), "from 0 to 1"),
        ("trust_now", -2, "from -1 to 1"),
        ("bonds", -1.0, "of 0 or more"),
    ],
)
def test_a_state_outside_its_range_is_told_before_the_next_tick(state, value, allowed):
    ward = lived(ward_of(), 1)
    setattr(ward.residents[0], state, value)
    with pytest.raises(ms.ConfigError) as error:
        ward.step()
    assert str(error.value) == (
        f"Resident 0: {state} is {value!r} at day 0, 00:15; it must be a number {allowed}."
    )


def test_all_states_that_an_act_sets_wrongly_are_told_at_once_with_the_class():
    class Startled(ms.Resident):
        def sleep_or_wake(self):
            self.arousal, self.boredom = 5.0, -1.0

    with pytest.raises(ms.ConfigError) as error:
        lived(ward_of(resident_class=Startled), 2)
    arousal, boredom = error.value.problems
    assert arousal.startswith("Startled 0: arousal is 5.0 at day 0, 00:15")
    assert boredom.startswith("Startled 0: boredom is -1.0 at day 0, 00:15")


@pytest.mark.parametrize(
    ("trait", "value"), [("sociability", 3.0), ("pace", float("nan")), ("frailty", -1.0)]
)
def test_a_trait_outside_its_range_is_told_as_somebody_comes(trait, value):
    class Own(ms.Resident):
        def __init__(self, model, number, bed):
            super().__init__(model, number, bed)
            setattr(self, trait, value)

    with pytest.raises(ms.ConfigError, match=f"Own 0: {trait} is {value!r}"):
        ward_of(resident_class=Own)


def test_a_trait_that_is_changed_later_is_looked_at_at_midnight():
    ward = lived(ward_of(days=2), 1)
    ward.residents[0].sociability = 3.0
    with pytest.raises(ms.ConfigError, match="sociability is 3.0 at day 1, 00:00"):
        ward.run_days(2)


@pytest.mark.parametrize(("state", "value"), [("burnout", 5.0), ("skill", -3), ("fatigue", float("nan"))])
def test_staff_have_ranges_too(state, value):
    ward = lived(ward_of(), 1)
    nurse = ward.on_duty[0]
    setattr(nurse, state, value)
    with pytest.raises(ms.ConfigError, match=f"Staff {nurse.number}: {state} is {value!r}"):
        ward.step()

    class Worn(ms.Staff):
        def __init__(self, model, seat, row):
            super().__init__(model, seat, row)
            setattr(self, state, value)

    with pytest.raises(ms.ConfigError, match=f"Worn .*: {state} is"):
        ward_of(staff_class=Worn)


def test_everything_of_a_person_is_there_in_init():
    seen = []

    class Own(ms.Resident):
        def __init__(self, model, number, bed):
            super().__init__(model, number, bed)
            seen.append((self.number, self.bed, self.age, self.diagnosis, self.place.name, self.arousal))
            self.sociability = 0.5 * self.sociability
            self.hope = 1.0 - self.frailty

    own, usual = ward_of(resident_class=Own).residents, ward_of().residents
    assert seen == [(r.number, r.bed, r.age, r.diagnosis, r.place.name, r.arousal) for r in usual]
    assert [r.sociability for r in own] == [0.5 * r.sociability for r in usual]
    assert [r.hope for r in own] == [1.0 - r.frailty for r in usual]


@pytest.mark.parametrize("made_by", [one_in_twenty, functools.partial(one_in_twenty)])
def test_a_factory_may_make_one_resident_of_twenty_different(made_by):
    ward, usual = lived(ward_of(resident_class=made_by), 40), lived(ward_of(), 40)
    calm = [r for r in ward.residents if isinstance(r, Calm)]
    assert [r.number for r in calm] == [r.number for r in ward.residents if r.number % 20 == 0] != []
    assert len(ward.agents_by_type[Calm]) == len(calm) < len(ward.agents_by_type[ms.Resident])
    others = {r.number: r.boredom for r in usual.residents}
    assert all(r.boredom != others[r.number] for r in calm)


@pytest.mark.parametrize(
    ("made_by", "told"),
    [
        (lambda model, number, bed: None, "resident_class made None; it must make a milieusim.Resident"),
        (3, "resident_class is 3; it must be a subclass of milieusim.Resident"),
    ],
)
def test_what_makes_no_residents_is_told(made_by, told):
    with pytest.raises(ms.ConfigError, match=told):
        ms.simulate("open-unit", 1, engine="agents", warm_up_days=0, resident_class=made_by)


def test_an_init_that_leaves_mesa_out_is_told():
    class Own(ms.Resident):
        def __init__(self, model, number, bed):
            self.hope = 1.0

    with pytest.raises(ms.ConfigError, match=r"Own.__init__ must begin with super\(\).__init__\(model"):
        ward_of(resident_class=Own)


class Maker:
    """Makes residents, as an object that is called."""

    def __call__(self, model, number, bed):
        return one_in_twenty(model, number, bed)


def many_with(resident_class, staff_class=None):
    """Run one ward once, as one of many."""
    own = {"resident_class": resident_class, "staff_class": staff_class}
    return ms.simulate_many("open-unit", 1, [1], engine="agents", warm_up_days=0, **own)


def test_whatever_makes_residents_counts_in_the_ids_of_runs():
    staff = [lambda model, seat, row: ms.Staff(model, seat, row)]
    made_by = [None, Calm, one_in_twenty, functools.partial(Calm), functools.partial(one_in_twenty)]
    runs = [
        *map(many_with, made_by),
        many_with(lambda model, number, bed: Calm(model, number, bed), *staff),
        many_with(lambda model, number, bed: ms.Resident(model, number, bed), *staff),
    ]
    assert len({run.runs.run_id[0] for run in runs}) == len(runs)


def test_an_object_that_makes_residents_runs_and_only_an_id_is_refused():
    runs, by_function = many_with(Maker()), many_with(one_in_twenty)
    assert runs.metrics().equals(by_function.metrics())
    with pytest.raises(ms.ConfigError, match="class Maker"):
        assert runs.runs is None


def test_values_that_are_read_are_words_and_objects():
    ward, met = ward_of(seed=3), []
    while ward.running:
        ward.step()
        for resident in ward.residents:
            assert resident.diagnosis in {word.label for word in Diagnosis}
            assert resident.doing in {"sleep", *(word.label for word in Activity)}
            assert isinstance(resident.place, Place) and resident.place in ward.places
            assert (resident in resident.place.members) == resident.is_present
            assert resident.slot is None or isinstance(resident.slot, Slot)
            assert resident.contact_staff is None or resident.contact_staff in ward.on_duty
            if resident.partner is not None:
                assert resident.partner.partner is resident
                met.append(resident)
    assert met and all(isinstance(resident, ms.Resident) for resident in met)
    assert "registered_nurse" in {staff.role_name for staff in ward.staff}


def test_a_place_may_be_given_and_what_is_none_is_told():
    ward = lived(ward_of(), 1)
    resident, place = ward.residents[0], ward.places[1]
    resident.place = place
    assert resident.place is place
    with pytest.raises(ms.ConfigError, match="place is 'Garden'; it must be one of model.places: Bedrooms, "):
        resident.place = "Garden"


@pytest.mark.parametrize(
    ("method", "act"),
    [
        (ms.Resident.feel, feeling.feel),
        (ms.Resident.answer_invitation, attending.answer_invitation),
        (ms.Staff.take_tasks, tasks.take_tasks),
    ],
)
def test_the_source_of_a_method_is_the_act_itself(method, act):
    assert inspect.getsource(method) == inspect.getsource(act)
    assert method.__doc__ == act.__doc__
    taken = list(inspect.signature(act).parameters)
    assert list(inspect.signature(method).parameters) == ["self", *taken[2:]]


def test_a_tick_of_the_agents_reads_as_that_of_the_text():
    phases = [name for name in inspect.getsource(run.live).replace("(", " ").split() if name in vars(run)]
    text = inspect.getsource(ms.WardModel.step)
    asked = [part.partition("(")[0] for part in text.split("text.")[1:]]
    assert asked == ["begin_tick", *phases[1:]] and len(phases) > 15


class Restless(ms.Resident):
    """A resident who may go for good at any moment, in the middle of a tick."""

    def make_request(self, floor_each):
        """Ask as everybody does, or be gone."""
        super().make_request(floor_each)
        if not (self.number + self.model.tick) % 211:
            self.remove()


def removed_between_ticks(ward):
    """Run a ward and remove somebody every now and then."""
    chance = np.random.default_rng(1)
    while ward.running:
        ward.step()
        for resident in ward.residents:
            if chance.random() < 0.004:
                resident.remove()
                assert resident not in ward.agents and resident not in ward.residents
                assert not ward.beds[resident.bed].is_here


@pytest.mark.parametrize(
    ("kind", "lives"), [(ms.Resident, removed_between_ticks), (Restless, ms.WardModel.run_model)]
)
def test_a_resident_who_is_removed_frees_the_bed_and_the_books_still_balance(kind, lives):
    ward = ms.WardModel("acute-ward", seed=1, warm_up_days=0, days=6, resident_class=kind)
    lives(ward)
    assert any(resident.number >= 1000 for resident in ward.residents), "nobody came after them"
    result = Run(ward.design, ward.inputs, 1, "best", ward.raw_tables(), TABLES)
    with pytest.raises(AssertionError) as failed:
        check_all(result)
    told, *others = str(failed.value).splitlines()[1:]
    assert told.startswith("discharges_keep_office_hours") and not others


def test_somebody_removed_twice_is_gone_once_and_staff_stay():
    ward = lived(ward_of(), 1)
    resident = ward.residents[0]
    resident.remove()
    resident.remove()
    left_at = ward.raw_tables()["stays"]["discharged_at_hour"]
    assert list(left_at[~np.isnan(left_at)]) == [ward.hour]
    with pytest.raises(ms.ConfigError, match="posts belong to the rota"):
        ward.staff[0].remove()
    assert ward.staff[0] in ward.agents
