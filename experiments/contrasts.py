"""What one ward differs by from another, many of them judged together, and how to say so in words."""

import numpy as np
import pandas as pd

from milieusim.analysis.metrics.metrics import METRICS
from milieusim.analysis.numbers import number
from milieusim.comparison.intervals import NORMAL, holm
from milieusim.comparison.pairs import KEYS, difference_table

MEASURES = ["conflict_per_100_obd", "wellbeing_gain_day14", "undone_minutes_per_shift"]
NAMES = {
    "conflict_per_100_obd": "conflict",
    "wellbeing_gain_day7": "the gain in wellbeing by day 7",
    "wellbeing_gain_day14": "the gain in wellbeing by day 14",
    "undone_minutes_per_shift": "care left undone",
}
COLUMNS = ["base", "other", "difference", "low_world", "high_world", "low_chance", "high_chance",
           "share_of_sets_agreeing", "pairs", "sets"]  # fmt: skip
SURE = 0.05
"""Of tests of many differences together: how often one is told apart though none is there."""


def contrasts(metrics, wanted, names=None):
    """Return one row a contrast and measure, told apart from chance or not once all of them are counted.

    Parameters
    ----------
    metrics : pandas.DataFrame
        One row a run; `design` names the ward.
    wanted : list of tuple
        (part, words, other, base): which two wards, and what the first differs by.
    names : list of str, optional
        Measures; MEASURES if left out.

    Returns
    -------
    pandas.DataFrame
        `percent`, `percent_low`, ... are of the base; `low` and `high` those of one plausible world, with what
        nobody knows about parameters, `low_chance` and `high_chance` those that chance alone leaves. `is_told` says
        whether chance alone could do it, all rows counted.
    """
    names, rows = names or MEASURES, []
    metrics = metrics[[*KEYS, *names]]
    for part, words, other, base in wanted:
        table = difference_table(metrics, base, [other], []).set_index("metric")
        rows += [{"part": part, "words": words, "ward": other, "beside": base, "metric": name,
                  **table.loc[name, COLUMNS]} for name in names]  # fmt: skip
    found = pd.DataFrame(rows).rename(columns={"low_world": "low", "high_world": "high"})
    for name in ("difference", "low", "high", "low_chance", "high_chance"):
        key = "percent" if name == "difference" else f"percent_{name}"
        found[key] = 100.0 * found[name] / found["base"]
    return found.assign(is_told=holm(_chances(found)) < SURE)


def _chances(found):
    """Return two-sided probabilities that chance alone makes such differences."""
    from scipy.special import ndtr

    error = (found["high_chance"] - found["low_chance"]) / (2.0 * NORMAL)
    with np.errstate(divide="ignore", invalid="ignore"):
        away = np.abs(found["difference"]) / error
    return np.where(found["difference"] == 0.0, 1.0, 2.0 * ndtr(-away))


def percent(value):
    """Return a share of the base with its sign: ``+12 %``."""
    digits = 0 if abs(value) >= 10 else 1
    text = f"{abs(value):.{digits}f} %"
    return text if float(f"{value:.{digits}f}") == 0.0 else ("+" if value > 0 else "\u2212") + text


def change_words(row):
    """Return a change with the ends of its interval: ``+12 % (+3 % to +20 %)``."""
    return f"{percent(row.percent)} ({percent(row.percent_low)} to {percent(row.percent_high)})"


def changes_words(rows):
    """Return the changes of one ward that are told apart from chance, and which measures are not, as a clause."""
    told = [f"{NAMES[row.metric]} {change_words(row)}" for row in rows.itertuples() if row.is_told]
    still = [NAMES[row.metric] for row in rows.itertuples() if not row.is_told]
    if not told:
        return "no measure is told apart from chance"
    return listed(told) + (f"; {listed(still)} not told apart from chance" if still else "")


def is_better(row):
    """Return whether a difference is for the better."""
    return (row.difference > 0) == (METRICS[row.metric].better == "higher")


def line_of(row):
    """Return a row as a line of a table."""
    mark = "*" if row.is_told else " "
    ends = f"{percent(row.percent_low)} to {percent(row.percent_high)}"
    agree = f"{100 * row.share_of_sets_agreeing:.0f} % of sets agree"
    return f"    {mark} {NAMES.get(row.metric, row.metric):<32} {percent(row.percent):>8}  ({ends}; {agree})"


def base_words(found):
    """Return what the base ward has of each measure."""
    first = found.drop_duplicates("metric")
    return "; ".join(
        f"{NAMES.get(row.metric, row.metric)} {number(row.base)} {METRICS[row.metric].unit}"
        for row in first.itertuples()
    )


def listed(words):
    """Return words as a list in a sentence."""
    words = list(words)
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)
