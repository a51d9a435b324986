"""What earlier incidents add to the rate of later ones, if their effect fades exponentially: exact, in one pass.

A sum over all earlier incidents, each weighted by exp(-rate * hours since), follows from that at the incident before:
it fades, and one is added. Such chains are systems of linear equations, which are solved from the first line to the last.
"""

import math
from dataclasses import dataclass, replace

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
    own = _carried(data.at, data.unit, np.ones(len(data.at)), rate)
    if not data.has_others:
        ward, reach = own, None
    else:
        ward, reach = _in_ward(data, rate)
    found = _told(data, rate, own, ward, reach)
    if data.history is None:
        return found
    # What went before an incident of the history is the same, whatever came after it.
    known = [[part[data.is_known] for part in parts] for parts in (own, ward)]
    reach = _in_ward(data.history, rate)[1] if data.has_others else None
    return replace(found, history=_told(data.history, rate, *known, reach))


def _told(data, rate, own, ward, reach):
    """Return what is added, by sums over earlier incidents of the resident and of the ward, and their slopes."""
    beds = data.beds[data.run_of[data.unit]]
    others, others_lag = ((of_all - of_own) / beds for of_all, of_own in zip(ward, own))
    # How much of an incident's effect falls into the rest of its resident's stay, and on the others present.
    rest = data.last[data.unit] - data.at
    faded = np.exp(-rate * rest)
    own_total, own_slope = (1 - faded).sum(), (rest * faded).sum()
    others_total, others_slope = 0.0, 0.0
    if reach is not None:
        others_total, others_slope = (
            reach[0] - ((1 - faded) / beds).sum(),
            reach[1] - (rest * faded / beds).sum(),
        )
    slopes = (own[0] - rate * own[1], others - rate * others_lag, own_slope, others_slope)
    return Excitation(
        rate * own[0], rate * others, float(own_total), float(others_total), tuple(-rate * one for one in slopes)
    )  # fmt: skip


def _in_ward(data, rate):
    """Return sums over the ward's earlier incidents, and how much of all effects falls on those present; with slopes."""
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
    return (found[back[:n]], lag[back[:n]]), (reach, -(come * lag / beds).sum())


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
    from scipy.linalg.blas import dtbsv

    # These are the lines of a system with ones on the diagonal, and what fades just below it.
    band = np.zeros((2, len(fade)), order="F")
    band[1, :-1] = -fade[1:]
    return dtbsv(1, band, added, lower=1, diag=1)
