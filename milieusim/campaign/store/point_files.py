"""The files that hold the design points of a store, a file a stage; one that is damaged is made again."""

import hashlib

from milieusim.campaign.experiment.experiment import Sampling
from milieusim.campaign.experiment.factors import factor_of
from milieusim.campaign.experiment.points import DESIGN, Point, numbers_of, sampled_points
from milieusim.campaign.store.arrow_columns import with_columns
from milieusim.campaign.store.notes import ENDING, Damaged
from milieusim.campaign.store.parquet_writing import ARROW_KINDS, OPTIONS

POINT = "point"
ROWS = 2_048
"""Points of a group in a file: a worker reads those of its chunk, and few others."""


def points_file(manifest, k):
    """Return the name of the file that holds the points of a stage."""
    noted = manifest.facts["stages"][k].get("points")
    return f"points/{k + 1:04d}{'-' + noted['digest'] if noted else ''}{ENDING}"


def digest_of_columns(columns):
    """Return the digest of points, whatever wrote their file.

    Parameters
    ----------
    columns : dict of str to array
        As of `Points.columns`.
    """
    import numpy as np

    digest = hashlib.sha256()
    for name, column in columns.items():
        digest.update(f"{name}\n".encode())
        if name == DESIGN:
            digest.update("\n".join(column.words).encode())
            column = column.codes
        is_text = column.dtype == object
        digest.update("\n".join(column).encode() if is_text else np.ascontiguousarray(column))
    return digest.hexdigest()[:8]


def numbered(points, before=None):
    """Return the columns of points, their numbers, and how many points there are then.

    Parameters
    ----------
    points : Points
    before : pandas.DataFrame, optional
        Points of earlier stages, in the order of their numbers.

    Returns
    -------
    tuple of dict, numpy.ndarray and int
    """
    import numpy as np

    columns = points.columns()
    if before is None and points.is_all_different:
        return columns, np.arange(len(points)), len(points)
    numbers = numbers_of(columns, before)
    known = 0 if before is None else len(before)
    return columns, numbers, max(known, int(numbers.max(initial=-1)) + 1)


def write_points(place, name, columns, numbers, factors):
    """Write the points of a stage.

    Parameters
    ----------
    place : Folder or Remote
    name : str
        Of the file.
    columns : dict of str to array
    numbers : numpy.ndarray
    factors : dict of str to str
        Path -> kind.
    """
    import pyarrow as pa
    from pyarrow import parquet

    names = pa.DictionaryArray.from_arrays(columns[DESIGN].codes, columns[DESIGN].words)
    arrays = {POINT: pa.array(numbers, pa.int64()), DESIGN: names}
    arrays |= {path: pa.array(columns[path], ARROW_KINDS[kind]) for path, kind in factors.items()}
    sink = pa.BufferOutputStream()
    parquet.write_table(pa.table(arrays), sink, row_group_size=ROWS, use_dictionary=[DESIGN], **OPTIONS)
    place.write(name, sink.getvalue())


def point_rows(place, manifest, k, first=0, last=None):
    """Return the points of a stage as an Arrow table, in the order of the sample.

    Parameters
    ----------
    place : Folder or Remote
    manifest : Manifest
    k : int
        The stage.
    first, last : int, optional
        Only those groups of rows that may hold points of these numbers.

    Raises
    ------
    Damaged
        If the file is gone or not as it was written.
    """
    import pyarrow as pa
    from pyarrow import parquet

    name = points_file(manifest, k)
    try:
        # Without threads of Arrow: one that lets go of the bytes while a refused process ends takes it down.
        with place.open(name) as source:
            file = parquet.ParquetFile(source, pre_buffer=False, page_checksum_verification=True)
            return file.read_row_groups(_groups(file.metadata, first, last), use_threads=False)
    except FileNotFoundError:
        fault = "it is not there"
    except (OSError, ValueError, pa.ArrowException) as error:
        fault = f"it cannot be read ({' '.join(str(error).split())[:100]})"
    raise Damaged(
        f"{place.location}/{name}: {fault}. Give the same sweep command again: it makes the file again from "
        "the experiment; or put back a copy of it."
    )


def _groups(metadata, first, last):
    groups = range(metadata.num_row_groups)
    if last is None:
        return list(groups)
    ends = (metadata.row_group(k).column(0).statistics for k in groups)
    return [k for k, end in enumerate(ends) if end.min <= last and end.max >= first]


def points_at(place, manifest, first, last, stage=-1):
    """Return the points from a number to another, by number.

    Parameters
    ----------
    place : Folder or Remote
    manifest : Manifest
    first, last : int
    stage : int
        With the factors that this stage has.

    Returns
    -------
    dict of int to Point
    """
    import pyarrow as pa

    found, known = {}, 0
    for k, facts in enumerate(manifest.facts["stages"]):
        count = facts["points"]["count"]
        if max(first, known) <= min(last, count - 1):
            rows = point_rows(place, manifest, k, max(first, known), min(last, count - 1))
            at = rows[POINT].to_numpy()
            rows = rows.filter(pa.array((at >= first) & (at <= last)))
            rows = with_columns(rows, [POINT, DESIGN], manifest.factors_at(stage), manifest.added)
            numbers, designs, *values = (column.to_pylist() for column in rows.itercolumns())
            values = zip(*values) if values else [()] * len(numbers)
            found |= {n: Point(design, row) for n, design, row in zip(numbers, designs, values)}
        known = count
    return found


def known_points(place, manifest, stages, factors=None, added=None):
    """Return the points of the first stages, each once, in the order of their numbers.

    Parameters
    ----------
    place : Folder or Remote
    manifest : Manifest
    stages : int
        How many; None is returned for none.
    factors : dict of str to str, optional
        Path -> kind of the columns; those of the last stage if left out.
    added : dict of str to object, optional
        Path of a factor that came later -> its value before; as the manifest says if left out.

    Returns
    -------
    pandas.DataFrame or None
    """
    import pyarrow as pa

    if not stages:
        return None
    factors, added = manifest.factors if factors is None else factors, {**manifest.added, **(added or {})}
    rows = (point_rows(place, manifest, k) for k in range(stages))
    tables = [with_columns(table, [POINT, DESIGN], factors, added) for table in rows]
    # Numbers of names were as short as their count allowed in files from before: stages may differ in that.
    frame = pa.concat_tables(tables, promote_options="permissive").unify_dictionaries().to_pandas()
    return frame.drop_duplicates(POINT).sort_values(POINT, ignore_index=True).drop(columns=POINT)


def mended_points(place, manifest, experiment=None):
    """Make files of points again that are gone or damaged, from what the manifest says of their sample.

    Parameters
    ----------
    place : Folder or Remote
    manifest : Manifest
    experiment : Experiment, optional
        That is asked for: it knows the rows of its table. Without one the files are read to their end.

    Returns
    -------
    list of str
        The files that were made again.

    Raises
    ------
    Damaged
        If the points of a stage cannot be known any more.
    """
    made = []
    for k, stage in enumerate(manifest.facts["stages"]):
        try:
            point_rows(place, manifest, k, last=-1 if experiment else None)
        except Damaged as fault:
            points = _sampled_again(stage["experiment"], experiment, fault)
            columns, numbers, _ = numbered(points, known_points(place, manifest, k, manifest.factors_at(k)))
            if digest_of_columns(columns) != stage["points"]["digest"]:
                raise Damaged(
                    f"{str(fault).split('. ')[0]}, and the points that would be drawn now are not those of the runs in "
                    "the store: put back a copy, or name a new folder for the sweep."
                ) from None
            made.append(points_file(manifest, k))
            write_points(place, made[-1], columns, numbers, manifest.factors_at(k))
    return made


def _sampled_again(document, experiment, fault):
    sampling = document["sampling"]
    if sampling["kind"] == "table":
        if experiment is not None and sampling == experiment.document()["sampling"]:
            return experiment.points
        raise Damaged(
            f"{str(fault).split('. ')[0]}, and its table of points is not in the store: put back a copy of the file, "
            "give the same sweep command again, or name a new folder for the sweep."
        )
    factors = [factor_of(path, entry) for path, entry in document["factors"].items()]
    return sampled_points(Sampling.model_validate(sampling), document["designs"], factors)
