"""Who is referred, with what traits, how long they stay and when they leave."""

import math

from milieusim.rules._compile import rule
from milieusim.rules.numerics import clip01, log_odds, logistic, normal_quantile, safe_exp
from milieusim.rules.units import HALF, HOURS_A_DAY


@rule
def referral_gap_hours(u, referrals_per_day):
    """Hours from one referral to the next: a Poisson process that no design can bend."""
    return -math.log(1.0 - u) / referrals_per_day * HOURS_A_DAY


@rule
def trait(mean, spread, u):
    """A person's trait: normal about the profile's mean, limited to 0-1."""
    return clip01(mean + spread * normal_quantile(u))


@rule
def age_years(mean, spread, youngest, oldest, u):
    """Age at admission in whole years."""
    return math.floor(min(max(mean + spread * normal_quantile(u), youngest), oldest))


@rule
def detention_probability(ward_share, profile_log_odds):
    """Probability of admission under a legal order: the ward's share, shifted by profile."""
    return logistic(log_odds(min(max(ward_share, 1e-9), 1.0 - 1e-9)) + profile_log_odds)


@rule
def frailty_scale(profile_factor, is_detained, detained_factor, stay_days, reference_days, stay_power, shape):
    """Scale of the gamma from which a person's propensity to incidents is drawn; its mean is shape x scale."""
    detained = detained_factor if is_detained else 1.0
    longer = safe_exp(stay_power * math.log(max(stay_days, 1.0) / reference_days))
    return profile_factor * detained * longer / shape


@rule
def stay_days(u_hump, u_length, short_share, short_median, long_median, spread, longest):
    """Planned stay: a lognormal mixture with two humps on a log scale."""
    median = short_median if u_hump < short_share else long_median
    return min(safe_exp(math.log(median) + spread * normal_quantile(u_length)), longest)


@rule
def stay_days_under_way(u_hump, u_length, short_share, short_median, long_median, spread, longest):
    """Whole stay of somebody found on the ward: the same mixture, length-biased (each hump stays lognormal)."""
    short = short_share * short_median
    share = short / (short + (1.0 - short_share) * long_median)
    median = short_median if u_hump < share else long_median
    lengthened = math.log(median) + spread * spread + spread * normal_quantile(u_length)
    return min(safe_exp(lengthened), longest)


@rule
def stay_pace(distress, expected_distress, sensitivity):
    """How fast the planned stay runs down: a little faster for those who do well."""
    return max(1.0 + sensitivity * (expected_distress - distress), 0.0)


@rule
def craving_now(trait, uses_substances, days_since_admission, days_to_settle, floor):
    """Craving of a person who uses substances; it fades over the first weeks but not to nothing."""
    if not uses_substances:
        return 0.0
    return clip01(trait * (floor + (1.0 - floor) * safe_exp(-days_since_admission / days_to_settle)))


@rule
def leave_per_hour(
    per_day, is_detained, detained_factor, days_since_admission, days_until_eligible, hours_open
):
    """Hazard of going on leave in the hours when residents leave and come back."""
    if days_since_admission < days_until_eligible:
        return 0.0
    return per_day * (detained_factor if is_detained else 1.0) / hours_open


@rule
def leave_hours(u, mean_hours, overnight_share, overnight_hours, u_overnight):
    """Length of a leave: some hours, or a night at home."""
    if u_overnight < overnight_share:
        return overnight_hours
    return -mean_hours * math.log(1.0 - u)


@rule
def rated(value, spread, u):
    """What a rater writes down of a 0-1 state, with error."""
    return value + spread * normal_quantile(u)


@rule
def mean_stay_days(short_share, short_median, long_median, spread):
    """Mean of the planned stay: each hump's median times exp(spread^2 / 2)."""
    return (short_share * short_median + (1.0 - short_share) * long_median) * safe_exp(spread * spread * HALF)
