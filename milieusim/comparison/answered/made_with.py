"""What gives a comparison again: the command, as it is typed."""

from pathlib import Path

from milieusim.config.reading.finding import shipped_designs
from milieusim.config.reading.loading import load_design
from milieusim.phrasing import as_typed

SHIPPED = ("best", "posterior")
"""Parameters that the command knows by name."""


def command_of(result, names=None, parameters=None, goals=None, rates=None):
    """Return the command that gives the same numbers with the same version.

    Parameters
    ----------
    result : Comparison
    names : list of str, optional
        Names or paths that the designs were loaded from; their names if left out.
    parameters : str, optional
        As given to the command.
    goals, rates : path-like, optional
        Files of goals and rates.

    Returns
    -------
    str
    """
    from milieusim.comparison.margins import judged_metrics

    pairs = "auto" if result.looks.first is not None else result.asked or result.replications
    options = [("--days", result.days), ("--replications", pairs), ("--seed", result.seed)]
    options.append(("--parameters", parameters or result.parameters.name))
    if result.judged != judged_metrics(result.goals.judged if goals else None, result.margins):
        options += [("--verdict", name) for name in result.judged]
    options += [("--margin", f"{name}={_size(margin)}") for name, margin in result.margins.items()]
    options += [(name, path) for name, path in (("--goals", goals), ("--rates", rates)) if path is not None]
    words = [*(names or result.designs), *(word for option in options for word in option)]
    return " ".join(["milieusim compare", *map(as_typed, words)])


def lacking(result):
    """Return what a command that was made up for a comparison leaves out, as it was given from Python.

    Parameters
    ----------
    result : Comparison

    Returns
    -------
    list of str
        A clause each, with what to do about it.
    """
    found = [
        f"{name} is no shipped design as it stands: write the path of its file in the place of its name"
        for name, design in result.designs.items()
        if not _is_shipped(name, design)
    ]
    found += [
        f"{what}: save what stands beside {what.title()} as a file, and add --{what} FILE"
        for what, given in (("goals", result.goals), ("rates", result.rates))
        if given is not None
    ]
    parameters = result.parameters.name
    if parameters not in SHIPPED and not Path(parameters).is_file():
        found.append(f"parameters {parameters}: write the path of a file of them after --parameters")
    if result.replacements.sentence:
        found.append("rules and agents of somebody's own, which only Python takes")
    return found


def _is_shipped(name, design):
    return name in shipped_designs() and design == load_design(name)


def _size(margin):
    return str(margin).replace(" ", "")
