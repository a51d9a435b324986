"""Runs of the wards that patterns were published on, counted and pooled, with the error that chance leaves."""

from typing import NamedTuple

import numpy as np

from milieusim.evidence.counts import course_counts, people_counts, ward_counts
from milieusim.evidence.readings import READINGS, studies_of
from milieusim.evidence.studies import Facts, design_of, load_studies, parameters_under
from milieusim.ledger.parameters import load_parameters
from milieusim.pool import in_threads

COUNTERS = [
    people_counts.aggression_counts,
    people_counts.routine_point_counts,
    people_counts.stay_counts,
    people_counts.first_incident_counts,
    people_counts.restriction_counts,
    people_counts.medication_counts,
    people_counts.distress_counts,
    people_counts.frailty_counts,
    course_counts.concentration_counts,
    course_counts.held_case_counts,
    course_counts.leaving_counts,
    course_counts.activity_counts,
    course_counts.sleep_counts,
    ward_counts.time_counts,
    ward_counts.nurse_counts,
    ward_counts.shift_counts,
    ward_counts.staffing_counts,
]


KEPT = {"england": ("resident_shifts",)}
"""Tables that a study is counted from beside those that every run has; on other wards what they tell is counted as 0."""


class Job(NamedTuple):
    """One ward, one parameter set, some seeds.

    Attributes
    ----------
    study : str
    parameters : Parameters
    seeds : tuple of int
    null : str or None
        Null model, if any.
    days : int or None
        Length of a run; that of the study if left out.
    """

    study: str
    parameters: object
    seeds: tuple
    null: str | None = None
    days: int | None = None


def counted(job, counters=None):
    """Run a job.

    Parameters
    ----------
    job : Job
    counters : list of callable, optional
        Each takes the tables of a run and `Facts` and returns counts by name; all that patterns need if left out.

    Returns
    -------
    list of dict
        Counts of each run, by name.
    """
    from milieusim.engines.compiled import building as compiled
    from milieusim.engines.compiled.running import run_once
    from milieusim.engines.inputs import build_inputs

    study = load_studies()[job.study]
    design = design_of(job.study, job.null)
    parameters = parameters_under(job.null, load_parameters(job.parameters), design)
    days = job.days or study.days
    inputs = build_inputs(
        design, parameters, days, contagion=job.null != "contagion_off", keep=KEPT.get(job.study, ())
    )
    facts = Facts(job.study, parameters, days, inputs.names["stays.profile"])
    kernel = compiled.kernel()
    return [_counts(run_once(inputs, seed, kernel), facts, counters or COUNTERS) for seed in job.seeds]


def _counts(raw, facts, counters):
    found = {}
    for counter in counters:
        found |= counter(raw, facts)
    return {name: np.asarray(value, float) for name, value in found.items()}


def run_jobs(jobs, workers=None, progress=None, count=None):
    """Run jobs in threads and return their counts in the order of the jobs.

    Parameters
    ----------
    jobs : list of Job
    workers : int, optional
    progress : callable, optional
        Called with the number of jobs that are done.
    count : callable, optional
        Takes a job and returns the counts of its runs; `counted` if left out.

    Yields
    ------
    list of dict
    """
    for done, found in enumerate(in_threads(count or counted, jobs, workers, warms_up=True), start=1):
        if progress:
            progress(done)
        yield found


def pooled(parts):
    """Return the sum of dicts of counts."""
    parts = list(parts)
    return {name: sum(part[name] for part in parts) for name in parts[0]}


def read(key, counts_by_study):
    """Return the number that a pattern has in pooled counts.

    Parameters
    ----------
    key : str
        Of a target.
    counts_by_study : dict of str to dict
        Pooled counts by name of the study.
    """
    reading = READINGS[key]
    return float(reading.read(*(counts_by_study[study] for study in reading.studies)))


def read_with_error(key, clusters):
    """Return a pattern's number over clusters of runs, and its standard error by leaving each out in turn.

    Parameters
    ----------
    key : str
    clusters : list of dict of str to dict
        Pooled counts by study, one dict for each group of runs that chance drew together (a seed; a
        parameter set where sets differ).

    Returns
    -------
    value, error : float
        The error is NaN with fewer than two clusters, or where leaving one out leaves nothing to read.
    """
    studies = READINGS[key].studies
    whole = {study: pooled(cluster[study] for cluster in clusters) for study in studies}
    value, n = read(key, whole), len(clusters)
    if n < 2:
        return value, np.nan
    without = np.array([read(key, _less(whole, cluster, studies)) for cluster in clusters])
    return value, float(np.sqrt((n - 1) / n * ((without - without.mean()) ** 2).sum()))


def _less(whole, cluster, studies):
    return {
        study: {name: whole[study][name] - cluster[study][name] for name in whole[study]} for study in studies
    }


def evaluate(
    parameter_sets, keys, seeds_per_set, first_seed=1, workers=None, progress=None, days=None, is_common=False
):
    """Return what patterns come out as under each of many parameter sets.

    Parameters
    ----------
    parameter_sets : list of Parameters
    keys : list of str
        Of targets.
    seeds_per_set : int or dict of str to int
        Runs of each study a set; by study if a dict. Set k has seeds of its own.
    first_seed : int
    workers : int, optional
    progress : callable, optional
        Called with the number of jobs done and the number planned.
    days : int, optional
        Length of a run; that of the study if left out.
    is_common : bool
        All sets run on the seeds of the first: they share their luck, which sharpens differences.

    Returns
    -------
    values, variances : numpy.ndarray, shape (sets, keys)
        The variances are of Monte Carlo error, by jackknife over runs within a set, then averaged over
        sets: those of single sets rest on a handful of runs. NaN where each set has but one.
    """
    values, variances = [], []
    sets = runs_of_sets(parameter_sets, keys, seeds_per_set, first_seed, workers, progress, days, is_common)
    for runs in sets:
        rows = [value_and_variance(key, runs) for key in keys]
        values.append([value for value, _ in rows])
        variances.append([variance for _, variance in rows])
    return np.array(values), averaged(np.array(variances))


def runs_of_sets(
    parameter_sets, keys, seeds_per_set, first_seed=1, workers=None, progress=None, days=None, is_common=False
):
    """Yield, for each parameter set, the counts of its runs by study: what `evaluate` reads its values off.

    Yields
    ------
    dict of str to list of dict
    """
    studies = studies_of(keys)
    wanted = {
        study: seeds_per_set if isinstance(seeds_per_set, int) else seeds_per_set[study] for study in studies
    }
    most = max(wanted.values())
    apart = 0 if is_common else most
    jobs = [
        Job(study, parameters, tuple(range(first, first + wanted[study])), days=days)
        for first, parameters in ((first_seed + apart * k, item) for k, item in enumerate(parameter_sets))
        for study in studies
    ]
    tell = (lambda done: progress(done, len(jobs))) if progress else None
    found = run_jobs(jobs, workers, tell)
    for _ in parameter_sets:
        yield {study: next(found) for study in studies}


def value_and_variance(key, runs):
    """Return a pattern's number over the runs of one set, and its Monte Carlo variance."""
    studies = READINGS[key].studies
    n = min(len(runs[study]) for study in studies)
    # Where a pattern needs two wards, runs at one seed belong together.
    clusters = [{study: runs[study][k] for study in studies} for k in range(n)]
    value, error = read_with_error(key, clusters)
    return value, error**2


def averaged(variances):
    """Return the mean over sets of each pattern's variance, once a set: single ones rest on few runs.

    NaN where no set has one, because a single run says nothing of chance.
    """
    known = ~np.isnan(variances)
    n = known.sum(axis=0)
    total = np.where(known, variances, 0.0).sum(axis=0)
    mean = np.where(n > 0, total / np.maximum(n, 1), np.nan)
    return np.broadcast_to(mean, variances.shape).copy()
