"""What somebody should know of an experiment before it runs, though nothing is wrong with it."""

from contextlib import suppress

from milieusim.campaign.experiment.factors import changes_of, plain
from milieusim.campaign.experiment.until import FIRST
from milieusim.config.feasibility.feasibility import warnings_of
from milieusim.errors import ConfigError
from milieusim.ledger.parameters import ledger
from milieusim.phrasing import spelt

MOST_WORDS, MOST_TOLD = 20, 10

SPREAD = ("latin_hypercube", "latin_hypercubes", "sobol_sequence", "halton_sequence")
CALLED = {
    "latin_hypercube": "a Latin hypercube sample",
    "latin_hypercubes": "all Latin hypercubes",
    "sobol_sequence": "a Sobol sequence",
    "halton_sequence": "a Halton sequence",
    "sobol": "a Sobol sample",
    "morris": "a Morris sample",
}
SMALLEST = {**dict.fromkeys(SPREAD, 10), "sobol": 64, "morris": 10}
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
    yield from _at_extremes(experiment)
    yield from _small_sample(experiment)
    yield from _early_look(experiment)


def _at_extremes(experiment):
    """Tell what `milieusim check` would say of the ends of a factor and not of the design by itself."""
    told = {}
    for name, design in experiment.designs.items():
        usual = set(warnings_of(design))
        for place, factor in enumerate(experiment.factors):
            for value in _extremes(experiment, place):
                with suppress(ConfigError):  # one that works only with another factor's value
                    changes, _ = _changes(experiment, factor, value, design)
                    for warning in warnings_of(design.replace(changes)) if changes else ():
                        if warning not in usual:
                            told.setdefault(
                                warning, f"{name} with {factor.path} {spelt(plain(value))}: {warning}"
                            )
    # What speaks of the factor itself comes first.
    yield from sorted(told.values(), key=lambda line: line.count(line.split()[2]) < 2)[:MOST_TOLD]
    if len(told) > MOST_TOLD:
        yield f"and {len(told) - MOST_TOLD} more of the kind; `milieusim check` tells those of one design."


def _changes(experiment, factor, value, design):
    return changes_of({factor.path: factor.lever}, [value], design, experiment.sets[0][0])


def _extremes(experiment, place):
    factor = experiment.factors[place]
    values = factor.probes()
    return values[:MOST_WORDS] if factor.kind != "number" else sorted({min(values), max(values)})


def _repeated(experiment):
    points = experiment.points
    again = len(points) - points.different
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
    known, design = ledger(), next(iter(experiment.designs.values()))
    for factor in experiment.factors:
        given, probes = {}, factor.probes()
        for value in [min(probes), max(probes)] if factor.kind == "number" else probes:
            with suppress(ConfigError):
                for path, one in _changes(experiment, factor, value, design)[1].items():
                    given.setdefault(path, []).append(one)
        for path, values in given.items():
            entry, low, high = known.entry(path), min(values), max(values)
            if low < entry.low or high > entry.high:
                told = path if factor.lever is None else f"{path}, which {factor.path} moves,"
                yield (
                    f"{told} goes from {plain(low)} to {plain(high)}; the ledger holds {entry.low:g} to "
                    f"{entry.high:g} for plausible."
                )


def _early_look(experiment):
    first = experiment.looks[0]
    if len(experiment.looks) > 1 and first < FIRST:
        yield (
            f"at_least: {first} replications before the first look; of fewer than {FIRST} a skewed measure may seem "
            "to be known before it is."
        )


def _small_sample(experiment):
    sampling = experiment.written.sampling
    yield from small_sample(sampling.model_dump(), len(experiment.factors))
    points = sampling.points
    if sampling.kind == "sobol_sequence" and points & (points - 1):
        low, high = 1 << (points.bit_length() - 1), 1 << points.bit_length()
        yield f"points: {points} of a Sobol sequence; it is spread most evenly at powers of two, {low} or {high}."


def small_sample(sampling, factors):
    """Say if a sample is too small for an answer.

    Parameters
    ----------
    sampling : dict
        As a manifest holds it.
    factors : int

    Yields
    ------
    str
    """
    kind = sampling["kind"]
    if kind not in SMALLEST:
        return
    points = sampling["points"] * sampling.get("cubes", 1)
    wanted = SMALLEST[kind] * (factors if kind in SPREAD else 1)
    if points < wanted:
        yield (
            f"points: {points} of {CALLED[kind]} show that all works; take {wanted} or more for an answer "
            f"about {factors} factors, and several replications."
        )
