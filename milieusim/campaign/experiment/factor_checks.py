"""Do designs and parameters take the values that factors will give them? Asked before the first run."""

from itertools import islice

from milieusim.campaign.experiment.factors import plain
from milieusim.campaign.experiment.points import applied
from milieusim.errors import ConfigError
from milieusim.ledger.parameters import ledger
from milieusim.phrasing import near

MOST_VALUES = 200
MOST_TRIED = 50
OWN_COLUMNS = ("run", "point", "design", "parameter_set", "seed", "run_id", "stage", "error", "message")


def problems_in_designs(experiment):
    """Return what speaks against the factors of an experiment, one sentence each.

    A value that a design refuses only alone is let pass if some point that has it works: the start of a slot
    may have to move with its end. Points that do not work then fail as runs do, and are kept as failures.

    Parameters
    ----------
    experiment : Experiment

    Returns
    -------
    list of str
    """
    problems = []
    for place, factor in enumerate(experiment.factors):
        problems += (
            _in_parameters(experiment, place, factor)
            if "." not in factor.path
            else _in_designs(experiment, place, factor)
        )
    return list(dict.fromkeys(problems))


def _where(experiment, place, value=None, design=None):
    """Return where a factor stands, or where it has a value: in the experiment's file, or in its table."""
    if experiment.table is not None:
        return experiment.table.where(place, value, design)
    return f"factors.{experiment.factors[place].path}"


def _in_parameters(experiment, place, factor):
    path, known = factor.path, ledger()
    if path in OWN_COLUMNS or path not in known:
        return [
            f"{_where(experiment, place)} is neither a path of a design, such as milieu.structure, nor a "
            f"parameter.{near(path, known)}"
        ]
    return [
        f"{_where(experiment, place, value, None)}: {told}"
        for value in factor.probes()
        for told in known.problems_of(path, value)
    ]


def _in_designs(experiment, place, factor):
    found = {}
    for name, design in experiment.designs.items():
        table = experiment.table
        values = factor.probes() if table is None else table.values(place, name)
        for value in islice(values, MOST_VALUES):
            for problem in _refused(design, factor, value):
                if not _works_somewhere(experiment, place, name, value):
                    where = _where(experiment, place, value, name)
                    found.setdefault((where, problem), []).append(name)
    return [_told(factor, where, named, problem, experiment) for (where, problem), named in found.items()]


def _refused(design, factor, value):
    try:
        design.replace({factor.path: plain(value)})
    except ConfigError as error:
        return error.problems
    return []


def _told(factor, where, named, problem, experiment):
    problem = problem.removeprefix("replace: ")
    whole = "" if "whole number" not in problem or factor.given else " Write whole: true in the range."
    designs = f" in {' and '.join(named)}" if len(named) < len(experiment.designs) else ""
    return f"{where}{designs}: {problem}{whole}"


def _works_somewhere(experiment, place, design, value):
    if len(experiment.factors) == 1:
        return False
    having = (p for p in experiment.points if p.design == design and p.values[place] == value)
    return any(_works(point, experiment) for point in islice(having, MOST_TRIED))


def _works(point, experiment):
    try:
        applied(point, experiment.paths, experiment.designs, experiment.sets[0][0])
    except ConfigError:
        return False
    return True
