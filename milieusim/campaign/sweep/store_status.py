"""How far a store is: asked of its files, whoever works on it."""

import time

from milieusim.campaign.store.chunk_checks import every_fault
from milieusim.campaign.sweep.lock import living
from milieusim.campaign.sweep.log import read_logs
from milieusim.errors import DataError

RECENT_SECONDS = 600.0


def stored_of(store):
    """Return how many runs are stored, failed ones among them, and how many there will be.

    Parameters
    ----------
    store : Store

    Returns
    -------
    tuple of int
    """
    done, chunks = store.found().done, store.chunks()
    return sum(chunk.runs for chunk in chunks if chunk.name in done), sum(chunk.runs for chunk in chunks)


def status_of(store):
    """Return how far a store is.

    Parameters
    ----------
    store : Store

    Returns
    -------
    dict
        experiment, runs, done, failed, chunks, chunks_done, damaged (what is wrong with which file of chunks that
        will be run again), chunks_damaged, strays (files that belong to no chunk), points, sets, designs,
        replications, factors, keep, megabytes, owners, runs_per_second and seconds_left (None where nobody works),
        is_finished.
    """
    found, chunks = store.found(), store.chunks()
    finished = [chunk for chunk in chunks if chunk.name in found.done]
    stage, document = store.stages[-1], store.experiment
    runs, runs_done = sum(chunk.runs for chunk in chunks), sum(chunk.runs for chunk in finished)
    owners = living(store.place)
    speed = _speed(store.place) if owners else None
    return {
        "experiment": document["name"],
        "about": document["about"],
        "runs": runs,
        "done": runs_done,
        "failed": found.failed,
        "chunks": len(chunks),
        "chunks_done": len(finished),
        "chunks_damaged": len(found.damaged),
        "damaged": found.faults,
        "strays": found.strays({chunk.name for chunk in chunks}),
        "designs": list(store.manifest.facts["designs"]),
        "points": len(stage.points),
        "sets": len(stage.sets),
        "replications": document["replications"],
        "factors": store.factors,
        "keep": store.kept,
        "megabytes": _megabytes(store, found),
        "owners": [{key: owner[key] for key in ("shard", "pid", "host")} for owner in owners],
        "runs_per_second": speed,
        "seconds_left": (runs - runs_done) / speed if speed else None,
        "is_finished": runs_done == runs,
    }


def verified(store):
    """Read every file of the chunks that are done, and compare it with what was noted when it was written.

    Parameters
    ----------
    store : Store

    Returns
    -------
    dict
        files_read, and bad_files: file and fault of each that is not as it was written.

    Raises
    ------
    DataError
        If the store was made before files noted what they are like; if its manifest or its points are damaged.
    """
    if not store.manifest.is_sealed:
        raise DataError(
            f"{store.location}: its files were written by a milieusim that noted no digests of them, so that there is "
            "nothing to compare them with; run the sweep again in a new folder."
        )
    found = store.found()
    bad = [tuple(line.split(": ", 1)) for line in found.faults] + list(every_fault(store.place, found))
    files = sum(1 + len(note.files) for note in found.done.values())
    return {"files_read": files, "bad_files": [{"file": file, "fault": fault} for file, fault in bad]}


def _megabytes(store, found):
    tables = [*found.sizes.values(), store.place.sizes("points")]
    return sum(sum(sizes.values()) for sizes in tables) / 1e6


def _speed(place):
    """Return runs a second over the last minutes, of all owners together; None if nothing finished lately."""
    now, runs, began = time.time(), 0, []
    for first, *lines in read_logs(place):
        ended = [line["ended"] for line in lines if "ended" in line]
        since = max(first["began"], now - RECENT_SECONDS)
        if ended and ended[0] < now - RECENT_SECONDS:
            continue
        found = [line["runs"] for line in lines if "chunk" in line and first["began"] + line["at"] >= since]
        if found:
            runs += sum(found)
            began.append(since)
    return runs / (now - min(began)) if began else None
