"""Routines that are worth a run: what moves make of a design, if the ward could live with it."""

import re
from collections import Counter
from dataclasses import dataclass

from milieusim.config.feasibility.feasibility import warnings_of
from milieusim.config.reading.merging import laid_over
from milieusim.digests import digest_of
from milieusim.errors import ConfigError
from milieusim.improving.moves import moves_of


@dataclass(frozen=True)
class Candidate:
    """A routine to try.

    Attributes
    ----------
    name : str
        Digest of the routine: two ways to one routine are one candidate.
    design : WardDesign
    keys : tuple
        Of the moves that lead to it, in their order.
    mends : bool
        Whether `check` warns of less than before the last of the moves.
    """

    name: str
    design: object
    keys: tuple = ()
    mends: bool = False


def base_candidate(design):
    """Return the routine that is there, as a candidate without moves."""
    return Candidate(_name(design), design)


def candidates_from(parent, fixed=(), wanted=None):
    """Return the candidates that lie one move from another.

    Parameters
    ----------
    parent : Candidate
    fixed : collection of str
        Names of slots that stay as they are.
    wanted : callable, optional
        Whether a move is asked for; all are if left out.

    Returns
    -------
    list of Candidate
        Without those that `check` would warn of more than of the parent.
    """
    known, found = _warned(parent.design), {}
    for move in moves_of(parent.design, fixed):
        if wanted is None or wanted(move):
            design = moved(parent.design, move)
            warned = None if design is None else _warned(design)
            if warned is not None and _is_no_worse(warned, known):
                name, mends = _name(design), warned.total() < known.total()
                found.setdefault(name, Candidate(name, design, (*parent.keys, move.key), mends))
    found.pop(parent.name, None)
    return list(found.values())


def candidate_of(parent, keys, fixed=()):
    """Return the candidate that moves lead to from another, one after the other.

    Parameters
    ----------
    parent : Candidate
    keys : list of tuple
        Of the moves, in their order.
    fixed : collection of str
        Names of slots that stay as they are.

    Returns
    -------
    Candidate or None
        None where one of the moves cannot be made any more, or where `check` would warn of more.
    """
    design = parent.design
    for key in keys:
        found = [move for move in moves_of(design, fixed) if move.key == key]
        design = moved(design, found[0]) if found else None
        if design is None:
            return None
    warned, known = _warned(design), _warned(parent.design)
    if not _is_no_worse(warned, known):
        return None
    return Candidate(_name(design), design, (*parent.keys, *keys), warned.total() < known.total())


def moved(design, move):
    """Return the design after a move, or None where the move cannot be made."""
    problems = []
    tree = laid_over({"routine": design.routine.model_dump(mode="json")}, {"routine": move.edit}, problems)
    if problems:
        return None
    try:
        return design.replace({"routine.slots": tree["routine"]["slots"]})
    except ConfigError:
        return None


def _warned(design):
    """Return warnings by what they are about: at what minute something lies does not make it another one."""
    return Counter(re.sub(r"\d+", "#", text) for text in warnings_of(design))


def _is_no_worse(warnings, known):
    return warnings <= known or warnings.total() < known.total()


def _name(design):
    return digest_of(design.routine.model_dump(mode="json"), 12)
