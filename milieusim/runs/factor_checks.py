"""Do designs and parameters take the values that factors will give them? Asked before the first run."""

from itertools import islice

from milieusim.config.parameters import ledger
from milieusim.config.wording import near
from milieusim.errors import ConfigError
from milieusim.runs.factors import plain
from milieusim.runs.points import applied

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
            _in_parameters(factor) if "." not in factor.path else _in_designs(experiment, place, factor)
        )
    return list(dict.fromkeys(problems))


def _in_parameters(factor):
    path, known = factor.path, ledger()
    if path in OWN_COLUMNS or path not in known:
        return [
            f"factors.{path} is neither a path of a design, such as milieu.structure, nor a parameter."
            f"{near(path, known)}"
        ]
    return [f"factors.{path}: {told}" for value in factor.probes() for told in known.problems_of(path, value)]


def _in_designs(experiment, place, factor):
    problems = []
    for name, design in experiment.designs.items():
        for value in islice(factor.probes(), MOST_VALUES):
            try:
                design.replace({factor.path: plain(value)})
            except ConfigError as error:
                if not _works_somewhere(experiment, place, name, value):
                    problems += [_told(factor, name, problem, experiment) for problem in error.problems]
    return problems


def _told(factor, design, problem, experiment):
    problem = problem.removeprefix("replace: ")
    whole = "" if "whole number" not in problem or factor.given else " Write whole: true in the range."
    where = f" in {design}" if len(experiment.designs) > 1 else ""
    return f"factors.{factor.path}{where}: {problem}{whole}"


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
