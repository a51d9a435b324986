"""Does one incident bring the next? A self-exciting model of incidents, told apart from residents who differ.

Incidents come in runs for two reasons that look alike on a chart: one sets off others, or a few residents have many.
The model here has both. In each bin, a resident's expected count is

    hours * z * baseline(part of the day, part of the stay) + own * followers(own) + others * followers(others),

with exponentially fading followers, and z a gamma variable of mean 1 that stays with the resident and is
integrated out. The branching ratio, own + others, is the mean number of incidents that one incident sets off;
without z it counts as contagion what is only that residents differ.
"""

import math

from milieusim.analysis.columns import need_columns
from milieusim.analysis.patterns.hawkes_data import HOURS_PER_DAY, binned, excitation
from milieusim.analysis.patterns.hawkes_likelihood import Likelihood
from milieusim.errors import DataError

HALF_LIVES = (0.5, 1.0, 2.0, 4.0, 8.0, 16.0, 24.0)
"""Hours in which the effect of an incident may halve: slower ones look the same as residents who differ."""

HISTORY = 5.0
"""Half-lives of the slowest effect after which what went before the record no longer counts: 3 % of it are left."""


def hawkes_table(
    incidents,
    stays=None,
    days=None,
    bin_hours=1.0,
    day_blocks=8,
    stay_parts=(3.0, 14.0),
    half_lives=HALF_LIVES,
    level=0.95,
    history_days=None,
):
    """Fit incidents with and without contagion, with and without residents who differ.

    Parameters
    ----------
    incidents : pandas.DataFrame
        at_hour, resident, and run if there are several.
    stays : pandas.DataFrame, optional
        resident, admitted_at_hour, discharged_at_hour, and run; without it the ward is fitted as a whole, and
        nothing can be said about residents who differ.
    days : float, optional
        Length of a run; up to the day of the last incident if left out.
    bin_hours : float
        Length of a bin. Incidents within one bin never count as set off by each other.
    day_blocks : int
        Parts of the day between which the baseline may differ.
    stay_parts : sequence of float
        Days since admission at which the baseline may change; unused without stays.
    half_lives : sequence of float
        Hours to try.
    level : float
        Level of the intervals.
    history_days : float, optional
        Days at the beginning whose incidents may set off others but are not explained themselves, since nobody knows
        what went before them; five of the longest half-lives if left out. 0 only if there was nothing before.

    Returns
    -------
    pandas.DataFrame
        One row a model: model, residents_differ, contagion, log_likelihood (up to a constant), parameters, aic,
        aic_above_best, branching, branching_low, branching_high, own, others, half_life_hours,
        propensity_variance, incidents (those to be explained), residents, history_days.

    Notes
    -----
    Intervals are of the profile likelihood, over the half-lives tried. Hours on leave count as present.

    Where the effect of an incident lasts a day or longer, a baseline that may differ between wards and over a stay takes
    part of it: branching then comes out too low, and its interval is missed more often than its level says. Simulate a
    truth of your own length and number of wards before you read such a figure.
    """
    import pandas as pd

    need_columns(incidents, ["at_hour", "resident"], "hawkes_table, incidents")
    if stays is not None:
        need_columns(stays, ["resident", "admitted_at_hour", "discharged_at_hour"], "hawkes_table, stays")
    days = days or (int(incidents["at_hour"].max() // HOURS_PER_DAY) + 1 if len(incidents) else None)
    history = _history(history_days, days or 0.0, half_lives)
    parts = stay_parts if stays is not None else ()
    data = binned(incidents, stays, days, bin_hours, day_blocks, parts, history)
    if data.explained < 10:
        raise DataError(f"hawkes: {data.explained:.0f} incidents are too few; at least 10 are needed.")
    rows = []
    for differ in (False, True) if stays is not None else (False,):
        plain = Likelihood(data, None, differ)
        rows.append(_row(plain, plain.best(), (0.0, 0.0, 0.0), math.nan))
        rows.append(_with_contagion(data, differ, half_lives, level))
    table = pd.DataFrame(rows)
    table["aic_above_best"] = table["aic"] - table["aic"].min()
    return table.assign(history_days=history)


def _history(asked, days, half_lives):
    if asked is not None:
        if not 0 <= asked < days:
            raise DataError(
                f"hawkes: history_days is {asked}; it must be from 0 to less than the {days:g} days there are."
            )
        return float(asked)
    history = HISTORY * max(half_lives) / HOURS_PER_DAY
    if days and days < 2 * history:
        raise DataError(
            f"hawkes: {days:g} days are too short for half-lives up to {max(half_lives):g} hours: {history:g} days go "
            "before as history. Pass shorter half_lives, or history_days=0 if nothing had happened before."
        )
    return history


def branching_sentence(table):
    """Say what a table of fits shows about contagion."""
    fits = {bool(row.residents_differ): row for row in table[table["contagion"]].itertuples()}
    told = [
        f"{'with' if differ else 'without'} residents who differ, one incident sets off {row.branching:.2f} others "
        f"(95 % interval {row.branching_low:.2f} to {row.branching_high:.2f})"
        for differ, row in sorted(fits.items(), reverse=True)
    ]
    best = table.loc[table["aic"].idxmin()]
    text = "; ".join(told)
    return f"{text[0].upper()}{text[1:]}. The data are best described by: {best['model']}."


def _with_contagion(data, differ, half_lives, level):
    fits = {}
    start = None
    for hours in half_lives:
        found = Likelihood(data, excitation(data, hours), differ)
        fits[hours] = (found, found.best(start))
        start = fits[hours][1].x
    hours = max(fits, key=lambda one: -fits[one][1].fun)
    likelihood, best = fits[hours]
    own, others = likelihood.contagion(best.x)
    low, high = _interval(fits, -best.fun, level)
    return _row(likelihood, best, (own + others, low, high), hours)


def _interval(fits, top, level):
    from scipy.special import chdtri

    floor = top - chdtri(1, 1 - level) / 2
    near = [(found, fit) for found, fit in fits.values() if -fit.fun > floor]
    ends = [_ends(found, fit, floor) for found, fit in near]
    return min(low for low, _ in ends), max(high for _, high in ends)


def _ends(likelihood, fit, floor):
    """Return the branching ratios at which the profile falls to a floor."""
    from scipy.optimize import brentq

    centre = sum(likelihood.contagion(fit.x))
    start = fit.x

    def above(branching):
        return -likelihood.best(start, branching).fun - floor

    low = 0.0 if above(0.0) >= 0 else brentq(above, 0.0, centre, xtol=2e-3)
    step = 0.1
    while above(centre + step) > 0:
        step *= 2
    return low, brentq(above, centre + step / 2 if step > 0.1 else centre, centre + step, xtol=2e-3)


def _row(likelihood, fit, branching, hours):
    differ, contagion = likelihood.differ, likelihood.excited is not None
    own, others = likelihood.contagion(fit.x)
    names = [text for text, is_so in (("residents differ", differ), ("contagion", contagion)) if is_so]
    parameters = len(likelihood.free) + contagion
    value, low, high = branching
    return {
        "model": " and ".join(names) or "chance alone",
        "residents_differ": differ,
        "contagion": contagion,
        "log_likelihood": -fit.fun,
        "parameters": parameters,
        "aic": 2 * (fit.fun + parameters),
        "branching": value,
        "branching_low": low,
        "branching_high": high,
        "own": own,
        "others": others,
        "half_life_hours": hours,
        "propensity_variance": math.exp(-fit.x[-1]) if differ else 0.0,
        "incidents": int(likelihood.data.explained),
        "residents": len(likelihood.data.run_of),
    }
