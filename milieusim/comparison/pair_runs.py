"""Runs behind a comparison: pairs of runs, one after the other or nested in sets of parameters."""

from milieusim.comparison.pairs import KEYS
from milieusim.comparison.replacements import AS_SHIPPED
from milieusim.ledger.parameters import Parameters
from milieusim.pool import in_threads

SEEDS_A_SET = 4
"""Pairs under each set that is drawn: enough to tell chance from what differs between sets."""
MOST_DRAWS = 250
"""Draws of sets; further pairs go to the same draws."""


def whole_draws(pairs, sets):
    """Return the number of pairs that will be run where so many are asked for."""
    return pairs if isinstance(sets, Parameters) else -(-pairs // SEEDS_A_SET) * SEEDS_A_SET


def draws_of(pairs):
    """Return how many sets are drawn for a number of pairs."""
    return min(pairs // SEEDS_A_SET, MOST_DRAWS)


def draws(sets, first, last, seed):
    """Return (set, seeds) for the pairs from `first` to before `last`.

    A set that is drawn has seeds of its own; one that comes again, since it weighs more than others or since
    MOST_DRAWS were drawn, has further ones.

    Parameters
    ----------
    sets : Parameters or ParameterSets
    first, last : int
        Numbers of pairs; with several sets, multiples of SEEDS_A_SET.
    seed : int
        Of pair 0.

    Returns
    -------
    list of tuple
    """
    if isinstance(sets, Parameters):
        return [(sets, range(seed + first, seed + last))]
    chosen = sets.choose(draws_of(last))
    starts = range(first, last, SEEDS_A_SET)
    return [
        (chosen[start // SEEDS_A_SET % MOST_DRAWS], range(seed + start, seed + start + SEEDS_A_SET))
        for start in starts
    ]


class Runner:
    """Runs pairs in blocks and keeps what is done.

    Parameters
    ----------
    designs : dict of str to WardDesign
    days : int
    sets : Parameters or ParameterSets
    seed : int
    workers : int, optional
    progress : callable, optional
    replacements : Replacements
        Agents run one after the other: threads would only wait for each other.
    """

    def __init__(self, designs, days, sets, seed, workers=None, progress=None, replacements=AS_SHIPPED):
        self.designs, self.days, self.sets, self.seed = designs, days, sets, seed
        self.workers, self.progress = 1 if replacements.needs_agents else workers, progress
        self.replacements = replacements
        self.done, self.parts = 0, []

    def up_to(self, total):
        """Run every design up to a number of pairs; return the metrics of all runs so far, by design."""
        import pandas as pd

        total = whole_draws(total, self.sets)
        block = draws(self.sets, self.done, total, self.seed)
        jobs = [(name, *draw) for name in self.designs for draw in block]
        run = self._one_set if isinstance(self.sets, Parameters) else self._many_sets
        self.parts += run(jobs, total)
        self.done = total
        metrics = pd.concat(self.parts, ignore_index=True)
        order = pd.Categorical(metrics["design"], categories=list(self.designs))
        return metrics.iloc[order.codes.argsort(kind="stable")].reset_index(drop=True)

    def _one_set(self, jobs, total):
        finished, parts = self.done * len(self.designs), []
        for job in jobs:
            tell = self._telling(finished, total)
            parts.append(self._metrics(job, workers=self.workers, progress=tell))
            finished += len(job[-1])
        return parts

    def _many_sets(self, jobs, total):
        """Spread over threads by design and set: the few runs of one job stay in one thread."""
        tell, parts = self._telling(self.done * len(self.designs), total), []
        for part in in_threads(self._metrics, jobs, self.workers, warms_up=True):
            parts.append(part)
            if tell:
                tell(SEEDS_A_SET * len(parts))
        return parts

    def _metrics(self, job, workers=1, progress=None):
        from milieusim.engines.simulate import simulate_many

        name, parameters, seeds = job
        runs = simulate_many(
            self.designs[name],
            days=self.days,
            seeds=seeds,
            parameters=parameters,
            workers=workers,
            keep=[],
            progress=progress,
            **self.replacements.options,
        )
        return _keyed(runs.metrics(), name)

    def _telling(self, before, total):
        if self.progress is None:
            return None
        return lambda done: self.progress(before + done, total * len(self.designs))


def _keyed(metrics, name):
    metrics = metrics.drop(columns=[column for column in ("run", "run_id", "design") if column in metrics])
    metrics.insert(0, "design", name)
    return metrics[[*KEYS, *(column for column in metrics if column not in KEYS)]]


def hours_of(result, n):
    """Return mean arousal, conflict and containment by hour of the day and design.

    Parameters
    ----------
    result : Comparison
    n : int
        Runs of each design, at most.

    Returns
    -------
    pandas.DataFrame
    """
    import pandas as pd

    from milieusim.analysis.patterns.day import mean_by_hour

    parts = [
        mean_by_hour(_hours(result, design, some_runs(result, n))).assign(design=name)
        for name, design in result.designs.items()
    ]
    return pd.concat(parts, ignore_index=True)


def some_runs(result, n):
    """Return (parameters, seeds), spread over sets: the first seed of each, then the second of each."""
    if isinstance(result.parameters, Parameters):
        return [(result.parameters, result.seeds[:n])]
    runs = result.metrics[result.metrics["design"] == result.base]
    turn = runs.groupby("parameter_set", sort=False).cumcount().to_numpy()
    runs = runs.iloc[turn.argsort(kind="stable")[:n]]
    places = {label: place for place, label in enumerate(result.parameters.labels())}
    groups = runs.groupby("parameter_set", sort=False)["seed"]
    return [(result.parameters[places[label]], seeds.tolist()) for label, seeds in groups]


def _hours(result, design, runs):
    import pandas as pd

    from milieusim.engines.simulate import simulate_many

    parts, before = [], 0
    for parameters, seeds in runs:
        options = {"parameters": parameters, "workers": result.workers, **result.replacements.options}
        hours = simulate_many(design, days=result.days, seeds=seeds, keep=["hours"], **options).hours
        parts.append(hours.assign(run=hours["run"] + before))
        before += len(seeds)
    return pd.concat(parts, ignore_index=True)
