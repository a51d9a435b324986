"""Sleep: two processes, the rhythm of the ward, and what wakes a person."""

from milieusim.rules.basics.marking import rule
from milieusim.rules.basics.numerics import approach, clip01


@rule
def next_sleep_pressure(sleep_pressure, is_asleep, kept_awake, kept_asleep):
    """Sleep pressure after one tick: it builds up awake and falls asleep, exponentially.

    Parameters
    ----------
    sleep_pressure : float, 0-1
        0 rested, 1 as tired as can be.
    is_asleep : bool
    kept_awake : float, 0-1
        The same share for a waking resident.
    kept_asleep : float, 0-1
        The same share for a sleeping resident.

    Returns
    -------
    float, 0-1

    Notes
    -----
    Form: published. Two-process model: exponential rise awake, exponential fall asleep. Exact
    steps: halving the tick leaves the path unchanged.

    References
    ----------
    [Daan84]: time constants of 18.2 h and 4.2 h.
    """
    if is_asleep:
        return approach(sleep_pressure, 0.0, kept_asleep)
    return approach(sleep_pressure, 1.0, kept_awake)


@rule
def fall_asleep_per_hour(
    sleep_pressure,
    alertness,
    night,
    arousal,
    noise,
    sleep_need,
    fastest,
    w_alertness,
    w_night,
    w_arousal,
    w_noise,
    threshold,
):
    """Hazard of falling asleep in bed.

    Parameters
    ----------
    sleep_pressure : float, 0-1
        0 rested, 1 as tired as can be.
    alertness : float, -1 to 1
        Daily rhythm, 1 at its peak.
    night : float, 0-1
        Share of the tick after lights out and before waking.
    arousal : float, 0-1
        0 settled, 1 crisis.
    noise : float, 0-1
        Of the place the resident is in.
    sleep_need : float, -1 to 1
        Trait, above 0 for those who need more sleep.
    fastest : float, 0 to 20, 1/h
        Hazard at full drive. Ledger: sleep_fastest.
    w_alertness : float, 0 to 1
        Weight of alertness. Ledger: sleep_w_alertness.
    w_night : float, 0 to 1
        Weight of night. Ledger: sleep_w_night.
    w_arousal : float, 0 to 1
        Weight of arousal. Ledger: sleep_w_arousal.
    w_noise : float, 0 to 1
        Weight of noise. Ledger: sleep_w_noise.
    threshold : float, -1 to 3
        Drive at which the hazard begins. Ledger: sleep_threshold.

    Returns
    -------
    float, 0 to 20, 1/h

    Notes
    -----
    Form: assumed. Linear drive, clipped: rises with sleep pressure, night and need, falls with
    alertness, arousal and noise. The published model has thresholds; a hazard lets residents
    differ.

    References
    ----------
    [Daan84]: two processes and thresholds.
    """
    drive = sleep_pressure + w_night * night - w_alertness * alertness - w_arousal * arousal - w_noise * noise
    return fastest * clip01(drive + sleep_need - threshold)


@rule
def wake_per_hour(
    sleep_pressure, alertness, night, noise, sleep_need, fastest, w_alertness, w_night, w_noise, threshold
):
    """Hazard of waking up.

    Parameters
    ----------
    sleep_pressure : float, 0-1
        0 rested, 1 as tired as can be.
    alertness : float, -1 to 1
        Daily rhythm, 1 at its peak.
    night : float, 0-1
        Share of the tick after lights out and before waking.
    noise : float, 0-1
        Of the place the resident is in.
    sleep_need : float, -1 to 1
        Trait, above 0 for those who need more sleep.
    fastest : float, 0 to 20, 1/h
        Hazard at full drive. Ledger: sleep_fastest.
    w_alertness : float, 0 to 1
        Weight of alertness. Ledger: sleep_w_alertness.
    w_night : float, 0 to 1
        Weight of night. Ledger: sleep_w_night.
    w_noise : float, 0 to 1
        Weight of noise. Ledger: sleep_w_noise.
    threshold : float, -1 to 3
        Drive at which the hazard begins. Ledger: wake_threshold.

    Returns
    -------
    float, 0 to 20, 1/h

    Notes
    -----
    Form: assumed. Linear drive, clipped: rises with alertness and noise, falls with sleep pressure,
    night and need.

    References
    ----------
    [Daan84]: two processes and thresholds.
    """
    drive = (
        threshold + w_alertness * alertness + w_noise * noise - sleep_pressure - w_night * night - sleep_need
    )
    return fastest * clip01(drive)


@rule
def night_check_wakes(per_check_hour, containment, noise_of_checks):
    """Hazard of being woken by night checks; more restrictive wards look in more often.

    Parameters
    ----------
    per_check_hour : float, 0 to 5, 1/h
        At containment 1. Ledger: night_check_per_hour.
    containment : float, 0-1
        Milieu level.
    noise_of_checks : float, 0-1
        Share of it at containment 0. Ledger: night_check_least.

    Returns
    -------
    float, 0 to inf, 1/h

    Notes
    -----
    Form: assumed. Linear: rises with containment, as more restrictive wards look in more often.

    References
    ----------
    None: assumed, see the ledger.
    """
    return per_check_hour * (noise_of_checks + (1.0 - noise_of_checks) * containment)
