"""The ward as a Mesa model: stepped, watched, asked for tables, subclassed."""

import numpy as np
import pytest

import milieusim as ms
from milieusim.rules.basics.keyed_draws import STAFF_OFFSET, Decision, uniform


@pytest.fixture
def ward():
    """A ward at the end of a short warm-up."""
    model = ms.WardModel("open-unit", seed=11, warm_up_days=1, days=2)
    model.run_days(0)
    return model


def test_a_step_is_one_tick(ward):
    assert (ward.tick, ward.hour, ward.day, ward.clock) == (0, 0.0, 0, "day 0, 00:00")
    ward.step()
    assert (ward.tick, ward.hour, ward.clock) == (1, 0.25, "day 0, 00:15")


def test_the_warm_up_comes_before_day_0():
    model = ms.WardModel("open-unit", warm_up_days=2)
    assert (model.day, model.clock) == (-2, "day -2, 00:00")
    assert all(table.empty for name, table in model.tables().items() if name != "stays")


def test_running_ends_with_the_days_asked_for(ward):
    assert ward.running
    ward.run_days(2)
    assert not ward.running
    assert ward.clock == "day 2, 00:00"


def test_residents_and_staff_are_agents_of_the_model(ward):
    ward.step()
    assert set(ward.agents) == {*ward.residents, *ward.staff}
    assert 0 < len(ward.residents) <= ward.p.beds
    assert {staff.is_on_duty for staff in ward.on_duty} == {True}


def test_a_resident_who_leaves_is_no_agent_any_more():
    ward = ms.WardModel("acute-ward", seed=1, warm_up_days=0)
    before = set(ward.residents)
    ward.run_days(4)
    left = before - set(ward.residents)
    assert left
    assert not left & set(ward.agents)
    assert len(ward.tables()["stays"]) >= len(ward.residents) + len(left)


def test_everybody_present_is_in_one_place(ward):
    ward.step()
    present = [resident for resident in ward.residents if resident.is_present]
    assert sum(place.n_members for place in ward.places) == len(present)
    assert {place.name for place in ward.places} >= {resident.place.name for resident in present}


def test_tables_in_mid_run_change_nothing(ward):
    other = ms.WardModel("open-unit", seed=11, warm_up_days=1, days=2)
    while ward.tick < 150:
        ward.step()
        ward.raw_tables()
    other.run_days(0)
    while other.tick < 150:
        other.step()
    for name, rows in ward.raw_tables().items():
        assert rows.tobytes() == other.raw_tables()[name].tobytes()


def test_tables_are_those_of_simulate():
    model = ms.WardModel("open-unit", seed=3, warm_up_days=1, days=2)
    model.run_days(2)
    run = ms.simulate("open-unit", seed=3, warm_up_days=1, days=2, engine="agents")
    for name, table in model.tables().items():
        assert table.equals(run.tables()[name])


@pytest.mark.parametrize("decision", [Decision.MOVES, Decision.SLEEP, Decision.SEVERITY])
def test_a_draw_is_the_keyed_one_whether_looked_ahead_or_not(ward, decision):
    for _ in range(3):
        ward.step()
        for resident in ward.residents:
            assert resident.draw(decision) == uniform(ward.key, ward.tick, decision, resident.number, 0)
            assert resident.draw(decision, 5) == uniform(ward.key, ward.tick, decision, resident.number, 5)
        for staff in ward.staff:
            person = STAFF_OFFSET + staff.post
            assert staff.draw(Decision.STAFF_CONTACT) == uniform(
                ward.key, ward.tick, Decision.STAFF_CONTACT, person, 0
            )


def test_drawing_decides_nothing_by_itself(ward):
    other = ms.WardModel("open-unit", seed=11, warm_up_days=1, days=2)
    other.run_days(1)
    while ward.running and ward.tick < other.tick:
        ward.step()
        for resident in ward.residents:
            resident.draw(Decision.MOVES)
            ward.random.random()
    assert [r.arousal for r in ward.residents] == [r.arousal for r in other.residents]


def test_states_are_plain_numbers(ward):
    ward.step()
    for agent in ward.agents:
        assert not [name for name, value in vars(agent).items() if isinstance(value, np.generic)]


class Homebody(ms.Resident):
    """A resident who stays in the bedroom."""

    def choose_place(self):
        """Choose the bedroom."""
        return self.model.bedroom


class Tireless(ms.Staff):
    """Somebody whom work does not wear down."""

    def wear(self):
        """Stay as one is."""

    def stay_on(self, minutes):
        """Go home in time."""


def test_a_subclassed_resident_lives_by_its_own_rules():
    stays_in = ms.simulate("open-unit", 2, warm_up_days=0, engine="agents", resident_class=Homebody)
    usual = ms.simulate("open-unit", 2, warm_up_days=0, engine="agents")
    assert (
        not (stays_in.time_use.activity == "fresh_air").sum() > (usual.time_use.activity == "fresh_air").sum()
    )
    assert not stays_in.resident_shifts.equals(usual.resident_shifts)


def test_subclassed_staff_work_by_their_own_rules():
    model = ms.WardModel("acute-ward", warm_up_days=0, staff_class=Tireless)
    model.run_days(1)
    assert {staff.burnout for staff in model.on_duty} <= {model.p.usual_burnout, *_hit(model)}


def _hit(model):
    return [
        staff.burnout for staff in model.staff if staff.post in set(model.tables()["incidents"].target_id)
    ]


def test_a_subclass_that_changes_nothing_changes_nothing():
    own = type("Own", (ms.Resident,), {})
    given = ms.simulate("open-unit", 1, warm_up_days=0, engine="agents", resident_class=own)
    usual = ms.simulate("open-unit", 1, warm_up_days=0, engine="agents")
    assert given.hours.equals(usual.hours)


@pytest.mark.parametrize("given", [{"resident_class": Homebody}, {"staff_class": Tireless}])
def test_the_compiled_engine_refuses_own_agents_and_says_what_to_do(given):
    with pytest.raises(ms.ConfigError) as error:
        ms.simulate("open-unit", 1, **given)
    assert "Use engine='agents'" in str(error.value)
    assert next(iter(given.values())).__name__ in str(error.value)


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"resident_class": ms.Staff}, "subclass of milieusim.Resident"),
        ({"staff_class": "Staff"}, "subclass of milieusim.Staff"),
        ({"seed": -1}, "from 0 to 2**63 - 1"),
        ({"rules": {"next_mood": abs}}, "no rule 'next_mood'"),
        ({"rules": {"next_arousal": abs}}, "must be a plain function"),
        ({"tick_minutes": 7}, "divides 60"),
    ],
)
def test_what_cannot_be_is_told(wrong, told):
    with pytest.raises(ms.ConfigError, match=told.replace("*", r"\*")):
        ms.WardModel("open-unit", **wrong)


def still(p, arousal, target, is_asleep):
    """Leave arousal as it is."""
    return arousal


def test_a_replaced_rule_is_followed(ward):
    calm = ms.WardModel("open-unit", seed=11, warm_up_days=0, rules={"next_arousal": still})
    calm.run_days(1)
    assert "next_arousal" in repr(calm.rules)
    assert not np.allclose(
        calm.tables()["hours"].mean_arousal,
        ms.simulate("open-unit", 1, 11, "agents", warm_up_days=0).hours.mean_arousal,
    )
