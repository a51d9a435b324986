"""Which mechanisms carried a difference: each is switched off in turn, in the same pairs of runs."""

import numpy as np

from milieusim.analysis.metrics.metrics import METRICS
from milieusim.comparison.behind.mechanisms import MECHANISMS, values_without
from milieusim.comparison.behind.paired_rows import level_together, numbers_of, sets_that_repeat, with_holm
from milieusim.comparison.behind.told_stages import WITHOUT, counted
from milieusim.comparison.pair_runs import some_runs

PAIRS = 16
"""Pairs of runs with each mechanism switched off, at most."""
COLUMNS = (
    "design metric unit mechanism label difference difference_left low_left high_left carried low high "
    "p_value p_adjusted stands_out pairs"
).split()


def carried_by(result, pairs=PAIRS):
    """Return how much of each judged difference goes when a mechanism is switched off in all designs.

    Parameters
    ----------
    result : Comparison
    pairs : int
        Pairs of runs, at most: the first of each parameter set, then the second of each.

    Returns
    -------
    pandas.DataFrame
        Columns COLUMNS; of each design and metric the mechanism that carries most comes first. `difference` is
        that over these pairs with everything on, `difference_left` what is left of it without the mechanism (95 %
        interval `low_left` to `high_left`), `carried` the one less the other: above 0 where the mechanism makes the
        difference larger, below where it works against it. Intervals `low` to `high` of what is carried hold together.
    """
    import pandas as pd

    runs = some_runs(result, pairs)
    whole, rows = _levels(result, runs, 0), []
    sets = sets_that_repeat([parameters.name for parameters, seeds in runs for _ in seeds])
    for turn, (name, mechanism) in enumerate(MECHANISMS.items(), start=1):
        less = [(_without(parameters, mechanism), seeds) for parameters, seeds in runs]
        rows += _rows_of(result, name, mechanism, whole, _levels(result, less, turn), sets)
    table = pd.DataFrame(with_holm(_held_together(rows, sets)), columns=["_side", "_size", *COLUMNS])
    order = ["design", "metric", "_size"]
    ranks = {name: place for place, name in enumerate([*result.others, *result.judged])}
    table = table.sort_values(
        order, key=lambda c: -c if c.name == "_size" else c.map(ranks), kind="stable", ignore_index=True
    )
    return table[COLUMNS]


def _without(parameters, mechanism):
    return parameters.replace(values_without(parameters, mechanism))


def _levels(result, runs, turn):
    """Return the judged metrics by design, an array a metric over pairs; `turn` counts the rounds done before."""
    from milieusim.engines.simulate import simulate_many
    from milieusim.pool import in_threads

    jobs = [(name, *job) for name in result.designs for job in runs]

    def one(job):
        name, parameters, seeds = job
        options = {"parameters": parameters, "workers": 1, **result.replacements.options}
        found = simulate_many(
            result.designs[name], days=result.days, seeds=seeds, keep=[], **options
        ).metrics()
        return {metric: found[metric].to_numpy(float) for metric in result.judged}

    workers = 1 if result.replacements.needs_agents else result.workers
    found = in_threads(one, jobs, workers, warms_up=True)
    found = list(counted(result, WITHOUT, found, len(jobs) * (1 + len(MECHANISMS)), len(jobs) * turn))
    levels = {}
    for name in result.designs:
        mine = [part for job, part in zip(jobs, found) if job[0] == name]
        levels[name] = {metric: np.concatenate([part[metric] for part in mine]) for metric in result.judged}
    return levels


def _rows_of(result, name, mechanism, whole, less, sets):
    for other in result.others:
        for metric in result.judged:
            was = whole[other][metric] - whole[result.base][metric]
            left = less[other][metric] - less[result.base][metric]
            known = np.isfinite(was) & np.isfinite(left)
            inside = (np.where(known, less[design][metric], np.nan) for design in (result.base, other))
            stays = numbers_of(*inside, sets=sets)
            yield {
                "_side": (left, was),
                "_size": 0.0,
                "design": other,
                "metric": metric,
                "unit": METRICS[metric].unit,
                "mechanism": name,
                "label": mechanism.label,
                "difference_left": stays["difference"],
                "low_left": stays["low"],
                "high_left": stays["high"],
            }


def _held_together(rows, sets):
    """Return rows with what is carried, at the level at which all intervals hold."""
    rows = list(rows)
    level = level_together(len(rows))
    for row in rows:
        found = numbers_of(*row["_side"], level, sets)
        row |= {"difference": found["other"], "carried": found["difference"]}
        row |= {name: found[name] for name in ("low", "high", "p_value", "pairs", "units")}
        # In the direction of the difference: a mechanism that works against it comes last.
        row["_size"] = row["carried"] * np.sign(row["difference"])
    return rows
