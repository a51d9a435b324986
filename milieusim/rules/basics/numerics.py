"""Small exact pieces that the rules are built from; published constants only."""

import math

from milieusim.rules.basics.marking import rule
from milieusim.rules.basics.units import EXP_LIMIT, HALF, HOURS_A_DAY, ROUNDING


@rule
def clip01(x):
    """Return `x` limited to 0-1; NaN stays NaN.

    Parameters
    ----------
    x : float, -inf to inf
        Any number.

    Returns
    -------
    float, 0-1

    Notes
    -----
    Form: published. The order of min and max keeps NaN a NaN, so that a mistake shows.

    References
    ----------
    None: a definition.
    """
    return min(max(x, 0.0), 1.0)


@rule
def clip_signed(x):
    """Return `x` limited to -1..1; NaN stays NaN.

    Parameters
    ----------
    x : float, -inf to inf
        Any number.

    Returns
    -------
    float, -1 to 1

    Notes
    -----
    Form: published. As `clip01`.

    References
    ----------
    None: a definition.
    """
    return min(max(x, -1.0), 1.0)


@rule
def safe_exp(x):
    """Return exp(x) with the argument limited to where Python and compiled code agree.

    Parameters
    ----------
    x : float, -inf to inf
        Any number.

    Returns
    -------
    float, 0 to inf

    Notes
    -----
    Form: published. Python raises above 709 where compiled code gives infinity; the limit keeps
    both finite and alike.

    References
    ----------
    None: a definition.
    """
    return math.exp(min(max(x, -EXP_LIMIT), EXP_LIMIT))


@rule
def logistic(x):
    """Return the probability that belongs to log-odds `x`.

    Parameters
    ----------
    x : float, -inf to inf
        Any number.

    Returns
    -------
    float, 0-1

    Notes
    -----
    Form: published. Rises with x, 0.5 at 0.

    References
    ----------
    None: a definition.
    """
    return 1.0 / (1.0 + safe_exp(-x))


@rule
def log_odds(probability):
    """Return the log-odds of a probability strictly between 0 and 1.

    Parameters
    ----------
    probability : float, 0-1 (ends excluded)

    Returns
    -------
    float, -inf to inf, log-odds

    Notes
    -----
    Form: published. Inverse of `logistic`.

    References
    ----------
    None: a definition.
    """
    return math.log(probability / (1.0 - probability))


@rule
def chance(per_hour, hours):
    """Return the probability of at least one event of a hazard `per_hour` within `hours`.

    Parameters
    ----------
    per_hour : float, 0 to inf, 1/h
        Hazard.
    hours : float, 0 to inf, h

    Returns
    -------
    float, 0-1

    Notes
    -----
    Form: published. 1 - exp(-h dt), exact for a constant hazard: halving the tick leaves the chance
    over both halves unchanged.

    References
    ----------
    [Cox62]: exponential waiting times.
    """
    return 1.0 - safe_exp(-per_hour * hours)


@rule
def happens(u, per_hour, hours):
    """Return whether a draw falls below `chance`, mostly without working it out.

    Parameters
    ----------
    u : float, 0-1
        A keyed draw, uniform.
    per_hour : float, 0 to inf, 1/h
        Hazard.
    hours : float, 0 to inf, h

    Returns
    -------
    bool

    Notes
    -----
    Form: published. A chance is never more than hazard times hours (1 - exp(-x) <= x); only a draw below
    that, or so near that rounding might matter, needs the exponential.

    References
    ----------
    [Cox62]: exponential waiting times.
    """
    if u >= per_hour * hours + ROUNDING:
        return False
    return u < chance(per_hour, hours)


@rule
def kept(hours, hours_to_settle):
    """Return the share of a deviation that is left after `hours`: exp(-hours / hours_to_settle).

    Parameters
    ----------
    hours : float, 0 to inf, h
    hours_to_settle : float, 0.001 to inf, h
        Time constant.

    Returns
    -------
    float, 0-1

    Notes
    -----
    Form: published. Exact for a state drawn exponentially to a constant target.

    References
    ----------
    None: a definition.
    """
    return safe_exp(-hours / hours_to_settle)


@rule
def approach(value, target, kept):
    """Return a state drawn towards `target`, with the share `kept` of its deviation left.

    Parameters
    ----------
    value : float, -inf to inf
        Any number.
    target : float, -inf to inf
        Any number.
    kept : float, 0-1
        Share of the deviation that is left.

    Returns
    -------
    float, -inf to inf

    Notes
    -----
    Form: published. Lies between value and target; applied twice with sqrt(kept) it gives the same.

    References
    ----------
    None: a definition.
    """
    return target + (value - target) * kept


@rule
def balanced(level, gain, loss, days):
    """A 0-1 level after days in which something added to it and something took from it.

    Parameters
    ----------
    level : float, 0-1
        At first.
    gain : float, 0 to 100, 1/d
        Share of what is missing to 1 that a day adds.
    loss : float, 0 to 100, 1/d
        Share of the level that a day takes.
    days : float, 0 to 4000, d
        Time passed.

    Returns
    -------
    float, 0-1

    Notes
    -----
    Form: published. Exact exponential step towards gain / (gain + loss): splitting the time changes
    nothing.

    References
    ----------
    None: linear gain and loss.
    """
    pace = gain + loss
    if pace <= 0.0:
        return level
    usual = gain / pace
    return clip01(usual + (level - usual) * safe_exp(-pace * days))


@rule
def ratio(part, whole, empty):
    """Return part / whole, or `empty` where there is no whole.

    Parameters
    ----------
    part : float, -inf to inf
        Any number.
    whole : float, 0 to inf
    empty : float, -inf to inf
        What a ratio over nothing counts as.

    Returns
    -------
    float, -inf to inf

    Notes
    -----
    Form: published. Never divides by nothing.

    References
    ----------
    None: a definition.
    """
    return part / whole if whole > 0.0 else empty


@rule
def mean_so_far(total, hours):
    """Return a mean over hours, NaN over none.

    Parameters
    ----------
    total : float, -inf to inf
        Any number.
    hours : float, 0 to inf, h

    Returns
    -------
    float, -inf to inf

    Notes
    -----
    Form: published. NaN over nothing, as tables show it.

    References
    ----------
    None: a definition.
    """
    return total / hours if hours > 0.0 else math.nan


@rule
def hour_rhythm(hour, peak_hour):
    """Return a cosine of the day, 1 at `peak_hour` and -1 twelve hours later.

    Parameters
    ----------
    hour : float, 0 to 24, h
        Of the day.
    peak_hour : float, 0 to 24, h
        Where it is 1.

    Returns
    -------
    float, -1 to 1

    Notes
    -----
    Form: published. One harmonic a day.

    References
    ----------
    [Daan84]: the circadian process as a sine of the day.
    """
    return math.cos((hour - peak_hour) / HOURS_A_DAY * math.tau)


@rule
def _poly7(x, c):
    return ((((((c[7] * x + c[6]) * x + c[5]) * x + c[4]) * x + c[3]) * x + c[2]) * x + c[1]) * x + c[0]


# Coefficients of AS 241: of the numerator and, below it, of the denominator.
_CENTRE = (
    3.3871328727963666080e0,
    1.3314166789178437745e2,
    1.9715909503065514427e3,
    1.3731693765509461125e4,
    4.5921953931549871457e4,
    6.7265770927008700853e4,
    3.3430575583588128105e4,
    2.5090809287301226727e3,
)
_CENTRE_BELOW = (
    1.0,
    4.2313330701600911252e1,
    6.8718700749205790830e2,
    5.3941960214247511077e3,
    2.1213794301586595867e4,
    3.9307895800092710610e4,
    2.8729085735721942674e4,
    5.2264952788528545610e3,
)
_TAIL = (
    1.42343711074968357734e0,
    4.63033784615654529590e0,
    5.76949722146069140550e0,
    3.64784832476320460504e0,
    1.27045825245236838258e0,
    2.41780725177450611770e-1,
    2.27238449892691845833e-2,
    7.74545014278341407640e-4,
)
_TAIL_BELOW = (
    1.0,
    2.05319162663775882187e0,
    1.67638483018380384940e0,
    6.89767334985100004550e-1,
    1.48103976427480074590e-1,
    1.51986665636164571966e-2,
    5.47593808499534494600e-4,
    1.05075007164441684324e-9,
)
_FAR_TAIL = (
    6.65790464350110377720e0,
    5.46378491116411436990e0,
    1.78482653991729133580e0,
    2.96560571828504891230e-1,
    2.65321895265761230930e-2,
    1.24266094738807843860e-3,
    2.71155556874348757815e-5,
    2.01033439929228813265e-7,
)
_FAR_TAIL_BELOW = (
    1.0,
    5.99832206555887937690e-1,
    1.36929880922735805310e-1,
    1.48753612908506148525e-2,
    7.86869131145613259100e-4,
    1.84631831751005468180e-5,
    1.42151175831644588870e-7,
    2.04426310338993978564e-15,
)


@rule
def normal_quantile(u):
    """Return the standard normal quantile of `u` in (0, 1).

    Parameters
    ----------
    u : float, 0-1
        A keyed draw, uniform.

    Returns
    -------
    float, -40 to 40

    Notes
    -----
    Form: published. Algorithm AS 241 (PPND16), relative accuracy about 1e-16. Rises with u; 0 and 1
    are kept off the logarithm.

    References
    ----------
    [Wic88]: coefficients.
    """
    q = u - HALF
    if abs(q) <= 0.425:
        r = 0.180625 - q * q
        return q * _poly7(r, _CENTRE) / _poly7(r, _CENTRE_BELOW)
    tail = math.sqrt(-math.log(max(min(u, 1.0 - u), 1e-300)))
    if tail <= 5.0:
        r = tail - 1.6
        value = _poly7(r, _TAIL) / _poly7(r, _TAIL_BELOW)
    else:
        r = tail - 5.0
        value = _poly7(r, _FAR_TAIL) / _poly7(r, _FAR_TAIL_BELOW)
    return -value if q < 0.0 else value


@rule
def gamma_accepts(z, u, shape):
    """Return a gamma deviate from one normal and one uniform, or -1 if this pair is to be thrown away.

    Parameters
    ----------
    z : float, -40 to 40
        A standard normal draw.
    u : float, 0-1
        A uniform draw.
    shape : float, 1 to 100
        At least 1.

    Returns
    -------
    float, -1 to inf

    Notes
    -----
    Form: published. Squeeze-free form of the method, for a shape of at least 1 and unit scale; -1
    says that the pair is to be thrown away.

    References
    ----------
    [Mar00]: method and constants.
    """
    d = shape - 1.0 / 3.0
    c = 1.0 / math.sqrt(9.0 * d)
    v = 1.0 + c * z
    if v <= 0.0:
        return -1.0
    v = v * v * v
    if math.log(max(u, 1e-300)) < HALF * z * z + d - d * v + d * math.log(v):
        return d * v
    return -1.0


@rule
def gamma_shrunk(deviate, u, shape):
    """Return a gamma deviate of `shape` made from one of `shape` + 1 and one more uniform.

    Parameters
    ----------
    deviate : float, 0 to inf
        Of shape + 1.
    u : float, 0-1
        A uniform draw.
    shape : float, 0.01 to 100
        Ledger: frailty_shape.

    Returns
    -------
    float, 0 to inf

    Notes
    -----
    Form: published. Multiplies by u to the power 1 / shape.

    References
    ----------
    [Mar00]: shapes below 1.
    """
    return deviate * safe_exp(math.log(max(u, 1e-300)) / shape)
