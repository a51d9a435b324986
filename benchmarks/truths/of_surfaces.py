"""Planes whose surface is known, and boxes that are there."""

import itertools
import math
from importlib.util import find_spec

import numpy as np
import pandas as pd

from benchmarks.truths.told import INTERVAL, Setting, Told
from milieusim.analysis.surfaces.discovery import find_scenario
from milieusim.analysis.surfaces.surfaces import response_surface

SIDE, STEPS = np.linspace(0, 1, 6), 21


def bowl(x, y):
    """Return a bowl upside down that is highest at 0.6 and 0.4."""
    return -((x - 0.6) ** 2) - (y - 0.4) ** 2


def wave(x, y):
    """Return a surface that no quadratic follows."""
    return np.sin(5 * x) + y


def surface(draw, seed, kind, what="height", bends=False, sets=1, seeds=6, noise=0.05, tilt=0.0):
    """A height of the surface at a place, or where it is highest along x."""
    truth = wave if bends else bowl
    points = pd.DataFrame(itertools.product(SIDE, SIDE), columns=["x", "y"]).assign(point=range(36))
    x, y = points["x"].to_numpy(), points["y"].to_numpy()
    rows = []
    for one in range(sets):
        steep = tilt * draw.normal() * (x - 0.5)
        for seed_ in range(seeds):
            value = truth(x, y) + steep + noise * draw.normal(size=36)
            rows.append(
                pd.DataFrame({"point": points["point"], "parameter_set": one, "seed": seed_, "m": value})
            )
    found = response_surface(
        points, pd.concat(rows), "m", "x", "y", kind=kind, better="higher", steps=STEPS, draws=200, seed=seed
    )
    if what == "best":
        best, half = found.optimum.iloc[0], 0.5 / (STEPS - 1)
        # Places are those of a grid: each stands for half a step around it.
        return Told(best["x"], 0.6, best["x_low"] - half, best["x_high"] + half)
    row = found.grid.iloc[int(draw.integers(len(found.grid)))]
    return Told(row["mean"], float(truth(row["x"], row["y"])), row["low"], row["high"])


def box(draw, seed, points=80):
    """Density in the box on points that did not find it: beside what that box holds of new points."""
    if find_spec("ema_workbench") is None:
        return Told()
    x = draw.random((points, 2))
    chance = np.where((x[:, 0] < 0.4) & (x[:, 1] > 0.3), 0.9, 0.1)
    table = pd.DataFrame(x, columns=["a", "b"]).assign(point=range(points))
    runs = pd.DataFrame(
        {"point": range(points), "seed": 1, "m": (draw.random(points) < chance).astype(float)}
    )
    found = find_scenario(table, runs, "m", above=0.5, splits=3, seed=seed)
    limits = found.box.set_index("factor")
    new = draw.random((4000, 2))
    inside = np.ones(len(new), bool)
    for column, name in enumerate(["a", "b"]):
        if name in limits.index:
            inside &= (new[:, column] >= limits.loc[name, "low"]) & (
                new[:, column] <= limits.loc[name, "high"]
            )
    if not inside.any():
        return Told()
    new = new[inside]
    truth = float(np.where((new[:, 0] < 0.4) & (new[:, 1] > 0.3), 0.9, 0.1).mean())
    left_out = float(found.measures["density_left_out"].iloc[0])
    return Told(left_out if math.isfinite(left_out) else math.nan, truth)


SETTINGS = [
    Setting("response_surface", "quadratic, 6 seeds: heights", INTERVAL, surface, {"kind": "quadratic"}),
    Setting(
        "response_surface",
        "quadratic, 10 sets that tilt: heights",
        INTERVAL,
        surface,
        {"kind": "quadratic", "sets": 10, "seeds": 2, "tilt": 0.3},
    ),
    Setting(
        "response_surface",
        "quadratic, 6 seeds: the best place",
        INTERVAL,
        surface,
        {"kind": "quadratic", "what": "best", "noise": 0.3},
    ),
    Setting(
        "response_surface",
        "Gaussian process that bends: heights",
        INTERVAL,
        surface,
        {"kind": "gaussian_process", "bends": True, "seeds": 4},
    ),
    Setting("find_scenario", "density on points left out", "", box),
]
