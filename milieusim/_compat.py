"""Every branch on a Mesa version."""

from dataclasses import replace

import mesa


class Clocked(mesa.Model):
    """A model that has a clock of its own, `tick`; what Mesa counts follows it.

    Since Mesa 3.5 a step is an event that plans the next one once it is over, so that after an error or Ctrl-C there
    would be none, and `step` would do nothing for ever.
    """

    def __init__(self, rng):
        super().__init__(rng=rng)
        if hasattr(self, "_scenario"):
            self._scenario = (
                None  # a ward has none, and Mesa's page would hand it to any class that takes **kwargs
            )

    def _wrapped_step(self):
        self._kept_in_time(super()._wrapped_step)

    def _advance_time(self, until):
        self._kept_in_time(super()._advance_time, until)

    def _kept_in_time(self, advance, *args):
        try:
            advance(*args)
        except BaseException:
            set_clock(self, self.tick)
            raise


def set_clock(model, tick):
    """Set what Mesa counts to a tick: `steps`, and in later versions `time` and when the next step is due.

    Parameters
    ----------
    model : mesa.Model
    tick : int
        Negative in the warm-up.
    """
    model.steps = tick
    if hasattr(model, "time"):
        model.time = float(tick)
    schedule = getattr(model, "_default_schedule", None)
    if schedule is not None:
        schedule.stop()
        schedule.schedule = replace(schedule.schedule, start=tick + 1.0)
        schedule.start()


def forget(model):
    """Let a model that is done be freed.

    Mesa 3.3 counts agents in a table of the class `Agent` that is keyed by the model, and so keeps every
    model alive for as long as Python runs; later versions count within the model.

    Parameters
    ----------
    model : mesa.Model
    """
    counters = getattr(mesa.Agent, "_ids", None)
    if hasattr(counters, "pop"):
        counters.pop(model, None)
