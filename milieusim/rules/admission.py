"""Who is referred, with what traits, how long they stay and when they leave."""

import math

from milieusim.rules.basics.marking import rule
from milieusim.rules.basics.numerics import clip01, log_odds, logistic, normal_quantile, safe_exp
from milieusim.rules.basics.units import HALF, HOURS_A_DAY


@rule
def referral_gap_hours(u, referrals_per_day):
    """Hours from one referral to the next: a Poisson process that no design can bend.

    Parameters
    ----------
    u : float, 0-1 (1 excluded)
        A keyed draw, uniform.
    referrals_per_day : float, 0.000001 to 1000, 1/d
        Demand worked out from beds and mean stay.

    Returns
    -------
    float, 0 to inf, h

    Notes
    -----
    Form: assumed. Exponential gaps by inversion: a Poisson process, memoryless, that no design can
    bend. Falls as referrals become more frequent; finite for every draw below 1.

    References
    ----------
    None: assumed, see the ledger.
    """
    return -math.log(1.0 - u) / referrals_per_day * HOURS_A_DAY


@rule
def trait(mean, spread, u):
    """A person's trait: normal about the profile's mean, limited to 0-1.

    Parameters
    ----------
    mean : float, 0-1
        Of the profile. Ledger: loneliness_at_admission.
    spread : float, 0-1
        Standard deviation before the cut. Ledger: baseline_spread, state_spread, trait_spread.
    u : float, 0-1
        A keyed draw, uniform.

    Returns
    -------
    float, 0-1

    Notes
    -----
    Form: assumed. A normal about the mean of the profile, cut at the ends: rises with the draw. A
    cut normal keeps the profile's order and needs no second draw.

    References
    ----------
    None: assumed, see the ledger.
    """
    return clip01(mean + spread * normal_quantile(u))


@rule
def age_years(mean, spread, youngest, oldest, u):
    """Age at admission in whole years.

    Parameters
    ----------
    mean : float, 18 to 100, a
        Of the profile.
    spread : float, 0 to 30, a
        Of the profile.
    youngest : float, 18 to 18, a
        Adult wards. Ledger: youngest_age.
    oldest : float, 100 to 100, a
        Oldest resident. Ledger: oldest_age.
    u : float, 0-1
        A keyed draw, uniform.

    Returns
    -------
    float, 18 to 100, a

    Notes
    -----
    Form: assumed. A normal about the mean of the profile, cut at the youngest and oldest of an
    adult ward, in completed years.

    References
    ----------
    None: assumed, see the ledger.
    """
    return math.floor(min(max(mean + spread * normal_quantile(u), youngest), oldest))


@rule
def detention_probability(ward_share, profile_log_odds):
    """Probability of admission under a legal order: the ward's share, shifted by profile.

    Parameters
    ----------
    ward_share : float, 0-1
        Share of the ward admitted under a legal order.
    profile_log_odds : float, -5 to 5, log-odds
        Shift that belongs to the profile.

    Returns
    -------
    float, 0-1

    Notes
    -----
    Form: assumed. Shift on the log-odds scale, so that no profile can leave 0-1. Rises with both;
    equals the share of the ward where the profile adds nothing.

    References
    ----------
    [Abd07]: detention goes with diagnosis; direction only.
    """
    return logistic(log_odds(min(max(ward_share, 1e-9), 1.0 - 1e-9)) + profile_log_odds)


@rule
def frailty_scale(profile_factor, is_detained, detained_factor, stay_days, reference_days, stay_power, shape):
    """Scale of the gamma from which a person's propensity to incidents is drawn; its mean is shape x scale.

    Parameters
    ----------
    profile_factor : float, 0 to 5
        Of the profile.
    is_detained : bool
        Under a legal order.
    detained_factor : float, 0 to 10
        Factor of residents under a legal order. Ledger: detained_frailty_factor.
    stay_days : float, 0 to 730, d
        Planned stay; counts as one day if shorter.
    reference_days : float, 1 to 100, d
        Stay at which the power is 1. Ledger: stay_reference_days.
    stay_power : float, -1 to 1
        Ledger: stay_frailty_power.
    shape : float, 0.05 to 5
        Shape of the gamma, shared by all. Ledger: frailty_shape.

    Returns
    -------
    float, 0 to inf

    Notes
    -----
    Form: calibrated. Multiplicative, so that factors are odds of the same gamma whose shape is
    shared. Rises with the factors, falls with the shape.

    References
    ----------
    [Abd07]: odds of aggression 2.2 under detention, 2.1 in the schizophrenia spectrum, 2.7 with a
    longer stay; direction and order of size.
    """
    detained = detained_factor if is_detained else 1.0
    longer = safe_exp(stay_power * math.log(max(stay_days, 1.0) / reference_days))
    return profile_factor * detained * longer / shape


@rule
def stay_days(u_hump, u_length, short_share, short_median, long_median, spread, longest):
    """Planned stay: a lognormal mixture with two humps on a log scale.

    Parameters
    ----------
    u_hump : float, 0-1
        Draw that picks the hump.
    u_length : float, 0-1
        Draw that picks the length within the hump.
    short_share : float, 0-1
        Share of stays in the short hump.
    short_median : float, 0.1 to 100, d
        Median of the short hump.
    long_median : float, 0.1 to 400, d
        Median of the long hump.
    spread : float, 0 to 2
        Standard deviation of the logarithm within a hump.
    longest : float, 180 to 730, d
        Planned stays are cut here. Ledger: longest_stay_days.

    Returns
    -------
    float, 0 to 730, d

    Notes
    -----
    Form: published. A mixture of two lognormals, cut at the longest. Medians of the humps are
    exact; rises with the draw of the length.

    References
    ----------
    [Zur25]: stays are two-humped on a log scale; the shape of a hump is assumed.
    """
    median = short_median if u_hump < short_share else long_median
    return min(safe_exp(math.log(median) + spread * normal_quantile(u_length)), longest)


@rule
def stay_days_under_way(u_hump, u_length, short_share, short_median, long_median, spread, longest):
    """Whole stay of somebody found on the ward: the same mixture, length-biased (each hump stays lognormal).

    Parameters
    ----------
    u_hump : float, 0-1
        Draw that picks the hump.
    u_length : float, 0-1
        Draw that picks the length within the hump.
    short_share : float, 0-1
        Share of stays in the short hump.
    short_median : float, 0.1 to 100, d
        Median of the short hump.
    long_median : float, 0.1 to 400, d
        Median of the long hump.
    spread : float, 0 to 2
        Standard deviation of the logarithm within a hump.
    longest : float, 180 to 730, d
        Planned stays are cut here. Ledger: longest_stay_days.

    Returns
    -------
    float, 0 to 730, d

    Notes
    -----
    Form: published. Somebody found on the ward is in a stay sampled in proportion to its length.
    Length-biasing a lognormal moves its log mean by the variance and keeps its spread, so the
    mixture stays a mixture; only the weights of the humps change.

    References
    ----------
    [Cox62]: length-biased sampling of renewal intervals.
    [Zur25]: two humps on a log scale.
    """
    short = short_share * short_median
    share = short / (short + (1.0 - short_share) * long_median)
    median = short_median if u_hump < share else long_median
    lengthened = math.log(median) + spread * spread + spread * normal_quantile(u_length)
    return min(safe_exp(lengthened), longest)


@rule
def stay_pace(distress, expected_distress, sensitivity):
    """How fast the planned stay runs down: a little faster for those who do well.

    Parameters
    ----------
    distress : float, 0-1
        0 none, 1 as bad as it gets.
    expected_distress : float, 0-1
        Distress at which the plan runs at its own pace. Ledger: expected_distress.
    sensitivity : float, 0-1
        Ledger: stay_sensitivity.

    Returns
    -------
    float, 0 to 2

    Notes
    -----
    Form: assumed. Linear, 1 at the expected distress, falls with distress, never below 0. Small on
    purpose: designs must not drift apart in who is there.

    References
    ----------
    [Wol15]: covariates predict little of the length of stay (out-of-sample R2 .14).
    """
    return max(1.0 + sensitivity * (expected_distress - distress), 0.0)


@rule
def craving_now(trait, uses_substances, days_since_admission, days_to_settle, floor):
    """Craving of a person who uses substances; it fades over the first weeks but not to nothing.

    Parameters
    ----------
    trait : float, 0-1
        Craving as a trait.
    uses_substances : bool
        Alcohol or drug use.
    days_since_admission : float, 0 to 4000, d
    days_to_settle : float, 0.1 to 100, d
        Time constant. Ledger: craving_days.
    floor : float, 0-1
        Share that stays. Ledger: craving_floor.

    Returns
    -------
    float, 0-1

    Notes
    -----
    Form: assumed. Exponential decay to a floor. Falls with days since admission; 0 in those who use
    nothing.

    References
    ----------
    None: assumed, see the ledger.
    """
    if not uses_substances:
        return 0.0
    return clip01(trait * (floor + (1.0 - floor) * safe_exp(-days_since_admission / days_to_settle)))


@rule
def leave_per_hour(
    per_day, is_detained, detained_factor, days_since_admission, days_until_eligible, hours_open
):
    """Hazard of going on leave in the hours when residents leave and come back.

    Parameters
    ----------
    per_day : float, 0 to 5, 1/d
        Leaves of a resident who may leave. Ledger: leaves_per_day.
    is_detained : bool
        Under a legal order.
    detained_factor : float, 0-1
        Factor of residents under a legal order. Ledger: leave_detained_factor.
    days_since_admission : float, 0 to 4000, d
    days_until_eligible : float, 0 to 60, d
        No leave before. Ledger: leave_days_until_eligible.
    hours_open : float, 1 to 24, h
        Hours a day in which residents go and come. Ledger: discharge_hours_a_day.

    Returns
    -------
    float, 0 to inf, 1/h

    Notes
    -----
    Form: assumed. A day's leaves spread over the hours when the door is used; 0 before the resident
    may go, lower under a legal order.

    References
    ----------
    None: assumed, see the ledger.
    """
    if days_since_admission < days_until_eligible:
        return 0.0
    return per_day * (detained_factor if is_detained else 1.0) / hours_open


@rule
def leave_hours(u, mean_hours, overnight_share, overnight_hours, u_overnight):
    """Length of a leave: some hours, or a night at home.

    Parameters
    ----------
    u : float, 0-1 (1 excluded)
        A keyed draw, uniform.
    mean_hours : float, 0 to 48, h
        Mean of a leave by day. Ledger: leave_mean_hours.
    overnight_share : float, 0-1
        Share of leaves with a night. Ledger: leave_overnight_share.
    overnight_hours : float, 0 to 72, h
        Length of such a leave. Ledger: leave_overnight_hours.
    u_overnight : float, 0-1
        Draw that decides on a night away.

    Returns
    -------
    float, 0 to inf, h

    Notes
    -----
    Form: assumed. A mixture of a fixed night at home and an exponential by inversion.

    References
    ----------
    None: assumed, see the ledger.
    """
    if u_overnight < overnight_share:
        return overnight_hours
    return -mean_hours * math.log(1.0 - u)


@rule
def rated(value, spread, u):
    """What a rater writes down of a 0-1 state, with error.

    Parameters
    ----------
    value : float, 0-1
        The true state.
    spread : float, 0-1
        Standard deviation of the error. Ledger: rater_spread.
    u : float, 0.000001 to 0.999999
        A keyed draw, uniform.

    Returns
    -------
    float, -2 to 3

    Notes
    -----
    Form: assumed. Classical measurement error: unbiased, not cut, so that effect sizes computed
    from ratings are attenuated as published ones are.

    References
    ----------
    [Bal07]: effect sizes of ratings are what the model is compared with.
    """
    return value + spread * normal_quantile(u)


@rule
def mean_stay_days(short_share, short_median, long_median, spread):
    """Mean of the planned stay: each hump's median times exp(spread^2 / 2).

    Parameters
    ----------
    short_share : float, 0-1
        Share of stays in the short hump.
    short_median : float, 0.1 to 100, d
        Median of the short hump.
    long_median : float, 0.1 to 400, d
        Median of the long hump.
    spread : float, 0 to 2
        Standard deviation of the logarithm within a hump.

    Returns
    -------
    float, 0 to inf, d

    Notes
    -----
    Form: published. Mean of a mixture of two lognormals before the cut at the longest stay; used to
    turn demand into referrals a day.

    References
    ----------
    [Cox62]: mean of the mixture.
    """
    return (short_share * short_median + (1.0 - short_share) * long_median) * safe_exp(spread * spread * HALF)
