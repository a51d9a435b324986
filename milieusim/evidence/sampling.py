"""Runs of the wards behind patterns, as many as are asked for: set, seed and null model beside each other."""

from functools import cache
from typing import NamedTuple

import numpy as np

from milieusim.evidence import measuring
from milieusim.evidence.studies import design_of, load_studies
from milieusim.ledger.parameters import Parameters

FRESH = 10**12
"""Seeds from here on belong to scores; no calibration or comparison comes so far."""
SEEDS_APART = 10**6


class Effort(NamedTuple):
    """How much is simulated.

    Attributes
    ----------
    steps : tuple of int
        Runs of a study after which it is looked whether they suffice; the last is the most there will be.
    nulls : int
        Most runs of a study under each null model.
    """

    steps: tuple
    nulls: int


# The shipped sets are 250: each look but the first takes them once more, so that no row rests on a few of them.
FULL = Effort((250, 500, 750, 1000), nulls=96)
QUICK = Effort((16, 32, 48), nulls=24)


class Sample:
    """Runs by study and null model; run i of each has the same parameter set and the same seed.

    Parameters
    ----------
    parameters : Parameters or ParameterSets
    seed : int
    most : int
        Runs that there may be of one study.
    workers, days : int, optional
    progress : callable, optional
        Called with the number of runs done and of runs decided on so far.
    """

    def __init__(self, parameters, seed, most, workers=None, days=None, progress=None):
        is_one = isinstance(parameters, Parameters)
        self.sets = [parameters] * most if is_one else parameters.choose(most)
        self.first_seed = FRESH + seed * SEEDS_APART
        self.workers, self.days, self.progress = workers, days, progress
        names = [f"run {i}" if is_one else item.name for i, item in enumerate(self.sets)]
        # Runs under one set share what that set does: they are one cluster. With one set, chance is all there is.
        self._groups = np.unique(names, return_inverse=True)[1]
        self._runs, self._done = {}, 0

    def number(self, study, null=None):
        """Return how many runs of a study there are."""
        return len(self._runs.get(_source(study, null), ()))

    @property
    def total(self):
        """Runs made; what a null model leaves as it was is not run again."""
        return self._done

    def extend(self, wanted):
        """Simulate until there are so many runs.

        Parameters
        ----------
        wanted : dict of (study, null) to int
        """
        asked = {}
        for place, n in wanted.items():
            source = _source(*place)
            asked[source] = max(n, asked.get(source, 0))
        jobs, places = [], []
        for i in range(max(asked.values(), default=0)):
            for (study, null), n in asked.items():
                if self.number(study, null) <= i < n:
                    seeds = (self.first_seed + i,)
                    jobs.append(measuring.Job(study, self.sets[i], seeds, null, self.days))
                    places.append((study, null))
        before, self._done = self._done, self._done + len(jobs)
        tell = (lambda done: self.progress(before + done, self._done)) if self.progress else None
        for place, found in zip(places, measuring.run_jobs(jobs, self.workers, tell)):
            self._runs.setdefault(place, []).extend(found)

    def by_run(self, study, null=None, n=None):
        """Return the counts of single runs, stacked: name -> array with a row a run."""
        runs = self._runs[_source(study, null)][:n]
        return {name: np.stack([run[name] for run in runs]) for name in runs[0]}

    def clusters(self, study, null=None, n=None):
        """Return counts pooled by parameter set (by run under one set): name -> array with a row a cluster."""
        runs = self.by_run(study, null, n)
        group = self._groups[: len(next(iter(runs.values())))]
        place = np.unique(group, return_inverse=True)[1]
        pooled = {}
        for name, counts in runs.items():
            pooled[name] = np.zeros((place.max() + 1, *counts.shape[1:]))
            np.add.at(pooled[name], place, counts)
        return pooled

    def groups(self, n):
        """Return the parameter set of each of the first n runs (of each run alone under one set), as a number."""
        return self._groups[:n]

    def pooled(self, studies, null=None):
        """Return study -> counts of all its runs together, of those studies that were run."""
        there = [study for study in sorted(studies) if self.number(study, null)]
        return {study: whole_of(self.by_run(study, null)) for study in there}


def whole_of(part):
    """Return the counts of all rows together."""
    return {name: counts.sum(axis=0) for name, counts in part.items()}


@cache
def _source(study, null):
    """Return the study and null model that are run for these: often the same ward goes by another name.

    A ward without practices loses nothing if they are left out, and a trial's ward becomes the one that it
    is compared with.
    """
    if null == "practices_off":
        studies = load_studies()
        left = design_of(study, null)
        for name in (study, *studies):
            if studies[name].days == studies[study].days and design_of(name) == left:
                return name, None
    return study, null
