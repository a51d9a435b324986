"""What earlier incidents add to the rate of later ones, if their effect fades exponentially: exact, in one pass.

A sum over all earlier incidents, each weighted by exp(-rate * hours since), follows from that at the incident before:
it fades, and one is added. Such chains are summed in pairs, pairs of pairs and so on, which arrays do at once.
"""

import math
from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Excitation:
    """What earlier incidents add to later ones, for one half-life.

    Attributes
    ----------
    own, others : numpy.ndarray
        Rate (1/h) at each incident if every earlier incident (of the same resident; of the others) had one follower.
    own_total, others_total : float
        The same, summed over all hours that were watched.
    slopes : tuple
        Of these four by the logarithm of the half-life.
    history : Excitation or None
        The same up to the end of the history.
    """

    own: np.ndarray
    others: np.ndarray
    own_total: float
    others_total: float
    slopes: tuple
    history: "Excitation | None" = None


def excitation(data, half_life_hours):
    """Return what earlier incidents add, if their effect halves in some hours.

    Parameters
    ----------
    data : Incidents
    half_life_hours : float

    Returns
    -------
    Excitation

    References
    ----------
    Ogata, Y. (1978). The asymptotic behaviour of maximum likelihood estimators for stationary point processes. Annals
    of the Institute of Statistical Mathematics 30, 243-261. Ozaki, T. (1979), same journal 31, 145-155: the recursion.
    """
    rate = math.log(2) / half_life_hours
    own, own_lag = _carried(data.at, data.unit, np.ones(len(data.at)), rate)
    ward, ward_lag, reach, reach_lag = _in_ward(data, rate)
    run = data.run_of[data.unit]
    beds = data.beds[run]
    others, others_lag = (ward - own) / beds, (ward_lag - own_lag) / beds
    # How much of an incident's effect falls into the rest of its resident's stay, and on the others present.
    rest = data.last[data.unit] - data.at
    faded = np.exp(-rate * rest)
    own_total, others_total = (1 - faded).sum(), reach - ((1 - faded) / beds).sum()
    own_slope, others_slope = (rest * faded).sum(), reach_lag - (rest * faded / beds).sum()
    slopes = (own - rate * own_lag, others - rate * others_lag, own_slope, others_slope)
    before = excitation(data.history, half_life_hours) if data.history else None
    return Excitation(
        rate * own, rate * others, float(own_total), float(others_total), tuple(-rate * one for one in slopes), before
    )  # fmt: skip


def _in_ward(data, rate):
    """Return sums over the ward's earlier incidents, their slopes, and how much of all effects falls on those present."""
    n, order = len(data.at), data.order
    at = np.concatenate([data.at, data.step_at])[order]
    run = np.concatenate([data.run_of[data.unit], data.step_run])[order]
    come = np.concatenate([np.zeros(n), data.come])[order]
    is_incident = (order < n).astype(float)
    found, lag = _carried(at, run, is_incident, rate)
    beds = data.beds[run]
    # Those present when it happened, and whoever comes or leaves while the effect fades.
    reach = ((np.cumsum(come) * is_incident + come * found) / beds).sum()
    back = np.empty(len(order), int)
    back[order] = np.arange(len(order))
    return found[back[:n]], lag[back[:n]], reach, -(come * lag / beds).sum()


def _carried(at, group, mark, rate):
    """Return, for each point, the faded sum of marks before it in its group, and the sum of these times their lag."""
    if len(at) == 0:
        return np.zeros(0), np.zeros(0)
    gap = np.diff(at, prepend=at[0])
    goes_on = np.concatenate([[False], group[1:] == group[:-1]])
    gap = np.where(goes_on, gap, 0.0)
    fade = np.where(goes_on, np.exp(-rate * gap), 0.0)
    found = _chained(fade, fade * np.concatenate([[0.0], mark[:-1]]))
    return found, _chained(fade, gap * found)


def _chained(fade, added):
    """Return x with x[i] = fade[i] * x[i - 1] + added[i]."""
    fade, found, step = fade.copy(), added.copy(), 1
    while step < len(found) and fade[step:].any():
        found[step:] = found[step:] + fade[step:] * found[:-step]
        fade[step:] = fade[step:] * fade[:-step]
        step *= 2
    return found
