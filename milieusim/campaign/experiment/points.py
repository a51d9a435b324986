"""Design points: which values of the factors are run together.

More points are the same points and some more, wherever that can be: with more levels, table rows, Sobol points (twice
as many), Morris trajectories, points of a sequence and further Latin hypercubes. One Latin hypercube of another size is
another sample. A sample may be large: its
points are columns, and a point is made when it is asked for.
"""

from collections.abc import Sequence
from functools import cached_property
from typing import NamedTuple

from milieusim.campaign.experiment.factors import changes_of
from milieusim.campaign.experiment.samples import Drawn, Grid, Listed

DESIGN = "design"


class Point(NamedTuple):
    """One design at one value of each factor."""

    design: str
    values: tuple


class Names(NamedTuple):
    """A column of words: the place of each in a list. A start makes a million of them, and needs no pandas for that."""

    codes: object
    words: list


class Points(Sequence):
    """The points of an experiment in the order of its sample; some may come again.

    Parameters
    ----------
    paths : list of str
        Of the factors.
    parts : list of tuple
        (name of a design, its rows).
    """

    def __init__(self, paths, parts):
        self.paths, self.parts = paths, parts

    def __len__(self):
        return sum(len(rows) for _, rows in self.parts)

    def __getitem__(self, k):
        if k < 0:
            k += len(self)
        for design, rows in self.parts:
            if k < len(rows):
                return Point(design, rows[k])
            k -= len(rows)
        raise IndexError(k)

    def __eq__(self, other):
        return list(self) == list(other)

    __hash__ = None

    def columns(self):
        """Return the points as columns.

        Returns
        -------
        dict of str to array
            `design` as `Names`, and a column a factor.
        """
        import numpy as np

        places = np.arange(len(self.parts), dtype=np.int32)
        codes = np.repeat(places, [len(rows) for _, rows in self.parts])
        names = Names(codes, [name for name, _ in self.parts])
        columns = zip(*(rows.columns() for _, rows in self.parts))
        return {DESIGN: names, **{path: _joined(parts) for path, parts in zip(self.paths, columns)}}

    @cached_property
    def different(self):
        """Number of points that differ."""
        if self.is_all_different:
            return len(self)
        return int(numbers_of(self.columns()).max(initial=-1)) + 1

    @property
    def is_all_different(self):
        """Whether no point can come again, as is plain without looking at them."""
        return all(rows.is_all_different for _, rows in self.parts)


def _joined(parts):
    import numpy as np

    return parts[0] if len(parts) == 1 else np.concatenate(parts)


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
    Points
    """
    paths = [factor.path for factor in factors]
    if sampling.kind == "table":
        of_each = ([values for name, values in rows or () if name in (None, design)] for design in designs)
        return Points(paths, [(design, Listed(own, factors)) for design, own in zip(designs, of_each)])
    shared = Grid(factors) if sampling.kind == "factorial" else Drawn(sampling, factors)
    return Points(paths, [(design, shared) for design in designs])


def numbers_of(columns, before=None):
    """Return the number of each point, in the order in which they first appear.

    Parameters
    ----------
    columns : dict of str to array
        As of `Points.columns`.
    before : dict of str to array-like, optional
        Points of an earlier stage, the first of them number 0: they keep theirs, further ones follow.

    Returns
    -------
    numpy.ndarray
    """
    import pandas as pd

    names = pd.Categorical.from_codes(*columns[DESIGN])
    frame = pd.DataFrame({**columns, DESIGN: names})
    known = 0
    if before is not None:
        known = len(before[DESIGN])
        frame = pd.concat([pd.DataFrame(before), frame], ignore_index=True)
    numbers = frame.groupby(list(frame.columns), sort=False, dropna=False, observed=True).ngroup().to_numpy()
    return numbers[known:]


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

    columns = Drawn(sampling, factors).columns()
    return np.array([[factor.place(value) for value in c.tolist()] for factor, c in zip(factors, columns)]).T


def applied(point, levers, designs, parameters):
    """Return the design and the parameters of a point.

    Parameters
    ----------
    point : Point
    levers : dict of str to Lever or None
        Path of each factor, or name of a lever -> what the lever does.
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
    design = designs[point.design]
    of_design, of_parameters = changes_of(levers, point.values, design, parameters)
    design = design.replace(of_design) if of_design else design
    name = parameters.name
    parameters = parameters.replace(of_parameters)
    parameters.name = name
    return design, parameters
