"""Which stays count for a gain, and what they gained: by the definitions of the metrics."""

import re

import numpy as np


def gain_day(metric):
    """Return the day of a metric ``wellbeing_gain_day14``, or None for others."""
    found = re.fullmatch(r"wellbeing_gain_day(\d+)", metric)
    return int(found[1]) if found else None


def counted_at(stays, day, days):
    """Return which stays come to a day within the window, and a function of a state for its level then.

    A stay that ended sooner counts at its end.

    Parameters
    ----------
    stays : pandas.DataFrame
    day : int
        Since admission.
    days : int
        Of the window.

    Returns
    -------
    tuple
        A boolean array, and a function of the name of a state.
    """
    reached = stays["admitted_at_hour"].to_numpy(float) + 24.0 * day
    left = stays["discharged_at_hour"].to_numpy(float)
    sooner = left < reached
    when = np.where(sooner, left, reached)
    counts = (when >= 0) & (when < 24.0 * days)

    def then(state):
        return np.where(
            sooner, stays[f"{state}_end"].to_numpy(float), stays[f"{state}_day{day}"].to_numpy(float)
        )

    return counts, then


def ended_in(stays, days):
    """Return which stays ended within the window."""
    left = stays["discharged_at_hour"].to_numpy(float)
    return (left >= 0) & (left < 24.0 * days)
