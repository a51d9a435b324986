"""The stages of a calibration, each of which keeps what it found in the trail."""

from functools import partial

import numpy as np

from milieusim.calibration import matching
from milieusim.calibration.adjusting import LEAST_EXPLAINED, adjusted, explained_shares, noisy_bank
from milieusim.calibration.countries import solve
from milieusim.calibration.coverage import coverage_table, left_out
from milieusim.calibration.screen import carried_most, effects, screen_points
from milieusim.calibration.trail import most_seeds

IDENTIFIED, NOT_CONSTRAINED = 0.7, 0.9  # posterior over prior standard deviation
SEEDS_APART = 1_000_000  # between stages: none sees the luck of another
STAGES = ["screen", "wave", "bank", "noise", "solve", "rescore"]


class Stages:
    """One calibration: its problem, its simulation, its trail.

    Parameters
    ----------
    problem : Problem
    settings : Settings
    simulate : callable
        Takes names, points (one row a set, one column a name), keys, seeds per set, the first seed, and
        whether all sets share their seeds; gives values and variances, one row a set and one column a key.
        `Wards` is one; its methods pool and read counts for the rescoring.
    trail : Trail
    seed : int
    workers : int, optional
    """

    def __init__(self, problem, settings, simulate, trail, seed, workers=None):
        self.problem, self.sizes, self.seeds = problem, settings.sizes, settings.seeds
        self.simulate, self.trail, self.seed, self.workers = simulate, trail, seed, workers

    def screen(self):
        """Return the table of elementary effects."""
        problem, seed = self.problem, self.seed
        units = self.trail.kept_arrays(
            "screen-points", lambda: {"units": screen_points(problem, self.sizes["screen"], seed)}
        )["units"]
        readings, _ = self._readings("screen", units, is_common=True)
        return self.trail.kept_table("screen", lambda: effects(problem, problem.keys, units, readings, seed))

    def waves(self):
        """Return what the waves leave."""
        left = matching.all_space(self._rng("wave"), int(self.problem.is_fitted.sum()))
        units = readings = variances = None
        for number in range(1, self.sizes["waves"] + 1):
            rng = self._rng("wave", number)
            new = matching.wave_points(rng, left, self.problem, self.sizes["wave_points"])
            new = self.trail.kept_arrays(f"wave{number}-points", lambda u=new: {"units": u})["units"]
            found = self._readings(f"wave{number}", new)
            units = new if units is None else np.vstack([units, new])
            readings = found[0] if readings is None else np.vstack([readings, found[0]])
            variances = found[1] if variances is None else np.vstack([variances, found[1]])
            self.trail.announce(f"wave{number}: emulators", 0, 1)
            left = matching.narrowed(rng, left, self.problem, units, readings, variances, self.workers)
            self._keep_wave(number, left, found[0])
        return left

    def _keep_wave(self, number, left, readings):
        gaps = np.abs(readings - self.problem.centres) / self.problem.sds
        facts = {
            "share_left": left.share,
            "cutoff": left.waves[-1].cutoff,
            "points": len(readings),
            "nearest_sd": dict(zip(self.problem.keys, np.nanmin(gaps, axis=0).round(3).tolist())),
        }
        self.trail.write_json(f"wave{number}", facts)

    def bank(self):
        """Return the positions and noisy summaries of the bank, drawn from what the waves leave."""
        problem, n = self.problem, self.sizes["bank"]
        draw = lambda: {"units": matching.wave_points(self._rng("bank"), self.waves(), problem, n)}
        units = self.trail.kept_arrays("bank-points", draw)["units"]
        readings, _ = self._readings("bank", units)
        return noisy_bank(self._rng("noise"), problem, units, readings)

    def carried_most(self):
        """Return, for each target, the parameter that carries most of it over the bank, and its share."""
        units = self.trail.kept_arrays("bank-points", None)["units"]
        return carried_most(self.problem, units, self._readings("bank", units)[0])

    def sets(self, bank):
        """Return the adjusted sets, and which parameters the targets say enough about to move them."""
        problem, share = self.problem, self.sizes["near_share"]
        explained = explained_shares(bank, problem.centres, share)
        moves = explained > LEAST_EXPLAINED
        return adjusted(bank, problem.centres, self.sizes["sets"], share, moves), moves

    def solved(self, sets):
        """Return the solved thresholds, one column each: each is found with those before it as they were found."""
        problem, known, points = self.problem, list(self.problem.names), self.problem.points(sets.units)
        for item, aim in zip(problem.solved, problem.solved_aims):
            run = partial(self.simulate, [*known, item.parameter])
            first = self._first_seed("solve")
            found = solve(self.trail, run, item, aim, points, self.seeds["solve"], first)
            known, points = [*known, item.parameter], np.column_stack([points, found])
        return points[:, len(problem.names) :]

    def rescored(self, points, names, weights):
        """Return, for each target, how the sets do on fresh seeds."""
        import pandas as pd

        aims = [*self.problem.aims, *self.problem.solved_aims]
        keys, seeds, first = [aim.key for aim in aims], self.seeds["rescore"], self._first_seed("rescore")

        def run(rows):
            seed = first + rows.start * most_seeds(seeds)
            return self.simulate.pooled(names, points[rows], keys, seeds, seed, weights[rows])

        parts = self.trail.chunks("rescore", len(points), run)
        values = np.concatenate([part["values"] for part in parts])
        sums = {name: sum(part[name] for part in parts) for name in parts[0] if "/" in name}
        pooled = self.simulate.read(keys, sums)
        rows = [_score(aim, column, weights, each) for aim, column, each in zip(aims, values.T, pooled)]
        return self.trail.kept_table("rescore", lambda: pd.DataFrame(rows).sort_values("target"))

    def coverage(self, bank, sets, moves):
        """Return how often intervals hold a truth that is known, a table; ranks are kept beside it."""
        import pandas as pd

        problem, sizes = self.problem, self.sizes
        tell = lambda done, total: self.trail.announce("coverage", done, total)

        def ranked():
            ranks, truths = left_out(
                bank, problem.centres, sizes["coverage"], sizes["sets"], sizes["near_share"], moves, tell
            )
            return pd.DataFrame(ranks, columns=problem.names).assign(truth=truths)

        ranks = self.trail.kept_table("ranks", ranked)[problem.names].to_numpy()
        kept = contraction(sets)
        identified = moves & (kept < IDENTIFIED)
        return self.trail.kept_table(
            "coverage", lambda: coverage_table(problem.names, ranks, kept, identified)
        )

    def _readings(self, stage, units, is_common=False):
        run = partial(self.simulate, self.problem.names)
        kind = stage.rstrip("0123456789")
        first = self._first_seed(kind) + (int(stage.removeprefix(kind) or 0) * SEEDS_APART // 10)
        values, variances = self.trail.simulated(
            stage, run, self.problem.points(units), self.problem.keys, self.seeds[kind], first, is_common
        )
        return self.problem.readings(values, np.nan_to_num(variances))

    def _first_seed(self, stage):
        return (self.seed * len(STAGES) + STAGES.index(stage)) * SEEDS_APART

    def _rng(self, stage, number=0):
        return np.random.default_rng([self.seed, STAGES.index(stage), number])


def contraction(sets):
    """Return each parameter's posterior over prior standard deviation, on the prior's own scale."""
    mean = sets.weights @ sets.units
    return np.sqrt(12 * (sets.weights @ (sets.units - mean) ** 2))


def _score(aim, values, weights, pooled):
    inside = (values >= aim.low) & (values <= aim.high)
    return {
        "target": aim.key,
        "low": aim.low,
        "high": aim.high,
        "pooled": float(pooled),
        "is_inside": bool(aim.low <= pooled <= aim.high),
        "pass_share": float(weights @ inside),
    }
