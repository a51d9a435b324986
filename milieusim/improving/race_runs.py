"""Runs behind a race: pairs of which each has a plausible set of parameters of its own."""

from milieusim.comparison.pairs import KEYS
from milieusim.ledger.parameters import Parameters
from milieusim.pool import in_threads


class RaceRuns:
    """Runs candidates on common seeds, a range of pairs at a time.

    Parameters
    ----------
    days : int
    sets : Parameters or ParameterSets
        Pair i runs on the i-th set that is chosen: in a race, more worlds say more than more luck in each.
    seed : int
        Of pair 0.
    workers : int, optional
    """

    def __init__(self, days, sets, seed, workers=None):
        self.days, self.sets, self.seed, self.workers = days, sets, seed, workers
        self._chosen = []

    def __call__(self, designs, first, last, metrics, progress=None):
        """Return the metrics of all designs over the pairs from `first` to before `last`.

        Parameters
        ----------
        designs : dict of str to WardDesign
        first, last : int
        metrics : list of str
            To keep.
        progress : callable, optional
            Takes the number of runs done and their total.

        Returns
        -------
        pandas.DataFrame
            Columns design, seed, parameter_set and the metrics.
        """
        jobs = [
            (name, design, self._set_of(pair, last), self.seed + pair)
            # All pairs of a design in a row: its week is laid out once for all of them.
            for name, design in designs.items()
            for pair in range(first, last)
        ]
        import pandas as pd

        parts = []
        for part in in_threads(self._one, jobs, self.workers, warms_up=True):
            parts.append(part[[*KEYS, *metrics]])
            if progress:
                progress(len(parts), len(jobs))
        return pd.concat(parts, ignore_index=True)

    def _one(self, job):
        from milieusim.engines.simulate import simulate_many

        name, design, parameters, seed = job
        runs = simulate_many(design, days=self.days, seeds=[seed], parameters=parameters, workers=1, keep=[])
        metrics = runs.metrics()
        set_name = metrics["parameter_set"] if "parameter_set" in metrics else parameters.name
        return metrics.assign(design=name, seed=seed, parameter_set=set_name)

    def _set_of(self, pair, last):
        if isinstance(self.sets, Parameters):
            return self.sets
        if len(self._chosen) < last:
            self._chosen = self.sets.choose(last)  # the first of many are the same as of few
        return self._chosen[pair]
