"""A small store that all bridges lead from, and a ward that takes no time."""

import pytest
from played_runs import played_into

import milieusim as ms

ASKED = {
    "name": "bridged",
    "designs": ["acute-ward", "open-unit"],
    "days": 1,
    "warm_up_days": 0,
    "replications": 2,
    "factors": {"milieu.structure": [0.8, 0.2], "contagion_gain": {"low": 0.1, "high": 0.2, "levels": 2}},
    "outcomes": {"by_day": ["conflict", "wellbeing"], "by_hour": ["conflict"]},
}


@pytest.fixture(scope="session")
def store(tmp_path_factory):
    """Return a store of 16 runs of a day: two designs, two factors, two replications."""
    return ms.run_experiment(ASKED, tmp_path_factory.mktemp("bridged") / "store", workers=1)


@pytest.fixture
def played(monkeypatch):
    """Put played runs in the place of the engine; return the calls that were made."""
    calls = []
    monkeypatch.setattr("milieusim.engines.simulate.simulate_many", played_into(calls))
    return calls
