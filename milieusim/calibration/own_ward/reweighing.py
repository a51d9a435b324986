"""Weighing sets of parameters by a ward's own incident log, through the instrument that the log is kept with."""

from pathlib import Path
from typing import NamedTuple

from milieusim.calibration.own_ward.folded_cells import folded
from milieusim.calibration.own_ward.log_and_census import read_census, read_log
from milieusim.calibration.own_ward.log_checks import laid_on_days, refuse_too_few, whole_file_notes
from milieusim.calibration.own_ward.mapping.mapping_file import to_decide
from milieusim.calibration.own_ward.weighed_files import out_problems, write_all
from milieusim.calibration.own_ward.weighed_ward import OwnWard
from milieusim.calibration.own_ward.weighing import LEAST_DAYS, weighed
from milieusim.config.reading.design_files import files_of_designs
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
    mapping=None,
    tell=None,
):
    """Weigh sets of parameters by how well they agree with a ward's own incident log.

    Parameters
    ----------
    data : path-like
        The log, a CSV file with the columns of the template ``incident_log.csv``, or others that mean the same.
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
    mapping : path-like, optional
        How columns and words of the log are read: a ``mapping.yaml``, which is written if it is not there and the log
        has other words than the template. All known spellings alone if left out.
    tell : callable, optional
        Called with each sentence about the files themselves, before anything is computed.

    Returns
    -------
    OwnWard

    Raises
    ------
    ConfigError
        With every problem found: in the choices, the design, and every row of both files; or if the log holds too few
        incidents to say anything.
    """
    files = Files(data, census, mapping, out)
    design, sets, log, counted = _checked(
        files, design, sets, seed, seeds_per_set, days, workers, skip_bad_rows
    )
    for note in [*log.notes, *(counted.notes if counted else [])] if tell is not None else []:
        tell(note)
    own = laid_on_days(log, counted)
    refuse_too_few(own, Path(data).name)
    notes = [*log.notes, *(counted.notes if counted else []), *own.notes, *whole_file_notes(own)]
    bad = [*log.bad, *(counted.bad if counted else [])]
    asked = {"seed": seed, "seeds_per_set": seeds_per_set, "workers": workers, "progress": progress}
    seen, weights, more = weighed(own, design, sets, days, asked)
    result = OwnWard(design, sets, weights, seen, own, bad, [*notes, *more], bool(counted), seed)
    if out is not None:
        write_all(result, Path(out))
    return result


class Files(NamedTuple):
    """The files that are read, and the one that is written."""

    data: object
    census: object
    mapping: object
    out: object


def _checked(files, design, sets, seed, seeds_per_set, days, workers, skip_bad_rows):
    data, census, mapping, out = files
    read = [file for file in (data, census, mapping, sets) if isinstance(file, str | Path)]
    problems = out_problems(out, [*read, *files_of_designs([design])])
    wholes = [("seed", seed, 0), ("seeds_per_set", seeds_per_set, 2)]
    wholes += [("days", days, LEAST_DAYS)] if days is not None else []
    wholes += [("workers", workers, 1)] if workers is not None else []
    for name, value, least in wholes:
        if isinstance(value, bool) or not isinstance(value, int) or value < least:
            problems.append(f"{name} is {value!r}; it must be a whole number of {least} or more.")
    design = _tried(lambda: load_design(design), problems)
    sets = _tried(lambda: _sets(sets), problems)
    log = _tried(lambda: read_log(data, design, mapping), problems)
    counted = _tried(lambda: read_census(census, mapping), problems) if census is not None else None
    rows = [table for table in (log, counted) if table is not None]
    bad = folded([cell for table in rows for cell in table.bad])
    if bad and not skip_bad_rows:
        # Rows of a census are no incidents: only files with such rows are counted.
        lines = sum(len({cell.line for cell in table.bad}) for table in rows)
        given = sum(table.given for table in rows if table.bad)
        problems += [*bad, f"{lines} of {given} rows cannot be read. --skip-bad-rows goes on without them."]
        problems += to_decide(log)
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
