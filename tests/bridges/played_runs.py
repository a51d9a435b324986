"""Runs that take no time: conflict falls with structure, and each seed has its luck."""

import numpy as np
import pandas as pd


class PlayedRuns:
    """As `simulate_many` returns them, with conflict that falls with structure and with luck by seed."""

    def __init__(self, design, seeds, parameters):
        self.design, self.seeds, self.parameters = design, list(seeds), parameters

    def metrics(self):
        """One row a run."""
        luck = np.array([np.random.default_rng(seed).normal(0, 0.1) for seed in self.seeds])
        found = {"seed": self.seeds, "parameter_set": self.parameters.name}
        found |= {"conflict_per_100_obd": 5 - 4 * self.design.milieu.structure + luck}
        return pd.DataFrame(found | {"wellbeing_gain_day14": np.nan, "occupancy": 0.5 + luck})


def played_into(calls):
    """Return what plays `simulate_many`, and notes how it was called."""

    def simulate_many(design, seeds, parameters, **how):
        calls.append({"design": design, "seeds": list(seeds), "parameters": parameters, **how})
        return PlayedRuns(design, seeds, parameters)

    return simulate_many
