"""One chunk: its runs, one after the other, and their files.

This is what a worker does, in a thread, another process or on another machine. It is told where the store lies
and which chunk to work off; everything else stands in the store's manifest.
"""

import os
import socket
import threading
from contextlib import suppress
from functools import cached_property, lru_cache
from typing import NamedTuple

from milieusim.analysis.series import tables_needed
from milieusim.campaign.experiment.own_things import NOTHING, own_things
from milieusim.campaign.store.arrow_columns import kinds_of
from milieusim.campaign.store.code_versions import code_digests, outcome_digests
from milieusim.campaign.store.manifest import NAME, Manifest, plain_ledger
from milieusim.campaign.store.notes import Damaged, note_path, place_of, read_note
from milieusim.campaign.store.parquet_writing import records_table
from milieusim.campaign.store.point_files import points_at
from milieusim.campaign.store.store_places import place_at
from milieusim.campaign.sweep.book import Book
from milieusim.campaign.sweep.sent import received
from milieusim.digests import digest_of
from milieusim.errors import ConfigError

# A rule that keeps notes is another rule once it has run: one thread looks at it, before all of them run.
_PREPARING = threading.Lock()


class Outcome(NamedTuple):
    """What a worker tells of a finished chunk: small, since results stay in the store."""

    name: str
    runs: int
    failed: int
    seconds: dict
    worker: str


class Context:
    """A manifest, made ready to run chunks."""

    def __init__(self, manifest, own=None):
        from milieusim.engines.simulate import runner_of

        facts, own = manifest.facts, own_things(own)
        _refuse_other_code(manifest, own)
        self.manifest = manifest
        self.clock, self.keep, self.metrics = facts["clock"], facts["keep"], facts["metrics"]
        self.outcomes = manifest.outcomes
        self.designs, self.parameters = manifest.designs(), manifest.parameters()
        self.rules, self.measures = dict(own.rules), own.measures()
        self.own = {
            part.removeprefix("rule "): digest
            for part, digest in facts["code"].items()
            if part.startswith(("rule ", "class "))
        }
        self.run = runner_of(self.clock["engine"], self.rules, **own.classes)

    @cached_property
    def plan(self):
        """All chunks of the store."""
        return self.manifest.plan()

    def has(self, chunk):
        """Whether a chunk is one of this store, extended or not since."""
        return chunk.number < self.plan.chunks and self.plan.name(chunk.number) == chunk.name

    def stage_of(self, chunk):
        """Return the number of the stage that a chunk belongs to, if stages differ in their factors."""
        return self.plan.stage_of(chunk.number) if self.manifest.added else -1

    def levers_of(self, chunk):
        """Return path of each factor, or name of a lever -> what the lever does, or None, in the order of a point."""
        levers = self.manifest.levers
        return {path: levers[path] for path in self.manifest.factors_at(self.stage_of(chunk))}

    def cells(self, place, chunk):
        """Return the cells of a chunk, each with its point."""
        cells, stage = self.plan.cells(chunk), self.stage_of(chunk)
        points = points_at(place, self.manifest, cells[0].point, max(cell.point for cell in cells), stage)
        return [(cell, points[cell.point]) for cell in cells]

    def inputs(self, design, parameters):
        """Return the inputs of an engine."""
        from milieusim.engines.inputs import build_inputs

        clock = self.clock
        return build_inputs(
            design,
            parameters,
            clock["days"],
            clock["warm_up_days"],
            clock["tick_minutes"],
            keep=[*self.keep, *tables_needed(self.outcomes)],
            rules=self.rules,
        )

    def table(self, name, records, chunk):
        """Return records about runs of a chunk as an Arrow table."""
        factors = self.manifest.factors_at(self.stage_of(chunk))
        return records_table(records, kinds_of(name, factors, self.metrics))


def _refuse_other_code(manifest, own):
    here = {
        **code_digests(own),
        **outcome_digests(manifest.outcomes),
        "parameters": digest_of(plain_ledger()),
    }
    there = {**manifest.facts["code"], "parameters": digest_of(manifest.facts["ledger"])}
    parts = {part for part in {*there, *here} if there.get(part) != here.get(part)}
    if parts:
        raise ConfigError(
            f"The worker on {socket.gethostname()} has other code than the store: {', '.join(sorted(parts))}. Install "
            "the same milieusim there. Code of your own that differs uses something that is another there."
        )


@lru_cache(maxsize=4)
def _context(location, digest, own):
    # The store may have been extended since the digest was told: what it held then, it holds still.
    return Context(Manifest.read(place_at(location)), received(own))


def run_chunk(location, digest, chunk, own=NOTHING, should_stop=None):
    """Work off a chunk and write its files; the note of it comes last and says that it is done.

    What another sweep has finished meanwhile is not run again.

    Parameters
    ----------
    location : str
        Of the store.
    digest : str
        Of its manifest.
    chunk : Chunk
    own : OwnThings or Sent
        Rules, metrics and agent classes of somebody's own.
    should_stop : callable, optional
        Asked between runs.

    Returns
    -------
    Outcome

    Raises
    ------
    Stopped
        If `should_stop` said so.
    ConfigError
        If the store is another one, or not there any more.
    OSError
        If a file could not be written; nothing half-written is left.
    """
    place = place_at(location)
    _refuse_lost(place)
    with _PREPARING:
        context = _context(location, digest, own)
    if not context.has(chunk):
        raise ConfigError(
            f"{location}: the store is another one than when this sweep began, so that chunk {chunk.name} is none "
            "of it; run the command again."
        )
    worker = f"{socket.gethostname()}/{os.getpid()}"
    if (note := _noted(place, chunk)) is not None:
        return Outcome(chunk.name, chunk.runs, note.failed, {}, worker)
    book = Book(context, chunk)
    try:
        cells = context.cells(place, chunk)
    except Damaged:
        _refuse_lost(place)  # a file that is not there is the lesser news where nothing is
        raise
    book.run_cells(cells, should_stop)
    with book.timed("storing"):
        _refuse_lost(place)
        book.write(place)
    return Outcome(chunk.name, chunk.runs, len(book.failures), book.seconds, worker)


def _refuse_lost(place):
    """Raise ConfigError if the store is not there any more: what is written then would be a ruin."""
    if not place.exists(NAME):
        raise ConfigError(
            f"--store: '{place.location}' holds no store any more: it was moved or removed while this sweep was at "
            "work. Give the same command with its new place; what was finished there is kept."
        )


def _noted(place, chunk):
    """Return the note of a chunk that another sweep has finished meanwhile; None if none has."""
    name = place_of(chunk.number, chunk.name)
    if place.exists(note_path(name)):
        with suppress(OSError, Damaged):
            return read_note(name, place.read(note_path(name)))
    return None
