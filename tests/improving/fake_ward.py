"""A ward whose runs cost nothing: what a routine is worth is known, so that a search can be marked."""

import numpy as np
import pandas as pd

CONFLICT, SAFETY, RESTRAINT = "conflict_per_100_obd", "felt_safety", "manual_restraint_per_1000_obd"
LEVELS = {CONFLICT: 80.0, SAFETY: 0.6, RESTRAINT: 10.0}


class FakeRuns:
    """Runs of routines that are worth what `worth` says, in events of conflict, with luck that pairs share.

    Parameters
    ----------
    worth : callable
        Takes a design; gives by how much its conflict lies above that of the base.
    noise : float
        Spread of what pairs do not share.
    restraint : callable, optional
        The same for restraint.
    dies_after : int, optional
        Calls after which it is interrupted.
    """

    def __init__(self, worth, noise=2.0, restraint=None, dies_after=None):
        self.worth, self.noise, self.restraint = worth, noise, restraint or (lambda design: 0.0)
        self.dies_after, self.calls = dies_after, []

    def __call__(self, designs, first, last, metrics, progress=None):
        """Return metrics as `RaceRuns` does."""
        if self.dies_after is not None and len(self.calls) >= self.dies_after:
            raise KeyboardInterrupt
        self.calls.append((len(designs), first, last))
        if progress:
            progress(len(designs) * (last - first), len(designs) * (last - first))
        rows = [self._row(*item, pair) for item in designs.items() for pair in range(first, last)]
        return pd.DataFrame(rows)[["design", "seed", "parameter_set", *metrics]]

    def _row(self, name, design, pair):
        shared = np.random.default_rng(pair).normal(0, 10)
        own = np.random.default_rng([pair, *name.encode()]).normal(0, self.noise, 3)
        return {
            "design": name,
            "seed": pair,
            "parameter_set": "best",
            CONFLICT: LEVELS[CONFLICT] + shared + own[0] + self.worth(design),
            SAFETY: LEVELS[SAFETY] + 0.01 * own[1],
            RESTRAINT: LEVELS[RESTRAINT] + 0.1 * own[2] + self.restraint(design),
        }
