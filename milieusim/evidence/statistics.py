"""The arithmetic of published patterns: odds ratios, medians from classes, the clock, counts without zero."""

import math

import numpy as np

from milieusim.analysis.metrics.run_view import NAN, share

# How far a fit of counts may look: for the size of a negative binomial (its dispersion), and for its mean.
LOG_SIZES = (math.log(0.02), math.log(200.0))
LEAST_MEAN = 1e-3


def odds_ratio(table):
    """Return the odds ratio of a two-by-two table (rows: exposed, columns: affected).

    Half a case is added to each cell if one is empty (Haldane and Anscombe), or a rare pattern has no value.
    """
    table = np.asarray(table, float)
    if not table.sum(axis=1).all():
        return NAN
    if not table.all():
        table = table + 0.5
    return float(table[1, 1] * table[0, 0] / (table[1, 0] * table[0, 1]))


def median_of_classes(counts, edges):
    """Return the median of what was counted in classes, linear within its class; NaN of nothing.

    Parameters
    ----------
    counts : array_like, shape (n,)
    edges : array_like, shape (n + 1,)
        The last may be infinite: a median beyond it is the last finite edge.
    """
    total = np.cumsum(counts)
    if not total[-1] > 0:
        return NAN
    half = total[-1] / 2
    place = int(np.searchsorted(total, half))
    before = total[place - 1] if place else 0.0
    width = edges[place + 1] - edges[place]
    inside = (half - before) / counts[place] if math.isfinite(width) else 0.0
    return float(edges[place] + inside * (width if math.isfinite(width) else 0.0))


def cosinor(by_hour):
    """Return the hour of the peak and the R2 of one harmonic of a day fitted to counts by hour.

    Parameters
    ----------
    by_hour : array_like, shape (24,)

    Returns
    -------
    peak : float
        Hour of the day, 0 to 24.
    r2 : float
        Share of the variance between hours that the harmonic takes.
    """
    counts = np.asarray(by_hour, float)
    angle = 2 * np.pi * (np.arange(24) + 0.5) / 24
    rest = counts - counts.mean()
    if not rest.any():
        return NAN, NAN
    cosine, sine = np.cos(angle) @ rest / 12, np.sin(angle) @ rest / 12
    fitted = cosine * np.cos(angle) + sine * np.sin(angle)
    peak = math.atan2(sine, cosine) * 24 / (2 * math.pi) % 24
    return peak, float(1 - ((rest - fitted) ** 2).sum() / (rest**2).sum())


def second_peak(by_hour, apart=3):
    """Return the hour of the day's second peak, of counts smoothed over three hours.

    It is the highest local maximum after the main one that stands clear of it: some hours later, and above
    the lowest hour between them by more than two standard errors of counting, since every noisy day has
    local maxima.

    Parameters
    ----------
    by_hour : array_like, shape (24,)
    apart : int
        Least hours after the main peak.

    Returns
    -------
    float
        Middle of the hour; NaN if there is no such peak before midnight.
    """
    counts = np.asarray(by_hour, float)
    before, after = np.roll(counts, 1), np.roll(counts, -1)
    smooth, variance = (before + 2 * counts + after) / 4, (before + 4 * counts + after) / 16
    main = int(smooth.argmax())
    tops = [hour for hour in range(main + apart, 24) if _stands_clear(hour, main, smooth, variance)]
    return max(tops, key=lambda hour: smooth[hour]) + 0.5 if tops else NAN


def _stands_clear(hour, main, smooth, variance):
    valley = main + 1 + int(smooth[main + 1 : hour].argmin())
    rise = smooth[hour] - smooth[valley]
    is_top = smooth[hour] > smooth[hour - 1] and smooth[hour] >= smooth[(hour + 1) % 24]
    return is_top and rise > 2 * math.sqrt(variance[hour] + variance[valley])


def mantel_haenszel(inside, outside, inside_hours, outside_hours):
    """Return the ratio of two rates, pooled over strata (Mantel and Haenszel for person-time)."""
    inside, outside = np.asarray(inside, float), np.asarray(outside, float)
    whole = np.asarray(inside_hours) + np.asarray(outside_hours)
    whole = np.where(whole > 0, whole, np.inf)
    above = (inside * outside_hours / whole).sum()
    below = (outside * inside_hours / whole).sum()
    return share(above, below)


def pooled_d(n, before, before_squared, after, after_squared):
    """Return the difference of two means in units of their pooled standard deviation, from sums."""
    if n < 2:
        return NAN
    first, second = before / n, after / n
    variance = (before_squared - n * first**2 + after_squared - n * second**2) / (2 * (n - 1))
    return float((first - second) / math.sqrt(variance)) if variance > 0 else NAN


def spread(n, total, squared):
    """Return the standard deviation of `n` numbers from their sum and the sum of their squares."""
    return math.sqrt(max(squared - total**2 / n, 0.0) / (n - 1)) if n > 1 else NAN


def share_of_top(people, events, top):
    """Return the share of events that those with most of them had, a share `top` of all people.

    Parameters
    ----------
    people : array_like, shape (n,)
        How many had 0, 1, 2 ... events.
    events : array_like, shape (n,)
        How many events those had together; the last class may hold people with more.
    top : float, 0-1

    Returns
    -------
    float
        NaN where nobody had any. People of the class on the border count in part.
    """
    people, events = np.asarray(people, float)[::-1], np.asarray(events, float)[::-1]
    before = np.concatenate(([0.0], np.cumsum(people)[:-1]))
    within = np.clip(top * people.sum() - before, 0.0, people)
    return share((events * within / np.where(people > 0, people, 1.0)).sum(), events.sum())


def ratio_without_zeros(base, treated):
    """Return the ratio of the means of two negative binomials of which only counts above zero are looked at.

    The trial of Safewards analysed shifts with events by one zero-truncated negative binomial: the arms
    share its dispersion. With one each, the ratio follows what is thought of the zeros that are not seen.

    Parameters
    ----------
    base, treated : array_like, shape (n,)
        How many shifts had 0, 1, 2 ... events; the first is left out of account.

    Returns
    -------
    float
        NaN if one of them never had an event.
    """
    from scipy.optimize import minimize_scalar

    arms = [np.asarray(counts, float)[1:] for counts in (base, treated)]
    if not all(weights.sum() > 0 for weights in arms):
        return NAN

    def loss(log_size):
        size = math.exp(log_size)
        return -sum(_log_likelihood(weights, _mean_behind(weights, size), size) for weights in arms)

    size = math.exp(minimize_scalar(loss, bounds=LOG_SIZES, method="bounded").x)
    first, second = (_mean_behind(weights, size) for weights in arms)
    return second / first


def _mean_behind(weights, size):
    """Return the likeliest mean given the size: that under which counts above zero have the mean they have."""
    from scipy.optimize import brentq

    seen = float((weights * np.arange(1, len(weights) + 1)).sum() / weights.sum())

    def above(mean):
        return mean / -math.expm1(-size * math.log1p(mean / size)) - seen

    return brentq(above, LEAST_MEAN, seen) if above(LEAST_MEAN) < 0 else LEAST_MEAN


def _log_likelihood(weights, mean, size):
    """Return the log-likelihood of counts 1, 2 ... of a zero-truncated negative binomial, up to a constant."""
    k = np.arange(1, len(weights) + 1)
    ways = np.cumsum(np.log(size + k - 1))  # of the gamma functions, what hangs on the size
    zero = size * (math.log(size) - math.log(size + mean))
    each = ways + k * (math.log(mean) - math.log(size + mean))
    return float((weights * each).sum() + weights.sum() * (zero - math.log(-math.expm1(zero))))
