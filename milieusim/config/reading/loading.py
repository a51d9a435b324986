"""From a name, a file, a folder or a dict to a valid WardDesign."""

import os
from pathlib import Path

from pydantic import ValidationError

from milieusim.config.parts.design import WardDesign
from milieusim.config.reading.crosschecks import cross_problems
from milieusim.config.reading.finding import shipped_designs
from milieusim.config.reading.layers import Layer, collected, folder_without, over_base, source_of, whole
from milieusim.config.telling.problems import problems_of
from milieusim.config.telling.schema import json_schema
from milieusim.errors import ConfigError

__all__ = ["json_schema", "load_design", "shipped_designs", "validated"]


def load_design(source):
    """Load a ward design.

    Parameters
    ----------
    source : str, path-like, dict or WardDesign
        The name of a shipped design, the path of a YAML file, the path of a folder with a ``design.yaml``, or
        the same content as a dict (in which relative paths start from the working folder).

    Returns
    -------
    WardDesign

    Raises
    ------
    ConfigError
        Listing every problem found, one sentence each.

    Examples
    --------
    >>> load_design("acute-ward").ward.beds > 0
    True
    """
    if isinstance(source, WardDesign):
        return source
    layers = _layers(source)
    tree, problems = whole(layers)
    try:
        design = validated(WardDesign, tree, layers)
    except ConfigError as error:
        raise ConfigError(problems + error.problems) from None
    if problems:
        raise ConfigError(problems)
    return design


def _layers(source):
    if isinstance(source, dict):
        return over_base([Layer("design", dict(source))], Path("."), "unnamed")
    if isinstance(source, str | os.PathLike):
        return collected(source)
    raise ConfigError(f"a design is loaded from a name, a path or a dict, not from {type(source).__name__}.")


def validated(part_type, tree, where):
    """Build a part from plain data, or raise ConfigError with one sentence a problem.

    Parameters
    ----------
    part_type : type
        A subclass of Part.
    tree : dict
        Plain data.
    where : str or list of Layer
        What stands before each problem; with layers, the file that the value came from.

    Returns
    -------
    Part
    """
    try:
        return part_type.model_validate(tree)
    except ValidationError as error:
        problems = problems_of(error, part_type, tree)
    if part_type is WardDesign:
        known = {problem.text for problem in problems}
        problems += [problem for problem in cross_problems(tree) if problem.text not in known]
    raise ConfigError([_labelled(problem, where) for problem in problems])


def _labelled(problem, where):
    if isinstance(where, str):
        return f"{where}: {problem.text}" if where else problem.text
    folder = folder_without(where, problem.steps)
    if folder:
        part = problem.steps[0]
        return f"{folder}: there is no {part}.yaml; add it, or say based_on in design.yaml."
    label = source_of(where, problem.steps)
    return f"{label}: {problem.text}" if label else problem.text
