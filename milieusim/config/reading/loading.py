"""From a name, a file, a folder or a dict to a valid WardDesign: the door to all reading of designs."""

import os
from pathlib import Path

from milieusim.config.parts.design import WardDesign
from milieusim.config.parts.part import validated
from milieusim.config.reading.finding import shipped_designs
from milieusim.config.reading.layers import Layer, collected, folder_without, over_base, source_of, whole
from milieusim.errors import ConfigError
from milieusim.python_values import as_python

__all__ = ["load_design", "shipped_designs"]


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
        design = validated(WardDesign, tree, lambda problem: _labelled(problem, layers))
    except ConfigError as error:
        raise ConfigError(problems + error.problems) from None
    if problems:
        raise ConfigError(problems)
    return design


def _layers(source):
    if isinstance(source, dict):
        return over_base([Layer("design", as_python(source))], Path("."), "unnamed")
    if isinstance(source, str | os.PathLike):
        return collected(source)
    raise ConfigError(f"a design is loaded from a name, a path or a dict, not from {type(source).__name__}.")


def _labelled(problem, layers):
    """Return a problem with the file before it that the value came from."""
    folder = folder_without(layers, problem.steps)
    if folder:
        part = problem.steps[0]
        return f"{folder}: there is no {part}.yaml; add it, or say based_on in design.yaml."
    label = source_of(layers, problem.steps)
    return f"{label}: {problem.text}" if label else problem.text
