"""Weighing sets of parameters by a ward's own incident log, through the instrument that the log is kept with."""

import math
from pathlib import Path

import numpy as np

from milieusim.calibration import own_counts, own_summary
from milieusim.calibration.own_checks import families_used, laid_on_days, whole_file_notes
from milieusim.calibration.own_files import out_problems, write_all
from milieusim.calibration.own_groups import groups_for
from milieusim.calibration.own_log import read_census, read_log
from milieusim.calibration.own_report import OwnWard, Seen
from milieusim.calibration.own_runs import simulated_logs
from milieusim.calibration.own_smoothing import smoothed
from milieusim.calibration.own_weights import NewWeights, effective, log_likelihood, reweighted
from milieusim.config.loading import load_design
from milieusim.config.parameters import load_parameters
from milieusim.errors import ConfigError
from milieusim.vocabulary import IncidentKind

LEAST_DAYS, MOST_DAYS = 28, 112
"""Days that each simulated log covers: those of the ward's own, within these bounds."""
NEAR = 2.0
"""Standard deviations within which the nearest set must lie for a measure to count in full."""
SURE_CORRELATION = 0.9
"""Correlations found from few runs are drawn this far towards none."""
RANGE_IN_SPREADS = 3.92
"""A ledger's range is read as holding 95 % of what may be."""


def reweigh(
    data,
    design,
    out=None,
    census=None,
    sets="posterior",
    seed=1,
    seeds_per_set=4,
    days=None,
    workers=None,
    progress=None,
    skip_bad_rows=False,
):
    """Weigh sets of parameters by how well they agree with a ward's own incident log.

    Parameters
    ----------
    data : path-like
        The log, a CSV file with the columns of the template ``incident_log.csv``.
    design : WardDesign, str or path
        The ward as it was while the log was kept; its ``policy.instrument`` says how the log was kept.
    out : path-like, optional
        Parquet file to write, in the format of the shipped posterior; a table (.csv) and a picture (.png) of
        the same name are written beside it. Nothing is written if left out.
    census : path-like, optional
        Residents by day, a CSV file with the columns of the template ``census.csv``.
    sets : "posterior", path or ParameterSets
        The sets to weigh, with the weights they have.
    seed : int
        First seed of the simulated logs.
    seeds_per_set : int
        Simulated logs a set, 2 or more.
    days : int, optional
        Length of each simulated log; that of the ward's own, from 28 to 112 days, if left out.
    workers : int, optional
        Threads; as many as there are processors if left out.
    progress : callable, optional
        Called with the number of sets simulated and of all.
    skip_bad_rows : bool
        Go on without rows that cannot be read, instead of refusing the file.

    Returns
    -------
    OwnWard

    Raises
    ------
    ConfigError
        With every problem found: in the choices, the design, and every row of both files.
    """
    design, sets, log, counted = _checked(
        data, design, out, census, sets, seed, seeds_per_set, days, workers, skip_bad_rows
    )
    own = laid_on_days(log, counted)
    notes = [*log.notes, *(counted.notes if counted else []), *own.notes, *whole_file_notes(own)]
    bad = [*log.bad, *(counted.bad if counted else [])]
    asked = {"seed": seed, "seeds_per_set": seeds_per_set, "workers": workers, "progress": progress}
    if len(own.events):
        seen, weights, more = _weighed(own, design, sets, days, asked)
    else:
        seen, weights, more = None, _unchanged(sets), ["Without incidents there is nothing to weigh by."]
    result = OwnWard(design, sets, weights, seen, own, bad, [*notes, *more], bool(counted), seed)
    if out is not None:
        write_all(result, Path(out))
    return result


def _checked(data, design, out, census, sets, seed, seeds_per_set, days, workers, skip_bad_rows):
    problems = [*out_problems(out)]
    wholes = [("seed", seed, 0), ("seeds_per_set", seeds_per_set, 2)]
    wholes += [("days", days, LEAST_DAYS)] if days is not None else []
    wholes += [("workers", workers, 1)] if workers is not None else []
    for name, value, least in wholes:
        if isinstance(value, bool) or not isinstance(value, int) or value < least:
            problems.append(f"{name} is {value!r}; it must be a whole number of {least} or more.")
    design = _tried(lambda: load_design(design), problems)
    sets = _tried(lambda: _sets(sets), problems)
    log = _tried(lambda: read_log(data, design), problems)
    counted = _tried(lambda: read_census(census), problems) if census is not None else None
    rows = [table for table in (log, counted) if table is not None]
    bad = [cell.sentence for table in rows for cell in table.bad]
    if bad and not skip_bad_rows:
        lines = sum(len({cell.line for cell in table.bad}) for table in rows)
        given = sum(table.given for table in rows)
        problems += [*bad, f"{lines} of {given} rows cannot be read. --skip-bad-rows goes on without them."]
    elif log is not None and log.given and not len(log.events):
        problems += [*bad, "No row of the log can be read."]
    if problems:
        raise ConfigError(problems)
    return design, sets, log, counted


def _tried(make, problems):
    try:
        return make()
    except ConfigError as problem:
        problems += problem.problems
        return None


def _sets(sets):
    found = load_parameters(sets) if isinstance(sets, str | Path) else sets
    if not hasattr(found, "weights"):
        raise ConfigError(
            f"parameters is {getattr(found, 'name', found)!r}; one set leaves nothing to weigh. Use 'posterior', or a "
            ".parquet file of sets."
        )
    return found


def _unchanged(sets):
    weights = np.array(sets.weights)
    worth = effective(weights)
    return NewWeights(weights, 0.0, worth, worth, worth)


def _weighed(own, design, sets, days, asked):
    """Return what was seen, the new weights, and what there is to say about them."""
    days = days or min(max(own.days, LEAST_DAYS), MOST_DAYS)
    logs = simulated_logs(design, sets, days, **asked)
    before = np.array(sets.weights)
    census = _census_of(logs, before, days)
    by_day, notes = _bed_days(own, census)
    expected = _expected(logs, before, by_day.sum())
    groups, silent = groups_for(own.events, expected)
    if silent:
        words = ", ".join(kind.replace("_", " ") for kind in silent)
        notes.append(f"Never in this log, though some were to be expected, and so not compared: {words}.")
    used, more = families_used(own, groups)
    measures = own_summary.measures_of(groups, _unsure_recording(design, sets), used)
    counts = own_counts.counts_of(own.events, own.days, by_day.sum(), groups)
    rows = np.array([[own_counts.counts_of(e, days, b, groups) for e, b in logs_] for logs_ in logs])
    seen = _seen(own, measures, counts, rows, by_day, groups, sets, days)
    off = _off(seen)
    weights = _weights(seen, before, np.maximum(off / NEAR, 1.0))
    return seen, weights, [*notes, *more, *_far_off(seen, off, design)]


def _census_of(logs, weights, days):
    mean = np.array([np.mean([bed_days for _, bed_days in logs_]) for logs_ in logs])
    return float(weights @ mean) / days


def _bed_days(own, simulated):
    """Return occupied bed-days by day, and a sentence if the model's ward is fuller or emptier."""
    if np.isnan(own.census).any():
        return np.full(own.days, simulated), []
    mean = float(own.census.mean())
    if simulated > 0 and abs(mean / simulated - 1) <= 0.15:
        return own.census, []
    return own.census, [
        f"The census has {mean:.1f} residents a day, the model's ward {simulated:.1f}: see whether the design has the "
        "ward's own beds, stay and demand."
    ]


def _expected(logs, weights, bed_days):
    """Return how many incidents of each kind the sets would have recorded in the log's bed-days."""
    kinds = len(IncidentKind)
    counts = [sum(np.bincount(e["kind"], minlength=kinds) for e, _ in logs_) for logs_ in logs]
    whole = np.array([sum(days for _, days in logs_) for logs_ in logs])
    return bed_days * (weights @ (np.array(counts) / whole[:, None]))


def _unsure_recording(design, sets):
    """Return how unsure the instrument's recording of each kind is, unless the sets carry that already."""
    found = {}
    for kind in IncidentKind:
        name = f"{design.policy.instrument}_records_{kind.label}"
        entry = sets[0].entry(name)
        if name not in sets.names and 0 < entry.low < entry.high:
            found[int(kind)] = math.log(entry.high / entry.low) / RANGE_IN_SPREADS
    return found


def _seen(own, measures, counts, rows, by_day, groups, sets, days):
    before = np.array(sets.weights)
    even = own_summary.even_scale(measures, counts)
    pooled = rows.sum(1)
    values = own_summary.even_scale(measures, pooled)
    chance = np.einsum("s,sij->ij", before, own_summary.left_out_covariance(measures, rows))
    own_chance = chance * rows.shape[1] * days / own.days
    spread, correlation = np.sqrt(np.diag(own_chance)), _correlation(chance)
    if own.days >= 7 * own_summary.LEAST_WEEKS:
        # Weeks of the log itself may differ more than the model's runs do; residents who stay for months
        # make weeks too much alike, which only the runs show. The larger counts.
        weeks = own_counts.weeks_of(own.events, own.days, by_day, groups)
        by_weeks = np.sqrt(np.diag(own_summary.left_out_covariance(measures, weeks)))
        is_by_week = [measure.family != "repeated" for measure in measures]
        spread = np.where(is_by_week, np.maximum(spread, by_weeks), spread)
    columns = [sets.values(name) for name in sets.names]
    values, left = smoothed(values, columns, before, np.diag(chance))
    chance *= np.sqrt(np.outer(left, left))
    middle = np.array([_mean_known(before, column) for column in values.T])
    model = own_summary.model_covariance(measures, np.where(np.isfinite(middle), middle, even))
    covariance = np.outer(spread, spread) * correlation + chance + model
    told, natural = own_summary.read(measures, counts), own_summary.read(measures, pooled)
    return Seen(measures, groups, counts, told, even, values, natural, spread, covariance)


def _correlation(covariance):
    spread = np.sqrt(np.diag(covariance))
    whole = np.where(spread > 0, spread, 1.0)
    found = SURE_CORRELATION * covariance / np.outer(whole, whole)
    np.fill_diagonal(found, 1.0)
    return found


def _mean_known(weights, values):
    known = np.isfinite(values)
    return float(weights[known] @ values[known] / weights[known].sum()) if weights[known].any() else np.nan


def _off(seen):
    """Return how far the nearest set is from the log in each measure, in standard deviations of both."""
    apart = np.abs(seen.values - seen.even) / np.sqrt(np.maximum(np.diag(seen.covariance), 1e-12))
    return np.min(np.where(np.isfinite(apart), apart, np.inf), axis=0, initial=np.inf)


def _weights(seen, before, wider):
    """Return new weights; a measure that no set comes near counts for less, or it would drown the others."""
    usable = np.isfinite(seen.even) & (seen.spread > 0) & np.isfinite(wider)
    weight = np.array([measure.weight for measure in seen.measures])[usable]
    covariance = (seen.covariance * np.outer(wider, wider))[np.ix_(usable, usable)]
    return reweighted(before, log_likelihood(seen.even[usable], seen.values[:, usable], covariance, weight))


def _far_off(seen, off, design):
    """Say which rates no set comes near."""
    rates = [m.label for m, apart in zip(seen.measures, off) if m.family == "rate" and 3 < apart < np.inf]
    if not rates:
        return []
    return [
        f"No set comes near the ward's recorded rate of {', '.join(rates)}. See whether the log was kept with the "
        f"instrument that the design names ({design.policy.instrument}), and whether the design is this ward."
    ]
