"""The files that hold the design points of a store, a file a stage; one that is damaged is made again."""

from milieusim.campaign.experiment.experiment import Sampling
from milieusim.campaign.experiment.factors import factor_of
from milieusim.campaign.experiment.points import Point, numbered, sampled_points
from milieusim.campaign.store.arrow_columns import METRICS
from milieusim.campaign.store.chunks import planned
from milieusim.campaign.store.parquet_writing import ARROW_KINDS, records_table
from milieusim.campaign.store.seals import Damaged, read_whole, sealed_bytes
from milieusim.errors import DataError

ENDING = ".parquet"
DECIDE = ("designs", "factors", "sampling")
"""What of an experiment decides its points."""


def points_file(k):
    """Return the name of the file that holds the points of a stage."""
    return f"points/{k + 1:04d}{ENDING}"


def write_points(place, k, points, numbers, factors):
    """Write the points of a stage.

    Parameters
    ----------
    place : Folder or Remote
    k : int
        The stage.
    points : list of Point
        In the order of the sample.
    numbers : dict of Point to int
    factors : dict of str to str
        Path -> kind.
    """
    kinds = {"point": "int64", "design": "words"}
    kinds |= {path: ARROW_KINDS[kind] for path, kind in factors.items()}
    rows = [(numbers[point], point.design, *point.values) for point in points]
    place.write(points_file(k), sealed_bytes(records_table(rows, kinds)))


def point_rows(place, manifest, k):
    """Return the points of a stage as an Arrow table, in the order of the sample.

    Raises
    ------
    DataError
        If the file is gone or not as it was written.
    """
    import pyarrow as pa
    from pyarrow import parquet

    try:
        content = place.read(points_file(k))
        if manifest.is_sealed:
            read_whole(content)
        # Without threads of Arrow: one that lets go of the bytes while a refused process ends takes it down.
        return parquet.ParquetFile(pa.BufferReader(content), pre_buffer=False).read(use_threads=False)
    except FileNotFoundError:
        raise _damaged(place, k, "it is not there") from None
    except (Damaged, OSError, pa.ArrowInvalid) as fault:
        raise _damaged(place, k, fault) from None


def _damaged(place, k, fault):
    return Damaged(
        f"{place.location}/{points_file(k)}: {fault}. Give the same sweep command again: it makes the file again from "
        "the experiment; or put back a copy of it."
    )


def read_points(place, manifest, k):
    """Return the points of a stage and their numbers."""
    columns = [column.to_pylist() for column in point_rows(place, manifest, k).itercolumns()]
    numbers, designs, *values = columns
    rows = zip(*values) if values else [()] * len(numbers)
    return {Point(design, row): number for number, design, row in zip(numbers, designs, rows)}


def read_stages(place, manifest):
    """Return the stages of a store, in order."""
    return [manifest.stage(k, read_points(place, manifest, k)) for k in range(len(manifest.facts["stages"]))]


def mended_points(place, manifest, experiment, document):
    """Return the points of each stage; files of points that are damaged or gone are made again.

    Parameters
    ----------
    place : Folder or Remote
    manifest : Manifest
        Of the store.
    experiment : Experiment
        That is asked for now.
    document : dict
        What a manifest holds of it.

    Returns
    -------
    list of dict of Point to int

    Raises
    ------
    DataError
        If the points of a stage cannot be known any more.
    """
    found, made = [], {}
    for k, stage in enumerate(manifest.facts["stages"]):
        try:
            found.append(read_points(place, manifest, k))
        except Damaged as fault:
            is_asked = all(stage["experiment"].get(key) == document[key] for key in DECIDE)
            made[k] = list(experiment.points) if is_asked else _sampled_again(stage["experiment"], fault)
            found.append(numbered(made[k], found[-1] if found else {}))
    if made:
        _refuse_others(place, manifest, found, made)
    for k, points in made.items():
        write_points(place, k, points, found[k], manifest.factors)
    return found


def _sampled_again(document, fault):
    sampling = document["sampling"]
    if sampling["kind"] == "table":
        raise DataError(
            f"{str(fault).split('. ')[0]}, and its table of points is not in the store: put back a copy of the file, or "
            "name a new folder for the sweep."
        )
    factors = [factor_of(path, entry) for path, entry in document["factors"].items()]
    return sampled_points(Sampling.model_validate(sampling), document["designs"], factors)


def _refuse_others(place, manifest, found, made):
    """Refuse points made again under which the finished chunks of their stages would be of another experiment."""
    stages = [manifest.stage(k, points) for k, points in enumerate(found)]
    names = {chunk.name for chunk in planned(stages, manifest.base, manifest.contents)}
    there = {name.removesuffix(ENDING) for name in place.names(METRICS)}
    # Beside what the store knows may lie strays; that a chunk is there under another digest alone is none.
    borne_out = {_number(name) for name in there & names}
    if {_number(name) for name in there} & {_number(name) for name in names} - borne_out:
        files = ", ".join(points_file(k) for k in made)
        raise DataError(
            f"{place.location}: {files}: damaged or gone, and the points that would be drawn now are not those of the "
            "runs in the store: put back a copy, or name a new folder for the sweep."
        )


def _number(name):
    return name.partition("-")[0]
