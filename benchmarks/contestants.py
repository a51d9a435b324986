"""What is timed: the same ward on every engine."""

import milieusim
from benchmarks.wards import RESIDENTS, inputs_of, ward_of

SEED = 1


def compiled_run(days, residents=RESIDENTS, keep=(), seed=SEED):
    """Run a ward on the compiled engine, with all tables if `keep` is None; return its raw rows."""
    from milieusim.engines.compiled import building as compiled
    from milieusim.engines.compiled.running import run_once

    inputs = inputs_of(residents, days, keep if keep is None else tuple(keep))
    return run_once(inputs, seed, compiled.kernel())


def prepare(days):
    """Read a design and work out an engine's inputs: once for all runs of it."""
    inputs_of.__wrapped__(days=days)


def agents_run(days, residents=RESIDENTS, seed=SEED):
    """Run a ward on the agents engine; return its raw rows."""
    from milieusim.engines.agents.one_run import run_agents

    return run_agents(inputs_of(residents, days, keep=()), seed)


def plain_run(days, residents=RESIDENTS, seed=SEED):
    """Run a ward of the plain Mesa model."""
    from benchmarks.plain_mesa import run

    return run(residents, days, seed)


def many(runs, workers, days=28, residents=RESIDENTS):
    """Run many ward-months with metrics and without tables."""
    return milieusim.simulate_many(
        ward_of(residents), days=days, seeds=range(runs), warm_up_days=0, workers=workers
    )
