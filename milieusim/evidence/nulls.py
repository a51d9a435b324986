"""What patterns come out as in a ward that lacks one thing: null models, on the same sets and seeds."""

import math
from typing import NamedTuple

from milieusim.evidence.estimates import JUMPS, Estimate, estimate, jackknife, standard_error
from milieusim.evidence.judging import GOOD, NEAR, UNDECIDED, judged
from milieusim.evidence.readings import READINGS
from milieusim.evidence.studies import NULL_MODELS


class NullResult(NamedTuple):
    """One pattern under one null model.

    Attributes
    ----------
    found : Estimate
    status : str
        As of the model itself.
    difference, difference_error : float
        From the model itself, on the runs that both have.
    """

    found: Estimate
    status: str
    difference: float
    difference_error: float

    @property
    def differs(self):
        """Whether it differs from the model by more than chance."""
        return abs(self.difference) > NEAR * self.difference_error


def null_results(sample, target):
    """Return null model -> NullResult of a pattern."""
    return {null: _result(sample, target, null) for null in NULL_MODELS}


def _result(sample, target, null):
    found = estimate(sample, target.key, null)
    difference, error = _difference(sample, target.key, null, found.runs)
    # Fewer runs are made of a null model: what it changes, on runs that both have, is added to the model itself.
    own = estimate(sample, target.key, with_runs=False)
    if math.isfinite(own.value + difference) and target.key not in JUMPS:
        both = math.hypot(own.error, error)
        if both < found.error:
            found = found._replace(value=own.value + difference, error=both)
    return NullResult(found, judged(target, found)[0], difference, error)


def _difference(sample, key, null, n):
    reading = READINGS[key]
    # A trial's ward without practices is the ward it is compared with, of which there may be more runs.
    n = min(n, *(sample.number(study) for study in reading.studies))
    if not n:
        return math.nan, math.nan
    sides = [[sample.clusters(study, side, n) for study in reading.studies] for side in (null, None)]
    count = len(reading.studies)

    def gap(*wholes):
        return reading.read(*wholes[:count]) - reading.read(*wholes[count:])

    value, pseudo = jackknife(gap, [*sides[0], *sides[1]])
    return value, standard_error(pseudo)


def tally(rows, null=None):
    """Return how many rows stand well, are undecided, and do not, with the model itself or a null model.

    Parameters
    ----------
    rows : list of Row
    null : str, optional

    Returns
    -------
    dict of str to int
    """
    words = [row.status if null is None else row.nulls[null].status for row in rows]
    good, undecided = sum(word in GOOD for word in words), words.count(UNDECIDED)
    return {"good": good, "undecided": undecided, "bad": len(words) - good - undecided, "of": len(words)}
