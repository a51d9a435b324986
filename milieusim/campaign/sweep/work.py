"""One chunk: its runs, one after the other, and their files.

This is what a worker does, in a thread, another process or on another machine. It is told where the store lies
and which chunk to work off; everything else stands in the store's manifest.
"""

import os
import re
import socket
import threading
import time
from functools import lru_cache
from typing import NamedTuple

from milieusim.campaign.experiment.points import Point, applied
from milieusim.campaign.store.arrow_columns import FAILURES, METRICS, kinds_of
from milieusim.campaign.store.chunk_checks import path_of
from milieusim.campaign.store.chunks import chunk_name
from milieusim.campaign.store.code_versions import code_digests
from milieusim.campaign.store.manifest import Manifest, plain_ledger
from milieusim.campaign.store.parquet_writing import joined, parquet_bytes, records_table, rows_table
from milieusim.campaign.store.seals import likeness_of, sealed_bytes
from milieusim.campaign.store.store_places import place_at
from milieusim.digests import digest_of
from milieusim.errors import ConfigError, MilieusimError

ADDRESS = re.compile(r"\b0x[0-9a-fA-F]+\b")
# What says something about the machine and nothing about the run: the chunk is not finished then.
OF_THE_MACHINE = (MemoryError, OSError, ImportError)


# A rule that keeps notes is another rule once it has run: one thread looks at it, before all of them run.
_PREPARING = threading.Lock()


class Stopped(MilieusimError):
    """The sweep was stopped while a chunk was under way."""


class Outcome(NamedTuple):
    """What a worker tells of a finished chunk: small, since results stay in the store."""

    name: str
    runs: int
    failed: int
    seconds: dict
    worker: str


class Context:
    """A manifest, made ready to run chunks."""

    def __init__(self, manifest, rules=None):
        from milieusim.engines.simulate import runner_of

        facts = manifest.facts
        _refuse_other_code(manifest, rules)
        self._made_from = manifest.base, manifest.contents
        self.clock, self.keep, self.metrics = facts["clock"], facts["keep"], facts["metrics"]
        self.factors = manifest.factors
        self.designs, self.parameters = manifest.designs(), manifest.parameters()
        self.rules = rules
        self.own = {name: facts["code"][f"rule {name}"] for name in sorted(rules or {})}
        self.run = runner_of(self.clock["engine"], rules)

    def name_of(self, chunk):
        """Return the name of a chunk in this store, extended or not since; None if it cannot be one of it."""
        try:
            return chunk_name(chunk.number, chunk.cells, *self._made_from)
        except KeyError:
            return None

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
            keep=self.keep,
            rules=self.rules,
        )

    def table(self, name, records):
        """Return records about runs as an Arrow table."""
        return records_table(records, kinds_of(name, self.factors, self.metrics))


def _refuse_other_code(manifest, rules):
    here = {**code_digests(rules), "parameters": digest_of(plain_ledger())}
    there = {**manifest.facts["code"], "parameters": digest_of(manifest.facts["ledger"])}
    parts = {part for part in {*there, *here} if there.get(part) != here.get(part)}
    if parts:
        raise ConfigError(
            f"The worker on {socket.gethostname()} has other code than the store: {', '.join(sorted(parts))}. Install "
            "the same milieusim there; a metric or rule of your own must be known there too."
        )


@lru_cache(maxsize=4)
def _context(location, digest, rules):
    # The store may have been extended since the digest was told: what it held then, it holds still.
    return Context(Manifest.read(place_at(location)), dict(rules))


def run_chunk(location, digest, chunk, rules=(), should_stop=None):
    """Work off a chunk and write its files; the one with metrics comes last and says that the chunk is done.

    Parameters
    ----------
    location : str
        Of the store.
    digest : str
        Of its manifest.
    chunk : Chunk
    rules : tuple of tuple
        (name, function) of replaced rules.
    should_stop : callable, optional
        Asked between runs.

    Returns
    -------
    Outcome

    Raises
    ------
    Stopped
        If `should_stop` said so.
    OSError
        If a file could not be written; nothing half-written is left.
    """
    with _PREPARING:
        context = _context(location, digest, rules)
    if chunk.name != context.name_of(chunk):
        raise ConfigError(
            f"{location}: the store is another one than when this sweep began, so that chunk {chunk.name} is none "
            "of it; run the command again."
        )
    book = _Book(context, chunk)
    book.run_cells(should_stop)
    with book.timed("storing"):
        book.write(place_at(location))
    worker = f"{socket.gethostname()}/{os.getpid()}"
    return Outcome(chunk.name, chunk.runs, len(book.failures), book.seconds, worker)


class _Book:
    """What the runs of a chunk gave, until it is written."""

    def __init__(self, context, chunk):
        self.context, self.chunk = context, chunk
        self.metrics, self.failures = [], []
        self.tables = {name: [] for name in context.keep}
        self.seconds = dict.fromkeys(("preparing", "simulating", "measuring", "storing"), 0.0)
        self.stage = ""

    def run_cells(self, should_stop):
        """Run all cells."""
        first = self.chunk.first_run
        for cell in self.chunk.cells:
            self._run_cell(cell, range(first, first + len(cell.seeds)), should_stop)
            first += len(cell.seeds)

    def _run_cell(self, cell, numbers, should_stop):
        """Run a cell; what cannot even be prepared fails for all of its seeds."""
        from milieusim.engines.identity import run_ids
        from milieusim.engines.simulate import facts_of

        context, parts = self.context, []
        try:
            with self.timed("preparing"):
                self.stage = "design"
                design, parameters = self._applied(cell)
                self.stage = "inputs"
                inputs = context.inputs(design, parameters)
                ids = run_ids(design, inputs, cell.seeds, cell.parameter_set, context.own)
        except OF_THE_MACHINE:
            raise
        except Exception as error:
            self.failures += [self._failure(cell, n, s, "", error) for n, s in zip(numbers, cell.seeds)]
            return
        facts = facts_of(inputs, context.keep)
        for number, seed, identity in zip(numbers, cell.seeds, ids):
            if should_stop is not None and should_stop():
                raise Stopped("The sweep was stopped.")
            self._run_one(cell, number, seed, identity, inputs, facts, parts)
        self._take_tables(parts, inputs)

    def _applied(self, cell):
        context, point = self.context, Point(cell.design, cell.values)
        return applied(point, context.factors, context.designs, context.parameters[cell.parameter_set])

    def _run_one(self, cell, number, seed, identity, inputs, facts, parts):
        from milieusim.analysis.metrics.metrics import metrics_of

        try:
            with self.timed("simulating"):
                self.stage = "simulating"
                raw = self.context.run(inputs, seed)
            with self.timed("measuring"):
                self.stage = "measuring"
                values = metrics_of(raw, facts)
        except OF_THE_MACHINE:
            raise
        except Exception as error:
            if isinstance(error.__cause__, MemoryError):
                raise error.__cause__ from None
            self.failures.append(self._failure(cell, number, seed, identity, error))
            return
        # All tables of a run are there or none: a failed run has no rows anywhere.
        self.metrics.append((*_which(cell, number, seed), identity, *map(values.get, self.context.metrics)))
        parts.append((number, {name: raw[name].copy() for name in self.context.keep}))

    def _failure(self, cell, number, seed, identity, error):
        cause = error.__cause__ or error
        message = ADDRESS.sub("0x...", str(error))
        return (*_which(cell, number, seed), identity or None, self.stage, type(cause).__name__, message)

    def _take_tables(self, parts, inputs):
        if not parts:
            return
        with self.timed("storing"):
            numbers = [number for number, _ in parts]
            for name, tables in self.tables.items():
                rows = [found[name] for _, found in parts]
                tables.append(rows_table(name, numbers, rows, inputs.names))

    def write(self, place):
        """Write all files of the chunk."""
        tables = {name: joined(parts) for name, parts in self.tables.items() if parts}
        if self.failures:
            tables[FAILURES] = self.context.table(FAILURES, self.failures)
        files = {}
        for name, table in tables.items():
            content = parquet_bytes(table)
            place.write(path_of(name, self.chunk.name), content)
            files[name] = likeness_of(table, content)
        metrics = self.context.table(METRICS, self.metrics)
        place.write(path_of(METRICS, self.chunk.name), sealed_bytes(metrics, files))

    def timed(self, what):
        """Add the time of a block to what it was spent on."""
        return _Timer(self.seconds, what)


class _Timer:
    """Adds the time that a block takes."""

    def __init__(self, seconds, what):
        self.seconds, self.what = seconds, what

    def __enter__(self):
        self.began = time.perf_counter()

    def __exit__(self, *error):
        self.seconds[self.what] += time.perf_counter() - self.began


def _which(cell, number, seed):
    return number, cell.point, cell.design, *cell.values, cell.parameter_set, seed
