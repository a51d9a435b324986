"""Sets of parameters for a search and others for its figures: the worlds that chose a routine do not speak for it."""

from milieusim.ledger.parameter_sets import ParameterSets
from milieusim.ledger.parameters import Parameters

FEWEST_IN_A_HALF = 20
"""Sets that a half must be worth, unequal weights counted: on fewer, neither half stands for all."""


def halves(sets):
    """Return the sets to search on and those for the figures that are told.

    Sets come in an order of which every beginning stands for all: so the first half does, and what is left as well.

    Parameters
    ----------
    sets : Parameters or ParameterSets

    Returns
    -------
    tuple of Parameters or ParameterSets
        The same twice if there is one set alone, or if they are too few for two halves.
    """
    if isinstance(sets, Parameters):
        return sets, sets
    order = dict.fromkeys([*sets.places(2 * len(sets)), *range(len(sets))])
    first, weight = [], 0.0
    for place in order:
        # Rounded, so that half of equal weights is half of them on every machine.
        if round(weight + sets.weights[place] / 2, 9) >= 0.5:
            break
        first.append(place)
        weight += sets.weights[place]
    rest = [place for place in order if place not in set(first)]
    if min(_worth(sets, first), _worth(sets, rest)) < FEWEST_IN_A_HALF:
        return sets, sets
    return _part(sets, rest), _part(sets, first)


def _worth(sets, places):
    """Return how many sets of equal weight say as much as these."""
    weights = [sets.weights[place] for place in places]
    squares = sum(weight**2 for weight in weights)
    return sum(weights) ** 2 / squares if squares else 0.0


def _part(sets, places):
    places, labels = sorted(places), sets.labels()
    return ParameterSets(
        sets.base,
        {name: [sets.values(name)[place] for place in places] for name in sets.names},
        [labels[place].removeprefix(f"{sets.name}-") for place in places],
        [sets.weights[place] for place in places],
        sets.facts,
        sets.name,
    )
