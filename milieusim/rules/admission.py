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
def age_years(p, mean, spread, u):
    """Age at admission in whole years.

    Parameters
    ----------
    p : numbers of the run
    mean : float, 18 to 100, a
        Of the profile.
    spread : float, 0 to 30, a
        Of the profile.
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
    return math.floor(min(max(mean + spread * normal_quantile(u), p.youngest_age), p.oldest_age))


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
def frailty_scale(p, profile_factor, is_detained, stay_days):
    """Scale of the gamma from which a person's propensity to incidents is drawn; its mean is shape x scale.

    Parameters
    ----------
    p : numbers of the run
    profile_factor : float, 0 to 5
        Of the profile.
    is_detained : bool
        Under a legal order.
    stay_days : float, 0 to 730, d
        Planned stay; counts as one day if shorter.

    Returns
    -------
    float, 0 to inf

    Notes
    -----
    Form: calibrated. Multiplicative, so that factors are odds of the same gamma, whose shape
    `frailty_shape` is shared. Rises with the factors, falls with the shape.

    References
    ----------
    [Abd07]: odds of aggression 2.2 under detention, 2.1 in the schizophrenia spectrum, 2.7 with a
    longer stay; direction and order of size.
    """
    detained = p.detained_frailty_factor if is_detained else 1.0
    longer = safe_exp(p.stay_frailty_power * math.log(max(stay_days, 1.0) / p.stay_reference_days))
    return profile_factor * detained * longer / p.frailty_shape


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
def stay_days_under_way(p, u_hump, u_length):
    """Whole stay of somebody found on the ward: the same mixture, length-biased (each hump stays lognormal).

    Parameters
    ----------
    p : numbers of the run
    u_hump : float, 0-1
        Draw that picks the hump.
    u_length : float, 0-1
        Draw that picks the length within the hump.

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
    short = p.stay_short_share * p.stay_short_median_days
    share = short / (short + (1.0 - p.stay_short_share) * p.stay_long_median_days)
    median = p.stay_short_median_days if u_hump < share else p.stay_long_median_days
    lengthened = math.log(median) + p.stay_spread * p.stay_spread + p.stay_spread * normal_quantile(u_length)
    return min(safe_exp(lengthened), p.longest_stay_days)


@rule
def stay_pace(p, distress):
    """How fast the planned stay runs down: a little faster for those who do well.

    Parameters
    ----------
    p : numbers of the run
    distress : float, 0-1
        0 none, 1 as bad as it gets.

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
    return max(1.0 + p.stay_sensitivity * (p.expected_distress - distress), 0.0)


@rule
def craving_now(p, trait, uses_substances, days_since_admission):
    """Craving of a person who uses substances; it fades over the first weeks but not to nothing.

    Parameters
    ----------
    p : numbers of the run
    trait : float, 0-1
        Craving as a trait.
    uses_substances : bool
        Alcohol or drug use.
    days_since_admission : float, 0 to 4000, d

    Returns
    -------
    float, 0-1

    Notes
    -----
    Form: assumed. Exponential decay with the time constant `craving_days`, to the share
    `craving_floor` of the trait. Falls with days since admission; 0 in those who use nothing.

    References
    ----------
    None: assumed, see the ledger.
    """
    if not uses_substances:
        return 0.0
    return clip01(
        trait * (p.craving_floor + (1.0 - p.craving_floor) * safe_exp(-days_since_admission / p.craving_days))
    )


@rule
def leave_per_hour(p, is_detained, days_since_admission, held):
    """Hazard of going on leave in the hours when residents leave and come back.

    Parameters
    ----------
    p : numbers of the run
    is_detained : bool
        Under a legal order.
    days_since_admission : float, 0 to 4000, d
    held : float, 0-1
        How far paperwork owed holds things up.

    Returns
    -------
    float, 0 to inf, 1/h

    Notes
    -----
    Form: assumed. A day's leaves spread over the hours when the door is used; 0 before the resident
    may go, lower under a legal order, and less where plans and risk papers are owed.

    References
    ----------
    None: assumed, see the ledger.
    """
    if days_since_admission < p.leave_days_until_eligible:
        return 0.0
    may = p.leave_detained_factor if is_detained else 1.0
    return p.leaves_per_day * may * (1.0 - held) / p.discharge_hours_a_day


@rule
def papers_per_hour(p, held):
    """Hazard that the papers of a discharge are done, once its day has come.

    Parameters
    ----------
    p : numbers of the run
    held : float, 0-1
        How far paperwork owed holds things up.

    Returns
    -------
    float, 0 to inf, 1/h

    Notes
    -----
    Form: assumed. At once where nothing is owed; the mean wait grows with what is owed.

    References
    ----------
    None: assumed, see the ledger.
    """
    return 1.0 / max(p.discharge_wait_hours * held, p.tick_hours * p.papers_at_once)


@rule
def leave_hours(p, u, u_overnight):
    """Length of a leave: some hours, or a night at home.

    Parameters
    ----------
    p : numbers of the run
    u : float, 0-1 (1 excluded)
        A keyed draw, uniform.
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
    if u_overnight < p.leave_overnight_share:
        return p.leave_overnight_hours
    return -p.leave_mean_hours * math.log(1.0 - u)


@rule
def rated(p, value, u):
    """What a rater writes down of a 0-1 state, with error.

    Parameters
    ----------
    p : numbers of the run
    value : float, 0-1
        The true state.
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
    return value + p.rater_spread * normal_quantile(u)


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
