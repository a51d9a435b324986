"""Running one ward on both engines and telling where their tables part."""

import numpy as np

from milieusim.engines.agents.ward_model import run_agents
from milieusim.engines.compiled import building as compiled
from milieusim.engines.compiled.running import run_once
from milieusim.engines.inputs import build_inputs
from milieusim.ledger.parameters import load_parameters


def partings(design, seed=1, days=1, warm_up_days=1, tick_minutes=15, contagion=True, keep=None, rules=None):
    """Return a sentence for every column in which the engines differ; none if they agree to the last bit."""
    inputs = build_inputs(
        design, load_parameters("best"), days, warm_up_days, tick_minutes, contagion, keep=keep, rules=rules
    )
    by_kernel = run_once(inputs, seed, compiled.kernel(rules))
    by_agents = run_agents(inputs, seed, rules)
    assert list(by_kernel) == list(by_agents)
    return [text for table in by_kernel for text in _in_table(table, by_kernel[table], by_agents[table])]


def _in_table(table, kernel, agents):
    if len(kernel) != len(agents):
        return [f"{table}: {len(kernel)} rows compiled, {len(agents)} rows with agents"]
    return [
        _told(f"{table}.{name}", kernel[name], agents[name])
        for name in kernel.dtype.names
        if kernel[name].tobytes() != agents[name].tobytes()
    ]


def _told(column, kernel, agents):
    rows = np.flatnonzero((kernel != agents) & ~((kernel != kernel) & (agents != agents)))
    if not len(rows):
        return f"{column}: equal, but not in every bit"
    return f"{column}: row {rows[0]} is {kernel[rows[0]]!r} compiled, {agents[rows[0]]!r} with agents"
