"""When incidents are likely: how far the hazard differs between persons, between the days of a person, within a day."""

from milieusim.analysis.columns import need_columns

COLUMNS = ["day", "resident", "hours_present", "hours_asleep", "hazard", "hazard_square"]
LAYERS = ["between_persons", "between_days", "within_a_day"]


def hazard_variance_table(run):
    """Split the variance of the hazard of an incident over waking hours.

    Parameters
    ----------
    run : Run or pandas.DataFrame
        A run that kept its `resident_shifts`, or that table of one or many runs; columns `design` and `run` set
        runs apart, if there.

    Returns
    -------
    pandas.DataFrame
        A row each for between_persons, between_days (of one person) and within_a_day: `variance` (1/h2) and its
        `share` of the whole. Hours asleep are left out: nobody has an incident in them.
    """
    import pandas as pd

    lived = getattr(run, "resident_shifts", run)
    need_columns(lived, COLUMNS, "the table of residents' shifts")
    runs = [name for name in ("design", "run") if name in lived.columns]
    sums = _waking_sums(lived, runs)
    by_person = sums.groupby([*runs, "resident"], observed=True).sum()
    by_day = sums.groupby([*runs, "resident", "day"], observed=True).sum()
    hours, of_days, of_persons = sums["hours"].sum(), _explained(by_day), _explained(by_person)
    least = sums["total"].sum() ** 2 / hours
    parts = [of_persons - least, of_days - of_persons, sums["squares"].sum() - of_days]
    table = pd.DataFrame({"variance": [part / hours for part in parts]}, index=pd.Index(LAYERS, name="layer"))
    return table.assign(share=table["variance"] / table["variance"].sum())


def _waking_sums(lived, runs):
    """Return hours awake, and the sums of the hazard and of its square over them."""
    sums = lived[[*runs, "resident", "day"]].assign(
        hours=lived["hours_present"] - lived["hours_asleep"],
        total=lived["hazard"] * lived["hours_present"],
        squares=lived["hazard_square"] * lived["hours_present"],
    )
    return sums[sums["hours"] > 0]


def _explained(groups):
    """Return the sum of squares that the means of groups account for."""
    return float((groups["total"] ** 2 / groups["hours"]).sum())
