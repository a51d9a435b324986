"""Rows of a sample of the space of factors: made when they are asked for, and given as columns where all are needed."""

import hashlib
import math
from functools import cached_property


class Grid:
    """Every combination of levels, the last factor's changing first; none of them is held."""

    is_all_different = True

    def __init__(self, factors):
        self.levels = [factor.grid for factor in factors]

    def __len__(self):
        return math.prod(map(len, self.levels))

    def __getitem__(self, k):
        values = []
        for levels in reversed(self.levels):
            k, place = divmod(k, len(levels))
            values.append(levels[place])
        return tuple(reversed(values))

    def columns(self):
        """Return the values of each factor, an array a factor."""
        import numpy as np

        found, inner = [], len(self)
        for levels in self.levels:
            outer, inner = len(self) // inner, inner // len(levels)
            found.append(np.tile(np.repeat(_array(levels), inner), outer))
        return found


class Drawn:
    """A sample of the space of factors, drawn when it is needed."""

    def __init__(self, sampling, factors):
        self.sampling, self.factors = sampling, factors
        # Each point of one Latin hypercube has a part of every range to itself.
        is_spread = sampling.kind == "latin_hypercube"
        self.is_all_different = is_spread and any(not (one.given or one.is_whole) for one in factors)

    def __len__(self):
        n = len(self.factors)
        of_one = {
            "latin_hypercubes": self.sampling.cubes,
            "morris": n + 1,
            "sobol": (2 * n if self.sampling.second_order else n) + 2,
        }
        return self.sampling.points * of_one.get(self.sampling.kind, 1)

    def __getitem__(self, k):
        return tuple(column[k : k + 1].tolist()[0] for column in self._columns)

    @cached_property
    def _columns(self):
        shares = shares_of(self.sampling, len(self.factors))
        return [factor.column(shares[:, k]) for k, factor in enumerate(self.factors)]

    def columns(self):
        """Return the values of each factor, an array a factor."""
        return self._columns


class Listed:
    """Rows of a table."""

    is_all_different = False

    def __init__(self, rows, factors):
        self.rows, self.factors = rows, factors

    def __len__(self):
        return len(self.rows)

    def __getitem__(self, k):
        return self.rows[k]

    def columns(self):
        """Return the values of each factor, an array a factor."""
        columns = zip(*self.rows) if self.rows else [()] * len(self.factors)
        return [_array(values) for values in columns]


def _array(values):
    """Return values of one kind as an array; text as objects, which no length cuts."""
    import numpy as np

    return np.array(values, dtype=object if values and isinstance(values[0], str) else None)


def shares_of(sampling, n):
    """Return a sample as shares of the space of each factor, 0-1: one row a point, one column a factor.

    Parameters
    ----------
    sampling : Sampling
        Of a kind that is drawn.
    n : int
        Number of factors.

    Returns
    -------
    numpy.ndarray
    """
    return _DRAWN[sampling.kind](sampling, n)


def _latin_hypercube(sampling, n):
    import numpy as np

    random = np.random.default_rng(sampling.seed)
    strata = random.permuted(np.tile(np.arange(sampling.points), (n, 1)), axis=1).T
    shares = random.random(strata.shape)
    shares += strata
    shares /= sampling.points
    return shares


def _latin_hypercubes(sampling, n):
    import numpy as np

    # Each cube has a seed of its own, so that more of them begin with the same ones.
    seeds = [_seed_of(sampling.seed, k) for k in range(sampling.cubes)]
    return np.concatenate([_engine("LatinHypercube", n, seed).random(sampling.points) for seed in seeds])


def _sobol_sequence(sampling, n):
    # A whole power of two is drawn, of which the sequence's beginning is what is asked for.
    return _engine("Sobol", n, sampling.seed).random_base2((sampling.points - 1).bit_length())[
        : sampling.points
    ]


def _halton_sequence(sampling, n):
    return _engine("Halton", n, sampling.seed).random(sampling.points)


def _engine(name, n, seed):
    import numpy as np
    from scipy.stats import qmc

    random, engine = np.random.default_rng(seed), getattr(qmc, name)
    try:
        return engine(n, scramble=True, rng=random)
    except TypeError:  # as it was called until scipy 1.14
        return engine(n, scramble=True, seed=random)


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


_DRAWN = {
    "latin_hypercube": _latin_hypercube,
    "latin_hypercubes": _latin_hypercubes,
    "sobol_sequence": _sobol_sequence,
    "halton_sequence": _halton_sequence,
    "sobol": _sobol,
    "morris": _morris,
}
