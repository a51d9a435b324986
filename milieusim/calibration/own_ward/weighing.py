"""Simulating a ward's logs under every set of parameters, and weighing the sets by the ward's own."""

import math

import numpy as np

from milieusim.calibration.own_ward import log_counts, log_measures
from milieusim.calibration.own_ward.log_checks import families_used
from milieusim.calibration.own_ward.log_counts import groups_for
from milieusim.calibration.own_ward.set_weights import log_likelihood, mean_known, reweighted
from milieusim.calibration.own_ward.simulated_logs import simulated_logs
from milieusim.calibration.own_ward.smoothing import smoothed
from milieusim.calibration.own_ward.weighed_ward import Seen
from milieusim.incident_kinds import IncidentKind

LEAST_DAYS, MOST_DAYS = 28, 112
"""Days that each simulated log covers: those of the ward's own, within these bounds."""
NEAR = 2.0
"""Standard deviations within which the nearest set must lie for a measure to count in full."""
SURE_CORRELATION = 0.9
"""Correlations found from few runs are drawn this far towards none."""
RANGE_IN_SPREADS = 3.92
"""A ledger's range is read as holding 95 % of what may be."""


def weighed(own, design, sets, days, asked):
    """Weigh sets of parameters by a log.

    Parameters
    ----------
    own : OwnDays
        With at least one incident.
    design : WardDesign
    sets : ParameterSets
    days : int or None
        Length of the simulated logs.
    asked : dict
        What else `simulated_logs` takes.

    Returns
    -------
    seen : Seen
    weights : NewWeights
    notes : list of str
    """
    days = days or min(max(own.days, LEAST_DAYS), MOST_DAYS)
    logs = simulated_logs(design, sets, days, **asked)
    before = np.array(sets.weights)
    census = _census_of(logs, before, days)
    by_day, notes = _bed_days(own, census)
    expected = _expected(logs, before, by_day.sum())
    groups, silent = groups_for(own.events, expected)
    if silent:
        words = ", ".join(kind.replace("_", " ") for kind in silent)
        notes.append(f"Never in this log, though some were to be expected, and so not compared: {words}.")
    used, more = families_used(own, groups)
    measures = log_measures.measures_of(groups, _unsure_recording(design, sets), used)
    counts = log_counts.counts_of(own.events, own.days, by_day.sum(), groups)
    rows = np.array([[log_counts.counts_of(e, days, b, groups) for e, b in logs_] for logs_ in logs])
    seen = _seen(own, measures, counts, rows, by_day, groups, sets, days)
    off = _off(seen)
    wider = np.maximum(off / NEAR, 1.0)
    weights = _weights(seen, seen.values, before, wider)
    others = [_weights(seen, values, before, wider).weights for values in _without_a_seed(seen, rows, sets)]
    return seen, weights._replace(others=np.array(others)), [*notes, *more, *_far_off(seen, off, design)]


def _census_of(logs, weights, days):
    mean = np.array([np.mean([bed_days for _, bed_days in logs_]) for logs_ in logs])
    return float(weights @ mean) / days


def _bed_days(own, simulated):
    """Return occupied bed-days by day, and a sentence if the model's ward is fuller or emptier."""
    if np.isnan(own.census).any():
        return np.full(own.days, simulated), []
    mean = float(own.census.mean())
    if simulated > 0 and abs(mean / simulated - 1) <= 0.15:
        return own.census, []
    return own.census, [
        f"The census has {mean:.1f} residents a day, the model's ward {simulated:.1f}: see whether the design has the "
        "ward's own beds, stay and demand."
    ]


def _expected(logs, weights, bed_days):
    """Return how many incidents of each kind the sets would have recorded in the log's bed-days."""
    kinds = len(IncidentKind)
    counts = [sum(np.bincount(e["kind"], minlength=kinds) for e, _ in logs_) for logs_ in logs]
    whole = np.array([sum(days for _, days in logs_) for logs_ in logs])
    return bed_days * (weights @ (np.array(counts) / whole[:, None]))


def _unsure_recording(design, sets):
    """Return how unsure the instrument's recording of each kind is, unless the sets carry that already."""
    found = {}
    for kind in IncidentKind:
        name = f"{design.policy.instrument}_records_{kind.label}"
        entry = sets[0].entry(name)
        if name not in sets.names and 0 < entry.low < entry.high:
            found[int(kind)] = math.log(entry.high / entry.low) / RANGE_IN_SPREADS
    return found


def _seen(own, measures, counts, rows, by_day, groups, sets, days):
    before = np.array(sets.weights)
    even = log_measures.even_scale(measures, counts)
    pooled = rows.sum(1)
    values = log_measures.even_scale(measures, pooled)
    chance = np.einsum("s,sij->ij", before, log_measures.left_out_covariance(measures, rows))
    own_chance = chance * rows.shape[1] * days / own.days
    spread, correlation = np.sqrt(np.diag(own_chance)), _correlation(chance)
    if own.days >= 7 * log_measures.LEAST_WEEKS:
        # Weeks of the log itself may differ more than the model's runs do; residents who stay for months
        # make weeks too much alike, which only the runs show. The larger counts.
        weeks = log_counts.weeks_of(own.events, own.days, by_day, groups)
        by_weeks = np.sqrt(np.diag(log_measures.left_out_covariance(measures, weeks)))
        is_by_week = [measure.family != "repeated" for measure in measures]
        spread = np.where(is_by_week, np.maximum(spread, by_weeks), spread)
    values, left = smoothed(values, _columns(sets), before, np.diag(chance))
    raw = np.diag(chance).copy()
    chance *= np.sqrt(np.outer(left, left))
    middle = np.array([mean_known(before, column) for column in values.T])
    model = log_measures.model_covariance(measures, np.where(np.isfinite(middle), middle, even))
    covariance = np.outer(spread, spread) * correlation + chance + model
    told, natural = log_measures.read(measures, counts), log_measures.read(measures, pooled)
    return Seen(measures, groups, counts, told, even, values, natural, spread, covariance, raw)


def _columns(sets):
    return [sets.values(name) for name in sets.names]


def _without_a_seed(seen, rows, sets):
    """Give the sets' values as they would be without the first run of each, without the second, and so on."""
    n = rows.shape[1]
    for place in range(n):
        values = log_measures.even_scale(seen.measures, rows.sum(1) - rows[:, place])
        yield smoothed(values, _columns(sets), np.array(sets.weights), seen.chance * n / (n - 1))[0]


def _correlation(covariance):
    spread = np.sqrt(np.diag(covariance))
    whole = np.where(spread > 0, spread, 1.0)
    found = SURE_CORRELATION * covariance / np.outer(whole, whole)
    np.fill_diagonal(found, 1.0)
    return found


def _off(seen):
    """Return how far the nearest set is from the log in each measure, in standard deviations of both."""
    apart = np.abs(seen.values - seen.even) / np.sqrt(np.maximum(np.diag(seen.covariance), 1e-12))
    return np.min(np.where(np.isfinite(apart), apart, np.inf), axis=0, initial=np.inf)


def _weights(seen, values, before, wider):
    """Return new weights; a measure that no set comes near counts for less, or it would drown the others."""
    usable = np.isfinite(seen.even) & (seen.spread > 0) & np.isfinite(wider)
    weight = np.array([measure.weight for measure in seen.measures])[usable]
    covariance = (seen.covariance * np.outer(wider, wider))[np.ix_(usable, usable)]
    return reweighted(before, log_likelihood(seen.even[usable], values[:, usable], covariance, weight))


def _far_off(seen, off, design):
    """Say which rates no set comes near."""
    rates = [m.label for m, apart in zip(seen.measures, off) if m.family == "rate" and 3 < apart < np.inf]
    if not rates:
        return []
    return [
        f"No set comes near the ward's recorded rate of {', '.join(rates)}. See whether the log was kept with the "
        f"instrument that the design names ({design.policy.instrument}), and whether the design is this ward."
    ]
