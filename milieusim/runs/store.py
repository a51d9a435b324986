"""Reading a store: pandas tables, lazy Arrow datasets, and plain Parquet files for everything else."""

import hashlib
from functools import cached_property

from milieusim.errors import DataError
from milieusim.model.records import TABLES
from milieusim.runs.columns import FAILURES, METRICS, empty_table
from milieusim.runs.manifest import Manifest
from milieusim.runs.places import place_at
from milieusim.runs.stages import point_rows, read_stages

ENDING = ".parquet"


def done_chunks(place):
    """Return the names of the chunks that are done: one look at one folder."""
    return {name.removesuffix(ENDING) for name in place.names(METRICS) if name.endswith(ENDING)}


def failed_in(place, done):
    """Return the number of failed runs in chunks that are done."""
    import pyarrow as pa
    from pyarrow import parquet

    names = [name for name in place.names(FAILURES) if name.removesuffix(ENDING) in done]
    footers = (parquet.read_metadata(pa.BufferReader(place.read(f"{FAILURES}/{name}"))) for name in names)
    return sum(footer.num_rows for footer in footers)


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

    def chunks(self):
        """Return all chunks, done or not."""
        return list(self.manifest.chunks(self.stages))

    def metrics(self):
        """Return one row a run: which run, its factors, its seed, and every metric.

        Returns
        -------
        pandas.DataFrame
        """
        return _frame(self.dataset(METRICS))

    def failures(self):
        """Return one row a failed run: which run, its inputs, the stage in which it failed, and why.

        Returns
        -------
        pandas.DataFrame
        """
        return _frame(self.dataset(FAILURES))

    def table(self, name):
        """Return a kept table of all runs, with a `run` column to join on.

        Parameters
        ----------
        name : str

        Returns
        -------
        pandas.DataFrame
        """
        return _as_contracted(name, _frame(self.dataset(name)))

    def points(self):
        """Return the design points of the experiment that was run last, in the order of its sample.

        Returns
        -------
        pandas.DataFrame
            point (as in `metrics`), design and a column a factor; a point that the sample holds twice has two rows.
        """
        return point_rows(self.place, len(self.manifest.facts["stages"]) - 1).to_pandas()

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
        files = self._files(name)
        return self.place.dataset(files) if files else self._empty(name)

    def _files(self, name):
        # What a chunk under way has written is none of the store's until the chunk is done.
        done = done_chunks(self.place)
        there = self.place.names(name)
        return [f"{name}/{file}" for file in there if file.removesuffix(ENDING) in done]

    def _empty(self, name):
        from pyarrow import dataset

        return dataset.dataset(empty_table(name, self.manifest))

    def digest(self):
        """Return the digest of all tables: equal stores hold equal bytes.

        Returns
        -------
        str
        """
        digest = hashlib.sha256()
        for name in (METRICS, FAILURES, *self.kept):
            for file in self._files(name):
                content = hashlib.sha256(self.place.read(file)).hexdigest()
                digest.update(f"{file} {content}\n".encode())
        return digest.hexdigest()[:16]


def _frame(dataset):
    """Read a dataset into pandas, in the order of runs."""
    table = dataset.to_table(use_threads=True).unify_dictionaries().combine_chunks()
    return table.to_pandas()


def _as_contracted(name, frame):
    """Give every column of words its whole list, whether or not all of them occur; keep ids whole numbers."""
    import pandas as pd

    from milieusim import vocabulary
    from milieusim.model.records import columns

    for column, kind in columns(name):
        words = getattr(vocabulary, kind.rstrip("?"), None) if kind[0].isupper() else None
        if words is not None and column in frame:
            frame[column] = pd.Categorical(frame[column], categories=words.labels())
        elif kind == "int?":
            frame[column] = frame[column].astype("Int64")
    return frame
