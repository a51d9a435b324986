"""Wards whose incidents were made by a known process in continuous time: clusters that grow, residents who differ."""

import numpy as np
import pandas as pd

STAY_HOURS = 480.0


def ward(
    days=84, beds=16, per_day=0.3, own=0.0, others=0.0, half_life=4.0, shape=None, runs=1, before=30.0,
    rounded_to=0.0, seed=1,
):  # fmt: skip
    """Return incidents and stays of wards with known contagion and known differences between residents.

    Beds are never empty: stays of 20 days on average follow each other. The afternoon has twice the baseline.

    Parameters
    ----------
    days, before : float
        Length of the record, and of what went before it.
    beds : int
    per_day : float
        Incidents of a resident a day that nobody set off, mean over the day.
    own, others : float
        Followers of an incident by the same resident, and by others.
    half_life : float
        Hours.
    shape : float, optional
        Of the gamma distribution of propensities; all equal if left out.
    runs : int
    rounded_to : float
        Hours down to which times are rounded; 0 for not at all.
    seed : int

    Returns
    -------
    tuple of pandas.DataFrame
    """
    draw = np.random.default_rng(seed)
    tables = [
        _one(draw, run, 24 * days, beds, per_day, (own, others), half_life, shape, 24 * before)
        for run in range(runs)
    ]
    incidents, stays = (pd.concat(parts, ignore_index=True) for parts in zip(*tables))
    if rounded_to:
        incidents["at_hour"] = np.floor(incidents["at_hour"] / rounded_to) * rounded_to
    return incidents, stays


def followers_in_ward(own=0.0, others=0.0, half_life=4.0, beds=16):
    """Return how many followers an incident has in the ward as a whole: some would come after its resident has left.

    Parameters
    ----------
    own, others : float
        As for `ward`; followers by others that would fall on the resident's own bed do not come.
    half_life : float
        Hours.
    beds : int
    """
    lag = half_life / np.log(2)
    return own * STAY_HOURS / (STAY_HOURS + lag) + others * (1 - 1 / beds)


def _one(draw, run, end, beds, per_day, branching, half_life, shape, before):
    stays = _stays(draw, run, end, beds, before)
    z = np.ones(len(stays)) if shape is None else draw.gamma(shape, 1 / shape, len(stays))
    hours = (stays["left"] - stays["admitted_at_hour"]).to_numpy()
    # Drawn at the highest rate of the day, and thinned: afternoons have twice that of the rest, 1.25 on average.
    counts = draw.poisson(z * hours * per_day / 24 * 2 / 1.25)
    who = np.repeat(np.arange(len(stays)), counts)
    at = stays["admitted_at_hour"].to_numpy()[who] + draw.random(len(who)) * hours[who]
    kept = draw.random(len(who)) < np.where((at % 24 >= 12) & (at % 24 < 18), 1.0, 0.5)
    found = [(at[kept], who[kept])]
    while len(found[-1][0]):
        found.append(_followers(draw, *found[-1], stays, beds, branching, half_life, end))
    at, who = (np.concatenate(parts) for parts in zip(*found))
    inside = (at >= 0) & (at < end)
    incidents = pd.DataFrame(
        {"run": run, "resident": stays["resident"].to_numpy()[who[inside]], "at_hour": at[inside]}
    )
    seen = stays[stays["left"] > 0]
    return incidents, seen.assign(discharged_at_hour=seen["left"].where(seen["left"] < end)).drop(
        columns=["left", "bed"]
    )


def _stays(draw, run, end, beds, before):
    """Return stays, bed by bed."""
    rows = []
    for bed in range(beds):
        at = -before - draw.exponential(STAY_HOURS)
        while at < end:
            left = min(at + draw.exponential(STAY_HOURS), end)
            if left > -before:
                rows.append((run, len(rows), bed, at, left))
            at = left
    return pd.DataFrame(rows, columns=["run", "resident", "bed", "admitted_at_hour", "left"])


def _followers(draw, at, who, stays, beds, branching, half_life, end):
    """Return the incidents that some incidents set off at once."""
    admitted, left, bed = (stays[name].to_numpy() for name in ("admitted_at_hour", "left", "bed"))
    own = np.repeat(np.arange(len(at)), draw.poisson(branching[0], len(at)))
    others = np.repeat(np.arange(len(at)), draw.poisson(branching[1], len(at)))
    moments = [at[some] + draw.exponential(half_life / np.log(2), len(some)) for some in (own, others)]
    own_who = who[own]
    # Beds lie one after the other, and so do stays within them: places along one long line of hours.
    line = 10.0 * (end + 1e4)
    ends = bed * line + left
    place = draw.integers(0, beds, len(others))
    other_who = np.searchsorted(ends, place * line + np.minimum(moments[1], end - 1e-9), side="right")
    own_ok = (moments[0] < left[own_who]) & (moments[0] < end)
    ok = (moments[1] < end) & (bed[other_who] != bed[who[others]])
    return (
        np.concatenate([moments[0][own_ok], moments[1][ok]]),
        np.concatenate([own_who[own_ok], other_who[ok]]),
    )
