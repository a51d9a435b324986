"""Do designs and parameters take the values that factors will give them? Asked before the first run."""

from itertools import islice

from milieusim.analysis.metrics.metrics import METRICS
from milieusim.campaign.experiment.factors import changes_of, plain
from milieusim.campaign.experiment.points import DESIGN, applied
from milieusim.errors import ConfigError
from milieusim.ledger.parameters import ledger
from milieusim.phrasing import near, spelt

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
        if factor.lever is not None:
            problems += _in_lever(experiment, factor, place)
        elif "." in factor.path:
            problems += _in_designs(experiment, place, factor)
        else:
            problems += _in_parameters(experiment, place, factor)
    return list(dict.fromkeys(problems))


def _where(experiment, place, value=None, design=None):
    """Return where a factor stands, or where it has a value: in the experiment's file, or in its table."""
    if experiment.table is not None:
        return experiment.table.where(place, value, design)
    return f"factors.{experiment.factors[place].path}"


def _in_parameters(experiment, place, factor):
    path, known = factor.path, ledger()
    if path in OWN_COLUMNS or path not in known:
        lever = " A lever, under a name of its own, says what it sets, adds_to or multiplies, or its options."
        return [
            f"{_where(experiment, place)} is neither a path of a design, such as milieu.structure, nor a "
            f"parameter.{near(path, known) or lever}"
        ]
    return [
        f"{_where(experiment, place, value, None)}: {told}"
        for value in factor.probes()
        for told in known.problems_of(path, value)
    ]


def _in_lever(experiment, factor, place):
    """Say what speaks against a lever: its name, its parameters, and what it does to each design at its values."""
    name, known = factor.path, ledger()
    unknown = [path for path in factor.lever.paths if "." not in path and path not in known]
    told = [
        f"factors.{name}: {path} is neither a path of a design, such as milieu.structure, nor a "
        f"parameter.{near(path, known)}"
        for path in unknown
    ]
    if name in OWN_COLUMNS or name in METRICS or name in known:
        what = "a parameter" if name in known else "a column of every table of metrics"
        told.append(f"factors.{name} is a lever, and {name} is {what}; give the lever another name")
    if unknown:
        return told
    found, probes = {}, factor.probes()[:MOST_VALUES]
    for design in experiment.designs:
        for value in probes:
            for problem in _refused_by_lever(experiment, factor, design, value):
                if not works_somewhere(experiment, place, design, value):
                    found.setdefault(problem, []).append((value, design))
    for problem, cases in found.items():
        values, named = (list(dict.fromkeys(column)) for column in zip(*cases))
        at = "" if len(values) == len(probes) else f" at {', '.join(spelt(plain(value)) for value in values)}"
        told.append(_told(factor, f"factors.{name}{at}", named, problem, experiment))
    return told


def _refused_by_lever(experiment, factor, design, value):
    design, problems = experiment.designs[design], []
    is_of_sets = any("." not in path for path in factor.lever.paths)
    for parameters, _ in experiment.sets[: MOST_TRIED if is_of_sets else 1]:
        try:
            of_design, of_parameters = changes_of({factor.path: factor.lever}, [value], design, parameters)
            problems += [
                told for name in of_parameters for told in parameters.problems_of(name, of_parameters[name])
            ]
            design.replace(of_design)
        except ConfigError as error:
            problems += error.problems
    return list(dict.fromkeys(problems))


def _in_designs(experiment, place, factor):
    found = {}
    for name, design in experiment.designs.items():
        table = experiment.table
        values = factor.probes() if table is None else table.values(place, name)
        for value in islice(values, MOST_VALUES):
            for problem in _refused(design, factor, value):
                if not works_somewhere(experiment, place, name, value):
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
    whole = ""
    if "whole number" in problem and factor.lever is not None:
        whole = " Write rounded: true for the path, or whole: true in the range."
    elif "whole number" in problem and not factor.given:
        whole = " Write whole: true in the range."
    designs = f" in {' and '.join(named)}" if len(named) < len(experiment.designs) else ""
    return f"{where}{designs}: {problem}{whole}"


def works_somewhere(experiment, place, design, value):
    """Whether some point of a design that gives a factor a value works."""
    if len(experiment.factors) == 1:
        return False
    having = (p for p in experiment.points if p.design == design and p.values[place] == value)
    return any(_works(point, experiment) for point in islice(having, MOST_TRIED))


def _works(point, experiment):
    try:
        applied(point, experiment.levers, experiment.designs, experiment.sets[0][0])
    except ConfigError:
        return False
    return True


def missing_parts(experiment, has_designs=True):
    """Yield what of an experiment lacks something: designs of a table, levels of a factor, seeds of a set.

    Parameters
    ----------
    experiment : Experiment
    has_designs : bool
        Whether its designs could be read.
    """
    if has_designs:
        yield from _unknown_designs(experiment)
    yield from _without_levels(experiment)
    yield from _without_seeds(experiment)


def _without_levels(experiment):
    return [
        f"factors.{factor.path} has no levels; a factorial needs levels: N in a range, or a list."
        for factor in experiment.factors
        if experiment.written.sampling.kind == "factorial" and not factor.given and factor.levels is None
    ]


def _without_seeds(experiment):
    often = [(one.name, times) for one, times in experiment.sets if times > 1]
    if experiment.written.seeds is not None and often:
        name, times = often[0]
        yield (
            f"seeds are listed, and set {name} comes {times} times, each time on further seeds: ask for fewer sets, "
            "or give seed and replications instead"
        )


def _unknown_designs(experiment):
    table = experiment.table
    for line, (name, _) in zip(table.lines, table.rows) if table else ():
        if name is not None and name not in experiment.designs:
            known = list(experiment.designs)
            yield (
                f"{table.label}: line {line}, column {DESIGN} holds '{name}'; designs lists {', '.join(known)}."
                f"{near(name, known)}"
            )
