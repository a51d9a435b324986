"""Mesa's own tools on a ward: sets of agents, collectors of data, batches and clocks."""

import inspect
import operator
import warnings

import mesa
import numpy as np
import pytest

import milieusim as ms

TICKS = 96  # of a day
DAY = {"design": "open-unit", "warm_up_days": 0, "days": 1}


def ward_of(**options):
    """Make a ward without a warm-up."""
    return ms.WardModel(**{**DAY, "seed": 1, **options})


@pytest.fixture(scope="module")
def ward():
    """A ward after some ticks, to be asked and not to be changed."""
    model = ward_of()
    for _ in range(40):
        model.step()
    return model


def test_agents_come_by_type_and_may_be_selected(ward):
    by_type = {kind: list(people) for kind, people in ward.agents_by_type.items()}
    assert by_type == {ms.Staff: ward.staff, ms.Resident: ward.residents}
    assert list(ward.agents.select(agent_type=ms.Resident)) == ward.residents
    asleep = ward.agents.select(lambda agent: agent.is_asleep, agent_type=ms.Resident)
    assert set(asleep) == {resident for resident in ward.residents if resident.is_asleep}


def test_states_of_both_kinds_may_be_asked_of_everybody(ward):
    arousal, burnout = np.array(ward.agents.get(["arousal", "burnout"])).T
    is_resident = np.array([isinstance(agent, ms.Resident) for agent in ward.agents])
    assert list(arousal[is_resident]) == [resident.arousal for resident in ward.residents]
    assert list(burnout[~is_resident]) == [staff.burnout for staff in ward.staff]
    assert np.isnan(arousal[~is_resident]).all() and np.isnan(burnout[is_resident]).all()


def test_a_state_that_nobody_has_is_an_error(ward):
    with pytest.raises(AttributeError, match="arousle"):
        ward.agents.get("arousle")


def test_agents_may_be_summed_up_sorted_and_grouped(ward):
    residents = ward.agents_by_type[ms.Resident]
    arousal = [resident.arousal for resident in ward.residents]
    assert residents.agg("arousal", [min, max]) == [min(arousal), max(arousal)]
    assert residents.sort("arousal", ascending=True).get("arousal") == sorted(arousal)
    counts = residents.groupby("diagnosis").count()
    assert sum(counts.values()) == len(arousal) and all(isinstance(word, str) for word in counts)


def test_an_act_may_be_done_by_everybody_at_once():
    ward = ward_of()
    for _ in range(40):
        ward.step()
    residents = ward.agents_by_type[ms.Resident]
    before = residents.get("arousal")
    assert residents.do("feel") is residents
    assert residents.get("arousal") != before


def mood(resident):
    """Return what only a function tells."""
    return resident.arousal - resident.distress


def test_a_collector_asks_model_agents_and_types():
    ward = ward_of(
        model_reporters={"here": lambda model: len(model.residents), "clock": "clock"},
        agent_reporters={"arousal": "arousal", "kind": lambda agent: type(agent).__name__},
        agenttype_reporters={ms.Resident: {"boredom": "boredom", "mood": mood}},
    )
    ward.run_days(1)
    collector = ward.datacollector
    of_model, of_agents = collector.get_model_vars_dataframe(), collector.get_agent_vars_dataframe()
    of_residents = collector.get_agenttype_vars_dataframe(ms.Resident)
    assert len(of_model) == TICKS and of_model.clock.iloc[-1] == "day 1, 00:00"
    here = of_agents.groupby("Step").kind.agg(lambda kinds: (kinds == "Resident").sum())
    assert list(of_model.here) == list(here)
    by_id = {resident.unique_id: resident for resident in ward.residents}
    assert dict(of_agents.loc[TICKS].arousal.dropna()) == {n: one.arousal for n, one in by_id.items()}
    assert dict(of_residents.loc[TICKS].mood) == {n: mood(one) for n, one in by_id.items()}


def test_collectors_count_from_the_window_and_leave_the_warm_up_out():
    ward = ms.WardModel("open-unit", seed=1, warm_up_days=1, days=1, agent_reporters={"arousal": "arousal"})
    assert ward.steps == -TICKS
    ward.run_days(0)
    assert ward.steps == 0 and not ward.datacollector.model_vars["residents"]
    ward.run_days(1)
    steps = ward.datacollector.get_agent_vars_dataframe().index.unique("Step")
    assert list(steps) == list(range(1, TICKS + 1))
    assert ward.steps == TICKS == getattr(ward, "time", TICKS)


def test_a_name_that_nobody_has_is_told_where_it_is_reported():
    with pytest.warns(UserWarning, match="nobody has 'arousle'.* Did you mean 'arousal'?"):
        ward = ward_of(agent_reporters={"mean": "arousle"})
    ward.step()
    with pytest.warns(UserWarning, match="nobody has 'arousal '"):
        ward_of(agenttype_reporters={ms.Resident: {"arousal": "arousal "}})


def test_a_collector_of_ones_own_is_left_alone():
    class Watched(ms.WardModel):
        def __init__(self, **options):
            super().__init__(**options)
            self.datacollector = mesa.DataCollector(agent_reporters={"arousal": "arousal"})

        def step(self):
            super().step()
            if self.tick % 4 == 0:
                self.datacollector.collect(self)

    ward = Watched(**DAY, seed=1)
    ward.run_days(1)
    assert len(ward.datacollector.get_agent_vars_dataframe().index.unique("Step")) == TICKS / 4


def batch(parameters=(), **options):
    """Run a batch as the Mesa that is here wants it told; return its rows."""
    has_rng = "rng" in inspect.signature(mesa.batch_run).parameters
    with warnings.catch_warnings():
        if has_rng:  # and deprecates iterations
            warnings.simplefilter("ignore", DeprecationWarning)
        return mesa.batch_run(ms.WardModel, {**DAY, **dict(parameters)}, display_progress=False, **options)


def test_runs_of_a_batch_without_a_seed_differ():
    first, second = batch(iterations=2)
    assert first["mean_arousal"] != second["mean_arousal"]
    first, second = batch({"seed": [None]}, iterations=2)
    assert first["mean_arousal"] != second["mean_arousal"]


def test_runs_of_a_batch_with_a_seed_are_those_of_the_seeds():
    has_rng = "rng" in inspect.signature(mesa.batch_run).parameters
    rows = batch(rng=[5, 6]) if has_rng else batch({"rng": [5, 6]})
    for row, seed in zip(rows, (5, 6), strict=True):
        ward = ward_of(seed=seed)
        ward.run_model()
        assert row["mean_arousal"] == ward.mean_of("arousal")


def test_a_batch_runs_over_parameters_and_to_the_end():
    rows = batch({"tick_minutes": [30, 60], "agent_reporters": [{"bed": "bed"}]})
    assert {row["tick_minutes"] for row in rows} == {30, 60}
    assert {"mean_arousal", "conflict", "bed", "AgentID"} <= set(rows[0])
    assert max(row["Step"] for row in rows if row["tick_minutes"] == 30) in (TICKS / 2, TICKS / 2 - 1)


@pytest.mark.parametrize("seed", [3, "3", " 3 ", np.int64(3), np.uint8(3)])
def test_a_seed_may_be_typed_or_come_from_numpy(seed):
    for given in ({"seed": seed}, {"rng": seed, "seed": None}):
        ward = ward_of(**given)
        assert ward.seed == 3 and type(ward.seed) is int


@pytest.mark.parametrize("seed", ["", "a", "-1", "1.5", 1.5, np.float64(2.0), True, -1, 2**63])
def test_what_is_no_seed_is_told(seed):
    with pytest.raises(ms.ConfigError, match="seed is .*; it must be a whole number from 0 to"):
        ward_of(seed=seed)


def test_a_seed_that_was_drawn_is_kept_and_makes_the_run_again():
    ward = ward_of(seed=None)
    again = ward_of(seed=ward.seed)
    assert [r.age for r in ward.residents] == [r.age for r in again.residents]
    assert ward.seed != ward_of(seed=None).seed


def test_seed_and_rng_are_not_both_taken():
    with pytest.raises(ms.ConfigError, match="give one of them"):
        ward_of(seed=1, rng=1)


def test_a_ward_runs_to_the_end_of_its_days_by_itself():
    ward = ward_of()
    ward.run_model()
    assert (ward.tick, ward.steps, ward.running) == (TICKS, TICKS, False)


def test_an_error_in_a_step_does_not_stop_the_clock_for_ever():
    ward = ward_of()
    ward.step()
    ward.residents[0].arousal = 5.0
    for _ in range(2):
        with pytest.raises(ms.ConfigError):
            ward.step()
        assert (ward.tick, ward.steps) == (1, 1)
    ward.residents[0].arousal = 0.5
    ward.step()
    ward.step()
    assert (ward.tick, ward.steps, getattr(ward, "time", 3)) == (3, 3, 3)


def test_a_step_that_is_interrupted_can_be_followed_by_others():
    class Interrupted(ms.WardModel):
        def step(self):
            super().step()
            if self.tick == 2:
                raise KeyboardInterrupt

    ward = Interrupted(**DAY, seed=1)
    with pytest.raises(KeyboardInterrupt):
        ward.run_days(1)
    ward.step()
    assert ward.tick == ward.steps == 3


@pytest.mark.skipif(not hasattr(mesa.Model, "run_for"), reason="this Mesa has no clock of its own")
def test_the_clock_of_mesa_steps_the_ward_and_keeps_appointments():
    ward, seen = ms.WardModel("open-unit", seed=1, warm_up_days=1, days=1), []

    def note():
        seen.append(ward.tick)

    ward.schedule_event(note, at=4)
    ward.run_until(0)
    assert ward.clock == "day 0, 00:00"
    ward.run_for(8)
    assert ward.tick == 8 and seen == [4]


def test_draws_of_mesa_decide_nothing():
    ward, other = ward_of(), ward_of()
    for _ in range(30):
        ward.step()
        other.step()
        ward.random.random(), ward.rng.random(), ward.agents.shuffle_do("draw", 1)
    by_arousal = operator.attrgetter("arousal")
    assert list(map(by_arousal, ward.residents)) == list(map(by_arousal, other.residents))
