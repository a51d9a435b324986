"""From metrics of runs to a table of differences: every other design against the base, pair by pair."""

import numpy as np

from milieusim.analysis.metrics.metrics import METRICS
from milieusim.analysis.patterns.replications import variance_ratio
from milieusim.comparison.intervals import estimate, holm, share_better
from milieusim.comparison.verdicts import verdict_of

KEYS = ["design", "seed", "parameter_set"]
COLUMNS = (
    "design metric unit base other difference low high share_better share_of_sets_agreeing verdict "
    "p_value p_adjusted pairs is_exploratory better margin variance_ratio "
    "sets ignorance_share chance_share undecided_share low_chance high_chance ignorance_spread"
).split()
DUST = 1e-12
"""Share of the base below which a mean difference is what adding up leaves, and not a difference."""


def difference_table(metrics, base, others, judged, margins=None):
    """Return one row a metric and design: its difference from the base design over pairs of runs.

    Parameters
    ----------
    metrics : pandas.DataFrame
        Columns design, seed, parameter_set and one a metric; runs of two designs with the same seed and
        parameter set are a pair, and a run without a partner is left out.
    base : str
        Name of the base design.
    others : list of str
        Names of the designs that are compared with it.
    judged : list of str
        Metrics that get a verdict; their tests are corrected together, over all other designs.
    margins : dict of str to Margin, optional

    Returns
    -------
    pandas.DataFrame
        Columns COLUMNS. Judged metrics come first. `base` and `other` are means over the pairs in which
        both have the metric; `pairs` counts those. `share_better` is the share of pairs in which the other
        design does better, ties counting half; where neither direction is better, in which it is higher.
        Over several parameter sets `low` and `high` are those of the true difference in one plausible world,
        `low_chance` and `high_chance` those that were left if parameters were known. `ignorance_share`,
        `chance_share` and `undecided_share` (differences between worlds that these runs cannot tell from
        chance) add up to the squared half width; `ignorance_spread` is the standard deviation of the true
        difference between worlds.
    """
    import pandas as pd

    names = [*judged, *(name for name in METRICS if name in metrics.columns and name not in judged)]
    rows = []
    for other in others:
        left, right, sets = paired(metrics, base, other)
        rows += [_row(other, name, left[name], right[name], sets, judged, margins or {}) for name in names]
    _judge(rows)
    return pd.DataFrame([{column: row[column] for column in COLUMNS} for row in rows], columns=COLUMNS)


def paired(metrics, base, other):
    """Return metrics of both designs as arrays by name, in the order of pairs, and the parameter sets."""
    runs = {name: metrics[metrics["design"] == name].set_index(KEYS[1:]) for name in (base, other)}
    common = runs[base].index.intersection(runs[other].index, sort=False)
    left, right = (
        {name: column.to_numpy(float) for name, column in runs[design].loc[common].items() if name in METRICS}
        for design in (base, other)
    )
    return left, right, common.get_level_values("parameter_set").to_numpy()


def _row(design, name, left, right, sets, judged, margins):
    known = np.isfinite(left) & np.isfinite(right)
    differences = np.where(known, right, np.nan) - np.where(known, left, 0.0)
    found = estimate(differences, sets)
    metric = METRICS[name]
    base = float(left[known].mean()) if known.any() else np.nan
    return {
        "design": design,
        "metric": name,
        "unit": metric.unit,
        "base": base,
        "other": float(right[known].mean()) if known.any() else np.nan,
        "difference": 0.0 if abs(found.difference) < DUST * abs(base) else found.difference,
        "low": found.low,
        "high": found.high,
        "share_better": share_better(differences, metric.better),
        "share_of_sets_agreeing": found.sets_agreeing,
        "verdict": "not_judged",
        "p_value": found.p_value,
        "p_adjusted": np.nan,
        "pairs": found.pairs,
        "is_exploratory": name not in judged,
        "better": metric.better,
        "margin": margins[name].around(base) if name in margins else np.nan,
        "variance_ratio": variance_ratio(*(within_sets(values, known, sets) for values in (left, right))),
        "sets": found.sets,
        **dict(zip(("ignorance_share", "chance_share", "undecided_share"), found.shares)),
        "low_chance": found.chance_interval[0],
        "high_chance": found.chance_interval[1],
        "ignorance_spread": found.ignorance_spread,
        "found": found,
    }


def within_sets(values, known, sets):
    """Return values less the mean of their set: what sets have in common is not what shared chance saves."""
    names, where = np.unique(sets, return_inverse=True)
    if len(names) < 2:
        return values
    counts = np.bincount(where, known)
    with np.errstate(divide="ignore", invalid="ignore"):
        means = np.bincount(where, np.where(known, values, 0.0)) / counts
    return np.where(known, values - means[where], np.nan)


def _judge(rows):
    judged = [row for row in rows if not row["is_exploratory"]]
    for row, p_adjusted in zip(judged, holm([row["p_value"] for row in judged])):
        row["p_adjusted"] = float(p_adjusted)
        margin = None if np.isnan(row["margin"]) else row["margin"]
        row["verdict"] = verdict_of(row["found"], p_adjusted, row["better"], margin)
