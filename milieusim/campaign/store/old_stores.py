"""Stores of formats 1 to 3, which lay flat: they are read, and nothing is added to them."""

from milieusim.campaign.store.arrow_columns import FAILURES, METRICS
from milieusim.campaign.store.notes import ENDING


class FoundOld:
    """What lies in an old store; a chunk is done where its metrics are.

    Parameters
    ----------
    place : Folder or Remote
    manifest : Manifest
    """

    damaged, faults = {}, ()

    def __init__(self, place, manifest):
        self.place = place
        tables = [METRICS, FAILURES, *manifest.facts["keep"]]
        self._names = {table: {n for n in place.names(table) if n.endswith(ENDING)} for table in tables}

    def files(self, table):
        """Return the files of a table that belong to chunks that are done, in the order of chunks."""
        return [f"{table}/{name}" for name in sorted(self._names[table] & self._names[METRICS])]

    def rows(self, table):
        """Return the number of rows of a table."""
        files = self.files(table)
        return self.place.dataset(files).count_rows() if files else 0


def runs_asked_for(manifest, points):
    """Return how many runs the last experiment of an old store asked for.

    Parameters
    ----------
    manifest : Manifest
    points : pandas.DataFrame
        As `Store.points` gives them.
    """
    stage = manifest.facts["stages"][-1]
    return points["point"].nunique() * sum(stage["sets"].values()) * manifest.document["replications"]
