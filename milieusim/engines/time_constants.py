"""Time constants of the ledger, and the share of a state that is kept over a tick, an hour or a day."""

from milieusim.rules.basics.numerics import kept
from milieusim.ward.state import fading

KEPT_A_TICK = {
    "kept_arousal": "hours_arousal",
    "kept_arousal_asleep": "hours_arousal_asleep",
    "kept_boredom": "hours_boredom",
    "kept_pressure_awake": "hours_pressure_awake",
    "kept_pressure_asleep": "hours_pressure_asleep",
}
KEPT_AN_HOUR = {
    "kept_felt_safety": "hours_felt_safety",
    "kept_loneliness": "hours_loneliness",
    "kept_autonomy": "hours_autonomy",
    "kept_predictability": "hours_predictability",
    "kept_fatigue": "hours_fatigue",
    "kept_structure_lived": "hours_structure_lived",
}
KEPT_A_DAY = {
    "kept_tie_a_day": "days_tie_fade",
    "kept_trust_a_day": "days_trust_fade",
    "kept_known_a_day": "days_known_fade",
    "kept_sensitivity_a_day": "days_sensitivity",
}


def shares_kept(values, tick_hours):
    """Return the share kept of every state that fades, by the name under which rules read it.

    Parameters
    ----------
    values : dict of str to float
        The parameters.
    tick_hours : float
        Length of a tick, h.

    Returns
    -------
    dict of str to float
    """
    p = {name: kept(tick_hours, values[source]) for name, source in KEPT_A_TICK.items()}
    p |= {
        source.replace("hours_", "kept_", 1): kept(tick_hours, values[source]) for source in fading().values()
    }
    p |= {name: kept(1.0, values[source]) for name, source in KEPT_AN_HOUR.items()}
    return p | {name: kept(1.0, values[source]) for name, source in KEPT_A_DAY.items()}  # in days
