"""The runs of a store as arrays with a place for every run that was asked for: point, parameter set, replication."""

from typing import NamedTuple

import numpy as np

from milieusim.analysis.series import BY_DAY, HOURS_A_DAY, PLACES
from milieusim.errors import DataError

RUNS = ("parameter_set", "replication")


class Cube(NamedTuple):
    """Metrics by their dimensions, and measures by day or hour by one more.

    Attributes
    ----------
    dims : tuple of str
        Of metrics.
    values : dict of str to tuple
        Metric or measure -> (dimensions, values).
    coordinates : dict of str to tuple
        Name -> (dimensions, values).
    """

    dims: tuple
    values: dict
    coordinates: dict


def cube_of(store, names, grid=False):
    """Return the metrics of a store as arrays.

    Parameters
    ----------
    store : Store
    names : list of str
        Metrics, and measures as ``conflict_by_day``.
    grid : bool
        Whether each factor is a dimension.

    Returns
    -------
    Cube

    Raises
    ------
    DataError
        If a grid is asked for and the points are none.
    """
    of_series = {name: pair for name, pair in series_in(store).items() if name in names}
    metrics = [name for name in names if name not in of_series]
    table = store.metrics(columns=["run", "point", "parameter_set", "seed", *metrics])
    points = points_of(store)
    spread = _on_a_grid(store, points) if grid else _in_a_line(store, points)
    seeds = seeds_of(store, table)
    dims, longest = (*spread.dims, *RUNS), len(next(iter(seeds.values())))
    shape = (*spread.shape, len(seeds), longest)
    at = (*(codes[table["point"].to_numpy()] for codes in spread.codes), *_places(table, seeds))
    values = {name: (dims, _placed(table[name].to_numpy(float), at, shape)) for name in metrics}
    for name, (table_name, measure) in of_series.items():
        place, found = PLACES[table_name], _by_run(store, table, table_name, measure)
        values[name] = ((*dims, place), _placed(found, at, shape))
        spread.coordinates[place] = (place, np.arange(found.shape[1]))
    coordinates = {
        **spread.coordinates,
        "parameter_set": ("parameter_set", np.array(list(seeds), str)),
        "replication": ("replication", np.arange(longest)),
        "seed": (RUNS, np.array(list(seeds.values()), np.int64)),
        "run": (dims, _placed(table["run"].to_numpy(float), at, shape)),
    }
    return Cube(dims, {name: values[name] for name in names}, coordinates)


def series_in(store):
    """Return the measures by day or hour that a store holds: name -> (table, measure).

    Parameters
    ----------
    store : Store
    """
    asked = store.manifest.outcomes
    return {f"{measure}_{table}": (table, measure) for table, some in asked.items() for measure in some}


def _by_run(store, table, name, measure):
    """Return a measure with a row for each row of a table of metrics."""
    import pandas as pd

    found = store.series(PLACES[name], columns=["run", measure])
    length = store.experiment["days"] if name == BY_DAY else HOURS_A_DAY
    rows = pd.Index(found["run"].to_numpy()[::length]).get_indexer(table["run"])
    return found[measure].to_numpy().reshape(-1, length)[rows]


def _placed(rows, at, shape):
    values = np.full((*shape, *rows.shape[1:]), np.nan)
    values[at] = rows
    return values


def _places(table, seeds):
    """Return the place of each run's parameter set, and that of its seed among those of the set."""
    sets = {label: k for k, label in enumerate(seeds)}
    place = {(label, seed): k for label, some in seeds.items() for k, seed in enumerate(some)}
    labels = table["parameter_set"].astype(str)
    pairs = zip(labels, table["seed"].tolist())
    return labels.map(sets).to_numpy(int), np.array([place[pair] for pair in pairs], int)


def points_of(store):
    """Return the different points of a store, in the order of their numbers.

    Parameters
    ----------
    store : Store

    Returns
    -------
    pandas.DataFrame
    """
    return store.points().drop_duplicates("point").sort_values("point").reset_index(drop=True)


def seeds_of(store, table):
    """Return the seeds of each parameter set, as many of each: what a set has fewer of goes on, and was not run.

    Parameters
    ----------
    store : Store
    table : pandas.DataFrame
        Its metrics.

    Returns
    -------
    dict of str to list of int
    """
    asked = {} if store.plan is None else store.plan.stages[-1].seeds()
    run = table.groupby(table["parameter_set"].astype(str))["seed"].unique()
    found = {
        label: list(dict.fromkeys([*asked.get(label, ()), *sorted(run.get(label, ()))]))
        for label in store.manifest.facts["stages"][-1]["sets"]
    }
    longest = max(map(len, found.values()))
    for seeds in found.values():
        seeds += range(max(seeds, default=0) + 1, max(seeds, default=0) + 1 + longest - len(seeds))
    return {label: [int(seed) for seed in seeds] for label, seeds in found.items()}


class _Spread(NamedTuple):
    """Where each point lies: dimensions, their lengths, the place of each point along each, and coordinates."""

    dims: tuple
    shape: tuple
    codes: tuple
    coordinates: dict


def _in_a_line(store, points):
    numbers = points["point"].to_numpy()
    coordinates = {
        "point": ("point", numbers),
        "design": ("point", points["design"].to_numpy(str)),
        **{path: ("point", plain_column(points[path])) for path in store.factors},
    }
    return _Spread(("point",), (len(points),), (numbers,), coordinates)


def _on_a_grid(store, points):
    levels, codes = {}, []
    for name in ("design", *store.factors):
        column = plain_column(points[name])
        # Numbers by size; words in the order in which they were given.
        found = (
            np.unique(column) if column.dtype.kind == "f" else np.array(list(dict.fromkeys(column.tolist())))
        )
        levels[name] = found
        places = {value: k for k, value in enumerate(found.tolist())}
        codes.append(np.array([places[value] for value in column.tolist()]))
    shape = tuple(map(len, levels.values()))
    if np.prod(shape, dtype=float) != len(points) or len(set(zip(*codes))) < len(points):
        raise DataError(
            f"to_xarray: {len(points)} points are no whole grid of {' x '.join(map(str, shape))} levels "
            f"({', '.join(levels)}); leave grid out, and points are one dimension with factors as coordinates."
        )
    coordinates = {name: (name, values) for name, values in levels.items()}
    numbers = np.empty(shape, np.int64)
    numbers[tuple(codes)] = points["point"]
    coordinates["point"] = (tuple(levels), numbers)
    return _Spread(tuple(levels), shape, tuple(codes), coordinates)


def plain_column(column):
    """Return a column of points as an array of floats, flags or texts.

    Parameters
    ----------
    column : pandas.Series

    Returns
    -------
    numpy.ndarray
    """
    values = column.to_numpy()
    return values.astype(str) if values.dtype.kind not in "fb" else values
