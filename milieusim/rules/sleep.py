"""Sleep: two processes, the rhythm of the ward, and what wakes a person."""

from milieusim.rules._compile import rule
from milieusim.rules.numerics import approach, clip01


@rule
def next_sleep_pressure(sleep_pressure, is_asleep, kept_awake, kept_asleep):
    """Sleep pressure after one tick: it builds up awake and falls asleep, exponentially."""
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
    """Hazard of falling asleep in bed."""
    drive = sleep_pressure + w_night * night - w_alertness * alertness - w_arousal * arousal - w_noise * noise
    return fastest * clip01(drive + sleep_need - threshold)


@rule
def wake_per_hour(
    sleep_pressure, alertness, night, noise, sleep_need, fastest, w_alertness, w_night, w_noise, threshold
):
    """Hazard of waking up."""
    drive = (
        threshold + w_alertness * alertness + w_noise * noise - sleep_pressure - w_night * night - sleep_need
    )
    return fastest * clip01(drive)


@rule
def night_check_wakes(per_check_hour, containment, noise_of_checks):
    """Hazard of being woken by night checks; more restrictive wards look in more often."""
    return per_check_hour * (noise_of_checks + (1.0 - noise_of_checks) * containment)
