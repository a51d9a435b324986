"""From metrics of runs to a table of differences: every other design against the base, pair by pair."""

import math
from dataclasses import dataclass

import numpy as np

from milieusim.analysis.any_time import p_at_any_time, tail_at
from milieusim.analysis.metrics.metrics import METRICS
from milieusim.analysis.patterns.replications import variance_ratio
from milieusim.comparison.intervals import LEVEL, estimate, share_better
from milieusim.comparison.sequential import more_pairs, width_that_settles
from milieusim.comparison.verdicts import ALPHA, FEWEST_PAIRS, verdict_of

KEYS = ["design", "seed", "parameter_set"]
COLUMNS = (
    "design metric unit base other difference low high share_better share_of_sets_agreeing verdict "
    "p_value p_adjusted pairs is_exploratory better margin variance_ratio "
    "sets ignorance_share chance_share undecided_share low_chance high_chance ignorance_spread "
    "low_world high_world level judged_together is_at_any_time differing more_pairs"
).split()
DUST = 1e-12
"""Share of the base below which a mean difference is what adding up leaves, and not a difference."""


@dataclass(frozen=True)
class Looks:
    """How often runs are looked at, and how many parameter sets there are to draw from.

    Attributes
    ----------
    first : int or None
        Pairs at the first of many looks; None where the number of pairs was fixed beforehand.
    sets_held : float
    """

    first: int | None = None
    sets_held: float = math.inf

    def level(self, pairs, alpha):
        """Return the level of an interval at this look that errs with `alpha` over all looks."""
        return 1 - self.tail(alpha)(pairs)

    def tail(self, alpha):
        """Return what gives the tail of an interval by number of pairs."""
        return lambda pairs: alpha if self.first is None else tail_at(pairs, self.first, alpha)

    def p_value(self, found):
        """Return the p value of an estimate, whatever was looked at before."""
        p_value = found.p_value
        return p_value if self.first is None else p_at_any_time(p_value, found.pairs, self.first)

    @property
    def fewest(self):
        """Pairs below which nothing is settled."""
        return self.first or FEWEST_PAIRS


ONCE = Looks()


def difference_table(metrics, base, others, judged, margins=None, looks=ONCE):
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
        Metrics that get a verdict; their intervals hold together, over all other designs.
    margins : dict of str to Margin, optional
    looks : Looks

    Returns
    -------
    pandas.DataFrame
        Columns COLUMNS. Judged metrics come first. `base` and `other` are means over the pairs in which
        both have the metric; `pairs` counts those, and `differing` those that were not the same. `low` and
        `high` are the interval of the mean difference, which the verdict was read from: of judged metrics all
        intervals hold the truth together with 95 % (each has the `level` that this takes; `judged_together`
        says how many there are and `is_at_any_time` whether they hold at every look), of others each for
        itself. `share_better` is the share of pairs in which the other design does better, ties counting half;
        where neither direction is better, in which it is higher.
        Over several parameter sets the mean is that over plausible worlds. `low_world` and `high_world` are
        the 95 % interval for the true difference in one of them, `low_chance` and `high_chance` what were left
        of it if parameters were known. `ignorance_share`, `chance_share` and `undecided_share` (differences
        between worlds that these runs cannot tell from chance) add up to its squared half width;
        `ignorance_spread` is the standard deviation of the true difference between worlds. `more_pairs` is
        about how many more it takes where a verdict is not settled, infinite where no number does.
    """
    import pandas as pd

    names = [*judged, *(name for name in METRICS if name in metrics.columns and name not in judged)]
    together = max(1, len(judged) * len(others))
    rows = []
    for other in others:
        left, right, sets = paired(metrics, base, other)
        for name in names:
            about, differences = _means(other, name, left[name], right[name], sets)
            margin = (margins or {})[name].around(about["base"]) if name in (margins or {}) else math.nan
            about["margin"], is_judged = margin, name in judged
            judging = _judged(about, differences, sets, together, looks) if is_judged else None
            rows.append(about | (judging or _described(about, differences, sets)))
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


def _means(design, name, left, right, sets):
    """Return what a row says without an interval, and the differences by pair."""
    known = np.isfinite(left) & np.isfinite(right)
    differences = np.where(known, right, np.nan) - np.where(known, left, 0.0)
    metric = METRICS[name]
    about = {
        "design": design,
        "metric": name,
        "unit": metric.unit,
        "base": float(left[known].mean()) if known.any() else np.nan,
        "other": float(right[known].mean()) if known.any() else np.nan,
        "share_better": share_better(differences, metric.better),
        "better": metric.better,
        "variance_ratio": variance_ratio(*(within_sets(values, known, sets) for values in (left, right))),
    }
    return about, differences


def _described(about, differences, sets):
    """Return the interval of a metric that is not judged: that of one question by itself."""
    found = estimate(differences, sets)
    numbers = _numbers(found, about["base"])
    facts = {"is_exploratory": True, "level": LEVEL, "judged_together": 0, "is_at_any_time": False}
    return {**numbers, **facts, "verdict": "not_judged", "p_adjusted": math.nan, "more_pairs": math.nan}


def _judged(about, differences, sets, together, looks):
    """Return the interval and verdict of a metric that is one of several judged together."""
    alpha = ALPHA / together
    level = looks.level(int(np.isfinite(differences).sum()), alpha)
    found = estimate(differences, sets, level)
    margin = None if math.isnan(about["margin"]) else about["margin"]
    verdict = verdict_of(found, about["better"], margin, looks.fewest)
    numbers = _numbers(found, about["base"])
    if verdict not in ("better", "worse"):
        # How many worlds share a direction is a question only where there is one.
        numbers["share_of_sets_agreeing"] = math.nan
    return {
        **numbers,
        "is_exploratory": False,
        "level": level,
        "judged_together": together,
        "is_at_any_time": looks.first is not None,
        "p_adjusted": min(1.0, together * looks.p_value(found)) if found.p_value >= 0 else math.nan,
        "verdict": verdict,
        "more_pairs": _still_needed(found, margin, looks, alpha) if verdict == "not_settled" else math.nan,
    }


def _numbers(found, base):
    low_chance, high_chance = found.chance_interval
    return {
        "difference": 0.0 if abs(found.difference) < DUST * abs(base) else found.difference,
        "low": found.low,
        "high": found.high,
        "share_of_sets_agreeing": found.sets_agreeing,
        "p_value": found.p_value,
        "pairs": found.pairs,
        "differing": found.differing,
        "sets": found.sets,
        **dict(zip(("ignorance_share", "chance_share", "undecided_share"), found.shares)),
        "low_chance": low_chance,
        "high_chance": high_chance,
        "low_world": found.world[0],
        "high_world": found.world[1],
        "ignorance_spread": found.ignorance_spread,
    }


def _still_needed(found, margin, looks, alpha):
    """Return about how many more pairs a verdict takes that is not settled."""
    if not found.low <= found.high:
        return math.nan
    few = max(0, looks.fewest - found.pairs)
    if found.differing < FEWEST_PAIRS:
        few = max(few, math.ceil(found.pairs * (FEWEST_PAIRS / max(found.differing, 0.5) - 1)))
    if margin is None:
        return float(few)
    wanted = width_that_settles(found.difference, margin)
    return max(float(few), more_pairs(found, wanted, looks.tail(alpha), looks.sets_held))


def within_sets(values, known, sets):
    """Return values less the mean of their set: what sets have in common is not what shared chance saves."""
    names, where = np.unique(sets, return_inverse=True)
    if len(names) < 2:
        return values
    counts = np.bincount(where, known)
    with np.errstate(divide="ignore", invalid="ignore"):
        means = np.bincount(where, np.where(known, values, 0.0)) / counts
    return np.where(known, values - means[where], np.nan)
