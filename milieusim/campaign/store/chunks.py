"""Cutting an experiment into chunks: the unit of work, of storage and of resume.

A chunk is a few cells (design point x parameter set x block of replications), or one, or a part of one. The
same history of experiments is always cut in the same way; runs that an extension adds make chunks of their own,
so that no file that is there ever changes.
"""

import json
from typing import NamedTuple

from milieusim.digests import digest_of

APART = 10_000
"""How far the first seeds of two parameter sets lie apart where each has its own."""


class Cell(NamedTuple):
    """Runs that differ only in their seed."""

    point: int
    design: str
    values: tuple
    parameter_set: str
    seeds: tuple


class Chunk(NamedTuple):
    """Runs that are worked off, written and resumed together."""

    number: int
    name: str
    first_run: int
    cells: tuple

    @property
    def runs(self):
        """Number of runs."""
        return sum(len(cell.seeds) for cell in self.cells)


class Stage(NamedTuple):
    """What one experiment in the history of a store asks for."""

    points: dict
    sets: list
    seed: int
    replications: int
    size: int
    has_own_seeds: bool = False

    def seeds(self):
        """Seeds of each parameter set, as often as it comes; the same for all sets unless each has its own."""
        found = {}
        for place, (label, times) in enumerate(self.sets):
            first = self.seed + place * APART * self.has_own_seeds
            found[label] = tuple(range(first, first + times * self.replications))
        return found


def planned(stages, base, contents):
    """Yield the chunks of a store.

    Parameters
    ----------
    stages : list of Stage
        Each asks for all that the one before it asked for, and more.
    base : str
        Digest of what all runs have in common.
    contents : dict of tuple to str
        ("design" or "set", name) -> digest of the content.

    Yields
    ------
    Chunk
    """
    number = first_run = 0
    covered = {}
    for stage in stages:
        for cells in _grouped(_new_cells(stage, covered), stage.size):
            chunk = Chunk(number, chunk_name(number, cells, base, contents), first_run, cells)
            yield chunk
            number, first_run = number + 1, first_run + chunk.runs


def chunk_name(number, cells, base, contents):
    """Return the name of a chunk: its number, and a digest of what its runs are made from."""
    return f"{number:07d}-{_digest(base, cells, contents)}"


def _digest(base, cells, contents):
    used = {("design", cell.design) for cell in cells} | {("set", cell.parameter_set) for cell in cells}
    what = [base, cells, [contents[key] for key in sorted(used)]]
    return digest_of(json.dumps(what), 8)


def _new_cells(stage, covered):
    seeds_of = stage.seeds()
    for point, number in stage.points.items():
        for label, _ in stage.sets:
            seeds = wanted = seeds_of[label]
            done = covered.get((number, label), ())
            if done:
                seeds = tuple(seed for seed in wanted if seed not in done)
            covered[number, label] = range(wanted[0], wanted[-1] + 1)
            if seeds:
                yield Cell(number, point.design, point.values, label, seeds)


def _grouped(cells, size):
    """Put small cells together up to a size, and cut large ones into equal blocks."""
    group, count = [], 0
    for cell in cells:
        for block in _blocks(cell, size):
            if group and count + len(block.seeds) > size:
                yield tuple(group)
                group, count = [], 0
            group.append(block)
            count += len(block.seeds)
    if group:
        yield tuple(group)


def _blocks(cell, size):
    n = len(cell.seeds)
    parts = -(-n // size)
    edges = [n * k // parts for k in range(parts + 1)]
    return [cell._replace(seeds=cell.seeds[a:b]) for a, b in zip(edges, edges[1:])]


def lost_from(before, after):
    """Return what a stage asks for that a later one does not, as (points, sets, seeds) that are lacking.

    Parameters
    ----------
    before, after : Stage

    Returns
    -------
    tuple of list
    """
    points = [point for point in before.points if point not in after.points]
    ours, theirs = before.seeds(), after.seeds()
    sets = [label for label in ours if label not in theirs]
    seeds = set()
    for label in ours:
        if label in theirs:
            seeds |= set(ours[label]) - set(theirs[label])
    return points, sets, sorted(seeds)
