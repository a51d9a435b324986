"""The stopping rule of ``--replications auto`` on pairs that are given, with the library's own arithmetic."""

import math
from types import SimpleNamespace

from benchmarks.verdict_streams import MARGIN, to_the_worse
from milieusim.analysis.metrics.metrics import HEADLINES, METRICS
from milieusim.comparison.intervals import estimate
from milieusim.comparison.pairs import Looks
from milieusim.comparison.sequential import MOST, first_total, next_total
from milieusim.comparison.verdicts import ALPHA, verdict_of


class Stopping:
    """One comparison at `auto`.

    Parameters
    ----------
    pairs : numpy.ndarray
        Differences as shares of the base, centred on 0: a row a pair, a column a judged measure.
    sets : numpy.ndarray or None
        The draw of each pair.
    effect : float
        True difference for the worse in every measure, in margins.
    has_margin : bool
    """

    def __init__(self, pairs, sets, effect, has_margin=True):
        self.values = pairs + effect * MARGIN * to_the_worse()
        self.sets, self.margin = sets, MARGIN if has_margin else None
        self.looks = Looks(first_total(sets is None))
        self.pairs, self.verdicts = 0, []

    def run(self):
        """Look, go on as the rule says, and keep the verdicts of the last look."""
        self.pairs = self.looks.first
        while True:
            rows = [self._row(place, name) for place, name in enumerate(HEADLINES)]
            self.verdicts = [row.verdict for row in rows]
            total = next_total(rows, self.pairs)
            if total == self.pairs or self.pairs >= MOST:
                return self
            self.pairs = total

    def _row(self, place, name):
        sets = None if self.sets is None else self.sets[: self.pairs]
        level = self.looks.level(self.pairs, ALPHA / len(HEADLINES))
        found = estimate(self.values[: self.pairs, place], sets, level)
        return SimpleNamespace(
            low=found.low,
            high=found.high,
            difference=found.difference,
            base=1.0,
            margin=math.nan if self.margin is None else self.margin,
            verdict=verdict_of(found, METRICS[name].better, self.margin, self.looks.fewest),
        )
