"""The reduced ward in Mesa, as its users write models."""

import mesa

from benchmarks.peers.reduced import (
    CALMED,
    PLACES,
    REACH,
    TICKS_A_DAY,
    clash_chance,
    has_group,
    next_arousal,
)


class MesaResident(mesa.Agent):
    """Somebody on the ward."""

    def __init__(self, model):
        super().__init__(model)
        self.arousal, self.witnessed = self.random.random(), 0

    def feel(self):
        """Let arousal follow what is around."""
        ward = self.model
        has_nurse = self.random.random() < ward.nurses / ward.residents
        self.arousal = next_arousal(self.arousal, ward.crowding, ward.is_grouped, has_nurse, self.witnessed)
        self.witnessed = 0

    def clash(self):
        """Clash with somebody, perhaps; a nurse who is free talks to them."""
        ward = self.model
        if self.random.random() >= clash_chance(self.arousal):
            return
        ward.incidents += 1
        for other in self.random.sample(ward.on_the_ward, REACH):
            other.witnessed += 1
        if ward.free_nurses:
            ward.free_nurses -= 1
            self.arousal *= CALMED


class MesaWard(mesa.Model):
    """A ward; `step` is a tick of 15 minutes."""

    def __init__(self, residents=20, days=28, nurses=3, seed=1):
        super().__init__(rng=seed)
        self.random.seed(seed)  # the same numbers in both frameworks, which draw some themselves
        self.residents, self.nurses, self.crowding = residents, nurses, residents / PLACES
        self.tick, self.end, self.incidents = 0, days * TICKS_A_DAY, 0
        self.on_the_ward = [MesaResident(self) for _ in range(residents)]
        self.datacollector = mesa.DataCollector({"incidents": lambda ward: ward.incidents})

    def step(self):
        """One tick."""
        self.is_grouped, self.free_nurses = has_group(self.tick), self.nurses
        self.agents.do("feel")
        self.agents.do("clash")
        self.tick += 1
        self.running = self.tick < self.end
        self.datacollector.collect(self)  # of every tick: `batch_run` looks for the last one by its number
