"""What passes by itself: impulses are felt whole and then fade; hours off the ward are lived, too."""

from types import SimpleNamespace

import pytest

import milieusim as ms
from milieusim.engines.inputs import build_inputs
from milieusim.kinds import NOBODY
from milieusim.ledger.parameters import load_parameters
from milieusim.ward.residents.hourly import forget_hour, live_through
from milieusim.ward.residents.recovering import settle_states


class Watched(ms.Resident):
    """Somebody of whom is noted how pressed they were left, and how pressed they were when something could happen."""

    pressed, felt = None, ()

    def feel_pressed(self):
        super().feel_pressed()
        self.pressed = (self.model.tick, self.demanded)

    def feel_provoked(self):
        if self.pressed and self.pressed[0] == self.model.tick:
            self.felt = (*self.felt, (self.pressed[1], self.demanded))
        return super().feel_provoked()


@pytest.mark.parametrize("tick_minutes", [5, 15, 60])
def test_a_demand_is_felt_whole_in_the_tick_in_which_it_falls(tick_minutes):
    model = ms.WardModel(
        "acute-ward", seed=1, warm_up_days=0, tick_minutes=tick_minutes, resident_class=Watched
    )
    while model.tick * tick_minutes < 24 * 60:
        model.step()
    felt = [pair for resident in model.residents for pair in resident.felt]
    assert felt and all(now == then > 0.0 for then, now in felt)


def say_left(pressed_at_tick):
    """Return the say that somebody has left some hours after being pressed once, in a given tick of an hour."""
    p = SimpleNamespace(
        **build_inputs(ms.load_design("acute-ward"), load_parameters("best"), 1, 0, 15, True).p
    )
    ward = SimpleNamespace(p=p, now=SimpleNamespace(present_hour=0.5))
    resident = SimpleNamespace(
        **dict.fromkeys("bonds trust_now loneliness felt_safety structure_lived predictability".split(), 0.5),
        **dict.fromkeys("demanded staff_share contact_share crowding".split(), 0.0),
        **dict.fromkeys("slot_index old_slot_index served_slot hold".split(), NOBODY),
        autonomy=0.4,
    )
    forget_hour(resident)
    for tick in range(6 * 4):
        resident.demanded *= p.kept_impulse
        if tick == pressed_at_tick:
            resident.demanded = 1.0
        live_through(ward, resident)
        if tick % 4 == 3:
            settle_states(ward, resident, 0.0, 0.0)
            forget_hour(resident)
    return resident.autonomy


def test_being_pressed_costs_a_say_whatever_the_minute_of_the_hour():
    unpressed = say_left(None)
    lost = [unpressed - say_left(tick) for tick in range(4)]
    assert min(lost) > 0.0 and max(lost) < 1.15 * min(lost)


@pytest.fixture
def morning():
    """A ward at ten, with two residents who are free to go."""
    model = ms.WardModel("acute-ward", seed=1, warm_up_days=0)
    while model.tick < 40:
        model.step()
    there = [r for r in model.residents if r.is_present and r.hold == NOBODY and r.slot_index == NOBODY]
    return model, there[0], there[1]


def test_who_is_away_for_a_day_comes_back_calmer_and_hungry_and_tired_as_the_hour_has_it(morning):
    model, somebody, runaway = morning
    somebody.is_on_leave, runaway.is_absconded = True, True
    for resident in (somebody, runaway):
        resident.go_away()
        resident.away_until = model.hour + 200.0
        resident.stay_left = 1000.0
        resident.arousal, resident.denied, resident.strain, resident.boredom = 0.95, 0.9, 0.5, 0.9
        resident.medicated, resident.sleep_pressure, resident.distress = 0.8, 0.3, 0.9
        resident.acute = 0.4
    waves = []
    for _ in range(96):
        model.step()
        waves.append((somebody.hunger, somebody.sleep_pressure))
    for resident in (somebody, runaway):
        assert resident.arousal < 0.7
        assert resident.denied < 0.01 and resident.boredom < 0.05
        assert 0.0 < resident.strain < 0.3
        assert resident.acute < 0.4 and resident.distress < 0.9
    assert somebody.medicated == 0.8 > runaway.medicated  # a leave takes its doses along
    hunger, pressure = zip(*waves)
    assert max(hunger) > 0.9 and hunger.count(0.0) >= 1
    assert max(pressure) > 0.6 and pressure[-1] < max(pressure)


def test_nothing_of_the_place_is_taken_along():
    model = ms.WardModel("acute-ward", seed=1, warm_up_days=0)
    model.run_days(0)
    somebody = model.residents[0]
    somebody.noise = somebody.crowding = somebody.waiting = somebody.conflict = 0.5
    somebody.go_away()
    assert (somebody.noise, somebody.crowding, somebody.waiting, somebody.conflict) == (0.0,) * 4


def test_words_left_open_at_a_discharge_are_written_as_undone(morning):
    model, somebody, _ = morning
    somebody.promises, number = 2, somebody.number
    before = model.tables()["undone"]
    somebody.leave_ward(False)
    after = model.tables()["undone"]
    new = after[len(before) :]
    assert len(new) == 2 and (new.resident == number).all()
    assert (new.task == "ward_duties").all() and (new.reason == "away").all()
    assert (new.minutes == model.p.promise_minutes).all()
