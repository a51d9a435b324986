"""The body: hunger."""

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
