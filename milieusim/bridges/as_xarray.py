"""Metrics of many runs as an `xarray.Dataset`: dimensions by name, factors as coordinates, units with every variable."""

import numpy as np

from milieusim.analysis.metrics.metrics import METRICS
from milieusim.analysis.series import SERIES
from milieusim.bridges.cubes import cube_of, series_in
from milieusim.bridges.needed import need
from milieusim.errors import DataError
from milieusim.ledger.parameters import ledger
from milieusim.phrasing import near

TOLD = ("name", "about", "days", "warm_up_days", "tick_minutes", "engine", "parameters")
"""What of an experiment stands in the attributes of its dataset."""


def dataset_of_store(store, metrics=None, grid=False):
    """Return the metrics of a store, by point, parameter set and replication.

    Parameters
    ----------
    store : Store
    metrics : str or sequence of str, optional
        Which, and measures by day or hour, as ``conflict_by_day``; all of the store if left out.
    grid : bool
        Whether designs and factors are dimensions of their own, as the levels of a factorial can be; points are one
        dimension otherwise.

    Returns
    -------
    xarray.Dataset
        Missing where a run failed or is not done. Measures by day or hour have that as a further dimension.
        Coordinates: design and factors of a point, `seed`, and `run`, which is missing where its metrics are.

    Raises
    ------
    DataError
        If xarray is not installed, the store has no such metric, or its points are no whole grid.
    """
    need("xarray", "to_xarray")
    import xarray

    series = series_in(store)
    names = _asked(metrics, [*store.manifest.facts["metrics"], *series])
    cube, measures = cube_of(store, names, grid), store.manifest.measures()
    found = {
        name: (dims, values, _told_of_series(*series[name]) if name in series else _told_of(name, measures))
        for name, (dims, values) in cube.values.items()
    }
    coordinates = {
        name: (dims, values, _told_of_factor(name) if name in store.factors else {})
        for name, (dims, values) in cube.coordinates.items()
    }
    about = {key: store.experiment[key] for key in TOLD if store.experiment.get(key) not in (None, "")}
    about |= {"milieusim": store.manifest.facts.get("versions", {}).get("milieusim", "")}
    return xarray.Dataset(found, coordinates, about)


def dataset_of_runs(runs, metrics=None):
    """Return the metrics of runs of one design, by replication.

    Parameters
    ----------
    runs : Runs
    metrics : str or sequence of str, optional

    Returns
    -------
    xarray.Dataset
        With the coordinate `seed`.

    Raises
    ------
    DataError
        If xarray is not installed, or there is no such metric.
    """
    need("xarray", "to_xarray")
    import xarray

    table = runs.metrics()
    names = _asked(metrics, [name for name in table.columns if name in METRICS])
    found = {name: ("replication", table[name].to_numpy(float), _told_of(name)) for name in names}
    coordinates = {"replication": np.arange(len(table)), "seed": ("replication", table["seed"].to_numpy())}
    about = {"design": runs.design.name, "days": runs.days, "parameter_set": runs.parameter_set}
    return xarray.Dataset(found, coordinates, about)


def dataset_of_comparison(comparison, metrics=None):
    """Return the metrics of a comparison, by design and pair: the runs of a pair share their luck and parameters.

    Parameters
    ----------
    comparison : Comparison
    metrics : str or sequence of str, optional

    Returns
    -------
    xarray.Dataset
        With the coordinates `seed` and `parameter_set` of each pair; the base is the first design.

    Raises
    ------
    DataError
        If xarray is not installed, or there is no such metric.
    """
    need("xarray", "to_xarray")
    import xarray

    table, keys = comparison.metrics, ["parameter_set", "seed"]
    names = _asked(metrics, [name for name in table.columns if name in METRICS])
    pairs = table.loc[table["design"] == comparison.base, keys]
    of_each = {
        design: table[table["design"] == design].set_index(keys).loc[list(map(tuple, pairs.to_numpy()))]
        for design in comparison.designs
    }
    found = {
        name: (
            ("design", "pair"),
            np.array([rows[name].to_numpy(float) for rows in of_each.values()]),
            _told_of(name),
        )
        for name in names
    }
    coordinates = {
        "design": list(of_each),
        "pair": np.arange(len(pairs)),
        "seed": ("pair", pairs["seed"].to_numpy(np.int64)),
        "parameter_set": ("pair", pairs["parameter_set"].to_numpy(str)),
    }
    about = {"base": comparison.base, "days": comparison.days, "judged": ", ".join(comparison.judged)}
    return xarray.Dataset(found, coordinates, about)


def _asked(metrics, known):
    names = list(known) if metrics is None else [metrics] if isinstance(metrics, str) else list(metrics)
    unknown = [name for name in names if name not in known]
    if unknown:
        raise DataError(
            " ".join(f"to_xarray: there is no metric '{name}' here.{near(name, known)}" for name in unknown)
        )
    return names


def _told_of(name, measures=METRICS):
    """Return what a variable says of its metric; nothing of one that is registered nowhere by now."""
    metric = measures.get(name)
    if metric is None:
        return {}
    return {
        "units": metric.unit,
        "long_name": metric.label,
        "description": metric.definition,
        "better": metric.better,
    }


def _told_of_series(table, measure):
    told = SERIES[table].get(measure)
    return (
        {} if told is None else {"units": told.unit, "long_name": told.name, "description": told.definition}
    )


def _told_of_factor(path):
    return {"units": ledger().entry(path).unit} if path in ledger() else {}
