"""How many runs an experiment may have, and how many of them are worked off, written and resumed together."""

from milieusim.engines.inputs import OPTIONAL_TABLES

TICKS_A_CHUNK = 800_000
"""Ticks of the compiled engine in a chunk: about two seconds on one core."""
COST = {"compiled": 1, "agents": 15}
MOST_RUNS = 256
MOST_RUNS_WITH_LARGE_TABLES = 16
ENOUGH_CHUNKS = 64
"""Chunks of a small experiment: many enough that workers end at about the same time."""
FEWEST_RUNS = 8
"""Runs of a chunk of a small experiment, below which writing it would show."""

MOST_POINTS = 10_000_000
LARGEST = 1_000_000_000


def size_of(written, total):
    """Return how many runs a chunk of an experiment holds, of so many in total."""
    if written.runs_per_file is not None:
        return written.runs_per_file
    ticks = (written.days + written.warm_up_days) * 24 * 60 // written.tick_minutes
    runs = TICKS_A_CHUNK // (ticks * COST[written.engine])
    most = MOST_RUNS_WITH_LARGE_TABLES if set(written.keep) & set(OPTIONAL_TABLES) else MOST_RUNS
    return max(1, min(runs, most, max(FEWEST_RUNS, total // ENOUGH_CHUNKS)))


def too_many(experiment):
    """Return what is too large about an experiment, a sentence each; nothing is drawn or listed for it.

    Parameters
    ----------
    experiment : Experiment

    Returns
    -------
    list of str
    """
    written, points = experiment.written, len(experiment.points)
    if points > MOST_POINTS:
        whole = f"{points:,} points"
        if written.sampling.kind == "factorial" and experiment.factors:
            levels = " x ".join(f"{len(factor.grid):,}" for factor in experiment.factors)
            whole = f"{levels} levels in {len(experiment.designs)} designs = {whole}"
        return [
            f"factors: {whole}; an experiment may have {MOST_POINTS:,}. Take fewer levels, or a sample, such as "
            "sampling: {kind: latin_hypercube, points: 1000}"
        ]
    runs = points * sum(times for _, times in experiment.sets) * written.replications
    if runs > LARGEST:
        return [
            f"replications: {points:,} points x parameter sets x {written.replications:,} replications = {runs:,} runs; "
            f"an experiment may have {LARGEST:,}. Take fewer points, sets or replications"
        ]
    return []
