"""Reading a store: pandas tables, lazy Arrow datasets, and plain Parquet files for everything else."""

import hashlib
from functools import cached_property

from milieusim.campaign.store.arrow_columns import FAILURES, METRICS, empty_table
from milieusim.campaign.store.chunk_checks import found_in
from milieusim.campaign.store.manifest import Manifest
from milieusim.campaign.store.point_files import point_rows, read_stages
from milieusim.campaign.store.store_places import place_at
from milieusim.errors import DataError
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
    """
    return Store(place_at(location))


class Store:
    """A folder of finished runs; each reading sees what is finished by then.

    Any tool that reads Parquet reads the folders ``metrics``, ``failures`` and those of kept tables, as in
    ``SELECT * FROM 'out/metrics/*.parquet'`` in DuckDB.

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
    def stages(self):
        """What each experiment in the history of the store asked for."""
        return read_stages(self.place, self.manifest)

    @cached_property
    def _chunks(self):
        return tuple(self.manifest.chunks(self.stages))

    def chunks(self):
        """Return all chunks, done or not."""
        return list(self._chunks)

    def found(self):
        """Look at which chunks are done by now.

        Returns
        -------
        milieusim.campaign.store.chunk_checks.Found
        """
        return found_in(self.place, self.manifest, [chunk.name for chunk in self._chunks], self._notes)

    def metrics(self):
        """Return one row a run: which run, its factors, its seed, and every metric.

        Returns
        -------
        pandas.DataFrame
        """
        return self._frame(METRICS)

    def failures(self):
        """Return one row a failed run: which run, its inputs, the stage in which it failed, and why.

        Returns
        -------
        pandas.DataFrame
        """
        return self._frame(FAILURES)

    def table(self, name):
        """Return a kept table of all runs, with a `run` column to join on.

        Parameters
        ----------
        name : str

        Returns
        -------
        pandas.DataFrame
        """
        return _as_contracted(name, self._frame(name))

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
        if name not in (METRICS, FAILURES, *self.kept):
            kept = ", ".join([METRICS, FAILURES, *self.kept])
            what = "did not keep" if name in TABLES else "has no"
            raise DataError(
                f"{self.location} {what} '{name}'; it has {kept}. Name it in keep: before the runs."
            )
        files = self.found().files(name)
        return self.place.dataset(files) if files else self._empty(name)

    def _frame(self, name):
        """Read a table into pandas, in the order of runs."""
        import pyarrow as pa

        dataset = self.dataset(name)
        try:
            table = dataset.to_table(use_threads=True)
        except (OSError, pa.ArrowInvalid) as error:
            raise DataError(
                f"{self.location}/{name}: a file cannot be read ({' '.join(str(error).split())[:200]}); "
                f"`milieusim status {self.location} --verify` says which are damaged."
            ) from None
        return table.unify_dictionaries().combine_chunks().to_pandas()

    def _empty(self, name):
        from pyarrow import dataset

        return dataset.dataset(empty_table(name, self.manifest))

    def digest(self):
        """Return the digest of all tables: equal stores hold equal bytes.

        Returns
        -------
        str
        """
        digest, found = hashlib.sha256(), self.found()
        for name in (METRICS, FAILURES, *self.kept):
            for file in found.files(name):
                content = hashlib.sha256(self.place.read(file)).hexdigest()
                digest.update(f"{file} {content}\n".encode())
        return digest.hexdigest()[:16]


def _as_contracted(name, frame):
    """Give every column of words its whole list, whether or not all of them occur; keep ids whole numbers."""
    import pandas as pd

    from milieusim.ward.tables import columns, words_in

    for column, kind in columns(name):
        words = words_in(kind)
        if words is not None and column in frame:
            frame[column] = pd.Categorical(frame[column], categories=words.labels())
        elif kind == "int?":
            frame[column] = frame[column].astype("Int64")
    return frame
