"""What a log says about its ward: rates, hours, clustering, repetition, coercion and triggers, with their errors."""

from typing import NamedTuple

import numpy as np

from milieusim.calibration.own_ward.log_counts import layout_of

# How far the best of all sets may still be from a real ward, as a share of the value: assumed.
MODEL_ERROR = {
    "rate": 0.15,
    "hours": 0.15,
    "triggers": 0.30,  # one ward's limit setting is another's demand
    "coerced": 0.20,
    "repeated": 0.25,
    "clustering": 0.15,
    "severity": 0.15,
}
ALIKE = 0.5
"""Correlation of the model's errors in the rates of two kinds: assumed."""
LEAST_WEEKS = 8
"""Fewer weeks than this say too little about how much weeks differ."""
UNITS = {
    "rate": "recorded per 1,000 bed-days",
    "hours": "% of incidents",
    "triggers": "% of named triggers",
    "coerced": "% of incidents",
    "repeated": "% of pairs within 4 weeks",
    "clustering": "variance / mean of days",
    "severity": "SOAS-R points",
}
TIMES = {"rate": 1000.0, "clustering": 1.0, "severity": 1.0}


class Measure(NamedTuple):
    """One thing that is compared; `part` is a share of `whole`, both places in the vector of counts."""

    family: str
    label: str
    part: tuple
    whole: tuple
    weight: float = 1.0
    error: float = 0.0

    @property
    def unit(self):
        """Unit of what `read` returns."""
        return UNITS[self.family]


def measures_of(groups, unsure_recording, is_used):
    """Return what is compared.

    Parameters
    ----------
    groups : Groups
    unsure_recording : dict of int to float
        How unsure the instrument's probability of recording a kind is: standard deviation of its logarithm.
    is_used : dict of str to bool
        Families that the log has enough of; those not named are used.

    Returns
    -------
    list of Measure
        `weight` spreads a family of shares, which add up to one, over as many things as it can tell.
    """
    places = {name: range(part.start, part.stop) for name, part in layout_of(groups).items()}
    found = []
    for group, place in zip(groups.kinds, places["kinds"]):
        unsure = max(unsure_recording.get(code, 0.0) for code in group.codes)
        error = float(np.hypot(MODEL_ERROR["rate"], unsure))
        found.append(Measure("rate", group.label, (place,), tuple(places["bed_days"]), 1.0, error))
    for family in ("hours", "triggers"):
        own = getattr(groups, family)
        weight = (len(own) - 1) / max(len(own), 1)
        for group, place in zip(own, places[family]):
            found.append(
                Measure(family, group.label, (place,), tuple(places[family]), weight, MODEL_ERROR[family])
            )
    singles = {
        "coerced": ("followed by coercion", "coerced"),
        "repeated": ("two incidents are of one resident", "pairs"),
        "clustering": ("clustering of incidents on days", "daily"),
        "severity": ("mean severity of aggression", "severity"),
    }
    for family, (label, name) in singles.items():
        place = tuple(places[name])
        found.append(Measure(family, label, place[:1], place[1:], 1.0, MODEL_ERROR[family]))
    return [measure for measure in found if measure.weight > 0 and is_used.get(measure.family, True)]


def read(measures, counts):
    """Return the measures of vectors of counts in their own units, NaN where there is nothing to count.

    Parameters
    ----------
    measures : list of Measure
    counts : numpy.ndarray, shape (..., counts)

    Returns
    -------
    numpy.ndarray, shape (..., measures)
    """
    return np.stack([_read_one(measure, counts) for measure in measures], axis=-1)


def _read_one(measure, counts):
    if measure.family == "clustering":
        return _dispersion(counts, measure)
    part, whole = _sums(measure, counts)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(whole > 0, TIMES.get(measure.family, 100.0) * part / whole, np.nan)


def _sums(measure, counts):
    return counts[..., measure.part].sum(-1), counts[..., measure.whole].sum(-1)


def _dispersion(counts, measure):
    days, total, squares = (counts[..., place] for place in (*measure.part, *measure.whole))
    with np.errstate(divide="ignore", invalid="ignore"):
        mean = total / days
        spread = (squares - days * mean * mean) / (days - 1)
        return np.where(total > 0, spread / mean, np.nan)


def even_scale(measures, counts):
    """Return the measures on scales on which chance spreads them about evenly.

    Square roots of rates, angles of shares, logarithms of the rest: a rate of a few and one of many are then
    compared fairly. Where there is nothing to count, NaN.
    """
    return np.stack([_even_one(measure, counts) for measure in measures], axis=-1)


def _even_one(measure, counts):
    value = _read_one(measure, counts)
    with np.errstate(divide="ignore", invalid="ignore"):
        if measure.family in ("clustering", "severity"):
            return np.log(np.maximum(value, 0.1))
        part, whole = _sums(measure, counts)
        if measure.family == "rate":
            return np.where(whole > 0, np.sqrt((part + 0.375) / whole), np.nan)
        return np.where(whole > 0, np.arcsin(np.sqrt((part + 0.375) / (whole + 0.75))), np.nan)


def from_even_scale(measures, values):
    """Return values of the even scales in the measures' own units."""
    found = []
    for measure, value in zip(measures, np.moveaxis(np.asarray(values, float), -1, 0)):
        if measure.family in ("clustering", "severity"):
            found.append(np.exp(value))
        elif measure.family == "rate":
            found.append(TIMES["rate"] * np.maximum(value, 0) ** 2)
        else:
            found.append(100 * np.sin(np.clip(value, 0, np.pi / 2)) ** 2)
    return np.stack(found, axis=-1)


def model_covariance(measures, values):
    """Return the covariance that the model's own error has on the even scales, around some values there."""
    errors = np.array([measure.error * _slope(measure, value) for measure, value in zip(measures, values)])
    rates = np.array([measure.family == "rate" for measure in measures])
    # A ward that writes much down does so for every kind.
    alike = np.where(np.outer(rates, rates), ALIKE, 0.0)
    np.fill_diagonal(alike, 1.0)
    return np.outer(errors, errors) * alike


def _slope(measure, value):
    """Return how much the even scale changes as the measure grows by its own size."""
    if measure.family in ("clustering", "severity"):
        return 1.0
    return value / 2 if measure.family == "rate" else np.tan(np.clip(value, 0, 1.4)) / 2


def left_out_covariance(measures, rows):
    """Return the covariance of the measures of the sum of rows, from leaving out one row at a time.

    Parameters
    ----------
    measures : list of Measure
    rows : numpy.ndarray, shape (..., rows, counts)
        Weeks of a log, or runs of a set.

    Returns
    -------
    numpy.ndarray, shape (..., measures, measures)
        0 for what some row alone has anything of.
    """
    n = rows.shape[-2]
    values = even_scale(measures, rows.sum(-2, keepdims=True) - rows)
    apart = np.nan_to_num(values - values.mean(-2, keepdims=True))
    return (n - 1) / n * np.swapaxes(apart, -1, -2) @ apart
