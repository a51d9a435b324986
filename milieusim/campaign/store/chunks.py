"""Cutting an experiment into chunks: the unit of work, of storage and of resume.

A plan is arithmetic: the runs of a stage are numbered by point, parameter set and seed, and so many in a row are a
chunk, so that of ten million runs none is listed. Runs that an extension adds make chunks of their own, and no file
that is there ever changes. The name of a chunk is its number and a digest of its stage.
"""

from bisect import bisect
from functools import cached_property
from itertools import accumulate
from typing import NamedTuple

from milieusim.digests import digest_of

APART = 10_000
"""How far the first seeds of two parameter sets lie apart where each has its own."""
PER_FOLDER = 1_000
"""Chunks of a folder: many more in one are slow to list."""


class Chunk(NamedTuple):
    """Runs that are worked off, written and resumed together."""

    number: int
    name: str
    first_run: int
    runs: int


class Cell(NamedTuple):
    """Runs that differ only in their seed; the point is told by its number."""

    point: int
    parameter_set: str
    seeds: tuple


class Stage(NamedTuple):
    """What one experiment in the history of a store asks for: all that the one before it asked for, and more."""

    points: int
    sets: list
    seed: int
    replications: int
    size: int
    has_own_seeds: bool
    digest: str
    listed: tuple | None = None

    def seeds(self):
        """Seeds of each parameter set, as often as it comes; the same for all sets unless each has its own."""
        if self.listed is not None:
            return {label: self.listed for label, _ in self.sets}
        found = {}
        for place, (label, times) in enumerate(self.sets):
            first = self.seed + place * APART * self.has_own_seeds
            found[label] = range(first, first + times * self.replications)
        return found


class Block:
    """Runs of points that follow each other, each on the same seeds of the same sets.

    Parameters
    ----------
    first : int
        Number of the first point.
    points : int
    pieces : list of tuple
        (parameter set, range or tuple of seeds) of each point.
    """

    def __init__(self, first, points, pieces):
        self.first, self.points, self.pieces = first, points, pieces
        self.ends = list(accumulate((len(seeds) for _, seeds in pieces), initial=0))

    @property
    def runs(self):
        """Number of runs."""
        return self.points * self.ends[-1]

    def cells(self, start, stop):
        """Yield the cells of the runs from a place to another one in the block."""
        while start < stop:
            point, within = divmod(start, self.ends[-1])
            piece = bisect(self.ends, within) - 1
            (label, seeds), offset = self.pieces[piece], within - self.ends[piece]
            taken = seeds[offset : offset + stop - start]
            yield Cell(self.first + point, label, tuple(taken))
            start += len(taken)


class _Part(NamedTuple):
    """A stage in the plan: where its chunks and runs begin, and which blocks it adds."""

    chunk: int
    run: int
    stage: Stage
    blocks: list
    runs: int


class Plan:
    """All chunks of a store, none of them listed.

    Parameters
    ----------
    stages : list of Stage
    """

    def __init__(self, stages):
        self.stages, self._parts = stages, []
        chunk = run = 0
        before = None
        for stage in stages:
            blocks = list(_added(before, stage))
            runs = sum(block.runs for block in blocks)
            self._parts.append(_Part(chunk, run, stage, blocks, runs))
            chunk, run, before = chunk - (-runs // stage.size), run + runs, stage
        self.chunks, self.runs = chunk, run

    @cached_property
    def _firsts(self):
        return [part.chunk for part in self._parts]

    def stage_of(self, number):
        """Return the number of the stage that a chunk belongs to."""
        return bisect(self._firsts, number) - 1

    def _part(self, number):
        return self._parts[self.stage_of(number)]

    def chunk(self, number):
        """Return a chunk by its number."""
        part = self._part(number)
        first = (number - part.chunk) * part.stage.size
        runs = min(part.stage.size, part.runs - first)
        return Chunk(number, f"{number:07d}-{part.stage.digest}", part.run + first, runs)

    def name(self, number):
        """Return the name of a chunk."""
        return f"{number:07d}-{self._part(number).stage.digest}"

    def cells(self, chunk):
        """Return the cells of a chunk."""
        part = self._part(chunk.number)
        start, found = chunk.first_run - part.run, []
        stop = start + chunk.runs
        for block in part.blocks:
            found += block.cells(max(start, 0), min(stop, block.runs))
            start, stop = start - block.runs, stop - block.runs
        return found


def number_of(name):
    """Return the number that stands in the name of a chunk or file; None if none does."""
    digits = name.partition("-")[0]
    return int(digits) if digits.isdecimal() else None


def _added(before, stage):
    """Yield the blocks of what a stage asks for beyond the one before it: more of its points, then further points."""
    wanted, points = stage.seeds(), 0
    if before is not None:
        points, done = before.points, before.seeds()
        more = [piece for label, seeds in wanted.items() for piece in _beyond(label, seeds, done.get(label))]
        yield from [Block(0, points, more)] if more else []
    if stage.points > points:
        yield Block(points, stage.points - points, list(wanted.items()))


def _beyond(label, seeds, done):
    if done is None:
        parts = [seeds]
    elif isinstance(seeds, range) and isinstance(done, range):
        parts = [range(seeds.start, done.start), range(done.stop, seeds.stop)]
    else:
        there = set(done)
        parts = [tuple(seed for seed in seeds if seed not in there)]
    return [(label, part) for part in parts if part]


def stage_digest(before, content):
    """Return the digest of a stage, by which its chunks are told from those of another experiment.

    Parameters
    ----------
    before : str
        Digest of the stage before it, or of what all runs of the store have in common.
    content : object
        What decides the runs of the stage, as plain data.
    """
    return digest_of([before, content], 8)


def lost_from(before, after):
    """Return what a stage asks for of sets and seeds that a later one does not, as (sets, seeds) that are lacking.

    Parameters
    ----------
    before, after : Stage

    Returns
    -------
    tuple of list
    """
    ours, theirs = before.seeds(), after.seeds()
    sets = [label for label in ours if label not in theirs]
    seeds = set()
    for label in ours:
        if label in theirs:
            seeds |= set(ours[label]) - set(theirs[label])
    return sets, sorted(seeds)
