"""Sweeps whose indices are known: what a factor explains by itself, in all, and where it does nothing."""

import itertools

import numpy as np
import pandas as pd

from benchmarks.truths.told import FALSE, INTERVAL, Setting, Told
from milieusim.analysis.sensitivity.by_sampling import sensitivity_to_sets
from milieusim.analysis.sensitivity.elementary_effects import morris_table
from milieusim.analysis.sensitivity.full_grid import full_grid_table
from milieusim.analysis.sensitivity.given_data import given_data_table
from milieusim.analysis.sensitivity.sobol import sobol_pairs, sobol_table

NAMES = ["one", "two", "three"]
UNIT = {"num_vars": 3, "names": NAMES, "bounds": [[0.0, 1.0]] * 3}
PARTS = np.array([9 / 12, 4 / 12, 0.0])
TOGETHER = 4.0 / 9
"""Variances of each factor's part, and of what the first and the third do together."""
VARIANCE = PARTS.sum() + TOGETHER
FIRST = PARTS / VARIANCE
TOTAL = (PARTS + TOGETHER * np.array([1, 0, 1])) / VARIANCE


def answer(x):
    """Return 3 a + 2 b + 8 (a - 1/2) (c - 1/2)."""
    return 3 * x[:, 0] + 2 * x[:, 1] + 8 * (x[:, 0] - 0.5) * (x[:, 2] - 0.5)


def replicated(draw, points, seeds, share):
    """Return runs, chance taking a share of the variance of the means."""
    value = answer(points[NAMES].to_numpy(float))
    spread = np.sqrt(VARIANCE * share / (1 - share) * seeds)
    parts = [
        pd.DataFrame(
            {"point": points["point"], "seed": seed, "m": value + spread * draw.normal(size=len(value))}
        )
        for seed in range(seeds)
    ]
    return pd.concat(parts, ignore_index=True)


def saltelli(seed, base, second_order=False):
    """Return a Sobol sample, equal rows as one point."""
    from SALib.sample import sobol

    shares = sobol.sample(UNIT, base, calc_second_order=second_order, seed=seed)
    rows = [tuple(row) for row in shares]
    numbers = {row: number for number, row in enumerate(dict.fromkeys(rows))}
    return pd.DataFrame(shares, columns=NAMES).assign(point=[numbers[row] for row in rows])


def sobol_index(draw, seed, seeds, share, column="first", base=64):
    """An index of a Sobol sample; the factors take turns."""
    sample = saltelli(seed, base)
    runs = replicated(draw, sample.drop_duplicates("point"), seeds, share)
    row = sobol_table(sample, runs, ["m"], resamples=200, seed=seed).iloc[seed % 3]
    truth = (TOTAL if column.startswith("total") else FIRST)[seed % 3]
    low, high = (row.get(f"{column}_{end}", np.nan) for end in ("low", "high"))
    return Told(row[column], truth, low, high)


def pair(draw, seed, base=256):
    """What two factors explain together."""
    sample = saltelli(seed, base, second_order=True)
    runs = replicated(draw, sample.drop_duplicates("point"), 1, 0.0)
    row = sobol_pairs(sample, runs, ["m"], resamples=200, seed=seed).iloc[seed % 3]
    return Told(row["index"], [0.0, TOGETHER / VARIANCE, 0.0][seed % 3], row["low"], row["high"])


def effect(draw, seed, trajectories=12, seeds=4):
    """An elementary effect of a factor whose steepness differs from seed to seed."""
    from SALib.sample import morris

    shares = morris.sample(UNIT, trajectories, num_levels=4, seed=seed)
    points = pd.DataFrame(shares, columns=NAMES).assign(point=range(len(shares)))
    steep = 3 + draw.normal(size=seeds)
    value = np.outer(steep, shares[:, 0]) + 2 * shares[:, 1] + 0.1 * draw.normal(size=(seeds, len(shares)))
    runs = [pd.DataFrame({"point": points["point"], "seed": k, "m": one}) for k, one in enumerate(value)]
    row = morris_table(points, pd.concat(runs), ["m"], resamples=100, seed=seed).iloc[0]
    return Told(row["mu_star"], 3.0, row["mu_star_low"], row["mu_star_high"])


def share_of_any(draw, seed, points=200, seeds=2, share=0.2):
    """A first-order index of points drawn at random."""
    sample = pd.DataFrame(draw.random((points, 3)), columns=NAMES).assign(point=range(points))
    table = given_data_table(sample, replicated(draw, sample, seeds, share), ["m"], resamples=200, seed=seed)
    row = table.iloc[seed % 3]
    return Told(row["first"], FIRST[seed % 3], row["first_low"], row["first_high"])


def idle(draw, seed, factors, points, seeds=1, tilt=0.0):
    """A factor that does nothing among such, and one that does something."""
    names = [f"x{k}" for k in range(factors)]
    x = draw.random((points, factors))
    sample = pd.DataFrame(x, columns=names).assign(point=range(points))
    slopes = tilt * draw.normal(size=(seeds, factors)) / np.sqrt(factors)
    value = [x[:, 0] + x @ slope + draw.normal(size=points) for slope in slopes]
    runs = [pd.DataFrame({"point": range(points), "seed": k, "m": one}) for k, one in enumerate(value)]
    table = given_data_table(sample, pd.concat(runs), ["m"], resamples=0)
    return Told(is_found=bool(table["p"][1 + seed % (factors - 1)] < 0.05))


def share_of_grid(draw, seed, seeds, spread=0.0, found=False):
    """A main effect of a full factorial; the second factor does nothing where that is asked for."""
    side = np.linspace(0, 1, 5)
    points = pd.DataFrame(itertools.product(side, side), columns=["x", "y"]).assign(point=range(25))
    steep = 1 + spread * draw.normal(size=(seeds, 2)) - [0.0, 1.0] * np.array(found)
    value = steep[:, :1] * points["x"].to_numpy() + steep[:, 1:] * points["y"].to_numpy() ** 2
    value = value + 0.6 * draw.normal(size=value.shape)
    runs = [pd.DataFrame({"point": points["point"], "seed": k, "m": one}) for k, one in enumerate(value)]
    table = full_grid_table(points, pd.concat(runs), "m", ["x", "y"], resamples=300, seed=seed)
    if found:
        return Told(is_found=bool(table["p"][1] < 0.05))
    row, parts = table.iloc[seed % 2], np.array([np.var(side), np.var(side**2)])
    return Told(row["first"], (parts / parts.sum())[seed % 2], row["first_low"], row["first_high"])


def share_of_sets(draw, seed, sets=60, seeds=4):
    """What a parameter explains of the differences between sets; one that does nothing stands beside it."""
    values = pd.DataFrame(draw.random((sets, 3)), columns=NAMES)
    level = 3 * values["one"].to_numpy() + 2 * values["two"].to_numpy()
    rows = [(f"s{k}", seed_, level[k] + 0.5 * draw.normal()) for k in range(sets) for seed_ in range(seeds)]
    runs = pd.DataFrame(rows, columns=["parameter_set", "seed", "m"]).assign(point=0)
    values = values.assign(parameter_set=[f"s{k}" for k in range(sets)])
    table = sensitivity_to_sets(values, runs, ["m"]).set_index("factor")
    name, truth = (NAMES[seed % 3], [9 / 13, 4 / 13, 0.0][seed % 3])
    row = table.loc[name]
    return Told(row["first"], truth, row["first_low"], row["first_high"])


SETTINGS = [
    *[
        Setting(
            "sobol_table",
            f"64 base points, {seeds} replications, chance {share:.0%}: {column}",
            "" if column.endswith("plain") else INTERVAL,
            sobol_index,
            {"seeds": seeds, "share": share, "column": column},
        )
        for seeds, share in ((2, 0.3), (4, 0.3), (8, 0.3), (2, 0.6))
        for column in ("first", "first_plain", "total")
    ],
    Setting("sobol_pairs", "256 base points", INTERVAL, pair),
    Setting("morris_table", "12 trajectories, seeds that tilt", INTERVAL, effect),
    Setting("given_data_table", "200 points, 2 replications, chance 20%", INTERVAL, share_of_any),
    Setting(
        "given_data_table", "20 factors, 164 points: idle", FALSE, idle, {"factors": 20, "points": 164}, 400
    ),
    Setting("given_data_table", "8 factors, 36 points: idle", FALSE, idle, {"factors": 8, "points": 36}, 400),
    Setting(
        "given_data_table",
        "5 factors, 200 points, 4 seeds: idle",
        FALSE,
        idle,
        {"factors": 5, "points": 200, "seeds": 4},
    ),
    Setting(
        "given_data_table",
        "the same, seeds that tilt",
        FALSE,
        idle,
        {"factors": 5, "points": 200, "seeds": 4, "tilt": 1.0},
    ),
    Setting("full_grid_table", "5 x 5, 3 seeds", INTERVAL, share_of_grid, {"seeds": 3}),
    Setting(
        "full_grid_table", "5 x 5, 12 seeds that tilt", INTERVAL, share_of_grid, {"seeds": 12, "spread": 0.3}
    ),
    Setting(
        "full_grid_table",
        "5 x 5, 12 seeds that tilt: idle",
        FALSE,
        share_of_grid,
        {"seeds": 12, "spread": 0.3, "found": True},
    ),
    Setting("sensitivity_to_sets", "60 sets, 4 seeds", INTERVAL, share_of_sets),
]
