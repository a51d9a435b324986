"""Which analysis fits which sample: indices of a sweep, whatever way its points were chosen."""

import math

from milieusim.analysis.sensitivity.elementary_effects import morris_table
from milieusim.analysis.sensitivity.full_grid import full_grid_table, is_full_grid
from milieusim.analysis.sensitivity.given_data import FEWEST_POINTS, given_data_table
from milieusim.analysis.sensitivity.point_means import point_means
from milieusim.analysis.sensitivity.sobol import sobol_table
from milieusim.errors import DataError

METHODS = {
    "sobol": "Sobol indices",
    "morris": "elementary effects",
    "latin_hypercube": "first-order indices",
    "latin_hypercubes": "first-order indices",
    "sobol_sequence": "first-order indices",
    "halton_sequence": "first-order indices",
    "factorial": "first-order indices",
    "table": "first-order indices",
    "sets": "first-order indices",
}
FEWEST_SETS = 20


def sensitivity_of(points, metrics, names, kind, places=None, second_order=False):
    """Return the indices that a sample was drawn for.

    Parameters
    ----------
    points : pandas.DataFrame
        In the order of the sample: point, design and a column a factor; a point that a sample holds twice comes twice.
    metrics : pandas.DataFrame
        One row a run: point, parameter_set, seed and the metrics.
    names : sequence of str
        Metrics.
    kind : str
        Of the sampling: ``sobol``, ``morris``, ``factorial``, or any other one.
    places : numpy.ndarray, optional
        Of each row, where its values lie in the factors' ranges, 0-1 (`points.places_of`); needed for
        ``morris``, where values alone do not show how far a step goes.
    second_order : bool
        Whether a Sobol sample was drawn for second-order indices.

    Returns
    -------
    pandas.DataFrame
        As `sobol_table`, `morris_table`, `full_grid_table` or `given_data_table` give it, with a column design first,
        and over last: what the numbers are about, plausible parameter sets or these parameters. Designs and metrics of
        which there is too little to tell are left out; ``attrs["left_out"]`` says why, a sentence each.

    Raises
    ------
    DataError
        If there is too little of everything.
    """
    import pandas as pd

    if kind == "morris" and places is None:
        raise DataError(
            "sensitivity: a Morris sample needs the places of its values in the ranges of the factors."
        )
    tables, left_out = [], []
    for design, rows in points.groupby("design", sort=False, observed=True):
        factors = [name for name in rows.columns if name not in ("point", "design")]
        if not factors:
            raise DataError("sensitivity: the experiment has no factors; nothing was varied.")
        sample = rows[["point", *factors]].reset_index(drop=True)
        if kind == "morris":
            sample = pd.DataFrame(places, columns=factors).assign(point=sample["point"].to_numpy())
        elif kind == "sobol":
            sample = sample.assign(**{name: _as_shares(sample[name]) for name in factors})
        runs = metrics[metrics["point"].isin(set(sample["point"]))]
        # A factorial settles among its metrics itself what a metric with gaps takes from the others.
        for some in [names] if kind == "factorial" else [[name] for name in names]:
            try:
                table = _of_design(sample, runs, some, kind, second_order)
            except DataError as error:
                left_out.append(f"{design}: {str(error).removeprefix('sensitivity: ')}")
                continue
            table.insert(0, "design", design)
            table["over"] = [point_means(runs, name).over for name in table["metric"]]
            tables.append(table)
    if not tables:
        raise DataError("\n".join(left_out))
    found = pd.concat(tables, ignore_index=True)
    found.attrs["left_out"] = left_out
    return found


def _as_shares(values):
    """Return the values of a factor as places in their order, 0-1: what of a Sobol sample shows its order."""
    import pandas as pd

    codes = pd.factorize(values.astype(str) if values.dtype == object else values)[0]
    return codes / max(1, codes.max())


def _of_design(sample, runs, names, kind, second_order):
    if kind == "sobol":
        return sobol_table(sample, runs, names, second_order)
    if kind == "morris":
        return morris_table(sample, runs, names)
    return _of_grid(sample, runs, names) if kind == "factorial" else given_data_table(sample, runs, names)


def _of_grid(sample, runs, names):
    """Return main effects of a full factorial; metrics for which it has gaps, or chance is unknown, as of any sample."""
    import pandas as pd

    varied = [name for name in sample.columns if name != "point" and sample[name].nunique() > 1]
    if not varied or not is_full_grid(sample, varied):
        return given_data_table(sample, runs, names)
    tables = {name: full_grid_table(sample, runs, name, varied) for name in names}
    is_any_known = any(table is not None for table in tables.values())
    for name in [name for name, table in tables.items() if table is None]:
        few = runs.groupby("point")[name].count().gt(0).sum() < FEWEST_POINTS
        # One metric that few points have, as times of what never happened, takes no answer from the others.
        tables[name] = (
            _unknown(name, varied, runs) if few and is_any_known else given_data_table(sample, runs, [name])
        )
    return pd.concat(tables.values(), ignore_index=True)


def _unknown(name, factors, runs):
    import pandas as pd

    shares = dict.fromkeys(["first", "first_low", "first_high", "threshold", "p", "chance_share"], math.nan)
    counts = runs.groupby("point")[name].count()
    table = pd.DataFrame({"metric": name, "factor": factors})
    return table.assign(**shares, points=int(counts.gt(0).sum()), runs=float(counts.mean()))


def sensitivity_to_sets(values, metrics, names):
    """Return how much of the differences between parameter sets each parameter explains.

    Runs of a set and seed are averaged over all points first, so that points count for no more than they are: what a
    parameter does at some points only, and undoes at others, is no difference between sets. Sets are drawn anew for the
    intervals; luck is what is left between the seeds of one set.

    Parameters
    ----------
    values : pandas.DataFrame
        One row a set: parameter_set, and a column a parameter.
    metrics : pandas.DataFrame
        One row a run: point, parameter_set, seed and the metrics. Runs on seeds that only some sets have, as heavy ones
        do, are left out: luck that all sets share is no difference.
    names : sequence of str

    Returns
    -------
    pandas.DataFrame
        As `given_data_table`, the strongest first for each metric; empty if there are fewer than 20 sets. The
        chance_share is that of luck, and runs are seeds a set. Where sets differ by no more than luck, shares are
        NaN; `luck_sentence` says so.
    """
    import pandas as pd

    if len(values) < FEWEST_SETS:
        return pd.DataFrame()
    number = {name: k for k, name in enumerate(values["parameter_set"])}
    table = values.drop(columns="parameter_set").assign(point=range(len(values)))
    runs = metrics[["point", "seed", *names]].rename(columns={"point": "place"})
    runs = runs.assign(point=metrics["parameter_set"].astype(str).map(number)).dropna(subset="point")
    runs = _averaged(_shared(runs.astype({"point": int})), list(names))
    found = given_data_table(table, runs, names, together=False)
    order = found["metric"].map({name: k for k, name in enumerate(names)})
    return (
        found.assign(order=order)
        .sort_values(["order", "first"], ascending=[True, False])
        .drop(columns="order")
    )


def luck_sentence(rows):
    """Say how much of the differences between sets is luck, and why there are no shares if there are none.

    Parameters
    ----------
    rows : pandas.DataFrame
        One metric of `sensitivity_to_sets`.

    Returns
    -------
    str
    """
    share = rows["chance_share"].iloc[0]
    if math.isnan(share):
        return "How much of the differences between sets is luck of seeds is not known with one seed a set."
    if rows["first"].isna().any():
        return "Sets differ by no more than the luck of their seeds: no share can be given; more replications may help."
    return f"Luck of seeds in the differences between sets: {100 * share:.0f} %, taken off."


def _averaged(runs, names):
    """Return one row a set and seed, over all points; what a point adds to every set alike is taken off before."""
    if runs["place"].nunique() > 1:
        # A run without a value leaves a gap: its point must not count as a difference.
        middle = runs.groupby("place")[names].transform("mean")
        runs = runs.assign(**{name: runs[name] - middle[name] + runs[name].mean() for name in names})
    return runs.groupby(["point", "seed"], as_index=False)[names].mean()


def _shared(runs):
    """Return the runs whose point and seed every set has, if there are any."""
    sets = runs.groupby(["place", "seed"])["point"].transform("nunique")
    is_shared = sets == runs["point"].nunique()
    return runs[is_shared] if is_shared.any() else runs
