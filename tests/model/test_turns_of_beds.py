"""In what order staff come to residents: by lot, so that no bed is the last for being the bed that it is."""

from collections import Counter

import pytest

import milieusim as ms
from milieusim.kinds import NOBODY
from milieusim.vocabulary import Demand, Task

TICKS = 400


class Noting(ms.Resident):
    """Somebody of whom is noted that they were prompted or called, and nothing comes of it."""

    noted = []

    def be_prompted(self):
        self.noted.append(self.bed)

    def be_asked(self, demand, slot_index):
        self.noted.append(self.bed)


@pytest.fixture
def morning():
    """A ward at ten where nothing is asked of anybody."""
    model = ms.WardModel("acute-ward", seed=1, warm_up_days=0, resident_class=Noting)
    while model.tick < 40:
        model.step()
    Noting.noted.clear()
    for resident in model.residents:
        resident.slot_index = resident.queue_slot = resident.hold = NOBODY
    return model


def test_few_minutes_for_prompts_go_to_all_beds_alike(morning):
    for tick in range(TICKS):
        morning.now.tick = tick
        morning.now.prompt_minutes_left = 3 * morning.p.prompt_minutes
        morning.done[0, Task.PROMPTS] = morning.done[1, Task.PROMPTS] = 0.0
        for resident in morning.residents:
            resident.is_prompted, resident.next_prompt, resident.demand = True, tick, Demand.WASH.value
        morning.text.prompt_those_due(morning)
    times = Counter(Noting.noted)
    assert sum(times.values()) == 3 * TICKS
    assert set(times) == {resident.bed for resident in morning.residents if resident.is_present}
    assert max(times.values()) < 2 * min(times.values())  # an edge of the ward is no better place


def test_who_is_called_first_to_a_round_of_doses_changes(morning):
    doses = next(slot for slot in morning.slots if slot.demand == Demand.DOSE)
    first = Counter()
    for tick in range(TICKS):
        morning.now.tick = tick
        Noting.noted.clear()
        for resident in morning.residents:
            resident.demand = NOBODY
        morning.text.call_everybody(morning, doses)
        first[Noting.noted[0]] += 1
    assert len(first) > len(morning.residents) / 2
    assert max(first.values()) < TICKS / 4
