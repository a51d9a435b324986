"""Metrics of how residents do: wellbeing and what it is made of, over time on the ward and over stays."""

import math

import numpy as np

from milieusim.analysis.metrics.registry import register_metric
from milieusim.analysis.metrics.run_view import NAN, mean, weighted_mean

SCALE = "0-1"
OWN = "this model's scale; no ward series of it is published"
TENTH = 0.1


def gain_to_day(run, day):
    """Return the mean gain in wellbeing from admission to a day, or to discharge if that came sooner.

    A stay counts if the day (or the discharge) falls into the window, whoever is still there: the mean
    over those present would drop as soon as a ward sent its well residents home earlier.
    """
    stays = run.rows("stays")
    reached = stays["admitted_at_hour"] + 24.0 * day
    left = stays["discharged_at_hour"]
    sooner = left < reached
    when = np.where(sooner, left, reached)
    then = np.where(sooner, stays["wellbeing_end"], stays[f"wellbeing_day{day}"])
    counts = (when >= 0) & (when < run.hours_simulated)
    return mean((then - stays["wellbeing_admission"])[counts])


def _gain_per_stay(state):
    def gain(run):
        return mean(run.ended[state + "_end"] - run.ended[state + "_admission"])

    return gain


def distress_gain_d(run):
    """Return the standardised fall in rated distress over stays that ended in the window."""
    before, after = run.ended["distress_rated_admission"], run.ended["distress_rated_end"]
    known = (before == before) & (after == after)
    before, after = before[known], after[known]
    if len(before) < 2:
        return NAN
    spread = math.sqrt((float(before.var(ddof=1)) + float(after.var(ddof=1))) / 2)
    return (mean(before) - mean(after)) / spread if spread > 0 else NAN


def worst_tenth(values, weights):
    """Return the mean over the lowest tenth by weight; the value on the border counts in part."""
    known = (values == values) & (weights > 0)
    order = np.argsort(values[known], kind="stable")
    values, weights = values[known][order], weights[known][order]
    wanted = TENTH * float(weights.sum())
    before = np.concatenate(([0.0], np.cumsum(weights)[:-1])) if len(weights) else weights
    return weighted_mean(values, np.clip(wanted - before, 0.0, weights))


def _worst_tenth_wellbeing(run):
    stays = run.rows("stays")
    return worst_tenth(stays["mean_wellbeing"], stays["hours_in_window"])


def _length_of_stay(run):
    ended = run.ended
    hours = ended["discharged_at_hour"] - ended["admitted_at_hour"]
    return float(np.median(hours)) / 24 if len(hours) else NAN


def _level(column):
    return lambda run: run.level(column)


register_metric(
    "length_of_stay_median_days",
    _length_of_stay,
    "Median days from admission to the end of the stay, over all stays that end in the window.",
    "days",
    "hospital statistics",
    "neither",
    "length of stay, median",
)
register_metric(
    "wellbeing_mean",
    _level("mean_wellbeing"),
    "Mean wellbeing over all hours that residents were on the ward in the window.",
    SCALE,
    OWN,
    "higher",
    "wellbeing of those present",
)
for _day in (7, 14):
    register_metric(
        f"wellbeing_gain_day{_day}",
        lambda run, day=_day: gain_to_day(run, day),
        f"Mean change in wellbeing from admission to day {_day}, or to discharge if sooner, over all stays "
        "that come to it in the window.",
        "points on a 0-1 scale",
        OWN,
        "higher",
        f"gain in wellbeing by day {_day}",
    )
register_metric(
    "wellbeing_gain_per_stay",
    _gain_per_stay("wellbeing"),
    "Mean change in wellbeing from admission to the end, over all stays that end in the window.",
    "points on a 0-1 scale",
    OWN,
    "higher",
    "gain in wellbeing by the end of the stay",
)
register_metric(
    "distress_gain_d",
    distress_gain_d,
    "(Mean rated distress at admission - mean at the end) / sqrt((s1^2 + s2^2) / 2), over all stays that end "
    "in the window; ratings carry the error of a rater.",
    "standard deviations",
    "symptom scales from admission to discharge (Ballerini 2007)",
    "higher",
    "fall in rated distress",
)
register_metric(
    "felt_safety",
    _level("mean_felt_safety"),
    "Mean felt safety over all hours that residents were on the ward in the window.",
    SCALE,
    OWN,
    "higher",
    "felt safety",
)
register_metric(
    "loneliness",
    _level("mean_loneliness"),
    "Mean loneliness over all hours that residents were on the ward in the window.",
    SCALE,
    OWN,
    "lower",
)
register_metric(
    "self_care_gain",
    _gain_per_stay("self_care"),
    "Mean change in self-care from admission to the end, over all stays that end in the window.",
    "points on a 0-1 scale",
    OWN,
    "higher",
    "gain in self-care",
)
register_metric(
    "worst_tenth_wellbeing",
    _worst_tenth_wellbeing,
    "Mean wellbeing of the tenth that fare worst: stays in order of their mean wellbeing, up to a tenth of "
    "all hours in the window.",
    SCALE,
    OWN,
    "higher",
    "wellbeing, worst-off tenth",
)
register_metric(
    "arousal_mean",
    _level("mean_arousal"),
    "Mean arousal (0 settled, 1 crisis) over all hours that residents were on the ward in the window.",
    SCALE,
    OWN,
    "lower",
    "arousal",
)
register_metric(
    "distress_mean",
    _level("mean_distress"),
    "Mean distress over all hours that residents were on the ward in the window.",
    SCALE,
    OWN,
    "lower",
    "distress of those present",
)
