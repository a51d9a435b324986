"""How far a store is: asked of its files, whoever works on it."""

import time

from milieusim.campaign.store.arrow_columns import FAILURES, METRICS
from milieusim.campaign.store.chunk_checks import every_fault, removed, strays_in, tables_of
from milieusim.campaign.store.manifest import Manifest
from milieusim.campaign.store.notes import Damaged
from milieusim.campaign.store.old_stores import runs_asked_for
from milieusim.campaign.store.point_files import mended_points
from milieusim.campaign.store.store import Store
from milieusim.campaign.store.store_places import place_at
from milieusim.campaign.sweep.log import RECENT_SECONDS, at_work, read_logs
from milieusim.errors import DataError


def stored_of(store):
    """Return how many runs are stored, failed ones among them, and how many there will be.

    Parameters
    ----------
    store : Store

    Returns
    -------
    tuple of int
    """
    return _counted(store, store.found())[:2]


def _counted(store, found):
    """Return runs that are stored, and that are asked for; and chunks likewise."""
    if store.plan is None:
        done = found.rows(METRICS) + found.rows(FAILURES)
        return (
            done,
            max(done, runs_asked_for(store.manifest, store.points())),
            len(found.files(METRICS)),
            None,
        )
    done = sum(store.plan.chunk(number).runs for number in found.done)
    return done, store.plan.runs, len(found.done), store.plan.chunks


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
    found, document, facts = store.found(), store.experiment, store.manifest.facts["stages"][-1]
    done, runs, chunks_done, chunks = _counted(store, found)
    logs, tables = read_logs(store.place), tables_of(store.manifest)
    owners = at_work(logs, time.time())
    speed = _speed(logs) if owners else None
    is_old = store.plan is None
    return {
        "experiment": document["name"],
        "about": document["about"],
        "runs": runs,
        "done": done,
        "failed": found.rows(FAILURES) if is_old else found.failed,
        "chunks": chunks,
        "chunks_done": chunks_done,
        "chunks_damaged": len(found.damaged),
        "damaged": found.faults,
        "strays": [] if is_old else strays_in(store.place, store.plan, tables, found),
        "designs": list(store.manifest.facts["designs"]),
        "points": store.points()["point"].nunique() if is_old else facts["points"]["count"],
        "sets": len(facts["sets"]),
        "replications": document["replications"],
        **({"replications_at_most": document["at_most"]} if "until" in document else {}),
        "factors": store.factors,
        "keep": [*store.kept, *store.manifest.outcomes],
        "megabytes": _megabytes(store, found),
        "owners": [
            {"shard": one["shard"] or "all", "pid": one.get("process"), "host": one["machine"]["host"]}
            for one in owners
        ],
        "runs_per_second": speed,
        "seconds_left": (runs - done) / speed if speed else None,
        "is_finished": done == runs,
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
    if store.manifest.is_old:
        raise DataError(
            f"{store.location}: an older milieusim wrote it, and noted no digests that this one reads, so that there is "
            "nothing to compare its files with; run the sweep again in a new folder."
        )
    found = store.found()
    bad = [line.split(": ", 1) for line in found.faults] + [
        one[1:] for one in every_fault(store.place, found)
    ]
    files = sum(len(note.files) for note in found.notes) + sum(map(len, found.damaged.values()))
    return {"files_read": files, "bad_files": [{"file": file, "fault": fault} for file, fault in bad]}


def repaired(location):
    """Put a store in order: its manifest and points are put back, and chunks that are damaged removed.

    Parameters
    ----------
    location : path-like or str

    Returns
    -------
    list of str
        What was done, a line each.

    Raises
    ------
    DataError
        If there is no store, or what it was made from cannot be known any more.
    """
    place, told = place_at(location), []
    try:
        manifest = Manifest.read(place)
    except DataError as fault:
        if place.names("points") and (manifest := Manifest.restored(place)):
            told.append("manifest.json was put back from its copy.")
        elif isinstance(fault, Damaged):
            raise DataError(
                f"{fault} No whole copy is left here: give the sweep command with its experiment."
            ) from None
        else:
            raise
    if manifest.is_old:
        raise DataError(f"{place.location}: an older milieusim wrote this store; it can only be read.")
    if not place.exists(manifest.copy_name):
        manifest.write_copy(place)
    told += [f"{name} was made again." for name in mended_points(place, manifest)]
    store = Store(place)
    found = store.found()
    damaged = dict(found.damaged)
    for name, file, fault in every_fault(place, found):
        damaged.setdefault(name, []).append(f"{file}: {fault}")
    for name, lines in damaged.items():
        removed(place, name, tables_of(manifest))
        told += [f"{line}; its chunk was removed." for line in lines]
    return told


def _megabytes(store, found):
    if store.plan is None:
        sizes = store.place.sizes(
            [file for table in tables_of(store.manifest) for file in found.files(table)]
        )
        return sum(filter(None, sizes.values())) / 1e6
    return sum(like.size for note in found.notes for like in note.files.values()) / 1e6


def _speed(logs):
    """Return runs a second over the last minutes, of all owners together; None if nothing finished lately."""
    now, runs, began = time.time(), 0, []
    for first, *lines in logs:
        ended = [line["ended"] for line in lines if "ended" in line]
        since = max(first["began"], now - RECENT_SECONDS)
        if ended and ended[0] < now - RECENT_SECONDS:
            continue
        found = [line["runs"] for line in lines if "chunk" in line and first["began"] + line["at"] >= since]
        if found:
            runs += sum(found)
            began.append(since)
    return runs / (now - min(began)) if began else None
