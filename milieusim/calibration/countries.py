"""Thresholds of one country: found for each set, so that one target of that country is met."""

import numpy as np

from milieusim.calibration.problem import SMALLEST_SHARE

PILOT_SETS, PILOT_PLACES = 16, 7
STEPS = 3  # simulations of each set after the pilot
LONGEST_STEP = 0.35  # of the range, in one step
FLATTEST = 0.2  # logarithms over the range: a flatter curve says nothing about where to go


def solve(trail, simulate, solved, aim, sets, seeds_per_set, first_seed):
    """Return the threshold of each set at which the target meets its published value.

    A pilot of some sets shows how the logarithm of the target falls along the threshold; each set then steps
    from the pilot's answer along that slope, and between its own points once they enclose the value. The
    luck of a set is the same at each of its steps.

    Parameters
    ----------
    trail : Trail
    simulate : callable
        Takes points that have the threshold as their last column.
    solved : Solved
    aim : Aim
    sets : numpy.ndarray
        Parameters of the sets in their own units.
    seeds_per_set, first_seed : int

    Returns
    -------
    thresholds : numpy.ndarray
    """
    goal = aim.centre if aim.is_log else np.log(aim.centre)
    floor = np.log(SMALLEST_SHARE * aim.low)

    def heights(name, chosen, places):
        thresholds = solved.low + (solved.high - solved.low) * places
        points = np.column_stack([sets[chosen], thresholds])
        name = f"{name}-{solved.target}"
        values, _ = trail.simulated(name, simulate, points, [solved.target], seeds_per_set, first_seed)
        with np.errstate(divide="ignore"):
            return np.maximum(np.nan_to_num(np.log(values[:, 0]), nan=floor, neginf=floor), floor)

    start, slope = _pilot(heights, len(sets), goal)
    everyone = np.arange(len(sets))
    places, found = [np.full(len(sets), start)], []
    for step in range(STEPS):
        found.append(heights(f"solve{step + 1}", everyone, places[-1]) - goal)
        places.append(_next(np.array(places), np.array(found), slope))
    return solved.low + (solved.high - solved.low) * places[-1]


def _pilot(heights, n_sets, goal):
    """Return the place where the mean curve meets the goal, and its slope there."""
    chosen = np.linspace(0, n_sets - 1, min(PILOT_SETS, n_sets)).astype(int)
    grid = np.linspace(0, 1, PILOT_PLACES)
    each = heights("solve0", np.repeat(chosen, PILOT_PLACES), np.tile(grid, len(chosen)))
    curve = np.log(np.mean(np.exp(each).reshape(len(chosen), PILOT_PLACES), axis=0)) - goal
    crossing = np.flatnonzero(np.sign(curve[:-1]) != np.sign(curve[1:]))
    if len(crossing) == 0:
        return float(grid[np.abs(curve).argmin()]), _steep(curve[-1] - curve[0])
    i = crossing[0]
    slope = (curve[i + 1] - curve[i]) / (grid[i + 1] - grid[i])
    return float(grid[i] - curve[i] / slope), _steep(slope)


def _steep(slope):
    sign = -1.0 if slope == 0 else np.sign(slope)
    return float(sign * max(abs(slope), FLATTEST))


def _next(places, found, slope):
    """Return where each set goes next: between its points where they enclose the goal, else along the slope."""
    last, gap = places[-1], found[-1]
    step = np.clip(-gap / slope, -LONGEST_STEP, LONGEST_STEP)
    following = last + step
    sign = np.sign(slope)
    below = np.where(sign * found < 0, places, -np.inf)  # places left of the goal
    above = np.where(sign * found >= 0, places, np.inf)
    i, j = below.argmax(axis=0), above.argmin(axis=0)
    columns = np.arange(places.shape[1])
    left, right = below[i, columns], above[j, columns]
    enclosed = np.isfinite(left) & np.isfinite(right) & (left < right)
    at_left, at_right = found[i, columns], found[j, columns]
    rise = np.where(enclosed, at_right - at_left, 1.0)
    between = left + np.where(enclosed, right - left, 0.0) * (-at_left / np.where(rise == 0, 1.0, rise))
    with_line = np.where(enclosed, between, following)
    return np.clip(with_line, 0.0, 1.0)
