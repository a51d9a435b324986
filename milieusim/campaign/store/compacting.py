"""Making a store compact: one file a table for each thousand chunks, which many small files are slow beside."""

from milieusim.campaign.store.arrow_columns import FAILURES, METRICS, OF_RUNS, with_columns
from milieusim.campaign.store.chunk_checks import found_in, tables_of
from milieusim.campaign.store.chunks import PER_FOLDER
from milieusim.campaign.store.notes import (
    NOTES,
    OF_NOTES,
    Note,
    folder_of,
    likeness_of,
    path_of,
    write_note,
)
from milieusim.campaign.store.parquet_writing import merged_bytes

ROWS = 1 << 17
"""Rows of a group in a compact file: what is asked for is read group by group."""


def compacted(place, manifest):
    """Put the files of each folder of chunks that is full together; the rows and their order stay.

    Folders in which a run failed stay as they are, since what failed may be run again.

    Parameters
    ----------
    place : Folder or Remote
    manifest : Manifest

    Returns
    -------
    int
        How many folders were put together.
    """
    plan, tables, count = manifest.plan(), tables_of(manifest), 0
    for first in range(0, plan.chunks - PER_FOLDER + 1, PER_FOLDER):
        folder, numbers = folder_of(first), range(first, first + PER_FOLDER)
        found = found_in(place, plan, numbers)
        if len(found.done) < PER_FOLDER or found.failed:
            continue
        if folder + OF_NOTES not in place.names(NOTES):
            factors = manifest.factors_at(plan.stage_of(numbers[-1]))
            _put_together(
                place, folder, found.notes, tables, lambda part, own=factors: _filled(part, own, manifest)
            )
            count += 1
        _clear(place, folder, tables)
    return count


def _filled(table, factors, manifest):
    """Return what a file of metrics holds with the factors of the last chunk of its folder."""
    return with_columns(table, OF_RUNS, factors, manifest.added) if manifest.added else table


def _put_together(place, folder, notes, tables, filled):
    files = {}
    for table in tables:
        parts = [path_of(table, note.name) for note in notes if table in note.files]
        if parts and table != FAILURES:
            contents = (_read(place, part) for part in parts)
            contents = map(filled, contents) if table == METRICS else contents
            content, rows = merged_bytes(contents, ROWS)
            place.write(path_of(table, folder), content)
            files[table] = likeness_of(rows, content)
    write_note(place, Note(folder, sum(note.runs for note in notes), 0, files))


def _read(place, path):
    from pyarrow import parquet

    with place.open(path) as file:
        return parquet.ParquetFile(file, page_checksum_verification=True).read()


def _clear(place, folder, tables):
    """Remove what was put together, notes first; what a killed call left of it is removed too."""
    for table in (NOTES, *tables):
        for name in place.names(f"{table}/{folder}"):
            place.remove(f"{table}/{folder}/{name}")
        place.remove_folder(f"{table}/{folder}")
