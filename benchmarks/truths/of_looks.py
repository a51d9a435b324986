"""Means of few runs, looked at once or again and again."""

import math

import numpy as np
import pandas as pd

from benchmarks.truths.told import FALSE, INTERVAL, Setting, Told
from milieusim.analysis.any_time import p_at_any_time, tail_at
from milieusim.analysis.patterns.replications import (
    half_width,
    precision_by_runs,
    runs_needed,
    variance_ratio,
)
from milieusim.analysis.sensitivity.point_means import point_means

FIRST, MOST = 20, 400
"""Runs at the first look, and at the last: there is one after every run."""


def a_mean(draw, seed, runs):
    """The interval of a mean over a few runs."""
    values = draw.normal(3.0, 1.0, runs)
    half = half_width(values)
    return Told(values.mean(), 3.0, values.mean() - half, values.mean() + half)


def a_mean_on_the_way(draw, seed, runs=30, at=8):
    """The interval of a mean over the first of several runs."""
    table = precision_by_runs(draw.normal(3.0, 1.0, runs)).set_index("runs")
    mean, half = table["mean"][at], table["half_width"][at]
    return Told(mean, 3.0, mean - half, mean + half)


def enough_runs(draw, seed, trial=20, wanted=0.2):
    """How many runs a trial asks for, beside how many it takes."""
    true = next(n for n in range(2, 1000) if 1.96 * math.sqrt(1 + 2 / n) / math.sqrt(n) <= wanted)
    return Told(math.log(runs_needed(draw.normal(size=trial), wanted)), math.log(true))


def savings(draw, seed, pairs=60):
    """What common luck saves: variances 1 and 1, correlation 0.8."""
    shared = math.sqrt(0.8) * draw.normal(size=pairs)
    base, other = (shared + math.sqrt(0.2) * draw.normal(size=pairs) for _ in range(2))
    return Told(math.log(variance_ratio(base, other)), math.log(1 / 0.2))


def at_every_look(draw, seed):
    """The interval at the look where it lies farthest from the truth: it holds there if it holds at all of them."""
    from scipy.special import stdtrit

    looks, means, errors = _looked_at(draw)
    tails = np.array([tail_at(int(runs), FIRST, 0.05) for runs in looks])
    halves = -stdtrit(looks - 1, tails / 2) * errors
    worst = np.argmax(np.abs(means) / halves)
    return Told(means[worst], 0.0, means[worst] - halves[worst], means[worst] + halves[worst])


def found_at_some_look(draw, seed):
    """Whether nothing is taken for something at any look."""
    from scipy.special import stdtr

    looks, means, errors = _looked_at(draw)
    p_values = 2 * stdtr(looks - 1, -np.abs(means) / errors)
    least = min(p_at_any_time(float(p), int(runs), FIRST) for p, runs in zip(p_values, looks))
    return Told(is_found=least < 0.05)


def _looked_at(draw):
    values = draw.normal(size=MOST)
    runs = np.arange(1, MOST + 1)
    means = np.cumsum(values) / runs
    squares = np.cumsum(values**2) - runs * means**2
    looks = slice(FIRST - 1, None)
    return runs[looks], means[looks], np.sqrt(squares[looks] / (runs[looks] - 1) / runs[looks])


def chance_of_means(draw, seed, points=30, sets=4):
    """What chance leaves of the means of points, the variance of a run being 1; sets shift all points alike."""
    value = draw.normal(size=(points, sets)) + 2.0 * draw.normal(size=sets)
    point, one = (part.ravel() for part in np.indices(value.shape))
    runs = pd.DataFrame({"point": point, "parameter_set": one, "seed": one, "m": value.ravel()})
    return Told(float(point_means(runs, "m").chance[0]), 1.0 / sets)


SETTINGS = [
    Setting("half_width", "3 runs", INTERVAL, a_mean, {"runs": 3}),
    Setting("half_width", "20 runs", INTERVAL, a_mean, {"runs": 20}),
    Setting("precision_by_runs", "8 runs of 30", INTERVAL, a_mean_on_the_way),
    Setting("runs_needed", "a trial of 20 (logarithm)", "", enough_runs),
    Setting("variance_ratio", "60 pairs, ratio 5 (logarithm)", "", savings),
    Setting("tail_at", "a look after each run from 20 to 400, all of them", INTERVAL, at_every_look),
    Setting("p_at_any_time", "no difference, the same looks", FALSE, found_at_some_look),
    Setting("point_means", "what chance leaves, 4 sets that differ", "", chance_of_means),
]
