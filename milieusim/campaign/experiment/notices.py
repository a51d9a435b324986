"""What somebody should know of an experiment before it runs, though nothing is wrong with it."""

from milieusim.campaign.experiment.factors import plain
from milieusim.ledger.parameters import ledger

SMALLEST = {"latin_hypercube": 10, "sobol": 64, "morris": 10}
"""Points for each factor, base points, and trajectories, below which an answer is mostly luck. Ten points a factor are
a rule of Loeppky, J. L., Sacks, J., Welch, W. J. (2009), Technometrics 51, 366-376; the others are assumed."""


def notices(experiment):
    """Say what of an experiment may surprise.

    Parameters
    ----------
    experiment : Experiment

    Yields
    ------
    str
    """
    yield from _repeated(experiment)
    yield from _sets_again(experiment)
    yield from _outside_ranges(experiment)
    yield from _small_sample(experiment)


def _repeated(experiment):
    points = experiment.points
    again = len(points) - len(set(points))
    if again:
        yield (
            f"{again} of {len(points)} points of the sample are the same as others; each is run once, and "
            "store.points() lists it as often as the sample does."
        )


def _sets_again(experiment):
    asked = sum(times for _, times in experiment.sets)
    if asked > len(experiment.sets):
        yield (
            f"{asked} parameter sets are asked for and {len(experiment.sets)} differ: the others come again with "
            "further seeds, as often as their weight says."
        )


def _outside_ranges(experiment):
    known = ledger()
    for factor in experiment.factors:
        if factor.path not in known or factor.kind != "number":
            continue
        entry, values = known.entry(factor.path), factor.probes()
        low, high = min(values), max(values)
        if low < entry.low or high > entry.high:
            yield (
                f"{factor.path} goes from {plain(low)} to {plain(high)}; the ledger holds {entry.low:g} to "
                f"{entry.high:g} for plausible."
            )


def _small_sample(experiment):
    sampling = experiment.written.sampling
    yield from small_sample(sampling.kind, sampling.points, len(experiment.factors))


def small_sample(kind, points, factors):
    """Say if a sample is too small for an answer.

    Parameters
    ----------
    kind : str
    points : int or None
    factors : int

    Yields
    ------
    str
    """
    if kind not in SMALLEST:
        return
    wanted = SMALLEST[kind] * (factors if kind == "latin_hypercube" else 1)
    if points < wanted:
        kind = kind.replace("_", " ").replace("sobol", "Sobol").replace("morris", "Morris")
        yield (
            f"points: {points} of a {kind} sample show that all works; take {wanted} or more for an answer "
            f"about {factors} factors, and several replications."
        )
