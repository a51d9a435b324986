"""Does one incident bring the next? A self-exciting model of incidents, told apart from residents who differ.

Incidents come in runs for two reasons that look alike on a chart: one sets off others, or a few residents have many.
The model here has both. At any moment, a resident's rate of incidents is

    z * baseline(part of the day, part of the stay) + own * followers(own) + others * followers(others),

with exponentially fading followers, and z a gamma variable of mean 1 that stays with the resident and is
integrated out. The branching ratio, own + others, is the mean number of incidents that one incident sets off;
without z it counts as contagion what is only that residents differ. Time is continuous: no follower is lost in a bin.
"""

import math

from milieusim.analysis.columns import need_columns
from milieusim.analysis.patterns.hawkes_data import HOURS_PER_DAY, checked_length, placed, rounding_of
from milieusim.analysis.patterns.hawkes_fit import best_fits, interval, maximum
from milieusim.analysis.patterns.hawkes_likelihood import Likelihood
from milieusim.errors import DataError

SHORTEST, LONGEST = 0.25, 96.0
"""Hours in which the effect of an incident may halve; slower ones look the same as residents who differ."""
LONGEST_SHARE = 1 / 14
"""Of the record: longest half-life that is looked for in it."""
ROUNDINGS = 2.0
"""Shortest half-life, in what times were rounded to: what is faster is rounded away."""
HISTORY = 2.5
"""Longest half-lives after which what went before the record hardly counts: a sixth is left, and soon gone."""
FEWEST = 10


def hawkes_table(
    incidents,
    stays=None,
    days=None,
    day_blocks=8,
    stay_parts=(3.0, 14.0),
    half_lives=None,
    level=0.95,
    history_days=None,
    seed=1,
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
    day_blocks : int
        Parts of the day between which the baseline may differ.
    stay_parts : sequence of float
        Days since admission at which the baseline may change; unused without stays.
    half_lives : sequence of float, optional
        Hours between the least and the greatest of which the effect of an incident may halve; one number holds it. If
        left out: from a quarter of an hour (twice what times are rounded to, if that is more) to a fourteenth of the
        record, and to 96 h at most.
    level : float
        Level of the intervals.
    history_days : float, optional
        Days at the beginning whose incidents may set off others but are not explained themselves, since nobody knows
        what went before them; 2.5 of the longest half-lives if left out. 0 only if there was nothing before.
    seed : int
        Of what was rounded away: times that are all of whole quarters of an hour, say, are drawn anew within them.

    Returns
    -------
    pandas.DataFrame
        One row a model: model, residents_differ, contagion, log_likelihood (up to a constant), parameters, aic,
        aic_above_best, branching, branching_low, branching_high, own, others, half_life_hours,
        propensity_variance, incidents (those to be explained), residents, history_days, rounded_to_hours.

    Raises
    ------
    DataError
        With every row whose time is missing, no number of hours, or outside of the record or its resident's stay.

    Notes
    -----
    Intervals are of the profile likelihood, over all half-lives. They reach 0 unless incidents are much better explained
    with contagion than without: without it every half-life does as well, and the best of them always seems to do
    something. Where half-lives three times as long or as short do nearly as well as the best, an interval is of the
    limit that branching ratio and half-life have together, and long: what has a half-life of days is hardly seen in one
    ward and a quarter of a year. Contagion that lasts longer than the longest half-life that is sought is not found.
    Hours on leave count as present.
    """
    import pandas as pd

    need_columns(incidents, ["at_hour", "resident"], "hawkes_table, incidents")
    if stays is not None:
        need_columns(stays, ["resident", "admitted_at_hour", "discharged_at_hour"], "hawkes_table, stays")
    days = checked_length(incidents, stays, days)
    half_lives = _half_lives(half_lives, days, rounding_of(incidents["at_hour"]))
    history = _history(history_days, days, half_lives)
    data = placed(incidents, stays, days, day_blocks, stay_parts if stays is not None else (), history, seed)
    if data.explained < FEWEST:
        raise DataError(f"hawkes: {data.explained} incidents are too few; at least {FEWEST} are needed.")
    rows = []
    for differ in (False, True) if stays is not None else (False,):
        rows += _rows(data, differ, half_lives, level)
    table = pd.DataFrame(rows)
    table["aic_above_best"] = table["aic"] - table["aic"].min()
    return table.assign(history_days=history, rounded_to_hours=data.rounded_to)


def _half_lives(asked, days, rounded_to):
    if asked is not None:
        if not len(asked) or not all(0 < hours < math.inf for hours in asked):
            raise DataError(f"hawkes: half_lives is {asked}; it must hold hours above 0.")
        return float(min(asked)), float(max(asked))
    low = max(SHORTEST, ROUNDINGS * rounded_to)
    return low, max(low, min(LONGEST, LONGEST_SHARE * HOURS_PER_DAY * days))


def _history(asked, days, half_lives):
    if asked is not None:
        if not 0 <= asked < days:
            raise DataError(
                f"hawkes: history_days is {asked}; it must be from 0 to less than the {days:g} days there are."
            )
        return float(asked)
    history = HISTORY * half_lives[1] / HOURS_PER_DAY
    if days < 2 * history:
        raise DataError(
            f"hawkes: {days:g} days are too short for half-lives up to {half_lives[1]:g} hours: {history:g} days go "
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


def _rows(data, differ, half_lives, level):
    """Return a row without contagion, and one with it."""
    alone, excited = (Likelihood(data, contagion, differ) for contagion in (False, True))
    plain = maximum(alone, half_lives)
    fits = best_fits(excited, half_lives, plain)
    ends = interval(excited, half_lives, fits, plain, level)
    return [_row(alone, plain, (0.0, 0.0), half_lives), _row(excited, fits[0], ends, half_lives)]


def _row(likelihood, fit, ends, half_lives):
    differ, contagion = likelihood.differ, likelihood.is_contagious
    own, others = float(fit.x[likelihood.own]), float(fit.x[likelihood.others])
    names = [text for text, is_so in (("residents differ", differ), ("contagion", contagion)) if is_so]
    followers = 1 + likelihood.data.has_others + (half_lives[0] < half_lives[1])
    parameters = int(likelihood.filled.sum()) + differ + contagion * followers
    return {
        "model": " and ".join(names) or "chance alone",
        "residents_differ": differ,
        "contagion": contagion,
        "log_likelihood": fit.value,
        "parameters": parameters,
        "aic": 2 * (parameters - fit.value),
        "branching": own + others,
        "branching_low": ends[0],
        "branching_high": ends[1],
        "own": own,
        "others": others,
        "half_life_hours": math.exp(fit.x[likelihood.half_life]) if contagion else math.nan,
        "propensity_variance": math.exp(-fit.x[likelihood.shape]) if differ else 0.0,
        "incidents": likelihood.data.explained,
        "residents": len(likelihood.data.run_of),
    }
