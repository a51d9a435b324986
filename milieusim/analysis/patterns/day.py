"""The day by hour: what the mean of many days looks like at each hour of the clock."""

DRAWN = ("mean_arousal", "conflict", "containment")


def mean_by_hour(hours, names=DRAWN):
    """Return the mean of each column by hour of the day, with an interval over runs.

    Parameters
    ----------
    hours : pandas.DataFrame
        The table of hours of one or many runs; columns `design` and `run` set runs apart, if there.
    names : sequence of str
        Columns to average; a count becomes events an hour.

    Returns
    -------
    pandas.DataFrame
        Columns design (if it was there), hour, and for each name its mean, `<name>_low` and `<name>_high`
        (95 %, over runs; missing with a single run; cut at 0 where nothing is below it, as counts are). Hours without
        residents are left out of means.
    """
    groups = [name for name in ("design", "run") if name in hours.columns]
    names = list(names)
    if "mean_arousal" in names:
        hours = hours.assign(mean_arousal=hours["mean_arousal"].where(hours["census"] > 0))
    by_run = hours.groupby([*groups, "hour"], observed=True, sort=False)[names].mean().reset_index()
    rest = [name for name in groups if name != "run"]
    grouped = by_run.groupby([*rest, "hour"], observed=True, sort=False)[names]
    return _with_intervals(grouped, names).reset_index()


def _with_intervals(grouped, names):
    from scipy.special import stdtrit

    table, spread, runs = grouped.mean(), grouped.std(), grouped.count()
    for name in names:
        # One run has no spread: its interval is missing, not of width nothing.
        reach = (
            stdtrit((runs[name] - 1).clip(lower=1), 0.975) * spread[name] / runs[name].clip(lower=1) ** 0.5
        )
        floor = 0 if (table[name].dropna() >= 0).all() else None
        table[name + "_low"] = (table[name] - reach).clip(lower=floor)
        table[name + "_high"] = table[name] + reach
    return table
