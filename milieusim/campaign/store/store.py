"""Reading a store: pandas tables, lazy Arrow datasets, and plain Parquet files for everything else."""

import hashlib
from functools import cached_property

from milieusim.campaign.experiment.until import known_in
from milieusim.campaign.store.arrow_columns import (
    FAILURES,
    METRICS,
    as_contracted,
    empty_dataset,
    filled,
    frame_of,
    series_frame,
)
from milieusim.campaign.store.chunk_checks import found_in, tables_of
from milieusim.campaign.store.compacting import compacted
from milieusim.campaign.store.manifest import Manifest
from milieusim.campaign.store.old_stores import FoundOld
from milieusim.campaign.store.point_files import point_rows
from milieusim.campaign.store.store_places import place_at
from milieusim.errors import DataError
from milieusim.pages import box, made
from milieusim.ward.tables import TABLES


def open_store(location):
    """Open a store of runs to read it.

    Parameters
    ----------
    location : path-like or str
        A folder, or an address that fsspec knows.

    Returns
    -------
    Store

    Raises
    ------
    DataError
        If there is no store.

    Examples
    --------
    >>> import tempfile
    >>> asked = {"name": "small", "designs": "acute-ward", "days": 1, "replications": 2, "parameters": "best"}
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     _ = ms.run_experiment(asked, f"{folder}/store", executor="threads", workers=1)
    ...     ms.open_store(f"{folder}/store").metrics()["seed"].tolist()
    [1, 2]
    """
    return Store(place_at(location))


class Store:
    """A folder of finished runs; each reading sees what is finished by then.

    Any tool that reads Parquet reads the folders ``metrics``, ``failures`` and those of kept tables, as in
    ``SELECT * FROM 'out/metrics/*/*.parquet'`` in DuckDB.

    Parameters
    ----------
    place : Folder or Remote
    """

    def __init__(self, place):
        self.place = place
        self.manifest = Manifest.read(place)
        self._notes = {}

    def __repr__(self):
        return f"Store({self.location!r})"

    def _repr_html_(self):
        asked = {"designs": ", ".join(self.experiment["designs"]), "factors": ", ".join(self.factors)}
        rows = {
            "lies in": self.location,
            **asked,
            "days": self.experiment["days"],
            "tables": ", ".join(self.kept),
        }
        return box(f"Store of {self.experiment['name']}", rows)

    @property
    def location(self):
        """Where the store lies."""
        return self.place.location

    @property
    def experiment(self):
        """The experiment that was run last, as plain data."""
        return self.manifest.document

    @property
    def factors(self):
        """Paths of the factors: columns of metrics, failures and points."""
        return list(self.manifest.factors)

    @property
    def kept(self):
        """Tables that the store holds beside metrics."""
        return list(self.manifest.facts["keep"])

    @cached_property
    def plan(self):
        """All chunks, done or not; None for an old store."""
        return None if self.manifest.is_old else self.manifest.plan()

    def found(self):
        """Look at which chunks are done by now; what is noted of a chunk is read once.

        Returns
        -------
        milieusim.campaign.store.chunk_checks.Found
        """
        if self.manifest.is_old:
            return FoundOld(self.place, self.manifest)
        return found_in(self.place, self.plan, range(self.plan.chunks), self._notes)

    def metrics(self, columns=None, where=None):
        """Return one row a run: which run, its factors, its seed, and every metric.

        Parameters
        ----------
        columns : sequence of str, optional
            Which to read; all if left out.
        where : list of tuple, or pyarrow.compute.Expression, optional
            Which rows to read, as in ``[("point", "<", 100), ("milieu.structure", "==", 0.2)]``.

        Returns
        -------
        pandas.DataFrame

        Raises
        ------
        DataError
            If the table has no such column, or a file cannot be read.
        """
        return frame_of(self, METRICS, columns, where)

    def failures(self):
        """Return one row a failed run: which run, its inputs, the stage in which it failed, and why.

        Returns
        -------
        pandas.DataFrame
        """
        return frame_of(self, FAILURES)

    def table(self, name, columns=None, where=None):
        """Return a kept table of all runs, with a `run` column to join on.

        Parameters
        ----------
        name : str
        columns, where
            As of `metrics`.

        Returns
        -------
        pandas.DataFrame
        """
        return as_contracted(name, frame_of(self, name, columns, where))

    def series(self, by="day", columns=None, where=None):
        """Return measures of each run by day, or by hour of the day; units are in ``.attrs["units"]``.

        Parameters
        ----------
        by : {"day", "hour"}
        columns, where
            As of `metrics`.

        Returns
        -------
        pandas.DataFrame
            run (as in `metrics`), day or hour, and a column a measure that the experiment asked for in ``outcomes``.
        """
        return series_frame(self, by, columns, where)

    def points(self):
        """Return the design points of the experiment that was run last, in the order of its sample.

        Returns
        -------
        pandas.DataFrame
            point (as in `metrics`), design and a column a factor; a point that the sample holds twice has two rows.
        """
        return point_rows(self.place, self.manifest, len(self.manifest.facts["stages"]) - 1).to_pandas()

    def sensitivity(self, names=None):
        """Return what the differences between runs go back to, by the indices that the sample was drawn for.

        Parameters
        ----------
        names : sequence of str, optional
            Metrics; the headlines if left out.

        Returns
        -------
        Indices
            `factors` and `parameters`, a table each, or None where nothing was varied.

        Raises
        ------
        DataError
            If nothing was varied, or there is too little to tell.
        """
        from milieusim.analysis.metrics.metrics import HEADLINES
        from milieusim.campaign.store.indices import indices_of

        return indices_of(self, list(names or HEADLINES))

    def precision(self):
        """Return how exactly means are known, of an experiment that runs until they are.

        Returns
        -------
        pandas.DataFrame
            As `until.precision_of` gives it.

        Raises
        ------
        DataError
            If the experiment says nothing about that.
        """
        return known_in(self.experiment, self.manifest.stages, self.metrics)

    def to_xarray(self, metrics=None, grid=False):
        """Return metrics as an `xarray.Dataset`, by point, parameter set and replication (extra ``bridges``).

        ``metrics`` names some, and measures by day or hour as ``conflict_by_day``; with ``grid``, designs and factors are
        dimensions. What failed or is not done is missing; units stand in the attributes of variables.
        """
        return made("store dataset", self, metrics, grid)

    def dataset(self, name):
        """Return a table as a dataset that is read when and as far as it is needed.

        Parameters
        ----------
        name : str
            ``metrics``, ``failures`` or a kept table.

        Returns
        -------
        pyarrow.dataset.Dataset

        Raises
        ------
        DataError
            If the store does not keep it.
        """
        if name not in tables_of(self.manifest):
            kept = ", ".join(tables_of(self.manifest))
            what = "did not keep" if name in TABLES else "has no"
            raise DataError(
                f"{self.location} {what} '{name}'; it has {kept}. Name it in keep: before the runs."
            )
        found = self.found()
        files = found.files(name)
        if not files:
            return empty_dataset(name, self.manifest)
        dataset = self.place.dataset(files)
        return filled(dataset, name, self.manifest, self.plan, found) if self.manifest.added else dataset

    def compact(self):
        """Put the files of each thousand finished chunks together; nobody may be reading meanwhile.

        The rows and their order stay as they are; names and bytes of files do not, nor does `digest`.

        Returns
        -------
        int
            How many folders were put together.

        Raises
        ------
        DataError
            If the store is of an older milieusim.
        """
        if self.manifest.is_old:
            raise DataError(f"{self.location}: an older milieusim wrote this store; it can only be read.")
        self._notes.clear()
        return compacted(self.place, self.manifest)

    def digest(self):
        """Return the digest of all tables: equal stores hold equal bytes.

        Returns
        -------
        str
        """
        digest, found = hashlib.sha256(), self.found()
        for name in tables_of(self.manifest):
            for file in found.files(name):
                content = hashlib.sha256(self.place.read(file)).hexdigest()
                digest.update(f"{file} {content}\n".encode())
        return digest.hexdigest()[:16]
