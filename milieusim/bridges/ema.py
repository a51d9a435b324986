"""To and from the EMA workbench: a ward as one of its models, and stores in its form (extra ``bridges``).

Names of uncertainties, levers and outcomes are those of milieusim (``milieu.structure``): one name on both sides.
"""

import numpy as np

from milieusim.analysis.metrics.metrics import METRICS
from milieusim.analysis.series import SERIES
from milieusim.bridges.cubes import cube_of, plain_column, points_of, series_in
from milieusim.bridges.needed import need
from milieusim.bridges.trial_runs import EACH, Trials
from milieusim.errors import ConfigError, DataError
from milieusim.phrasing import near, spelt

OF_EMA = ("scenario", "policy", "model")
KINDS = {"lower": "MINIMIZE", "higher": "MAXIMIZE", "neither": "INFO"}


def ema_model(
    base,
    uncertainties=None,
    levers=None,
    outcomes=("conflict_per_100_obd",),
    each_run=False,
    name=None,
    **how,
):
    """Return a ward as a model of the EMA workbench.

    Parameters
    ----------
    base : WardDesign, str or path
        A design, the name of a shipped one, or where one lies.
    uncertainties, levers : dict, optional
        Factors as in an experiment file: path of a design or name of a parameter -> levels, or ``{low, high}``.
    outcomes : sequence of str
        Metrics; each to be minimised, maximised or told, as is better for it.
    each_run : bool
        Whether outcomes are arrays of all replications, called ``<metric>_each_run``; means of them, which optimisers
        need, if left out.
    name : str, optional
        Letters and digits; made of the design's name if left out.
    **how
        days, warm_up_days, tick_minutes, engine, replications, seed, parameters, sets, workers, rules; as in an
        experiment file. Every experiment has the same seeds.

    Returns
    -------
    ema_workbench.em_framework.model.AbstractModel
        For `perform_experiments` and evaluators of any kind. An experiment that fails has missing outcomes, is logged,
        and stands in the ``failures`` of the model.

    Raises
    ------
    DataError
        If the workbench is not installed.
    ConfigError
        With every problem of factors, outcomes and how they are run.
    """
    need("ema_workbench", "ema_model")
    from ema_workbench import ArrayOutcome, ScalarOutcome

    from milieusim.bridges.ema_ward import EmaWard

    given = {"uncertainties": uncertainties or {}, "levers": levers or {}}
    problems = [
        f"{key} is {spelt(one)}; it must be a dict of factors, as in {{'milieu.structure': {{'low': 0, 'high': 1}}}}."
        for key, one in given.items()
        if not isinstance(one, dict)
    ]
    if name is not None and not str(name).isalnum():
        problems.append(f"name is {name!r}; the workbench takes letters and digits only.")
    uncertainties, levers = (one if isinstance(one, dict) else {} for one in given.values())
    twice = sorted({*uncertainties} & {*levers})
    problems += [f"levers: '{path}' is an uncertainty too; it can be one of them." for path in twice]
    try:
        trials = Trials(base, {**uncertainties, **levers}, list(outcomes), **how)
        problems += [
            f"factors.{factor.path} has a single level; put it into the design with replace."
            for factor in trials.factors
            if len(factor.given) == 1
        ]
    except ConfigError as error:
        problems += error.problems
    if problems:
        raise ConfigError(problems)
    model = EmaWard(name or "".join(filter(str.isalnum, trials.base)), trials)
    parameters = {factor.path: _parameter(factor) for factor in trials.factors}
    model.uncertainties = [parameters[path] for path in uncertainties]
    model.levers = [parameters[path] for path in levers]
    model.outcomes = [
        ArrayOutcome(metric + EACH)
        if each_run
        else ScalarOutcome(metric, kind=getattr(ScalarOutcome, KINDS[METRICS[metric].better]))
        for metric in trials.metrics
    ]
    return model


def _parameter(factor):
    from ema_workbench import BooleanParameter, CategoricalParameter, IntegerParameter, RealParameter

    if factor.kind == "flag":
        return BooleanParameter(factor.path)
    if factor.given:
        return CategoricalParameter(factor.path, list(factor.given))
    if factor.is_whole:
        return IntegerParameter(factor.path, int(factor.low), int(factor.high))
    if factor.is_log:
        from scipy.stats import loguniform

        return RealParameter.from_dist(factor.path, loguniform(factor.low, factor.high))
    return RealParameter(factor.path, factor.low, factor.high)


def to_ema(store, outcomes=None, levers=(), each_run=False):
    """Return the runs of a store as the workbench has experiments and outcomes.

    Parameters
    ----------
    store : Store
    outcomes : str or sequence of str, optional
        Metrics, and measures by day or hour, as ``conflict_by_day``; all if left out.
    levers : sequence of str
        Factors that somebody may choose; the others are uncertainties.
    each_run : bool
        Whether outcomes hold all replications, an array each experiment, called ``<metric>_each_run``; means of those
        that ran if left out.

    Returns
    -------
    tuple of pandas.DataFrame and dict of str to numpy.ndarray
        A row a point and parameter set: factors, parameter_set, scenario (values of uncertainties), policy (values of
        levers), model (the design). Measures by day or hour are rows of means. Missing where runs failed or are not done.

    Raises
    ------
    DataError
        If there is no such metric or factor.
    """
    import pandas as pd

    series = series_in(store)
    known = [*store.manifest.facts["metrics"], *([] if each_run else series)]
    names = [outcomes] if isinstance(outcomes, str) else list(known if outcomes is None else outcomes)
    levers = [levers] if isinstance(levers, str) else list(levers)
    problems = [f"there is no metric '{name}'.{near(name, known)}" for name in names if name not in known]
    problems += [
        f"there is no factor '{path}'.{near(path, store.factors)}"
        for path in levers
        if path not in store.factors
    ]
    if problems:
        raise DataError(f"to_ema: {' '.join(problems)}")
    cube, points = cube_of(store, names), points_of(store)
    sets = cube.coordinates["parameter_set"][1]
    rows = points.loc[points.index.repeat(len(sets))].reset_index(drop=True)
    experiments = pd.DataFrame({path: plain_column(rows[path]) for path in store.factors})
    experiments["parameter_set"] = np.tile(sets, len(points))
    uncertain = [path for path in experiments if path not in levers]
    experiments["scenario"] = _numbered(experiments[uncertain])
    experiments["policy"] = _numbered(experiments[levers]) if levers else 0
    experiments["model"] = rows["design"].to_numpy(str)
    for column in experiments.columns:
        if experiments[column].dtype.kind not in "fb":
            experiments[column] = experiments[column].astype("category")  # as the workbench does
    found = {name: values.reshape(len(rows), *values.shape[2:]) for name, (_, values) in cube.values.items()}
    if each_run:
        return experiments, {name + EACH: values for name, values in found.items()}
    return experiments, {name: _means(values) for name, values in found.items()}


def _numbered(table):
    return table.groupby(list(table.columns), sort=False, dropna=False).ngroup().to_numpy()


def _means(values):
    there = np.isfinite(values)
    count = there.sum(axis=1)
    total = np.where(there, values, 0.0).sum(axis=1)
    return np.where(count > 0, total / np.maximum(count, 1), np.nan)


def from_ema(experiments, outcomes, seed=1):
    """Return experiments and outcomes of the workbench in the form of a store, for analyses that take that.

    Parameters
    ----------
    experiments : pandas.DataFrame
        A row an experiment; scenario and policy are not looked at, and model is the design.
    outcomes : dict of str to array-like
        By metric: a number an experiment, or an array of replications each; other shapes are refused.
    seed : int
        Of the first replication.

    Returns
    -------
    tuple of pandas.DataFrame
        ``points``, as `Store.points` gives them (point, design, factors), and ``metrics``, a row a run: run, point,
        design, factors, parameter_set, seed, metrics. What is missing in all metrics is left out.

    Raises
    ------
    DataError
        If outcomes and experiments do not fit each other.
    """
    import pandas as pd

    rows = [name for name in outcomes if name.endswith(tuple(SERIES))]
    if rows:
        raise DataError(
            f"from_ema: {', '.join(rows)} are rows by day or hour, which no metric is; leave them out."
        )
    arrays = {name.removesuffix(EACH): _with_replications(values) for name, values in outcomes.items()}
    shapes = {name: values.shape for name, values in arrays.items()}
    if not arrays or len(set(shapes.values())) > 1 or next(iter(shapes.values()))[0] != len(experiments):
        told = ", ".join(f"{name} {' x '.join(map(str, shape))}" for name, shape in shapes.items())
        raise DataError(
            f"from_ema: {len(experiments)} experiments, and outcomes of {told or 'nothing'}; each needs a number or as "
            "many replications as the others for every experiment. Pass outcomes of one form at a time."
        )
    points, of_point, factors = _points(experiments)
    replications = next(iter(arrays.values())).shape[1]
    rows = points.loc[np.repeat(of_point, replications)].reset_index(drop=True)
    sets = experiments["parameter_set"].astype(str) if "parameter_set" in experiments else "best"
    metrics = pd.DataFrame(
        {"run": np.arange(len(rows)), **{name: rows[name] for name in ("point", "design", *factors)}}
    )
    metrics["parameter_set"] = np.repeat(
        np.broadcast_to(np.asarray(sets, str), len(experiments)), replications
    )
    metrics["seed"] = np.tile(seed + np.arange(replications), len(experiments))
    values = pd.DataFrame({name: array.ravel() for name, array in arrays.items()})
    there = values.notna().any(axis=1).to_numpy()
    return points, pd.concat([metrics, values], axis=1)[there].reset_index(drop=True)


def _with_replications(values):
    values = np.ma.filled(np.ma.asarray(values, dtype=float), np.nan)
    return values[:, None] if values.ndim == 1 else values


def _points(experiments):
    """Return the different points, the number of each experiment's, and the factors."""
    import pandas as pd

    factors = [name for name in experiments.columns if name not in (*OF_EMA, "parameter_set")]
    design = experiments["model"].astype(str) if "model" in experiments else "design"
    table = pd.DataFrame({"design": design, **{path: _uncategorised(experiments[path]) for path in factors}})
    of_point = _numbered(table)
    points = table.assign(point=of_point)[["point", "design", *factors]].drop_duplicates("point")
    return points.sort_values("point").reset_index(drop=True), of_point, factors


def _uncategorised(column):
    import pandas as pd

    return (
        column.astype(column.cat.categories.dtype)
        if isinstance(column.dtype, pd.CategoricalDtype)
        else column
    )
