"""What came of a ward's own log, in tables and sentences that hold nothing of anybody."""

from functools import cached_property
from typing import NamedTuple

import numpy as np

from milieusim.calibration.own_ward.log_counts import LEAST
from milieusim.calibration.own_ward.log_measures import from_even_scale
from milieusim.calibration.own_ward.set_weights import mean_known, moves
from milieusim.phrasing import listed

NORMAL_95 = 1.96
FAR = 2.0
"""A rate this many times the model's, or one part in so many, is pointed out."""
FAMILIES = {"rate": "recorded rates", "hours": "hours of the day"}
LIMITS = (
    "The log says how this ward differs from the published ones only as far as the design is this ward and the log was "
    "kept as its instrument assumes; it says nothing about any one person."
)


class Seen(NamedTuple):
    """What was compared: the log's measures and each set's, in their own units and on even scales.

    `spread` is the log's own standard error; `covariance` is of the difference of the log and a set: chance in
    both, and the model's own error. `chance` is the variance of a set's value over its runs, before smoothing.
    All three are on even scales.
    """

    measures: list
    groups: object
    counts: np.ndarray
    told: np.ndarray
    even: np.ndarray
    values: np.ndarray
    natural: np.ndarray
    spread: np.ndarray
    covariance: np.ndarray
    chance: np.ndarray


class OwnWard:
    """Sets of parameters weighed by a ward's own log.

    Attributes
    ----------
    weights : numpy.ndarray
        One a set, adding up to 1.
    ess_before, ess_after : float
        How many equally weighted sets the weights are worth.
    share_used : float
        How much of the log's evidence the weights take in: less than 1 where all of it would have left fewer
        than 20 sets to speak.
    notes : list of str
        What the files can and cannot tell.
    """

    def __init__(self, design, sets, found, seen, own, bad, notes, has_census, seed):
        self.design, self.sets, self.seen = design, sets, seen
        self.weights, self.share_used = found.weights, found.share
        self.ess_before, self.ess_after, self._full = found.before, found.after, found.full
        self._others = found.others
        self.days, self._incidents, self._bad = own.days, len(own.events), bad
        self._few_residents = len(np.unique(own.events["resident"])) < LEAST
        self.has_census, self.seed = has_census, seed
        self.notes = [*notes, *self._notes_of_weights(), *self._notes_of_bad()]

    def __repr__(self):
        return f"OwnWard({self.design.name!r}, {len(self.sets)} sets, {self.ess_after:.0f} effective)"

    @property
    def incidents(self):
        """How many incidents were read, as text; small numbers are not told."""
        return (
            str(self._incidents) if self._incidents >= LEAST or not self._incidents else f"fewer than {LEAST}"
        )

    @cached_property
    def table(self):
        """What was compared: measure, unit, log with its 95 % interval, the sets before and after.

        `off_before` and `off_after` count standard errors of the log. Where fewer than 5 incidents stand behind
        a number of the log, it is not there.
        """
        import pandas as pd

        rows = self._rows()
        columns = "family measure unit log low high before after off_before off_after".split()
        return pd.DataFrame(rows, columns=columns)

    def _rows(self):
        seen, spread = self.seen, np.where(self.seen.spread > 0, self.seen.spread, np.nan)
        low, high = (
            from_even_scale(seen.measures, seen.even + step * spread) for step in (-NORMAL_95, NORMAL_95)
        )
        for place, measure in enumerate(seen.measures):
            before, after = (mean_known(w, seen.natural[:, place]) for w in (self._before, self.weights))
            off = [
                (mean_known(w, seen.values[:, place]) - seen.even[place]) / spread[place]
                for w in (self._before, self.weights)
            ]
            told = [seen.told[place], low[place], high[place]]
            if self._is_small(measure):
                told, off = [np.nan] * 3, [np.nan] * 2
            label = measure.label
            yield [measure.family, label, measure.unit, *map(float, told), before, after, *map(float, off)]

    @property
    def _before(self):
        return np.array(self.sets.weights)

    def _is_small(self, measure):
        part = self.seen.counts[list(measure.part)].sum()
        if measure.family == "repeated":
            return self._few_residents
        if measure.family == "coerced":
            part = min(part, self.seen.counts[list(measure.whole)].sum() - part)
        return measure.family in ("rate", "hours", "triggers", "coerced") and part < LEAST

    @cached_property
    def hours(self):
        """The day in blocks: start, end, and the share of incidents in each, as `table` has it."""
        rows = self.table[self.table["family"] == "hours"].reset_index(drop=True)
        blocks = [group.codes for group in self.seen.groups.hours] if len(rows) else []
        rows.insert(0, "start", [block[0] for block in blocks])
        rows.insert(1, "end", [block[-1] + 1 for block in blocks])
        return rows

    @cached_property
    def moved(self):
        """Every parameter's mean before and after, those that moved most first; `is_moved` names them."""
        import pandas as pd

        values = {name: self.sets.values(name) for name in self.sets.names}
        table = pd.DataFrame(moves(values, self._before, self.weights, self._others))
        if len(table):
            table.insert(1, "role", [self.sets.roles.get(name, "") for name in table["parameter"]])
        return table

    @property
    def bad_rows(self):
        """Every cell that could not be read: file, line, column, found, allowed, nearest."""
        import pandas as pd

        return pd.DataFrame(self._bad, columns="file line column found allowed nearest".split())

    def mismatch(self, family, when="after"):
        """Return how many standard errors of the log a family is off, root mean square; NaN if not compared."""
        rows = self.table[self.table["family"] == family]
        off = rows[f"off_{when}"].to_numpy(float)
        off = off[np.isfinite(off)]
        return float(np.sqrt((off**2).mean())) if len(off) else np.nan

    @property
    def sentence(self):
        """What came of it, as text."""
        return " ".join([self._weighed(), *self._matched(), *self._far_rates(), self._moved(), LIMITS])

    def _weighed(self):
        return (
            f"{len(self.sets)} sets of parameters were weighed by {self.incidents} incidents on {self.days} days, as "
            f"{self.design.policy.instrument} would record them on {self.design.name}: worth {self.ess_after:.0f} "
            f"equally weighted sets, {self.ess_before:.0f} before."
        )

    def _matched(self):
        for family, words in FAMILIES.items():
            before, after = self.mismatch(family, "before"), self.mismatch(family)
            if np.isfinite(after):
                yield (
                    f"The ward's {words} were {before:.1f} standard errors of the log away before and are {after:.1f} "
                    "now."
                )

    def _far_rates(self):
        """Give a warning of rates that no weighing explains: a log kept otherwise, or a design of another ward."""
        rates = self.table[self.table["family"] == "rate"].itertuples(index=False)
        told = [
            f"{row.measure} is about {row.log / row.after:.2g} times"
            for row in rates
            if row.after > 0
            and not 1 / FAR <= row.log / row.after <= FAR
            and not row.low <= row.after <= row.high
        ]
        if told:
            yield (
                f"Even so, your log's {listed(told)} the model's: look at the instrument "
                f"({self.design.policy.instrument}) and the design first."
            )

    def _moved(self):
        rows = [row for row in self.moved.itertuples(index=False) if row.is_moved]
        if not rows:
            return "No parameter's mean moved by more than chance would."
        named = ", ".join(f"{row.parameter} {row.moved:+.1f}" for row in rows[:12])
        more = f" and {len(rows) - 12} more" if len(rows) > 12 else ""
        return f"What moved, in standard deviations before: {named}{more}.".replace("-", "\u2212")

    def _notes_of_weights(self):
        if self.share_used >= 1:
            return []
        return [
            f"All of the log's evidence would have left {self._full:.1f} effective sets; only "
            f"{100 * self.share_used:.0f} % of it is used, so that {self.ess_after:.0f} are left to speak."
        ]

    def _notes_of_bad(self):
        lines = len({(cell.file, cell.line) for cell in self._bad})
        if not lines:
            return []
        told = "1 row could not be read and was" if lines == 1 else f"{lines} rows could not be read and were"
        return [f"{told} left out:", *(cell.sentence for cell in self._bad)]

    def rows(self):
        """Return the table as columns and cells of text, for a screen."""
        from milieusim.analysis.numbers import number

        columns = ["measure", "unit", ">log", ">95 % interval", ">before", ">after"]
        cells = []
        for row in self.table.itertuples(index=False):
            small = row.log != row.log
            interval = "" if small else f"{number(row.low)} to {number(row.high)}"
            log = f"under {LEAST}" if small else number(row.log)
            cells.append([row.measure, row.unit, log, interval, number(row.before), number(row.after)])
        return columns, cells
