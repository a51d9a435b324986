"""Runs that cost nothing: metrics drawn from known distributions, so that the truth is known."""

import sys
import types

import numpy as np
import pandas as pd
import pytest

from milieusim.analysis.metrics import METRICS
from milieusim.config.loading import load_design

SHIFT = {"start": "07:00", "end": "19:00", "registered_nurse": 2}


def design(name="base", structure=0.5, **changes):
    """Return a small design."""
    return load_design("acute-ward").replace({"milieu.structure": structure, "name": name, **changes})


class FakeRuns:
    """As `simulate_many` returns them, with conflict that falls with structure."""

    def __init__(self, design, days, seeds, sets):
        self.design, self.days, self.seeds, self.sets = design, days, list(seeds), sets

    def metrics(self):
        """One row a run."""
        return pd.DataFrame([self._row(i, seed) for i, seed in enumerate(self.seeds)])

    def _row(self, run, seed):
        structure = self.design.milieu.structure
        shared = np.random.default_rng(seed)
        own = np.random.default_rng([seed, int(1000 * structure)])
        values = dict.fromkeys(METRICS, 1.0)
        values["conflict_per_shift"] = 2.5 + shared.normal(0, 0.3) + own.normal(0, 0.05) - structure
        values["wellbeing_gain_day14"] = 0.1 + shared.normal(0, 0.01) + own.normal(0, 0.01)
        values["distress_gain_d"] = np.nan
        keys = {"run": run, "seed": seed, "parameter_set": seed % self.sets if self.sets > 1 else "best"}
        return {**keys, "design": self.design.name, **values}

    @property
    def hours(self):
        """Two days of hours a run."""
        rows = []
        for run, seed in enumerate(self.seeds):
            draw = np.random.default_rng([seed, 5])
            hour = np.arange(48)
            levels = {"mean_arousal": 0.3 + 0.1 * np.sin(hour / 4) ** 2, "conflict": draw.poisson(0.3, 48)}
            rows.append(
                pd.DataFrame({"run": run, "day": hour // 24, "hour": hour % 24, "census": 9, **levels})
            )
        return pd.concat(rows).assign(containment=0)


def fake_engine(monkeypatch, sets=1):
    """Put fake runs in the place of the engine; return the calls that were made."""
    calls = []

    def simulate_many(design, days=28, seeds=(1,), keep=None, parameters="best", workers=None, progress=None):
        calls.append({"design": design.name, "days": days, "seeds": list(seeds), "keep": keep})
        if progress:
            progress(len(list(seeds)))
        return FakeRuns(design, days, seeds, sets)

    module = types.ModuleType("milieusim.model.simulate")
    module.simulate_many = simulate_many
    monkeypatch.setitem(sys.modules, "milieusim.model.simulate", module)
    return calls


@pytest.fixture
def engine(monkeypatch):
    """Fake runs instead of the engine."""
    return fake_engine(monkeypatch)
