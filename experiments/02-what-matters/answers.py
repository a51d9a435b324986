"""What is asked about, run by run, and which parameters are clear of chance."""


def answers(metrics, base, question, names):
    """Return one row a run: the level on the base ward, or the difference from it with the same set and seed.

    Parameters
    ----------
    metrics : pandas.DataFrame
        One row a run.
    base : str
        Design.
    question : str
        The base, for the level; another design, for its difference from the base.
    names : list of str
        Metrics.

    Returns
    -------
    pandas.DataFrame
    """
    keys = ["parameter_set", "seed"]
    runs = {design: rows.set_index(keys)[names] for design, rows in metrics.groupby("design", observed=True)}
    found = runs[base] if question == base else runs[question] - runs[base]
    return found.reset_index().assign(point=0)


def is_clear(table):
    """Return which rows stand above what chance gives, and have an interval without zero."""
    return (table["first"] > table["threshold"]) & (table["first_low"] > 0)
