"""Running until means are known as exactly as was asked for: what is asked, when is looked, and what a look says.

It stops by how wide an interval is, and by nothing else that was found: then the usual interval of the mean keeps its
level as the width asked for gets small (Chow and Robbins 1965, Annals of Mathematical Statistics 36, 457-462), and is
close to it from some fifty replications on. Whoever looks on the way and decides by what is there needs intervals that
hold at every look at once (`milieusim.analysis.any_time`); they are given beside the usual ones. Every point has the
same replications, so that all of them stay on the same seeds: it goes on for all as long as one is not known well enough.
"""

import math
from typing import NamedTuple

from milieusim.analysis.any_time import tail_at
from milieusim.analysis.metrics.metrics import metric_called
from milieusim.analysis.numbers import number
from milieusim.errors import DataError
from milieusim.phrasing import listed, spelt
from milieusim.shown.metric_names import unknown_metrics

FIRST = 50
"""Replications before the first look, unless another number is asked for: a spread of fewer is not known well."""
FEWEST = 10
ALPHA = 0.05


class Wanted(NamedTuple):
    """How exactly the mean of a metric is to be known.

    Attributes
    ----------
    metric : str
    size : float
        Half the width of its interval, in the metric's unit or as a share of the mean.
    is_share : bool
    """

    metric: str
    size: float
    is_share: bool


def until_problems(until):
    """Return what is wrong with the precision that a file asks for, one sentence each."""
    if not isinstance(until, dict) or not until:
        return [
            "must be a mapping from metrics to half widths, such as {conflict_per_100_obd: 2 %}; or leave it out"
        ]
    problems = []
    for name, size in until.items():
        problems += unknown_metrics([metric_called(name)], f"until.{name}")
        if _read(size) is None:
            problems.append(
                f"until.{name} is {spelt(size)}; write a share of the mean as 2 %, or a number above 0 as 0.5"
            )
    names = [metric_called(name) for name in until]
    twice = dict.fromkeys(name for name in names if names.count(name) > 1)
    return problems + [f"until: {name} is there twice, by its name and its label; keep one" for name in twice]


def wanted_of(until):
    """Return what is wanted of each metric; `until_problems` has found nothing wrong."""
    return [Wanted(metric_called(name), *_read(size)) for name, size in until.items()]


def _read(size):
    """Return a half width and whether it is a share; None if it is neither."""
    text = str(size).strip()
    is_share = text.endswith("%")
    try:
        found = float(text.removesuffix("%")) / (100 if is_share else 1)
    except ValueError:
        return None
    return None if isinstance(size, bool) or not 0 < found < math.inf else (found, is_share)


def looks(first, most):
    """Return the replications after which is looked: each time a quarter more, whatever was found.

    Parameters
    ----------
    first, most : int

    Returns
    -------
    list of int
    """
    found = [min(first, most)]
    while found[-1] < most:
        found.append(min(most, math.ceil(1.25 * found[-1])))
    return found


def precision_of(metrics, replicates, wanted, each, first):
    """Return how exactly means are known at a look.

    Replications are what is drawn anew: the runs of one, over all parameter sets (and points, of a design), are averaged
    first, so that intervals are about chance, for the parameter sets that there are.

    Parameters
    ----------
    metrics : pandas.DataFrame
        One row a run: point, design, parameter_set, seed and the metrics.
    replicates : pandas.DataFrame
        parameter_set, seed and replicate: which replication a run belongs to, all that were asked for.
    wanted : list of Wanted
    each : {"point", "design"}
    first : int
        Replications of the first look.

    Returns
    -------
    pandas.DataFrame
        point (of points), design, metric, mean, low, high (the usual 95 % interval), half_width, wanted, replications
        (with a value), is_met, low_any_time, high_any_time (one that holds at all looks at once).
    """
    import pandas as pd

    groups = ["point", "design"] if each == "point" else ["design"]
    names = [one.metric for one in wanted]
    plain = metrics[["point", "design", "parameter_set", "seed", *names]]
    plain = plain.astype({"design": str, "parameter_set": str})
    runs = plain.merge(replicates, on=["parameter_set", "seed"])
    means = runs.groupby([*groups, "replicate"])[names].mean().groupby(level=groups)
    tail = tail_at(replicates["replicate"].nunique(), first, ALPHA)
    return pd.concat([_of_metric(means[one.metric], one, tail) for one in wanted], ignore_index=True)


def known_in(document, stages, read):
    """Return how exactly means are known in a store.

    Parameters
    ----------
    document : dict
        The experiment, as a manifest holds it.
    stages : callable
        Returns what each experiment in the history of the store asked for.
    read : callable
        Returns columns of the metrics.

    Returns
    -------
    pandas.DataFrame
        As `precision_of`.

    Raises
    ------
    DataError
        If the experiment says nothing about that.
    """
    import pandas as pd

    if "until" not in document:
        raise DataError(f"precision: {document['name']} has no until, which says how exactly to know what.")
    wanted, stage = wanted_of(document["until"]), stages()[-1]
    often, seeds = dict(stage.sets), stage.seeds()
    # A set that weighs more comes several times in each replication.
    rows = [(label, seed, k // often[label]) for label in seeds for k, seed in enumerate(seeds[label])]
    replicates = pd.DataFrame(rows, columns=["parameter_set", "seed", "replicate"])
    columns = ["point", "design", "parameter_set", "seed", *(one.metric for one in wanted)]
    return precision_of(
        read(columns=columns), replicates, wanted, document["until_of_each"], document["at_least"]
    )


def _of_metric(means, wanted, tail):
    import numpy as np
    from scipy.special import stdtrit

    found = means.agg(["count", "mean", "std"]).reset_index()
    count, mean, spread = (found.pop(key) for key in ("count", "mean", "std"))
    error = (spread / np.sqrt(count)).where(count > 1)
    usual, ever = (stdtrit(np.maximum(count - 1, 1), 1 - one / 2) * error for one in (ALPHA, tail))
    size = wanted.size * mean.abs() if wanted.is_share else mean.notna() * wanted.size
    return found.assign(
        metric=wanted.metric,
        mean=mean,
        low=mean - usual,
        high=mean + usual,
        half_width=usual,
        wanted=size,
        replications=count,
        # Where all are alike, nothing has shown yet how far they spread.
        is_met=(usual <= size) & (spread > 0),
        low_any_time=mean - ever,
        high_any_time=mean + ever,
    )


def are_met(table):
    """Whether there is nothing to go on for: what no run had a value of will not get one by more of the same."""
    return bool((table["is_met"] | (table["replications"] == 0)).all())


def asked_sentence(document):
    """Say of an experiment, as a manifest holds it, until when replications were added."""
    wanted = [
        f"{one.metric} {100 * one.size:g} % of it" if one.is_share else f"{one.metric} {one.size:g}"
        for one in wanted_of(document["until"])
    ]
    first, most = min(document["at_least"], document["at_most"]), document["at_most"]
    return (
        f"Replications were added, {first:,} at least and {most:,} at most, until half the "
        f"95 % interval of the mean of each {document['until_of_each']} was as narrow as this: {listed(wanted)}."
    )


def known_sentence(document, table):
    """Say how many replications there are, and what they leave open.

    Parameters
    ----------
    document : dict
        The experiment, as a manifest holds it.
    table : pandas.DataFrame
        As `precision_of`.
    """
    done, open_ones = f"{document['replications']:,} replications", table[~table["is_met"]]
    if open_ones.empty:
        return f"{done}: every mean is known as exactly as was asked for."
    most = ", the most there may be" if document["replications"] >= document["at_most"] else ""
    ratios = open_ones["half_width"] / open_ones["wanted"]
    worst = open_ones.loc[ratios.idxmax() if (ratios > 1).any() else open_ones.index[0]]
    where = f"of point {worst['point']}" if "point" in table else f"of {worst['design']}"
    how = f"\u00b1 {number(worst['half_width'])}, not {number(worst['wanted'])}"
    if not (ratios > 1).any():
        how = (
            "no run has a value"
            if worst["replications"] == 0
            else "all runs are alike, which shows no spread"
        )
    return (
        f"{done}{most}: {len(open_ones):,} of {len(table):,} means are less exact than was asked for, such as "
        f"{worst['metric']} {where}: {how}."
    )
