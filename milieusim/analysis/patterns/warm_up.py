"""How long a ward takes to settle from how it was started, and whether the warm-up is long enough.

`warm_up_check` reads runs without a warm-up (``warm_up_days=0``), so that what settles is in the tables. The burnout of
staff is the exception: it is brought near where it will stay in the warm-up alone. `drift_table` reads runs as they
are compared, warm-up and all, and tells what still moves in them.
"""

import math
from dataclasses import dataclass
from typing import Any

import numpy as np

from milieusim.analysis.numbers import number, signed
from milieusim.analysis.patterns.replications import t_quantile
from milieusim.errors import DataError

BATCH_DAYS = 7
"""A week: its rhythm must fall out of the batches."""
LAST_BATCHES = 5
"""A cut that leaves fewer is only looked at to tell that a series is too short: few batches look alike by chance."""
LEVELS = ("mean_wellbeing", "mean_arousal", "mean_felt_safety", "mean_loneliness", "mean_burnout")
COUNTS = ("conflict", "containment")


@dataclass(frozen=True)
class WarmUp:
    """What a check of the warm-up found.

    Attributes
    ----------
    measures : pandas.DataFrame
        One row a measure: measure, settled_day (truncation by MSER; missing if the runs are too short to tell),
        early (mean of the window just after the warm-up), late (mean of the rest), drift (early minus late), low,
        high, drift_share (of the late mean), verdict: ``enough``, ``too_short``, or ``more_runs`` where these runs
        cannot tell.
    daily : pandas.DataFrame
        measure, day, mean, low, high (over runs), running (mean over a week).
    warm_up_days, days, runs : int
    """

    measures: Any
    daily: Any
    warm_up_days: int
    days: int
    runs: int

    @property
    def is_enough(self):
        """Whether the warm-up surely suffices for every measure."""
        return bool((self.measures["verdict"] == "enough").all())

    def sentence(self):
        """Say whether the warm-up suffices, and for what it does not."""
        seen = f"{self.runs} runs of {self.days} days"
        groups = {verdict: rows for verdict, rows in self.measures.groupby("verdict")}
        if set(groups) == {"enough"}:
            most = (self.measures[["low", "high"]].abs().max(axis=1) / self.measures["late"].abs()).max()
            return (
                f"A warm-up of {self.warm_up_days} days suffices for all {len(self.measures)} measures: what still "
                f"differs just after it is less than {number(100 * most)} % of any measure's mean ({seen})."
            )
        told = []
        for verdict, words in (
            ("too_short", "is too short for"),
            ("more_runs", "cannot be judged by these runs for"),
        ):
            if verdict in groups:
                told.append(f"{words} {'; '.join(_told(row) for row in groups[verdict].itertuples())}")
        if "enough" in groups:
            told.append(f"suffices for {', '.join(groups['enough']['measure'])}")
        return f"A warm-up of {self.warm_up_days} days ({seen}) {'; it '.join(told)}."


def mser(values, batch=5):
    """Return where a series has settled: the cut that leaves the mean of the rest best known (MSER-5).

    Parameters
    ----------
    values : array_like
        In order of time.
    batch : int
        Values that are averaged first.

    Returns
    -------
    int or None
        Values to leave out at the start, counted from the first one even if the series is no multiple of the batch; None
        if the best cut lies in the second half, which means that the series is too short to tell.

    Notes
    -----
    A cut lies where a batch begins, and batches are counted from the end. Where chance is large beside what settles, the
    best cut is often later than need be: that costs a little precision, and no truth.

    References
    ----------
    White, K. P. (1997). An effective truncation heuristic for bias reduction in simulation output.
    Simulation 69(6), 323-334.
    """
    values = np.asarray(values, float)
    batches = len(values) // batch
    if batches < 4:
        raise DataError(
            f"mser: {len(values)} values make {batches} batches of {batch}; at least 4 are needed."
        )
    # What does not fill a batch stands first, where it is least worth, as a lighter batch of its own.
    rest = len(values) - batches * batch
    means = values[rest:].reshape(batches, batch).mean(axis=1)
    cuts = range(min(batches - 1, max(batches // 2 + 2, batches - LAST_BATCHES)))
    scores = [means[cut:].var() / (batches - cut) for cut in cuts]
    cut = int(np.argmin(scores))
    if rest and cut == 0 and _whole_score(values[:rest].mean(), means, rest / batch) <= scores[0]:
        return 0
    return None if cut > batches // 2 else rest + cut * batch


def _whole_score(first, means, weight):
    """Return the score of a series whose first batch is not full: how well its mean is known."""
    total = weight + len(means)
    middle = (weight * first + means.sum()) / total
    squares = weight * (first - middle) ** 2 + ((means - middle) ** 2).sum()
    return squares / (len(means) + 1) / total


def warm_up_check(shifts, days=60, window=28, measures=LEVELS + COUNTS, level=0.95, matters=0.05):
    """Check whether a warm-up of some days suffices.

    Parameters
    ----------
    shifts : pandas.DataFrame
        Shifts of runs without a warm-up, with run, day, resident_hours and the measures; at least twice as long as
        the warm-up and its window.
    days : int
        Warm-up to check.
    window : int
        Days after the warm-up that are held against the rest.
    measures : sequence of str
        Columns: levels are weighted by resident-hours, counts are summed by day.
    level : float
        Level of the intervals.
    matters : float
        Drift, as a share of the mean, that would not matter even if it is there.

    Returns
    -------
    WarmUp

    Notes
    -----
    A warm-up suffices for a measure if what still drifts from the window after it to the rest is surely less than what
    matters, and is too short if something surely drifts and may be as much as that. The day by which the mean over runs
    has settled (MSER over weeks) is told beside it.
    """
    import pandas as pd

    daily = _daily(shifts, measures)
    runs, length = daily["run"].nunique(), int(daily["day"].max()) + 1
    _refuse(runs, length, days, window)
    rows, curves = [], []
    for measure in measures:
        table = daily.pivot(index="run", columns="day", values=measure)
        curves.append(_curve(measure, table, level))
        just_after = (table.columns >= days) & (table.columns < days + window)
        judged = _judged(table, just_after, table.columns >= days + window, level, matters)
        rows.append({"measure": measure, **judged})
    return WarmUp(pd.DataFrame(rows), pd.concat(curves, ignore_index=True), days, length, runs)


def drift_table(shifts, window=14, measures=LEVELS + COUNTS, level=0.95, matters=0.05):
    """Hold the last days of runs against their first: what still drifts after their warm-up.

    Parameters
    ----------
    shifts : pandas.DataFrame
        Shifts of runs with the warm-up that is to be judged, with run, day, resident_hours and the measures.
    window : int
        Days at either end.
    measures : sequence of str
        Columns, as in `warm_up_check`.
    level : float
        Level of the intervals.
    matters : float
        Drift, as a share of the mean, that would not matter even if it is there.

    Returns
    -------
    pandas.DataFrame
        One row a measure: measure, settled_day (further days that MSER would leave out; missing if it cannot tell),
        early (first window), late (last window), drift (early minus late), low, high, drift_share (of the late mean),
        verdict: ``enough``, ``too_short``, or ``more_runs`` where these runs cannot tell.
    """
    import pandas as pd

    daily = _daily(shifts, measures)
    runs, length = daily["run"].nunique(), int(daily["day"].max()) + 1
    _refuse(runs, length, 0, window, "drift_table")
    rows = []
    for measure in measures:
        table = daily.pivot(index="run", columns="day", values=measure)
        first, last = table.columns < window, table.columns >= length - window
        rows.append({"measure": measure, **_judged(table, first, last, level, matters)})
    return pd.DataFrame(rows)


def _daily(shifts, measures):
    table = shifts[shifts["day"] >= 0]
    if "run" not in table.columns:
        table = table.assign(run=0)
    hours = table["resident_hours"]
    levels = [name for name in measures if name not in COUNTS and name.startswith("mean_")]
    weighted = table[["run", "day"]].assign(hours=hours, **{name: table[name] * hours for name in levels})
    weighted = weighted.assign(**{name: table[name] for name in measures if name not in levels})
    sums = weighted.groupby(["run", "day"], as_index=False).sum()
    return sums.assign(**{name: sums[name] / sums["hours"] for name in levels})


def _refuse(runs, length, days, window, name="warm_up_check"):
    problems = []
    if runs < 2:
        problems.append(f"{runs} run; at least 2 are needed, and better 20")
    if length < days + 2 * window:
        problems.append(
            f"runs of {length} days; {days + 2 * window} are needed to see {window} days after day {days} and as many "
            "to hold them against"
        )
    if problems:
        raise DataError(f"{name}: {'; '.join(problems)}.")


def _curve(measure, table, level):
    import pandas as pd

    mean = table.mean(axis=0)
    half = t_quantile(level, len(table) - 1) * table.std(axis=0, ddof=1) / math.sqrt(len(table))
    running = mean.rolling(BATCH_DAYS, center=True, min_periods=1).mean()
    return pd.DataFrame(
        {
            "measure": measure,
            "day": mean.index,
            "mean": mean.to_numpy(),
            "low": (mean - half).to_numpy(),
            "high": (mean + half).to_numpy(),
            "running": running.to_numpy(),
        }
    )


def _judged(table, first, last, level, matters):
    settled = mser(table.mean(axis=0).interpolate().to_numpy(), BATCH_DAYS)
    early, late = table.loc[:, first].mean(axis=1), table.loc[:, last].mean(axis=1)
    drift, mean = early - late, float(late.mean())
    half = t_quantile(level, len(drift) - 1) * float(drift.std(ddof=1)) / math.sqrt(len(drift))
    middle = float(drift.mean())
    low, high = middle - half, middle + half
    limit, is_sure = matters * abs(mean), low > 0 or high < 0
    verdict = "enough" if max(abs(low), abs(high)) <= limit else "too_short" if is_sure else "more_runs"
    return {
        "settled_day": math.nan if settled is None else float(settled),
        "early": float(early.mean()),
        "late": mean,
        "drift": middle,
        "low": low,
        "high": high,
        "drift_share": middle / mean if mean else math.nan,
        "verdict": verdict,
    }


def _told(row):
    ends = f"{signed(100 * row.low / row.late)} to {signed(100 * row.high / row.late)} %"
    return f"{row.measure} (just after it {ends} off the rest)"
