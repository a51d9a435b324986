"""From a name, a file, a folder or a dict to a valid WardDesign: the door to all reading of designs."""

import os
import warnings
from pathlib import Path

from milieusim.config.parts.design import WardDesign
from milieusim.config.parts.part import validated
from milieusim.config.parts.problems import steps_told
from milieusim.config.reading import designs_shown  # noqa: F401 - gives designs their looks
from milieusim.config.reading.beside_designs import SPEAKERS, DesignWarning
from milieusim.config.reading.finding import find_design, is_shipped, shipped_designs
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

    Warns
    -----
    DesignWarning
        If a table lies in the folder that says something else than the design, and is not read.

    Examples
    --------
    >>> load_design("acute-ward").ward.beds > 0
    True
    """
    design = read_design(source)
    for told in told_beside(source, design):
        warnings.warn(told, DesignWarning, stacklevel=2)
    return design


def told_beside(source, design):
    """Return what is to be said of the folder that a design lies in, as sentences; of a shipped one there is nothing."""
    if not isinstance(source, str | os.PathLike):
        return []
    path = find_design(source)
    if not path.is_dir() or is_shipped(path):
        return []
    return [told for speaker in SPEAKERS for told in speaker(path, design)]


def read_design(source):
    """Load a ward design as `load_design` does, without a word about what lies beside it."""
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
    """Return a problem with the file and the line before it that the value came from."""
    folder = folder_without(layers, problem.steps)
    if folder:
        part = problem.steps[0]
        return f"{folder}: there is no {part}.yaml; add it, or say based_on in design.yaml."
    return source_of(layers, problem.steps).told(problem.steps, problem.text)


def places_of(source, sentences):
    """Return where in somebody's own files the values stand that sentences begin with.

    Parameters
    ----------
    source : str, path-like, dict or WardDesign
        A design that can be loaded.
    sentences : list of str
        Each begins with the path of a value, such as ``routine.slots[Lunch]``.

    Returns
    -------
    list of (str or None)
        File and line, as in ``ward/routine.yaml: line 12``; None where it is in no file, or a shipped one.
    """
    if not isinstance(source, str | os.PathLike):
        return [None] * len(sentences)
    layers = collected(source)
    tree, _ = whole(layers)
    return [_place_of(tuple(steps_told(sentence, tree)), layers) for sentence in sentences]


def _place_of(steps, layers):
    layer = source_of(layers, steps)
    if not steps or layer.origin is None or is_shipped(layer.origin):
        return None
    return layer.place(steps)
