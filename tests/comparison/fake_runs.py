"""Runs that cost nothing: metrics drawn from known distributions, so that the truth is known."""

import sys
import types

import numpy as np
import pandas as pd
import pytest

from milieusim.analysis.metrics.metrics import METRICS
from milieusim.comparison.behind.sample import MINUTES, OF_STAYS
from milieusim.config.parts.residents import PROFILES
from milieusim.config.reading.loading import load_design
from milieusim.ledger.parameter_sets import ParameterSets
from milieusim.ledger.parameters import ledger, load_parameters
from milieusim.vocabulary import Diagnosis, Sex

SHIFT = {"start": "07:00", "end": "19:00", "registered_nurse": 2}


def design(name="base", structure=0.5, **changes):
    """Return a small design."""
    return load_design("acute-ward").replace({"milieu.structure": structure, "name": name, **changes})


VARYING = ["trait_spread", "state_spread", "baseline_spread", "craving_days", "stay_sensitivity"]


def some_sets(n=50, names=VARYING, weights=None, roles=None):
    """Return sets whose parameters are drawn within what the ledger allows."""
    draw = np.random.default_rng(11)
    entries = {name: ledger().entry(name) for name in names}
    table = {name: draw.uniform(entry.low, entry.high, n) for name, entry in entries.items()}
    return ParameterSets(ledger(), table, range(n), weights or [1.0] * n, {"roles": roles or {}})


class FakeRuns:
    """As `simulate_many` returns them, with conflict that falls with structure.

    It falls the more the wider traits are spread, and not at all with any other parameter.
    """

    def __init__(self, design, days, seeds, parameters):
        self.design, self.days, self.seeds = design, days, list(seeds)
        self.parameters = load_parameters(parameters)
        entry = ledger().entry("trait_spread")
        place = (self.parameters["trait_spread"] - entry.value) / (entry.high - entry.low)
        self.effect = 1 + (0.0 if self.parameters.name == "best" else place)

    def metrics(self):
        """One row a run."""
        return pd.DataFrame([self._row(i, seed) for i, seed in enumerate(self.seeds)])

    def _row(self, run, seed):
        structure = self.design.milieu.structure
        shared = np.random.default_rng(seed)
        own = np.random.default_rng([seed, int(1000 * structure)])
        values = dict.fromkeys(METRICS, 1.0)
        values["conflict_per_100_obd"] = (
            2.5 + shared.normal(0, 0.3) + own.normal(0, 0.05) - structure * self.effect
        )
        values["wellbeing_gain_day14"] = 0.1 + shared.normal(0, 0.01) + own.normal(0, 0.01)
        values["distress_gain_d"] = np.nan
        keys = {"run": run, "seed": seed, "parameter_set": self.parameters.name}
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
        return pd.concat(rows).assign(containment=0, **dict.fromkeys(MINUTES, 30.0))

    @property
    def stays(self):
        """Twenty ended stays a run, of two profiles, with gains that grow with structure."""
        n = 20 * len(self.seeds)
        run = np.repeat(np.arange(len(self.seeds)), 20)
        draw = np.random.default_rng([7, *self.seeds])
        own = np.random.default_rng([int(1000 * self.design.milieu.structure), *self.seeds])
        gain = 0.1 * self.design.milieu.structure + own.normal(0, 0.01, n)
        table = {
            name: np.full(n, 0.5)
            for name in OF_STAYS
            if name.endswith(("_day7", "_day14", "_end", "_admission"))
        }
        table |= {"wellbeing_admission": draw.uniform(0.3, 0.5, n), "admitted_at_hour": np.full(n, 1.0)}
        table |= {
            "wellbeing_end": table["wellbeing_admission"] + gain,
            "discharged_at_hour": np.full(n, 200.0),
        }
        table |= {
            "is_detained": np.arange(n) % 3 == 0,
            "frailty": draw.gamma(0.5, 1, n),
            "age": 18 + np.arange(n) % 60,
        }
        table |= {"resident": np.arange(n) % 20, "hours_in_window": np.full(n, 199.0)}
        words = {"profile": list(PROFILES), "diagnosis": Diagnosis.labels(), "sex": Sex.labels()}
        kinds = {name: pd.Categorical.from_codes(np.arange(n) % 2, labels) for name, labels in words.items()}
        return pd.DataFrame({"run": run, **table, **kinds})

    @property
    def incidents(self):
        """Sixty events a run, a third of them before the window."""
        draw = np.random.default_rng([int(1000 * self.design.milieu.structure), *self.seeds])
        hours = [-5.0, 5.0, 105.0] * 20
        residents = draw.integers(0, 20, 60 * len(self.seeds)).tolist()
        return self._rows(60, at_hour=hours).assign(resident=residents)

    @property
    def slots(self):
        """Three slots a run, one of which falls through."""
        return self._rows(3, reason=[None, None, "no_leader"])

    @property
    def undone(self):
        """A dose and a meal missed, and paperwork owed."""
        tasks, why = ["medication", "meals", "paperwork"], ["not_served", "away", "no_minutes"]
        return self._rows(3, task=tasks, reason=why, minutes=[4.0, 2.0, 500.0])

    @property
    def staff_shifts(self):
        """Ten hours of a nurse and two of one from the bank."""
        nurse = ["registered_nurse"] * 2
        return self._rows(2, role=nurse, is_bank=[False, True], hours_on_duty=[10.0, 2.0])

    def _rows(self, n, **columns):
        run = np.repeat(np.arange(len(self.seeds)), n)
        return pd.DataFrame(
            {"run": run, **{name: values * len(self.seeds) for name, values in columns.items()}}
        )


def fake_engine(monkeypatch):
    """Put fake runs in the place of the engine; return the calls that were made."""
    calls = []

    def simulate_many(
        design, days=28, seeds=(1,), keep=None, parameters="best", workers=None, progress=None, **own
    ):
        calls.append({"design": design.name, "days": days, "seeds": list(seeds), "keep": keep, "own": own})
        calls[-1]["set"] = getattr(parameters, "name", parameters)
        if progress:
            progress(len(list(seeds)))
        return FakeRuns(design, days, seeds, parameters)

    module = types.ModuleType("milieusim.engines.simulate")
    module.simulate_many = simulate_many
    monkeypatch.setitem(sys.modules, "milieusim.engines.simulate", module)
    monkeypatch.setattr("milieusim.engines.agents.tracing.first_difference", lambda *given, **named: None)
    return calls


@pytest.fixture
def engine(monkeypatch):
    """Fake runs instead of the engine."""
    return fake_engine(monkeypatch)
