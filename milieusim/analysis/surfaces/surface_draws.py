"""What draws of a surface say: intervals over the plane, and where it is best."""

import math

import numpy as np


def grid_of(lattice, mean, drawn, ends, level):
    """Return the surface on a lattice with its intervals.

    Parameters
    ----------
    lattice : numpy.ndarray
        One row a place, two columns, 0-1.
    mean : numpy.ndarray
        The surface there.
    drawn : numpy.ndarray
        One row a draw of the whole surface.
    ends : dict of str to tuple of float
        Range of each factor.
    level : float

    Returns
    -------
    pandas.DataFrame
        The two factors, mean, low, high.
    """
    import pandas as pd

    tail = (1 - level) / 2
    low, high = np.quantile(drawn, [tail, 1 - tail], axis=0)
    axes = {name: a + (b - a) * lattice[:, place] for place, (name, (a, b)) in enumerate(ends.items())}
    return pd.DataFrame({**axes, "mean": mean, "low": low, "high": high})


def optimum_of(grid, drawn, sign, x, y, ends, level):
    """Return where a surface is best, with intervals from the best places of its draws.

    Parameters
    ----------
    grid : pandas.DataFrame
        Of `grid_of`.
    drawn, ends, level
        As for `grid_of`.
    sign : float
        1 if more is better, -1 if less is.
    x, y : str
        Factors.

    Returns
    -------
    pandas.DataFrame
        One row, as `Surface.optimum`.
    """
    import pandas as pd

    tail = (1 - level) / 2
    at, best = int(np.argmax(sign * grid["mean"])), np.argmax(sign * drawn, axis=1)
    row = {}
    for name in (x, y):
        column = grid[name].to_numpy()
        low, high = np.quantile(column[best], [tail, 1 - tail])
        row |= {name: column[at], f"{name}_low": min(low, column[at]), f"{name}_high": max(high, column[at])}
    row |= {"value": grid["mean"][at], "value_low": grid["low"][at], "value_high": grid["high"][at]}
    words = [
        f"{name} at its {word}"
        for name in (x, y)
        for word, end in zip(("lowest", "highest"), ends[name])
        if math.isclose(row[name], end)
    ]
    on_edge = np.zeros(len(grid), bool)
    for name in (x, y):
        on_edge |= np.isclose(grid[name], ends[name][0]) | np.isclose(grid[name], ends[name][1])
    row |= {"edges": ", ".join(words), "share_at_edge": float(on_edge[best].mean()), "level": level}
    return pd.DataFrame([row])
