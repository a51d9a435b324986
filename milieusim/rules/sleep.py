"""Sleep: two processes, the rhythm of the ward, and what wakes a person."""

from milieusim.rules.basics.marking import rule
from milieusim.rules.basics.numerics import approach, clip01


@rule
def next_sleep_pressure(p, sleep_pressure, is_asleep):
    """Sleep pressure after one tick: it builds up awake and falls asleep, exponentially.

    Parameters
    ----------
    p : numbers of the run
    sleep_pressure : float, 0-1
        0 rested, 1 as tired as can be.
    is_asleep : bool

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
        return approach(sleep_pressure, 0.0, p.kept_pressure_asleep)
    return approach(sleep_pressure, 1.0, p.kept_pressure_awake)


@rule
def fall_asleep_per_hour(
    p,
    sleep_pressure,
    alertness,
    night,
    arousal,
    noise,
    predictability,
    sleep_need,
):
    """Hazard of falling asleep in bed.

    Parameters
    ----------
    p : numbers of the run
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
    predictability : float, 0-1
        Knowing what comes next, from `certainty_felt`.
    sleep_need : float, -1 to 1
        Trait, above 0 for those who need more sleep.

    Returns
    -------
    float, 0 to 20, 1/h

    Notes
    -----
    Form: assumed. Linear drive, clipped: rises with sleep pressure, night and need, falls with
    alertness, arousal, noise and worry about what comes next. The published model has thresholds; a hazard lets residents
    differ.

    References
    ----------
    [Daan84]: two processes and thresholds.
    """
    drive = (
        sleep_pressure
        + p.sleep_w_night * night
        - p.sleep_w_alertness * alertness
        - p.sleep_w_arousal * arousal
        - p.sleep_w_noise * noise
        - p.sleep_w_worry * (1.0 - predictability)
    )
    return p.sleep_fastest * clip01(drive + sleep_need - p.sleep_threshold)


@rule
def wake_per_hour(p, sleep_pressure, alertness, night, noise, sleep_need):
    """Hazard of waking up.

    Parameters
    ----------
    p : numbers of the run
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
        p.wake_threshold
        + p.sleep_w_alertness * alertness
        + p.sleep_w_noise * noise
        - sleep_pressure
        - p.sleep_w_night * night
        - sleep_need
    )
    return p.sleep_fastest * clip01(drive)


@rule
def night_check_wakes(p):
    """Hazard of being woken by night checks; more restrictive wards look in more often.

    Parameters
    ----------
    p : numbers of the run

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
    return p.night_check_per_hour * (p.night_check_least + (1.0 - p.night_check_least) * p.containment)


@rule
def sleep_lost(p, slept_hours, sleep_need):
    """Share of the sleep that somebody needs which the last day and night did not give.

    Parameters
    ----------
    p : numbers of the run
    slept_hours : float, 0 to 48, h
        Asleep on the ward since the end of the night before.
    sleep_need : float, -1 to 1
        Trait, above 0 for those who need more sleep.

    Returns
    -------
    float, 0-1

    Notes
    -----
    Form: assumed. Linear in the hours missing; sleeping longer than one needs gains nothing.

    References
    ----------
    None: assumed, see the ledger.
    """
    needed = p.sleep_hours_needed * (1.0 + sleep_need)
    if needed <= 0.0:
        return 0.0
    return clip01(1.0 - slept_hours / needed)
