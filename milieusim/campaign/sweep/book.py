"""What the runs of a chunk give: metrics, tables and failures, and the files that they become."""

import re
import time
from typing import NamedTuple

from milieusim.analysis.series import SERIES, series_of
from milieusim.campaign.experiment.own_things import measured
from milieusim.campaign.experiment.points import Point, applied
from milieusim.campaign.store.arrow_columns import FAILURES, METRICS
from milieusim.campaign.store.chunks import Cell
from milieusim.campaign.store.notes import Note, likeness_of, path_of, place_of, write_note
from milieusim.campaign.store.parquet_writing import joined, parquet_bytes, rows_table, series_table
from milieusim.errors import MilieusimError
from milieusim.shown.column_units import arrow_with_units

ADDRESS = re.compile(r"\b0x[0-9a-fA-F]+\b")
# What says something about the machine and nothing about the run: the chunk is not finished then.
OF_THE_MACHINE = (MemoryError, OSError, ImportError)


class Stopped(MilieusimError):
    """The sweep was stopped while a chunk was under way."""


class Book:
    """What the runs of a chunk gave, until it is written.

    Parameters
    ----------
    context : Context
    chunk : Chunk
    """

    def __init__(self, context, chunk):
        self.context, self.chunk, self.levers = context, chunk, context.levers_of(chunk)
        self.metrics, self.failures = [], []
        self.tables = {name: [] for name in context.keep}
        self.series = {by: [] for by in context.outcomes}
        self.seconds = dict.fromkeys(("preparing", "simulating", "measuring", "storing"), 0.0)
        self.stage = ""

    def run_cells(self, cells, should_stop=None):
        """Run cells, each given with its point."""
        first = self.chunk.first_run
        for cell, point in cells:
            self._run_cell(_Row(cell, point), range(first, first + len(cell.seeds)), should_stop)
            first += len(cell.seeds)

    def _run_cell(self, row, numbers, should_stop):
        """Run a cell; what cannot even be prepared fails for all of its seeds."""
        from milieusim.engines.identity import run_ids
        from milieusim.engines.simulate import facts_of

        context, parts, cell = self.context, [], row.cell
        try:
            with self.timed("preparing"):
                self.stage = "design"
                parameters = context.parameters[cell.parameter_set]
                design, parameters = applied(row.point, self.levers, context.designs, parameters)
                self.stage = "inputs"
                inputs = context.inputs(design, parameters)
                ids = run_ids(design, inputs, cell.seeds, cell.parameter_set, context.own)
        except OF_THE_MACHINE:
            raise
        except Exception as error:
            self.failures += [self._failure(row, n, s, "", error) for n, s in zip(numbers, cell.seeds)]
            return
        facts = facts_of(inputs, context.keep)
        for number, seed, identity in zip(numbers, cell.seeds, ids):
            if should_stop is not None and should_stop():
                raise Stopped("The sweep was stopped.")
            self._run_one(row, number, seed, identity, inputs, facts, parts)
        self._take_tables(parts, inputs)

    def _run_one(self, row, number, seed, identity, inputs, facts, parts):
        try:
            with self.timed("simulating"):
                self.stage = "simulating"
                raw = self.context.run(inputs, seed)
            with self.timed("measuring"):
                self.stage = "measuring"
                values = measured(self.context.measures, raw, facts)
                asked = self.context.outcomes.items()
                series = {by: series_of(raw, facts["days"], by, names) for by, names in asked}
        except OF_THE_MACHINE:
            raise
        except Exception as error:
            if isinstance(error.__cause__, MemoryError):
                raise error.__cause__ from None
            self.failures.append(self._failure(row, number, seed, identity, error))
            return
        # All tables of a run are there or none: a failed run has no rows anywhere.
        self.metrics.append((*row.of(number, seed), identity, *map(values.get, self.context.metrics)))
        for by, found in series.items():
            self.series[by].append((number, found))
        parts.append((number, {name: raw[name].copy() for name in self.context.keep}))

    def _failure(self, row, number, seed, identity, error):
        cause = error.__cause__ or error
        message = ADDRESS.sub("0x...", str(error))
        return (*row.of(number, seed), identity or None, self.stage, type(cause).__name__, message)

    def _take_tables(self, parts, inputs):
        if not parts:
            return
        with self.timed("storing"):
            numbers = [number for number, _ in parts]
            for name, tables in self.tables.items():
                rows = [found[name] for _, found in parts]
                tables.append(rows_table(name, numbers, rows, inputs.names))

    def contents(self):
        """Yield each table of the chunk, its number of rows and the content of its file; metrics come last."""
        tables = {name: joined(parts) for name, parts in self.tables.items() if parts}
        for by, found in self.series.items():
            if found:
                tables[by] = series_table(by, self.context.outcomes[by], *zip(*found))
        if self.failures:
            tables[FAILURES] = self.context.table(FAILURES, self.failures, self.chunk)
        tables[METRICS] = self.context.table(METRICS, self.metrics, self.chunk)
        for name, table in tables.items():
            measures = SERIES.get(name, self.context.measures)
            yield name, table.num_rows, parquet_bytes(arrow_with_units(table, name, measures))

    def write(self, place):
        """Write all files of the chunk, and then the note of it."""
        name, files = place_of(self.chunk.number, self.chunk.name), {}
        for table, rows, content in self.contents():
            place.write(path_of(table, name), content)
            files[table] = likeness_of(rows, content)
        write_note(place, Note(name, self.chunk.runs, len(self.failures), files))

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


class _Row(NamedTuple):
    """A cell and its point: what the tables say of its runs."""

    cell: Cell
    point: Point

    def of(self, number, seed):
        """Return what tells a run from the others, as it stands in a table."""
        cell, point = self
        return number, cell.point, point.design, *point.values, cell.parameter_set, seed
