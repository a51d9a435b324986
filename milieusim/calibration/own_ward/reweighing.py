"""Weighing sets of parameters by a ward's own incident log, through the instrument that the log is kept with."""

from pathlib import Path

import numpy as np

from milieusim.calibration.own_ward.log_and_census import read_census, read_log
from milieusim.calibration.own_ward.log_checks import laid_on_days, whole_file_notes
from milieusim.calibration.own_ward.set_weights import NewWeights, effective
from milieusim.calibration.own_ward.weighed_files import out_problems, write_all
from milieusim.calibration.own_ward.weighed_ward import OwnWard
from milieusim.calibration.own_ward.weighing import LEAST_DAYS, weighed
from milieusim.config.reading.loading import load_design
from milieusim.errors import ConfigError
from milieusim.ledger.parameters import load_parameters


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
        seen, weights, more = weighed(own, design, sets, days, asked)
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
    elif log is not None and not len(log.events) and not (counted and counted.residents):
        problems.append(
            f"{Path(data).name}: no incident, and no census either: there is nothing to weigh by."
        )
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
