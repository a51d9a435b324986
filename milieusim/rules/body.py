"""The body: hunger, and what is left of the medication taken."""

from milieusim.rules.basics.marking import rule
from milieusim.rules.basics.numerics import clip01


@rule
def next_hunger(p, hunger, is_asleep):
    """Hunger after one tick without a meal.

    Parameters
    ----------
    p : numbers of the run
    hunger : float, 0-1
        0 fed, 1 as hungry as one gets.
    is_asleep : bool

    Returns
    -------
    float, 0-1

    Notes
    -----
    Form: assumed. Linear in time since the last meal and clipped; slower in sleep.

    References
    ----------
    None: assumed, see the ledger.
    """
    pace = p.hunger_asleep_share if is_asleep else 1.0
    return clip01(hunger + pace * p.tick_hours / p.hours_until_hungry)


@rule
def medicated_by_dose(p, medicated):
    """How far somebody is treated by medication once a dose is taken.

    Parameters
    ----------
    p : numbers of the run
    medicated : float, 0-1
        0 untreated, 1 as treated as medication can.

    Returns
    -------
    float, 0-1

    Notes
    -----
    Form: assumed. Saturating: a dose makes up for a share of what is missing. What was taken wears off
    exponentially with `hours_medicated`.

    References
    ----------
    None: assumed, see the ledger.
    """
    return clip01(medicated + p.dose_gain * (1.0 - medicated))
