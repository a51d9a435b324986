"""More than two designs in order, with those that cannot be told from the best.

A design is left out only if some other one is surely ahead of it. Each comparison errs on that side with 5 %
shared among the other designs, so that the true best is among those named with at least 95 % (multiple comparisons with
the best: Hsu 1984; Gupta's subset selection). As with verdicts, too few pairs, or too few that differ, put nobody behind.
Designs that surely break a limit are ranked after all others.
"""

import math
from types import SimpleNamespace

import numpy as np

from milieusim.analysis.metrics.metrics import METRICS
from milieusim.comparison.intervals import estimate
from milieusim.comparison.pairs import KEYS, ONCE
from milieusim.comparison.verdicts import ALPHA, says_enough

COLUMNS = "criterion place design value from_best low high is_among_best is_allowed breaks may_break".split()
GOALS = "goals"


def ranked(metrics, designs, table, judged, goals=None, looks=ONCE):
    """Return designs in order, by goals or by each judged metric.

    Parameters
    ----------
    metrics : pandas.DataFrame
        One row a design, seed and parameter set.
    designs : list of str
        The base comes first.
    table : pandas.DataFrame
        Of differences; limits on judged measures are held against its intervals, and against intervals of levels
        that err as seldom. Those on other measures are corrected for all limits and designs.
    judged : list of str
    goals : Goals, optional
    looks : Looks

    Returns
    -------
    pandas.DataFrame
        One row a criterion and design. `criterion` is a metric or ``goals``. `value` is the mean of the metric, or
        what the design is worth beside the base: a share of the base, above 0 if better, and NaN where no pair has
        all that is weighed. `from_best` is how far it lies behind the first design allowed (0 or more, where
        no pair lacks a value), with the ends of its interval. `breaks` and `may_break` tell of limits.

    Raises
    ------
    ConfigError
        If a measure with a weight is 0 in the base, or has no value there.
    """
    import pandas as pd

    base, *others = designs
    limits = _limits(metrics, designs, table, goals, looks)
    rows = []
    if goals is not None:
        rows += _in_order(GOALS, base, *_worths(metrics, base, others, goals), limits, looks)
    else:
        for name in judged:
            rows += _in_order(name, base, *_gains(metrics, base, others, name), limits, looks)
    found = pd.DataFrame(rows, columns=COLUMNS)
    means = metrics.groupby("design")
    for name in () if goals is not None else judged:
        is_it = found["criterion"] == name
        found.loc[is_it, "value"] = found.loc[is_it, "design"].map(means[name].mean())
    return found


def _worths(metrics, base, others, goals):
    """Return what the levels of each design are worth in each pair, and the sets of the pairs.

    Only differences of these mean anything: what a level is worth by itself cancels out.
    """
    levels, sets = _levels(metrics, [base, *others], list(goals.weights))
    scale = {name: mean_of_known(values) for name, values in levels[base].items()}
    return {design: goals.worth(scale, found) for design, found in levels.items()}, sets


def _gains(metrics, base, others, name):
    sign = -1 if METRICS[name].better == "lower" else 1
    levels, sets = _levels(metrics, [base, *others], [name])
    return {design: sign * found[name] for design, found in levels.items()}, sets


def _levels(metrics, designs, names):
    """Return design -> measure -> levels in the pairs that all designs ran, in one order, and their sets.

    A pair without a value of some design says nothing about that design alone: of no other is it left out.
    """
    runs = [metrics[metrics["design"] == design].set_index(KEYS[1:])[names] for design in designs]
    common = runs[0].index
    for other in runs[1:]:
        common = common.intersection(other.index, sort=False)
    levels = {
        design: {name: column.to_numpy(float) for name, column in own.loc[common].items()}
        for design, own in zip(designs, runs)
    }
    return levels, common.get_level_values("parameter_set").to_numpy()


def _limits(metrics, designs, table, goals, looks):
    """Return design -> (limits that it breaks, limits that it may break), in words."""
    if goals is None or not goals.limits:
        return {name: ((), ()) for name in designs}
    base, *others = designs
    # Limits on measures that nobody judged are questions of their own, which are corrected for each other.
    alpha = ALPHA / (len(goals.limits) * len(designs))
    told = {}
    for name in designs:
        rows = table[table["design"] == (name if name != base else others[0])].itertuples()
        found = {
            row.metric: _held_against(row, metrics, (base, name), looks, alpha)
            for row in rows
            if row.metric in goals.limits
        }
        breaches = goals.broken(found)
        told[name] = tuple(
            tuple(f"{METRICS[b.metric].label} {b.text}" for b in breaches if b.is_sure == is_sure)
            for is_sure in (True, False)
        )
    return told


def _held_against(row, metrics, designs, looks, alpha):
    """Return the difference of a design from the base and its own level, both with intervals of one level."""
    base, name = designs
    levels, sets = _levels(metrics, list(dict.fromkeys(designs)), [row.metric])
    own = levels[name][row.metric]

    def ends(values):
        pairs = int(np.isfinite(values).sum())
        level = looks.level(pairs, alpha) if row.is_exploratory else row.level
        found = estimate(values, sets, level)
        # What comes from too few pairs is neither shown to be kept nor shown to be broken.
        is_known = says_enough(found, looks.fewest)
        return found.difference, *((found.low, found.high) if is_known else (math.nan, math.nan))

    difference = (0.0, 0.0, 0.0) if name == base else ends(own - levels[base][row.metric])
    names = ("difference", "low", "high", "other", "other_low", "other_high")
    return SimpleNamespace(**dict(zip(names, (*difference, *ends(own)))))


def _in_order(criterion, base, gains, sets, limits, looks):
    """Return rows of all designs by one criterion: what each gains in each pair, of which differences count."""
    allowed = [name for name in gains if not limits[name][0]] or list(gains)
    means = {name: mean_of_known(values - gains[base]) for name, values in gains.items()}
    order = sorted(gains, key=lambda name: (name not in allowed, np.isnan(means[name]), -means[name]))
    # One-sided, and shared among the others: `level` counts both sides.
    alpha = 2 * ALPHA / max(1, len(allowed) - 1)
    best = order[0]
    rows = []
    for place, name in enumerate(order, start=1):
        behind = [_behind(gains, name, other, sets, looks, alpha) for other in allowed if other != name]
        found = _behind(gains, name, best, sets, looks, alpha)
        breaks, may_break = limits[name]
        rows.append(
            {
                "criterion": criterion,
                "place": place,
                "design": name,
                "value": means[name],
                "from_best": found.difference,
                "low": found.low,
                "high": found.high,
                "is_among_best": name in allowed and not any(_is_ahead(one, looks) for one in behind),
                "is_allowed": name in allowed and not breaks,
                "breaks": "; ".join(breaks),
                "may_break": "; ".join(may_break),
            }
        )
    return rows


def mean_of_known(values):
    """Return the mean of the values that are there; NaN where none is."""
    known = values[np.isfinite(values)]
    return float(known.mean()) if len(known) else float("nan")


def _is_ahead(found, looks):
    """Whether the other design of a difference is surely ahead: by the rule that a verdict follows."""
    return found.low > 0 and says_enough(found, looks.fewest)


def _behind(gains, name, other, sets, looks, alpha):
    values = gains[other] - gains[name]
    return estimate(values, sets, looks.level(int(np.isfinite(values).sum()), alpha))
