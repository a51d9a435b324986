"""What a sweep will cost before it is begun: processor time, disk and files, by a few of its runs."""

import time
from typing import NamedTuple

from milieusim.campaign.experiment.chunk_size import COST, TICKS_A_CHUNK, size_of
from milieusim.campaign.store.chunks import PER_FOLDER, Cell, Chunk
from milieusim.campaign.store.manifest import Manifest
from milieusim.campaign.sweep.book import Book
from milieusim.campaign.sweep.work import Context

TRIED = 3
SECONDS_A_CHUNK = 2.0
HOUR = 3600.0


class Estimate(NamedTuple):
    """What a sweep takes, all of it, whatever is stored already.

    Attributes
    ----------
    runs, chunks, files, folders : int
    hours : float
        Of one core.
    megabytes : float
        On disk.
    tried : int
        Runs that were tried for it.
    """

    runs: int
    chunks: int
    files: int
    folders: int
    hours: float
    megabytes: float
    tried: int


def usual_hours(experiment):
    """Return about how many hours of one core an experiment takes, by the usual speed of its engine.

    Parameters
    ----------
    experiment : Experiment

    Returns
    -------
    float
    """
    written = experiment.written
    ticks = (written.days + written.warm_up_days) * 24 * 60 / written.tick_minutes
    return experiment.runs * ticks * COST[written.engine] / TICKS_A_CHUNK * SECONDS_A_CHUNK / HOUR


def estimated(experiment, own=None):
    """Return what a sweep will cost, by a few of its runs; nothing is written.

    Parameters
    ----------
    experiment : Experiment
    own : OwnThings, optional

    Returns
    -------
    Estimate
    """
    context, points = Context(Manifest.of(experiment, own), own), experiment.points
    places = sorted({round(k * (len(points) - 1) / (TRIED - 1)) for k in range(TRIED)})
    label, seed = experiment.sets[0][0].name, (experiment.written.seeds or [experiment.written.seed])[0]
    cells = [(Cell(place, label, (seed,)), points[place]) for place in places]
    _tried(context, cells[:1])  # compiles where it must
    began = time.process_time()
    sizes, seconds = _tried(context, cells)
    # Others may be at work here: what counts is the time of the processor.
    busy = (time.process_time() - began) / max(sum(seconds.values()), 1e-9)
    empty, _ = _tried(context, [])
    runs, size = experiment.runs, size_of(experiment.written, experiment.runs)
    chunks = -(-runs // size)
    megabytes = (chunks * sum(empty.values()) + runs * _beyond(sizes, empty) / len(cells)) / 1e6
    tables = 1 + len(context.keep) + len(context.outcomes)
    folders = (1 + tables) * -(-chunks // PER_FOLDER)
    cut = max(chunks, points.different * len(experiment.sets))
    preparing = seconds.pop("preparing")
    hours = busy * (runs * sum(seconds.values()) + cut * preparing) / len(cells) / HOUR
    files = chunks * (1 + tables)
    return Estimate(runs, chunks, files, folders, hours, megabytes, len(cells))


def _tried(context, cells):
    """Run cells, and return the bytes of each table that they give, and the seconds that they took by stage."""
    book = Book(context, Chunk(0, "tried", 0, len(cells)))
    book.run_cells(cells)
    return {table: len(content) for table, _, content in book.contents()}, book.seconds


def _beyond(sizes, empty):
    return sum(max(0, size - empty.get(table, 0)) for table, size in sizes.items())
