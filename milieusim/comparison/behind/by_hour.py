"""The day by the clock as differences: what one design adds to an hour of the day, or takes from it."""

from milieusim.analysis.patterns.day import DRAWN
from milieusim.comparison.behind.paired_rows import NUMBERS, level_together, numbers_of, with_holm

COLUMNS = ["design", "measure", "hour", *NUMBERS, "p_adjusted", "stands_out", "level"]
HOURS = 24


def day_differences(result, measures=DRAWN):
    """Return paired differences by hour of the day.

    Parameters
    ----------
    result : Comparison
    measures : sequence of str
        Columns of the hours of `result.sample`: arousal 0-1, and events an hour on the whole ward.

    Returns
    -------
    pandas.DataFrame
        Columns COLUMNS, 24 rows a design and measure. All intervals of the table hold together with 95 %, each at its
        `level`; `stands_out` says whether an hour is told from chance with all of them counted (Holm).
    """
    import pandas as pd

    level = level_together(len(result.others) * len(measures) * HOURS)
    by_run = {
        name: hours.pivot(index="run", columns="hour", values=list(measures))
        for name, hours in result.sample.hours.items()
    }
    sets = result.sample.sets
    rows = [
        {"design": design, "measure": measure, "hour": hour, "level": level}
        | numbers_of(by_run[result.base][measure, hour], by_run[design][measure, hour], level, sets)
        for design in result.others
        for measure in measures
        for hour in range(HOURS)
    ]
    return pd.DataFrame(with_holm(rows), columns=COLUMNS)
