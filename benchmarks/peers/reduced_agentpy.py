"""The reduced ward in AgentPy, as its users write models."""

import agentpy

from benchmarks.peers.reduced import (
    CALMED,
    PLACES,
    REACH,
    TICKS_A_DAY,
    clash_chance,
    has_group,
    next_arousal,
)


class AgentPyResident(agentpy.Agent):
    """Somebody on the ward."""

    def setup(self):
        """Begin."""
        self.arousal, self.witnessed = self.model.random.random(), 0

    def feel(self):
        """Let arousal follow what is around."""
        ward = self.model
        has_nurse = ward.random.random() < ward.nurses / ward.residents
        self.arousal = next_arousal(self.arousal, ward.crowding, ward.is_grouped, has_nurse, self.witnessed)
        self.witnessed = 0

    def clash(self):
        """Clash with somebody, perhaps; a nurse who is free talks to them."""
        ward = self.model
        if ward.random.random() >= clash_chance(self.arousal):
            return
        ward.incidents += 1
        for other in ward.random.sample(list(ward.on_the_ward), REACH):
            other.witnessed += 1
        if ward.free_nurses:
            ward.free_nurses -= 1
            self.arousal *= CALMED


class AgentPyWard(agentpy.Model):
    """A ward; `step` is a tick of 15 minutes."""

    def setup(self):
        """Begin."""
        self.random.seed(self.p.seed)  # the same numbers in both frameworks, which draw some themselves
        self.residents, self.nurses = self.p.residents, self.p.nurses
        self.crowding, self.incidents = self.residents / PLACES, 0
        self.on_the_ward = agentpy.AgentList(self, self.residents, AgentPyResident)

    def step(self):
        """One tick."""
        self.is_grouped, self.free_nurses = has_group(self.t - 1), self.nurses
        self.on_the_ward.feel()
        self.on_the_ward.clash()
        if self.t == self.p.days * TICKS_A_DAY:
            self.stop()

    def end(self):
        """Tell what happened."""
        self.report("incidents", self.incidents)
