"""What differs between versions of Mesa, and that nobody else has to know."""

import gc
import subprocess
import sys
import weakref

import pytest

from milieusim._compat import forget
from milieusim.config.reading.loading import load_design
from milieusim.engines.agents import one_run, ward_model
from milieusim.engines.inputs import build_inputs
from milieusim.ledger.parameters import load_parameters


def test_a_model_that_is_done_is_freed():
    model = ward_model.WardModel("open-unit", warm_up_days=0)
    model.step()
    gone, resident = weakref.ref(model), weakref.ref(model.residents[0])
    forget(model)
    del model
    gc.collect()
    assert gone() is None
    assert resident() is None


def test_a_run_leaves_no_model_behind(monkeypatch):
    models = []

    class Watched(ward_model.WardModel):
        def __init__(self, *args, **kwargs):
            super().__init__(*args, **kwargs)
            models.append(weakref.ref(self))

    monkeypatch.setattr(one_run, "WardModel", Watched)
    inputs = build_inputs(load_design("open-unit"), load_parameters("best"), days=1, warm_up_days=0)
    for seed in range(2):
        one_run.run_agents(inputs, seed)
    gc.collect()
    assert [model() for model in models] == [None, None]


def test_forgetting_twice_does_no_harm():
    model = ward_model.WardModel("open-unit", warm_up_days=0)
    forget(model)
    forget(model)


@pytest.mark.parametrize(
    ("code", "absent"),
    [
        ("import milieusim.engines.simulate", "mesa"),
        ("import milieusim.engines.agents.tracing", "mesa"),
        ("import milieusim as ms; ms.simulate('open-unit', 1, warm_up_days=0, engine='agents')", "numba"),
    ],
)
def test_neither_engine_needs_what_the_other_needs(code, absent):
    check = f"import sys; {code}; sys.exit({absent!r} in sys.modules)"
    assert subprocess.run([sys.executable, "-W", "ignore", "-c", check]).returncode == 0
