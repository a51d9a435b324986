"""Running wards on the same seeds, and what the runs of two of them differ by."""

import math
from functools import cached_property

import numpy as np
import pandas as pd

import milieusim as ms
from milieusim.analysis.metrics.registry import HEADLINES
from milieusim.ward.tables import INCIDENT_COLUMNS

CHUNK = 20  # runs whose tables are held at once
UNDONE = (
    "doses_missed_per_1000_obd meals_missed_per_1000_obd prompts_not_made_per_1000_obd "
    "appointments_missed_per_1000_obd paperwork_owed_minutes_per_shift undone_minutes_per_shift"
).split()


class Runs:
    """Wards run on the same seeds, each once.

    Parameters
    ----------
    pairs, days : int
    warm_up_days : int, optional
    workers : int, optional
    """

    def __init__(self, pairs, days, warm_up_days=None, workers=None):
        self.pairs, self.days = pairs, days
        self._how = {"days": days, "warm_up_days": warm_up_days, "workers": workers}
        self._measured = {}

    @cached_property
    def seeds(self):
        """The seeds that every ward is run on."""
        return list(range(1, self.pairs + 1))

    def batches(self, ward, keep, pairs=None):
        """Yield the runs of a ward, some at a time, with the tables that are wanted."""
        seeds = self.seeds[:pairs]
        for first in range(0, len(seeds), CHUNK):
            yield ms.simulate_many(
                ward.design,
                seeds=seeds[first : first + CHUNK],
                parameters=ward.parameters,
                contagion=ward.contagion,
                keep=keep,
                **self._how,
            )

    def measures(self, ward):
        """Return a row a run with every metric; a ward goes by its name, and is run once."""
        if ward.name not in self._measured:
            parts = [batch.metrics() for batch in self.batches(ward, ())]
            self._measured[ward.name] = pd.concat(parts, ignore_index=True)
        return self._measured[ward.name]

    def differences(self, ward, base, names=None):
        """Return what a ward differs by from another, a row a measure.

        Returns
        -------
        pandas.DataFrame
            Indexed by measure: `base`, `runs` in which both have it, `difference`, `half_width` of the 95 %
            interval, `change` as a share of the base, `moves` (the interval excludes 0) and `surely` (so does
            the one that allows for all measures of the table).
        """
        ours, theirs = self.measures(ward), self.measures(base)
        names = names or measures_shown(theirs)
        return pd.DataFrame([_difference(ours[n], theirs[n], len(names)) for n in names], index=names)

    def interplay(self, both, one, other, base, names):
        """Return how far a change matters more (or less) where another is made: a difference of differences."""
        tables = [self.measures(ward) for ward in (both, one, other, base)]
        return pd.DataFrame(
            [
                _difference(
                    tables[0][n] - tables[1][n] + tables[3][n].mean(),
                    tables[2][n] - tables[3][n] + tables[3][n].mean(),
                    len(names),
                )
                for n in names
            ],
            index=names,
        )


def judged():
    """Return the two metrics that designs are judged on."""
    return list(HEADLINES)


def measures_shown(table):
    """Return the judged measures, the kinds of conflict and the care undone, as far as a table has them."""
    kinds = [f"{kind}_per_1000_obd" for kind in INCIDENT_COLUMNS]
    return [name for name in [*judged(), *kinds, *UNDONE] if name in table]


def _difference(ours, theirs, many):
    from scipy.stats import t

    gap = np.asarray(ours - theirs, float)
    gap = gap[~np.isnan(gap)]
    base = float(np.nanmean(theirs)) if theirs.notna().any() else math.nan
    if len(gap) < 2:
        unknown = dict.fromkeys(("difference", "half_width", "change"), math.nan)
        return {"base": base, "runs": len(gap), "moves": False, "surely": False} | unknown
    error, freedom = gap.std(ddof=1) / math.sqrt(len(gap)), len(gap) - 1
    found, half = float(gap.mean()), float(t.ppf(0.975, freedom) * error)
    return {
        "base": base,
        "runs": len(gap),
        "difference": found,
        "half_width": half,
        "change": found / base if base else math.nan,
        "moves": abs(found) > half,
        "surely": abs(found) > t.ppf(1 - 0.025 / many, freedom) * error,
    }
