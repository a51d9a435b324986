"""Design points: which values of the factors are run together.

More points are the same points and some more, wherever that can be: with more levels, table rows, Sobol points (twice
as many) and Morris trajectories. A Latin hypercube of another size is another sample.
"""

import hashlib
import itertools
from typing import NamedTuple

from milieusim.campaign.experiment.factors import changes_of


class Point(NamedTuple):
    """One design at one value of each factor."""

    design: str
    values: tuple


def sampled_points(sampling, designs, factors, rows=None):
    """Return the points of an experiment, in the order of its sample.

    Parameters
    ----------
    sampling : Sampling
    designs : list of str
        Names; each has every point of the sample.
    factors : list of Factor
    rows : list of tuple, optional
        Of a table: (name of a design or None for all, values).

    Returns
    -------
    list of Point
        Points may come again, where a sample holds them twice.
    """
    if sampling.kind == "table":
        return [Point(name, values) for d in designs for name, values in _of_design(rows, d)]
    rows = list(_rows(sampling, factors))
    return [Point(design, values) for design in designs for values in rows]


def _of_design(rows, design):
    return [(design, values) for name, values in rows if name in (None, design)]


def _rows(sampling, factors):
    if sampling.kind == "factorial":
        return itertools.product(*(factor.grid for factor in factors))
    unit = shares_of(sampling, len(factors)).tolist()
    return [tuple(factor.at(share) for factor, share in zip(factors, row)) for row in unit]


def shares_of(sampling, n):
    """Return a sample as shares of the space of each factor, 0-1: one row a point, one column a factor.

    Parameters
    ----------
    sampling : Sampling
        Of a kind that is drawn: Latin hypercube, Sobol or Morris.
    n : int
        Number of factors.

    Returns
    -------
    numpy.ndarray
    """
    drawn = {"latin_hypercube": _latin_hypercube, "sobol": _sobol, "morris": _morris}[sampling.kind]
    return drawn(sampling, n)


def places_of(sampling, factors):
    """Return where the values of a drawn sample lie in the ranges of their factors, 0-1.

    A factor with few levels is not where its share is: of a flag, a third of the space is still its first level.

    Parameters
    ----------
    sampling : Sampling
    factors : list of Factor

    Returns
    -------
    numpy.ndarray
        One row a point, one column a factor.
    """
    import numpy as np

    shares = shares_of(sampling, len(factors)).tolist()
    return np.array(
        [[factor.place(factor.at(share)) for factor, share in zip(factors, row)] for row in shares]
    )


def _latin_hypercube(sampling, n):
    import numpy as np

    random = np.random.default_rng(sampling.seed)
    strata = random.permuted(np.tile(np.arange(sampling.points), (n, 1)), axis=1).T
    return (strata + random.random(strata.shape)) / sampling.points


def _unit_problem(n):
    return {"num_vars": n, "names": [f"x{k}" for k in range(n)], "bounds": [[0.0, 1.0]] * n}


def _sobol(sampling, n):
    from SALib.sample import sobol

    second = sampling.second_order
    return sobol.sample(_unit_problem(n), sampling.points, calc_second_order=second, seed=sampling.seed)


def _morris(sampling, n):
    import numpy as np
    from SALib.sample import morris

    # Each trajectory has a seed of its own, so that more of them begin with the same ones.
    seeds = [_seed_of(sampling.seed, k) for k in range(sampling.points)]
    one = _unit_problem(n)
    return np.concatenate([morris.sample(one, 1, num_levels=sampling.levels, seed=seed) for seed in seeds])


def _seed_of(seed, k):
    return int.from_bytes(hashlib.sha256(f"{seed}/{k}".encode()).digest()[:4], "little")


def numbered(points, known=None):
    """Return the number of each point; points of an earlier stage keep theirs, further ones follow.

    Parameters
    ----------
    points : list of Point
    known : dict of Point to int, optional

    Returns
    -------
    dict of Point to int
        In the order of their first appearance in `points`.
    """
    known = known or {}
    numbers, next_number = {}, len(known)
    for point in points:
        if point not in numbers:
            numbers[point] = known.get(point, next_number)
            next_number += point not in known
    return numbers


def applied(point, factors, designs, parameters):
    """Return the design and the parameters of a point.

    Parameters
    ----------
    point : Point
    factors : list of str
    designs : dict of str to WardDesign
    parameters : Parameters

    Returns
    -------
    tuple of WardDesign and Parameters

    Raises
    ------
    ConfigError
        If the values do not go together in this design.
    """
    of_design, of_parameters = changes_of(factors, point.values)
    design = designs[point.design]
    design = design.replace(of_design) if of_design else design
    name = parameters.name
    parameters = parameters.replace(of_parameters)
    parameters.name = name
    return design, parameters
