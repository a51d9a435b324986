"""Answers are about one design: tables that hold several are told apart before anything is fitted."""

from milieusim.errors import DataError

MOST_NAMED = 4


def need_one_design(table, where, name="points"):
    """Raise DataError if the rows of a table belong to several designs.

    Parameters
    ----------
    table : pandas.DataFrame
        With a column design, or without: then nothing is known of designs.
    where : str
        What the table is handed to.
    name : str
        What the table is called there.

    Raises
    ------
    DataError
        With the designs, and what to pass.
    """
    if "design" not in table.columns or table["design"].nunique() < 2:
        return
    designs = [str(design) for design in table["design"].dropna().unique()]
    more = len(designs) - MOST_NAMED
    shown = ", ".join(designs[:MOST_NAMED]) + (f" and {more} more" if more > 0 else "")
    raise DataError(
        f"{where}: {name} holds {len(designs)} designs ({shown}), and an answer is about one. Pass one at a time: "
        f"{name}[{name}['design'] == '{designs[0]}']."
    )


def of_one_design(points, metrics, where):
    """Return the runs of some points, which must be of one design.

    Parameters
    ----------
    points : pandas.DataFrame
        One row a point: point, and design if there are several.
    metrics : pandas.DataFrame
        One row a run: point, and design if there are several.
    where : str

    Returns
    -------
    pandas.DataFrame
        Runs of other points are left out.

    Raises
    ------
    DataError
        If points or runs are of several designs.
    """
    need_one_design(points, where)
    runs = metrics[metrics["point"].isin(set(points["point"]))]
    need_one_design(runs, where, "metrics")
    return runs
