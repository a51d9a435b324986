"""A small model with known answers, in place of the ward."""

from typing import NamedTuple

import numpy as np

from milieusim.calibration.settings import Settings
from milieusim.calibration.settings_problems import SEEDS, SIZES

NAMES = ["a", "b", "c", "d", "idle", "loose"]
TRUTH = np.array([0.35, 0.6, 3.0, 0.4, 0.5, 0.5])
NOISE = 0.04


class Published(NamedTuple):
    """Stands in for a target."""

    key: str
    value: float
    low: float
    high: float
    used_for: str = "fit"
    design: str = "toy"


def statistics(x):
    """Return the eight statistics and the one of a country, without noise; columns a, b, c, d, idle, loose, door."""
    a, b, c, d, _, loose = x[:, :6].T
    door = x[:, 6] if x.shape[1] > 6 else np.full(len(x), 0.5)
    return np.column_stack(
        [
            2 * np.exp(1.5 * a - b),
            0.2 + 0.5 * a * (1 - 0.4 * d),
            3 * c**0.5 * (0.6 + 0.4 * b),
            0.3 + 0.4 * b + 0.05 * np.sin(3 * a),
            1.5 * np.exp(d) / (1 + a),
            5 + np.log(c) + d,
            0.5 + 0.3 * d - 0.1 * b,
            1 + 0.2 * (loose - 0.5) + 0.1 * c,
            8 * np.exp(-3 * door) * (1 + a),
        ]
    )


KEYS = [f"S{i}" for i in range(8)] + ["X"]


def simulate(names, points, keys, seeds_per_set, first_seed, is_common=False):
    """Return noisy statistics."""
    return Toy()(names, points, keys, seeds_per_set, first_seed, is_common)


class Toy:
    """The model, which can stop after some calls or say what it was asked for.

    Parameters
    ----------
    stops_at : int, optional
        Call at which somebody presses Ctrl-C.
    """

    def __init__(self, stops_at=None):
        self.stops_at, self.calls, self.asked = stops_at, 0, set()

    def __call__(self, names, points, keys, seeds_per_set, first_seed, is_common=False):
        """Return noisy statistics and their variances."""
        self.calls += 1
        self.asked |= set(keys)
        if self.calls == self.stops_at:
            raise KeyboardInterrupt
        return _noisy(names, points, keys, seeds_per_set, first_seed, is_common)

    def pooled(self, names, points, keys, seeds_per_set, first_seed, weights):
        """Return the statistics of sets and their weighted sums."""
        values, variances = self(names, points, keys, seeds_per_set, first_seed)
        return {"values": values, "variances": variances, "toy/sums": weights @ values}

    def read(self, keys, sums):
        """Return weighted means."""
        return sums["toy/sums"]


def _noisy(names, points, keys, seeds_per_set, first_seed, is_common):
    assert names[:6] == NAMES
    exact = statistics(points)
    noisy = np.empty_like(exact)
    for row in range(len(points)):
        rng = np.random.default_rng([first_seed + (0 if is_common else row * seeds_per_set), 7])
        noisy[row] = exact[row] * np.exp(NOISE / np.sqrt(seeds_per_set) * rng.standard_normal(exact.shape[1]))
    wanted = [KEYS.index(key) for key in keys]
    values = noisy[:, wanted]
    return values, values**2 * NOISE**2 / seeds_per_set


def published(truth=TRUTH, error=0.08, seed=None):
    """Return targets that the model with these parameters would have made."""
    exact = statistics(np.append(truth, 0.5)[None])[0]
    rng = np.random.default_rng(seed)
    off = np.exp(error * rng.standard_normal(len(exact))) if seed is not None else np.ones(len(exact))
    wide = 1.645 * error
    return {
        key: Published(key, value, value * np.exp(-wide), value * np.exp(wide))
        for key, value in zip(KEYS, exact * off)
    }


def settings(**sizes):
    """Return settings for the toy."""
    span = {"low": 0.0, "high": 1.0}
    fitted = {"a": span, "b": span, "c": {"low": 1.0, "high": 9.0, "scale": "log"}, "d": span, "idle": span}
    zero = {key: 0.0 for key in KEYS}
    sizes = {
        **SIZES,
        "screen": 4,
        "waves": 2,
        "wave_points": 60,
        "bank": 300,
        "sets": 150,
        "coverage": 60,
        **sizes,
    }
    return Settings(
        fitted=fitted,
        free={"loose": span},
        solved={"door": {"target": "X", **span}},
        discrepancy=zero,
        scale=dict.fromkeys(KEYS, "log"),
        sizes=sizes,
        seeds=dict(SEEDS),
    )
