"""What a metric is given to look at: the raw tables of one run, with the sums that many metrics share."""

from functools import cached_property, lru_cache

import numpy as np

from milieusim.engines.frames import frame
from milieusim.errors import DataError
from milieusim.vocabulary import ResponseKind, UndoneReason
from milieusim.ward.tables import TABLES, columns

NAN = float("nan")


def share(part, whole, times=1.0):
    """Return `part` of `whole`, times a factor; NaN where there is nothing to divide by."""
    return times * part / whole if whole > 0 else NAN


def mean(values):
    """Return the mean of an array without its gaps; NaN where nothing is left."""
    values = values[values == values]
    return float(values.sum()) / len(values) if len(values) else NAN


def weighted_mean(values, weights):
    """Return the mean of an array by weight, without gaps and weightless entries."""
    values = np.where(weights > 0, values, 0.0)
    known = values == values
    total = float(weights[known].sum())
    return float((values * weights)[known].sum()) / total if total > 0 else NAN


@lru_cache
def _places(table, dtype):
    """Where the whole numbers and the floats of a table stand in a row, in units of eight bytes."""
    places = {"int": {}, "float": {}}
    for name, kind in columns(table):
        offset = dtype.fields[name][1]
        if kind in places and offset % 8 == 0:
            places[kind][name] = offset // 8
    return places


def column_sums(table, rows):
    """Return the sum of every plain numeric column of a raw table, in one pass.

    Summing field by field costs more than the run itself takes to tabulate: a row is therefore read as
    a line of eight-byte words. Rows are added in order, so that the sums are the same wherever they run.
    """
    sums = {}
    rows = np.ascontiguousarray(rows)
    for kind, word in (("int", np.int64), ("float", np.float64)):
        places = _places(table, rows.dtype)[kind]
        width = max(places.values(), default=-1) + 1
        # An empty array may have no memory to look at.
        if len(rows) == 0:
            sums.update(dict.fromkeys(places, 0))
            continue
        words = np.ndarray((len(rows), width), word, rows, strides=(rows.strides[0], 8))
        chosen = np.ascontiguousarray(words[:, list(places.values())])
        sums.update(zip(places, chosen.sum(axis=0).tolist()))
    return sums


class RunView:
    """One run as metrics see it.

    Raw arrays come by `rows`; every table of the run is also there as a pandas table by its name
    (``run.incidents``), which is convenient in a metric of your own and slower.

    Parameters
    ----------
    raw : mapping of str to numpy.ndarray
        Structured arrays by table name (`milieusim.ward.tables`).
    facts : mapping
        ``days`` and ``beds``; ``names`` if tables are wanted with the names of slots and places; ``kept``
        if some of the arrays are empty only because nobody asked for them.
    """

    def __init__(self, raw, facts):
        self.raw = raw
        self.facts = facts
        self.days = facts["days"]
        self.beds = facts["beds"]
        self.hours_simulated = 24.0 * self.days

    def rows(self, table):
        """Return the raw array of a table, or raise DataError if this run did not keep it."""
        rows = self.raw.get(table)
        kept = self.facts.get("kept", self.raw)
        # An engine leaves a table that it was not asked for empty: that is no table, not one without rows.
        if rows is None or table not in kept:
            names = ", ".join(kept) or "no table"
            raise DataError(
                f"table '{table}' was not kept in this run; it has {names}. Add it to keep=[...]."
            )
        return rows

    def __getattr__(self, name):
        if name not in TABLES:
            raise AttributeError(f"a run has no '{name}'; tables are {', '.join(TABLES)}")
        table = frame(name, self.rows(name), self.facts.get("names"))
        self.__dict__[name] = table
        return table

    @cached_property
    def totals(self):
        """Sums of the columns of the table of shifts."""
        return column_sums("shifts", self.rows("shifts"))

    @cached_property
    def occupied_bed_days(self):
        """Hours that residents were on the ward, in days."""
        return self.totals["resident_hours"] / 24.0

    @cached_property
    def shift_starts(self):
        """Hours since hour 0 at which shifts began, in order."""
        return np.ascontiguousarray(self.rows("shifts")["at_hour"])

    @cached_property
    def shift_hours_counted(self):
        """Hours of each shift that fall into the window; an overlap belongs to the incoming shift."""
        starts = self.shift_starts
        edges = np.append(starts, self.hours_simulated)
        return np.diff(np.clip(edges, 0.0, self.hours_simulated))

    @cached_property
    def is_begun(self):
        """Whether each shift began in the window."""
        return self.shift_starts >= 0

    @cached_property
    def is_whole(self):
        """Whether each shift lies in the window from the first to the last hour that it counts."""
        starts, kinds = self.shift_starts, self.rows("shifts")["shift"]
        whole = self.is_begun.copy()
        # The last shift has no successor to tell its end: it is as long as earlier ones of its kind.
        lengths = np.diff(starts)[kinds[:-1] == kinds[-1:]]
        if len(lengths) and starts[-1] + lengths[0] > self.hours_simulated:
            whole[-1] = False
        return whole

    @cached_property
    def shifts_begun(self):
        """Number of shifts that began in the window.

        The night under way at its start and the one under way at its end are both in part within it;
        together they make one night, and the last one is the one that is counted.
        """
        return int(self.is_begun.sum())

    def level(self, column):
        """Return the mean of a level of the table of shifts over resident-hours."""
        rows = self.rows("shifts")
        return weighted_mean(rows[column], rows["resident_hours"])

    @cached_property
    def ended(self):
        """Stays that ended in the window."""
        stays = self.rows("stays")
        left = stays["discharged_at_hour"]
        return stays[(left >= 0) & (left <= self.hours_simulated)]

    @cached_property
    def _begun(self):
        rows = self.rows("responses")
        return [
            np.bincount(kinds, minlength=len(ResponseKind)).tolist()
            for kinds in (rows["kind"], rows["kind"][rows["is_recorded"]])
        ]

    def responses_begun(self, recorded=False):
        """Return how many responses of each kind began in the window, all or the recorded ones, by code."""
        return self._begun[int(recorded)]

    @cached_property
    def left_undone(self):
        """Raw rows of care that was due and not given; refusals are conflict, and are left out."""
        rows = self.rows("undone")
        return rows[rows["reason"] != UndoneReason.REFUSED]
