"""Intervals that may be looked at as often as one likes: they hold the truth at every look, all at once.

An ordinary 95 % interval leaves out the truth at *some* look far more often than once in twenty. The boundary here is
that of Robbins (1970) for a Brownian motion that is looked at from a time t0 on: it leaves ±√t·√(a² + log(t/t0)) at any
later time with a probability of 2(1 - Φ(a) + a φ(a)). Means follow it once they are of many (Waudby-Smith and others
2024).
"""

import math
from functools import cache


def tail_at(runs, first, alpha):
    """Return the tail of the interval at one look that keeps `alpha` over all looks.

    Parameters
    ----------
    runs : int
        Of this look: pairs of them, or replications.
    first : int
        Of the first look.
    alpha : float
        Chance of ever leaving out the truth.

    Returns
    -------
    float
    """
    from scipy.special import ndtr

    start = _start(alpha)
    return float(2 * ndtr(-math.sqrt(start**2 + math.log(max(1.0, runs / first)))))


def p_at_any_time(p_value, runs, first):
    """Return the p value that holds however often was looked: the smallest `alpha` whose interval leaves out 0."""
    from scipy.special import ndtri

    if math.isnan(p_value):
        return p_value
    squared = float(ndtri(max(p_value, 1e-300) / 2)) ** 2 - math.log(max(1.0, runs / first))
    return _ever(math.sqrt(squared)) if squared > 0 else 1.0


def _ever(a):
    from scipy.special import ndtr

    return float(2 * (ndtr(-a) + a * math.exp(-(a**2) / 2) / math.sqrt(2 * math.pi)))


@cache
def _start(alpha):
    from scipy.optimize import brentq

    return brentq(lambda a: _ever(a) - alpha, 1e-6, 38.0)
