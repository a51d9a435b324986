"""Wards whose incidents were made by a known process."""

import numpy as np
import pandas as pd


def ward(days=60, beds=16, per_day=0.5, own=0.0, others=0.0, half_life=4.0, shape=None, runs=1, seed=1):
    """Return incidents and stays of wards with known contagion and known differences between residents.

    Residents stay 20 days on average; propensities are gamma with mean 1, all equal without a shape. The
    afternoon has twice the baseline of the rest of the day.
    """
    draw = np.random.default_rng(seed)
    tables = [_one(draw, days, beds, per_day, own, others, half_life, shape, run) for run in range(runs)]
    return tuple(pd.concat(parts, ignore_index=True) for parts in zip(*tables))


def in_continuous_time(days=28, wards=6, beds=16, own=0.2, others=0.2, half_life=24.0, before=20, seed=1):
    """Return incidents and stays of wards in which clusters grow at any time, days before the record began as well."""
    draw, incidents, stays = np.random.default_rng(seed), [], []
    for run in range(wards):
        end = (days + before) * 24
        firsts = draw.poisson(0.5 / 24 * end, beds)
        queue = [(at, bed) for bed in range(beds) for at in draw.uniform(0, end, firsts[bed])]
        while queue:
            at, bed = queue.pop()
            if at >= end:
                continue
            if at >= before * 24:
                incidents.append((run, bed, at - before * 24))
            others_there = np.delete(np.arange(beds), bed)
            who = [bed] * draw.poisson(own) + list(
                draw.choice(others_there, draw.poisson(others * (beds - 1) / beds))
            )
            queue += [(at + draw.exponential(half_life / np.log(2)), one) for one in who]
        stays += [(run, bed, -24.0 * before, np.nan) for bed in range(beds)]
    return (
        pd.DataFrame(incidents, columns=["run", "resident", "at_hour"]),
        pd.DataFrame(stays, columns=["run", "resident", "admitted_at_hour", "discharged_at_hour"]),
    )


def _one(draw, days, beds, per_day, own, others, half_life, shape, run):
    kept = 0.5 ** (1 / half_life)
    left = draw.exponential(480, beds)
    who, begun = np.arange(beds), np.zeros(beds)
    z = _propensity(draw, shape, beds)
    state, incidents, stays, next_one = np.zeros(beds), [], [], beds
    for hour in range(days * 24):
        for bed in np.flatnonzero(hour >= left):
            stays.append((run, who[bed], begun[bed], hour))
            who[bed], begun[bed], left[bed] = next_one, hour, hour + 1 + draw.exponential(480)
            z[bed], state[bed], next_one = _propensity(draw, shape, 1)[0], 0.0, next_one + 1
        level = per_day / 24 * (2 if 12 <= hour % 24 < 18 else 1) * 0.8
        rate = z * level + own * state + others * (state.sum() - state) / beds
        counts = draw.poisson(rate)
        incidents += [(run, who[bed], hour + 0.25) for bed in np.repeat(np.arange(beds), counts)]
        state = kept * state + (1 - kept) * counts
    stays += [(run, who[bed], begun[bed], np.nan) for bed in range(beds)]
    return (
        pd.DataFrame(incidents, columns=["run", "resident", "at_hour"]),
        pd.DataFrame(stays, columns=["run", "resident", "admitted_at_hour", "discharged_at_hour"]),
    )


def _propensity(draw, shape, size):
    return np.ones(size) if shape is None else draw.gamma(shape, 1 / shape, size)
